//! Drawings of the desktop, each beside a word or on a button that has a name.

use leptos::prelude::*;

/// A drawing of 24 by 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drawing {
    /// A receiver.
    Phone,
    /// A receiver laid down.
    HangUp,
    /// Two bars.
    Hold,
    /// A triangle.
    Resume,
    /// A microphone crossed out.
    Mute,
    /// A shield.
    Mask,
    /// A dot in a ring.
    Record,
    /// A window leaving its frame.
    PopOut,
    /// A window coming back.
    Back,
    /// A cross.
    Close,
    /// A downward angle.
    Open,
    /// A keyboard.
    Keyboard,
    /// A door.
    LogOut,
    /// A half-filled disc.
    Theme,
    /// A circular arrow.
    Reload,
    /// Twelve keys.
    Keypad,
    /// A receiver and a plus.
    NewCall,
    /// An arrow out of a box.
    Transfer,
    /// Two arrows against each other.
    Switch,
    /// Two people.
    Conference,
    /// A key that takes back.
    Erase,
    /// A glass over lines.
    Inspect,
}

impl Drawing {
    fn lines(self) -> &'static str {
        match self {
            Self::Phone => {
                "M6.6 3.5h2.2l1.6 4.2-2.1 1.6a12 12 0 0 0 6.4 6.4l1.6-2.1 4.2 1.6v2.2c0 1.5-1.2 2.6-2.7 2.5C10.3 19.4 4.6 13.7 4.1 6.2 4 4.7 5.1 3.5 6.6 3.5z"
            }
            Self::HangUp => {
                "M3.5 14.5c0-3.3 4-5.5 8.5-5.5s8.5 2.2 8.5 5.5v1.7l-4.7-.8-.5-2.6a11 11 0 0 0-6.6 0l-.5 2.6-4.7.8z"
            }
            Self::Hold => "M8 5v14M16 5v14",
            Self::Resume => "M8 5l11 7-11 7z",
            Self::Mute => {
                "M9 6a3 3 0 0 1 6 0v5M15 14.2A3 3 0 0 1 9 12V9M5.5 11.5a6.5 6.5 0 0 0 10.6 5M18.5 11.5c0 .9-.2 1.7-.5 2.5M12 18v3M4 4l16 16"
            }
            Self::Mask => "M12 3l7 2.5v5.5c0 4.6-3 8-7 10-4-2-7-5.4-7-10V5.5zM9 12h6",
            Self::Record => {
                "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
            }
            Self::PopOut => {
                "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"
            }
            Self::Back => {
                "M11 13H5M11 13v6M11 13l-8 8M10 4h9a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-5M4 10V5a1 1 0 0 1 1-1"
            }
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Open => "M6 9l6 6 6-6",
            Self::Keyboard => "M3 6.5h18v11H3zM7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M8 14h8",
            Self::LogOut => "M14 4h4a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-4M4 12h11M11 8l4 4-4 4",
            Self::Theme => {
                "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 8h3.5M12 12h4.5M12 16h3.5"
            }
            Self::Reload => "M19 12a7 7 0 1 1-2-4.9M19 4v4h-4",
            Self::Keypad => {
                "M5.7 5h.6M11.7 5h.6M17.7 5h.6M5.7 10h.6M11.7 10h.6M17.7 10h.6M5.7 15h.6M11.7 15h.6M17.7 15h.6M11.7 20h.6"
            }
            Self::NewCall => {
                "M6.2 4.5h2l1.5 3.8-2 1.5a11 11 0 0 0 6 6l1.5-2 3.8 1.5v2c0 1.4-1.1 2.4-2.5 2.3C9.6 19.2 4.3 13.9 3.9 7 3.8 5.6 4.8 4.5 6.2 4.5zM18 3v6M15 6h6"
            }
            Self::Transfer => "M4 12h14M13 7l5 5-5 5M21 5v14",
            Self::Switch => "M4 9h14M14 5l4 4-4 4M20 15H6M10 11l-4 4 4 4",
            Self::Conference => {
                "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 5a3 3 0 0 1 0 6M17.5 14.4c2.1.7 3.5 2.6 3.5 5.1"
            }
            Self::Inspect => {
                "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3L20 20M7.5 9h6M7.5 12h4"
            }
            Self::Erase => {
                "M8.5 5.5H20a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H8.5L3 12zM12 9.5l5 5M17 9.5l-5 5"
            }
        }
    }
}

/// Draws it; hidden from screen readers.
#[component]
pub(crate) fn Icon(drawing: Drawing) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=drawing.lines()></path>
        </svg>
    }
}
