//! After-contact work: the outcome of a contact, notes, and how long is left.

use cordboard_protocol::disposition::Disposition;
use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Contact};
use crate::drafts::{Draft, Drafts};
use crate::duration;
use crate::failure;

/// The longest notes that the server takes.
const MOST_NOTES: &str = "4000";

/// From here on the countdown is a reason to act now.
const LITTLE_LEFT_S: u64 = 15;

/// Before the time is over, what was entered is saved.
const SAVES_ITSELF_S: u64 = 2;

/// The form, while the contact is in after-contact work.
#[component]
pub(crate) fn AfterContactWork(contact: Memo<Option<Contact>>) -> impl IntoView {
    let after = Memo::new(move |_| {
        contact.with(|contact| {
            let contact = contact.as_ref().filter(|contact| contact.is_after_contact_work())?;
            Some((contact.id, contact.skill_id, contact.allow_dispositions))
        })
    });
    move || {
        let (id, skill, is_allowed) = after.get()?;
        Some(view! { <DispositionForm id=id skill=skill is_allowed=is_allowed contact=contact /> })
    }
}

#[component]
fn DispositionForm(
    id: u64,
    skill: u64,
    is_allowed: bool,
    contact: Memo<Option<Contact>>,
) -> impl IntoView {
    let session = AgentSession::expect();
    let drafts = expect_context::<Drafts>();
    let draft = contact.with_untracked(|shown| drafts.of(id, shown.as_ref()));
    Effect::new(move |_| {
        draft.disposition.track();
        draft.notes.track();
        drafts.keep();
    });
    let is_required = Memo::new(move |_| {
        is_allowed
            && session.skills.with(|skills| {
                skills.iter().any(|it| it.skill_id == skill && it.require_disposition)
            })
    });
    let wrong = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let choice = NodeRef::<html::Select>::new();
    let save = move || {
        if is_busy.get_untracked() {
            return;
        }
        if is_required.get_untracked() && draft.disposition.get_untracked().is_none() {
            wrong.set(Some("Choose a disposition: this skill requires one.".to_owned()));
            if let Some(choice) = choice.get_untracked() {
                // A field that is shown takes the focus.
                let _ = choice.focus();
            }
            return;
        }
        wrong.set(None);
        is_busy.set(true);
        let (disposition, notes) = (draft.disposition.get_untracked(), draft.notes.get_untracked());
        spawn_local(async move {
            drafts.sent(id);
            let outcome = session.set_disposition(id, disposition, notes.trim()).await;
            drafts.answered(id, outcome.is_ok());
            // The form may be gone by now.
            let _ = is_busy.try_set(false);
            if let Err(failure) = outcome {
                let _ = wrong.try_set(Some(failure::words(&failure)));
            }
        });
    };
    let left_s = left_s(&session, contact);
    save_in_time(left_s, draft, is_required, save);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    view! {
        <section class="after" aria-labelledby="after-heading">
            <div class="after-head">
                <h3 id="after-heading">"After-contact work"</h3>
                <Countdown left_s=left_s />
            </div>
            <form class="after-form" on:submit=submit novalidate>
                <Show when=move || is_allowed>
                    <Choice skill=skill draft=draft is_required=is_required wrong=wrong node=choice />
                </Show>
                <div class="field">
                    <label for="notes">"Notes"</label>
                    <textarea id="notes" rows="2" maxlength=MOST_NOTES bind:value=draft.notes></textarea>
                </div>
                <div class="after-buttons">
                    <button
                        type="submit"
                        class="button button-strong"
                        aria-disabled=move || is_busy.get().to_string()
                    >
                        "Save and finish"
                    </button>
                    <div role="alert" id="disposition-wrong">
                        {move || wrong.get().map(|words| view! { <p class="said-wrong">{words}</p> })}
                    </div>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Choice(
    skill: u64,
    draft: Draft,
    is_required: Memo<bool>,
    wrong: RwSignal<Option<String>>,
    node: NodeRef<html::Select>,
) -> impl IntoView {
    let session = AgentSession::expect();
    let dispositions = RwSignal::new(Vec::<Disposition>::new());
    spawn_local(async move {
        // A failure is told in the notices.
        if let Ok(read) = session.dispositions(skill).await {
            let _ = dispositions.try_set(read);
        }
    });
    let changed = move |event| {
        draft.disposition.set(event_target_value(&event).parse().ok());
        wrong.set(None);
    };
    let options = move || {
        let option = |it: Disposition| {
            let id = it.disposition_id;
            let is_chosen = move || draft.disposition.get() == Some(id);
            view! {
                <option value=id.to_string() prop:selected=is_chosen>
                    {it.disposition_name}
                </option>
            }
        };
        dispositions.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for="disposition">
                {move || {
                    if is_required.get() { "Disposition (required)" } else { "Disposition (optional)" }
                }}
            </label>
            <select
                id="disposition"
                node_ref=node
                aria-required=move || is_required.get().to_string()
                aria-invalid=move || wrong.get().is_some().to_string()
                aria-describedby="disposition-wrong"
                on:change=changed
            >
                <option value="">"Choose…"</option>
                {options}
            </select>
        </div>
    }
}

#[component]
fn Countdown(left_s: Memo<Option<u64>>) -> impl IntoView {
    let is_little = Memo::new(move |_| left_s.get().is_some_and(|left_s| left_s <= LITTLE_LEFT_S));
    let words = move || {
        let left_s = u32::try_from(left_s.get()?).ok()?;
        Some(format!("{} left", duration::words(f64::from(left_s) * 1000.0)))
    };
    view! {
        <span class="time" class:now-word=move || is_little.get()>
            {words}
        </span>
        <span class="visually-hidden" role="status">
            {move || is_little.get().then_some("After-contact work ends soon.")}
        </span>
    }
}

/// What is left of the after-contact work, where it is limited.
fn left_s(session: &AgentSession, contact: Memo<Option<Contact>>) -> Memo<Option<u64>> {
    let session = *session;
    Memo::new(move |_| {
        let timeout_s = session.agent_state.with(|state| {
            state.as_ref().filter(|state| state.is_acw).and_then(|state| state.acw_timeout_s)
        });
        let timeout_s = u32::try_from(timeout_s?).ok().filter(|timeout_s| *timeout_s > 0)?;
        let since_ms = contact.with(|contact| contact.as_ref()?.changed_at_ms)?;
        let until_ms = since_ms + f64::from(timeout_s) * 1000.0;
        Some(duration::seconds_left(session.now_ms.get(), until_ms))
    })
}

/// Saves what was entered before the time is over: no notes are lost with the countdown.
fn save_in_time(
    left_s: Memo<Option<u64>>,
    draft: Draft,
    is_required: Memo<bool>,
    save: impl Fn() + 'static,
) {
    Effect::new(move |was_saved: Option<bool>| {
        let was_saved = was_saved.unwrap_or(false);
        if was_saved || left_s.get().is_none_or(|left_s| left_s > SAVES_ITSELF_S) {
            return was_saved;
        }
        let is_chosen = draft.disposition.get_untracked().is_some();
        let has_notes = !draft.notes.with_untracked(|notes| notes.trim().is_empty());
        if is_chosen || (has_notes && !is_required.get_untracked()) {
            save();
        }
        true
    });
}
