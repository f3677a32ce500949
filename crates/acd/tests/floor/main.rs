//! The floor on a virtual clock, feature by feature.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on fails, and looks for the one thing it is about"
)]

mod after_contact;
mod agent_leg;
mod agent_session;
mod agent_state;
mod call;
mod change;
mod client_data;
mod conference;
mod consult;
mod desk;
mod dial;
mod disposition;
mod feedback;
mod inactivity;
mod indicator;
mod poll;
mod replay;
mod routing;
mod screen_pop;
mod sign_in;
mod snapshot;
mod snapshot_form;
mod stage;
mod tones;
mod transfer;
