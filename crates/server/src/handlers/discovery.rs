//! Discovery: where everything is.

mod cxone_configuration;
mod jwks;
mod openid_configuration;

pub(crate) use cxone_configuration::*;
pub(crate) use jwks::*;
pub(crate) use openid_configuration::*;
