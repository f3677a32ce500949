use super::{Loose, LooseCard, PICTURE_LIMIT};

/// How many characters a customer's name has at most: what a card can show.
pub const NAME_LIMIT: usize = 200;
/// How many bytes a picture's address has at most, where the picture itself is elsewhere.
pub const ADDRESS_LIMIT: usize = 8_192;
/// The kinds of picture that an address may hold itself: none that can run or load anything.
pub const PICTURE_KINDS: [&str; 4] = ["png", "jpeg", "gif", "webp"];

/// The customer's name and picture, judged: one of them at least.
///
/// # Shape
/// `{"name":"Ann","userImg":"https://crm.example/ann.png"}`
///
/// # Source
/// P44
#[derive(Clone, PartialEq, Eq)]
pub struct ContactCard {
    name: Option<String>,
    user_img: Option<String>,
}

/// Why a card changes nothing.
///
/// # Source
/// P44
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardFault {
    /// `contactCardData` is not an object.
    NotAnObject,
    /// Neither name nor picture is in it.
    Empty,
    /// `name` is not a text.
    NameKind,
    /// `name` has more than 200 characters.
    NameLength,
    /// `userImg` is not a text.
    PictureKind,
    /// `userImg` has more than 256 KiB, or, where the picture is elsewhere, 8,192 bytes.
    PictureLength,
    /// `userImg` is not the whole address of a picture: https, http on loopback, or
    /// `data:image/` png, jpeg, gif, webp.
    PictureAddress,
    /// `contactId` is not a contact id.
    InvalidContactId,
    /// No contact is meant: none was given, and the page is not a contact's panel.
    NoContact,
    /// The contact that is meant is not one of the agent's.
    UnknownContact,
}

impl CardFault {
    /// Every fault.
    pub const ALL: [Self; 10] = [
        Self::NotAnObject,
        Self::Empty,
        Self::NameKind,
        Self::NameLength,
        Self::PictureKind,
        Self::PictureLength,
        Self::PictureAddress,
        Self::InvalidContactId,
        Self::NoContact,
        Self::UnknownContact,
    ];

    /// Its name in the record and in vectors.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotAnObject => "not-an-object",
            Self::Empty => "empty",
            Self::NameKind => "name-kind",
            Self::NameLength => "name-length",
            Self::PictureKind => "picture-kind",
            Self::PictureLength => "picture-length",
            Self::PictureAddress => "picture-address",
            Self::InvalidContactId => "invalid-contact-id",
            Self::NoContact => "no-contact",
            Self::UnknownContact => "unknown-contact",
        }
    }
}

impl ContactCard {
    /// Judges `contactCardData`; `null` counts as absent in it.
    ///
    /// # Errors
    /// What is wrong with it first; then nothing of it is taken.
    pub fn parse(card: Option<LooseCard>) -> Result<Self, CardFault> {
        let LooseCard { name, user_img } = card.ok_or(CardFault::NotAnObject)?;
        let name = text(name, CardFault::NameKind, CardFault::NameLength)?;
        if name.as_ref().is_some_and(|name| name.chars().count() > NAME_LIMIT) {
            return Err(CardFault::NameLength);
        }
        let user_img = text(user_img, CardFault::PictureKind, CardFault::PictureLength)?;
        if let Some(address) = &user_img {
            judge_picture(address)?;
        }
        if name.is_none() && user_img.is_none() {
            return Err(CardFault::Empty);
        }
        Ok(Self { name, user_img })
    }

    /// The customer's name, to be shown as text; `None`: as it was.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The picture's address; `None`: as it was.
    #[must_use]
    pub fn user_img(&self) -> Option<&str> {
        self.user_img.as_deref()
    }
}

impl std::fmt::Debug for ContactCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactCard")
            .field("name", &self.name.as_ref().map(|_| "redacted"))
            .field("user_img", &self.user_img.as_ref().map(|_| "redacted"))
            .finish()
    }
}

fn text(value: Loose, kind: CardFault, length: CardFault) -> Result<Option<String>, CardFault> {
    match value {
        Loose::Undefined | Loose::Null => Ok(None),
        Loose::Text(text) => Ok(Some(text)),
        Loose::LongText(_) => Err(length),
        Loose::Bool(_)
        | Loose::Number(_)
        | Loose::BigInt(_)
        | Loose::Array(_)
        | Loose::Other(_) => Err(kind),
    }
}

fn judge_picture(address: &str) -> Result<(), CardFault> {
    if address.len() > PICTURE_LIMIT {
        return Err(CardFault::PictureLength);
    }
    if let Some(picture) = after(address, "data:image/") {
        let end = picture.find([';', ',']).ok_or(CardFault::PictureAddress)?;
        let known = PICTURE_KINDS.iter().any(|kind| picture[..end].eq_ignore_ascii_case(kind));
        return if known && picture[end..].contains(',') {
            Ok(())
        } else {
            Err(CardFault::PictureAddress)
        };
    }
    if address.len() > ADDRESS_LIMIT {
        return Err(CardFault::PictureLength);
    }
    // A browser drops or turns these before it reads an address: what is judged here must be
    // what it will ask for.
    if address.contains(|c: char| c.is_ascii_control() || c == ' ' || c == '\\') {
        return Err(CardFault::PictureAddress);
    }
    let (rest, loopback_alone) = match (after(address, "https://"), after(address, "http://")) {
        (Some(rest), _) => (rest, false),
        (None, Some(rest)) => (rest, true),
        (None, None) => return Err(CardFault::PictureAddress),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host_of(authority).ok_or(CardFault::PictureAddress)?;
    if loopback_alone && !is_loopback(host) {
        return Err(CardFault::PictureAddress);
    }
    Ok(())
}

fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

/// The host of an authority with neither user nor password.
fn host_of(authority: &str) -> Option<&str> {
    if authority.contains('@') {
        return None;
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let end = rest.find(']')?;
            let (host, port) = authority.split_at_checked(end + 2)?;
            if port.is_empty() { (host, "") } else { (host, port.strip_prefix(':')?) }
        }
        None => authority.split_once(':').unwrap_or((authority, "")),
    };
    (!host.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(host)
}

fn is_loopback(host: &str) -> bool {
    if host == "[::1]" || host.eq_ignore_ascii_case("localhost") {
        return true;
    }
    host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_pictures_are_judged_by_scheme_and_host() {
        for good in [
            "https://crm.example/ann.png",
            "HTTPS://crm.example",
            "https://crm.example:8443/a?b#c",
            "http://localhost:8441/ann.png",
            "http://127.0.0.1/ann.png",
            "http://[::1]:80/ann.png",
            "data:image/png;base64,AAAA",
            "data:image/WEBP,x",
        ] {
            assert_eq!(picture(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "ann.png",
            "/ann.png",
            "//crm.example/ann.png",
            "https:/crm.example",
            "https://",
            "https:///ann.png",
            "http://crm.example/ann.png",
            "http://localhost.crm.example/",
            "http://localhost@crm.example/",
            "http://localhost\\@crm.example/",
            "http://127.0.0.1.crm.example/",
            "https://crm.example/a b",
            " https://crm.example/",
            "javascript:alert(1)",
            "blob:https://crm.example/1",
            "data:image/svg+xml,<svg/>",
            "data:image/png",
            "data:image/png;base64",
            "data:text/html,x",
        ] {
            assert_eq!(picture(bad), Err(CardFault::PictureAddress), "{bad}");
        }
    }

    #[test]
    fn sizes_are_counted_in_bytes_for_pictures_and_in_characters_for_names() {
        let start = "data:image/png,";
        assert_eq!(picture(&format!("{start}{}", "a".repeat(PICTURE_LIMIT - start.len()))), Ok(()));
        assert_eq!(
            picture(&format!("{start}{}", "a".repeat(PICTURE_LIMIT - start.len() + 1))),
            Err(CardFault::PictureLength)
        );
        assert_eq!(
            picture(&format!("{start}{}", "é".repeat(PICTURE_LIMIT / 2))),
            Err(CardFault::PictureLength)
        );
        assert!(named(Loose::Text("é".repeat(NAME_LIMIT))).is_ok());
        assert_eq!(named(Loose::Text("é".repeat(NAME_LIMIT + 1))), Err(CardFault::NameLength));
        assert_eq!(named(Loose::Number(5.0)), Err(CardFault::NameKind));
        assert_eq!(named(Loose::Null), Err(CardFault::Empty));
        assert_eq!(ContactCard::parse(None), Err(CardFault::NotAnObject));
    }

    #[test]
    fn a_customer_is_not_printed() {
        let card = named(Loose::Text("Ann".into())).expect("a name");
        assert!(!format!("{card:?}").contains("Ann"));
    }

    fn picture(address: &str) -> Result<(), CardFault> {
        let user_img = Loose::Text(address.into());
        ContactCard::parse(Some(LooseCard { user_img, ..LooseCard::default() })).map(|_| ())
    }

    fn named(name: Loose) -> Result<ContactCard, CardFault> {
        ContactCard::parse(Some(LooseCard { name, ..LooseCard::default() }))
    }
}
