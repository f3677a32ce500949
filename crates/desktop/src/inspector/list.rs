//! The list: a line for each entry, the newest at the bottom.

use std::sync::Arc;

use cordboard_broker::inspect::Level;
use leptos::{ev, html, prelude::*};

use super::log::{Entry, Way};
use super::{Inspector, SHOWN};

/// How near to the bottom the list follows what comes.
const NEAR_PX: i32 = 40;
/// How many lines a page of the keyboard has.
const PAGE_LINES: usize = 8;

/// The entries that are shown, one of them chosen.
#[component]
pub(super) fn EntryList() -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    let shown = Memo::new(move |_| inspector.shown());
    let is_empty = Memo::new(move |_| shown.with(|(entries, _)| entries.is_empty()));
    view! {
        <div class="inspector-list">
            <p class="inspector-count soft">{move || counted(&inspector, shown)}</p>
            <Show
                when=move || !is_empty.get()
                fallback=|| {
                    view! {
                        <p class="inspector-empty soft">
                            "Nothing yet. What pages and desktop post from now on stands here."
                        </p>
                    }
                }
            >
                <Lines shown=shown />
            </Show>
        </div>
    }
}

type Shown = Memo<(Vec<Arc<Entry>>, usize)>;

#[component]
fn Lines(shown: Shown) -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    let place = NodeRef::<html::Div>::new();
    let is_at_end = StoredValue::new(true);
    Effect::new(move |_| {
        shown.track();
        if is_at_end.get_value() {
            request_animation_frame(move || {
                if let Some(place) = place.get_untracked() {
                    place.set_scroll_top(place.scroll_height());
                }
            });
        }
    });
    let scrolled = move |_: ev::Event| {
        if let Some(place) = place.get_untracked() {
            let left = place.scroll_height() - place.client_height() - place.scroll_top();
            is_at_end.set_value(left < NEAR_PX);
        }
    };
    let keydown = move |event: ev::KeyboardEvent| {
        let next = shown.with_untracked(|(entries, _)| {
            let chosen = inspector.selected.get_untracked();
            let at = entries.iter().position(|entry| Some(entry.number) == chosen);
            let last = entries.len().saturating_sub(1);
            let to = match (event.key().as_str(), at) {
                ("ArrowDown", Some(at)) => at + 1,
                ("ArrowUp", Some(at)) => at.saturating_sub(1),
                ("PageDown", Some(at)) => at + PAGE_LINES,
                ("PageUp", Some(at)) => at.saturating_sub(PAGE_LINES),
                ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp", None) | ("End", _) => last,
                ("Home", _) => 0,
                _ => return None,
            };
            entries.get(to.min(last)).map(|entry| entry.number)
        });
        if let Some(number) = next {
            event.prevent_default();
            inspector.choose(number);
            if let Some(line) = document().get_element_by_id(&line_id(number)) {
                line.scroll_into_view_with_bool(false);
            }
        }
    };
    view! {
        <div
            class="inspector-lines"
            role="listbox"
            aria-label="Messages"
            tabindex="0"
            node_ref=place
            aria-activedescendant=move || inspector.selected.get().map(line_id)
            on:scroll=scrolled
            on:keydown=keydown
        >
            <For
                each=move || shown.with(|(entries, _)| entries.clone())
                key=|entry| (entry.number, entry.changes)
                let:entry
            >
                <Line entry=entry />
            </For>
        </div>
    }
}

#[component]
fn Line(entry: Arc<Entry>) -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    let number = entry.number;
    let is_chosen = Memo::new(move |_| inspector.selected.get() == Some(number));
    let way = entry.way;
    view! {
        <div
            class="inspector-line"
            class:inspector-line-about=way == Way::About
            role="option"
            id=line_id(number)
            aria-selected=move || is_chosen.get().to_string()
            on:click=move |_| inspector.choose(number)
        >
            <span class="time soft">{clock(entry.at_ms)}</span>
            <LevelMark level=entry.explanation.level />
            <span class="inspector-page">
                <span aria-hidden="true">{way.arrow()}" "</span>
                <span class="visually-hidden">{way.words()}" "</span>
                {entry.title.to_string()}
            </span>
            <span class="inspector-kind">{entry.kind.clone()}</span>
            <span class="inspector-sentence">{entry.explanation.sentence.clone()}</span>
        </div>
    }
}

/// A shape with its word: nothing, a remark, a problem.
#[component]
pub(super) fn LevelMark(level: Level) -> impl IntoView {
    match level {
        Level::Fine => view! { <span></span> }.into_any(),
        Level::Remark => view! {
            <span class="inspector-mark inspector-mark-remark">
                <span aria-hidden="true">"i"</span>
                <span class="visually-hidden">"Remark: "</span>
            </span>
        }
        .into_any(),
        Level::Problem => view! {
            <span class="inspector-mark inspector-mark-problem">
                <span aria-hidden="true">"!"</span>
                <span class="visually-hidden">"Problem: "</span>
            </span>
        }
        .into_any(),
    }
}

/// A time of this computer's clock, to the millisecond.
pub(super) fn clock(at_ms: f64) -> String {
    let at = js_sys::Date::new(&at_ms.into());
    let (hours, minutes) = (at.get_hours(), at.get_minutes());
    format!("{hours:02}:{minutes:02}:{:02}.{:03}", at.get_seconds(), at.get_milliseconds())
}

fn counted(inspector: &Inspector, shown: Shown) -> String {
    let count = shown.with(|(_, count)| *count);
    let (dropped, passed) = inspector
        .with_recorder(|recorder| (recorder.with_log(super::log::Log::dropped), recorder.passed()));
    let shown = match count {
        0 => "No message".to_owned(),
        1 => "1 message".to_owned(),
        count if count > SHOWN => {
            format!("The newest {SHOWN} of {count} messages: search to see others")
        }
        count => format!("{count} messages"),
    };
    inspector.version.track();
    let older = (dropped > 0).then(|| format!("{dropped} older ones are no longer kept"));
    let pause = inspector.is_paused.get().then(|| format!("paused, {passed} passed meanwhile"));
    [Some(shown), older, pause].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn line_id(number: u64) -> String {
    format!("inspected-{number}")
}
