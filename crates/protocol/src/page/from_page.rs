use super::{GivenContactId, Loose, LooseCard, LooseMessage, LooseResume};

/// What a page asks for.
///
/// # Source
/// P7
#[derive(Debug, Clone, PartialEq)]
pub enum FromPage {
    /// `RegisterForClientEvents`.
    Register(Registration),
    /// `UnregisterFromClientEvents`.
    Unregister {
        /// How far the page has come, where it may come back (P49).
        resume: Option<LooseResume>,
    },
    /// `ContactCardData`, not yet judged (P44).
    ContactCard {
        /// The contact whose card is meant.
        contact_id: GivenContactId,
        /// `contactCardData`, where it is an object.
        card: Option<LooseCard>,
        /// What the page calls it by, not yet judged (P46).
        request_id: Loose,
    },
    /// One of the call commands.
    Command {
        /// Which one.
        word: CommandWord,
        /// The contact that is meant; anything but a valid one is ignored (P40).
        contact_id: GivenContactId,
        /// What the page calls it by, not yet judged (P46).
        request_id: Loose,
        /// The state that is wanted, not yet judged (P47).
        on: Loose,
    },
}

impl FromPage {
    /// Takes what the protocol knows.
    ///
    /// # Errors
    /// The message type of foreign traffic (P8).
    pub fn parse(message: LooseMessage) -> Result<Self, Loose> {
        let LooseMessage {
            message_type,
            issuer,
            contact_id,
            subscription_types,
            contact_card_data,
            extensions,
            resume,
            request_id,
            on,
        } = message;
        let known = match &message_type {
            Loose::Text(name) => MessageType::parse(name),
            Loose::Undefined
            | Loose::Null
            | Loose::Bool(_)
            | Loose::Number(_)
            | Loose::BigInt(_)
            | Loose::LongText(_)
            | Loose::Array(_)
            | Loose::Other(_) => None,
        };
        Ok(match known.ok_or(message_type)? {
            MessageType::Register => Self::Register(Registration {
                issuer,
                contact_id,
                subscription_types,
                extensions,
                resume,
            }),
            MessageType::Unregister => Self::Unregister { resume },
            MessageType::ContactCard => Self::ContactCard {
                contact_id: GivenContactId::parse(&contact_id),
                card: contact_card_data,
                request_id,
            },
            MessageType::Command(word) => Self::Command {
                word,
                contact_id: GivenContactId::parse(&contact_id),
                request_id,
                on,
            },
        })
    }
}

/// A registration as it was posted, not yet judged: one that is put aside (P22) is judged when
/// it is answered.
///
/// # Shape
/// `{"messageType":"RegisterForClientEvents","issuer":"crm","contactId":41,"subscriptionTypes":["agent"]}`
///
/// # Source
/// P9, P12, P16
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Registration {
    /// Names the sender in the log; gives no trust.
    pub issuer: Loose,
    /// The contact that `contact` means.
    pub contact_id: Loose,
    /// What is asked for.
    pub subscription_types: Loose,
    /// What is asked for beyond MAX (P45).
    pub extensions: Loose,
    /// Where a page that comes back was (P49).
    pub resume: Option<LooseResume>,
}

/// The words of `messageType`, compared with regard to case.
///
/// # Source
/// P7
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageType {
    /// `RegisterForClientEvents`.
    Register,
    /// `UnregisterFromClientEvents`.
    Unregister,
    /// `ContactCardData`.
    ContactCard,
    /// One of the call commands.
    Command(CommandWord),
}

impl MessageType {
    /// Every message type a page may post.
    pub const ALL: [Self; 10] = [
        Self::Register,
        Self::Unregister,
        Self::ContactCard,
        Self::Command(CommandWord::Answer),
        Self::Command(CommandWord::Refuse),
        Self::Command(CommandWord::Hold),
        Self::Command(CommandWord::Mute),
        Self::Command(CommandWord::Mask),
        Self::Command(CommandWord::Record),
        Self::Command(CommandWord::HangUp),
    ];

    /// Finds the type of that very spelling.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Its spelling on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "RegisterForClientEvents",
            Self::Unregister => "UnregisterFromClientEvents",
            Self::ContactCard => "ContactCardData",
            Self::Command(word) => word.name(),
        }
    }
}

/// A call command as a page says it; some toggle.
///
/// # Source
/// P35 to P38
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandWord {
    /// `AnswerEvent`.
    Answer,
    /// `RefuseEvent`.
    Refuse,
    /// `HoldEvent`, a toggle.
    Hold,
    /// `MuteEvent`, a toggle.
    Mute,
    /// `MaskEvent`, a toggle.
    Mask,
    /// `RecordEvent`; nothing stops it.
    Record,
    /// `HangupEvent`.
    HangUp,
}

impl CommandWord {
    /// Its spelling on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answer => "AnswerEvent",
            Self::Refuse => "RefuseEvent",
            Self::Hold => "HoldEvent",
            Self::Mute => "MuteEvent",
            Self::Mask => "MaskEvent",
            Self::Record => "RecordEvent",
            Self::HangUp => "HangupEvent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_type_is_compared_to_the_letter() {
        for known in MessageType::ALL {
            assert_eq!(MessageType::parse(known.name()), Some(known));
        }
        for foreign in ["registerForClientEvents", "UnegisterFromClientEvents", "HoldEvent ", ""] {
            assert_eq!(MessageType::parse(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn a_message_without_a_text_as_type_is_foreign() {
        assert_eq!(FromPage::parse(LooseMessage::default()), Err(Loose::Undefined));
        let message_type = Loose::Array(vec![Loose::Text("HoldEvent".into())]);
        let message =
            LooseMessage { message_type: message_type.clone(), ..LooseMessage::default() };
        assert_eq!(FromPage::parse(message), Err(message_type));
    }
}
