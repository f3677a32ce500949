//! Typed client of the agent API, and the get-next-event loop.
//!
//! [`call`] says every call as data, the same for both transports: `browser` (the desktop in WASM) hands out
//! events as the browser's own values, as they came; `native` hands out typed events.
#![warn(missing_docs)]

pub mod back_off;
#[cfg(feature = "browser")]
pub mod browser;
pub mod call;
mod failure;
#[cfg(feature = "native")]
pub mod native;

pub use failure::Failure;
