//! The business unit, its server's time, its switches.

mod get;
mod server_time;
mod toggled_features;

pub(crate) use get::*;
pub(crate) use server_time::*;
pub(crate) use toggled_features::*;
