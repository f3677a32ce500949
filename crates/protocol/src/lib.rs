//! Every JSON shape that enters or leaves Cordboard.
#![warn(missing_docs)]
