//! The dock at the bottom: the bar, the list, and what stands beside it.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;

use super::detail::Detail;
use super::list::EntryList;
use super::open_pages::OpenPages;
use super::replay::Replay;
use super::toolbar::Toolbar;
use super::{Inspector, Side};
use crate::separator::{Edge, Separator};

/// The inspector, where it is open.
#[component]
pub(crate) fn InspectorDock() -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    view! {
        <Show when=move || inspector.is_open()>
            <section class="inspector" aria-label="Message inspector">
                <Separator edge=Edge::Inspector />
                <Toolbar />
                <div class="inspector-body">
                    <EntryList />
                    <Beside />
                </div>
            </section>
        </Show>
    }
}

impl Side {
    const ALL: [Self; 3] = [Self::Pages, Self::Message, Self::Replay];

    fn words(self) -> &'static str {
        match self {
            Self::Pages => "Pages",
            Self::Message => "Message",
            Self::Replay => "Replay",
        }
    }

    fn tab_id(self) -> String {
        format!("inspector-tab-{}", self.words())
    }
}

#[component]
fn Beside() -> impl IntoView {
    let side = expect_context::<Inspector>().side;
    let keydown = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => Side::ALL.len() - 1,
            _ => return,
        };
        event.prevent_default();
        let at = Side::ALL.into_iter().position(|it| it == side.get_untracked()).unwrap_or(0);
        let Some(next) = Side::ALL.into_iter().cycle().nth(at + step) else { return };
        side.set(next);
        let tab = document().get_element_by_id(&next.tab_id());
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A tab that is shown takes the focus.
            let _ = tab.focus();
        }
    };
    let tab = move |of: Side| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=of.tab_id()
                aria-selected=move || (side.get() == of).to_string()
                aria-controls="inspector-side"
                tabindex=move || if side.get() == of { "0" } else { "-1" }
                on:click=move |_| side.set(of)
            >
                {of.words()}
            </button>
        }
    };
    view! {
        <div class="inspector-beside">
            <div class="tabs" role="tablist" aria-label="Beside the list" on:keydown=keydown>
                {Side::ALL.into_iter().map(tab).collect_view()}
            </div>
            <div
                class="inspector-side"
                id="inspector-side"
                role="tabpanel"
                tabindex="0"
                aria-labelledby=move || side.get().tab_id()
            >
                {move || match side.get() {
                    Side::Pages => view! { <OpenPages /> }.into_any(),
                    Side::Message => view! { <Detail /> }.into_any(),
                    Side::Replay => view! { <Replay /> }.into_any(),
                }}
            </div>
        </div>
    }
}
