//! The pages of your own that `cordboard serve --demo` shows.

use std::fmt::Write as _;

use cordboard_acd::{Change, Setup};
use url::Url;

/// Begins the ids of their entries, so that those of an earlier start are told from all others.
const ID: &str = "your-page-";

/// Pages of your own beside the demo's.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnPages {
    /// Shown beside each call.
    pub(crate) panels: Vec<Url>,
    /// Shown all the time.
    pub(crate) workspaces: Vec<Url>,
}

impl OwnPages {
    /// Gives their entries as they would stand in the file.
    pub(super) fn entries(&self) -> String {
        let panels = self.panels.iter().map(|url| ("panel", "skills = [101, 102]\n", url));
        let workspaces = self.workspaces.iter().map(|url| ("workspace", "", url));
        let mut entries = String::new();
        for (number, (kind, skills, url)) in (1..).zip(panels.chain(workspaces)) {
            let (origin, url) = (url.origin().ascii_serialization(), text(url.as_str()));
            // Writing to a string cannot fail.
            let _ = write!(
                entries,
                "\n[[{kind}]]\nid = \"{ID}{number}\"\nname = \"Your page\"\nicon = \"Y\"\n\
                 url = {url}\norigins = [{}]\n{skills}\
                 grants = [\"session-token\", \"call-commands\", \"contact-card\"]\n",
                text(&origin)
            );
        }
        entries
    }
}

/// Text of TOML; in a URL nothing else needs an escape.
fn text(url: &str) -> String {
    format!("\"{}\"", url.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Takes the pages of an earlier start away that this one does not name.
pub(crate) fn gone(present: &Setup, now: &Setup) -> impl Iterator<Item = Change> {
    let own = present.pages.keys().filter(|id| id.0.starts_with(ID));
    own.filter(|id| !now.pages.contains_key(*id)).cloned().map(Change::RemovePage)
}
