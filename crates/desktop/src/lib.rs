//! The agent desktop in the browser.
