//! What an event of get-next-event is about, told from five of its fields.
//!
//! In the browser a small JavaScript function reads a whole batch into numbers; it asks for the
//! code of each `Type` and `Status` once and keeps it. Natively [`Fields::read`] does the same.
//!
//! # Source
//! P2, P29, P30, P32

use cordboard_protocol::page::ContactId;

use crate::{ContactState, Status, Subject};

/// The field that names an event's type.
pub const TYPE: &str = "Type";
/// The fields that name an event's contact: the first that is not empty counts.
pub const CONTACT_IDS: [&str; 2] = ["ContactID", "ContactId"];
/// The field with a contact's status.
pub const STATUS: &str = "Status";
/// The fields that are flags, each with its bit where the text is `True`.
pub const TRUE_FLAGS: [(&str, u32); 4] = [
    ("FinalState", FINAL),
    ("IsInbound", INBOUND),
    ("IsLogging", RECORDING),
    ("AgentMuted", MUTED),
];
/// The bit for `IsInbound` being `False`: chats and the like do not say it and are inbound.
pub const OUTBOUND: u32 = 16;

const FINAL: u32 = 1;
const INBOUND: u32 = 2;
const RECORDING: u32 = 4;
const MUTED: u32 = 8;

/// The kind of an event, by its `Type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything that changes nothing the broker keeps.
    Other,
    /// `AgentState`
    AgentState,
    /// `AgentSessionStart`
    AgentSessionStart,
    /// `Mute`
    Mute,
    /// `CallContactEvent`
    Call,
    /// Another channel's contact event.
    Contact,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Other,
        Self::AgentState,
        Self::AgentSessionStart,
        Self::Mute,
        Self::Call,
        Self::Contact,
    ];

    /// The kind of that `Type`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            "AgentState" => Self::AgentState,
            "AgentSessionStart" => Self::AgentSessionStart,
            "Mute" => Self::Mute,
            "CallContactEvent" => Self::Call,
            "ChatContactEvent"
            | "TextContactEvent"
            | "EmailContactEvent"
            | "VoiceMailContactEvent"
            | "WorkItemContactEvent"
            | "DigitalContactEvent" => Self::Contact,
            _ => Self::Other,
        }
    }

    /// Its number for the driver.
    #[must_use]
    pub fn code(self) -> u32 {
        code(&Self::ALL, self)
    }

    /// The kind of a number; what is no number of one is [`Kind::Other`].
    #[must_use]
    pub fn from_code(code: u32) -> Self {
        from_code(&Self::ALL, code).unwrap_or(Self::Other)
    }
}

impl Status {
    const ALL: [Self; 9] = [
        Self::Other,
        Self::Incoming,
        Self::Ringing,
        Self::Dialing,
        Self::Active,
        Self::Holding,
        Self::Masking,
        Self::Joined,
        Self::Disconnected,
    ];

    /// The status of that spelling; case counts.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            "Incoming" => Self::Incoming,
            "Ringing" => Self::Ringing,
            "Dialing" => Self::Dialing,
            "Active" => Self::Active,
            "Holding" => Self::Holding,
            "Masking" => Self::Masking,
            "Joined" => Self::Joined,
            "Disconnected" | "CallBackDisconnected" => Self::Disconnected,
            _ => Self::Other,
        }
    }

    /// Its number for the driver.
    #[must_use]
    pub fn code(self) -> u32 {
        code(&Self::ALL, self)
    }

    /// The status of a number; what is no number of one is [`Status::Other`].
    #[must_use]
    pub fn from_code(code: u32) -> Self {
        from_code(&Self::ALL, code).unwrap_or(Self::Other)
    }
}

/// What an event says of its contact's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedContact {
    /// Nothing.
    None,
    /// A contact id.
    Id(ContactId),
    /// Something that is no contact id.
    Unreadable,
}

impl NamedContact {
    /// Takes the driver's number: 0 for none, a contact id, anything else for unreadable.
    #[must_use]
    pub fn from_number(number: f64) -> Self {
        if number == 0.0 {
            Self::None
        } else {
            ContactId::from_number(number).map_or(Self::Unreadable, Self::Id)
        }
    }
}

/// The value of one field, as far as it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field<'a> {
    /// Absent, `null` or the empty text.
    Empty,
    /// A text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// Anything else.
    Other,
}

/// An event's five fields, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields {
    /// By `Type`.
    pub kind: Kind,
    /// By `ContactID` or `ContactId`.
    pub contact: NamedContact,
    /// By `Status`.
    pub status: Status,
    /// A sum of the bits of [`TRUE_FLAGS`] and [`OUTBOUND`].
    pub flags: u32,
}

impl Fields {
    /// Reads an event by a function that gives its fields.
    pub fn read<'a>(get: impl Fn(&str) -> Field<'a>) -> Self {
        let text = |name: &str| match get(name) {
            Field::Text(text) => text,
            Field::Empty | Field::Number(_) | Field::Other => "",
        };
        let named = CONTACT_IDS.iter().map(|name| get(name)).find(|id| *id != Field::Empty);
        let contact =
            match named.unwrap_or(Field::Empty) {
                Field::Empty | Field::Text("") => NamedContact::None,
                Field::Text(digits) => ContactId::from_digits(digits)
                    .map_or(NamedContact::Unreadable, NamedContact::Id),
                Field::Number(number) => ContactId::from_number(number)
                    .map_or(NamedContact::Unreadable, NamedContact::Id),
                Field::Other => NamedContact::Unreadable,
            };
        let flags = TRUE_FLAGS.iter().filter(|(name, _)| text(name) == "True").map(|(_, bit)| bit);
        let outbound = if text("IsInbound") == "False" { OUTBOUND } else { 0 };
        Self {
            kind: Kind::of(text(TYPE)),
            contact,
            status: Status::of(text(STATUS)),
            flags: flags.sum::<u32>() | outbound,
        }
    }

    /// What the event is about.
    #[must_use]
    pub fn subject(self) -> Subject {
        let has = |bit: u32| self.flags & bit != 0;
        let id = match self.contact {
            NamedContact::None => return self.subject_of_agent(has(MUTED)),
            NamedContact::Unreadable => return Subject::AboutContact { id: None },
            NamedContact::Id(id) => id,
        };
        let is_call = self.kind == Kind::Call;
        match self.kind {
            Kind::Call | Kind::Contact => Subject::Contact(ContactState {
                id,
                is_call,
                status: self.status,
                is_final: has(FINAL),
                is_inbound: has(INBOUND) || (!is_call && !has(OUTBOUND)),
                is_recording: has(RECORDING),
            }),
            Kind::Other | Kind::AgentState | Kind::AgentSessionStart | Kind::Mute => {
                Subject::AboutContact { id: Some(id) }
            }
        }
    }

    const fn subject_of_agent(self, muted: bool) -> Subject {
        match self.kind {
            Kind::AgentState => Subject::AgentState,
            Kind::AgentSessionStart => Subject::AgentSessionStart,
            Kind::Mute => Subject::Mute { muted },
            Kind::Other | Kind::Call | Kind::Contact => Subject::Agent,
        }
    }
}

fn code<T: PartialEq + Copy>(all: &[T], this: T) -> u32 {
    let place = all.iter().position(|known| *known == this).unwrap_or_default();
    u32::try_from(place).unwrap_or_default()
}

fn from_code<T: Copy>(all: &[T], code: u32) -> Option<T> {
    all.get(usize::try_from(code).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_as_they_went() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), kind);
        }
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), status);
        }
        assert_eq!(Kind::from_code(99), Kind::Other);
        assert_eq!(Status::from_code(99), Status::Other);
    }

    #[test]
    fn the_first_spelling_that_is_not_empty_names_the_contact() {
        let named = |first: Field<'static>, second: Field<'static>| {
            Fields::read(|name| match name {
                "ContactID" => first,
                "ContactId" => second,
                _ => Field::Empty,
            })
            .contact
        };
        let id = |id| NamedContact::Id(ContactId::new(id).expect("valid in a test"));
        assert_eq!(named(Field::Text("41"), Field::Empty), id(41));
        assert_eq!(named(Field::Empty, Field::Number(41.0)), id(41));
        assert_eq!(named(Field::Text("41"), Field::Text("42")), id(41));
        assert_eq!(named(Field::Empty, Field::Empty), NamedContact::None);
        assert_eq!(named(Field::Text("abc"), Field::Empty), NamedContact::Unreadable);
        assert_eq!(named(Field::Number(0.0), Field::Empty), NamedContact::Unreadable);
        assert_eq!(named(Field::Other, Field::Empty), NamedContact::Unreadable);
    }

    #[test]
    fn a_contact_event_says_its_state() {
        let fields = Fields::read(|name| match name {
            "Type" => Field::Text("CallContactEvent"),
            "ContactID" => Field::Text("41"),
            "Status" => Field::Text("Incoming"),
            "IsInbound" => Field::Text("True"),
            "FinalState" => Field::Text("False"),
            _ => Field::Empty,
        });
        assert_eq!(
            fields.subject(),
            Subject::Contact(ContactState {
                id: ContactId::new(41).expect("valid in a test"),
                is_call: true,
                status: Status::Incoming,
                is_final: false,
                is_inbound: true,
                is_recording: false,
            })
        );
    }
}
