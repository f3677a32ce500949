//! A contact as the desktop shows it.

use cordboard_protocol::events::{CallContactEvent, CallStatus, CallType};

/// One of the agent's contacts, by its newest event.
///
/// # Units
/// Times in milliseconds of the server's clock since the Unix epoch.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent flags of the event")]
pub struct Contact {
    /// Names the contact.
    pub id: u64,
    /// The first contact of the conversation.
    pub master_id: u64,
    /// The contact for which it was made.
    pub parent_id: Option<u64>,
    /// Where the call is.
    pub status: CallStatus,
    /// What kind of call.
    pub call_type: CallType,
    /// Whether the customer called.
    pub is_inbound: bool,
    /// The number calling.
    pub ani: String,
    /// The number called.
    pub dnis: String,
    /// The name of the colleague who called.
    pub label: Option<String>,
    /// The skill it came through.
    pub skill_id: u64,
    /// The skill's name, when it is one of the agent's.
    pub skill_name: String,
    /// When it began.
    pub started_at_ms: Option<f64>,
    /// When its state changed last.
    pub changed_at_ms: Option<f64>,
    /// Until when the agent may answer.
    pub refusal_deadline_ms: Option<f64>,
    /// Whether the agent is recording.
    pub is_recording: bool,
    /// Whether it is in a conference.
    pub is_linked: bool,
    /// Whether an outcome may be recorded.
    pub allow_dispositions: bool,
    /// The skill's page; empty when there is none.
    pub screen_pop_url: String,
    /// What a page put on the card (P43).
    pub card: Card,
}

/// What a page put on the contact's card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// The customer's name: text, never markup.
    pub name: Option<String>,
    /// The whole address of a picture, checked (P44); show it with `referrerpolicy="no-referrer"`.
    pub picture: Option<String>,
}

impl Contact {
    /// A contact of which nothing is known yet.
    #[must_use]
    pub fn new(id: u64) -> Self {
        Self {
            id,
            master_id: id,
            parent_id: None,
            status: CallStatus::Incoming,
            call_type: CallType::Regular,
            is_inbound: true,
            ani: String::new(),
            dnis: String::new(),
            label: None,
            skill_id: 0,
            skill_name: String::new(),
            started_at_ms: None,
            changed_at_ms: None,
            refusal_deadline_ms: None,
            is_recording: false,
            is_linked: false,
            allow_dispositions: false,
            screen_pop_url: String::new(),
            card: Card::default(),
        }
    }

    /// Whether the call is over and the agent still works on it.
    #[must_use]
    pub fn is_after_contact_work(&self) -> bool {
        matches!(self.status, CallStatus::Disconnected | CallStatus::CallBackDisconnected)
    }

    /// Whether there is somebody on the line.
    #[must_use]
    pub fn is_talking(&self) -> bool {
        matches!(
            self.status,
            CallStatus::Active | CallStatus::Holding | CallStatus::Masking | CallStatus::Joined
        )
    }

    /// Whether the agent calls and nobody has answered yet.
    #[must_use]
    pub fn is_dialling(&self) -> bool {
        matches!(self.status, CallStatus::Dialing | CallStatus::Ringing)
    }

    /// Whether it is one of the calls between which the agent turns: it talks, or is dialled.
    #[must_use]
    pub fn is_on_line(&self) -> bool {
        self.is_talking() || self.is_dialling()
    }

    /// Whether it talks with others than the agent.
    #[must_use]
    pub fn is_in_conference(&self) -> bool {
        self.status == CallStatus::Joined || (self.is_linked && self.is_talking())
    }

    /// Whether the far end is another agent.
    #[must_use]
    pub fn is_consult(&self) -> bool {
        self.call_type == CallType::Consult
    }

    /// Takes over the contact's newest event. `at_ms` reads a time of the wire.
    pub(super) fn apply(&mut self, event: &CallContactEvent, at_ms: impl Fn(&str) -> Option<f64>) {
        let time = |utc: &Option<String>, older: &Option<String>| {
            utc.as_deref().or(older.as_deref()).and_then(&at_ms)
        };
        self.master_id = event.master_id.0;
        self.parent_id = event.parent_contact_id.map(|parent| parent.0);
        self.status = event.status;
        self.call_type = event.call_type;
        self.is_inbound = event.is_inbound.0;
        self.ani.clone_from(&event.ani);
        self.dnis.clone_from(&event.dnis);
        self.label.clone_from(&event.label);
        self.skill_id = event.skill.0;
        self.started_at_ms = time(&event.start_time_utc, &event.start_time);
        self.changed_at_ms = time(&event.last_state_change_time_utc, &event.last_state_change_time);
        let timeout_ms = event.timeout.map(|seconds| seconds_in_ms(seconds.0));
        self.refusal_deadline_ms = (event.status == CallStatus::Incoming)
            .then(|| Some(self.changed_at_ms? + timeout_ms?))
            .flatten();
        self.is_recording = event.is_logging.0;
        self.is_linked = event.is_linked.0;
        self.allow_dispositions = event.allow_dispositions.0;
        self.screen_pop_url.clone_from(&event.screen_pop_url);
    }
}

pub(super) fn seconds_in_ms(seconds: u64) -> f64 {
    std::time::Duration::from_secs(seconds).as_secs_f64() * 1e3
}
