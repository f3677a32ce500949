use serde::Serialize;

use super::ContactId;

/// To which contact the agent turns; its keys in this order.
///
/// # Shape
/// `{"messageType":"ContactFocus","contactId":41}`
///
/// # Source
/// P50
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(all(test, feature = "openapi"), derive(utoipa::ToSchema))]
pub struct ContactFocus {
    /// `ContactFocus`.
    #[serde(rename = "messageType")]
    #[cfg_attr(test, ts(type = r#""ContactFocus""#))]
    message_type: &'static str,
    /// The contact; `null` for none.
    #[serde(rename = "contactId")]
    #[cfg_attr(all(test, feature = "openapi"), schema(required))]
    contact_id: Option<ContactId>,
}

impl ContactFocus {
    /// The message type of every one.
    pub const MESSAGE_TYPE: &'static str = "ContactFocus";

    /// Names the contact, or none.
    #[must_use]
    pub const fn new(contact_id: Option<ContactId>) -> Self {
        Self { message_type: Self::MESSAGE_TYPE, contact_id }
    }

    /// The contact.
    #[must_use]
    pub const fn contact_id(&self) -> Option<ContactId> {
        self.contact_id
    }
}
