//! Users: agents as the rest of the platform knows them.

mod get;

pub(crate) use get::*;
