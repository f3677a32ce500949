use serde::{Deserialize, Serialize};

use crate::event_value::{Digits, TrueFalse};

/// An address to show beside a contact.
///
/// # Shape
/// `{"Type":"PopURL","ContactId":"2","URL":"https://crm.example/?ani=1","TabTitle":"CRM","PopDestination":"ContactPanel","ClosePopoutUponTermination":"True"}`
///
/// # Units
/// Height and width in CSS pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "PascalCase")]
pub struct PopUrl {
    /// The contact it belongs to.
    pub contact_id: Digits,
    /// The whole address.
    #[serde(rename = "URL")]
    pub url: String,
    /// The tab's title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tab_title: Option<String>,
    /// Where to show it.
    pub pop_destination: PopDestination,
    /// The pop-out's height.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub popout_window_height: Option<Digits>,
    /// The pop-out's width.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub popout_window_width: Option<Digits>,
    /// Whether the pop-out closes with the contact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub close_popout_upon_termination: Option<TrueFalse>,
}

/// Where a popped address is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PopDestination {
    /// As the desktop likes: a contact panel here.
    #[default]
    Default,
    /// A panel beside the contact.
    ContactPanel,
    /// A window of its own.
    Popout,
}

/// A page to open or to close.
///
/// # Shape
/// `{"Type":"PageOpen","Action":"Open","ContactID":"2","PageUri":"https://crm.example/"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase")]
pub struct PageOpen {
    /// Open or close.
    pub action: PageAction,
    /// The contact it belongs to.
    #[serde(rename = "ContactID")]
    pub contact_id: Digits,
    /// The whole address.
    pub page_uri: String,
}

/// What to do with the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PageAction {
    /// Show it.
    Open,
    /// Take it away.
    Close,
}

/// An address to open for a contact.
///
/// # Shape
/// `{"Type":"RunApp","ActionType":"OpenURL","ActionValue":"https://crm.example/","ContactId":"2"}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase")]
pub struct RunApp {
    /// What to do: `OpenURL`.
    pub action_type: String,
    /// The address.
    pub action_value: String,
    /// The contact it belongs to.
    pub contact_id: Digits,
}

impl std::fmt::Debug for RunApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunApp").field("contact_id", &self.contact_id).finish_non_exhaustive()
    }
}
