//! The media port and its line simulator.
//!
//! The port is told each fact once it is durable, and does with the lines what it asks for; what
//! the lines report comes back as commands for the floor. Contact state and media state are never
//! mixed.

mod simulator;

use std::task::{Context, Poll};

use cordboard_acd::{Command, Fact};

pub use simulator::{LineError, LineSimulator};

/// Does with the lines what the floor's facts ask for.
pub trait Telephony: Send {
    /// Takes a fact. Facts that are not about lines change nothing.
    fn happened(&mut self, fact: &Fact);

    /// Gives the next report of the lines, or parks: `std::future::poll_fn` makes a future of it
    /// that a `select!` can wait for.
    fn poll_report(&mut self, context: &mut Context<'_>) -> Poll<Command>;
}
