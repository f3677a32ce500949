//! A fact as it is stored: its kind, its body in JSON, and a checksum over all of it.

use cordboard_acd::{
    Fact, Time,
    fact::{FACT_VERSION, Happened},
};
use xxhash_rust::xxh3::xxh3_64;

use crate::{JournalError, Position};

use super::place::Place;

/// A row of the table `facts`.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) position: i64,
    pub(super) at: i64,
    pub(super) version: i64,
    pub(super) kind: String,
    pub(super) body: String,
    pub(super) checksum: i64,
}

impl Encoded {
    pub(super) fn new(
        place: &Place,
        position: Position,
        fact: &Fact,
    ) -> Result<Self, JournalError> {
        let told = serde_json::to_string(&fact.happened)
            .map_err(|error| place.failed(format!("a fact has no JSON form: {error}")))?;
        let (kind, body) = split(&told).ok_or_else(|| {
            place.failed("a fact's JSON form is not one key with one value, so it cannot be kept")
        })?;
        let mut row = Self {
            position: position.0.cast_signed(),
            at: fact.at.0.cast_signed(),
            version: i64::from(fact.version),
            kind: kind.to_owned(),
            body: body.to_owned(),
            checksum: 0,
        };
        row.checksum = row.sum(place.unit);
        Ok(row)
    }

    /// Gives the fact, if this is what was written.
    pub(super) fn decode(self, place: &Place) -> Result<Fact, JournalError> {
        let position = Position(self.position.cast_unsigned());
        if self.sum(place.unit) != self.checksum {
            return Err(place.damaged(Some(position), "a fact's checksum is wrong"));
        }
        let Ok(version) = u16::try_from(self.version) else {
            return Err(place.damaged(Some(position), "a fact's version is out of range"));
        };
        let happened = serde_json::from_str::<Happened>(&join(&self.kind, &self.body));
        // A newer version may say more in a form that can be read here, and mean something else.
        let known = happened.ok().filter(|_| version <= FACT_VERSION);
        let happened = known.ok_or_else(|| {
            let Self { kind, version, .. } = &self;
            place.too_new(format!("{kind} of version {version} at position {}", position.0))
        })?;
        Ok(Fact { version, at: Time(self.at.cast_unsigned()), happened })
    }

    /// About what it takes in the file.
    pub(super) fn bytes(&self) -> usize {
        self.body.len() + self.kind.len() + 40
    }

    fn sum(&self, unit: i64) -> i64 {
        let mut bytes = Vec::with_capacity(48 + self.kind.len() + self.body.len());
        for number in [unit, self.position, self.at, self.version] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        // The length keeps kind and body apart.
        bytes.extend_from_slice(&self.kind.len().to_le_bytes());
        bytes.extend_from_slice(self.kind.as_bytes());
        bytes.extend_from_slice(self.body.as_bytes());
        checksum(&bytes)
    }
}

/// The checksum of everything that the journal stores.
pub(super) fn checksum(bytes: &[u8]) -> i64 {
    xxh3_64(bytes).cast_signed()
}

/// Splits `{"Kind":body}`; a kind without a body is `"Kind"` alone.
fn split(told: &str) -> Option<(&str, &str)> {
    if let Some(rest) = told.strip_prefix("{\"") {
        rest.strip_suffix('}')?.split_once("\":")
    } else {
        Some((told.strip_prefix('"')?.strip_suffix('"')?, ""))
    }
}

fn join(kind: &str, body: &str) -> String {
    if body.is_empty() { format!("\"{kind}\"") } else { format!("{{\"{kind}\":{body}}}") }
}

#[cfg(test)]
mod tests {
    use cordboard_acd::{BusinessUnitId, ContactId};

    use super::*;

    #[test]
    fn a_fact_of_a_newer_version_is_not_read_as_if_it_were_of_this_one() {
        let place = Place::new("/data".as_ref(), BusinessUnitId(1)).unwrap();
        let contact = ContactId(7);
        let mut fact = Fact::new(Time(1), Happened::ContactHeld { contact });
        let row = |fact: &Fact| Encoded::new(&place, Position(1), fact).unwrap();
        assert_eq!(row(&fact).decode(&place).unwrap(), fact);
        fact.version = FACT_VERSION + 1;
        let read = row(&fact).decode(&place);
        assert!(matches!(read, Err(JournalError::TooNew { .. })), "{read:?}");
    }

    #[test]
    fn a_kind_with_and_without_a_body_comes_back() {
        for told in [r#"{"Arrived":{"ani":"\":}"}}"#, r#""Opened""#, r#"{"Moved":null}"#] {
            let (kind, body) = split(told).unwrap();
            assert_eq!(join(kind, body), told);
        }
        assert_eq!(split(r#"{"Arrived":{}}"#), Some(("Arrived", "{}")));
        assert_eq!(split("[1]"), None);
    }
}
