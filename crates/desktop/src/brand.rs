//! The product's sign.

use leptos::prelude::*;

/// Sign and name.
#[component]
pub(crate) fn Brand() -> impl IntoView {
    view! {
        <div class="brand">
            <img src="/favicon.svg" alt="" width="24" height="24" />
            <span>"Cordboard"</span>
        </div>
    }
}
