//! Counts what the page posted and was not handed on, so that the desktop can say so without being flooded itself.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;

/// How long is counted before the desktop is told again.
const TELL_EVERY_MS: i32 = 1_000;
/// Of so many origins at most at a time; the last one stands for any beyond.
const MOST_ORIGINS: usize = 8;

#[derive(Default)]
pub(super) struct Refusals {
    counts: RefCell<Vec<(String, u32)>>,
    is_counting: Cell<bool>,
}

impl Refusals {
    /// A message from there was not handed on. The first is told at once.
    pub(super) fn add(self: &Rc<Self>, origin: &str, tell: impl Fn(&str, u32) + 'static) {
        self.count(origin);
        if !self.is_counting.replace(true) {
            self.tell(tell);
        }
    }

    fn count(&self, origin: &str) {
        let mut counts = self.counts.borrow_mut();
        let place = counts.iter().position(|(known, _)| known == origin);
        let is_full = counts.len() == MOST_ORIGINS;
        match place.or(is_full.then_some(MOST_ORIGINS - 1)) {
            Some(place) => {
                if let Some((_, count)) = counts.get_mut(place) {
                    *count += 1;
                }
            }
            None => counts.push((origin.to_owned(), 1)),
        }
    }

    /// Tells what was counted, and again in a while until nothing was.
    fn tell(self: &Rc<Self>, tell: impl Fn(&str, u32) + 'static) {
        let counts = self.counts.take();
        if counts.is_empty() {
            self.is_counting.set(false);
            return;
        }
        for (origin, count) in counts {
            tell(&origin, count);
        }
        let refusals = Rc::clone(self);
        let later = Closure::once_into_js(move || refusals.tell(tell));
        if let Some(window) = web_sys::window() {
            let function = later.unchecked_ref();
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(function, TELL_EVERY_MS);
        }
    }
}
