//! How each open page stands, and what it costs.

use cordboard_broker::PageId;
use leptos::prelude::*;

use super::Inspector;
use super::cost::{Cost, Traffic, bytes_words};
use crate::icon::{Drawing, Icon};
use crate::pages::{OpenPage, OpenPageId, PagePlace};

/// A part for each page.
#[component]
pub(super) fn OpenPages() -> impl IntoView {
    let session = expect_context::<Inspector>().session;
    let pages = Memo::new(move |_| {
        session.pages.with(|pages| pages.iter().map(|page| page.id).collect::<Vec<_>>())
    });
    view! {
        <Show
            when=move || pages.with(|pages| !pages.is_empty())
            fallback=|| view! { <p class="soft">"No page is open."</p> }
        >
            <ul class="inspector-pages" aria-label="Open pages">
                <For each=move || pages.get() key=|page| *page let:page>
                    <PageTold page=page />
                </For>
            </ul>
        </Show>
    }
}

/// A page in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Told {
    title: String,
    standing: String,
    cost: String,
    can_reload: bool,
}

#[component]
fn PageTold(page: OpenPageId) -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    let session = inspector.session;
    let told = Memo::new(move |_| {
        inspector.version.track();
        session.pages.with(|pages| {
            let shown = pages.iter().find(|it| it.id == page);
            shown.map(|shown| page_told(&inspector, shown)).unwrap_or_default()
        })
    });
    let can_reload = Memo::new(move |_| told.with(|told| told.can_reload));
    view! {
        <li>
            <div class="inspector-page-head">
                <h3 class="grow">{move || told.with(|told| told.title.clone())}</h3>
                <Show when=move || can_reload.get()>
                    <button
                        type="button"
                        class="button button-small"
                        on:click=move |_| session.reload_page(page)
                    >
                        <Icon drawing=Drawing::Reload />
                        {move || told.with(|told| format!("Load {} anew", told.title))}
                    </button>
                </Show>
            </div>
            <p>{move || told.with(|told| told.standing.clone())}</p>
            <p class="soft">{move || told.with(|told| told.cost.clone())}</p>
        </li>
    }
}

fn page_told(inspector: &Inspector, page: &OpenPage) -> Told {
    let id = PageId(page.id.0);
    let costs = inspector.with_recorder(super::record::Recorder::costs);
    let cost = costs.into_iter().find(|(its, _)| *its == id).map(|(_, cost)| cost);
    let cost = cost.unwrap_or_default();
    Told {
        title: page.title.clone(),
        standing: standing_words(inspector, page, &cost),
        cost: cost_words(&cost),
        can_reload: page.place != PagePlace::Link,
    }
}

fn standing_words(inspector: &Inspector, page: &OpenPage, cost: &Cost) -> String {
    let Some(standing) = inspector.session.page_standing(page.id) else {
        return "It is a link: no page entry covers its address, so it is not heard.".into();
    };
    if let Some(origin) = &standing.registered_from {
        return format!("It is registered for {}, from {origin}.", standing.types_in_words());
    }
    let heard_from: Vec<&str> =
        standing.origins.iter().map(cordboard_broker::Origin::as_str).collect();
    let heard_from = heard_from.join(" and ");
    match (cost.heard.messages, cost.not_heard) {
        (0, 0) => format!(
            "It is not registered, and nothing has come from it since the inspector was opened. Load it anew to see \
             what it posts at its start; it is heard from {heard_from} alone."
        ),
        (0, _) => "It is not registered: nothing of what it posted was heard.".into(),
        _ => "It is not registered: none of its messages was a registration that could be taken."
            .into(),
    }
}

fn cost_words(cost: &Cost) -> String {
    let way = |name: &str, Traffic { messages, bytes }: Traffic| {
        format!("{name} {messages} ({})", bytes_words(bytes))
    };
    let mut words = vec![way("Posted", cost.heard), way("was posted", cost.told)];
    if cost.not_heard > 0 {
        words.push(format!("{} not heard", cost.not_heard));
    }
    if cost.heard.messages > 0 {
        words.push(format!("longest handling {:.1} ms", cost.longest_ms));
    }
    words.join(" · ")
}
