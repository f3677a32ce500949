//! Simulated customers, as the handlers know them.

use cordboard_acd::{Command, ContactId, SkillId};

/// Places calls and hangs up as customers do. `main.rs` names what does it.
pub(crate) trait Customers: Send + Sync {
    /// A customer calls; `Err` says what is wrong with the numbers.
    fn call(&self, skill: SkillId, ani: &str, dnis: &str) -> Result<Command, String>;

    /// Gives the contact under which a customer's call goes on after transfers.
    fn goes_on_as(&self, contact: ContactId) -> ContactId;

    /// A customer hangs up. `None`: no customer is on the line with this contact.
    fn hang_up(&self, contact: ContactId) -> Option<Command>;
}
