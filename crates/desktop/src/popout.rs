//! A pop-out: a window of the desktop's own origin that holds one page in a frame and relays both ways (P4).
//!
//! It outlives a reload of the desktop: asked by the desktop that came back, it says who it is, and makes the page's
//! registration again on the page's behalf, because an unmodified page cannot know that the desktop forgot it.

mod relay;

use std::rc::Rc;

use leptos::{html, prelude::*};
use relay::Relay;
use web_sys::HtmlIFrameElement;

use crate::pages::PopOutPage;
use crate::settings::Settings;

/// Whether this window is a pop-out.
#[must_use]
pub fn is_pop_out() -> bool {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    path.is_some_and(|path| path.trim_end_matches('/') == "/popout")
}

/// The whole of a pop-out window.
#[component]
pub fn PopOut() -> impl IntoView {
    // The agent's theme holds here too.
    Settings::provide();
    let page = RwSignal::new(None::<PopOutPage>);
    let is_alone = RwSignal::new(false);
    let relay = Relay::start(page, is_alone).map(Rc::new);
    let Some(relay) = relay else {
        return view! {
            <main class="popout-words">
                <h1>"Cordboard"</h1>
                <p>"This window has no page to show."</p>
            </main>
        }
        .into_any();
    };
    let relay = StoredValue::new_local(relay);
    let back = move |_| {
        if !is_alone.get_untracked() {
            relay.with_value(|relay| relay.back());
        }
    };
    view! {
        <div class="popout">
            <header aria-label="Pop-out">
                <h1 class="popout-title">{move || page.get().map(|page| page.title)}</h1>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || is_alone.get().to_string()
                    on:click=back
                >
                    "Back to the desktop"
                </button>
            </header>
            <div role="status">
                <Show when=move || is_alone.get()>
                    <div class="strip strip-now">
                        <span class="mark mark-now" aria-hidden="true"></span>
                        <p class="grow">
                            <strong>"The desktop is closed."</strong>
                            " This page is told nothing any more and can do nothing: open it from the desktop again."
                        </p>
                    </div>
                </Show>
            </div>
            <main class="popout-page" aria-label="The page">
                {move || match page.get() {
                    None => view! { <p class="popout-words" role="status">"Waiting for the desktop…"</p> }.into_any(),
                    Some(page) => view! { <Frame page relay /> }.into_any(),
                }}
            </main>
        </div>
    }
    .into_any()
}

#[component]
fn Frame(page: PopOutPage, relay: StoredValue<Rc<Relay>, LocalStorage>) -> impl IntoView {
    let node = NodeRef::<html::Iframe>::new();
    Effect::new(move |_| {
        if let Some(frame) = node.get() {
            relay.with_value(|relay| relay.frame_shown(HtmlIFrameElement::clone(&frame)));
        }
    });
    view! {
        <iframe
            class="popout-frame"
            node_ref=node
            title=page.title
            sandbox=page.sandbox
            allow=page.allow
            referrerpolicy="no-referrer"
            src=page.url
            on:load=move |_| relay.with_value(|relay| relay.frame_loaded())
        ></iframe>
    }
}
