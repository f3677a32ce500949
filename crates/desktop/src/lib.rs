//! The agent desktop in the browser.
//!
//! [`agent_session`] is the store of signals that the views show; its methods are all that a view may do.

pub mod agent_session;
pub mod call_buttons;
pub mod page_bridge;
pub mod pages;
pub mod tab_lock;
