//! The HTTP rules that hold for every operation (`docs/agent-api.md` section 1).

mod administrator;
mod base;
mod body;
mod caller;
mod client;
mod keys;
mod list;
mod listener;
mod params;
mod path;
mod room;
mod rules;
mod starting;
mod tls;
mod under_way;

pub(crate) use administrator::{Administrator, Entry, IfMatch};
pub(crate) use base::Base;
pub(crate) use body::{FormBody, JsonBody, TextBody};
pub(crate) use caller::{AgentSession, Bearer, Caller, InContact, Path, path_number};
pub(crate) use client::{Client, forwarded_for};
pub(crate) use list::{Fields, ListWanted, Listed, instant};
pub(crate) use listener::{Peer, serve};
pub(crate) use params::{Params, flag};
pub(crate) use path::route_of;
pub(crate) use room::room_for;
pub(crate) use rules::{Rules, apply};
pub(crate) use starting::waits_for_floor;
pub(crate) use tls::{Certificates, TlsError};
