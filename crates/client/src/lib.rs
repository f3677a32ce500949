//! Typed client of the agent API, native and in the browser.
#![warn(missing_docs)]
