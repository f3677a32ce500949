//! One entry whole: what was posted, what was done with it and why not.

use std::sync::Arc;

use leptos::prelude::*;

use super::Inspector;
use super::cost::bytes_words;
use super::js;
use super::list::{LevelMark, clock};
use super::log::{Entry, Raw};

/// The entry that is chosen.
#[component]
pub(super) fn Detail() -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    let chosen = Memo::new(move |_| inspector.chosen());
    move || {
        match chosen.get() {
        Some(entry) => view! { <Whole entry=entry /> }.into_any(),
        None => view! {
            <p class="soft">
                "Choose a message in the list: here stands what was posted, what was done with it and why not."
            </p>
        }
        .into_any(),
    }
    }
}

#[component]
fn Whole(entry: Arc<Entry>) -> impl IntoView {
    let facts = facts(&entry);
    let later = entry.later.clone();
    view! {
        <article class="inspector-detail">
            <h3>{entry.kind.clone()}</h3>
            <p class="soft">
                {format!("{} {} {}", clock(entry.at_ms), entry.way.words(), entry.title)}
            </p>
            <p class="inspector-told">
                <LevelMark level=entry.explanation.level />
                <span>{entry.explanation.sentence.clone()}</span>
            </p>
            {(!later.is_empty())
                .then(|| {
                    view! {
                        <ul class="inspector-later" aria-label="What became of it">
                            {later.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
                        </ul>
                    }
                })}
            <p class="soft">{facts}</p>
            {entry.raw.as_ref().map(shown)}
        </article>
    }
}

fn facts(entry: &Entry) -> String {
    let mut facts = vec![format!("{} of the page protocol", entry.explanation.clause)];
    if let Some(raw) = &entry.raw {
        let least = if raw.is_cut { "at least " } else { "" };
        facts.push(format!("{least}{}", bytes_words(raw.bytes)));
    }
    if let Some(took_ms) = entry.took_ms {
        facts.push(format!("handled in {took_ms:.1} ms"));
    }
    facts.join(" · ")
}

fn shown(raw: &Raw) -> impl IntoView + use<> {
    let text = if raw.is_json { js::pretty(&raw.text) } else { raw.text.clone() };
    view! {
        <pre class="inspector-raw" tabindex="0" aria-label="What was posted">
            {text}
            {raw.is_cut.then_some("\n… the rest is not kept")}
        </pre>
    }
}
