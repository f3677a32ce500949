use cordboard_protocol::page::{Acknowledge, LooseResume, Resume};

use crate::{Broker, NotRecovered, Output, PageId, PostedEvent, ToPage, open_page::Kept};

/// From where a page missed something.
pub(crate) struct Missed {
    since: Resume,
    /// Among the registration's messages.
    position: u64,
}

impl Broker {
    /// Goes on with the registration of a page that came back: it gets what it missed since that
    /// position, and no state.
    ///
    /// # Source
    /// P49
    pub(crate) fn go_on_with(&mut self, page: PageId, mut kept: Kept, missed: Missed) {
        let Missed { since, position } = missed;
        let Some(open) = self.pages.get_mut(&page) else { return };
        if let Some(before) = open.away.take() {
            kept.number = before.number;
            kept.sequence = before.sequence;
        }
        let epoch = self.epochs.draw();
        let missed = kept.sequence.as_mut().map(|sequence| sequence.resume(position, epoch));
        let acknowledge =
            Acknowledge::success(kept.contact_id).granting(kept.extensions).recovering(since);
        kept.post_first(page, vec![PostedEvent::Acknowledge(acknowledge)], &mut self.outputs);
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
        if is_same { Ok(Missed { since, position }) } else { Err(NotRecovered::AskedOtherwise) }
    }
}
