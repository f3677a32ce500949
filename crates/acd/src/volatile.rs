//! What is no fact.

use serde::{Deserialize, Serialize};

/// Holds what no fact says and no replay brings back, who polled when, what was already handed out;
/// or what an early snapshot has not said. It makes no difference between two floors.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Volatile<T>(pub(crate) T);

impl<T> PartialEq for Volatile<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
