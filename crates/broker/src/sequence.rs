use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use crate::{EventHandle, NotRecovered, Place, PostedEvents, tell::Told};

/// How many events are kept for a page that comes back (P49): a reload takes seconds, on a bad
/// line half a minute, and even an agent with a dozen contacts has fewer than thirty a second.
const EVENTS_KEPT: usize = 1_000;
/// How many bytes of events are kept for it: a thousand events of the usual size, and no more
/// where they are longer, because the desktop holds them for each of its pages.
const BYTES_KEPT: u64 = 1_048_576;
/// How many epochs are known, so that a page may reload that often without having dealt with a
/// single message.
const EPOCHS_KEPT: usize = 128;

/// A registration's messages, numbered, and the newest of them kept.
///
/// Each message has a position that goes on over reloads; an epoch counts from its own
/// beginning. The message with the acknowledgement has the position from which the page goes on.
///
/// # Source
/// P48, P49
#[derive(Debug)]
pub(crate) struct Sequence {
    log: VecDeque<Told>,
    /// The position before the first message of the log.
    base: u64,
    events: usize,
    bytes: u64,
    /// The newest last.
    epochs: VecDeque<Epoch>,
    /// The position of the last message that a document had dealt with as it went, where one has said so; before any
    /// position, 0.
    left_at: u64,
}

#[derive(Debug)]
struct Epoch {
    name: Rc<str>,
    /// A position is a number in this epoch and this.
    offset: u64,
    /// The last position that was posted in it; while it lasts, none.
    end: Option<u64>,
}

impl Sequence {
    /// Begins with a message of full state.
    pub(crate) fn new(epoch: Rc<str>) -> Self {
        let epochs = VecDeque::from([Epoch { name: epoch, offset: 0, end: None }]);
        Self { log: VecDeque::new(), base: 1, events: 0, bytes: 0, epochs, left_at: 0 }
    }

    /// The place of the message with the acknowledgement.
    pub(crate) fn first(&self) -> Place {
        self.place(1)
    }

    /// Numbers a message and keeps it.
    pub(crate) fn take(&mut self, told: Told, retained: &mut Retained) -> Place {
        for event in events(&told.events) {
            retained.add(*event);
        }
        self.events += count(&told.events);
        self.bytes += told.bytes;
        self.log.push_back(told);
        while self.events > EVENTS_KEPT || self.bytes > BYTES_KEPT {
            self.drop_oldest(retained);
        }
        let offset = self.epochs.back().map_or(0, |epoch| epoch.offset);
        self.place(self.last().saturating_sub(offset))
    }

    /// Forgets everything.
    pub(crate) fn end(mut self, retained: &mut Retained) {
        while !self.log.is_empty() {
            self.drop_oldest(retained);
        }
    }

    /// The page is away: what comes is kept, and not posted.
    pub(crate) fn pause(&mut self) {
        let last = self.last();
        if let Some(epoch) = self.epochs.back_mut() {
            epoch.end.get_or_insert(last);
        }
    }

    /// The page says, as it goes, what it has dealt with last.
    pub(crate) fn leave(&mut self, epoch: &str, seq: u64) {
        if let Ok(position) = self.posted(epoch, seq) {
            self.left_at = self.left_at.max(position);
        }
    }

    /// The position of the message that the page has dealt with last. What a document said as it went is newer
    /// than what the next one may know.
    pub(crate) fn find(&self, epoch: &str, seq: u64) -> Result<u64, NotRecovered> {
        match self.posted(epoch, seq) {
            Ok(position) => Ok(position.max(self.left_at)),
            Err(_) if self.left_at >= self.base => Ok(self.left_at),
            Err(why) => Err(why),
        }
    }

    fn posted(&self, epoch: &str, seq: u64) -> Result<u64, NotRecovered> {
        let known = self.epochs.iter().rev().find(|known| *known.name == *epoch);
        let known = known.ok_or(NotRecovered::UnknownEpoch)?;
        let position = known.offset.saturating_add(seq);
        if position > known.end.unwrap_or(self.last()) {
            Err(NotRecovered::NotPosted)
        } else if position < self.base {
            Err(NotRecovered::TooLongAgo)
        } else {
            Ok(position)
        }
    }

    /// Goes on after that position in a new epoch; gives what came since, each to be posted at
    /// its place.
    pub(crate) fn resume(&mut self, position: u64, epoch: Rc<str>) -> Vec<(Told, Place)> {
        self.pause();
        let offset = position.saturating_sub(1);
        self.epochs.push_back(Epoch { name: epoch, offset, end: None });
        let base = self.base;
        self.epochs.retain(|epoch| epoch.end.is_none_or(|end| end >= base));
        if self.epochs.len() > EPOCHS_KEPT {
            self.epochs.pop_front();
        }
        let seen = usize::try_from(position.saturating_sub(self.base)).unwrap_or(usize::MAX);
        let missed = self.log.iter().skip(seen).cloned();
        (2..).zip(missed).map(|(seq, told)| (told, self.place(seq))).collect()
    }

    fn last(&self) -> u64 {
        self.base.saturating_add(self.log.len() as u64)
    }

    fn place(&self, seq: u64) -> Place {
        let epoch = self.epochs.back().map_or_else(|| Rc::from(""), |epoch| Rc::clone(&epoch.name));
        Place { epoch, seq }
    }

    fn drop_oldest(&mut self, retained: &mut Retained) {
        let Some(told) = self.log.pop_front() else { return };
        for event in events(&told.events) {
            retained.release(*event);
        }
        self.events -= count(&told.events);
        self.bytes -= told.bytes;
        self.base += 1;
    }
}

/// Names the epochs: by something that no other desktop has, and a number.
#[derive(Debug, Default)]
pub(crate) struct Epochs {
    pub(crate) desktop: String,
    last: u64,
}

impl Epochs {
    pub(crate) fn new(desktop: String) -> Self {
        Self { desktop, last: 0 }
    }

    pub(crate) fn draw(&mut self) -> Rc<str> {
        self.last += 1;
        format!("{}{}", self.desktop, self.last).into()
    }
}

/// The events that are kept for pages that may come back, and for how many messages each.
#[derive(Debug, Default)]
pub(crate) struct Retained(BTreeMap<EventHandle, u32>);

impl Retained {
    pub(crate) fn holds(&self, event: EventHandle) -> bool {
        self.0.contains_key(&event)
    }

    fn add(&mut self, event: EventHandle) {
        *self.0.entry(event).or_default() += 1;
    }

    fn release(&mut self, event: EventHandle) {
        if let Some(messages) = self.0.get_mut(&event) {
            *messages -= 1;
            if *messages == 0 {
                self.0.remove(&event);
            }
        }
    }
}

fn events(posted: &PostedEvents) -> &[EventHandle] {
    match posted {
        // Nothing of the ACD's is in the host's own messages but in the first, which is not kept.
        PostedEvents::Own(_) => &[],
        PostedEvents::Selected(selection) => &selection.events,
    }
}

fn count(posted: &PostedEvents) -> usize {
    match posted {
        PostedEvents::Own(own) => own.len(),
        PostedEvents::Selected(selection) => selection.events.len(),
    }
}
