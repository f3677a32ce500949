//! How the server is, for what watches over it.

mod alive;
mod ready;

pub(crate) use alive::alive;
pub(crate) use ready::ready;
