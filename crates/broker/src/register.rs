use cordboard_protocol::page::{
    Acknowledge, ContactId, GivenContactId, Registration, SessionInfo, SubscriptionTypes,
};

use crate::{
    Broker, Note, Origin, Output, PageId, PostedEvent, PostedEvents, Tick, ToPage, Warning,
    document::{Document, Load},
    filter::Filter,
    open_page::{Kept, PageToken, Progress},
    session_token::TOKEN_WAIT_MS,
};

impl Broker {
    /// P20, P22: a first registration is answered, a second is warned about and put aside.
    pub(crate) fn on_register(
        &mut self,
        now: Tick,
        page: PageId,
        origin: Origin,
        registration: Registration,
    ) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        if let Some(kept) = open.kept.as_mut().filter(|kept| !kept.document.is_in_doubt()) {
            let issuer = registration.issuer.joined().into_owned();
            kept.put_aside = Some((origin, registration));
            self.warn(page, Warning::AlreadySubscribed { issuer });
            return;
        }
        let document = Document::of_first(open.is_loading);
        self.answer(now, page, origin, &registration, document);
    }

    /// P21: the window is forgotten.
    pub(crate) fn on_unregister(&mut self, page: PageId) {
        // It was registered until now, so its answer is still owed.
        self.post_answer(page);
        if let Some(open) = self.pages.get_mut(&page) {
            open.kept = None;
        }
    }

    /// P22: the desktop itself loads the page's document anew.
    pub(crate) fn on_reloaded(&mut self, page: PageId) {
        if let Some(open) = self.pages.get_mut(&page) {
            open.kept = None;
            open.is_loading = true;
            open.refused = None;
        }
    }

    /// P22: the frame has loaded a document, whoever made it.
    pub(crate) fn on_frame_loaded(&mut self, now: Tick, page: PageId) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        open.is_loading = false;
        open.refused = None;
        let Some(kept) = open.kept.as_mut() else { return };
        let put_aside = kept.put_aside.take();
        match kept.document.on_load(put_aside.is_some()) {
            Load::Stays(document) => kept.document = document,
            Load::Ends => {
                open.kept = None;
                if let Some((origin, registration)) = put_aside {
                    self.answer(now, page, origin, &registration, Document::Loaded);
                }
            }
        }
    }

    /// Answers a registration as a first, with the full state (P13 to P19, P23 to P27).
    fn answer(
        &mut self,
        now: Tick,
        page: PageId,
        origin: Origin,
        registration: &Registration,
        document: Document,
    ) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        open.kept = None;
        let contact_id = match GivenContactId::parse(&registration.contact_id) {
            GivenContactId::Valid(contact) => Some(contact),
            GivenContactId::Absent => open.contact(),
            GivenContactId::Invalid => {
                self.refuse(page, origin, Acknowledge::invalid_contact_id());
                return;
            }
        };
        let (types, invalid) = SubscriptionTypes::parse(&registration.subscription_types);
        for entry in invalid {
            self.warn(page, Warning::InvalidSubscriptionType { entry: entry.0 });
        }
        if types.is_empty() {
            self.refuse(page, origin, Acknowledge::invalid_subscription_types());
            return;
        }
        let own = self.current(types, contact_id);
        let wants_token = types.wants_session_info() && self.may_have_token(page);
        let progress = Progress::AwaitingToken { own, later: Vec::new(), deadline: now };
        let filter = Filter::new(types, contact_id);
        let kept =
            Kept { origin, contact_id, filter, wants_token, document, put_aside: None, progress };
        self.keep(now, page, kept);
    }

    /// Keeps the registration and posts its answer, or lets it wait for the session token.
    fn keep(&mut self, now: Tick, page: PageId, mut kept: Kept) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        let waits = kept.wants_token && self.agent_session.is_on;
        if waits && let Progress::AwaitingToken { own, deadline, .. } = &mut kept.progress {
            if let PageToken::Had(token) = &open.token {
                own.push(PostedEvent::SessionInfo(SessionInfo::new(token.clone())));
            } else {
                *deadline = now.after_ms(TOKEN_WAIT_MS);
                open.kept = Some(kept);
                self.want_token(page);
                return;
            }
        }
        open.kept = Some(kept);
        self.post_answer(page);
    }

    fn refuse(&mut self, page: PageId, origin: Origin, acknowledge: Acknowledge) {
        let events = PostedEvents::Own(vec![PostedEvent::Acknowledge(acknowledge)]);
        let message = ToPage { contact_id: None, events };
        self.outputs.push_back(Output::Post { page, origin, message });
    }

    fn current(&self, types: SubscriptionTypes, contact_id: Option<ContactId>) -> Vec<PostedEvent> {
        let mut own = vec![PostedEvent::Acknowledge(Acknowledge::success(contact_id))];
        self.scope.current(types, contact_id, &mut own);
        own
    }

    fn may_have_token(&mut self, page: PageId) -> bool {
        let granted = self.pages.get(&page).is_some_and(|open| open.rules.grants.session_token);
        if !granted {
            self.note(page, Note::NotGranted { grant: "session-token" });
        }
        granted
    }
}
