//! The media port and its line simulator.
