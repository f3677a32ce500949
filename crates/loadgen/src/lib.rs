//! Simulated agents and customers.
