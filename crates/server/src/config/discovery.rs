//! `[discovery]`: what clients build further addresses from.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Discovery {
    /// Names the business unit; without it, its number does.
    pub(crate) tenant_id: Option<String>,
    /// In `https://api-{area}.{domain}` and `https://{area}.{uhDomain}`.
    area: Option<Label>,
    /// In `https://api-{cluster}.{acdDomain}`.
    cluster: Option<Label>,
    /// The domain of all three, where nothing else is said.
    domain: Option<Domain>,
    /// That of the agent API.
    acd_domain: Option<Domain>,
    /// That of the pages.
    uh_domain: Option<Domain>,
}

/// What the three addresses are built from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) area: String,
    pub(crate) cluster: String,
    pub(crate) domain: String,
    pub(crate) acd_domain: String,
    pub(crate) uh_domain: String,
}

/// Area and cluster, where nothing else is said.
const CORDBOARD: &str = "cordboard";

impl Discovery {
    /// In `https://api-{cluster}.{acdDomain}`.
    pub(crate) fn cluster(&self) -> &str {
        self.cluster.as_ref().or(self.area.as_ref()).map_or(CORDBOARD, |label| &label.0)
    }

    /// Gives the names for a client that has reached the server under an origin. Names that are
    /// not configured lie below that of the server: nobody else can own them.
    pub(crate) fn names(&self, origin: &str) -> Names {
        let area = self.area.as_ref().map_or(CORDBOARD, |label| &label.0);
        let cluster = self.cluster();
        let of_host = || below(origin, &[area, &format!("api-{area}"), &format!("api-{cluster}")]);
        let domain = self.domain.as_ref().map_or_else(of_host, |domain| domain.0.clone());
        let or_domain =
            |own: &Option<Domain>| own.as_ref().map_or_else(|| domain.clone(), |own| own.0.clone());
        Names {
            area: area.to_owned(),
            cluster: cluster.to_owned(),
            acd_domain: or_domain(&self.acd_domain),
            uh_domain: or_domain(&self.uh_domain),
            domain,
        }
    }
}

/// The name and port of an origin, without what an earlier answer has put before it.
fn below(origin: &str, labels: &[&str]) -> String {
    let Ok(url) = Url::parse(origin) else { return origin.to_owned() };
    let on_this_machine = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(_)) | None => false,
    };
    let name = url.host_str().unwrap_or_default();
    let name = if on_this_machine { "localhost" } else { name };
    let prefix = name.split_once('.').filter(|(first, _)| labels.contains(first));
    let name = prefix.map_or(name, |(_, rest)| rest);
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

/// One part of a name between dots.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(try_from = "String")]
struct Label(String);

impl TryFrom<String> for Label {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let label = text.to_ascii_lowercase();
        let plain = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
        // With `api-` before it, it has 63 at most.
        let fits = (1..=59).contains(&label.len());
        if fits && label.chars().all(plain) && !label.starts_with('-') && !label.ends_with('-') {
            return Ok(Self(label));
        }
        Err(format!("`{text}` is not one part of a host name: letters, digits and hyphens"))
    }
}

/// A name and perhaps a port.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(try_from = "String")]
struct Domain(String);

impl TryFrom<String> for Domain {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let url = Url::parse(&format!("https://{text}")).ok();
        let domain = url.filter(|url| matches!(url.host(), Some(Host::Domain(_)))).map(|url| {
            let origin = url.origin().ascii_serialization();
            (origin == format!("https://{}", text.to_ascii_lowercase())).then_some(origin)
        });
        match domain.flatten().as_deref().and_then(|origin| origin.strip_prefix("https://")) {
            Some(domain) => Ok(Self(domain.to_owned())),
            None => Err(format!("`{text}` is not a domain like `acd.example` or `localhost:8440`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(config: &str, origin: &str) -> [String; 3] {
        let names = toml::from_str::<Discovery>(config).unwrap().names(origin);
        let Names { area, cluster, domain, acd_domain, uh_domain } = names;
        [
            format!("https://api-{cluster}.{acd_domain}"),
            format!("https://api-{area}.{domain}"),
            format!("https://{area}.{uh_domain}"),
        ]
    }

    #[test]
    fn every_name_that_a_client_builds_leads_to_the_same_names_again() {
        let local = [
            "https://api-cordboard.localhost:8440",
            "https://api-cordboard.localhost:8440",
            "https://cordboard.localhost:8440",
        ];
        for origin in [
            "http://localhost:8440",
            "http://127.0.0.1:8440",
            "http://[::1]:8440",
            "http://cordboard.localhost:8440",
            "http://api-cordboard.localhost:8440",
        ] {
            assert_eq!(addresses("", origin), local, "{origin}");
        }
        assert_eq!(addresses("", "https://acd.example")[2], "https://cordboard.acd.example");
        assert_eq!(
            addresses("", "https://api.acd.example:1")[1],
            "https://api-cordboard.api.acd.example:1"
        );
    }

    #[test]
    fn what_is_configured_holds_whatever_the_client_calls_the_server() {
        let two = "area = 'ACD'\ndomain = 'example.com'";
        for origin in ["https://acd.example.com", "https://elsewhere.example"] {
            assert_eq!(
                addresses(two, origin),
                [
                    "https://api-acd.example.com",
                    "https://api-acd.example.com",
                    "https://acd.example.com"
                ]
            );
        }
        let all = "area = 'eu1'\ncluster = 'c3'\ndomain = 'a.example'\nacd_domain = 'b.example:1'\n\
                   uh_domain = 'd.example'";
        assert_eq!(
            addresses(all, "https://x.example"),
            ["https://api-c3.b.example:1", "https://api-eu1.a.example", "https://eu1.d.example"]
        );
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for wrong in ["area = 'a.b'", "area = ''", "cluster = '-a'", "area = 'ä'"] {
            assert!(toml::from_str::<Discovery>(wrong).is_err(), "{wrong}");
        }
        for wrong in ["https://a.example", "a.example/", "", "127.0.0.1", "a.example:443", "u@a.b"]
        {
            let config = format!("domain = '{wrong}'");
            assert!(toml::from_str::<Discovery>(&config).is_err(), "{wrong}");
        }
    }
}
