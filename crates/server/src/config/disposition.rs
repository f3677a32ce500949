//! `[[disposition]]`: an outcome that can be recorded for a contact.

use cordboard_acd::{DispositionId, setup::Disposition};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{ConfigError, Place, team::unique};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<DispositionId>,
    name: String,
}

pub(super) fn judge(
    dispositions: &[Section],
    place: &Place<'_>,
) -> Result<Vec<Disposition>, ConfigError> {
    unique(dispositions.iter().map(|it| &it.id), "disposition", place)?;
    Ok(dispositions.iter().map(Section::disposition).collect())
}

impl Section {
    fn disposition(&self) -> Disposition {
        Disposition { id: *self.id.get_ref(), name: self.name.clone() }
    }
}
