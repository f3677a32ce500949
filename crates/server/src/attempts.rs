//! How often somebody may try a password or another secret.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, MutexGuard, PoisonError},
};

use cordboard_acd::Time;

use crate::problem::Refused;

/// Within so many seconds attempts are counted.
const WITHIN_S: u32 = 300;

/// So many wrong passwords for one log-in name from one address: a person mistypes a few times, a
/// program tries thousands.
const MOST_OF_BOTH: usize = 10;

/// So many for one log-in name from anywhere: whoever has many addresses guesses no faster. A tenth
/// of it locks nobody out.
const MOST_OF_NAME: usize = 100;

/// So many from one address for any name: a house of a thousand agents behind one address mistypes
/// less when its shift begins.
const MOST_OF_ADDRESS: usize = 100;

/// So many names and addresses are remembered. When it is full, the one that tried longest ago is
/// forgotten: trying so many costs an attacker more than it gives.
const MOST_REMEMBERED: usize = 10_000;

/// Log-in names are compared up to this length: no agent's is longer.
const LONGEST_NAME: usize = 256;

/// Counts wrong passwords.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    pairs: Count<(String, IpAddr)>,
    names: Count<String>,
    addresses: Count<IpAddr>,
}

/// When each has tried lately.
struct Count<K>(BTreeMap<K, Vec<Time>>);

impl Attempts {
    /// Says after how many seconds to try again when there were too many.
    pub(crate) fn check(&self, login: &str, from: IpAddr, now: Time) -> Result<(), Refused> {
        let (name, address) = key(login, from);
        let counts = self.counts();
        let waits = [
            counts.pairs.wait(&(name.clone(), address), MOST_OF_BOTH, now),
            counts.names.wait(&name, MOST_OF_NAME, now),
            counts.addresses.wait(&address, MOST_OF_ADDRESS, now),
        ];
        match waits.into_iter().flatten().max() {
            Some(seconds) => Err(Refused::too_many_attempts(seconds)),
            None => Ok(()),
        }
    }

    /// Counts an attempt as wrong until `forgive` says otherwise, so that many at once count too.
    pub(crate) fn begin(&self, login: &str, from: IpAddr, now: Time) -> Result<(), Refused> {
        self.check(login, from, now)?;
        let (name, address) = key(login, from);
        let mut counts = self.counts();
        counts.pairs.add((name.clone(), address), now);
        counts.names.add(name, now);
        counts.addresses.add(address, now);
        Ok(())
    }

    /// Forgets the attempts of somebody who has logged in. What others tried for that name, or from
    /// that address, stays counted.
    pub(crate) fn forgive(&self, login: &str, from: IpAddr, at: Time) {
        let (name, address) = key(login, from);
        let mut counts = self.counts();
        counts.names.take_back(&name, at);
        counts.addresses.take_back(&address, at);
        counts.pairs.0.remove(&(name, address));
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K> Default for Count<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone> Count<K> {
    fn wait(&self, key: &K, most: usize, now: Time) -> Option<u64> {
        let lately = |at: &&Time| at.plus_s(WITHIN_S) > now;
        let attempts: Vec<&Time> = self.0.get(key)?.iter().filter(lately).collect();
        let first = attempts.get(attempts.len().checked_sub(most)?)?;
        Some(first.plus_s(WITHIN_S).ms_since(now).div_ceil(1000).max(1))
    }

    fn add(&mut self, key: K, now: Time) {
        let attempts = self.0.entry(key).or_default();
        attempts.retain(|at| at.plus_s(WITHIN_S) > now);
        attempts.push(now);
        if self.0.len() > MOST_REMEMBERED {
            let oldest = self.0.iter().min_by_key(|(_, attempts)| attempts.last().copied());
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                self.0.remove(&oldest);
            }
        }
    }

    fn take_back(&mut self, key: &K, at: Time) {
        let Some(attempts) = self.0.get_mut(key) else { return };
        if let Some(index) = attempts.iter().position(|its| *its == at) {
            attempts.remove(index);
        }
        if attempts.is_empty() {
            self.0.remove(key);
        }
    }
}

/// One house has as many IPv6 addresses as it likes, in one network.
fn key(login: &str, from: IpAddr) -> (String, IpAddr) {
    let address = match from {
        IpAddr::V4(_) => from,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    };
    (login.chars().take(LONGEST_NAME).collect::<String>().to_lowercase(), address)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

    fn begin(attempts: &Attempts, login: &str, from: IpAddr, now: Time) -> Result<(), u64> {
        let begun = attempts.begin(login, from, now);
        begun.map_err(|refused| refused.retry_after_s.unwrap_or_default())
    }

    #[test]
    fn the_eleventh_attempt_has_to_wait_and_others_do_not() {
        let attempts = Attempts::default();
        for at in 0..10 {
            assert_eq!(begin(&attempts, "ada", HERE, Time(at * 1000)), Ok(()));
        }
        assert_eq!(begin(&attempts, "ADA", HERE, Time(10_000)), Err(290));
        assert_eq!(begin(&attempts, "ben", HERE, Time(10_000)), Ok(()));
        assert_eq!(begin(&attempts, "ada", THERE, Time(10_000)), Ok(()));
        assert_eq!(begin(&attempts, "ada", HERE, Time(300_000)), Ok(()));
    }

    #[test]
    fn a_log_in_forgives() {
        let attempts = Attempts::default();
        for _ in 0..10 {
            assert_eq!(begin(&attempts, "ada", HERE, Time(0)), Ok(()));
        }
        attempts.forgive("Ada", HERE, Time(0));
        assert_eq!(begin(&attempts, "ada", HERE, Time(0)), Ok(()));
    }

    #[test]
    fn one_address_guesses_no_faster_at_many_names_and_a_log_in_of_its_own_does_not_help() {
        let attempts = Attempts::default();
        for number in 0..99 {
            assert_eq!(begin(&attempts, &format!("n{number}"), HERE, Time(0)), Ok(()));
        }
        assert_eq!(begin(&attempts, "mallory", HERE, Time(1)), Ok(()));
        attempts.forgive("mallory", HERE, Time(1));
        assert_eq!(begin(&attempts, "one more", HERE, Time(2)), Ok(()));
        assert_eq!(begin(&attempts, "another", HERE, Time(3)), Err(300));
        assert_eq!(begin(&attempts, "another", THERE, Time(3)), Ok(()));
    }

    #[test]
    fn many_addresses_guess_no_faster_at_one_name() {
        let attempts = Attempts::default();
        let from = |number: u8| IpAddr::V4(Ipv4Addr::new(192, 0, 2, number));
        for number in 0..100 {
            assert_eq!(begin(&attempts, "ada", from(number), Time(0)), Ok(()));
        }
        assert_eq!(begin(&attempts, "ada", from(200), Time(0)), Err(300));
        assert_eq!(begin(&attempts, "ben", from(200), Time(0)), Ok(()));
    }

    #[test]
    fn one_ipv6_network_is_one_address() {
        let attempts = Attempts::default();
        let from = |last| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
        for number in 0..10 {
            assert_eq!(begin(&attempts, "ada", from(number), Time(0)), Ok(()));
        }
        assert_eq!(begin(&attempts, "ada", from(99), Time(0)), Err(300));
    }
}
