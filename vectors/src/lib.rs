//! The protocol vectors and what runs them.
