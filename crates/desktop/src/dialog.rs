//! A dialog on top of everything: it keeps the focus, and gives it back.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

/// Shows its content in the top layer for as long as it lives.
///
/// The dialog itself takes the focus, not its first button: what somebody was typing when it
/// opened must not press anything.
#[component]
pub(crate) fn Dialog(
    /// The id of the heading that names it.
    label: &'static str,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
    /// What Escape does; without it, the dialog stays until it is decided.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let before = StoredValue::new_local(focused());
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // Fails only for a dialog that is not in the document.
            let _ = dialog.show_modal();
            // It takes the focus: it has a tab index.
            let _ = dialog.focus();
        }
    });
    on_cleanup(move || {
        if let Some(element) = before.try_get_value().flatten() {
            give_back(&element);
        }
    });
    let cancel = move |event: ev::Event| {
        event.prevent_default();
        if let Some(on_cancel) = on_cancel {
            on_cancel.run(());
        }
    };
    // Chromium lets a second Escape close a dialog whose `cancel` was prevented.
    let keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            if let Some(on_cancel) = on_cancel {
                on_cancel.run(());
            }
        }
    };
    view! {
        <dialog
            node_ref=node
            class=class
            aria-labelledby=label
            tabindex="-1"
            on:cancel=cancel
            on:keydown=keydown
        >
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}

/// What has the focus.
pub(crate) fn focused() -> Option<web_sys::HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Gives the focus back once what had it has left the document.
pub(crate) fn give_back(element: &web_sys::HtmlElement) {
    let element = element.clone();
    request_animation_frame(move || {
        if element.is_connected() && focused().is_none_or(|now| now.tag_name() == "BODY") {
            // Nothing to do when the element takes no focus any more.
            let _ = element.focus();
        }
    });
}
