//! Notes whose after-contact work ended before they were saved: offered until the agent has done with them.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::drafts::{Drafts, LeftNotes};

#[wasm_bindgen(inline_js = r#"
export function copyText(text) {
  navigator.clipboard?.writeText(text).catch(() => undefined);
}
"#)]
extern "C" {
    /// Where the browser lets a page do so; else the text can be marked and copied by hand.
    #[wasm_bindgen(js_name = copyText)]
    fn copy_text(text: &str);
}

/// The notes, each with what can be done with it.
#[component]
pub(crate) fn LeftNotesStrips() -> impl IntoView {
    let drafts = expect_context::<Drafts>();
    view! {
        <div role="status">
            <For each=move || drafts.left.get() key=|left| left.contact let:left>
                <Strip left=left />
            </For>
        </div>
    }
}

#[component]
fn Strip(left: LeftNotes) -> impl IntoView {
    let drafts = expect_context::<Drafts>();
    let LeftNotes { contact, who, notes } = left;
    let words = if who.is_empty() {
        "The work after a contact has ended, and your notes may not be saved.".to_owned()
    } else {
        format!("The work after the call with {who} has ended, and your notes may not be saved.")
    };
    let copied = notes.clone();
    view! {
        <div class="strip">
            <p>{words}</p>
            <textarea class="left-notes grow" aria-label="Notes that were not saved" rows="2" readonly>
                {notes}
            </textarea>
            <button
                type="button"
                class="button button-small"
                on:click=move |_| copy_text(&copied)
            >
                "Copy"
            </button>
            <button
                type="button"
                class="button button-small button-quiet"
                on:click=move |_| drafts.discard(contact)
            >
                "Discard"
            </button>
        </div>
    }
}
