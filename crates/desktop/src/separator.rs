//! The bar at the edge of a column or of the inspector: drag it, or move it with the arrow keys.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::settings::{store, stored};

/// One press of an arrow key.
const STEP_PX: i32 = 16;

/// What a separator resizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// The contacts, at the left.
    Contacts,
    /// The workspaces, at the right.
    Workspaces,
    /// The message inspector, at the bottom.
    Inspector,
}

impl Edge {
    fn name(self) -> &'static str {
        match self {
            Self::Contacts => "contacts-width",
            Self::Workspaces => "workspaces-width",
            Self::Inspector => "inspector-height",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Contacts => "Width of the contacts",
            Self::Workspaces => "Width of the workspaces",
            Self::Inspector => "Height of the message inspector",
        }
    }

    /// Smaller cannot be read; larger leaves no room for the contact.
    fn limits_px(self) -> (i32, i32) {
        match self {
            Self::Contacts => (180, 420),
            Self::Workspaces => (240, 720),
            Self::Inspector => (140, 560),
        }
    }

    fn usual_px(self) -> i32 {
        match self {
            Self::Contacts => 236,
            Self::Workspaces => 330,
            Self::Inspector => 290,
        }
    }

    /// Whether it lies, and is moved up and down.
    fn is_lying(self) -> bool {
        match self {
            Self::Contacts | Self::Workspaces => false,
            Self::Inspector => true,
        }
    }

    /// What moving right or down by one does to the size.
    fn direction(self) -> i32 {
        match self {
            Self::Contacts => 1,
            Self::Workspaces | Self::Inspector => -1,
        }
    }

    fn place(self, event: &ev::PointerEvent) -> i32 {
        if self.is_lying() { event.client_y() } else { event.client_x() }
    }
}

/// The separator at an edge.
#[component]
pub(crate) fn Separator(edge: Edge) -> impl IntoView {
    let (least, most) = edge.limits_px();
    let kept = stored(edge.name()).and_then(|kept| kept.parse().ok());
    let size = RwSignal::new(kept.unwrap_or(edge.usual_px()).clamp(least, most));
    let dragged = StoredValue::new(None::<(i32, i32)>);
    Effect::new(move |_| {
        let size = size.get();
        store(edge.name(), &size.to_string());
        if let Some(root) = document().document_element().and_then(|it| it.dyn_into().ok()) {
            let root: web_sys::HtmlElement = root;
            // Fails only for a name that is none.
            let _ = root.style().set_property(&format!("--{}", edge.name()), &format!("{size}px"));
        }
    });
    let set = move |to: i32| size.set(to.clamp(least, most));
    let keydown = move |event: ev::KeyboardEvent| {
        let now = size.get_untracked();
        match event.key().as_str() {
            "ArrowRight" if !edge.is_lying() => set(now + STEP_PX * edge.direction()),
            "ArrowLeft" if !edge.is_lying() => set(now - STEP_PX * edge.direction()),
            "ArrowDown" if edge.is_lying() => set(now + STEP_PX * edge.direction()),
            "ArrowUp" if edge.is_lying() => set(now - STEP_PX * edge.direction()),
            "Home" => set(least),
            "End" => set(most),
            _ => return,
        }
        event.prevent_default();
    };
    let pointerdown = move |event: ev::PointerEvent| {
        dragged.set_value(Some((edge.place(&event), size.get_untracked())));
        let bar = event.current_target().and_then(|bar| bar.dyn_into::<web_sys::Element>().ok());
        if let Some(bar) = bar {
            // Keeps the pointer over embedded pages too; without it the drag ends at their edge.
            let _ = bar.set_pointer_capture(event.pointer_id());
        }
    };
    let pointermove = move |event: ev::PointerEvent| {
        if let Some((from, from_size)) = dragged.get_value() {
            set(from_size + (edge.place(&event) - from) * edge.direction());
        }
    };
    let let_go = move |_: ev::PointerEvent| dragged.set_value(None);
    view! {
        <div
            class="separator"
            class:separator-lying=edge.is_lying()
            role="separator"
            tabindex="0"
            aria-orientation=if edge.is_lying() { "horizontal" } else { "vertical" }
            aria-label=edge.words()
            aria-valuemin=least
            aria-valuemax=most
            aria-valuenow=move || size.get()
            on:keydown=keydown
            on:pointerdown=pointerdown
            on:pointermove=pointermove
            on:pointerup=let_go
            on:pointercancel=let_go
        ></div>
    }
}
