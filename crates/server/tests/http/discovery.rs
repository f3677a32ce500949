//! Discovery.

mod cxone_configuration;
mod jwks;
