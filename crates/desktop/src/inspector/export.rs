//! The record as a file, and back: to be kept, sent to somebody, or replayed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::log::{Entry, Way};

/// Names the form of the file.
const FORMAT: &str = "cordboard-messages";
const VERSION: u32 = 1;

/// A whole file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Exported {
    format: String,
    version: u32,
    entries: Vec<ExportedEntry>,
}

/// One entry of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExportedEntry {
    at_ms: f64,
    page: String,
    way: String,
    kind: String,
    level: String,
    sentence: String,
    clause: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    later: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    took_ms: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    /// What was posted, as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<Box<RawValue>>,
    /// The same where JSON cannot say it, or it is cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A message of the desktop to a page, out of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recorded {
    /// Whose it was.
    pub(crate) page: String,
    /// How long after the first one of the file, in milliseconds.
    pub(crate) after_ms: u32,
    /// The message, as JSON.
    pub(crate) json: String,
}

/// Why a file cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoLog {
    #[error("The file is no record of this inspector: {0}.")]
    Unreadable(#[from] serde_json::Error),
    #[error("The file is no record of this inspector.")]
    OtherFormat,
    #[error("The file is of version {0}; this desktop reads version {VERSION}.")]
    OtherVersion(u32),
    #[error("No message to a page is in the file.")]
    Nothing,
}

/// Writes the record.
pub(crate) fn export<'a>(entries: impl Iterator<Item = &'a Arc<Entry>>) -> String {
    let entries = entries.map(|entry| exported(entry)).collect();
    let file = Exported { format: FORMAT.to_owned(), version: VERSION, entries };
    // Texts and numbers can always be written.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// Reads the messages to pages out of a file.
pub(crate) fn recorded(file: &str) -> Result<Vec<Recorded>, NoLog> {
    let Exported { format, version, entries } = serde_json::from_str(file)?;
    if format != FORMAT {
        return Err(NoLog::OtherFormat);
    }
    if version != VERSION {
        return Err(NoLog::OtherVersion(version));
    }
    let mut recorded: Vec<Recorded> = Vec::new();
    let mut first_ms = None;
    for entry in entries {
        let is_posted = entry.way == Way::ToPage.name() || entry.way == Way::Replayed.name();
        let Some(message) = entry.message.filter(|message| is_posted && is_of_host(message.get()))
        else {
            continue;
        };
        let after_ms = whole(entry.at_ms - *first_ms.get_or_insert(entry.at_ms));
        recorded.push(Recorded { page: entry.page, after_ms, json: message.get().to_owned() });
    }
    if recorded.is_empty() { Err(NoLog::Nothing) } else { Ok(recorded) }
}

fn exported(entry: &Entry) -> ExportedEntry {
    let raw = entry.raw.as_ref();
    let json = raw.filter(|raw| raw.is_json);
    let message = json.and_then(|raw| RawValue::from_string(raw.text.clone()).ok());
    let text = raw.filter(|_| message.is_none()).map(|raw| raw.text.clone());
    ExportedEntry {
        at_ms: entry.at_ms,
        page: entry.title.to_string(),
        way: entry.way.name().to_owned(),
        kind: entry.kind.clone(),
        level: entry.explanation.level.name().to_owned(),
        sentence: entry.explanation.sentence.clone(),
        clause: entry.explanation.clause.to_owned(),
        later: entry.later.clone(),
        took_ms: entry.took_ms,
        bytes: raw.map(|raw| raw.bytes),
        message,
        text,
    }
}

/// Whether it is what the host posts: nothing else may be posted to a page.
fn is_of_host(json: &str) -> bool {
    #[derive(Deserialize)]
    struct Message {
        #[serde(rename = "issuer")]
        _issuer: String,
        #[serde(rename = "events")]
        _events: Vec<serde::de::IgnoredAny>,
    }
    serde_json::from_str::<Message>(json).is_ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds within a file; anything else saturates"
)]
fn whole(ms: f64) -> u32 {
    ms as u32
}

#[cfg(test)]
mod tests {
    use super::super::log::Raw;
    use super::super::log::tests::entry;
    use super::*;

    const POSTED: &str = r#"{"issuer":"MAX","contactId":null,"events":[{"Z":1,"A":2}]}"#;

    #[test]
    fn what_is_exported_is_replayed_as_it_was() {
        let entries = [
            made(Way::FromPage, 1_000.0, r#"{"messageType":"HoldEvent"}"#, true),
            made(Way::ToPage, 1_250.0, POSTED, true),
            made(Way::ToPage, 1_300.0, r#"{"issuer":"MAX","contactId":nu"#, false),
            made(Way::ToPage, 1_350.0, r#"{"foreign":1}"#, true),
            made(Way::ToPage, 2_250.5, POSTED, true),
        ];
        let file = export(entries.iter());
        assert!(file.contains(r#""text": "{\"issuer\":\"MAX\",\"contactId\":nu""#), "{file}");
        let one = |after_ms| Recorded { page: "CRM".into(), after_ms, json: POSTED.into() };
        assert_eq!(recorded(&file).expect("our own file"), [one(0), one(1_000)]);
    }

    #[test]
    fn what_is_no_record_is_said_in_words() {
        for (file, says) in [
            ("", "The file is no record of this inspector: "),
            (
                r#"{"format":"har","version":1,"entries":[]}"#,
                "The file is no record of this inspector.",
            ),
            (
                r#"{"format":"cordboard-messages","version":2,"entries":[]}"#,
                "The file is of version 2; this desktop reads version 1.",
            ),
            (
                r#"{"format":"cordboard-messages","version":1,"entries":[]}"#,
                "No message to a page is in the file.",
            ),
        ] {
            let said = recorded(file).expect_err("no record").to_string();
            assert!(said.starts_with(says), "{said}");
        }
    }

    fn made(way: Way, at_ms: f64, text: &str, is_json: bool) -> Arc<Entry> {
        let raw = Some(Raw { text: text.into(), is_json, is_cut: !is_json, bytes: 1 });
        Arc::new(Entry { at_ms, way, raw, ..entry(text) })
    }
}
