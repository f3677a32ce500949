//! What our own desktop reads beside the agent API.

use serde::{Deserialize, Serialize};

/// What the desktop needs to know: `GET /desktop/v1/settings`.
///
/// # Shape
/// `{"agent":{"agentId":1,"firstName":"Ada","lastName":"One","teamId":1,"teamName":"First line","busNo":1,"inspectsPages":false},"pages":[…],"version":"9f…"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DesktopSettings {
    /// Who is logged in.
    pub agent: DesktopAgent,
    /// The pages this agent sees, in the order to show them.
    pub pages: Vec<PageEntry>,
    /// Changes when any of this changes.
    pub version: String,
}

/// Who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DesktopAgent {
    /// Names the agent.
    pub agent_id: u64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The team.
    pub team_id: u64,
    /// The team's name.
    pub team_name: String,
    /// The business unit's number.
    pub bus_no: u64,
    /// Whether the desktop shows this agent what it and its pages say to each other.
    #[serde(default)]
    pub inspects_pages: bool,
}

/// An embedded page: what it is and what it may do.
///
/// # Shape
/// `{"pageId":"crm","kind":"panel","name":"CRM","icon":"","url":"https://crm.example/?c={contactId}","origins":["https://crm.example"],"frameOrigins":["https://crm.example"],"skills":[101],"grants":["contact-card"],"sandbox":["allow-scripts"],"allow":"","framing":"frame"}`
///
/// # Source
/// `docs/page-protocol.md` P1, P3, P4, P11.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PageEntry {
    /// Names the entry; stable.
    pub page_id: String,
    /// Contact panel or custom workspace.
    pub kind: PageKind,
    /// What the agent reads.
    pub name: String,
    /// One character or an address of a picture; may be empty.
    #[serde(default)]
    pub icon: String,
    /// Its address, with variables.
    pub url: String,
    /// The origins that are heard.
    pub origins: Vec<String>,
    /// The origins that may be shown.
    pub frame_origins: Vec<String>,
    /// A panel opens with contacts of these skills; empty: only when popped.
    #[serde(default)]
    pub skills: Vec<u64>,
    /// What it may have beside events.
    #[serde(default)]
    pub grants: Vec<Grant>,
    /// The words of the frame's `sandbox`.
    pub sandbox: Vec<String>,
    /// The frame's `allow`.
    #[serde(default)]
    pub allow: String,
    /// How it is shown.
    #[serde(default)]
    pub framing: Framing,
}

/// The two places that hold a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// Belongs to one contact.
    Panel,
    /// Always open.
    Workspace,
}

/// What a page may have beside events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// An id of the agent session (P27).
    SessionToken,
    /// The call commands (P41).
    CallCommands,
    /// Name and picture on the contact card (P43).
    ContactCard,
}

/// Whether a page lets itself be framed (P4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Framing {
    /// In a frame, here or in a pop-out.
    #[default]
    Frame,
    /// It refuses frames: a window of its own.
    Window,
}

/// Whether a page will be seen in a frame of the desktop, as far as the server can tell from the
/// headers of its address.
///
/// # Shape
/// `{"verdict":"refuses","reason":"it answers X-Frame-Options: DENY"}`
///
/// # Source
/// `docs/page-protocol.md` P4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FramingVerdict {
    /// Whether it will.
    pub verdict: WillFrame,
    /// Why not, as the end of a sentence; empty when it will.
    pub reason: String,
}

/// Asks whether a page will be seen in a frame: `GET /desktop/v1/framing`.
///
/// # Shape
/// `pageId=crm&address=https://crm.example/orders`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase")]
pub struct WantFraming {
    /// Its entry.
    pub page_id: String,
    /// Where an event has popped it, in one of the entry's `frameOrigins`; what follows the path is
    /// left out. Without it, the entry's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Whether a browser will show a page in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WillFrame {
    /// Nothing stands against it.
    Frames,
    /// A browser leaves the frame empty.
    Refuses,
    /// The server could not look.
    Unknown,
}

/// Asks for a page's id of the agent session: `POST /desktop/v1/page-tokens` (P27).
///
/// # Shape
/// `{"sessionId":"kX3…","page":"p3f…","pageId":"crm"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct WantPageToken {
    /// The desktop's own id of the agent session.
    pub session_id: String,
    /// Which open page; the same page gets the same token while the agent session lasts.
    pub page: String,
    /// Its entry, which must have the grant.
    pub page_id: String,
}

/// The answer: 201.
///
/// # Shape
/// `{"sessionToken":"kX3…"}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PageToken {
    /// An id of the agent session, good beside the page's own bearer token.
    pub session_token: String,
}

impl std::fmt::Debug for PageToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PageToken").finish_non_exhaustive()
    }
}
