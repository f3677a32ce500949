//! Says where in the file something is wrong.

use thiserror::Error;
use toml::Spanned;

/// A configuration that cannot be used: one sentence with file, line and key.
#[derive(Debug, Error)]
#[error("{file}{}{}: {message}", at_line(*.line), in_key(.key.as_deref()))]
pub(crate) struct ConfigError {
    file: String,
    line: Option<usize>,
    key: Option<String>,
    message: String,
}

fn at_line(line: Option<usize>) -> String {
    line.map(|line| format!(", line {line}")).unwrap_or_default()
}

fn in_key(key: Option<&str>) -> String {
    key.map(|key| format!(", key `{key}`")).unwrap_or_default()
}

impl ConfigError {
    /// Says it without the file: where in the text, and what.
    pub(crate) fn in_text(&self) -> String {
        let Self { file: _, line, key, message } = self;
        let place = format!("{}{}", at_line(*line), in_key(key.as_deref()));
        match place.strip_prefix(", ") {
            Some(place) => format!("{place}: {message}"),
            None => message.clone(),
        }
    }

    /// Says it of an entry that stands by itself: which key, and what.
    pub(crate) fn in_entry(&self) -> String {
        match &self.key {
            Some(key) => format!("`{key}`: {}", self.message),
            None => self.message.clone(),
        }
    }

    pub(super) fn of_entry(message: impl Into<String>) -> Self {
        Self { file: "the entry".to_owned(), line: None, key: None, message: message.into() }
    }

    pub(super) fn unreadable(file: &str, error: &std::io::Error) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            key: None,
            message: format!("cannot be read: {error}"),
        }
    }
}

/// The file being judged.
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Place<'_> {
    /// Says that a value is wrong.
    pub(super) fn wrong<T>(&self, value: &Spanned<T>, message: impl Into<String>) -> ConfigError {
        self.at(value.span().start, message.into())
    }

    /// Says in one line what the parser says in several.
    pub(super) fn of_toml_error(&self, error: &toml::de::Error) -> ConfigError {
        let message = with_nearest(error.message().trim().replace('\n', "; "));
        match error.span() {
            Some(span) => self.at(span.start, message),
            None => ConfigError { file: self.file.to_owned(), line: None, key: None, message },
        }
    }

    fn at(&self, offset: usize, message: String) -> ConfigError {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count();
        ConfigError {
            file: self.file.to_owned(),
            line: Some(line + 1),
            key: self.key(line),
            message,
        }
    }

    /// The key of a line, after the table it stands in.
    fn key(&self, line: usize) -> Option<String> {
        let lines: Vec<&str> = self.text.lines().take(line + 1).map(str::trim).collect();
        let (last, above) = lines.split_last()?;
        let header = |line: &&&str| line.starts_with('[');
        let name = |line: &str| line.trim_matches(['[', ']', ' ']).to_owned();
        if last.starts_with('[') {
            return Some(name(last.split('#').next().unwrap_or(last)));
        }
        let table = above.iter().rev().find(header).map(|line| name(line));
        let key = last.split_once('=').map(|(key, _)| key.trim().to_owned());
        match (table, key) {
            (Some(table), Some(key)) => Some(format!("{table}.{key}")),
            (table, key) => key.or(table),
        }
    }
}

/// Names the nearest of the keys, or words, that the parser lists.
fn with_nearest(message: String) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown ").then(|| quoted.next()).flatten();
    let nearest = unknown.and_then(|unknown| {
        let distance = |word: &str| strsim::damerau_levenshtein(unknown, word);
        quoted.min_by_key(|word| distance(word)).filter(|word| distance(word) <= MOST_MISTYPED)
    });
    match nearest {
        Some(nearest) => format!("{message}; did you mean `{nearest}`?"),
        None => message,
    }
}

/// With more letters wrong, another word is meant.
const MOST_MISTYPED: usize = 3;

/// Makes a value that stands in no file.
pub(super) fn nowhere<T>(value: T) -> Spanned<T> {
    Spanned::new(0..0, value)
}

/// Reads whole seconds from `least` to `most`.
pub(super) fn seconds<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
    least: u32,
    most: u32,
) -> Result<u32, D::Error> {
    let seconds = <u32 as serde::Deserialize>::deserialize(deserializer)?;
    if (least..=most).contains(&seconds) {
        Ok(seconds)
    } else {
        Err(serde::de::Error::custom(format!("{seconds} is not from {least} to {most} seconds")))
    }
}
