//! Tokens: how they are got, and whom they are for.

mod token;
mod user_info;
mod who_am_i;

pub(crate) use token::*;
pub(crate) use user_info::*;
pub(crate) use who_am_i::*;
