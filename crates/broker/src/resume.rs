use cordboard_protocol::page::{Acknowledge, Loose, LooseResume, Resume, SessionInfo};

use crate::{
    Broker, NotRecovered, Origin, Output, PageId, PostedEvent, ToPage,
    open_page::{Kept, OpenPage, PageToken},
};

/// From where a page missed something.
pub(crate) struct Missed {
    since: Resume,
    /// Among the registration's messages.
    position: u64,
    /// Whether what is the case now is wanted, too.
    wants_state: bool,
}

impl Kept {
    /// The document says, as it goes, how far it has come.
    pub(crate) fn leave(&mut self, Resume { epoch, seq }: &Resume) {
        if let Some(sequence) = &mut self.sequence {
            sequence.leave(epoch, *seq);
        }
    }
}

impl Broker {
    /// A document that has gone said how far it had come. Browsers do not say any more which window it was in: the
    /// epoch, which only its desktop and that page know, and its origin do. Nothing else comes of it.
    ///
    /// # Source
    /// P49
    pub fn left(&mut self, origin: &Origin, resume: &LooseResume) {
        let Ok(resume) = Resume::parse(resume) else { return };
        let registrations = self.pages.values_mut().flat_map(OpenPage::registrations);
        for kept in registrations.filter(|kept| kept.origin == *origin) {
            kept.leave(&resume);
        }
    }

    /// Goes on with the registration of a page that came back: it gets what it missed since that
    /// position, and no state unless it asked for it.
    ///
    /// # Source
    /// P49
    pub(crate) fn go_on_with(&mut self, page: PageId, mut kept: Kept, missed: Missed) {
        let Missed { since, position, wants_state } = missed;
        let Some(open) = self.pages.get_mut(&page) else { return };
        if let Some(before) = open.away.take() {
            kept.number = before.number;
            kept.sequence = before.sequence;
        }
        let epoch = self.epochs.draw();
        let missed = kept.sequence.as_mut().map(|sequence| sequence.resume(position, epoch));
        let acknowledge =
            Acknowledge::success(kept.contact_id).granting(kept.extensions).recovering(since);
        let mut own = vec![PostedEvent::Acknowledge(acknowledge)];
        if wants_state {
            self.scope.current(kept.types, kept.contact_id, &mut own);
            if let PageToken::Had(token) = &open.token
                && kept.wants_token
            {
                own.push(PostedEvent::SessionInfo(SessionInfo::new(token.clone())));
            }
            let focus = self.call_commands.focused();
            own.extend(kept.granted_state(focus, open.lifecycle.event()));
        }
        kept.post_first(page, own, &mut self.outputs);
        for (told, place) in missed.into_iter().flatten() {
            let events = told.later(&mut self.next_selection);
            let message = ToPage { contact_id: kept.contact_id, events, place: Some(place) };
            let (origin, port) = (kept.origin.clone(), kept.port);
            self.outputs.push_back(Output::Post { page, origin, message, port });
        }
        open.kept = Some(kept);
    }

    /// Where the page was, among the messages of its registration before.
    ///
    /// # Errors
    /// Why that registration cannot be gone on with.
    pub(crate) fn find_missed(
        &self,
        page: PageId,
        kept: &Kept,
        resume: &LooseResume,
    ) -> Result<Missed, NotRecovered> {
        let since = Resume::parse(resume).map_err(|_| NotRecovered::Malformed)?;
        let before = self.pages.get(&page).and_then(|open| open.away.as_ref());
        let before = before.ok_or(NotRecovered::UnknownEpoch)?;
        let sequence = before.sequence.as_ref().ok_or(NotRecovered::UnknownEpoch)?;
        let position = sequence.find(&since.epoch, since.seq)?;
        let is_same = before.origin == kept.origin
            && before.contact_id == kept.contact_id
            && before.types == kept.types
            && before.extensions == kept.extensions
            && before.wants_token == kept.wants_token;
        let wants_state = matches!(resume.state, Loose::Bool(true));
        if is_same {
            Ok(Missed { since, position, wants_state })
        } else {
            Err(NotRecovered::AskedOtherwise)
        }
    }
}
