//! Every JSON shape that enters or leaves Cordboard: page messages, events, HTTP bodies, problems.
//!
//! Wire spellings occur here, in serde attributes, and nowhere else.
#![warn(missing_docs)]

pub mod access_key;
pub mod address_book;
pub mod admin;
pub mod agent;
pub mod agent_session;
pub mod agent_state;
pub mod business_unit;
pub mod callback;
pub mod client_data;
pub mod contact;
pub mod custom_data;
pub mod desktop;
pub mod dial;
pub mod discovery;
pub mod disposition;
pub mod dtmf;
pub mod event_value;
pub mod events;
#[cfg(test)]
mod generated;
pub mod identity;
pub mod indicator;
#[cfg(all(test, feature = "openapi"))]
mod json_schema;
pub mod list;
pub mod message;
#[cfg(feature = "openapi")]
mod openapi;
pub mod page;
pub mod permissions;
pub mod problem;
pub mod server_time;
pub mod simulator;
pub mod skill;
pub mod skill_activity;
pub mod tag;
pub mod team;
pub mod token;
#[cfg(test)]
mod typescript;
pub mod user;
