//! Simulated agents, customers and an administrator, and a check of what they were answered.
//!
//! A [`Load`] lets many agents, customers and an administrator work against a server over HTTP, as a seed says, and goes on when
//! the server is killed and started again. All that was asked and answered stands in a [`Record`]. The
//! [`check`](check::check) knows the record alone: it says whether the server kept what it had promised.

pub mod check;
mod load;
mod plan;
mod random;
mod record;
mod view;

mod administrator;
mod agent;
mod customer;

pub use load::{Load, LoadError};
pub use plan::{ADMINISTRATOR, Account, Plan, SkillPlan};
pub use random::Random;
pub use record::{AgentRequest, CallAction, Entry, Mark, Noted, Record, Recorder, Request, Who};
pub use view::View;
