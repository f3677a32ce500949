//! A button that opens a menu: arrows move, Escape closes, the focus comes back.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::shortcuts::{Deed, Shortcuts};

/// A menu and its button.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]
pub(crate) fn Menu(
    /// The menu's name.
    label: &'static str,
    /// The button's name, where its content is none.
    #[prop(optional)]
    button_label: Option<&'static str>,
    /// The button's classes.
    button_class: &'static str,
    /// The menu's classes.
    #[prop(default = "menu")]
    class: &'static str,
    /// The shortcut that opens it.
    #[prop(optional)]
    deed: Option<Deed>,
    /// What the button shows.
    button: ViewFn,
    /// The items: buttons with a menu item's role.
    children: ChildrenFn,
) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    let is_open = RwSignal::new(false);
    let place = NodeRef::<html::Div>::new();
    let opener = NodeRef::<html::Button>::new();
    let close = move || {
        is_open.set(false);
        if let Some(opener) = opener.get_untracked() {
            // A button that is shown takes the focus.
            let _ = opener.focus();
        }
    };
    provide_context(CloseMenu(Callback::new(move |()| close())));
    if let Some(deed) = deed {
        shortcuts.on(deed, move || is_open.set(true));
    }
    Effect::new(move |_| {
        if is_open.get() {
            request_animation_frame(move || {
                if let Some(place) = place.get_untracked() {
                    move_focus(&place, Move::Chosen);
                }
            });
        }
    });
    let keydown = move |event: ev::KeyboardEvent| {
        let Some(place) = place.get_untracked() else { return };
        let to = match event.key().as_str() {
            "Escape" | "Tab" if is_open.get_untracked() => {
                event.prevent_default();
                return close();
            }
            "ArrowDown" => Move::By(1),
            "ArrowUp" => Move::By(-1),
            "Home" => Move::First,
            "End" => Move::Last,
            _ => return,
        };
        event.prevent_default();
        if is_open.get_untracked() {
            move_focus(&place, to);
        } else {
            is_open.set(true);
        }
    };
    let focusout = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        // The focus also leaves a menu that is taken away with all around it, as when the session ends.
        if let Some(place) = place.try_get_untracked().flatten()
            && !place.contains(to.as_ref())
        {
            let _ = is_open.try_set(false);
        }
    };
    view! {
        <div class="menu-place" node_ref=place on:keydown=keydown on:focusout=focusout>
            <button
                type="button"
                node_ref=opener
                class=button_class
                aria-label=button_label
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                aria-keyshortcuts=move || deed.map(|deed| shortcuts.aria(deed))
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {button.run()}
            </button>
            <Show when=move || is_open.get()>
                <div class=class role="menu" aria-label=label>
                    {children()}
                </div>
            </Show>
        </div>
    }
}

/// Closes the menu around, for its items.
#[derive(Clone, Copy)]
pub(crate) struct CloseMenu(Callback<()>);

impl CloseMenu {
    /// What a menu item asks when it was chosen.
    pub(crate) fn expect() -> impl Fn() + Copy + Send + Sync + 'static {
        let Self(close) = expect_context();
        move || close.run(())
    }
}

#[derive(Clone, Copy)]
enum Move {
    By(i32),
    First,
    Last,
    Chosen,
}

fn move_focus(place: &web_sys::HtmlDivElement, to: Move) {
    let items = items(place, "[role^=menuitem]:not([disabled])");
    let Ok(count) = i32::try_from(items.len()) else { return };
    let active = document().active_element();
    let at = items.iter().position(|item| Some(item.as_ref()) == active.as_ref());
    let at = at.and_then(|at| i32::try_from(at).ok());
    let next = match to {
        Move::By(step) => at.map_or(0, |at| (at + step).rem_euclid(count.max(1))),
        Move::First => 0,
        Move::Last => count - 1,
        Move::Chosen => items
            .iter()
            .position(|item| item.get_attribute("aria-checked").as_deref() == Some("true"))
            .and_then(|at| i32::try_from(at).ok())
            .unwrap_or(0),
    };
    if let Some(item) = usize::try_from(next).ok().and_then(|next| items.get(next)) {
        // An item that is shown takes the focus.
        let _ = item.focus();
    }
}

/// The elements of a place that a selector finds.
pub(crate) fn items(place: &web_sys::Element, selector: &str) -> Vec<web_sys::HtmlElement> {
    let Ok(found) = place.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}
