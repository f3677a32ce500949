//! The media port and its line simulator.
//!
//! The port is told each fact once it is durable, and does with the lines what it asks for; what
//! the lines report comes back as commands for the floor. Contact state and media state are never
//! mixed.

mod simulator;

use std::task::{Context, Poll};

use cordboard_acd::{Command, Fact, Floor};
use thiserror::Error;

pub use simulator::{AgentLine, CustomerLine, LineError, LineSimulator, RecordingGets};

/// Does with the lines what the floor's facts ask for.
pub trait Telephony: Send {
    /// Takes a fact, in order. Facts that are not about lines change nothing.
    ///
    /// # Errors
    /// [`TelephonyError`] when the fact asks for what the lines cannot do. It stays undone; the
    /// caller has it logged, since it is a bug of the floor's or the port's.
    fn happened(&mut self, fact: &Fact) -> Result<(), TelephonyError>;

    /// Takes the floor as it is after a restart, before any fact: the lines stand as it says, or
    /// reports follow that say otherwise.
    fn recovered(&mut self, floor: &Floor);

    /// Gives the next report of the lines, or parks: `std::future::poll_fn` makes a future of it
    /// that a `select!` can wait for.
    fn poll_report(&mut self, context: &mut Context<'_>) -> Poll<Command>;
}

/// Says why the lines did not do what a fact asks for.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TelephonyError {
    /// No line stands as the fact supposes.
    #[error("the lines cannot do what a fact asks for")]
    Impossible(#[from] LineError),
}
