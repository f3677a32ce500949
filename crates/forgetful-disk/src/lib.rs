//! A disk for tests that loses its power, fails, fills up; with a clock that is set.
//!
//! `SIGKILL` takes a program away and leaves all that it wrote in the page cache. A power cut takes the page cache too.
//! `crates/disk-layer`, loaded under a program by `LD_PRELOAD`, writes down what the program does to the files of one
//! folder ([`log`]) and lets single calls fail ([`Control`]). When the program has been killed, [`Disk::cut_power`]
//! puts the folder back to what a disk without power would hold.

pub mod control;
mod disk;
mod image;
pub mod log;

pub use control::{Control, Word};
pub use disk::Disk;
pub use image::Survives;
