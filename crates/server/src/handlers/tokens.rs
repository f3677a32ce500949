//! Tokens: how they are got, whom they are for, and how they end.

mod access_key;
mod authorization;
mod authorize;
mod end_session;
mod given;
mod grant;
mod grants;
mod log_in;
mod refused;
mod revoke;
mod token;
mod user_info;
mod who_am_i;

pub(crate) use access_key::*;
pub(crate) use authorize::*;
pub(crate) use end_session::*;
pub(crate) use grant::*;
pub(crate) use log_in::*;
pub(crate) use revoke::*;
pub(crate) use token::*;
pub(crate) use user_info::*;
pub(crate) use who_am_i::*;
