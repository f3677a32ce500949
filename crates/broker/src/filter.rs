use std::rc::Rc;

use cordboard_protocol::page::{ContactId, SubscriptionTypes};

use crate::{EventHandle, EventHead, PostedEvents, Selection, Subject, tell::Told};

/// How many events a message holds at most (P28).
const EVENTS_PER_POST: u64 = 20;
/// How many bytes of events a message holds at most (P28): beyond about 18 KiB a browser's
/// receiving side becomes thirty times slower.
const BYTES_PER_POST: u64 = 12_288;

/// Which live events a registration gets, in a form that is the same for the same events.
///
/// # Source
/// P30
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Filter {
    without_contact: bool,
    contacts: Contacts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contacts {
    None,
    One(ContactId),
    Every,
}

impl Filter {
    pub(crate) fn new(types: SubscriptionTypes, contact: Option<ContactId>) -> Self {
        let contacts = if types.all || types.contacts {
            Contacts::Every
        } else {
            contact.filter(|_| types.contact).map_or(Contacts::None, Contacts::One)
        };
        Self { without_contact: types.all || types.agent, contacts }
    }

    fn admits(self, subject: Subject) -> bool {
        let id = match subject {
            Subject::AgentState
            | Subject::AgentSessionStart
            | Subject::Mute { .. }
            | Subject::Agent => return self.without_contact,
            Subject::Contact(state) => Some(state.id),
            Subject::AboutContact { id } => id,
        };
        match self.contacts {
            Contacts::None => false,
            Contacts::One(wanted) => id == Some(wanted),
            Contacts::Every => true,
        }
    }
}

/// One answer of get-next-event, selected once per distinct filter result.
pub(crate) struct Answer<'a> {
    events: &'a [EventHead],
    bytes: u32,
    per_post: usize,
    by_filter: Vec<(Filter, Rc<[Selection]>)>,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(bytes: u32, events: &'a [EventHead]) -> Self {
        Self { events, bytes, per_post: per_post(bytes, events.len()), by_filter: Vec::new() }
    }

    /// One of its messages, with its share of the answer.
    pub(crate) fn told(&self, selection: &Selection) -> Told {
        let share = u64::from(self.bytes) * selection.events.len() as u64;
        let bytes = share.checked_div(self.events.len() as u64).unwrap_or_default();
        Told { events: PostedEvents::Selected(selection.clone()), bytes }
    }

    /// The messages for a filter, in order; the same ones for every filter that lets the same
    /// events pass.
    pub(crate) fn select(&mut self, filter: Filter, next_id: &mut u32) -> Rc<[Selection]> {
        if let Some((_, selected)) = self.by_filter.iter().find(|(known, _)| *known == filter) {
            return Rc::clone(selected);
        }
        let passing = || self.events.iter().filter(|head| filter.admits(head.subject));
        let same = self.by_filter.iter().find(|(_, selected)| {
            let selected = selected.iter().flat_map(|selection| selection.events.iter());
            passing().map(|head| &head.event).eq(selected)
        });
        let selected = if let Some((_, selected)) = same {
            Rc::clone(selected)
        } else {
            let handles: Vec<EventHandle> = passing().map(|head| head.event).collect();
            let whole = handles.len() == self.events.len() && handles.len() <= self.per_post;
            handles
                .chunks(self.per_post)
                .map(|events| Selection { id: draw(next_id), events: events.into(), whole })
                .collect()
        };
        self.by_filter.push((filter, Rc::clone(&selected)));
        selected
    }
}

pub(crate) fn draw(next_id: &mut u32) -> u32 {
    let id = *next_id;
    *next_id = next_id.wrapping_add(1);
    id
}

/// How many events of this answer go in one message: 20, or as many as 12,288 bytes hold when
/// each counts as the answer's average; one at least.
fn per_post(bytes: u32, events: usize) -> usize {
    let by_bytes = (BYTES_PER_POST * events as u64).checked_div(u64::from(bytes));
    let per_post = by_bytes.unwrap_or(EVENTS_PER_POST).clamp(1, EVENTS_PER_POST);
    usize::try_from(per_post).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_holds_twenty_events_or_twelve_kibibytes() {
        assert_eq!(per_post(0, 5), 20);
        assert_eq!(per_post(20 * 614, 20), 20);
        assert_eq!(per_post(12_288, 20), 20);
        assert_eq!(per_post(12_288, 10), 10);
        assert_eq!(per_post(12_289, 10), 9);
        assert_eq!(per_post(1_000_000, 3), 1);
        assert_eq!(per_post(u32::MAX, 1), 1);
    }
}
