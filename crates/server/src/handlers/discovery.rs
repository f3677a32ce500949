//! Discovery: where everything is.

mod cxone_configuration;
mod jwks;

pub(crate) use cxone_configuration::*;
pub(crate) use jwks::*;
