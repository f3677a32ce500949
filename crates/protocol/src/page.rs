//! What embedded pages post, and what the host posts to them (`docs/page-protocol.md`).
//!
//! A page may post anything. The driver reads the known keys of its message into a
//! [`LooseMessage`]; [`FromPage::parse`] makes of it what the protocol knows, or nothing.

mod contact_card;
mod contact_id;
mod extension;
mod focus;
mod from_page;
mod lifecycle;
mod loose;
mod receipt;
mod resume;
mod subscription;
mod to_page;

pub use contact_card::{ADDRESS_LIMIT, CardFault, ContactCard, NAME_LIMIT, PICTURE_KINDS};
pub use contact_id::{ContactId, GivenContactId};
pub use extension::{AskedExtensions, EXTENSIONS_READ, Extension, Extensions};
pub use focus::ContactFocus;
pub use from_page::{CommandWord, FromPage, MessageType, Registration};
pub use lifecycle::{LifecycleState, PageLifecycle};
pub use loose::{
    ISSUER_LIMIT, KEYS_READ, Loose, LooseCard, LooseMessage, PICTURE_LIMIT, TEXT_LIMIT,
};
pub use receipt::{
    CommandReceipt, InvalidRequestId, REQUEST_ID_LIMIT, ReceiptReason, ReceiptStatus, RequestId,
};
pub use resume::{LooseResume, MalformedResume, Resume};
pub use subscription::{
    InvalidSubscriptionType, SUBSCRIPTION_TYPES_READ, SubscriptionType, SubscriptionTypes,
};
pub use to_page::{Acknowledge, HostMessage, Reason, SessionInfo, Status};
