//! What the page bridge wants done: commands, cards, tokens, and what the agent is to be told.

use std::cell::RefCell;

use cordboard_broker::{
    CallCommand, ContactCard, ContactId, Input, Note, Outcome, Output, PageId, Tick,
};
use cordboard_client::Failure;
use cordboard_client::call::{self, Call, ContactAction, LegAction};
use cordboard_protocol::desktop::{PageToken, WantPageToken};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::silence::Effect;
use super::{AgentSession, Level};
use crate::page_bridge::Host;
use crate::pages::OpenPageId;

/// The desktop as the page bridge sees it.
pub(super) struct DesktopHost {
    pub(super) session: AgentSession,
    pub(super) timer: RefCell<Option<TimeoutHandle>>,
}

impl Host for DesktopHost {
    fn now(&self) -> Tick {
        now()
    }

    fn wake_at(&self, at: Option<Tick>) {
        if let Some(timer) = self.timer.borrow_mut().take() {
            timer.clear();
        }
        let session = self.session;
        *self.timer.borrow_mut() = at.and_then(|at| {
            let wait = std::time::Duration::from_millis(at.0.saturating_sub(now().0));
            set_timeout_with_handle(move || session.bridge().wake(), wait).ok()
        });
    }

    fn take(&self, output: Output) {
        let session = self.session;
        match output {
            Output::Command { number, page, contact, command } => spawn_local(async move {
                let answer = session.carry_out(contact, command).await;
                let outcome = if answer.is_ok() { Outcome::Accepted } else { Outcome::Failed };
                if page.is_none() {
                    session.driver().settle(command, answer);
                }
                session.bridge().input(Input::CommandOutcome { number, outcome });
            }),
            Output::Card { contact, card, .. } => session.on_card(contact, &card),
            Output::WantSessionToken { page, agent_session } => spawn_local(async move {
                let token = session.page_token(page).await;
                session.bridge().input(Input::SessionToken { page, agent_session, token });
            }),
            Output::EndSessionToken { token, .. } => spawn_local(async move {
                // A token whose session is over is over too.
                let _ = session.api().command(call::end_page_token(&token)).await;
            }),
            Output::Note { page, note } => session.on_note(page, &note),
            Output::Remove { page, was_told } => session.on_remove(OpenPageId(page.0), was_told),
            // The bridge posts and warns itself, and has the ports.
            Output::Post { .. } | Output::Warn { .. } | Output::EndPort { .. } => {}
        }
    }
}

impl AgentSession {
    async fn carry_out(
        &self,
        contact: Option<ContactId>,
        command: CallCommand,
    ) -> Result<(), Failure> {
        // P38: whoever hangs up in a conference leaves it. A party of somebody else's does so by ending its one call.
        let conference = self.conference_untracked();
        let is_in_it = contact.is_some_and(|contact| conference.contains(&contact.get()));
        if command == CallCommand::HangUp && is_in_it && conference.len() > 1 {
            return self.leave_conference().await;
        }
        let effect = Effect::Call(contact, command);
        self.command(words(command), effect, |session| request(session, contact, command)).await
    }

    fn on_card(&self, contact: ContactId, card: &ContactCard) {
        self.contacts.update(|contacts| {
            let its = contacts.iter_mut().find(|it| it.id == contact.get());
            if let Some(shown) = its.map(|contact| &mut contact.card) {
                if let Some(name) = card.name() {
                    shown.name = Some(name.to_owned());
                }
                if let Some(picture) = card.user_img() {
                    shown.picture = Some(picture.to_owned());
                }
            }
        });
    }

    async fn page_token(&self, page: PageId) -> Option<String> {
        let session_id = self.session_id()?;
        let page = self.page(OpenPageId(page.0))?;
        let want = WantPageToken { session_id, page: page.key, page_id: page.entry?.page_id };
        let run = self.driver().run();
        loop {
            match self.api().read::<PageToken>(call::want_page_token(&want)).await {
                Ok(token) => return Some(token.session_token),
                // The same page gets the same token, however often it is asked for.
                Err(failure) if failure.is_unanswered() => {
                    let _ = JsFuture::from(self.driver().next_answer()).await;
                    if !self.driver().is_run(run) {
                        return None;
                    }
                }
                Err(_) => return None,
            }
        }
    }

    fn on_note(&self, page: Option<PageId>, note: &Note) {
        let title = page.and_then(|page| self.page(OpenPageId(page.0))).map(|page| page.title);
        let who = title.as_deref().unwrap_or("The desktop");
        // Below warnings: those are only what the protocol words to the letter.
        web_sys::console::debug_1(&JsValue::from_str(&format!("{who}: {note}")));
        if let (None, Note::CommandIgnored { command, .. }) = (page, note) {
            self.driver().settle_word(*command);
        }
        if matches!(note, Note::Flood) {
            let text = format!(
                "The page {who} sends too many messages: what is beyond its limit is not heard."
            );
            self.tell(Level::Failure, text);
        }
    }
}

/// Milliseconds since the page was opened.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since the page was opened, never negative"
)]
pub(super) fn now() -> Tick {
    let performance = web_sys::window().and_then(|window| window.performance());
    Tick(performance.map_or(0.0, |performance| performance.now()) as u64)
}

fn request(session: &str, contact: Option<ContactId>, command: CallCommand) -> Call {
    let action = match command {
        CallCommand::Answer => ContactAction::Accept,
        CallCommand::Refuse => ContactAction::Reject,
        CallCommand::Hold => ContactAction::Hold,
        CallCommand::Resume => ContactAction::Resume,
        CallCommand::Mask => ContactAction::Mask,
        CallCommand::Unmask => ContactAction::Unmask,
        CallCommand::Record => ContactAction::Record,
        CallCommand::HangUp => ContactAction::End,
        CallCommand::Mute => return call::agent_leg(session, LegAction::Mute),
        CallCommand::Unmute => return call::agent_leg(session, LegAction::Unmute),
    };
    call::contact(session, contact.map_or(0, ContactId::get), action)
}

fn words(command: CallCommand) -> &'static str {
    match command {
        CallCommand::Answer => "Answer",
        CallCommand::Refuse => "Refuse",
        CallCommand::Hold => "Hold",
        CallCommand::Resume => "Resume",
        CallCommand::Mute => "Mute",
        CallCommand::Unmute => "Unmute",
        CallCommand::Mask => "Mask",
        CallCommand::Unmask => "Unmask",
        CallCommand::Record => "Record",
        CallCommand::HangUp => "Hang up",
    }
}
