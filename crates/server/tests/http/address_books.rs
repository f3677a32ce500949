//! Section 6: whom an agent looks up to call.

mod entries;
