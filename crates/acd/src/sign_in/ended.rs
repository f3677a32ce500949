//! The lately ended sign-ins: access tokens that they gave say of themselves that they hold still.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::{SignInId, Time};

/// Ended sign-ins, as long as an access token of theirs may hold; from the oldest on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Ended(VecDeque<(Time, SignInId)>);

/// No access token holds for longer: a day.
const LONGEST_ACCESS_S: u32 = 86_400;

/// So many are remembered: twenty log-outs a day of the largest floor. The oldest goes first, and
/// its access tokens have expired by then unless they hold for most of a day.
const MOST: usize = 200_000;

impl Ended {
    pub(super) fn add(&mut self, at: Time, chain: SignInId) {
        self.0.push_back((at, chain));
        if self.0.len() > MOST {
            self.0.pop_front();
        }
    }

    pub(super) fn all(&self) -> BTreeSet<SignInId> {
        self.0.iter().map(|(_, chain)| *chain).collect()
    }

    pub(super) fn forget_expired(&mut self, now: Time) {
        while self.0.front().is_some_and(|(at, _)| at.plus_s(LONGEST_ACCESS_S) <= now) {
            self.0.pop_front();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
