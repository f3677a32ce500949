//! The floor: agents, contacts, skills and routing as a pure state machine.
#![warn(missing_docs)]
