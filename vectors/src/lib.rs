//! The protocol vectors and what runs them.
//!
//! A vector is one behaviour of the page protocol as data: what happens, step by step, and all
//! that must come of it, in order (`schema.json` beside the vectors says its form). This runner
//! drives a [`cordboard_broker::Broker`] as a page bridge does; it takes a vector as text, so it
//! runs natively and as WASM. With real windows a harness plays the steps of [`Vector::plan`].
#![warn(missing_docs)]

mod compare;
mod event;
#[cfg(not(target_arch = "wasm32"))]
mod files;
mod host;
mod js_value;
mod plan;
mod run;
mod vector;

#[cfg(not(target_arch = "wasm32"))]
pub use files::{VectorFile, read_all};
pub use host::Host;
pub use js_value::message;
pub use run::run;
pub use vector::{Action, Expect, Step, Vector, VectorError};

/// Runs one vector.
///
/// # Errors
/// What does not fit, in words: an unknown version or field, or what came instead of what was
/// expected.
pub fn run_vector(json: &str) -> Result<(), String> {
    let vector = Vector::parse(json).map_err(|error| error.to_string())?;
    run(&vector).map_err(|error| format!("{}: {error}", vector.name))
}
