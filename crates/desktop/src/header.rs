//! The bar on top: state, phone, who, settings, the way out.

use leptos::prelude::*;

use crate::agent_leg::AgentLegView;
use crate::agent_session::AgentSession;
use crate::brand::Brand;
use crate::help::Help;
use crate::inspector::InspectorButton;
use crate::log_out::LogOut;
use crate::settings_menu::SettingsMenu;
use crate::state_picker::StatePicker;

/// The bar on top.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let session = AgentSession::expect();
    let name = move || {
        session.settings.with(|settings| {
            let agent = &settings.as_ref()?.agent;
            Some(format!("{} {}", agent.first_name, agent.last_name))
        })
    };
    view! {
        <header class="header" aria-label="Agent desktop">
            <Brand />
            <h1 class="visually-hidden">"Agent desktop"</h1>
            <StatePicker />
            <AgentLegView />
            <span class="grow"></span>
            <span class="header-name soft">{name}</span>
            <InspectorButton />
            <Help />
            <SettingsMenu />
            <LogOut />
        </header>
    }
}
