//! Calling somebody: a number by keyboard or keypad, a colleague, a skill, an entry of an address book.
//!
//! It stands in the contacts' column and covers nothing: the agent can read a number in a panel while typing it. For
//! a call in focus it is where that call is handed on.

use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::address_book::{AddressBookList, How, focus_first};
use crate::agent_session::{AgentSession, Contact, Whom};
use crate::dial::{NumberField, SkillToDialFor, Skills};
use crate::dialog::{focused, give_back};
use crate::failure;
use crate::icon::{Drawing, Icon};
use crate::part::Part;
use crate::phone_number;
use crate::recent_numbers::RecentNumbers;
use crate::shortcuts::{Deed, ShortcutLetter, Shortcuts};
use crate::state_words::customer;

/// For whose sake somebody is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DialFor {
    /// A call by itself.
    NewCall,
    /// To hand this contact on, or to make a conference of it.
    Transfer(u64),
    /// To take somebody into the conference that this contact is in.
    Conference(u64),
}

impl DialFor {
    /// What this contact's button opens.
    pub(crate) fn contact(contact: &Contact) -> Self {
        let of = if contact.is_in_conference() { Self::Conference } else { Self::Transfer };
        of(contact.id)
    }

    fn parent(self) -> Option<u64> {
        match self {
            Self::NewCall => None,
            Self::Transfer(id) | Self::Conference(id) => Some(id),
        }
    }

    /// Whether it still has a meaning: there may be nobody to call for any more, or no room for one more call.
    fn fits(self, session: &AgentSession) -> bool {
        match self.parent() {
            None => session.may_dial(),
            Some(id) => session.contact(id).is_some_and(|contact| {
                session.buttons(&contact).transfer.is_on() && Self::contact(&contact) == self
            }),
        }
    }
}

/// Whether the panel is open: get it with [`DialPanel::expect`].
#[derive(Clone, Copy)]
pub(crate) struct DialPanel {
    open: RwSignal<Option<DialFor>>,
    part: RwSignal<Part>,
    /// What had the focus before.
    before: StoredValue<Option<web_sys::HtmlElement>, LocalStorage>,
}

impl DialPanel {
    /// For as long as the owner lives.
    pub(crate) fn provide(part: RwSignal<Part>) -> Self {
        let panel = Self { open: RwSignal::new(None), part, before: StoredValue::new_local(None) };
        provide_context(panel);
        RecentNumbers::provide();
        panel
    }

    pub(crate) fn expect() -> Self {
        expect_context()
    }

    /// Opens it, where it is open for something else: for this.
    pub(crate) fn open(self, whose: DialFor) {
        if self.open.get_untracked().is_none() {
            self.before.set_value(focused());
        }
        self.open.set(Some(whose));
        self.part.set(Part::Contacts);
    }

    /// Whether it is open, reactively.
    pub(crate) fn is_open(self) -> bool {
        self.open.with(Option::is_some)
    }

    fn close(self) {
        if self.open.get_untracked().and_then(DialFor::parent).is_some() {
            self.part.set(Part::Contact);
        }
        self.open.set(None);
        if let Some(before) = self.before.try_update_value(Option::take).flatten() {
            give_back(&before);
        }
    }

    /// Closes it, and goes to the contact.
    fn close_to_contact(self) {
        self.open.set(None);
        self.part.set(Part::Contact);
        if let Some(contact) = document().get_element_by_id("contact") {
            let contact: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(contact);
            // The column is shown, and takes the focus.
            let _ = contact.focus();
        }
    }
}

/// The button that opens it for a new call.
#[component]
pub(crate) fn NewCallButton() -> impl IntoView {
    let session = AgentSession::expect();
    let panel = DialPanel::expect();
    let shortcuts = expect_context::<Shortcuts>();
    let may = Memo::new(move |_| session.may_dial());
    let press = move || {
        if may.get_untracked() {
            panel.open(DialFor::NewCall);
        }
    };
    shortcuts.on(Deed::NewCall, press);
    view! {
        <button
            type="button"
            class="button button-small"
            aria-disabled=move || (!may.get()).to_string()
            aria-expanded=move || (panel.open.get() == Some(DialFor::NewCall)).to_string()
            aria-keyshortcuts=move || shortcuts.aria(Deed::NewCall)
            on:click=move |_| press()
        >
            <Icon drawing=Drawing::NewCall />
            "New call"
            <ShortcutLetter deed=Deed::NewCall />
        </button>
    }
}

/// The panel, while it is open.
#[component]
pub(crate) fn DialPanelView() -> impl IntoView {
    let session = AgentSession::expect();
    let panel = DialPanel::expect();
    Effect::new(move |_| {
        if panel.open.get().is_some_and(|whose| !whose.fits(&session)) {
            panel.close();
        }
    });
    move || panel.open.get().map(|whose| view! { <OpenPanel whose=whose /> })
}

#[component]
fn OpenPanel(whose: DialFor) -> impl IntoView {
    let session = AgentSession::expect();
    let panel = DialPanel::expect();
    let recent = expect_context::<RecentNumbers>();
    let parent = whose.parent();
    let is_transfer = matches!(whose, DialFor::Transfer(_));
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let skills = Skills::of(&session);
    let field = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Div>::new();

    let choose = Callback::new(move |(whom, how): (Whom, How)| {
        if is_busy.get_untracked() {
            return;
        }
        let skill = match (&whom, parent) {
            // For the sake of another call, it is that call's skill.
            (Whom::Number(_), None) => match skills.chosen() {
                Ok(skill) => Some(skill),
                Err(why) => return wrong.set(Some(why)),
            },
            (Whom::Number(_) | Whom::Agent(_) | Whom::Skill(_), _) => None,
        };
        wrong.set(None);
        is_busy.set(true);
        spawn_local(async move {
            let mut outcome = session.dial(&whom, skill, parent).await;
            if outcome.is_ok() {
                if let Whom::Number(number) = &whom {
                    recent.add(number);
                }
                if how == How::TransferNow {
                    outcome = session.transfer_calls().await;
                }
            }
            // The panel may be gone by now.
            let _ = is_busy.try_set(false);
            match outcome {
                Ok(()) => panel.close_to_contact(),
                Err(failure) => drop(wrong.try_set(Some(failure::words(&failure)))),
            }
        });
    });
    let say_wrong = move |words: String| {
        wrong.set(Some(words));
        if let Some(field) = field.get_untracked() {
            // A field that is shown takes the focus.
            let _ = field.focus();
        }
    };
    let dial_typed = move |how: How| {
        let typed = text.get_untracked();
        let is_search = !typed.trim().is_empty() && !phone_number::is_begun(&typed);
        match phone_number::dialled(&typed) {
            Ok(number) => choose.run((Whom::Number(number), how)),
            // Nobody is called by a slip: whoever was found is pressed by itself.
            Err(_) if is_search => {
                if !focus_first(list) {
                    say_wrong("Nobody of that name. Type a number to call it.".to_owned());
                }
            }
            Err(words) => say_wrong(words),
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        dial_typed(How::Call);
    };
    let keydown = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.prevent_default();
            panel.close();
        }
        "ArrowDown" if event.target() == field.get_untracked().map(Into::into) => {
            event.prevent_default();
            focus_first(list);
        }
        _ => {}
    };
    let heading = move || match whose {
        DialFor::NewCall => "New call".to_owned(),
        DialFor::Transfer(id) => {
            let who = session.contact(id).map(|contact| customer(&contact));
            format!("Transfer {}", who.unwrap_or_default())
        }
        DialFor::Conference(_) => "Call one more".to_owned(),
    };
    view! {
        <section class="dial" aria-labelledby="dial-heading" on:keydown=keydown>
            <div class="dial-head">
                <h2 id="dial-heading" class="grow number">
                    {heading}
                </h2>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Close"
                    title="Close"
                    on:click=move |_| panel.close()
                >
                    <Icon drawing=Drawing::Close />
                </button>
            </div>
            {is_transfer
                .then(|| {
                    view! {
                        <p class="field-note dial-note">
                            "“Call first” holds this call while you speak with the other; then transfer or make a conference. “Transfer now” connects both at once and takes you out."
                        </p>
                    }
                })}
            <form class="dial-form" on:submit=submit novalidate>
                <NumberField text=text wrong=wrong node=field />
                {parent.is_none().then(|| view! { <SkillToDialFor skills=skills text=text /> })}
                <div class="dial-buttons">
                    <button
                        type="submit"
                        class="button button-strong"
                        aria-disabled=move || is_busy.get().to_string()
                    >
                        <Icon drawing=Drawing::Phone />
                        {if is_transfer { "Call first" } else { "Call" }}
                    </button>
                    {is_transfer
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    aria-disabled=move || is_busy.get().to_string()
                                    on:click=move |_| dial_typed(How::TransferNow)
                                >
                                    <Icon drawing=Drawing::Transfer />
                                    "Transfer now"
                                </button>
                            }
                        })}
                </div>
            </form>
            <Recent text=text />
            <AddressBookList search=text is_transfer=is_transfer choose=choose place=list />
        </section>
    }
}

/// The numbers dialled last: pressing one puts it into the field, so that nobody calls by a slip.
#[component]
fn Recent(text: RwSignal<String>) -> impl IntoView {
    let recent = expect_context::<RecentNumbers>();
    let shown = Memo::new(move |_| {
        let is_typing = text.with(|text| !text.trim().is_empty());
        if is_typing { Vec::new() } else { recent.get() }
    });
    let button = move |number: String| {
        let put = number.clone();
        view! {
            <button
                type="button"
                class="button button-small number"
                on:click=move |_| text.set(put.clone())
            >
                {number}
            </button>
        }
    };
    view! {
        <Show when=move || !shown.with(Vec::is_empty)>
            <div class="recent" role="group" aria-labelledby="recent-heading">
                <h3 class="book-head" id="recent-heading">
                    "Dialled last"
                </h3>
                {move || shown.get().into_iter().map(button).collect_view()}
            </div>
        </Show>
    }
}
