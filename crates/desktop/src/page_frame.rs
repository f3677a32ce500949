//! The layer that holds the frames of the open pages.
//!
//! A frame that is moved in the document is loaded anew (P5). So each page gets a place at the end of the layer
//! and keeps it until it is closed: places are only ever added, and shown or hidden by class.

use leptos::{html, prelude::*};

use crate::agent_session::AgentSession;
use crate::icon::{Drawing, Icon};
use crate::pages::{OpenPage, OpenPageId, PagePlace};

/// The places of all pages that `is_held` holds; `shown` names the one to see.
#[component]
pub(crate) fn Frames(
    /// Which pages are in this layer.
    is_held: fn(&OpenPage) -> bool,
    /// The page to see.
    #[prop(into)]
    shown: Signal<Option<OpenPageId>>,
) -> impl IntoView {
    let session = AgentSession::expect();
    let open = Memo::new(move |_| {
        session.pages.with(|pages| {
            pages.iter().filter(|page| is_held(page)).map(|page| page.id).collect::<Vec<_>>()
        })
    });
    let places = RwSignal::new(Vec::<OpenPageId>::new());
    Effect::new(move |_| {
        let open = open.get();
        let is_changed = places.with_untracked(|places| {
            open.is_empty() != places.is_empty() || open.iter().any(|id| !places.contains(id))
        });
        if is_changed {
            places.update(|places| {
                if open.is_empty() {
                    places.clear();
                }
                places
                    .extend(open.into_iter().filter(|id| !places.contains(id)).collect::<Vec<_>>());
            });
        }
    });
    view! {
        <div class="frames">
            <For each=move || places.get() key=|id| *id let:id>
                <FramePlace id=id shown=shown />
            </For>
        </div>
    }
}

#[component]
fn FramePlace(id: OpenPageId, shown: Signal<Option<OpenPageId>>) -> impl IntoView {
    let session = AgentSession::expect();
    let page = Memo::new(move |_| {
        session.pages.with(|pages| pages.iter().find(|page| page.id == id).cloned())
    });
    let is_open = Memo::new(move |_| page.with(Option::is_some));
    let is_shown = Memo::new(move |_| shown.get() == Some(id));
    // A window of its own is beside the desktop: whether it is seen is between the page and its browser.
    let has_window = Memo::new(move |_| {
        page.with(|page| page.as_ref().is_some_and(|page| page.place != PagePlace::Docked))
    });
    Effect::new(move |_| session.page_shown(id, is_shown.get() || has_window.get()));
    view! {
        <Show when=move || is_open.get()>
            <div
                class="frame-place"
                class:shown=move || is_shown.get()
                role="tabpanel"
                id=panel_id(id)
                aria-labelledby=tab_id(id)
            >
                <PageContent page=page />
            </div>
        </Show>
    }
}

#[component]
fn PageContent(page: Memo<Option<OpenPage>>) -> impl IntoView {
    let place = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.place)));
    let refusal = Memo::new(move |_| page.with(|page| page.as_ref()?.refusal.clone()));
    move || {
        let page = page.get_untracked()?;
        Some(match place.get()? {
            PagePlace::Docked => view! {
                <Refusal id=page.id title=page.title.clone() refusal=refusal />
                <PageFrame page=page />
            }
            .into_any(),
            PagePlace::PoppedOut => view! { <PoppedOut page=page /> }.into_any(),
            PagePlace::BareWindow { is_connected } => {
                view! { <BareWindow page=page is_connected=is_connected /> }.into_any()
            }
            PagePlace::Link => view! { <LinkOut page=page /> }.into_any(),
        })
    }
}

#[component]
fn PageFrame(page: OpenPage) -> impl IntoView {
    let session = AgentSession::expect();
    let node = NodeRef::<html::Iframe>::new();
    let id = page.id;
    let (sandbox, allow) = (page.sandbox(), page.allow());
    let title = page.title.clone();
    let url = page.url.clone();
    Effect::new(move |_| {
        if let Some(frame) = node.get() {
            session.frame_shown(id, &frame);
        }
    });
    view! {
        <iframe
            node_ref=node
            title=title
            sandbox=sandbox
            allow=allow
            referrerpolicy="no-referrer"
            src=url
            on:load=move |_| session.frame_loaded(id)
        ></iframe>
    }
}

/// What a browser leaves unsaid: why the frame is empty. It stands above the frame, which stays: the agent's browser
/// may be told something else than the server.
#[component]
fn Refusal(id: OpenPageId, title: String, refusal: Memo<Option<String>>) -> impl IntoView {
    let session = AgentSession::expect();
    view! {
        <Show when=move || refusal.with(Option::is_some)>
            <div class="refusal" role="status">
                <p>
                    {title.clone()} " cannot be shown inside the desktop: "
                    {move || refusal.get()} "."
                </p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| session.open_without_frame(id)
                >
                    <Icon drawing=Drawing::PopOut />
                    "Open it in its own window"
                </button>
            </div>
        </Show>
    }
}

#[component]
fn PoppedOut(page: OpenPage) -> impl IntoView {
    let session = AgentSession::expect();
    let id = page.id;
    view! {
        <div class="popped">
            <p>"This page is in a window of its own."</p>
            <button type="button" class="button" on:click=move |_| session.bring_back(id)>
                <Icon drawing=Drawing::Back />
                {format!("Bring {} back", page.title)}
            </button>
        </div>
    }
}

/// A page that refuses frames: its window is lost with a reload of the desktop, and can be found again.
#[component]
fn BareWindow(page: OpenPage, is_connected: bool) -> impl IntoView {
    let session = AgentSession::expect();
    let id = page.id;
    let words = if is_connected {
        "This page refuses frames. It has a window of its own, and hears what happens there."
    } else {
        "This page refuses frames, so it needs a window of its own. If it has one already, reconnect it."
    };
    let title = page.title.clone();
    view! {
        <div class="popped">
            <p>{words}</p>
            <button type="button" class="button" on:click=move |_| session.bring_back(id)>
                <Icon drawing=Drawing::PopOut />
                {format!("Open {title}")}
            </button>
            {(!is_connected)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| session.bring_back(id)
                        >
                            <Icon drawing=Drawing::Reload />
                            {format!("Reconnect {}", page.title)}
                        </button>
                    }
                })}
        </div>
    }
}

#[component]
fn LinkOut(page: OpenPage) -> impl IntoView {
    view! {
        <div class="link-panel">
            <p>
                "No page entry covers this address, so it is not shown here and hears nothing of the call."
            </p>
            <p>
                <a class="button" href=page.url target="_blank" rel="noopener noreferrer">
                    <Icon drawing=Drawing::PopOut />
                    "Open in a new tab"
                </a>
            </p>
        </div>
    }
}

/// The id of a page's tab.
pub(crate) fn tab_id(id: OpenPageId) -> String {
    format!("tab-{}", id.0)
}

/// The id of a page's place.
pub(crate) fn panel_id(id: OpenPageId) -> String {
    format!("page-{}", id.0)
}
