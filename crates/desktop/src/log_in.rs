//! The log-in form: who, and at which station.

use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Phase, Station};
use crate::brand::Brand;
use crate::settings::{store, stored};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StationKind {
    Phone,
    Id,
}

/// Asks who works here and at which station.
#[component]
pub(crate) fn LogIn() -> impl IntoView {
    let session = AgentSession::expect();
    let user = RwSignal::new(stored("user").unwrap_or_default());
    let password = RwSignal::new(String::new());
    let kind = RwSignal::new(stored_kind());
    let station = RwSignal::new(stored("station").unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let wrong_place = NodeRef::<html::Div>::new();
    let is_busy = Signal::derive(move || session.phase.get() == Phase::LoggingIn);

    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let (user, password, station) =
            (user.get_untracked(), password.get_untracked(), station.get_untracked());
        if let Some(words) = missing(&user, &password, &station) {
            return say(wrong, wrong_place, words.to_owned());
        }
        wrong.set(None);
        remember(&user, kind.get_untracked(), &station);
        let station = match kind.get_untracked() {
            StationKind::Phone => Station::Phone(station.trim().to_owned()),
            StationKind::Id => Station::Id(station.trim().to_owned()),
        };
        spawn_local(async move {
            if let Err(failure) = session.log_in(user.trim(), &password, station).await {
                say(wrong, wrong_place, crate::failure::words(&failure));
            }
        });
    };

    view! {
        <main class="door">
            <div class="door-card">
                <Brand />
                <h1>"Log in"</h1>
                <form on:submit=submit novalidate>
                    <div role="alert" tabindex="-1" node_ref=wrong_place id="log-in-wrong">
                        {move || wrong.get().map(|words| view! { <p class="said-wrong">{words}</p> })}
                    </div>
                    <div class="field">
                        <label for="user">"User name"</label>
                        <input
                            id="user"
                            autocomplete="username"
                            autocapitalize="none"
                            spellcheck="false"
                            required
                            aria-describedby="log-in-wrong"
                            bind:value=user
                        />
                    </div>
                    <div class="field">
                        <label for="password">"Password"</label>
                        <input
                            id="password"
                            type="password"
                            autocomplete="current-password"
                            required
                            aria-describedby="log-in-wrong"
                            bind:value=password
                        />
                    </div>
                    <StationFields kind=kind station=station />
                    <button
                        type="submit"
                        class="button button-strong"
                        aria-disabled=move || is_busy.get().to_string()
                    >
                        {move || if is_busy.get() { "Logging in…" } else { "Log in" }}
                    </button>
                </form>
            </div>
        </main>
    }
}

#[component]
fn StationFields(kind: RwSignal<StationKind>, station: RwSignal<String>) -> impl IntoView {
    let choice = move |of: StationKind, value: &'static str, words: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="station-kind"
                    value=value
                    prop:checked=move || kind.get() == of
                    on:change=move |_| kind.set(of)
                />
                {words}
            </label>
        }
    };
    view! {
        <fieldset class="segments">
            <legend>"Where your calls go"</legend>
            {choice(StationKind::Phone, "phone", "Phone number")}
            {choice(StationKind::Id, "id", "Station id")}
        </fieldset>
        <div class="field">
            <label for="station">
                {move || match kind.get() {
                    StationKind::Phone => "Phone number",
                    StationKind::Id => "Station id",
                }}
            </label>
            <input
                id="station"
                autocomplete="off"
                spellcheck="false"
                inputmode=move || match kind.get() {
                    StationKind::Phone => "tel",
                    StationKind::Id => "text",
                }
                required
                aria-describedby="station-note log-in-wrong"
                bind:value=station
            />
            <p class="field-note" id="station-note">
                {move || match kind.get() {
                    StationKind::Phone => "The telephone that rings for you, for example 5550100.",
                    StationKind::Id => "The id on your telephone or in your team's list.",
                }}
            </p>
        </div>
    }
}

fn missing(user: &str, password: &str, station: &str) -> Option<&'static str> {
    if user.trim().is_empty() {
        Some("Enter your user name.")
    } else if password.is_empty() {
        Some("Enter your password.")
    } else if station.trim().is_empty() {
        Some("Enter the phone number or the id of your station.")
    } else {
        None
    }
}

fn say(wrong: RwSignal<Option<String>>, place: NodeRef<html::Div>, words: String) {
    wrong.set(Some(words));
    if let Some(place) = place.get_untracked() {
        // A place that is shown takes the focus.
        let _ = place.focus();
    }
}

fn stored_kind() -> StationKind {
    if stored("station-kind").as_deref() == Some("id") {
        StationKind::Id
    } else {
        StationKind::Phone
    }
}

fn remember(user: &str, kind: StationKind, station: &str) {
    store("user", user.trim());
    store("station", station.trim());
    store(
        "station-kind",
        match kind {
            StationKind::Phone => "phone",
            StationKind::Id => "id",
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_one_after_another() {
        assert_eq!(missing(" ", "p", "1"), Some("Enter your user name."));
        assert_eq!(missing("a", "", "1"), Some("Enter your password."));
        assert!(missing("a", "p", " ").is_some());
        assert_eq!(missing("a", "p", "1"), None);
    }
}
