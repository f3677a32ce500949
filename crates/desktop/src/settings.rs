//! What the agent chose about this desktop; kept in this browser.

use leptos::prelude::*;

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What the agent reads.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::System => "As the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The agent's choices, as signals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// Light or dark.
    pub(crate) theme: RwSignal<Theme>,
    /// Whether an incoming contact rings.
    pub(crate) ring_tone: RwSignal<bool>,
    /// Whether the agent was asked about system notifications and put it off.
    pub(crate) notifications_put_off: RwSignal<bool>,
}

impl Settings {
    /// Reads the choices, and keeps them when they change.
    pub(crate) fn provide() -> Self {
        let theme =
            Theme::ALL.into_iter().find(|theme| stored("theme").as_deref() == Some(theme.key()));
        let settings = Self {
            theme: RwSignal::new(theme.unwrap_or_default()),
            ring_tone: RwSignal::new(stored("ring-tone").as_deref() != Some("off")),
            notifications_put_off: RwSignal::new(stored("notifications").as_deref() == Some("off")),
        };
        provide_context(settings);
        Effect::new(move |_| {
            let theme = settings.theme.get();
            store("theme", theme.key());
            if let Some(root) = document().document_element() {
                // Neither fails for a name that is one.
                let _ = match theme {
                    Theme::System => root.remove_attribute("data-theme"),
                    Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.key()),
                };
            }
        });
        Effect::new(move |_| store("ring-tone", on_off(settings.ring_tone.get())));
        Effect::new(move |_| {
            store("notifications", on_off(!settings.notifications_put_off.get()));
        });
        settings
    }
}

/// Reads a choice of this browser's; absent where storage is forbidden.
pub(crate) fn stored(name: &str) -> Option<String> {
    storage()?.get_item(&format!("cordboard.{name}")).ok()?
}

/// Keeps a choice; where storage is forbidden or full, it holds until the next load.
pub(crate) fn store(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("cordboard.{name}"), value);
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

fn on_off(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}
