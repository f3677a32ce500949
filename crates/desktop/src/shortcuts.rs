//! What the keyboard does from anywhere in the desktop: Alt+Shift and a letter.
//!
//! Alt+Shift is left alone by screen readers, and the letters that browsers take (A, B, I, T) are not used. Keys
//! pressed while an embedded page has the focus go to that page.

use std::collections::BTreeMap;

use leptos::{ev, prelude::*};

use crate::settings::{store, stored};

/// What a shortcut does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Deed {
    Answer,
    Refuse,
    Hold,
    Mute,
    Mask,
    Record,
    Keypad,
    Transfer,
    Switch,
    Conference,
    HangUp,
    EndConference,
    NewCall,
    State,
    Contacts,
    Inspector,
    Help,
}

impl Deed {
    pub(crate) const ALL: [Self; 17] = [
        Self::Answer,
        Self::Refuse,
        Self::Hold,
        Self::Mute,
        Self::Mask,
        Self::Record,
        Self::Keypad,
        Self::Transfer,
        Self::Switch,
        Self::Conference,
        Self::HangUp,
        Self::EndConference,
        Self::NewCall,
        Self::State,
        Self::Contacts,
        Self::Inspector,
        Self::Help,
    ];

    /// What the agent reads.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Answer => "Answer",
            Self::Refuse => "Refuse",
            Self::Hold => "Hold, resume",
            Self::Mute => "Mute, unmute",
            Self::Mask => "Mask, unmask",
            Self::Record => "Record",
            Self::Keypad => "Keypad",
            Self::Transfer => "Transfer",
            Self::Switch => "Switch to the other call",
            Self::Conference => "Conference",
            Self::HangUp => "Hang up, leave a conference",
            Self::EndConference => "End a conference for everyone",
            Self::NewCall => "New call",
            Self::State => "Choose a state",
            Self::Contacts => "Next contact",
            Self::Inspector => "Message inspector",
            Self::Help => "Show the shortcuts",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Refuse => "refuse",
            Self::Hold => "hold",
            Self::Mute => "mute",
            Self::Mask => "mask",
            Self::Record => "record",
            Self::Keypad => "keypad",
            Self::Transfer => "transfer",
            Self::Switch => "switch",
            Self::Conference => "conference",
            Self::HangUp => "hang-up",
            Self::EndConference => "end-conference",
            Self::NewCall => "new-call",
            Self::State => "state",
            Self::Contacts => "contacts",
            Self::Inspector => "inspector",
            Self::Help => "help",
        }
    }

    fn usual_letter(self) -> char {
        match self {
            Self::Answer => 'Y',
            Self::Refuse => 'N',
            Self::Hold => 'H',
            Self::Mute => 'M',
            Self::Mask => 'K',
            Self::Record => 'R',
            Self::Keypad => 'P',
            Self::Transfer => 'X',
            Self::Switch => 'W',
            Self::Conference => 'O',
            Self::HangUp => 'E',
            Self::EndConference => 'Z',
            Self::NewCall => 'D',
            Self::State => 'S',
            Self::Contacts => 'C',
            Self::Inspector => 'L',
            Self::Help => 'Q',
        }
    }
}

/// The letters, and who listens.
#[derive(Clone, Copy)]
pub(crate) struct Shortcuts {
    letters: RwSignal<BTreeMap<Deed, char>>,
    listeners: StoredValue<Vec<Listener>>,
    next: StoredValue<u64>,
}

#[derive(Clone, Copy)]
struct Listener {
    number: u64,
    deed: Deed,
    run: Callback<()>,
}

impl Shortcuts {
    /// Listens to the keyboard for as long as the owner lives.
    pub(crate) fn provide() -> Self {
        let shortcuts = Self {
            letters: RwSignal::new(letters()),
            listeners: StoredValue::new(Vec::new()),
            next: StoredValue::new(0),
        };
        provide_context(shortcuts);
        let handle = window_event_listener(ev::keydown, move |event| shortcuts.keydown(&event));
        on_cleanup(move || handle.remove());
        shortcuts
    }

    /// The letter of a deed, reactively.
    pub(crate) fn letter(self, deed: Deed) -> char {
        self.letters.with(|letters| letter_of(letters, deed))
    }

    /// The deed's `aria-keyshortcuts`.
    pub(crate) fn aria(self, deed: Deed) -> String {
        format!("Alt+Shift+{}", self.letter(deed))
    }

    /// Runs this when the deed's keys are pressed, for as long as the owner lives. The newest listener has it.
    pub(crate) fn on(self, deed: Deed, run: impl Fn() + Send + Sync + 'static) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let run = Callback::new(move |()| run());
        self.listeners.update_value(|all| all.push(Listener { number, deed, run }));
        on_cleanup(move || {
            self.listeners.try_update_value(|all| all.retain(|listener| listener.number != number));
        });
    }

    /// Gives a deed another letter.
    ///
    /// # Errors
    /// In words: no letter, or one that another deed has.
    pub(crate) fn set_letter(self, deed: Deed, text: &str) -> Result<(), String> {
        let letter = text.trim().chars().next_back().map(|letter| letter.to_ascii_uppercase());
        let Some(letter) = letter.filter(char::is_ascii_uppercase) else {
            return Err("A shortcut is one letter from A to Z.".to_owned());
        };
        let other =
            Deed::ALL.into_iter().find(|other| *other != deed && self.letter(*other) == letter);
        if let Some(other) = other {
            return Err(format!("{letter} is taken: {}.", other.words()));
        }
        store(&format!("shortcut.{}", deed.key()), &letter.to_string());
        self.letters.update(|letters| {
            letters.insert(deed, letter);
        });
        Ok(())
    }

    fn keydown(self, event: &web_sys::KeyboardEvent) {
        let is_ours =
            event.alt_key() && event.shift_key() && !event.ctrl_key() && !event.meta_key();
        let Some(letter) = is_ours.then(|| pressed(&event.key(), &event.code())).flatten() else {
            return;
        };
        let deed = Deed::ALL.into_iter().find(|deed| {
            self.letters.with_untracked(|letters| letter_of(letters, *deed)) == letter
        });
        let run = self.listeners.with_value(|all| {
            all.iter()
                .rev()
                .find(|listener| Some(listener.deed) == deed)
                .map(|listener| listener.run)
        });
        if let Some(run) = run {
            event.prevent_default();
            if !event.repeat() {
                run.run(());
            }
        }
    }
}

/// The keys of a deed, as a sighted agent reads them on a button.
#[component]
pub(crate) fn ShortcutLetter(deed: Deed) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    view! { <kbd aria-hidden="true">{move || shortcuts.letter(deed).to_string()}</kbd> }
}

fn letters() -> BTreeMap<Deed, char> {
    let letter = |deed: Deed| {
        let stored = stored(&format!("shortcut.{}", deed.key()))?.chars().next()?;
        stored.is_ascii_uppercase().then_some(stored)
    };
    Deed::ALL.into_iter().filter_map(|deed| Some((deed, letter(deed)?))).collect()
}

fn letter_of(letters: &BTreeMap<Deed, char>, deed: Deed) -> char {
    letters.get(&deed).copied().unwrap_or_else(|| deed.usual_letter())
}

/// The letter on the key; where the layout or the Alt key makes it another sign, the key's place.
fn pressed(key: &str, code: &str) -> Option<char> {
    let mut signs = key.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) if sign.is_ascii_alphabetic() => Some(sign.to_ascii_uppercase()),
        _ => code.strip_prefix("Key")?.chars().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_on_the_key_counts_and_its_place_where_there_is_none() {
        assert_eq!(pressed("H", "KeyH"), Some('H'));
        assert_eq!(pressed("q", "KeyA"), Some('Q'), "a French keyboard");
        assert_eq!(pressed("Ó", "KeyH"), Some('H'), "Option on a Mac");
        assert_eq!(pressed("Р", "KeyH"), Some('H'), "a Russian keyboard");
        assert_eq!(pressed("Enter", "Enter"), None);
        assert_eq!(pressed("1", "Digit1"), None);
    }

    #[test]
    fn no_two_deeds_share_a_letter_and_none_takes_a_browsers() {
        let mut letters: Vec<char> = Deed::ALL.into_iter().map(Deed::usual_letter).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), Deed::ALL.len());
        assert!(!letters.iter().any(|letter| "ABIT".contains(*letter)));
    }
}
