//! The entries as a list: arrows move through it, each entry says what pressing it does.

use leptos::{ev, html, prelude::*};

use super::{AddressBook, Entry, Section};
use crate::agent_session::Whom;
use crate::menu::items;

/// A section shows so many at first; a search shows more.
const SHOWN_AT_FIRST: usize = 8;
const SHOWN_OF_A_SEARCH: usize = 40;

/// How somebody is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// The agent talks first.
    Call,
    /// The call in focus is handed on while it rings.
    TransferNow,
}

/// The entries that a search finds.
#[component]
pub(crate) fn AddressBookList(
    #[prop(into)] search: Signal<String>,
    /// Whether a call is to be handed on: then it can be done at once, too.
    is_transfer: bool,
    choose: Callback<(Whom, How)>,
    place: NodeRef<html::Div>,
) -> impl IntoView {
    let book = AddressBook::open();
    let sections = Memo::new(move |_| book.sections(search.get().trim()));
    let titles = Memo::new(move |_| {
        sections.with(|all| all.iter().map(|it| it.title.clone()).collect::<Vec<_>>())
    });
    let current = RwSignal::new(None::<String>);
    // One stop for the tab key in the whole list: arrows do the rest.
    let stop = Memo::new(move |_| {
        let current = current.get();
        sections.with(|all| {
            let mut keys = all.iter().flat_map(|section| &section.entries).map(|entry| &entry.key);
            let first = keys.next()?;
            let is_there =
                current.as_ref() == Some(first) || keys.any(|key| Some(key) == current.as_ref());
            current.filter(|_| is_there).or(Some(first.clone()))
        })
    });
    let is_searched = Memo::new(move |_| !search.with(|search| search.trim().is_empty()));
    let is_empty = Memo::new(move |_| book.is_read.get() && titles.with(Vec::is_empty));
    // With a number, what counts is the number: nothing need be found.
    let found = move || {
        let count: usize = sections.with(|all| all.iter().map(|it| it.entries.len()).sum());
        (is_searched.get() && book.is_read.get()).then(|| match count {
            1 => "One entry found.".to_owned(),
            count => format!("{count} entries found."),
        })
    };
    view! {
        <div class="book" node_ref=place on:keydown=move |event| move_focus(place, &event)>
            <p class="visually-hidden" role="status">{found}</p>
            <Show when=move || book.wrong.with(Option::is_some)>
                <p class="said-wrong" role="alert">
                    {move || book.wrong.get().map(|why| format!("The address book is not up to date. {why}"))}
                </p>
            </Show>
            <Show when=move || is_empty.get()>
                <p class="soft book-empty">
                    {move || if is_searched.get() { "Nobody of that name." } else { "The address book is empty." }}
                </p>
            </Show>
            <For each=move || titles.get() key=Clone::clone let:title>
                <SectionView
                    title=title
                    sections=sections
                    is_searched=is_searched
                    is_transfer=is_transfer
                    stop=stop
                    current=current
                    choose=choose
                />
            </For>
        </div>
    }
}

#[component]
fn SectionView(
    title: String,
    sections: Memo<Vec<Section>>,
    is_searched: Memo<bool>,
    is_transfer: bool,
    stop: Memo<Option<String>>,
    current: RwSignal<Option<String>>,
    choose: Callback<(Whom, How)>,
) -> impl IntoView {
    let id =
        format!("book-{}", title.to_lowercase().replace(|sign: char| !sign.is_alphanumeric(), "-"));
    let shows_all = RwSignal::new(false);
    let heading = title.clone();
    let section = Memo::new(move |_| {
        sections.with(|all| all.iter().find(|section| section.title == title).cloned())
    });
    let count = Memo::new(move |_| section.with(|it| it.as_ref().map_or(0, |it| it.entries.len())));
    let limit = Memo::new(move |_| match (shows_all.get(), is_searched.get()) {
        (true, _) => usize::MAX,
        (false, true) => SHOWN_OF_A_SEARCH,
        (false, false) => SHOWN_AT_FIRST,
    });
    let has_more = move || count.get() > limit.get();
    let keys = move || {
        section.with(|section| {
            let entries = section.iter().flat_map(|section| &section.entries);
            entries.take(limit.get()).map(|entry| entry.key.clone()).collect::<Vec<_>>()
        })
    };
    view! {
        <h3 class="book-head" id=id.clone()>
            {heading}
            <span class="soft number">" " {move || count.get()}</span>
        </h3>
        <ul class="entries" aria-labelledby=id>
            <For each=keys key=Clone::clone let:key>
                <EntryRow
                    key=key
                    section=section
                    is_transfer=is_transfer
                    stop=stop
                    current=current
                    choose=choose
                />
            </For>
        </ul>
        <Show when=has_more>
            <button
                type="button"
                class="button button-small button-quiet"
                on:click=move |_| shows_all.set(true)
            >
                {move || format!("Show all {}", count.get())}
            </button>
        </Show>
    }
}

#[component]
fn EntryRow(
    key: String,
    section: Memo<Option<Section>>,
    is_transfer: bool,
    stop: Memo<Option<String>>,
    current: RwSignal<Option<String>>,
    choose: Callback<(Whom, How)>,
) -> impl IntoView {
    let key = StoredValue::new(key);
    let entry = Memo::new(move |_| {
        section.with(|section| {
            let mut entries = section.iter().flat_map(|section| &section.entries);
            key.with_value(|key| entries.find(|entry| entry.key == *key).cloned())
        })
    });
    let can = Memo::new(move |_| entry.with(|it| it.as_ref().is_some_and(|it| it.can_be_called)));
    let show = move |of: fn(&Entry) -> &str| {
        move || entry.with(|it| it.as_ref().map(|it| of(it).to_owned()).unwrap_or_default())
    };
    let name = show(|entry| &entry.name);
    let button = move |how: How| {
        let words = match (how, is_transfer) {
            (How::Call, false) => "Call",
            (How::Call, true) => "Call first",
            (How::TransferNow, _) => "Transfer now",
        };
        let label = move || match (how, is_transfer) {
            (How::Call, false) => format!("Call {}", name()),
            (How::Call, true) => format!("Call first: {}", name()),
            (How::TransferNow, _) => format!("Transfer now: {}", name()),
        };
        let press = move |_| {
            if can.get_untracked()
                && let Some(entry) = entry.get_untracked()
            {
                choose.run((entry.whom, how));
            }
        };
        let tab = move || {
            let is_stop = stop.with(|stop| key.with_value(|key| stop.as_ref() == Some(key)));
            if is_stop { "0" } else { "-1" }
        };
        view! {
            <button
                type="button"
                class="button button-small"
                data-entry=(how == How::Call).then_some("")
                tabindex=tab
                aria-label=label
                aria-disabled=move || (!can.get()).to_string()
                on:click=press
            >
                {words}
            </button>
        }
    };
    view! {
        <li
            class="entry"
            on:focusin=move |_| current.set(Some(key.get_value()))
        >
            {move || entry.with(|it| it.as_ref()?.mark).map(|mark| view! { <span class=mark aria-hidden="true"></span> })}
            <span class="entry-name">{name}</span>
            <span class="entry-note soft number">{show(|entry| &entry.note)}</span>
            <span class="entry-buttons">
                {button(How::Call)}
                {is_transfer.then(|| button(How::TransferNow))}
            </span>
        </li>
    }
}

/// Goes to the first entry.
pub(crate) fn focus_first(place: NodeRef<html::Div>) -> bool {
    let Some(place) = place.get_untracked() else { return false };
    let first = firsts(&place).into_iter().next();
    // A button that is shown takes the focus.
    first.is_some_and(|first| first.focus().is_ok())
}

/// Up and down through the entries, left and right through the buttons of one.
fn move_focus(place: NodeRef<html::Div>, event: &ev::KeyboardEvent) {
    let Some(place) = place.get_untracked() else { return };
    let Some(row) = document().active_element().and_then(|it| it.closest("li.entry").ok()?) else {
        return;
    };
    let to = match event.key().as_str() {
        "ArrowDown" => beside(&firsts(&place), &row, 1),
        "ArrowUp" => beside(&firsts(&place), &row, -1),
        "ArrowRight" => items(&row, "button").pop(),
        "ArrowLeft" => items(&row, "button").into_iter().next(),
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to {
        // A button that is shown takes the focus.
        let _ = to.focus();
    }
}

fn firsts(place: &web_sys::Element) -> Vec<web_sys::HtmlElement> {
    items(place, "[data-entry]")
}

fn beside(
    firsts: &[web_sys::HtmlElement],
    row: &web_sys::Element,
    step: isize,
) -> Option<web_sys::HtmlElement> {
    let at = firsts.iter().position(|first| row.contains(Some(first)))?;
    firsts.get(at.checked_add_signed(step)?).cloned()
}
