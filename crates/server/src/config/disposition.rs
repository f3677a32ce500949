//! `[[disposition]]`: an outcome that can be recorded for a contact.

use cordboard_acd::{DispositionId, setup::Disposition};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::place::nowhere;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<DispositionId>,
    name: String,
}

impl Section {
    pub(super) fn entry(&self) -> Disposition {
        Disposition { id: *self.id.get_ref(), name: self.name.clone() }
    }

    pub(super) fn of(disposition: &Disposition) -> Self {
        Self { id: nowhere(disposition.id), name: disposition.name.clone() }
    }
}
