//! What the administration needs besides its operations: the first administrator's code, rules for
//! passwords, and what is said at the start.

mod begin;
mod init_code;
mod new_password;

pub(crate) use begin::begin;
pub(crate) use init_code::{FILE as INIT_CODE_FILE, InitCode};
pub(crate) use new_password::hashed;
