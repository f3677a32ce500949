//! Facts made durable.
#![warn(missing_docs)]
