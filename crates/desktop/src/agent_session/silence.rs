//! A command that the server has not answered: it is found out whether it was done, and done again if not.
//!
//! A server that is killed may have done it and lost the answer. So nothing is sent again before the loop has heard
//! from the server, and what it heard does not show the command done.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use cordboard_broker::{CallCommand, ContactId};
use cordboard_client::Failure;
use cordboard_client::call::Call;
use cordboard_protocol::events::{CallStatus, CurrentState};
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{AgentSession, Contact, Level, Network};

/// How long a command waits for a server that is silent. Longer, and the agent would not think of it any more.
const PATIENCE_MS: f64 = 6000.0;
/// How often it is looked whether the server can save again.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// How often a command is sent at most.
const MOST_ATTEMPTS: u32 = 3;

#[wasm_bindgen(inline_js = r#"
export function orAfter(promise, ms) {
  return Promise.race([promise.then(() => true), new Promise((end) => setTimeout(() => end(false), ms))]);
}
"#)]
extern "C" {
    /// Whether the promise was kept in that time.
    #[wasm_bindgen(js_name = orAfter)]
    fn or_after(promise: &Promise, ms: f64) -> Promise;
}

/// What a command is to bring about, to be seen in the agent session.
pub(super) enum Effect {
    /// On a call, or the agent's mute.
    Call(Option<ContactId>, CallCommand),
    /// The agent's state, now or after the contact: available, or unavailable with the code's name.
    State { is_available: bool, code: String },
    /// The agent's phone.
    LegUp(bool),
    /// A call was dialled: there is one beside these.
    Dialled(Vec<u64>),
    /// The agent has none of these calls any more.
    Left(Vec<u64>),
    /// These calls talk with each other.
    Joined(Vec<u64>),
    /// After-contact work is over. It may also be because its time was: then nothing was saved.
    WorkDone(u64),
}

/// A command that was given, and whether an event since then has shown it done.
pub(super) struct Awaited {
    effect: Effect,
    is_seen: Cell<bool>,
}

impl AgentSession {
    /// Sends a command until the server has answered, within limits. A failure is told and given back.
    pub(super) async fn command(
        &self,
        what: &str,
        effect: Effect,
        call: impl Fn(&str) -> Call,
    ) -> Result<(), Failure> {
        let run = self.driver().run();
        let patient_until_ms = js_sys::Date::now() + PATIENCE_MS;
        let awaited = Rc::new(Awaited { effect, is_seen: Cell::default() });
        self.driver().watch_for(&awaited);
        let mut attempt = 1;
        let failure = loop {
            let Err(failure) = self.send(&call).await else { return Ok(()) };
            // Whether an earlier attempt did it, a refusal of a later one does not say.
            let is_doubtful = attempt > 1 && failure.status() == Some(409);
            let is_open = failure.is_unanswered();
            if !is_open && !is_doubtful {
                break failure;
            }
            let left_ms = patient_until_ms - js_sys::Date::now();
            let is_heard =
                awaited.is_seen.get() || left_ms > 0.0 && self.hears_server(left_ms).await;
            match (awaited.is_seen.get(), &awaited.effect) {
                // Its notes are offered again.
                (true, Effect::WorkDone(_)) => return Err(failure),
                (true, _) => return Ok(()),
                (false, _) => {}
            }
            if !is_heard || !is_open || attempt == MOST_ATTEMPTS {
                break failure;
            }
            attempt += 1;
        };
        if !self.driver().is_run(run) {
            // Whoever has logged out, or works elsewhere by now, is told that.
            return Err(failure);
        }
        let cannot_save = failure.problem_name() == "journal-unavailable";
        if cannot_save {
            self.cannot_save(&failure);
        }
        let notice = if cannot_save {
            self.tell(Level::Failure, format!("{what}: not done, the server cannot save."))
        } else {
            self.tell(Level::Failure, format!("{what}: {failure}."))
        };
        if cannot_save || failure.is_unanswered() {
            let (session, what) = (*self, what.to_owned());
            spawn_local(async move { session.tell_in_the_end(notice, &what, &awaited).await });
        }
        Err(failure)
    }

    async fn send(&self, call: &impl Fn(&str) -> Call) -> Result<(), Failure> {
        match self.session_id() {
            Some(session) => self.api().command(call(&session)).await,
            None => Err(Failure::LoggedOut),
        }
    }

    /// Waits for the loop's next answer, and has it ask at once: whether it came in that time.
    async fn hears_server(&self, within_ms: f64) -> bool {
        let driver = self.driver();
        let answer = driver.next_answer();
        if self.network.get_untracked() == Network::Online {
            driver.abort_poll();
        }
        JsFuture::from(or_after(&answer, within_ms)).await.is_ok_and(|it| it.is_truthy())
    }

    /// Nobody has answered for too long, or what cannot be saved may yet turn out to be: says what became of it when
    /// it is known.
    async fn tell_in_the_end(self, notice: u64, what: &str, awaited: &Awaited) {
        let run = self.driver().run();
        while self.cannot_save.get_untracked().is_some() {
            super::poll::wait(LOOKS_EVERY).await;
        }
        if !self.hears_server(PATIENCE_MS).await {
            let _ = JsFuture::from(self.driver().next_answer()).await;
        }
        // Another run has another picture, and its agent may be another.
        if !self.driver().is_run(run) {
            return;
        }
        self.dismiss(notice);
        match (awaited.is_seen.get(), &awaited.effect) {
            // Its notes are offered again.
            (true, Effect::WorkDone(_)) => {}
            (true, _) => {
                self.tell(Level::Information, format!("{what}: it was done after all."));
            }
            (false, _) => {
                self.tell(Level::Failure, format!("{what}: it was not done."));
            }
        }
    }

    /// An event has been taken: remembers what it shows done, for it may be undone with the next.
    pub(super) fn look_for_effects(&self) {
        for awaited in self.driver().watched_for() {
            if self.shows(&awaited.effect) {
                awaited.is_seen.set(true);
            }
        }
    }

    /// Whether the agent session shows what a command was to bring about.
    fn shows(&self, effect: &Effect) -> bool {
        match effect {
            Effect::Call(contact, command) => {
                let contact = contact.and_then(|contact| self.contact_untracked(contact.get()));
                shows_call(contact.as_ref(), self.is_muted.get_untracked(), *command)
            }
            Effect::State { is_available, code } => self.agent_state.with_untracked(|state| {
                let wanted =
                    if *is_available { CurrentState::Available } else { CurrentState::Unavailable };
                let is_it = |state: CurrentState, reason: &str| {
                    state == wanted && (*is_available || reason == code)
                };
                state.as_ref().is_some_and(|state| {
                    is_it(state.current, &state.out_reason)
                        || state.next.iter().any(|next| is_it(next.state, &next.out_reason))
                })
            }),
            Effect::Dialled(known) => self.contacts.with_untracked(|contacts| {
                contacts.iter().any(|it| !it.is_inbound && !known.contains(&it.id))
            }),
            Effect::Left(calls) => self.contacts.with_untracked(|contacts| {
                !contacts.iter().any(|it| it.is_on_line() && calls.contains(&it.id))
            }),
            Effect::Joined(calls) => self.contacts.with_untracked(|contacts| {
                let is_joined =
                    |call: &u64| contacts.iter().any(|it| it.id == *call && it.is_in_conference());
                calls.iter().all(is_joined)
            }),
            Effect::LegUp(is_up) => self.leg.get_untracked().is_some() == *is_up,
            Effect::WorkDone(contact) => {
                self.contacts.with_untracked(|contacts| contacts.iter().all(|it| it.id != *contact))
            }
        }
    }
}

fn shows_call(contact: Option<&Contact>, is_muted: bool, command: CallCommand) -> bool {
    let is = |status| contact.is_some_and(|contact| contact.status == status);
    match command {
        CallCommand::Answer => contact.is_some_and(Contact::is_talking),
        CallCommand::Refuse => !is(CallStatus::Incoming),
        CallCommand::Hold => is(CallStatus::Holding),
        CallCommand::Mask => is(CallStatus::Masking),
        CallCommand::Resume | CallCommand::Unmask => is(CallStatus::Active),
        CallCommand::Record => contact.is_some_and(|contact| contact.is_recording),
        CallCommand::HangUp => contact.is_none_or(Contact::is_after_contact_work),
        CallCommand::Mute => is_muted,
        CallCommand::Unmute => !is_muted,
    }
}
