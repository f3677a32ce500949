use super::{Explanation, problem, words::listed};
use crate::{Origin, Standing};

/// Why a message from that origin was not heard (P11).
#[must_use]
pub fn explain_not_heard(origin: &Origin, standing: &Standing) -> Explanation {
    if origin.is_opaque() {
        let sentence = "Not heard: the page has no origin that could be answered, because its \
                        sandbox lacks allow-same-origin.";
        return problem(sentence.into(), "P11");
    }
    let known: Vec<&str> = standing.origins.iter().map(Origin::as_str).collect();
    let named = if known.is_empty() { "no origin".to_owned() } else { listed(&known) };
    let near = standing.origins.iter().find_map(|known| difference(origin, known));
    let near = near.map(|what| format!(" ({what} differs)")).unwrap_or_default();
    let sentence = format!(
        "Not heard: it came from {}, and the page's entry names {named}{near}.",
        super::words::cut(origin.as_str())
    );
    problem(sentence, "P11")
}

/// A page posts more than it may (P34).
#[must_use]
pub fn explain_flood(dropped: u64) -> Explanation {
    let so_many =
        if dropped == 1 { "1 message was".into() } else { format!("{dropped} messages were") };
    let sentence =
        format!("{so_many} not looked at: a page may post 200 a second, and 1,000 in a burst.");
    problem(sentence, "P34")
}

/// A message from a frame within a page (P11).
#[must_use]
pub fn explain_stray(origin: &Origin) -> Explanation {
    let sentence = format!(
        "Not heard: it came from a frame inside the page (of {}); the page's own window has to \
         post it.",
        super::words::cut(origin.as_str())
    );
    problem(sentence, "P11")
}

/// The one part in which two origins differ; nothing when there are several.
fn difference(one: &Origin, other: &Origin) -> Option<&'static str> {
    let (one, other) = (parts(one)?, parts(other)?);
    match (one.0 == other.0, one.1 == other.1, one.2 == other.2) {
        (false, true, _) => Some("the scheme"),
        (true, false, true) => Some("the host"),
        (true, true, false) => Some("the port"),
        _ => None,
    }
}

fn parts(origin: &Origin) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = origin.as_str().split_once("://")?;
    let port = rest.rfind(':').filter(|at| !rest[*at..].contains(']'));
    let (host, port) = port.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
    Some((scheme, host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_differs_is_named() {
        let differ = |one, other| difference(&Origin::reported(one), &Origin::reported(other));
        assert_eq!(differ("http://crm.example", "https://crm.example"), Some("the scheme"));
        assert_eq!(differ("https://crm.example:8443", "https://crm.example"), Some("the port"));
        assert_eq!(differ("https://www.crm.example", "https://crm.example"), Some("the host"));
        assert_eq!(differ("http://[::1]:80", "http://[::1]:81"), Some("the port"));
        assert_eq!(differ("http://a.example:80", "https://b.example"), None);
    }
}
