use cordboard_protocol::page::SessionInfo;

use crate::{
    AgentSessionNumber, Broker, Note, Output, PageId, PostedEvent, Tick,
    open_page::{Kept, PageToken, Progress},
};

/// How long the answer to a registration waits for the session token that belongs into it: a
/// page must not go without its answer because a request hangs.
pub(crate) const TOKEN_WAIT_MS: u64 = 2_000;

impl Broker {
    pub(crate) fn on_agent_session_started(&mut self) {
        self.agent_session.number.0 = self.agent_session.number.0.wrapping_add(1);
        self.agent_session.is_on = true;
        self.scope.clear();
        self.drop_commands();
        let pages: Vec<PageId> = self.pages.keys().copied().collect();
        for page in pages {
            let Some(open) = self.pages.get_mut(&page) else { continue };
            open.token = PageToken::None;
            if open.registrations().any(|kept| kept.wants_token) {
                self.want_token(page);
            }
        }
    }

    pub(crate) fn on_agent_session_ended(&mut self) {
        self.agent_session.is_on = false;
        self.scope.clear();
        self.drop_commands();
        let pages: Vec<PageId> = self.pages.keys().copied().collect();
        for page in pages {
            if let Some(open) = self.pages.get_mut(&page) {
                open.token = PageToken::None;
            }
            self.post_answer(page);
        }
    }

    pub(crate) fn on_session_token(
        &mut self,
        page: PageId,
        agent_session: AgentSessionNumber,
        token: Option<String>,
    ) {
        if !self.agent_session.is_on || agent_session != self.agent_session.number {
            return;
        }
        let Some(open) = self.pages.get_mut(&page) else {
            // Closed meanwhile: the token must not outlive it.
            if let Some(token) = token {
                self.outputs.push_back(Output::EndSessionToken { page, token });
            }
            return;
        };
        if open.token != PageToken::Wanted {
            return;
        }
        let Some(token) = token else {
            open.token = PageToken::None;
            self.note(page, Note::NoSessionToken);
            self.post_answer(page);
            return;
        };
        open.token = PageToken::Had(token.clone());
        let info = PostedEvent::SessionInfo(SessionInfo::new(token));
        let awaiting = open.kept.as_mut().filter(|kept| kept.wants_token);
        if let Some(Kept { progress: Progress::AwaitingToken { own, .. }, .. }) = awaiting {
            own.push(info);
            self.post_answer(page);
        } else {
            self.tell_own(page, |kept| kept.wants_token, &info);
        }
    }

    pub(crate) fn on_token_deadlines(&mut self, now: Tick) {
        if self.token_deadline().is_none_or(|deadline| deadline > now) {
            return;
        }
        let late = |kept: &Kept| kept.token_deadline().is_some_and(|deadline| deadline <= now);
        let pages = self.pages.iter().filter(|(_, open)| open.kept.as_ref().is_some_and(late));
        let pages: Vec<PageId> = pages.map(|(page, _)| *page).collect();
        for page in pages {
            self.note(page, Note::NoSessionToken);
            self.post_answer(page);
        }
    }

    pub(crate) fn token_deadline(&self) -> Option<Tick> {
        self.pages.values().filter_map(|open| open.kept.as_ref()?.token_deadline()).min()
    }

    pub(crate) fn want_token(&mut self, page: PageId) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        if open.token == PageToken::None {
            open.token = PageToken::Wanted;
            let agent_session = self.agent_session.number;
            self.outputs.push_back(Output::WantSessionToken { page, agent_session });
        }
    }
}

impl Kept {
    fn token_deadline(&self) -> Option<Tick> {
        match &self.progress {
            Progress::AwaitingToken { deadline, .. } => Some(*deadline),
            Progress::Answered => None,
        }
    }
}
