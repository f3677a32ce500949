//! The in-memory journal, by the suite for all journals.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use cordboard_journal::{Journal, JournalError, MemoryJournal, conformance};

#[test]
fn the_memory_journal_conforms() -> Result<(), JournalError> {
    ready(conformance(async || Box::new(MemoryJournal::new()) as Box<dyn Journal>))
}

/// Nothing in it waits: one poll is enough.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the in-memory journal waits for nothing"),
    }
}
