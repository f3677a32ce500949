//! The server as a process under load, killed, without power, with a disk that fails: nothing that was
//! acknowledged is lost.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]
#![expect(clippy::print_stdout, reason = "says the seed, and how much was judged")]

mod check_of_the_check;
mod clock;
mod day;
mod failing;
mod floor;
mod full;
mod kill;
mod power;
mod process;
mod settings;
mod torn_log;
