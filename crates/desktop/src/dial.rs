//! Dialling a number: the field, its keypad, and the skill for which the call is made.

use cordboard_protocol::skill::AgentSkill;
use leptos::{html, prelude::*};

use crate::agent_session::AgentSession;
use crate::icon::{Drawing, Icon};
use crate::keypad::Keypad;
use crate::phone_number;

/// Where a number is typed, or a name to search for.
#[component]
pub(crate) fn NumberField(
    text: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    node: NodeRef<html::Input>,
) -> impl IntoView {
    let has_keypad = RwSignal::new(false);
    let press = Callback::new(move |sign: char| {
        wrong.set(None);
        text.update(|text| text.push(sign));
    });
    Effect::new(move |_| {
        if let Some(field) = node.get() {
            // A field that is shown takes the focus.
            let _ = field.focus();
        }
    });
    view! {
        <div class="field">
            <label for="dial-number">"Number or name"</label>
            <div class="dial-field">
                <input
                    id="dial-number"
                    class="number"
                    node_ref=node
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength="64"
                    aria-invalid=move || wrong.get().is_some().to_string()
                    aria-describedby="dial-wrong"
                    prop:value=move || text.get()
                    on:input=move |event| {
                        wrong.set(None);
                        text.set(event_target_value(&event));
                    }
                />
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Keypad"
                    title="Keypad"
                    aria-expanded=move || has_keypad.get().to_string()
                    on:click=move |_| has_keypad.update(|has| *has = !*has)
                >
                    <Icon drawing=Drawing::Keypad />
                </button>
            </div>
            <div role="alert" id="dial-wrong">
                {move || wrong.get().map(|words| view! { <p class="said-wrong">{words}</p> })}
            </div>
        </div>
        <Show when=move || has_keypad.get()>
            <div class="dial-keypad">
                <Keypad press=press />
                <button
                    type="button"
                    class="button button-small"
                    on:click=move |_| text.update(|text| {
                        let _ = text.pop();
                    })
                >
                    <Icon drawing=Drawing::Erase />
                    "Erase the last"
                </button>
            </div>
        </Show>
    }
}

/// The skills for which the agent may call numbers, and the one chosen.
#[derive(Clone, Copy)]
pub(crate) struct Skills {
    all: Memo<Vec<AgentSkill>>,
    chosen: RwSignal<Option<u64>>,
}

impl Skills {
    pub(crate) fn of(session: &AgentSession) -> Self {
        let session = *session;
        let all = Memo::new(move |_| {
            let mut skills = session.skills.get();
            skills.retain(|skill| skill.is_outbound && skill.is_active);
            skills
        });
        Self { all, chosen: RwSignal::new(None) }
    }

    /// The skill to call for.
    ///
    /// # Errors
    /// In words, when there is none.
    pub(crate) fn chosen(self) -> Result<u64, String> {
        let chosen = self.chosen.get_untracked();
        self.all.with_untracked(|all| {
            let is_chosen = |skill: &&AgentSkill| Some(skill.skill_id) == chosen;
            all.iter().find(is_chosen).or(all.first()).map(|skill| skill.skill_id).ok_or_else(
                || {
                    "You have no skill to call numbers for. Colleagues and skills you can call."
                        .to_owned()
                },
            )
        })
    }
}

/// The choice of skill, where there is one, as soon as a number is typed.
#[component]
pub(crate) fn SkillToDialFor(skills: Skills, text: RwSignal<String>) -> impl IntoView {
    let count = Memo::new(move |_| skills.all.with(Vec::len));
    let is_number = Memo::new(move |_| {
        text.with(|text| text.trim().is_empty() || phone_number::is_begun(text))
    });
    let is_choice = move || is_number.get() && count.get() > 1;
    let is_none = move || is_number.get() && count.get() == 0;
    let option = move |skill: AgentSkill| {
        let id = skill.skill_id;
        view! {
            <option value=id.to_string() prop:selected=move || skills.chosen.get() == Some(id)>
                {skill.skill_name}
            </option>
        }
    };
    view! {
        <Show when=is_choice>
            <div class="field">
                <label for="dial-skill">"Call for skill"</label>
                <select
                    id="dial-skill"
                    on:change=move |event| {
                        skills.chosen.set(event_target_value(&event).parse().ok());
                    }
                >
                    {move || skills.all.get().into_iter().map(option).collect_view()}
                </select>
            </div>
        </Show>
        <Show when=is_none>
            <p class="field-note">"You have no skill to call numbers for. Colleagues and skills you can call."</p>
        </Show>
    }
}
