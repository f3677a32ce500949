//! What embedded pages post, and what the host posts to them (`docs/page-protocol.md`).
//!
//! A page may post anything. The driver reads the five known keys of its message into a
//! [`LooseMessage`]; [`FromPage::parse`] makes of it what the protocol knows, or nothing.

mod contact_card;
mod contact_id;
mod from_page;
mod loose;
mod subscription;
mod to_page;

pub use contact_card::{CardFault, ContactCard};
pub use contact_id::{ContactId, GivenContactId};
pub use from_page::{CommandWord, FromPage, MessageType, Registration};
pub use loose::{ISSUER_LIMIT, Loose, LooseCard, LooseMessage, PICTURE_LIMIT, TEXT_LIMIT};
pub use subscription::{
    InvalidSubscriptionType, SUBSCRIPTION_TYPES_READ, SubscriptionType, SubscriptionTypes,
};
pub use to_page::{Acknowledge, HostMessage, Reason, SessionInfo, Status};
