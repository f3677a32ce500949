//! How the server is, for what watches over it.

mod alive;
mod metrics;
mod ready;

pub(crate) use alive::*;
use metrics::Watcher;
pub(crate) use metrics::*;
pub(crate) use ready::*;
