use serde::{Serialize, Serializer};

/// What the desktop does with the page; its keys in this order.
///
/// # Shape
/// `{"messageType":"PageLifecycle","state":"shown"}`
///
/// # Source
/// P51
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(all(test, feature = "openapi"), derive(utoipa::ToSchema))]
pub struct PageLifecycle {
    /// `PageLifecycle`.
    #[serde(rename = "messageType")]
    #[cfg_attr(test, ts(type = r#""PageLifecycle""#))]
    message_type: &'static str,
    /// Whether the agent sees the page, or it is about to go.
    #[cfg_attr(test, ts(type = "LifecycleState"))]
    state: LifecycleState,
}

impl PageLifecycle {
    /// The message type of every one.
    pub const MESSAGE_TYPE: &'static str = "PageLifecycle";

    /// Says the state.
    #[must_use]
    pub const fn new(state: LifecycleState) -> Self {
        Self { message_type: Self::MESSAGE_TYPE, state }
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> LifecycleState {
        self.state
    }
}

/// Whether the agent sees the page, or it is about to go.
///
/// # Source
/// P51
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifecycleState {
    /// `shown`.
    Shown,
    /// `hidden`.
    Hidden,
    /// `closing`.
    Closing,
}

impl LifecycleState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Shown, Self::Hidden, Self::Closing];

    /// Its spelling on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Hidden => "hidden",
            Self::Closing => "closing",
        }
    }
}

impl Serialize for LifecycleState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
