//! Addresses of pages: filling in variables, and which entry an address takes.

use std::collections::BTreeMap;

use cordboard_protocol::desktop::{PageEntry, PageKind};

/// Fills `{name}` with its value, escaped for an address. A name without a value becomes nothing.
#[must_use]
pub fn filled(template: &str, values: &BTreeMap<&str, String>) -> String {
    let mut address = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        address.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            address.push('{');
            rest = after;
            continue;
        };
        address.push_str(&escaped(values.get(name).map(String::as_str).unwrap_or_default()));
        rest = after;
    }
    address.push_str(rest);
    address
}

/// The entry that an address popped by an event takes: the one whose `origins` holds its origin, a panel's before
/// a workspace's (P11).
#[must_use]
pub fn entry_for<'a>(entries: &'a [PageEntry], origin: &str) -> Option<&'a PageEntry> {
    let holds = |entry: &&PageEntry| entry.origins.iter().any(|it| it == origin);
    let is_panel = |entry: &&PageEntry| entry.kind == PageKind::Panel;
    let mut all = entries.iter().filter(holds);
    entries.iter().filter(holds).find(is_panel).or_else(|| all.next())
}

fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in_and_escaped() {
        let values = BTreeMap::from([("ani", "+1 555".to_owned()), ("contactId", "7".to_owned())]);
        let template = "https://crm.example/{contactId}?ani={ani}&x={unknown}&y={open";
        assert_eq!(filled(template, &values), "https://crm.example/7?ani=%2B1%20555&x=&y={open");
    }

    #[test]
    fn p11_a_popped_address_takes_the_entry_that_names_its_origin() {
        let entries = [
            entry("kb", PageKind::Workspace, "https://a.example"),
            entry("crm", PageKind::Panel, "https://a.example"),
            entry("other", PageKind::Panel, "https://b.example"),
        ];
        let found = |origin| entry_for(&entries, origin).map(|entry| entry.page_id.as_str());
        assert_eq!(found("https://a.example"), Some("crm"));
        assert_eq!(found("https://b.example"), Some("other"));
        assert_eq!(found("https://a.example.evil"), None);
        assert_eq!(found("null"), None);
    }

    fn entry(page_id: &str, kind: PageKind, origin: &str) -> PageEntry {
        PageEntry {
            page_id: page_id.to_owned(),
            kind,
            name: page_id.to_owned(),
            icon: String::new(),
            url: origin.to_owned(),
            origins: vec![origin.to_owned()],
            frame_origins: Vec::new(),
            skills: Vec::new(),
            grants: Vec::new(),
            sandbox: Vec::new(),
            allow: String::new(),
            framing: cordboard_protocol::desktop::Framing::Frame,
        }
    }
}
