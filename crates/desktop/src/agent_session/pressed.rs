//! A button that was pressed, until it is known what came of it.

use std::cell::RefCell;
use std::rc::Rc;

use cordboard_broker::{CallCommand, CommandWord};
use cordboard_client::Failure;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The buttons whose outcome is awaited, in the order in which they were pressed.
#[derive(Default)]
pub(super) struct PressedButtons {
    waiting: RefCell<Vec<Waiting>>,
}

struct Waiting {
    command: CallCommand,
    outcome: Outcome,
    resolve: Function,
}

type Outcome = Rc<RefCell<Result<(), Failure>>>;

/// Waits for the outcome of one press.
pub(super) struct Pressed {
    outcome: Outcome,
    promise: Promise,
}

impl Pressed {
    /// What the server answered; well, when there was nothing left to do.
    pub(super) async fn outcome(self) -> Result<(), Failure> {
        let _ = JsFuture::from(self.promise).await;
        self.outcome.replace(Ok(()))
    }
}

impl PressedButtons {
    pub(super) fn press(&self, command: CallCommand) -> Pressed {
        let outcome = Outcome::new(RefCell::new(Ok(())));
        let promise = Promise::new(&mut |resolve, _| {
            let outcome = Rc::clone(&outcome);
            self.waiting.borrow_mut().push(Waiting { command, outcome, resolve });
        });
        Pressed { outcome, promise }
    }

    pub(super) fn settle(&self, command: CallCommand, outcome: Result<(), Failure>) {
        self.settle_first(|waiting| waiting.command == command, outcome);
    }

    pub(super) fn settle_word(&self, word: CommandWord) {
        self.settle_first(|waiting| waiting.command.word() == word, Ok(()));
    }

    fn settle_first(&self, is_it: impl Fn(&Waiting) -> bool, outcome: Result<(), Failure>) {
        let place = self.waiting.borrow().iter().position(is_it);
        let Some(place) = place else { return };
        let waiting = self.waiting.borrow_mut().remove(place);
        *waiting.outcome.borrow_mut() = outcome;
        let _ = waiting.resolve.call0(&JsValue::UNDEFINED);
    }
}
