//! Tokens.

mod access_key;
mod authorize;
mod end_session;
mod grant;
mod log_in;
mod revoke;
mod token;
mod user_info;
mod who_am_i;
