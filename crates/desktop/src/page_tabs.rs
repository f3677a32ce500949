//! Tabs of pages: arrows move, the chosen one is seen.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::page_frame::{panel_id, tab_id};
use crate::pages::{OpenPage, OpenPageId, PagePlace};

/// Which way the tabs lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lie {
    /// In a row, with their names.
    Row,
    /// One below another, with their icons.
    Column,
}

/// The tabs of some pages.
#[component]
pub(crate) fn PageTabs(
    label: &'static str,
    lie: Lie,
    #[prop(into)] pages: Signal<Vec<OpenPage>>,
    #[prop(into)] shown: Signal<Option<OpenPageId>>,
    choose: Callback<OpenPageId>,
) -> impl IntoView {
    let keydown = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        let next = pages.with_untracked(|pages| beside(pages, shown.get_untracked(), step));
        if let Some(next) = next {
            choose.run(next);
            let tab = document().get_element_by_id(&tab_id(next));
            if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
                // A tab that is shown takes the focus.
                let _ = tab.focus();
            }
        }
    };
    let (class, orientation) = match lie {
        Lie::Row => ("tabs", "horizontal"),
        Lie::Column => ("rail", "vertical"),
    };
    view! {
        <div
            class=class
            role="tablist"
            aria-label=label
            aria-orientation=orientation
            on:keydown=keydown
        >
            <For
                each=move || pages.get()
                key=|page| (page.id, page.title.clone(), page.place == PagePlace::PoppedOut)
                let:page
            >
                <PageTab page=page lie=lie shown=shown choose=choose pages=pages />
            </For>
        </div>
    }
}

#[component]
fn PageTab(
    page: OpenPage,
    lie: Lie,
    shown: Signal<Option<OpenPageId>>,
    choose: Callback<OpenPageId>,
    pages: Signal<Vec<OpenPage>>,
) -> impl IntoView {
    let id = page.id;
    let is_shown = Memo::new(move |_| shown.get() == Some(id));
    let is_first = move || pages.with(|pages| pages.first().map(|page| page.id)) == Some(id);
    let takes_tab = move || is_shown.get() || (shown.get().is_none() && is_first());
    let content = match lie {
        Lie::Row => page.title.clone().into_any(),
        Lie::Column => icon(&page),
    };
    let name = (lie == Lie::Column).then(|| page.title.clone());
    view! {
        <button
            type="button"
            role="tab"
            id=tab_id(id)
            class=if lie == Lie::Row { "tab" } else { "rail-button" }
            title=name.clone()
            aria-label=name
            aria-selected=move || is_shown.get().to_string()
            aria-controls=panel_id(id)
            tabindex=move || if takes_tab() { "0" } else { "-1" }
            on:click=move |_| choose.run(id)
        >
            {content}
        </button>
    }
}

fn icon(page: &OpenPage) -> AnyView {
    let icon = page.icon().trim().to_owned();
    if icon.contains('/') || icon.contains(':') {
        return view! { <img src=icon alt="" referrerpolicy="no-referrer" /> }.into_any();
    }
    let letter = icon.chars().next().or_else(|| page.title.chars().next()).unwrap_or('·');
    view! { <span aria-hidden="true">{letter.to_string()}</span> }.into_any()
}

fn beside(pages: &[OpenPage], shown: Option<OpenPageId>, step: i32) -> Option<OpenPageId> {
    let count = i32::try_from(pages.len()).ok().filter(|count| *count > 0)?;
    let at = pages.iter().position(|page| Some(page.id) == shown)?;
    let next = (i32::try_from(at).ok()? + step).rem_euclid(count);
    pages.get(usize::try_from(next).ok()?).map(|page| page.id)
}
