//! Tokens.

mod token;
mod user_info;
mod who_am_i;
