//! Which button when: one rule for what the agent may press and what a page may command (P39).

use cordboard_broker::{CommandWord, ContactId, ContactState, Ignored, Permissions, Status};
use cordboard_protocol::events::CallStatus;

use crate::agent_session::Contact;

/// What the agent's permissions allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
pub struct CallPermissions {
    /// May mute.
    pub mute: bool,
    /// May mask.
    pub mask: bool,
    /// May record.
    pub record: bool,
    /// May hang up a call that came in.
    pub hang_up_inbound: bool,
}

impl From<CallPermissions> for Permissions {
    fn from(permissions: CallPermissions) -> Self {
        let CallPermissions { mute, mask, record, hang_up_inbound } = permissions;
        Self { mute, mask, record, hang_up_inbound }
    }
}

impl Default for CallPermissions {
    /// Until they are known: nothing that needs one.
    fn default() -> Self {
        Self { mute: false, mask: false, record: false, hang_up_inbound: true }
    }
}

/// A button: on, off (shown, but does nothing), or not there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Button {
    /// A permission takes it away.
    Hidden,
    /// Does nothing as things stand.
    #[default]
    Off,
    /// Can be pressed.
    On,
}

impl Button {
    /// Whether pressing it does anything.
    #[must_use]
    pub fn is_on(self) -> bool {
        self == Self::On
    }

    fn when(is_on: bool) -> Self {
        if is_on { Self::On } else { Self::Off }
    }

    fn permitted(self, is_permitted: bool) -> Self {
        if is_permitted { self } else { Self::Hidden }
    }
}

/// The buttons of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallButtons {
    /// Answer and refuse: the incoming dialog.
    pub answer: Button,
    /// Hold, or back from hold.
    pub hold: Button,
    /// Mute, or unmute.
    pub mute: Button,
    /// Mask, or unmask.
    pub mask: Button,
    /// Record; off once it records.
    pub record: Button,
    /// Hang up.
    pub hang_up: Button,
    /// Record the outcome.
    pub disposition: Button,
}

/// The buttons of a contact as it is now. The broker judges a page's commands by the same rule.
#[must_use]
pub fn call_buttons(contact: &Contact, permissions: CallPermissions) -> CallButtons {
    let judged = |word| match ContactId::new(contact.id) {
        Some(id) => state(contact, id).resolve(word, permissions.into()),
        None => Err(Ignored::NoCall),
    };
    let button = |word| match judged(word) {
        Ok(_) => Button::On,
        Err(Ignored::Hidden) => Button::Hidden,
        Err(_) => Button::Off,
    };
    // P42: mute belongs to the agent's leg, and is on while there is somebody to hear the agent.
    let mute = Button::when(contact.is_talking()).permitted(permissions.mute);
    let is_live = matches!(contact.status, CallStatus::Active | CallStatus::Joined);
    CallButtons {
        answer: button(CommandWord::Answer),
        hold: button(CommandWord::Hold),
        mute,
        mask: button(CommandWord::Mask).permitted(permissions.mask),
        record: button(CommandWord::Record).permitted(permissions.record),
        hang_up: button(CommandWord::HangUp),
        disposition: Button::when(
            contact.allow_dispositions && (is_live || contact.is_after_contact_work()),
        ),
    }
}

fn state(contact: &Contact, id: ContactId) -> ContactState {
    ContactState {
        id,
        is_call: true,
        status: match contact.status {
            CallStatus::Incoming => Status::Incoming,
            CallStatus::Ringing => Status::Ringing,
            CallStatus::Dialing => Status::Dialing,
            CallStatus::Active => Status::Active,
            CallStatus::Holding => Status::Holding,
            CallStatus::Masking => Status::Masking,
            CallStatus::Joined => Status::Joined,
            CallStatus::Preview => Status::Other,
            CallStatus::Disconnected | CallStatus::CallBackDisconnected => Status::Disconnected,
        },
        is_final: false,
        is_inbound: contact.is_inbound,
        is_recording: contact.is_recording,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CallStatus::{Active, Dialing, Disconnected, Holding, Incoming, Joined, Masking};

    const ALL: CallPermissions =
        CallPermissions { mute: true, mask: true, record: true, hang_up_inbound: true };

    #[test]
    fn which_button_when() {
        for (status, on) in [
            (Incoming, "answer"),
            (Dialing, "hang_up"),
            (Active, "hold mute mask record hang_up"),
            (Holding, "hold mute hang_up"),
            (Masking, "mute mask hang_up"),
            (Joined, "mute mask record hang_up"),
            (Disconnected, ""),
        ] {
            assert_eq!(names_on(&contact(status)), on, "{status:?}");
        }
    }

    #[test]
    fn recording_cannot_be_started_twice() {
        let contact = Contact { is_recording: true, ..contact(Active) };
        assert_eq!(names_on(&contact), "hold mute mask hang_up");
    }

    #[test]
    fn permissions_hide_buttons() {
        let none =
            CallPermissions { mute: false, mask: false, record: false, hang_up_inbound: false };
        let buttons = call_buttons(&contact(Active), none);
        for button in [buttons.mute, buttons.mask, buttons.record, buttons.hang_up] {
            assert_eq!(button, Button::Hidden);
        }
        assert!(buttons.hold.is_on());
        let outbound = Contact { is_inbound: false, ..contact(Active) };
        assert!(call_buttons(&outbound, none).hang_up.is_on());
    }

    fn contact(status: CallStatus) -> Contact {
        Contact { status, is_inbound: true, ..Contact::new(2) }
    }

    fn names_on(contact: &Contact) -> String {
        let buttons = call_buttons(contact, ALL);
        let all = [
            ("answer", buttons.answer),
            ("hold", buttons.hold),
            ("mute", buttons.mute),
            ("mask", buttons.mask),
            ("record", buttons.record),
            ("hang_up", buttons.hang_up),
        ];
        let on: Vec<&str> =
            all.iter().filter(|(_, it)| it.is_on()).map(|(name, _)| *name).collect();
        on.join(" ")
    }
}
