//! Discovery.

mod cxone_configuration;
mod jwks;
mod openid_configuration;
