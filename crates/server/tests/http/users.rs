//! Users.

mod get;
