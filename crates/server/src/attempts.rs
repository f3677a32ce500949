//! How often somebody may try a password.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use cordboard_acd::Time;

/// So many wrong passwords for one log-in name from one address, within `WITHIN_S`: a person
/// mistypes a few times, a program tries thousands.
const MOST: usize = 10;
const WITHIN_S: u32 = 300;

/// So many names and addresses are remembered. When it is full, the one that tried longest ago is
/// forgotten: trying so many costs an attacker more than it gives.
const MOST_REMEMBERED: usize = 10_000;

/// Log-in names are compared up to this length: no agent's is longer.
const LONGEST_NAME: usize = 256;

/// Counts wrong passwords.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<BTreeMap<(String, IpAddr), Vec<Time>>>);

impl Attempts {
    /// Counts an attempt as wrong until `forgive` says otherwise, so that many at once count too.
    /// Says after how many seconds to try again when there were too many.
    pub(crate) fn begin(&self, login: &str, from: IpAddr, now: Time) -> Result<(), u64> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let attempts = all.entry(key(login, from)).or_default();
        attempts.retain(|at| at.plus_s(WITHIN_S) > now);
        if attempts.len() >= MOST {
            let oldest = attempts.first().copied().unwrap_or(now);
            return Err(oldest.plus_s(WITHIN_S).ms_since(now).div_ceil(1000).max(1));
        }
        attempts.push(now);
        if all.len() > MOST_REMEMBERED {
            let oldest = all.iter().min_by_key(|(_, attempts)| attempts.last().copied());
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                all.remove(&oldest);
            }
        }
        Ok(())
    }

    /// Forgets the attempts of somebody who has logged in.
    pub(crate) fn forgive(&self, login: &str, from: IpAddr) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(login, from));
    }
}

fn key(login: &str, from: IpAddr) -> (String, IpAddr) {
    (login.chars().take(LONGEST_NAME).collect::<String>().to_lowercase(), from)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

    #[test]
    fn the_eleventh_attempt_has_to_wait_and_others_do_not() {
        let attempts = Attempts::default();
        for at in 0..10 {
            assert_eq!(attempts.begin("ada", HERE, Time(at * 1000)), Ok(()));
        }
        assert_eq!(attempts.begin("ADA", HERE, Time(10_000)), Err(290));
        assert_eq!(attempts.begin("ben", HERE, Time(10_000)), Ok(()));
        assert_eq!(attempts.begin("ada", THERE, Time(10_000)), Ok(()));
        assert_eq!(attempts.begin("ada", HERE, Time(300_000)), Ok(()));
    }

    #[test]
    fn a_log_in_forgives() {
        let attempts = Attempts::default();
        for _ in 0..10 {
            assert_eq!(attempts.begin("ada", HERE, Time(0)), Ok(()));
        }
        attempts.forgive("Ada", HERE);
        assert_eq!(attempts.begin("ada", HERE, Time(0)), Ok(()));
    }
}
