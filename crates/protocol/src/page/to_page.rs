use serde::{Serialize, Serializer};

use super::{ContactId, Extensions, Resume};

/// What the host posts; its keys in this order.
///
/// # Shape
/// `{"issuer":"MAX","contactId":null,"events":[..]}`
///
/// # Source
/// P24
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(all(test, feature = "openapi"), derive(utoipa::ToSchema))]
pub struct HostMessage<Event> {
    /// `MAX`.
    #[cfg_attr(test, ts(type = r#""MAX""#))]
    issuer: &'static str,
    /// The contact of the page's registration; `null` for none.
    #[serde(rename = "contactId")]
    #[cfg_attr(all(test, feature = "openapi"), schema(required))]
    contact_id: Option<ContactId>,
    /// What is told, in order; an acknowledgement is the first.
    #[cfg_attr(all(test, feature = "openapi"), schema(min_items = 1))]
    events: Vec<Event>,
    /// With `sequence`: names the registration.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    epoch: Option<String>,
    /// With `sequence`: the message's number in it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    #[cfg_attr(
        all(test, feature = "openapi"),
        schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)
    )]
    seq: Option<u64>,
}

impl<Event> HostMessage<Event> {
    /// The issuer of every message from the host.
    pub const ISSUER: &'static str = "MAX";

    /// Makes the message around its events.
    #[must_use]
    pub const fn new(contact_id: Option<ContactId>, events: Vec<Event>) -> Self {
        Self { issuer: Self::ISSUER, contact_id, events, epoch: None, seq: None }
    }

    /// The same with its place in the sequence of a registration's messages.
    ///
    /// # Shape
    /// `{"issuer":"MAX","contactId":null,"events":[..],"epoch":"k3","seq":17}`
    ///
    /// # Source
    /// P48
    #[must_use]
    pub fn in_sequence(self, epoch: String, seq: u64) -> Self {
        Self { epoch: Some(epoch), seq: Some(seq), ..self }
    }
}

/// The first event of the answer to a registration; its keys in this order.
///
/// # Shape
/// `{"contactId":41,"messageType":"ClientEventSubscriptionAcknowledge","reason":"Success","status":"OK"}`
///
/// # Source
/// P25
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(all(test, feature = "openapi"), derive(utoipa::ToSchema))]
pub struct Acknowledge {
    /// The contact passed or found; `null` for none, and on `ERROR`.
    #[serde(rename = "contactId")]
    #[cfg_attr(all(test, feature = "openapi"), schema(required))]
    contact_id: Option<ContactId>,
    /// `ClientEventSubscriptionAcknowledge`.
    #[serde(rename = "messageType")]
    #[cfg_attr(test, ts(type = r#""ClientEventSubscriptionAcknowledge""#))]
    message_type: &'static str,
    /// Why it is accepted or refused.
    #[cfg_attr(test, ts(type = "Reason"))]
    reason: Reason,
    /// Whether it is accepted.
    #[cfg_attr(test, ts(type = "Status"))]
    status: Status,
    /// Those granted, where the page asked for some.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    extensions: Option<Extensions>,
    /// Whether a page that came back gets what it missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    recovered: Option<bool>,
    /// From where it gets that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    resume: Option<Resume>,
}

impl Acknowledge {
    /// The message type of every acknowledgement.
    pub const MESSAGE_TYPE: &'static str = "ClientEventSubscriptionAcknowledge";

    /// A registration that is kept, with the contact passed or found.
    #[must_use]
    pub const fn success(contact_id: Option<ContactId>) -> Self {
        Self {
            contact_id,
            message_type: Self::MESSAGE_TYPE,
            reason: Reason::Success,
            status: Status::Ok,
            extensions: None,
            recovered: None,
            resume: None,
        }
    }

    /// The same to a page that asked for extensions: those granted.
    ///
    /// # Source
    /// P45
    #[must_use]
    pub fn granting(self, extensions: Extensions) -> Self {
        Self { extensions: Some(extensions), ..self }
    }

    /// The same to a page that came back and gets what it missed since then.
    ///
    /// # Shape
    /// `{"contactId":41,"messageType":"ClientEventSubscriptionAcknowledge","reason":"Success","status":"OK","extensions":["sequence"],"recovered":true,"resume":{"epoch":"k3","seq":17}}`
    ///
    /// # Source
    /// P49
    #[must_use]
    pub fn recovering(self, resume: Resume) -> Self {
        Self { recovered: Some(true), resume: Some(resume), ..self }
    }

    /// The same to a page that came back and gets the full state.
    ///
    /// # Source
    /// P49
    #[must_use]
    pub fn not_recovering(self) -> Self {
        Self { recovered: Some(false), ..self }
    }

    /// A registration that is refused because of its contact id.
    #[must_use]
    pub const fn invalid_contact_id() -> Self {
        Self::error(Reason::InvalidContactId)
    }

    /// A registration that is refused because of its subscription types.
    #[must_use]
    pub const fn invalid_subscription_types() -> Self {
        Self::error(Reason::InvalidSubscriptionTypes)
    }

    /// The contact the registration has.
    #[must_use]
    pub const fn contact_id(&self) -> Option<ContactId> {
        self.contact_id
    }

    /// Why it is accepted or refused.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    /// Whether it is accepted.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// The extensions granted; nothing for a page that asked for none.
    #[must_use]
    pub const fn extensions(&self) -> Option<Extensions> {
        self.extensions
    }

    /// Whether a page that came back gets what it missed; nothing for one that did not ask.
    #[must_use]
    pub const fn recovered(&self) -> Option<bool> {
        self.recovered
    }

    /// From where a page that came back gets what it missed.
    #[must_use]
    pub const fn resume(&self) -> Option<&Resume> {
        self.resume.as_ref()
    }

    const fn error(reason: Reason) -> Self {
        Self {
            contact_id: None,
            message_type: Self::MESSAGE_TYPE,
            reason,
            status: Status::Error,
            extensions: None,
            recovered: None,
            resume: None,
        }
    }
}

/// Why a registration is accepted or refused; one reason alone.
///
/// # Source
/// P25
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// `Success`.
    Success,
    /// `Invalid Contact Id`.
    InvalidContactId,
    /// `Invalid Subscription Types`.
    InvalidSubscriptionTypes,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 3] =
        [Self::Success, Self::InvalidContactId, Self::InvalidSubscriptionTypes];

    /// Its spelling on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::InvalidContactId => "Invalid Contact Id",
            Self::InvalidSubscriptionTypes => "Invalid Subscription Types",
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Whether a registration is kept.
///
/// # Source
/// P25
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// `OK`.
    Ok,
    /// `ERROR`.
    Error,
}

impl Status {
    /// Either.
    pub const ALL: [Self; 2] = [Self::Ok, Self::Error];

    /// Its spelling on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Error => "ERROR",
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The session token; its keys in this order.
///
/// # Shape
/// `{"messageType":"SessionInfo","sessionToken":".."}`
///
/// # Source
/// P27
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(all(test, feature = "openapi"), derive(utoipa::ToSchema))]
pub struct SessionInfo {
    /// `SessionInfo`.
    #[serde(rename = "messageType")]
    #[cfg_attr(test, ts(type = r#""SessionInfo""#))]
    message_type: &'static str,
    /// An id of the agent session, made for this page.
    #[serde(rename = "sessionToken")]
    session_token: String,
}

impl SessionInfo {
    /// The message type of every session info.
    pub const MESSAGE_TYPE: &'static str = "SessionInfo";

    /// Wraps a page's token.
    #[must_use]
    pub const fn new(session_token: String) -> Self {
        Self { message_type: Self::MESSAGE_TYPE, session_token }
    }

    /// The token itself; never for a log.
    #[must_use]
    pub fn session_token(&self) -> &str {
        &self.session_token
    }
}

impl std::fmt::Debug for SessionInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionInfo(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Extension;

    #[test]
    fn keys_stand_in_the_order_of_the_document() {
        let contact = ContactId::new(41);
        let message = HostMessage::new(contact, vec![Acknowledge::success(contact)]);
        assert_eq!(
            serde_json::to_string(&message).expect("plain data"),
            r#"{"issuer":"MAX","contactId":41,"events":[{"contactId":41,"messageType":"ClientEventSubscriptionAcknowledge","reason":"Success","status":"OK"}]}"#
        );
        let extensions = Extensions::NONE.with(Extension::Focus);
        let resume = Resume { epoch: "k2".into(), seq: 7 };
        let acknowledge = Acknowledge::success(None).granting(extensions).recovering(resume);
        let message = HostMessage::new(None, vec![acknowledge]).in_sequence("k3".into(), 1);
        assert_eq!(
            serde_json::to_string(&message).expect("plain data"),
            r#"{"issuer":"MAX","contactId":null,"events":[{"contactId":null,"messageType":"ClientEventSubscriptionAcknowledge","reason":"Success","status":"OK","extensions":["focus"],"recovered":true,"resume":{"epoch":"k2","seq":7}}],"epoch":"k3","seq":1}"#
        );
        let message = HostMessage::new(None, vec![SessionInfo::new("t".into())]);
        assert_eq!(
            serde_json::to_string(&message).expect("plain data"),
            r#"{"issuer":"MAX","contactId":null,"events":[{"messageType":"SessionInfo","sessionToken":"t"}]}"#
        );
    }

    #[test]
    fn a_token_is_not_printed() {
        assert!(!format!("{:?}", SessionInfo::new("secret".into())).contains("secret"));
    }
}
