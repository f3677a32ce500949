//! Replaying a record: what the desktop once posted to a page, posted again to one that is open.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::export::{Recorded, recorded};
use super::js;
use crate::agent_session::AgentSession;
use crate::pages::{OpenPageId, PagePlace};

/// The longest file that is read: a record of ours has at most 8 MiB of messages, and as much again in words.
const LONGEST_FILE: f64 = 33_554_432.0;
/// The longest wait between two messages: nobody sits through a lunch break again.
const LONGEST_WAIT_MS: u32 = 5_000;

/// The file, the page, and how it goes.
#[component]
pub(super) fn Replay() -> impl IntoView {
    let player = expect_context::<Player>();
    let chosen = move |event: web_sys::Event| {
        let Some(input) = event.target() else { return };
        spawn_local(async move {
            let text = JsFuture::from(js::chosen_text(&input, LONGEST_FILE)).await;
            let text = text.ok().and_then(|text| text.as_string());
            player.open(text.as_deref());
        });
    };
    view! {
        <div class="inspector-replay">
            <p>
                "Posts to a page that is open what the desktop posted when the record was made. Its commands are not repeated; live events go on coming."
            </p>
            <div class="field">
                <label for="replay-file">"Exported record"</label>
                <input id="replay-file" type="file" accept="application/json,.json" on:change=chosen />
            </div>
            <Show when=move || player.messages.with(|messages| !messages.is_empty())>
                <Choices />
            </Show>
            <p role="status">{move || player.told.get()}</p>
        </div>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let player = expect_context::<Player>();
    let sources = Memo::new(move |_| {
        let mut sources = player
            .messages
            .with(|messages| messages.iter().map(|it| it.page.clone()).collect::<Vec<_>>());
        sources.sort();
        sources.dedup();
        sources
    });
    let targets = Memo::new(move |_| {
        player.session.pages.with(|pages| {
            let pages = pages.iter().filter(|page| page.place != PagePlace::Link);
            pages.map(|page| (page.id, page.title.clone())).collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        let first = sources.with(|sources| sources.first().cloned());
        player.source.set(first.unwrap_or_default());
    });
    Effect::new(move |_| {
        let is_there = |it: OpenPageId| targets.with(|all| all.iter().any(|(id, _)| *id == it));
        if !player.target.get_untracked().is_some_and(is_there) {
            let source = player.source.get();
            let same = targets.with(|all| {
                all.iter().find(|(_, title)| *title == source).or(all.first()).map(|(id, _)| *id)
            });
            player.target.set(same);
        }
    });
    view! {
        <div class="field">
            <label for="replay-source">"What was posted to"</label>
            <select
                id="replay-source"
                on:change=move |event| player.source.set(event_target_value(&event))
            >
                <For each=move || sources.get() key=Clone::clone let:title>
                    <option value=title.clone()>{title.clone()}</option>
                </For>
            </select>
        </div>
        <div class="field">
            <label for="replay-target">"Post it to"</label>
            <select
                id="replay-target"
                on:change=move |event| {
                    player.target.set(event_target_value(&event).parse().ok().map(OpenPageId));
                }
            >
                <For each=move || targets.get() key=|page| page.clone() let:page>
                    <option
                        value=page.0.0.to_string()
                        selected=move || player.target.get() == Some(page.0)
                    >
                        {page.1}
                    </option>
                </For>
            </select>
        </div>
        <div class="choice">
            <input
                id="replay-pace"
                type="checkbox"
                prop:checked=move || player.keeps_pace.get()
                on:change=move |event| player.keeps_pace.set(event_target_checked(&event))
            />
            <label for="replay-pace">"With the pauses of the record (5 s at most)"</label>
        </div>
        <div>
            <Show
                when=move || player.is_playing.get()
                fallback=move || {
                    view! {
                        <button
                            type="button"
                            class="button button-small button-strong"
                            on:click=move |_| player.start()
                        >
                            "Replay"
                        </button>
                    }
                }
            >
                <button
                    type="button"
                    class="button button-small"
                    on:click=move |_| player.stop("Stopped.")
                >
                    "Stop"
                </button>
            </Show>
        </div>
    }
}

/// What is replayed, and how far it is. It goes on while something else stands beside the list.
#[derive(Clone, Copy)]
pub(super) struct Player {
    session: AgentSession,
    messages: RwSignal<Vec<Recorded>>,
    source: RwSignal<String>,
    target: RwSignal<Option<OpenPageId>>,
    keeps_pace: RwSignal<bool>,
    is_playing: RwSignal<bool>,
    told: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

impl Player {
    pub(super) fn provide(session: &AgentSession) {
        let player = Self {
            session: *session,
            messages: RwSignal::default(),
            source: RwSignal::default(),
            target: RwSignal::default(),
            keeps_pace: RwSignal::new(false),
            is_playing: RwSignal::new(false),
            told: RwSignal::default(),
            timer: StoredValue::new_local(None),
        };
        provide_context(player);
        on_cleanup(move || {
            if let Some(timer) = player.timer.try_get_value().flatten() {
                timer.clear();
            }
        });
    }

    fn open(self, text: Option<&str>) {
        self.stop("");
        let read = text.map(recorded);
        let told = match &read {
            None => "The file cannot be read, or is too long to be a record.".to_owned(),
            Some(Err(no_log)) => no_log.to_string(),
            Some(Ok(messages)) => format!("{} messages to pages are in it.", messages.len()),
        };
        self.messages.set(read.and_then(Result::ok).unwrap_or_default());
        self.told.set(told);
    }

    fn start(self) {
        let Some(target) = self.target.get_untracked() else { return };
        let source = self.source.get_untracked();
        let messages = self.messages.with_untracked(|messages| {
            messages.iter().filter(|it| it.page == source).cloned().collect::<Vec<_>>()
        });
        self.is_playing.set(true);
        self.go_on(target, messages, 0);
    }

    /// Posts the message at that place, and the next when its time has come.
    fn go_on(self, target: OpenPageId, messages: Vec<Recorded>, at: usize) {
        let Some(message) = messages.get(at) else {
            return self.stop(&format!("All {} messages were posted.", messages.len()));
        };
        let value = js_sys::JSON::parse(&message.json).unwrap_or(JsValue::UNDEFINED);
        if !self.session.replay(target, &value) {
            return self.stop("The page is not open any more, or has no window.");
        }
        self.told.set(format!("{} of {} messages were posted.", at + 1, messages.len()));
        let next_ms = messages.get(at + 1).map_or(message.after_ms, |next| next.after_ms);
        let wait_ms = next_ms.saturating_sub(message.after_ms).min(LONGEST_WAIT_MS);
        let wait_ms = if self.keeps_pace.get_untracked() { wait_ms } else { 0 };
        let go_on = move || self.go_on(target, messages, at + 1);
        let timer = set_timeout_with_handle(go_on, Duration::from_millis(wait_ms.into()));
        self.timer.set_value(timer.ok());
    }

    fn stop(self, words: &str) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        self.is_playing.set(false);
        self.told.set(words.to_owned());
    }
}
