//! The one place where the floor's types and the public JSON meet.

mod address_book;
pub(crate) mod agent;
pub(crate) mod agent_session;
mod agent_state;
mod contact;
mod desk;
pub(crate) mod event;
mod identity;
pub(crate) mod page;
mod past_contact;
pub(crate) mod skill;
mod skill_activity;
pub(crate) mod team;
mod time;

pub(crate) use address_book::{Book, name as entry_name};
pub(crate) use agent_state::Standings;
pub(crate) use contact::{active_contacts, completed_contact};
pub(crate) use desk::{indicators, messages, tags};
pub(crate) use identity::{identity, subject, tenant_id, user_id};
pub(crate) use past_contact::past_contact;
pub(crate) use skill_activity::Activities;
pub(crate) use time::{time_of, utc};
