//! What each embedded page is told: a pure state machine.
#![warn(missing_docs)]
