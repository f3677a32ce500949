//! How an incoming contact reaches an agent who looks elsewhere: ring tone, title and icon of the tab, system
//! notification.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlAudioElement, HtmlLinkElement, Notification, NotificationOptions, NotificationPermission,
};

use crate::agent_session::AgentSession;
use crate::incoming::incoming;
use crate::settings::Settings;
use crate::state_words::skill;

const TITLE: &str = "Cordboard";

/// Rings and shows, for as long as the owner lives.
#[component]
pub(crate) fn Attention() -> impl IntoView {
    let session = AgentSession::expect();
    let settings = expect_context::<Settings>();
    let notifications = expect_context::<SystemNotifications>();
    let incoming = incoming(&session);
    let is_blocked = RwSignal::new(false);
    let tone = StoredValue::new_local(ring_tone());

    Effect::new(move |_| {
        let rings = incoming.get().is_some() && settings.ring_tone.get();
        tone.with_value(|tone| {
            if let Some(tone) = tone {
                ring(tone, rings, is_blocked);
            }
        });
    });
    Effect::new(move |shown: Option<Option<Notification>>| {
        if let Some(before) = shown.flatten() {
            before.close();
        }
        let id = incoming.get();
        let name = id.and_then(|id| untrack(|| session.contact(id))).map(|it| skill(&it));
        show_in_tab(name.as_deref());
        name.and_then(|name| notifications.show(&name))
    });
    on_cleanup(move || {
        tone.try_with_value(|tone| {
            if let Some(tone) = tone {
                ring(tone, false, is_blocked);
            }
        });
        show_in_tab(None);
    });
    view! {
        <Show when=move || is_blocked.get() && settings.ring_tone.get()>
            <div class="strip">
                <p>"The browser keeps the ring tone silent until you press something in this tab."</p>
                <button
                    type="button"
                    class="button button-small"
                    on:click=move |_| is_blocked.set(false)
                >
                    "Let it ring"
                </button>
            </div>
        </Show>
    }
}

/// Whether the agent gets system notifications.
#[derive(Clone, Copy)]
pub(crate) struct SystemNotifications {
    permission: RwSignal<NotificationPermission>,
}

impl SystemNotifications {
    /// Reads the permission as it is.
    pub(crate) fn provide() -> Self {
        let notifications = Self { permission: RwSignal::new(permission()) };
        provide_context(notifications);
        notifications
    }

    /// Asks the browser; it asks the agent.
    pub(crate) fn ask(self) {
        spawn_local(async move {
            if let Ok(promise) = Notification::request_permission() {
                // Refused or granted: both are read below.
                let _ = JsFuture::from(promise).await;
            }
            let _ = self.permission.try_set(permission());
        });
    }

    /// `on`, `off`, or who forbids it.
    pub(crate) fn words(self) -> &'static str {
        match self.permission.get() {
            NotificationPermission::Granted => "on",
            NotificationPermission::Denied => "forbidden by the browser",
            NotificationPermission::Default | _ => "off",
        }
    }

    fn is_open_question(self) -> bool {
        self.permission.get() == NotificationPermission::Default
    }

    fn show(self, skill: &str) -> Option<Notification> {
        let is_granted = self.permission.get_untracked() == NotificationPermission::Granted;
        if !is_granted || document().has_focus().unwrap_or(true) {
            return None;
        }
        let options = NotificationOptions::new();
        options.set_body(skill);
        options.set_tag("cordboard-incoming");
        options.set_icon("/favicon-incoming.svg");
        let notification = Notification::new_with_options("Incoming call", &options).ok()?;
        let to_front = Closure::<dyn Fn()>::new(|| {
            // A browser that keeps its window back has its reasons.
            let _ = window().focus();
        });
        notification.set_onclick(Some(to_front.as_ref().unchecked_ref()));
        // Goes with the notification.
        to_front.forget();
        Some(notification)
    }
}

/// Asks once whether to switch system notifications on, where it disturbs nothing.
#[component]
pub(crate) fn NotificationQuestion() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let notifications = expect_context::<SystemNotifications>();
    let is_asked =
        move || notifications.is_open_question() && !settings.notifications_put_off.get();
    view! {
        <Show when=is_asked>
            <div class="strip">
                <p class="grow">"Show a system notification when a call comes in while you look elsewhere?"</p>
                <button
                    type="button"
                    class="button button-small"
                    on:click=move |_| notifications.ask()
                >
                    "Switch on"
                </button>
                <button
                    type="button"
                    class="button button-small button-quiet"
                    on:click=move |_| settings.notifications_put_off.set(true)
                >
                    "Not now"
                </button>
            </div>
        </Show>
    }
}

fn permission() -> NotificationPermission {
    let has_them = js_sys::Reflect::has(&window(), &"Notification".into()).unwrap_or(false);
    if has_them { Notification::permission() } else { NotificationPermission::Denied }
}

fn ring_tone() -> Option<HtmlAudioElement> {
    let tone = HtmlAudioElement::new_with_src("/ring.wav").ok()?;
    tone.set_loop(true);
    Some(tone)
}

fn ring(tone: &HtmlAudioElement, rings: bool, is_blocked: RwSignal<bool>) {
    if !rings {
        let _ = tone.pause();
        return;
    }
    tone.set_current_time(0.0);
    let Ok(playing) = tone.play() else { return };
    spawn_local(async move {
        if let Err(reason) = JsFuture::from(playing).await {
            let name = reason.dyn_into::<web_sys::DomException>().map(|reason| reason.name());
            let _ = is_blocked.try_set(name.is_ok_and(|name| name == "NotAllowedError"));
        }
    });
}

fn show_in_tab(incoming: Option<&str>) {
    let (title, icon) = match incoming {
        Some(skill) => (format!("Incoming call: {skill} · {TITLE}"), "/favicon-incoming.svg"),
        None => (TITLE.to_owned(), "/favicon.svg"),
    };
    document().set_title(&title);
    let link = document().get_element_by_id("favicon");
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlLinkElement>().ok()) {
        link.set_href(icon);
    }
}
