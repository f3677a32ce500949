//! `[log_in]`: where the log-in page may send people back to.

use serde::{Deserialize, Serialize};
use url::Url;

use super::is_loopback;

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LogIn {
    /// None but these, letter by letter.
    redirect_uris: Vec<RedirectUri>,
}

impl LogIn {
    /// Gives the address, if people may be sent there.
    pub(crate) fn redirect(&self, wanted: &str) -> Option<Url> {
        let url = Url::parse(wanted).ok().filter(is_whole)?;
        self.redirect_uris.iter().any(|known| known.allows(wanted, &url)).then_some(url)
    }
}

/// An address, or every address of this machine.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(try_from = "String")]
enum RedirectUri {
    #[serde(rename = "loopback")]
    Loopback,
    #[serde(untagged)]
    Address(String),
}

/// Stands for any port and path on this machine.
const LOOPBACK: &str = "loopback";

impl RedirectUri {
    fn allows(&self, wanted: &str, url: &Url) -> bool {
        match self {
            Self::Loopback => matches!(url.scheme(), "http" | "https") && is_loopback(url),
            Self::Address(known) => known == wanted,
        }
    }
}

impl TryFrom<String> for RedirectUri {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == LOOPBACK {
            return Ok(Self::Loopback);
        }
        let wrong = |what: &str| Err(format!("`{text}` {what}"));
        match Url::parse(&text) {
            Ok(url) if !is_whole(&url) => wrong("has a fragment, a user or no host"),
            Ok(url) if url.scheme() == "https" || url.scheme().contains('.') => {
                Ok(Self::Address(text))
            }
            Ok(url) if url.scheme() == "http" && is_loopback(&url) => Ok(Self::Address(text)),
            Ok(_) => wrong(
                "is neither https, nor http on this machine, nor a program's own scheme like com.example.app:/",
            ),
            Err(_) => wrong("is neither an address nor \"loopback\""),
        }
    }
}

/// What is added to it must arrive, and where people see that they are sent.
fn is_whole(url: &Url) -> bool {
    let is_web = matches!(url.scheme(), "http" | "https");
    url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && (!is_web || url.host().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(config: &str, wanted: &str) -> bool {
        let config = format!("redirect_uris = [{config}]");
        toml::from_str::<LogIn>(&config).unwrap().redirect(wanted).is_some()
    }

    #[test]
    fn nothing_is_allowed_but_what_stands_there_letter_by_letter() {
        let one = "'https://app.example/back?x=1', 'com.example.app:/back'";
        assert!(allows(one, "https://app.example/back?x=1"));
        assert!(allows(one, "com.example.app:/back"));
        for other in [
            "https://app.example/back",
            "https://app.example/back?x=1&y=2",
            "https://app.example/back?x=1#here",
            "https://app.example/back?x=1/..",
            "https://APP.example/back?x=1",
            "https://app.example:443/back?x=1",
            "http://app.example/back?x=1",
            "https://app.example.evil.example/back?x=1",
            "http://localhost/",
            "javascript:alert(1)",
            "",
        ] {
            assert!(!allows(one, other), "{other}");
        }
        assert!(!allows("", "http://localhost:5000/"));
    }

    #[test]
    fn loopback_stands_for_any_port_and_path_of_this_machine() {
        for own in [
            "http://localhost:5000/back",
            "http://127.0.0.1:1",
            "http://127.8.8.8/x?y=z",
            "https://[::1]:9/",
            "http://app.localhost:3/",
        ] {
            assert!(allows("'loopback'", own), "{own}");
        }
        for other in [
            "http://localhost.evil.example/",
            "http://evil.example/localhost",
            "http://localhost@evil.example/",
            "http://user@localhost/",
            "http://localhost/#x",
            "com.example.app://localhost/",
            "ftp://localhost/",
        ] {
            assert!(!allows("'loopback'", other), "{other}");
        }
    }

    #[test]
    fn what_is_no_place_to_go_back_to_is_refused() {
        for wrong in [
            "http://app.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "app",
            "https://a/#b",
            "*",
        ] {
            let config = format!("redirect_uris = ['{wrong}']");
            assert!(toml::from_str::<LogIn>(&config).is_err(), "{wrong}");
        }
    }
}
