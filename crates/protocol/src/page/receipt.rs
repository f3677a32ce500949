use serde::{Serialize, Serializer};

use super::{CardFault, Loose};

/// How many UTF-16 units a `requestId` has at most: any number and any UUID, and no more for the
/// desktop to keep.
pub const REQUEST_ID_LIMIT: usize = 128;

/// What a page calls its command by; it comes back as it went.
///
/// # Source
/// P46
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string | number"))]
pub enum RequestId {
    /// A text of 1 to 128 UTF-16 units.
    Text(String),
    /// A finite number.
    Number(f64),
}

/// A `requestId` that is none: there is no receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidRequestId;

impl RequestId {
    /// Takes a command's or card's `requestId`; nothing where there is none.
    ///
    /// # Errors
    /// Neither a text of 1 to 128 UTF-16 units nor a finite number.
    pub fn parse(value: &Loose) -> Result<Option<Self>, InvalidRequestId> {
        match value {
            Loose::Undefined => Ok(None),
            Loose::Text(text)
                if !text.is_empty() && text.encode_utf16().count() <= REQUEST_ID_LIMIT =>
            {
                Ok(Some(Self::Text(text.clone())))
            }
            Loose::Number(number) if number.is_finite() => Ok(Some(Self::Number(*number))),
            Loose::Null
            | Loose::Bool(_)
            | Loose::Number(_)
            | Loose::BigInt(_)
            | Loose::Text(_)
            | Loose::LongText(_)
            | Loose::Array(_)
            | Loose::Other(_) => Err(InvalidRequestId),
        }
    }
}

impl Serialize for RequestId {
    /// A number is written as JavaScript writes it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => match whole(*number) {
                Some(whole) => serializer.serialize_i64(whole),
                None => serializer.serialize_f64(*number),
            },
        }
    }
}

/// What became of a command or card that had a `requestId`; its keys in this order.
///
/// # Shape
/// `{"messageType":"CommandReceipt","requestId":"a7","status":"done","reason":null}`
///
/// # Source
/// P46
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(all(test, feature = "openapi"), derive(utoipa::ToSchema))]
pub struct CommandReceipt {
    /// `CommandReceipt`.
    #[serde(rename = "messageType")]
    #[cfg_attr(test, ts(type = r#""CommandReceipt""#))]
    message_type: &'static str,
    /// What the page called it by.
    #[serde(rename = "requestId")]
    request_id: RequestId,
    /// What became of it.
    #[cfg_attr(test, ts(type = "ReceiptStatus"))]
    status: ReceiptStatus,
    /// Why; `null` where it was simply done.
    #[cfg_attr(test, ts(type = "string | null"))]
    #[cfg_attr(all(test, feature = "openapi"), schema(required))]
    reason: Option<ReceiptReason>,
}

impl CommandReceipt {
    /// The message type of every receipt.
    pub const MESSAGE_TYPE: &'static str = "CommandReceipt";

    /// Says what became of it.
    #[must_use]
    pub const fn new(
        request_id: RequestId,
        status: ReceiptStatus,
        reason: Option<ReceiptReason>,
    ) -> Self {
        Self { message_type: Self::MESSAGE_TYPE, request_id, status, reason }
    }

    /// What the page called it by.
    #[must_use]
    pub const fn request_id(&self) -> &RequestId {
        &self.request_id
    }

    /// What became of it.
    #[must_use]
    pub const fn status(&self) -> ReceiptStatus {
        self.status
    }

    /// Why; nothing where it was simply done.
    #[must_use]
    pub const fn reason(&self) -> Option<ReceiptReason> {
        self.reason
    }
}

/// What became of a command or card.
///
/// # Source
/// P46
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptStatus {
    /// `done`: an event shows it, or the card has it.
    Done,
    /// `ignored`: in this state it does nothing.
    Ignored,
    /// `refused`: it may not, it is not well formed, or the ACD did not do it.
    Refused,
    /// `timeout`: after 5 seconds its outcome is not known.
    Timeout,
}

impl ReceiptStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Done, Self::Ignored, Self::Refused, Self::Timeout];

    /// Its spelling on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ignored => "ignored",
            Self::Refused => "refused",
            Self::Timeout => "timeout",
        }
    }
}

impl Serialize for ReceiptStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Why a receipt says what it says.
///
/// # Source
/// P46, P47
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptReason {
    /// Done: it was so already.
    Already,
    /// Ignored: no accept/reject dialog shows on that contact.
    NoDialog,
    /// Ignored: there is no such call.
    NoCall,
    /// Ignored: the button is off in the call's state.
    ButtonOff,
    /// Ignored: the agent records already.
    AlreadyRecording,
    /// Ignored: a permission hides the button.
    Hidden,
    /// Ignored: what came before or after it changed the call.
    Overtaken,
    /// Ignored: too many commands wait for that contact.
    TooMany,
    /// Refused: the page's entry lacks the grant.
    NotGranted,
    /// Refused: `on` is neither `true` nor `false`.
    InvalidOn,
    /// Refused: the ACD said no, or was not reached.
    Failed,
    /// Refused: the card is not well formed, or means no contact of the agent's.
    Card(CardFault),
    /// Timeout: it waits behind other commands.
    NotSent,
    /// Timeout: the ACD has not answered.
    NoAnswer,
    /// Timeout: the ACD took it, and no event shows it done.
    NoEffect,
}

impl ReceiptReason {
    /// Every reason but those of a card, which are [`CardFault::ALL`].
    pub const ALL: [Self; 14] = [
        Self::Already,
        Self::NoDialog,
        Self::NoCall,
        Self::ButtonOff,
        Self::AlreadyRecording,
        Self::Hidden,
        Self::Overtaken,
        Self::TooMany,
        Self::NotGranted,
        Self::InvalidOn,
        Self::Failed,
        Self::NotSent,
        Self::NoAnswer,
        Self::NoEffect,
    ];

    /// Its spelling on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Already => "already",
            Self::NoDialog => "no-dialog",
            Self::NoCall => "no-call",
            Self::ButtonOff => "button-off",
            Self::AlreadyRecording => "already-recording",
            Self::Hidden => "hidden",
            Self::Overtaken => "overtaken",
            Self::TooMany => "too-many",
            Self::NotGranted => "not-granted",
            Self::InvalidOn => "invalid-on",
            Self::Failed => "failed",
            Self::Card(fault) => fault.name(),
            Self::NotSent => "not-sent",
            Self::NoAnswer => "no-answer",
            Self::NoEffect => "no-effect",
        }
    }
}

impl Serialize for ReceiptReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A number that JavaScript writes without point or exponent; -0 is written 0.
#[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
fn whole(number: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= LIMIT).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_comes_back_as_it_went() {
        for (value, json) in [
            (Loose::Text("a7".into()), r#""a7""#),
            (Loose::Number(5.0), "5"),
            (Loose::Number(-0.0), "0"),
            (Loose::Number(1.5), "1.5"),
        ] {
            let id = RequestId::parse(&value).expect("valid").expect("present");
            let receipt = CommandReceipt::new(id, ReceiptStatus::Done, None);
            assert_eq!(
                serde_json::to_string(&receipt).expect("plain data"),
                format!(
                    r#"{{"messageType":"CommandReceipt","requestId":{json},"status":"done","reason":null}}"#
                )
            );
        }
        assert_eq!(RequestId::parse(&Loose::Undefined), Ok(None));
        for wrong in [
            Loose::Null,
            Loose::Text(String::new()),
            Loose::Text("a".repeat(129)),
            Loose::Number(f64::NAN),
            Loose::Bool(true),
        ] {
            assert_eq!(RequestId::parse(&wrong), Err(InvalidRequestId));
        }
    }
}
