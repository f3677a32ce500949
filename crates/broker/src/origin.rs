use std::{fmt, rc::Rc};

/// An origin as the browser writes it (`https://crm.example`, `http://127.0.0.1:8441`), cheap to
/// clone.
///
/// # Source
/// P11, P33
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(Rc<str>);

/// The text is not an origin as a browser writes it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an origin (such as https://crm.example): {0:?}")]
pub struct NotAnOrigin(String);

impl Origin {
    /// What a browser reports for a document without an origin (a sandbox without
    /// `allow-same-origin`, `data:`): never heard.
    pub const OPAQUE: &'static str = "null";

    /// Takes what the browser reports as `event.origin`; it is compared, never believed.
    #[must_use]
    pub fn reported(text: &str) -> Self {
        Self(text.into())
    }

    /// Takes an origin of a page's entry: scheme and host, no path, nothing else.
    ///
    /// # Errors
    /// [`NotAnOrigin`] for anything a browser would never report so.
    pub fn parse(text: &str) -> Result<Self, NotAnOrigin> {
        let wrong = || NotAnOrigin(text.into());
        let (scheme, host) = text.split_once("://").ok_or_else(wrong)?;
        let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "+-.:[]_".contains(c);
        if scheme.is_empty() || host.is_empty() || !scheme.chars().chain(host.chars()).all(clean) {
            return Err(wrong());
        }
        Ok(Self::reported(text))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nobody to answer to.
    #[must_use]
    pub fn is_opaque(&self) -> bool {
        &*self.0 == Self::OPAQUE
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entrys_origin_is_as_a_browser_writes_it() {
        for good in ["https://crm.example", "http://127.0.0.1:8441", "http://[::1]:8441"] {
            assert_eq!(Origin::parse(good).map(|origin| origin.to_string()), Ok(good.into()));
        }
        for bad in [
            "",
            "null",
            "*",
            "crm.example",
            "https://",
            "https://crm.example/",
            "https://CRM.example",
        ] {
            assert!(Origin::parse(bad).is_err(), "{bad}");
        }
    }
}
