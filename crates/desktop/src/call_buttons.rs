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

/// The agent's calls beside one, as far as its buttons depend on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherCalls {
    /// Whether one is dialled and nobody has answered yet.
    pub is_dialled: bool,
    /// Whether one more can be dialled.
    pub has_room: bool,
}

impl OtherCalls {
    /// Those beside this one.
    #[must_use]
    pub fn beside(id: u64, contacts: &[Contact]) -> Self {
        Self {
            is_dialled: contacts.iter().any(|other| other.id != id && other.is_dialling()),
            has_room: has_room(contacts),
        }
    }
}

/// Whether the agent can call once more: none comes in or is dialled, and there are not two. A conference counts as
/// one.
#[must_use]
pub fn has_room(contacts: &[Contact]) -> bool {
    let is_open = |it: &Contact| it.status == CallStatus::Incoming || it.is_dialling();
    let is_single = |it: &&Contact| it.is_on_line() && !it.is_in_conference();
    let conference = contacts.iter().any(Contact::is_in_conference);
    let calls = contacts.iter().filter(is_single).count() + usize::from(conference);
    calls < MOST_CALLS && !contacts.iter().any(is_open)
}

/// An agent has at most so many calls.
const MOST_CALLS: usize = 2;

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
    /// Send tones.
    pub keypad: Button,
    /// Call somebody to hand the call on to, or to take into it.
    pub transfer: Button,
    /// Hang up.
    pub hang_up: Button,
    /// Record the outcome.
    pub disposition: Button,
}

/// The buttons of a contact as it is now. The broker judges a page's commands by the same rule.
#[must_use]
pub fn call_buttons(
    contact: &Contact,
    others: OtherCalls,
    permissions: CallPermissions,
) -> CallButtons {
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
    let is_heard = is_live || contact.status == CallStatus::Masking;
    // Who answers next is heard at once: until then no other call comes back from hold.
    let waits = contact.status == CallStatus::Holding && others.is_dialled;
    let hold = if waits { Button::Off } else { button(CommandWord::Hold) };
    CallButtons {
        answer: button(CommandWord::Answer),
        hold,
        mute,
        mask: button(CommandWord::Mask).permitted(permissions.mask),
        record: button(CommandWord::Record).permitted(permissions.record),
        keypad: Button::when(is_heard),
        transfer: Button::when(contact.is_talking() && others.has_room),
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
    const ALONE: OtherCalls = OtherCalls { is_dialled: false, has_room: true };

    #[test]
    fn which_button_when() {
        for (status, on) in [
            (Incoming, "answer"),
            (Dialing, "hang_up"),
            (Active, "hold mute mask record keypad transfer hang_up"),
            (Holding, "hold mute transfer hang_up"),
            (Masking, "mute mask keypad transfer hang_up"),
            (Joined, "mute mask record keypad transfer hang_up"),
            (Disconnected, ""),
        ] {
            assert_eq!(names_on(&contact(status)), on, "{status:?}");
        }
    }

    #[test]
    fn while_another_call_is_dialled_none_comes_back_from_hold() {
        let held = contact(Holding);
        let beside = |status| [held.clone(), Contact { status, ..Contact::new(3) }];
        assert_eq!(names_on_beside(&held, &beside(Dialing)), "mute hang_up");
        assert_eq!(names_on_beside(&held, &beside(Active)), "hold mute hang_up");
    }

    #[test]
    fn an_agent_has_two_calls_at_most_and_a_conference_is_one() {
        let calls = |all: &[CallStatus]| -> Vec<Contact> {
            let call =
                |(id, status): (u64, &CallStatus)| Contact { status: *status, ..Contact::new(id) };
            (2..).zip(all).map(call).collect()
        };
        for (all, is_room) in [
            (&[][..], true),
            (&[Active], true),
            (&[Disconnected], true),
            (&[Incoming], false),
            (&[Dialing], false),
            (&[Holding, Active], false),
            (&[Joined, Joined], true),
            (&[Joined, Joined, Active], false),
            (&[Joined, Joined, Dialing], false),
        ] {
            assert_eq!(has_room(&calls(all)), is_room, "{all:?}");
        }
    }

    #[test]
    fn recording_cannot_be_started_twice() {
        let contact = Contact { is_recording: true, ..contact(Active) };
        assert_eq!(names_on(&contact), "hold mute mask keypad transfer hang_up");
    }

    #[test]
    fn permissions_hide_buttons() {
        let none =
            CallPermissions { mute: false, mask: false, record: false, hang_up_inbound: false };
        let buttons = call_buttons(&contact(Active), ALONE, none);
        for button in [buttons.mute, buttons.mask, buttons.record, buttons.hang_up] {
            assert_eq!(button, Button::Hidden);
        }
        assert!(buttons.hold.is_on());
        let outbound = Contact { is_inbound: false, ..contact(Active) };
        assert!(call_buttons(&outbound, ALONE, none).hang_up.is_on());
    }

    fn contact(status: CallStatus) -> Contact {
        Contact { status, is_inbound: true, ..Contact::new(2) }
    }

    fn names_on(contact: &Contact) -> String {
        names_on_beside(contact, std::slice::from_ref(contact))
    }

    fn names_on_beside(contact: &Contact, all: &[Contact]) -> String {
        let buttons = call_buttons(contact, OtherCalls::beside(contact.id, all), ALL);
        let all = [
            ("answer", buttons.answer),
            ("hold", buttons.hold),
            ("mute", buttons.mute),
            ("mask", buttons.mask),
            ("record", buttons.record),
            ("keypad", buttons.keypad),
            ("transfer", buttons.transfer),
            ("hang_up", buttons.hang_up),
        ];
        let on: Vec<&str> =
            all.iter().filter(|(_, it)| it.is_on()).map(|(name, _)| *name).collect();
        on.join(" ")
    }
}
