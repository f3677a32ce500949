//! The events that may still be posted: the browser's own values, by handle.

use std::collections::VecDeque;

use cordboard_broker::classify::{Fields, Kind, NamedContact};
use cordboard_broker::{EventHandle, EventHead, Selection, Status};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::js;

/// Numbers in `page_bridge.js` for each event.
const NUMBERS: usize = 4;

#[derive(Default)]
pub(super) struct HeldEvents {
    /// The answer being handled.
    answer: Option<Answer>,
    next: u32,
    /// Earlier answers of which pages may yet be told something: current states, and what a page that comes back may
    /// have missed (P49). Those that were looked at longest ago first.
    earlier: VecDeque<Earlier>,
    /// The arrays of the answer's selections, a few: one serves all its pages, whichever come between.
    selected: Vec<(u32, Array)>,
    numbers: Vec<f64>,
    heads: Vec<EventHead>,
}

/// One answer of get-next-event: its events have handles without gaps.
struct Answer {
    events: Array,
    first: u32,
    length: u32,
}

/// What is still held of an earlier answer.
struct Earlier {
    events: Array,
    /// Each with its place in the array.
    held: Vec<(EventHandle, u32)>,
    looks: u32,
}

/// How many earlier answers are looked at with each new one: all current states of a busy agent, and of the thousands
/// that may be kept for pages that come back so many that they are through before the next thousand has come.
const LOOKED_AT: usize = 32;
/// An answer that is held for longer than so many looks is worth taking its held values out of it.
const LOOKS_WHOLE: u32 = 8;

impl Earlier {
    /// Forgets what is not held any more; answers whether something is.
    fn look(&mut self, holds: impl Fn(EventHandle) -> bool) -> bool {
        self.held.retain(|(event, _)| holds(*event));
        self.looks = self.looks.saturating_add(1);
        let length = usize::try_from(self.events.length()).unwrap_or(usize::MAX);
        if self.looks > LOOKS_WHOLE && self.held.len() <= length / 2 {
            let places: Vec<u32> = self.held.iter().map(|(_, place)| *place).collect();
            self.events = js::pick(&self.events, &places);
            for ((_, place), new) in self.held.iter_mut().zip(0..) {
                *place = new;
            }
        }
        !self.held.is_empty()
    }

    fn event(&self, event: EventHandle) -> Option<JsValue> {
        let (_, place) = self.held.iter().find(|(held, _)| *held == event)?;
        Some(self.events.get(*place))
    }
}

impl Answer {
    fn place(&self, event: EventHandle) -> Option<u32> {
        let place = event.0.wrapping_sub(self.first);
        (place < self.length).then_some(place)
    }

    fn event(&self, event: EventHandle) -> Option<JsValue> {
        self.place(event).map(|place| self.events.get(place))
    }
}

impl HeldEvents {
    /// Takes an answer, and says what the broker needs to know of each event.
    pub(super) fn take(&mut self, events: &Array) -> Vec<EventHead> {
        let (first, length) = (self.next, events.length());
        self.next = first.wrapping_add(length);
        self.selected.clear();
        let numbers = usize::try_from(length).unwrap_or(usize::MAX).saturating_mul(NUMBERS);
        self.numbers.resize(numbers, 0.0);
        if !js::classify(events, &mut self.numbers) {
            learn();
            js::classify(events, &mut self.numbers);
        }
        self.answer = Some(Answer { events: events.clone(), first, length });
        let mut heads = std::mem::take(&mut self.heads);
        heads.clear();
        let mut event = first;
        heads.extend(self.numbers.chunks_exact(NUMBERS).map(|numbers| {
            let head = EventHead { event: EventHandle(event), subject: subject(numbers) };
            event = event.wrapping_add(1);
            head
        }));
        heads
    }

    /// The answer is handled: keeps it if something of it is held, forgets those of which nothing is held any more.
    pub(super) fn done(&mut self, heads: Vec<EventHead>, holds: impl Fn(EventHandle) -> bool) {
        for _ in 0..self.earlier.len().min(LOOKED_AT) {
            let Some(mut earlier) = self.earlier.pop_front() else { break };
            if earlier.look(&holds) {
                self.earlier.push_back(earlier);
            }
        }
        let held = heads.iter().map(|head| head.event).zip(0..);
        let held: Vec<(EventHandle, u32)> = held.filter(|(event, _)| holds(*event)).collect();
        let answer = self.answer.take().filter(|_| !held.is_empty());
        let earlier = answer.map(|Answer { events, .. }| Earlier { events, held, looks: 0 });
        self.earlier.extend(earlier);
        self.selected.clear();
        self.heads = heads;
    }

    /// Hands out the array for a selection, the same one for all its pages.
    pub(super) fn with_selection(&mut self, selection: &Selection, take: impl FnOnce(&Array)) {
        if let Some(answer) = self.answer.as_ref().filter(|_| selection.whole) {
            return take(&answer.events);
        }
        if let Some((_, array)) = self.selected.iter().find(|(id, _)| *id == selection.id) {
            return take(array);
        }
        let array = self.array(selection);
        take(&array);
        self.selected.push((selection.id, array));
    }

    fn array(&self, selection: &Selection) -> Array {
        let place = |event: &EventHandle| self.answer.as_ref()?.place(*event);
        let places: Option<Vec<u32>> = selection.events.iter().map(place).collect();
        match (&self.answer, places) {
            (Some(answer), Some(places)) => js::pick(&answer.events, &places),
            // What waited for an answer of its own: from earlier answers, too.
            _ => selection.events.iter().map(|event| self.event(*event)).collect(),
        }
    }

    pub(super) fn event(&self, event: EventHandle) -> JsValue {
        let now = self.answer.as_ref().and_then(|answer| answer.event(event));
        let earlier = || self.earlier.iter().find_map(|earlier| earlier.event(event));
        now.or_else(earlier).unwrap_or_default()
    }
}

fn learn() {
    while let Some(unknown) = js::next_unknown() {
        let (is_type, name) = (unknown.get(0).is_truthy(), unknown.get(1));
        let text = name.as_string().unwrap_or_default();
        let code = if is_type { Kind::of(&text).code() } else { Status::of(&text).code() };
        js::know(is_type, &name, code);
    }
}

fn subject(numbers: &[f64]) -> cordboard_broker::Subject {
    let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
    Fields {
        kind: Kind::from_code(whole(number(0))),
        contact: NamedContact::from_number(number(1)),
        status: Status::from_code(whole(number(2))),
        flags: whole(number(3)),
    }
    .subject()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small whole number that page_bridge.js wrote; anything else saturates"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use cordboard_broker::classify::{CONTACT_IDS, OUTBOUND, STATUS, TRUE_FLAGS, TYPE};

    #[test]
    fn the_javascript_reads_the_fields_that_the_broker_names() {
        let script = include_str!("page_bridge.js");
        for name in [TYPE, STATUS].iter().chain(&CONTACT_IDS) {
            assert!(script.contains(&format!("event.{name}")), "{name}");
        }
        for (name, bit) in TRUE_FLAGS {
            assert!(script.contains(&format!("(event.{name} === \"True\" ? {bit} : 0)")), "{name}");
        }
        assert!(script.contains(&format!("(event.IsInbound === \"False\" ? {OUTBOUND} : 0)")));
    }
}
