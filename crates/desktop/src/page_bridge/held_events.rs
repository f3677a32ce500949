//! The events that may still be posted: the browser's own values, by handle.

use std::collections::BTreeMap;

use cordboard_broker::classify::{Fields, Kind, NamedContact};
use cordboard_broker::{EventHandle, EventHead, Selection, Status};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::js;

/// Numbers in `page_bridge.js` for each event.
const NUMBERS: usize = 4;

#[derive(Default)]
pub(super) struct HeldEvents {
    /// The answer being handled, and the handle of its first event.
    answer: Array,
    first: u32,
    /// Of earlier answers: what pages may yet be told (current states).
    held: BTreeMap<EventHandle, JsValue>,
    /// The arrays of the answer's selections, a few: one serves all its pages, whichever come between.
    selected: Vec<(u32, Array)>,
    numbers: Vec<f64>,
    heads: Vec<EventHead>,
}

impl HeldEvents {
    /// Takes an answer, and says what the broker needs to know of each event.
    pub(super) fn take(&mut self, answer: &Array) -> Vec<EventHead> {
        self.first = self.first.wrapping_add(self.answer.length());
        self.answer = answer.clone();
        self.selected.clear();
        let length = usize::try_from(answer.length()).unwrap_or(usize::MAX);
        self.numbers.clear();
        self.numbers.resize(length.saturating_mul(NUMBERS), 0.0);
        if !js::classify(answer, &mut self.numbers) {
            learn();
            js::classify(answer, &mut self.numbers);
        }
        let mut heads = std::mem::take(&mut self.heads);
        heads.clear();
        let mut event = self.first;
        heads.extend(self.numbers.chunks_exact(NUMBERS).map(|numbers| {
            let head = EventHead { event: EventHandle(event), subject: subject(numbers) };
            event = event.wrapping_add(1);
            head
        }));
        heads
    }

    /// The answer is handled: keeps of it what is held, forgets of the rest what is held no more.
    pub(super) fn done(&mut self, heads: Vec<EventHead>, holds: impl Fn(EventHandle) -> bool) {
        self.held.retain(|event, _| holds(*event));
        for (place, head) in (0..).zip(&heads) {
            if holds(head.event) {
                self.held.insert(head.event, self.answer.get(place));
            }
        }
        self.first = self.first.wrapping_add(self.answer.length());
        self.answer = Array::new();
        self.selected.clear();
        self.heads = heads;
    }

    /// The array for a selection, the same one for all its pages.
    pub(super) fn selection(&mut self, selection: &Selection) -> Array {
        if selection.whole {
            return self.answer.clone();
        }
        if let Some((_, array)) = self.selected.iter().find(|(id, _)| *id == selection.id) {
            return array.clone();
        }
        let places: Option<Vec<u32>> = selection.events.iter().map(|it| self.place(*it)).collect();
        let array = match places {
            Some(places) => js::pick(&self.answer, &places),
            // What waited for an answer of its own: from earlier answers, too.
            None => selection.events.iter().map(|event| self.event(*event)).collect(),
        };
        self.selected.push((selection.id, array.clone()));
        array
    }

    pub(super) fn event(&self, event: EventHandle) -> JsValue {
        match self.place(event) {
            Some(place) => self.answer.get(place),
            None => self.held.get(&event).cloned().unwrap_or_default(),
        }
    }

    fn place(&self, event: EventHandle) -> Option<u32> {
        let place = event.0.wrapping_sub(self.first);
        (place < self.answer.length()).then_some(place)
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
