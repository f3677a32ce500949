//! The floor: agents, contacts, skills and routing as a pure state machine.
//!
//! [`Floor::decide`] judges a [`Command`] and gives [`Fact`]s or a [`Refusal`]; [`Floor::evolve`]
//! applies one fact and cannot fail; [`Floor::next_timer`] says when [`Command::Timer`] is due.
//! No clock, no I/O, no randomness: time and keys come in with the command. What an agent is told
//! are [`Event`]s, numbered by `evolve`, read with [`Floor::poll`].
#![warn(missing_docs)]

pub mod access_key;
mod after_contact;
mod agent_leg;
mod agent_session;
mod agent_state;
mod call;
mod call_end;
mod call_event;
mod change;
mod client_data;
pub mod command;
mod conference;
mod contact;
pub mod credential;
mod custom_data;
mod dial;
mod directory;
mod disposition;
pub mod event;
pub mod fact;
mod feedback;
mod floor;
mod id;
mod inactivity;
mod indicator;
mod mailbox;
mod poll;
mod presence;
mod private;
mod refusal;
mod routing;
mod screen_pop;
mod session_key;
pub mod setup;
pub mod sign_in;
mod snapshot;
mod time;
mod timers;
mod tones;
mod transfer;
mod volatile;

pub use access_key::{AccessKey, AccessKeyId};
pub use agent_leg::AgentLeg;
pub use agent_session::{AfterContactCode, AgentSession};
pub use agent_state::{AgentState, NextState};
pub use change::{Actor, Change};
pub use command::Command;
pub use contact::{Contact, ContactState, Offer, Origin, Talk};
pub use directory::SetAt;
pub use event::Event;
pub use fact::Fact;
pub use floor::Floor;
pub use id::{
    AddressBookEntryId, AddressBookId, AgentId, AgentSessionId, BusinessUnitId, CodeId,
    ConferenceNo, ContactId, DispositionId, EventNumber, IndicatorId, LegId, MessageId, SignInId,
    SkillId, TagId, TeamId,
};
pub use poll::Poll;
pub use private::Private;
pub use refusal::Refusal;
pub use screen_pop::fill_address;
pub use session_key::SessionKey;
pub use setup::Setup;
pub use snapshot::{OLDEST_SNAPSHOT_READ, SNAPSHOT_VERSION};
pub use time::Time;
