//! What an answer of get-next-event changes in the signals.
//!
//! Only the kinds that the desktop shows are read; all others pass by as they came.

use cordboard_client::browser::Answer;
use cordboard_protocol::events::{
    AgentLegStatus, AgentSessionStart, AgentState, CallContactEvent, CallStatus, Event, What,
};
use js_sys::{Array, JSON, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::changes::Anew;
use super::open_pages::Pop;
use super::{AgentSession, AgentStateNow, Card, Contact, Leg, Level, PendingState, Phase};

const SHOWN: [&str; 9] = [
    "AgentSessionStart",
    "AgentSessionEnd",
    "RemoteAgentSessionEnd",
    "AgentState",
    "AgentLeg",
    "Mute",
    "CallContactEvent",
    "PopURL",
    "PageOpen",
];

impl AgentSession {
    /// Takes an answer over.
    pub(super) fn take(&self, answer: &Answer) {
        // The pages first: what they are told must not wait for what the agent is shown.
        self.bridge().events(&answer.events, answer.bytes);
        let cards = self.contacts.get_untracked();
        let events = shown(&answer.events);
        // Within a picture that begins anew, what is missing may be yet to come.
        let is_picture = events.iter().any(|it| matches!(it.what, What::AgentSessionStart(_)));
        for event in events {
            self.apply(&event.what);
            if !is_picture {
                self.look_for_effects();
            }
        }
        self.look_for_effects();
        self.keep_cards(&cards);
        self.read_anew(anew(&answer.events));
        self.driver().pages().set_picture();
        self.serve_pages();
    }

    /// A picture that begins anew says nothing of what pages put on the cards.
    fn keep_cards(&self, before: &[Contact]) {
        let has_card = |contact: &&Contact| contact.card != Card::default();
        if !before.iter().any(|contact| has_card(&contact)) {
            return;
        }
        self.contacts.update(|contacts| {
            for contact in contacts.iter_mut().filter(|it| it.card == Card::default()) {
                let known = before.iter().filter(has_card).find(|it| it.id == contact.id);
                if let Some(known) = known {
                    contact.card = known.card.clone();
                }
            }
        });
    }

    fn apply(&self, what: &What) {
        match what {
            What::AgentSessionStart(start) => self.on_session_start(start),
            What::AgentSessionEnd(end) => {
                self.leave(Phase::Ended { message: end.message.clone() });
            }
            What::RemoteAgentSessionEnd(end) => self.taken_over(&end.message),
            What::AgentState(state) => self.on_agent_state(state),
            What::AgentLeg(leg) => {
                let is_over = leg.final_state.0 || leg.status == AgentLegStatus::Disconnected;
                let now = Leg { id: leg.agent_leg_id.0, status: leg.status };
                self.leg.set((!is_over).then_some(now));
            }
            What::Mute(mute) => self.is_muted.set(mute.agent_muted.0),
            What::CallContactEvent(event) => self.on_call(event),
            What::PopUrl(pop) => self.driver().pages().add_pop(Pop::Url(pop.clone())),
            What::PageOpen(page) => self.driver().pages().add_pop(Pop::Page(page.clone())),
            What::MchAgentSettingsChangeEvent(_) | What::Unknown | _ => {}
        }
    }

    /// The picture begins anew.
    fn on_session_start(&self, _start: &AgentSessionStart) {
        self.contacts.set(Vec::new());
        self.leg.set(None);
        self.is_muted.set(false);
    }

    fn on_agent_state(&self, state: &AgentState) {
        let next = state
            .next_states
            .iter()
            .map(|next| PendingState { state: next.state, out_reason: next.out_reason.clone() });
        self.agent_state.set(Some(AgentStateNow {
            current: state.current_state,
            out_reason: state.current_out_reason.clone(),
            since_ms: state.start_time_utc.as_deref().and_then(time_ms),
            is_acw: state.is_acw.0,
            acw_timeout_s: state.acw_timeout.map(|seconds| seconds.0),
            next: next.collect(),
            next_is_acw: state.next_is_acw.is_some_and(|it| it.0),
        }));
    }

    fn on_call(&self, event: &CallContactEvent) {
        let id = event.contact_id.0;
        self.tell_who_was_not_reached(event);
        if event.final_state.0 {
            self.contacts.update(|contacts| contacts.retain(|contact| contact.id != id));
            if self.focus.get_untracked() == Some(id) {
                self.focus.set(self.contacts.with_untracked(|contacts| next_in_focus(contacts)));
            }
            self.close_panels(id);
            self.driver().pages().forget_contact(id);
            return;
        }
        let skill_name = self.skill_name(event.skill.0);
        self.contacts.update(|contacts| {
            let known = contacts.iter().position(|contact| contact.id == id);
            let at = known.unwrap_or_else(|| {
                contacts.push(Contact::new(id));
                contacts.len() - 1
            });
            if let Some(contact) = contacts.get_mut(at) {
                contact.apply(event, time_ms);
                contact.skill_name = skill_name;
            }
        });
        match self.focus.get_untracked() {
            None => self.focus.set(Some(id)),
            // The work after it waits while there is another call.
            Some(focus) if focus == id && event.status == CallStatus::Disconnected => {
                let call = self.contacts.with_untracked(|contacts| {
                    contacts.iter().find(|it| it.is_on_line()).map(|call| call.id)
                });
                self.focus.set(call.or(Some(id)));
            }
            Some(_) => {}
        }
    }

    /// Whom the agent called and did not get is said in words: the call itself is gone at once.
    fn tell_who_was_not_reached(&self, event: &CallContactEvent) {
        let Some(called) = self.contact_untracked(event.contact_id.0).filter(Contact::is_dialling)
        else {
            return;
        };
        let whom = crate::state_words::customer(&called);
        match event.disconnect_code.as_deref() {
            Some("Busy") => self.tell(Level::Information, format!("{whom} is busy.")),
            Some("NoAnswer") => self.tell(Level::Information, format!("{whom} does not answer.")),
            _ => return,
        };
    }

    pub(super) fn skill_name(&self, id: u64) -> String {
        self.skills.with_untracked(|skills| {
            let skill = skills.iter().find(|skill| skill.skill_id == id);
            skill.map(|skill| skill.skill_name.clone()).unwrap_or_default()
        })
    }

    /// Nothing of the agent session is left.
    pub(super) fn clear(&self) {
        self.contacts.set(Vec::new());
        self.focus.set(None);
        self.agent_state.set(None);
        self.leg.set(None);
        self.is_muted.set(false);
        self.notices.set(Vec::new());
        self.cannot_save.set(None);
        self.pages_changed.set(None);
    }
}

/// The contact to look at when the one in focus has gone: a call before the work after one.
fn next_in_focus(contacts: &[Contact]) -> Option<u64> {
    let call = contacts.iter().find(|contact| contact.is_on_line());
    call.or(contacts.first()).map(|contact| contact.id)
}

/// What the events say to read anew; each once.
fn anew(events: &Array) -> Vec<Anew> {
    let key = JsValue::from_str("Type");
    let mut found = Vec::new();
    for event in events.iter() {
        if let Some(what) = kind(&event, &key).as_deref().and_then(Anew::of)
            && !found.contains(&what)
        {
            found.push(what);
        }
    }
    found
}

fn kind(event: &JsValue, key: &JsValue) -> Option<String> {
    Reflect::get(event, key).ok()?.as_string()
}

/// Reads the events that the desktop shows.
fn shown(events: &Array) -> Vec<Event> {
    let key = JsValue::from_str("Type");
    let is_shown =
        |event: &JsValue| kind(event, &key).is_some_and(|kind| SHOWN.contains(&kind.as_str()));
    let read = |event: JsValue| {
        let text = JSON::stringify(&event).ok()?;
        serde_json::from_str(&String::from(text)).ok()
    };
    events.iter().filter(is_shown).filter_map(read).collect()
}

/// Reads a time of the wire.
pub(super) fn time_ms(text: &str) -> Option<f64> {
    Some(js_sys::Date::parse(text)).filter(|ms| ms.is_finite())
}
