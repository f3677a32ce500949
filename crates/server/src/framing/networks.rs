//! Which addresses the server goes to when it looks at a page: those of the public internet, and
//! private ones only where the administrator allows their network. Else an address in an entry
//! would make the server ask its own neighbours (server-side request forgery).

use std::{net::IpAddr, sync::LazyLock};

use ipnet::IpNet;

use crate::config::Network;

/// What is not the public internet (IANA's registries of special-purpose addresses).
const SPECIAL: [&str; 26] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "192.175.48.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    // Version 6: all but 2000::/3, and of that what carries addresses of version 4 or is special.
    "::/3",
    "4000::/2",
    "8000::/1",
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "2620:4f:8000::/48",
];

static PARSED: LazyLock<Vec<IpNet>> =
    LazyLock::new(|| SPECIAL.iter().filter_map(|network| network.parse().ok()).collect());

/// Says whether the server may go to an address.
pub(super) fn may_go(address: IpAddr, allowed: &[Network]) -> bool {
    // `::ffff:10.0.0.1` is 10.0.0.1.
    let address = address.to_canonical();
    let is_special = PARSED.iter().any(|network| network.contains(&address));
    !is_special || allowed.iter().any(|network| network.holds(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goes(address: &str, allowed: &[&str]) -> bool {
        let allowed: Vec<_> =
            allowed.iter().map(|it| Network::try_from((*it).to_owned()).unwrap()).collect();
        may_go(address.parse().unwrap(), &allowed)
    }

    #[test]
    fn every_network_of_the_list_is_one() {
        assert_eq!(PARSED.len(), SPECIAL.len());
    }

    #[test]
    fn public_addresses_are_gone_to() {
        for address in ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00::1"] {
            assert!(goes(address, &[]), "{address}");
        }
    }

    #[test]
    fn private_addresses_are_not_in_whatever_form() {
        for address in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!goes(address, &[]), "{address}");
        }
    }

    #[test]
    fn a_private_network_may_be_allowed() {
        assert!(goes("10.1.2.3", &["10.1.0.0/16"]));
        assert!(goes("::ffff:10.1.2.3", &["10.1.0.0/16"]));
        assert!(!goes("10.2.0.1", &["10.1.0.0/16"]));
        assert!(goes("127.0.0.1", &["127.0.0.1"]));
        assert!(goes("::1", &["::1"]));
    }

    #[test]
    fn nonsense_is_no_network() {
        assert!(Network::try_from("10.1".to_owned()).is_err());
        assert!(Network::try_from("crm.example".to_owned()).is_err());
    }
}
