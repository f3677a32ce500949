//! The operations: one file each, `handlers/<resource>/<action>.rs`; `router.rs` lists them all.

pub(crate) mod address_books;
pub(crate) mod admin;
pub(crate) mod agent_phone;
pub(crate) mod agent_sessions;
pub(crate) mod agents;
pub(crate) mod business_unit;
pub(crate) mod calls;
pub(crate) mod contacts;
pub(crate) mod desktop;
pub(crate) mod discovery;
pub(crate) mod health;
pub(crate) mod later;
pub(crate) mod openapi;
pub(crate) mod simulator;
pub(crate) mod skills;
pub(crate) mod teams;
pub(crate) mod tokens;
pub(crate) mod users;
