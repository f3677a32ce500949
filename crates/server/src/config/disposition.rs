//! `[[disposition]]`: an outcome that can be recorded for a contact.

use cordboard_acd::{DispositionId, setup::Disposition};
use serde::{Deserialize, Serialize};
use toml::Spanned;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<DispositionId>,
    name: String,
}

impl Section {
    pub(super) fn disposition(&self) -> Disposition {
        Disposition { id: *self.id.get_ref(), name: self.name.clone() }
    }
}
