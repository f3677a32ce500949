//! `[[unavailable_code]]`: why an agent may be unavailable.

use cordboard_acd::{CodeId, setup::UnavailableCode};
use serde::{Deserialize, Serialize};
use toml::Spanned;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<CodeId>,
    pub(super) name: Spanned<String>,
    #[serde(default)]
    after_contact: bool,
    #[serde(default)]
    timeout_s: Option<u32>,
    #[serde(default)]
    pub(super) teams: Vec<Spanned<u64>>,
}

/// How long an agent may stay unavailable for one reason when the file does not say.
const DEFAULT_TIMEOUT_S: u32 = 120 * 60;

impl Section {
    pub(super) fn code(&self) -> UnavailableCode {
        let default = (!self.after_contact).then_some(DEFAULT_TIMEOUT_S);
        UnavailableCode {
            id: *self.id.get_ref(),
            name: self.name.get_ref().clone(),
            is_acw: self.after_contact,
            timeout_s: match self.timeout_s {
                Some(0) => None,
                Some(timeout) => Some(timeout),
                None => default,
            },
        }
    }
}
