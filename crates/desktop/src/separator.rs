//! The bar between two columns: drag it, or move it with the arrow keys.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::settings::{store, stored};

/// One press of an arrow key.
const STEP_PX: i32 = 16;

/// Which column a separator resizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The contacts, at the left.
    Contacts,
    /// The workspaces, at the right.
    Workspaces,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::Contacts => "contacts-width",
            Self::Workspaces => "workspaces-width",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Contacts => "Width of the contacts",
            Self::Workspaces => "Width of the workspaces",
        }
    }

    /// Narrower cannot be read; wider leaves no room for the contact.
    fn limits_px(self) -> (i32, i32) {
        match self {
            Self::Contacts => (180, 420),
            Self::Workspaces => (240, 720),
        }
    }

    fn usual_px(self) -> i32 {
        match self {
            Self::Contacts => 236,
            Self::Workspaces => 330,
        }
    }

    /// What moving right by one does to the width.
    fn direction(self) -> i32 {
        match self {
            Self::Contacts => 1,
            Self::Workspaces => -1,
        }
    }
}

/// The separator of a column.
#[component]
pub(crate) fn Separator(column: Column) -> impl IntoView {
    let (least, most) = column.limits_px();
    let kept = stored(column.name()).and_then(|kept| kept.parse().ok());
    let width = RwSignal::new(kept.unwrap_or(column.usual_px()).clamp(least, most));
    let dragged = StoredValue::new(None::<(i32, i32)>);
    Effect::new(move |_| {
        let width = width.get();
        store(column.name(), &width.to_string());
        if let Some(root) = document().document_element().and_then(|it| it.dyn_into().ok()) {
            let root: web_sys::HtmlElement = root;
            // Fails only for a name that is none.
            let _ =
                root.style().set_property(&format!("--{}", column.name()), &format!("{width}px"));
        }
    });
    let set = move |to: i32| width.set(to.clamp(least, most));
    let keydown = move |event: ev::KeyboardEvent| {
        let now = width.get_untracked();
        match event.key().as_str() {
            "ArrowRight" => set(now + STEP_PX * column.direction()),
            "ArrowLeft" => set(now - STEP_PX * column.direction()),
            "Home" => set(least),
            "End" => set(most),
            _ => return,
        }
        event.prevent_default();
    };
    let pointerdown = move |event: ev::PointerEvent| {
        dragged.set_value(Some((event.client_x(), width.get_untracked())));
        let bar = event.current_target().and_then(|bar| bar.dyn_into::<web_sys::Element>().ok());
        if let Some(bar) = bar {
            // Keeps the pointer over embedded pages too; without it the drag ends at their edge.
            let _ = bar.set_pointer_capture(event.pointer_id());
        }
    };
    let pointermove = move |event: ev::PointerEvent| {
        if let Some((from_x, from_width)) = dragged.get_value() {
            set(from_width + (event.client_x() - from_x) * column.direction());
        }
    };
    let let_go = move |_: ev::PointerEvent| dragged.set_value(None);
    view! {
        <div
            class="separator"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=column.words()
            aria-valuemin=least
            aria-valuemax=most
            aria-valuenow=move || width.get()
            on:keydown=keydown
            on:pointerdown=pointerdown
            on:pointermove=pointermove
            on:pointerup=let_go
            on:pointercancel=let_go
        ></div>
    }
}
