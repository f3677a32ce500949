//! The shortcuts, shown and changed.

use leptos::prelude::*;

use crate::dialog::Dialog;
use crate::icon::{Drawing, Icon};
use crate::incoming::close_for_a_call;
use crate::inspector;
use crate::shortcuts::{Deed, Shortcuts};

/// The button that opens the help, and the help.
#[component]
pub(crate) fn Help() -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    let is_open = RwSignal::new(false);
    shortcuts.on(Deed::Help, move || is_open.update(|is_open| *is_open = !*is_open));
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts"
            aria-keyshortcuts=move || shortcuts.aria(Deed::Help)
            on:click=move |_| is_open.set(true)
        >
            <Icon drawing=Drawing::Keyboard />
        </button>
        <Show when=move || is_open.get()>
            <HelpDialog close=Callback::new(move |()| is_open.set(false)) />
        </Show>
    }
}

#[component]
fn HelpDialog(close: Callback<()>) -> impl IntoView {
    let wrong = RwSignal::new(None::<String>);
    close_for_a_call(close);
    view! {
        <Dialog label="help-heading" on_cancel=close>
            <h2 id="help-heading">"Keyboard shortcuts"</h2>
            <p class="soft">
                "They work wherever the focus is in the desktop; while it is in an embedded page, the page has the keys. Type another letter to change one."
            </p>
            <table class="help-table">
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">"What it does"</th>
                        <th scope="col">"Keys"</th>
                    </tr>
                </thead>
                <tbody>
                    {Deed::ALL
                        .into_iter()
                        .filter(|deed| inspector::is_offered(*deed))
                        .map(|deed| view! { <HelpRow deed=deed wrong=wrong /> })
                        .collect_view()}
                </tbody>
            </table>
            <p role="alert">{move || wrong.get()}</p>
            <div class="dialog-buttons">
                <button type="button" class="button button-strong" on:click=move |_| close.run(())>
                    "Close"
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn HelpRow(deed: Deed, wrong: RwSignal<Option<String>>) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    let changed = move |event| {
        wrong.set(shortcuts.set_letter(deed, &event_target_value(&event)).err());
    };
    view! {
        <tr>
            <th scope="row">{deed.words()}</th>
            <td>
                <span class="keys">
                    <kbd>"Alt"</kbd>
                    "+"
                    <kbd>"Shift"</kbd>
                    "+"
                    <input
                        class="key-letter"
                        maxlength="1"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-label=format!("Letter for: {}", deed.words())
                        prop:value=move || {
                            wrong.track();
                            shortcuts.letter(deed).to_string()
                        }
                        on:change=changed
                    />
                </span>
            </td>
        </tr>
    }
}
