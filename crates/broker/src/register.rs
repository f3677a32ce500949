use cordboard_protocol::page::{
    Acknowledge, ContactId, Extension, Extensions, GivenContactId, LooseResume, Registration,
    Resume, SessionInfo, SubscriptionTypes,
};

use crate::{
    Broker, Note, Origin, Output, PageId, PostedEvent, PostedEvents, Tick, ToPage, Warning,
    document::{Document, Load},
    filter::Filter,
    open_page::{Kept, PageToken, Posted, Progress, RegistrationNumber},
    sequence::Sequence,
    session_token::TOKEN_WAIT_MS,
};

impl Broker {
    /// P20, P22: a first registration is answered, a second is warned about and put aside.
    pub(crate) fn on_register(&mut self, now: Tick, page: PageId, posted: Posted) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        if let Some(kept) = open.kept.as_mut().filter(|kept| !kept.document.is_in_doubt()) {
            let issuer = posted.registration.issuer.joined().into_owned();
            let before = kept.put_aside.replace(posted);
            self.end_port(page, before.and_then(|before| before.port));
            self.warn(page, Warning::AlreadySubscribed { issuer });
            return;
        }
        let document = Document::of_first(open.is_loading);
        self.answer(now, page, posted, document);
    }

    /// P20: it came over the port of the registration that is kept, so the document is the same.
    pub(crate) fn warn_of_second(&mut self, page: PageId, registration: &Registration) {
        let issuer = registration.issuer.joined().into_owned();
        self.warn(page, Warning::AlreadySubscribed { issuer });
    }

    /// P21: the window is forgotten.
    /// A page that goes may say how far it has come (P49): its next document may know less.
    pub(crate) fn on_unregister(&mut self, page: PageId, resume: Option<&LooseResume>) {
        // It was registered until now, so its answer is still owed.
        self.post_answer(page);
        self.end_registration(page);
        let away = self.pages.get_mut(&page).and_then(|open| open.away.as_mut());
        if let (Some(away), Some(Ok(resume))) = (away, resume.map(Resume::parse)) {
            away.leave(&resume);
        }
    }

    /// P22: the desktop itself loads the page's document anew.
    pub(crate) fn on_reloaded(&mut self, page: PageId) {
        self.end_registration(page);
        if let Some(open) = self.pages.get_mut(&page) {
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
            Load::Stays(document) => {
                kept.document = document;
                self.end_port(page, put_aside.and_then(|posted| posted.port));
            }
            Load::Ends => {
                self.end_registration(page);
                if let Some(posted) = put_aside {
                    self.answer(now, page, posted, Document::Loaded);
                }
            }
        }
    }

    /// The registration is over. One whose messages are numbered is kept for when its page comes
    /// back (P49).
    pub(crate) fn end_registration(&mut self, page: PageId) {
        self.end_closing(page);
        let Some(open) = self.pages.get_mut(&page) else { return };
        let Some(mut kept) = open.kept.take() else { return };
        let put_aside = kept.put_aside.take().and_then(|posted| posted.port);
        let port = kept.port.take();
        // What was never answered cannot be gone on with.
        let is_answered = matches!(kept.progress, Progress::Answered);
        if let Some(sequence) = kept.sequence.as_mut().filter(|_| is_answered) {
            sequence.pause();
            let before = open.away.replace(kept);
            self.forget(before);
        }
        self.end_port(page, port);
        self.end_port(page, put_aside);
    }

    /// The page will not come back for what it missed.
    pub(crate) fn forget_away(&mut self, page: PageId) {
        let away = self.pages.get_mut(&page).and_then(|open| open.away.take());
        self.forget(away);
    }

    fn forget(&mut self, kept: Option<Kept>) {
        if let Some(sequence) = kept.and_then(|kept| kept.sequence) {
            sequence.end(&mut self.retained);
        }
    }

    /// Answers a registration as a first: with the full state (P13 to P19, P23 to P27), or with
    /// what the page missed (P49).
    fn answer(&mut self, now: Tick, page: PageId, posted: Posted, document: Document) {
        self.end_registration(page);
        let Some(open) = self.pages.get_mut(&page) else { return };
        let Posted { origin, registration, port } = posted;
        let contact_id = match GivenContactId::parse(&registration.contact_id) {
            GivenContactId::Valid(contact) => Some(contact),
            GivenContactId::Absent => open.contact(),
            GivenContactId::Invalid => {
                self.refuse(page, origin, Acknowledge::invalid_contact_id());
                self.end_port(page, port);
                return;
            }
        };
        let (types, invalid) = SubscriptionTypes::parse(&registration.subscription_types);
        for entry in invalid {
            self.warn(page, Warning::InvalidSubscriptionType { entry: entry.0 });
        }
        if types.is_empty() {
            self.refuse(page, origin, Acknowledge::invalid_subscription_types());
            self.end_port(page, port);
            return;
        }
        let asked = self.grant(page, &registration.extensions, port);
        let extensions = asked.unwrap_or(Extensions::NONE);
        let used = port.filter(|_| extensions.has(Extension::Port));
        let wants_token = types.wants_session_info() && self.may_have_token(page);
        let kept = Kept {
            number: self.draw_registration(),
            origin,
            contact_id,
            types,
            extensions,
            port: used,
            sequence: None,
            filter: Filter::new(types, contact_id),
            wants_token,
            document,
            put_aside: None,
            progress: Progress::Answered,
        };
        let acknowledge = Acknowledge::success(contact_id);
        let acknowledge = match asked {
            Some(extensions) => acknowledge.granting(extensions),
            None => acknowledge,
        };
        let came_back = registration.resume.filter(|_| extensions.has(Extension::Sequence));
        match came_back.map(|resume| self.find_missed(page, &kept, &resume)) {
            Some(Ok(missed)) => self.go_on_with(page, kept, missed),
            Some(Err(why)) => {
                self.note(page, Note::NotRecovered { why });
                self.begin(now, page, kept, acknowledge.not_recovering());
            }
            None => self.begin(now, page, kept, acknowledge),
        }
        self.end_port(page, port.filter(|_| used.is_none()));
    }

    /// Begins with the full state.
    fn begin(&mut self, now: Tick, page: PageId, mut kept: Kept, acknowledge: Acknowledge) {
        self.forget_away(page);
        let own = self.current(acknowledge, kept.types, kept.contact_id);
        kept.progress = Progress::AwaitingToken { own, later: Vec::new(), deadline: now };
        if kept.has(Extension::Sequence) {
            kept.sequence = Some(Sequence::new(self.epochs.draw()));
        }
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
        let message = ToPage { contact_id: None, events, place: None };
        self.outputs.push_back(Output::Post { page, origin, message, port: None });
    }

    fn current(
        &self,
        acknowledge: Acknowledge,
        types: SubscriptionTypes,
        contact_id: Option<ContactId>,
    ) -> Vec<PostedEvent> {
        let mut own = vec![PostedEvent::Acknowledge(acknowledge)];
        self.scope.current(types, contact_id, &mut own);
        own
    }

    fn draw_registration(&mut self) -> RegistrationNumber {
        self.last_registration.0 += 1;
        self.last_registration
    }

    fn may_have_token(&mut self, page: PageId) -> bool {
        let granted = self.pages.get(&page).is_some_and(|open| open.rules.grants.session_token);
        if !granted {
            self.note(page, Note::NotGranted { grant: "session-token" });
        }
        granted
    }
}
