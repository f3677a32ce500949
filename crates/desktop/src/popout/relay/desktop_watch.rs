//! Whether a desktop is there that this window belongs to.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Window;

/// How often it is looked. A tab that crashes says no good-bye.
const LOOK_EVERY_MS: i32 = 1000;

/// Looks whether the tab that opened this window is gone. A reload of it leaves it where it is.
///
/// Then the work may have gone on in another tab, so whoever hears is asked, and who is silent until the next look is
/// not there. Any other message says nothing: the last ones of a desktop that closes come when it is gone already.
pub(super) struct DesktopWatch {
    is_alone: RwSignal<bool>,
    is_answered: Rc<Cell<bool>>,
}

impl DesktopWatch {
    /// Looks from now on, as long as the window lives; `ask` asks who is there.
    pub(super) fn start(
        window: &Window,
        is_alone: RwSignal<bool>,
        ask: impl Fn() + 'static,
    ) -> Self {
        let watch = Self { is_alone, is_answered: Rc::new(Cell::new(true)) };
        let is_answered = Rc::clone(&watch.is_answered);
        let opened_in = window.clone();
        let look = Closure::<dyn Fn()>::new(move || {
            if !is_opener_gone(&opened_in) {
                return;
            }
            let is_silent = !is_answered.replace(false);
            if is_alone.get_untracked() != is_silent {
                is_alone.set(is_silent);
            }
            ask();
        });
        let function = look.as_ref().unchecked_ref();
        let _ =
            window.set_interval_with_callback_and_timeout_and_arguments_0(function, LOOK_EVERY_MS);
        look.forget();
        watch
    }

    /// A desktop said that it is there.
    pub(super) fn is_there(&self) {
        self.is_answered.set(true);
        if self.is_alone.get_untracked() {
            self.is_alone.set(false);
        }
    }
}

fn is_opener_gone(window: &Window) -> bool {
    let opener = window.opener().ok().and_then(|opener| opener.dyn_into::<Window>().ok());
    opener.is_none_or(|opener| opener.closed().unwrap_or(true))
}
