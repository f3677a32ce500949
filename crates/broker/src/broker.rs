use std::collections::{BTreeMap, VecDeque};

use cordboard_protocol::page::{FromPage, LooseMessage};

use crate::{
    EventHandle, EventHead, Input, Note, Origin, Output, PageId, PageRules, PostedEvent, Tick,
    Warning, Way,
    call_commands::{CallCommands, Wanted},
    filter::Answer,
    lifecycle::Lifecycle,
    open_page::{AgentSession, OpenPage, PageToken, Posted, Progress, RegistrationNumber},
    receipts::Receipts,
    scope::Scope,
    sequence::{Epochs, Retained},
    tell::Outlet,
};

/// What each embedded page is told, and what it may ask for.
#[derive(Debug, Default)]
pub struct Broker {
    pub(crate) pages: BTreeMap<PageId, OpenPage>,
    pub(crate) scope: Scope,
    pub(crate) agent_session: AgentSession,
    pub(crate) call_commands: CallCommands,
    pub(crate) receipts: Receipts,
    pub(crate) epochs: Epochs,
    pub(crate) retained: Retained,
    pub(crate) last_registration: RegistrationNumber,
    pub(crate) next_selection: u32,
    pub(crate) outputs: VecDeque<Output>,
}

impl Broker {
    /// A broker that knows no page and no event.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a text that no other broker has, this one after a reload neither: a page
    /// that comes back from there must not be taken for one of ours (P49).
    #[must_use]
    pub fn named(desktop: String) -> Self {
        Self { epochs: Epochs::new(desktop), ..Self::default() }
    }

    /// Takes one input. Drain [`Broker::poll_output`] to `None` before the next.
    pub fn handle(&mut self, now: Tick, input: Input<'_>) {
        self.on_timeout(now);
        match input {
            Input::Opened { page, rules } => self.on_opened(page, rules),
            Input::Closed { page } => self.on_closed(page),
            Input::Message { page, origin, message, way } => {
                self.on_message(now, page, origin, *message, way);
            }
            Input::Events { bytes, events } => self.on_events(now, bytes, events),
            Input::FrameLoaded { page } => self.on_frame_loaded(now, page),
            Input::Reloaded { page } => self.on_reloaded(page),
            Input::AgentSessionStarted => self.on_agent_session_started(),
            Input::AgentSessionEnded => self.on_agent_session_ended(),
            Input::SessionToken { page, agent_session, token } => {
                self.on_session_token(page, agent_session, token);
            }
            Input::Shown { page, is_shown } => self.on_shown(page, is_shown),
            Input::Closing { page } => self.on_closing(now, page),
            Input::Focus(contact) => self.on_focus(contact),
            Input::Permissions(permissions) => self.call_commands.permit(permissions),
            Input::Pressed { contact, word } => self.on_pressed(now, contact, word),
            Input::CommandOutcome { number, outcome } => {
                self.on_command_outcome(now, number, outcome);
            }
            Input::Timeout => {}
        }
    }

    /// Gives the next thing to do.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When [`Input::Timeout`] is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Tick> {
        let deadlines = [
            self.token_deadline(),
            self.call_commands.deadline(),
            self.receipts.deadline(),
            self.closing_deadline(),
        ];
        deadlines.into_iter().flatten().min()
    }

    /// Whether the event may still be posted: the driver forgets the others.
    #[must_use]
    pub fn holds(&self, event: EventHandle) -> bool {
        self.scope.holds(event)
            || self.retained.holds(event)
            || self.pages.values().any(|open| {
                open.kept.as_ref().is_some_and(|kept| match &kept.progress {
                    Progress::Answered => false,
                    Progress::AwaitingToken { own, later, .. } => {
                        own.contains(&PostedEvent::FromAcd(event))
                            || later.iter().any(|told| told.holds(event))
                    }
                })
            })
    }

    pub(crate) fn warn(&mut self, page: PageId, warning: Warning) {
        self.outputs.push_back(Output::Warn { page, warning });
    }

    pub(crate) fn note(&mut self, page: PageId, note: Note) {
        self.outputs.push_back(Output::Note { page: Some(page), note });
    }

    fn on_opened(&mut self, page: PageId, rules: PageRules) {
        self.on_closed(page);
        self.pages.insert(page, OpenPage::new(rules));
    }

    fn on_closed(&mut self, page: PageId) {
        if let Some(open) = self.pages.get_mut(&page) {
            // Nothing is left that could be told so.
            open.lifecycle = Lifecycle::default();
        }
        self.end_registration(page);
        self.forget_away(page);
        let Some(open) = self.pages.remove(&page) else { return };
        if let PageToken::Had(token) = open.token {
            self.outputs.push_back(Output::EndSessionToken { page, token });
        }
    }

    fn on_message(
        &mut self,
        now: Tick,
        page: PageId,
        origin: Origin,
        message: LooseMessage,
        way: Way,
    ) {
        if !self.pages.get(&page).is_some_and(|open| open.rules.hears(&origin)) {
            return;
        }
        let port = match way {
            Way::Window { port } => port,
            Way::Port(port) if self.is_port_of(page, port) => None,
            // Of a registration that is over.
            Way::Port(_) => return,
        };
        // Foreign traffic has a type too, sometimes a near miss.
        let message = match FromPage::parse(message) {
            Ok(message) => message,
            Err(message_type) => {
                self.on_foreign(page, &message_type);
                self.end_port(page, port);
                return;
            }
        };
        match message {
            FromPage::Register(registration) if matches!(way, Way::Port(_)) => {
                self.warn_of_second(page, &registration);
            }
            FromPage::Register(registration) => {
                self.on_register(now, page, Posted { origin, registration, port });
                return;
            }
            FromPage::Unregister { resume } => self.on_unregister(page, resume.as_ref()),
            FromPage::ContactCard { contact_id, card, request_id } => {
                let receipt = self.want_receipt(now, page, &request_id);
                self.on_contact_card(page, contact_id, card, receipt);
            }
            FromPage::Command { word, contact_id, request_id, on } => {
                let receipt = self.want_receipt(now, page, &request_id);
                self.on_command(now, page, Wanted { word, contact_id, on }, receipt);
            }
        }
        self.end_port(page, port);
    }

    /// P28: the same selection serves every page whose filter lets the same events pass.
    fn on_events(&mut self, now: Tick, bytes: u32, events: &[EventHead]) {
        let mut answer = Answer::new(bytes, events);
        let outlet = &mut Outlet { outputs: &mut self.outputs, retained: &mut self.retained };
        for (&page, open) in &mut self.pages {
            if let Some(kept) = &mut open.kept {
                for selection in answer.select(kept.filter, &mut self.next_selection).iter() {
                    kept.tell(page, answer.told(selection), outlet);
                }
            }
            if let Some(away) = &mut open.away {
                for selection in answer.select(away.filter, &mut self.next_selection).iter() {
                    away.miss(answer.told(selection), outlet.retained);
                }
            }
        }
        for &head in events {
            self.scope.take(head);
            self.call_commands.take(head.subject);
        }
        self.on_call_states(now);
    }

    fn on_timeout(&mut self, now: Tick) {
        self.on_token_deadlines(now);
        self.on_receipt_deadlines(now);
        self.on_command_deadlines(now);
        self.on_closing_deadlines(now);
    }
}
