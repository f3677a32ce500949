//! Theme, ring tone, system notifications.

use leptos::prelude::*;

use crate::icon::{Drawing, Icon};
use crate::menu::{CloseMenu, Menu};
use crate::notifications::SystemNotifications;
use crate::settings::{Settings, Theme};

/// The button and its menu.
#[component]
pub(crate) fn SettingsMenu() -> impl IntoView {
    view! {
        <Menu
            label="Settings"
            button_label="Settings"
            button_class="icon-button"
            class="menu menu-end"
            button=ViewFn::from(|| view! { <Icon drawing=Drawing::Theme /> })
        >
            <SettingsItems />
        </Menu>
    }
}

#[component]
fn SettingsItems() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let notifications = expect_context::<SystemNotifications>();
    let close = CloseMenu::expect();
    let theme = move |theme: Theme| {
        view! {
            <button
                type="button"
                class="menu-item"
                role="menuitemradio"
                tabindex="-1"
                aria-checked=move || (settings.theme.get() == theme).to_string()
                on:click=move |_| {
                    settings.theme.set(theme);
                    close();
                }
            >
                {theme.words()}
            </button>
        }
    };
    view! {
        <div role="group" aria-label="Appearance">
            <div class="menu-head" aria-hidden="true">"Appearance"</div>
            {Theme::ALL.into_iter().map(theme).collect_view()}
        </div>
        <div class="menu-rule" role="separator"></div>
        <button
            type="button"
            class="menu-item"
            role="menuitemcheckbox"
            tabindex="-1"
            aria-checked=move || settings.ring_tone.get().to_string()
            on:click=move |_| {
                settings.ring_tone.update(|is_on| *is_on = !*is_on);
                close();
            }
        >
            <span class="grow">"Ring tone"</span>
            <span class="soft">{move || if settings.ring_tone.get() { "on" } else { "off" }}</span>
        </button>
        <button
            type="button"
            class="menu-item"
            role="menuitem"
            tabindex="-1"
            on:click=move |_| {
                notifications.ask();
                close();
            }
        >
            <span class="grow">"System notifications"</span>
            <span class="soft">{move || notifications.words()}</span>
        </button>
    }
}
