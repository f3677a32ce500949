//! The bar above the list: what is shown, and what can be done with the record.

use cordboard_broker::PageId;
use leptos::prelude::*;

use super::Inspector;
use super::filter::Show as Kinds;
use crate::icon::{Drawing, Icon};

/// Filter, search, pause, clear.
#[component]
pub(super) fn Toolbar() -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    view! {
        <div class="inspector-bar">
            <h2>"Messages"</h2>
            <PageChoice />
            <KindChoice />
            <input
                type="search"
                class="input inspector-search"
                aria-label="Search the messages"
                placeholder="Search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || inspector.filter.with(|filter| filter.search.clone())
                on:input=move |event| {
                    let search = event_target_value(&event);
                    inspector.filter.update(|filter| filter.search = search);
                }
            />
            <span class="grow"></span>
            <button
                type="button"
                class="button button-small"
                aria-pressed=move || inspector.is_paused.get().to_string()
                on:click=move |_| inspector.is_paused.update(|is_paused| *is_paused = !*is_paused)
            >
                "Pause"
            </button>
            <button
                type="button"
                class="button button-small"
                on:click=move |_| {
                    inspector.with_recorder(super::record::Recorder::clear);
                    inspector.selected.set(None);
                }
            >
                "Clear"
            </button>
            <button
                type="button"
                class="button button-small"
                title="What customers are called by stands in it, and the beginnings of tokens alone"
                on:click=move |_| inspector.export()
            >
                "Export"
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label="Close the message inspector"
                title="Close; nothing is recorded then"
                on:click=move |_| inspector.toggle()
            >
                <Icon drawing=Drawing::Close />
            </button>
        </div>
    }
}

#[component]
fn PageChoice() -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    // Pages that have gone are still in the record.
    let pages = Memo::new(move |_| {
        inspector.version.track();
        let open = inspector.session.pages.with(|pages| {
            pages.iter().map(|page| (page.id.0, page.title.clone())).collect::<Vec<_>>()
        });
        let mut all = inspector.with_recorder(|recorder| {
            let costs = recorder.costs().into_iter();
            costs.map(|(page, cost)| (page.0, cost.title.to_string())).collect::<Vec<_>>()
        });
        all.extend(open);
        all.sort();
        all.dedup_by_key(|(page, _)| *page);
        all
    });
    let chosen = move || inspector.filter.with(|filter| filter.page);
    view! {
        <select
            class="input"
            aria-label="Page"
            on:change=move |event| {
                let page = event_target_value(&event).parse().ok().map(PageId);
                inspector.filter.update(|filter| filter.page = page);
            }
        >
            <option value="" selected=move || chosen().is_none()>
                "All pages"
            </option>
            <For each=move || pages.get() key=|page| page.clone() let:page>
                <option
                    value=page.0.to_string()
                    selected=move || chosen() == Some(PageId(page.0))
                >
                    {page.1}
                </option>
            </For>
        </select>
    }
}

#[component]
fn KindChoice() -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    let option = move |kinds: Kinds| {
        view! {
            <option
                value=kinds.words()
                selected=move || inspector.filter.with(|filter| filter.show == kinds)
            >
                {kinds.words()}
            </option>
        }
    };
    view! {
        <select
            class="input"
            aria-label="Kind of messages"
            on:change=move |event| {
                let words = event_target_value(&event);
                let show = Kinds::ALL.into_iter().find(|kinds| kinds.words() == words);
                inspector.filter.update(|filter| filter.show = show.unwrap_or_default());
            }
        >
            {Kinds::ALL.into_iter().map(option).collect_view()}
        </select>
    }
}
