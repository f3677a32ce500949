//! `[business_unit]`: its number, name and limits.

use cordboard_acd::{BusinessUnitId, setup};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct BusinessUnit {
    /// Names it on the wire.
    pub(crate) number: BusinessUnitId,
    /// What people read.
    pub(crate) name: String,
    /// How many may be in a conference.
    pub(crate) max_conference_parties: u32,
}

impl BusinessUnit {
    pub(super) fn entry(&self) -> setup::BusinessUnit {
        let Self { number, name, max_conference_parties } = self.clone();
        setup::BusinessUnit { number, name, max_conference_parties }
    }

    pub(super) fn of(unit: &setup::BusinessUnit) -> Self {
        let setup::BusinessUnit { number, name, max_conference_parties } = unit.clone();
        Self { number, name, max_conference_parties }
    }
}

impl Default for BusinessUnit {
    fn default() -> Self {
        Self::of(&setup::BusinessUnit::default())
    }
}
