//! Starts the desktop in the browser, or a pop-out of it.

use cordboard_desktop::app::App;
use cordboard_desktop::popout::{PopOut, is_pop_out};
use leptos::mount::mount_to_body;

fn main() {
    if is_pop_out() {
        mount_to_body(PopOut);
    } else {
        mount_to_body(App);
    }
}
