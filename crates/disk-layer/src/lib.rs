//! The layer under a program's files that the forgetful disk is made of.
//!
//! Loaded by `LD_PRELOAD`, it stands before the C library's functions for files. Calls that concern the watched folder
//! are written into the log, counted, and let fail as the numbers say; all others go on to the kernel as they came.
//! Without its environment variables it does nothing.
#![expect(unsafe_code, reason = "stands in for functions of the C library, and calls the kernel")]

mod calls;
mod kernel;
mod layer;
mod numbers;
