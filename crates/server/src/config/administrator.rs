//! Administrators as the administration writes them. They stand in no file: an import that locked
//! its own author out could not be taken back.

use cordboard_acd::setup::Administrator;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    login: String,
    #[serde(default)]
    name: String,
}

impl Section {
    pub(super) fn entry(&self) -> Administrator {
        Administrator { login: self.login.to_lowercase(), name: self.name.clone() }
    }

    pub(super) fn of(administrator: &Administrator) -> Self {
        Self { login: administrator.login.clone(), name: administrator.name.clone() }
    }
}
