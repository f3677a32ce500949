//! `[[panel]]` and `[[workspace]]`: the pages, what they are and what they may do.

use cordboard_acd::{
    Setup, SkillId, TeamId,
    setup::{Page, PageEntryId, PageKind},
};
use cordboard_protocol::desktop::{Framing, Grant};
use serde::{Deserialize, Serialize};
use toml::Spanned;
use url::Url;

use crate::wire;

use super::{ConfigError, Place, place::nowhere, skill, team, team::known};

/// Pages are placed so far apart, so that others find room between them.
const BETWEEN_PLACES: u32 = 10;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<String>,
    #[serde(default)]
    place: Option<u32>,
    name: String,
    #[serde(default)]
    icon: String,
    url: Spanned<Address>,
    origins: Spanned<Vec<Origin>>,
    #[serde(default)]
    frame_origins: Option<Vec<Origin>>,
    #[serde(default)]
    teams: Vec<Spanned<u64>>,
    #[serde(default)]
    skills: Option<Vec<Spanned<u64>>>,
    #[serde(default)]
    grants: Vec<Grant>,
    #[serde(default = "default_sandbox")]
    sandbox: Vec<SandboxWord>,
    #[serde(default)]
    allow: String,
    #[serde(default)]
    framing: Framing,
}

/// Judges what the pages say of teams and skills.
pub(super) fn judge(
    panels: &[Section],
    workspaces: &[Section],
    teams: &[team::Section],
    skills: &[skill::Section],
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    for page in panels.iter().chain(workspaces) {
        for id in &page.teams {
            known(id, teams.iter().map(|team| team.id.get_ref().0), "team", place)?;
        }
        for id in page.skills.iter().flatten() {
            known(id, skills.iter().map(|skill| skill.id.get_ref().0), "skill", place)?;
        }
    }
    Ok(())
}

/// Gives the entries of pages. Those that do not say where they are placed stay where they are, or
/// follow the others in their order.
pub(super) fn entries(
    panels: &[Section],
    workspaces: &[Section],
    present: &Setup,
    place: &Place<'_>,
) -> Result<Vec<Page>, ConfigError> {
    let sections = panels.iter().chain(workspaces);
    let said = sections.filter_map(|page| page.place);
    let mut last = present.pages.values().map(|page| page.place).chain(said).max();
    let panels = panels.iter().map(|page| (PageKind::Panel, page));
    let workspaces = workspaces.iter().map(|page| (PageKind::Workspace, page));
    panels
        .chain(workspaces)
        .map(|(kind, page)| {
            let known = present.pages.get(&PageEntryId(page.id.get_ref().clone()));
            let at = page.place.or(known.map(|known| known.place)).unwrap_or_else(|| {
                let next = last.unwrap_or_default().saturating_add(BETWEEN_PLACES);
                last = Some(next);
                next
            });
            page.entry(kind, at, place)
        })
        .collect()
}

impl Section {
    pub(super) fn of(page: &Page) -> Self {
        let origins = |texts: &[String]| texts.iter().cloned().map(Origin).collect::<Vec<_>>();
        Self {
            id: nowhere(page.id.0.clone()),
            place: Some(page.place),
            name: page.name.clone(),
            icon: page.icon.clone(),
            url: nowhere(Address(page.url.clone())),
            origins: nowhere(origins(&page.origins)),
            frame_origins: Some(origins(&page.frame_origins)),
            teams: page.teams.iter().map(|team| nowhere(team.0)).collect(),
            skills: match page.kind {
                PageKind::Panel => Some(page.skills.iter().map(|id| nowhere(id.0)).collect()),
                PageKind::Workspace => None,
            },
            grants: page.grants.iter().copied().map(wire::page::grant).collect(),
            sandbox: page.sandbox.iter().cloned().map(SandboxWord).collect(),
            allow: page.allow.clone(),
            framing: wire::page::framing(page.framing),
        }
    }

    fn entry(&self, kind: PageKind, at: u32, place: &Place<'_>) -> Result<Page, ConfigError> {
        if self.origins.get_ref().is_empty() {
            let message = "names no origin: a page that nobody hears needs no entry";
            return Err(place.wrong(&self.origins, message));
        }
        if kind == PageKind::Workspace
            && let Some(id) = self.skills.iter().flatten().next()
        {
            return Err(place.wrong(id, "a workspace is always open: it has no skills"));
        }
        let frame_origins = self.frame_origins.as_ref().unwrap_or(self.origins.get_ref());
        let own = self.url.get_ref().origin();
        if !frame_origins.iter().any(|origin| Some(&origin.0) == own.as_ref()) {
            let message = "its origin stands neither in `origins` nor in `frame_origins`, \
                           so it would never be shown";
            return Err(place.wrong(&self.url, message));
        }
        let texts = |origins: &[Origin]| origins.iter().map(|it| it.0.clone()).collect();
        Ok(Page {
            id: PageEntryId(self.id.get_ref().clone()),
            place: at,
            kind,
            name: self.name.clone(),
            icon: self.icon.clone(),
            url: self.url.get_ref().0.clone(),
            origins: texts(self.origins.get_ref()),
            frame_origins: texts(frame_origins),
            teams: self.teams.iter().map(|id| TeamId(*id.get_ref())).collect(),
            skills: self.skills.iter().flatten().map(|id| SkillId(*id.get_ref())).collect(),
            grants: self.grants.iter().copied().map(wire::page::grant_of).collect(),
            sandbox: self.sandbox.iter().map(|word| word.0.clone()).collect(),
            allow: self.allow.clone(),
            framing: wire::page::framing_of(self.framing),
        })
    }
}

/// An origin as browsers write it: `https://crm.example`, with a port where it is not the usual.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String")]
pub(crate) struct Origin(pub(crate) String);

impl TryFrom<String> for Origin {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match Url::parse(&text) {
            Ok(url) if is_web(&url) && url.origin().ascii_serialization() == text => Ok(Self(text)),
            Ok(url) if is_web(&url) => Err(format!(
                "`{text}` is not an origin, `{}` would be",
                url.origin().ascii_serialization()
            )),
            Ok(_) | Err(_) => Err(format!("`{text}` is not an origin like `https://crm.example`")),
        }
    }
}

/// The whole address of a page, with variables in braces.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String")]
pub(super) struct Address(pub(super) String);

impl Address {
    fn origin(&self) -> Option<String> {
        Url::parse(&self.0).ok().map(|url| url.origin().ascii_serialization())
    }
}

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match Url::parse(&text) {
            Ok(url) if is_web(&url) => Ok(Self(text)),
            Ok(_) | Err(_) => Err(format!("`{text}` is not a whole http or https address")),
        }
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// A word that a frame's `sandbox` knows.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(try_from = "String")]
struct SandboxWord(String);

/// All but those that would let a page replace the desktop (`allow-top-navigation*`).
const SANDBOX_WORDS: [&str; 10] = [
    "allow-downloads",
    "allow-forms",
    "allow-modals",
    "allow-orientation-lock",
    "allow-pointer-lock",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-presentation",
    "allow-same-origin",
    "allow-scripts",
];

impl TryFrom<String> for SandboxWord {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if SANDBOX_WORDS.contains(&text.as_str()) {
            Ok(Self(text))
        } else {
            Err(format!("`{text}` is none of {}", SANDBOX_WORDS.join(", ")))
        }
    }
}

/// What an unmodified page needs, so that it does not fail silently.
fn default_sandbox() -> Vec<SandboxWord> {
    [
        "allow-scripts",
        "allow-forms",
        "allow-same-origin",
        "allow-modals",
        "allow-downloads",
        "allow-popups",
        "allow-popups-to-escape-sandbox",
    ]
    .map(|word| SandboxWord(word.to_owned()))
    .into()
}
