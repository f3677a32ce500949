use std::collections::VecDeque;

use cordboard_protocol::page::Extension;

use crate::{
    Broker, EventHandle, Output, PageId, PostedEvent, PostedEvents, Selection, ToPage,
    filter::draw,
    open_page::{Kept, Progress},
    sequence::Retained,
};

/// What a registration is told in one message.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) events: PostedEvents,
    /// About how long it is.
    pub(crate) bytes: u64,
}

/// About how long the host's own events are.
const OWN_BYTES: u64 = 256;

impl Told {
    pub(crate) fn own(event: PostedEvent) -> Self {
        Self { events: PostedEvents::Own(vec![event]), bytes: OWN_BYTES }
    }

    pub(crate) fn holds(&self, event: EventHandle) -> bool {
        match &self.events {
            PostedEvents::Selected(selection) => selection.events.contains(&event),
            PostedEvents::Own(_) => false,
        }
    }

    /// The same at a later time: the arrays of that answer are not at hand any more.
    pub(crate) fn later(self, next_selection: &mut u32) -> PostedEvents {
        match self.events {
            PostedEvents::Selected(Selection { events, .. }) => {
                let id = draw(next_selection);
                PostedEvents::Selected(Selection { id, events, whole: false })
            }
            PostedEvents::Own(own) => PostedEvents::Own(own),
        }
    }
}

/// Where what is told goes.
pub(crate) struct Outlet<'a> {
    pub(crate) outputs: &'a mut VecDeque<Output>,
    pub(crate) retained: &'a mut Retained,
}

impl Kept {
    /// Tells a registration that is kept: now, or behind its answer.
    pub(crate) fn tell(&mut self, page: PageId, told: Told, outlet: &mut Outlet<'_>) {
        match &mut self.progress {
            Progress::AwaitingToken { later, .. } => later.push(told),
            Progress::Answered => self.post(page, told, outlet),
        }
    }

    /// Keeps what a registration whose page is away would be told.
    pub(crate) fn miss(&mut self, told: Told, retained: &mut Retained) {
        if let Some(sequence) = &mut self.sequence {
            sequence.take(told, retained);
        }
    }

    fn post(&mut self, page: PageId, told: Told, outlet: &mut Outlet<'_>) {
        let events = told.events.clone();
        let place = self.sequence.as_mut().map(|sequence| sequence.take(told, outlet.retained));
        let message = ToPage { contact_id: self.contact_id, events, place };
        let (origin, port) = (self.origin.clone(), self.port);
        outlet.outputs.push_back(Output::Post { page, origin, message, port });
    }
}

impl Broker {
    /// Tells the page's registration something of the host's own, if it asked for that kind; or
    /// keeps it for when the page comes back.
    pub(crate) fn tell_own(
        &mut self,
        page: PageId,
        is_meant: impl Fn(&Kept) -> bool,
        event: &PostedEvent,
    ) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        let told = || Told::own(event.clone());
        if let Some(kept) = open.kept.as_mut().filter(|kept| is_meant(kept)) {
            let outlet = &mut Outlet { outputs: &mut self.outputs, retained: &mut self.retained };
            kept.tell(page, told(), outlet);
        }
        if let Some(away) = open.away.as_mut().filter(|away| is_meant(away)) {
            away.miss(told(), &mut self.retained);
        }
    }

    /// Posts an answer that waits, as far as it is made, and what waits behind it.
    pub(crate) fn post_answer(&mut self, page: PageId) {
        let focus = self.call_commands.focused();
        let Some(open) = self.pages.get_mut(&page) else { return };
        let lifecycle = open.lifecycle.event();
        let Some(kept) = open.kept.as_mut() else { return };
        let progress = std::mem::replace(&mut kept.progress, Progress::Answered);
        let Progress::AwaitingToken { mut own, later, .. } = progress else { return };
        own.extend(kept.granted_state(focus, lifecycle));
        kept.post_first(page, own, &mut self.outputs);
        let outlet = &mut Outlet { outputs: &mut self.outputs, retained: &mut self.retained };
        for told in later {
            let bytes = told.bytes;
            let events = told.later(&mut self.next_selection);
            kept.post(page, Told { events, bytes }, outlet);
        }
    }
}

impl Kept {
    /// What is the case now of what only an extension tells (P50, P51).
    pub(crate) fn granted_state(
        &self,
        focus: PostedEvent,
        lifecycle: PostedEvent,
    ) -> impl Iterator<Item = PostedEvent> + use<> {
        let focus = self.has(Extension::Focus).then_some(focus);
        focus.into_iter().chain(self.has(Extension::Lifecycle).then_some(lifecycle))
    }

    /// Posts the message with the acknowledgement.
    pub(crate) fn post_first(
        &mut self,
        page: PageId,
        own: Vec<PostedEvent>,
        outputs: &mut VecDeque<Output>,
    ) {
        let place = self.sequence.as_ref().map(crate::sequence::Sequence::first);
        let message = ToPage { contact_id: self.contact_id, events: PostedEvents::Own(own), place };
        let (origin, port) = (self.origin.clone(), self.port);
        outputs.push_back(Output::Post { page, origin, message, port });
    }
}
