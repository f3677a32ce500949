//! The token call.

mod token;

pub(crate) use token::token;
