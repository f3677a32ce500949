use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use cordboard_protocol::page::{FromPage, LooseMessage};

use crate::{
    EventHandle, EventHead, Input, Note, Origin, Output, PageId, PageRules, PostedEvent,
    PostedEvents, Tick, ToPage, Warning,
    call_commands::CallCommands,
    filter::Answer,
    open_page::{AgentSession, OpenPage, PageToken, Progress},
    scope::Scope,
};

/// What each embedded page is told, and what it may ask for.
#[derive(Debug, Default)]
pub struct Broker {
    pub(crate) pages: BTreeMap<PageId, OpenPage>,
    pub(crate) scope: Scope,
    pub(crate) agent_session: AgentSession,
    pub(crate) call_commands: CallCommands,
    pub(crate) next_selection: u32,
    pub(crate) outputs: VecDeque<Output>,
}

impl Broker {
    /// A broker that knows no page and no event.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one input. Drain [`Broker::poll_output`] to `None` before the next.
    pub fn handle(&mut self, now: Tick, input: Input<'_>) {
        self.on_timeout(now);
        match input {
            Input::Opened { page, rules } => self.on_opened(page, rules),
            Input::Closed { page } => self.on_closed(page),
            Input::Message { page, origin, message } => {
                self.on_message(now, page, origin, message);
            }
            Input::Events { bytes, events } => self.on_events(now, bytes, events),
            Input::FrameLoaded { page } => self.on_frame_loaded(now, page),
            Input::Reloaded { page } => self.on_reloaded(page),
            Input::AgentSessionStarted => self.on_agent_session_started(),
            Input::AgentSessionEnded => self.on_agent_session_ended(),
            Input::SessionToken { page, agent_session, token } => {
                self.on_session_token(page, agent_session, token);
            }
            Input::Focus(contact) => self.call_commands.focus(contact),
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
        self.token_deadline().into_iter().chain(self.call_commands.deadline()).min()
    }

    /// Whether the event may still be posted: the driver forgets the others.
    #[must_use]
    pub fn holds(&self, event: EventHandle) -> bool {
        self.scope.holds(event)
            || self.pages.values().any(|open| {
                open.kept.as_ref().is_some_and(|kept| match &kept.progress {
                    Progress::Answered => false,
                    Progress::AwaitingToken { own, later, .. } => {
                        own.contains(&PostedEvent::FromAcd(event))
                            || later.iter().any(|events| events.contains(&event))
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
        let Some(open) = self.pages.remove(&page) else { return };
        if let PageToken::Had(token) = open.token {
            self.outputs.push_back(Output::EndSessionToken { page, token });
        }
    }

    fn on_message(&mut self, now: Tick, page: PageId, origin: Origin, message: LooseMessage) {
        let heard = |open: &OpenPage| open.rules.origins.contains(&origin);
        if !self.pages.get(&page).is_some_and(heard) || origin.is_opaque() {
            return;
        }
        // Foreign traffic has a type too, sometimes a near miss.
        let message = match FromPage::parse(message) {
            Ok(message) => message,
            Err(message_type) => {
                self.on_foreign(page, &message_type);
                return;
            }
        };
        match message {
            FromPage::Register(registration) => self.on_register(now, page, origin, registration),
            FromPage::Unregister => self.on_unregister(page),
            FromPage::ContactCard { contact_id, card } => {
                self.on_contact_card(page, contact_id, card);
            }
            FromPage::Command { word, contact_id } => {
                self.on_command(now, page, word, contact_id);
            }
        }
    }

    /// P28: the same selection serves every page whose filter lets the same events pass.
    fn on_events(&mut self, now: Tick, bytes: u32, events: &[EventHead]) {
        let mut answer = Answer::new(bytes, events);
        for (&page, open) in &mut self.pages {
            let Some(kept) = &mut open.kept else { continue };
            for selection in answer.select(kept.filter, &mut self.next_selection).iter() {
                match &mut kept.progress {
                    Progress::Answered => {
                        let events = PostedEvents::Selected(selection.clone());
                        let message = ToPage { contact_id: kept.contact_id, events };
                        let origin = kept.origin.clone();
                        self.outputs.push_back(Output::Post { page, origin, message });
                    }
                    Progress::AwaitingToken { later, .. } => {
                        later.push(Rc::clone(&selection.events));
                    }
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
        self.on_command_deadlines(now);
    }
}
