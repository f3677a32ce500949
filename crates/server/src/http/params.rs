//! Parameters: in the body whatever its content type, or in the query; the body wins (A2, A3, A9).

use std::{fmt, time::Duration};

use axum::{
    body::Body,
    extract::{FromRequest, Request},
};
use cordboard_protocol::problem::ProblemType;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use crate::problem::Refused;

/// The largest body of the contract holds 4,000 characters of notes, six bytes each when escaped.
pub(super) const LARGEST_BODY: usize = 64 * 1024;

/// A body of that size comes in far less, on any line that can carry a call.
const LONGEST_BODY: Duration = Duration::from_secs(10);

/// More parameters than any operation has.
const MOST_PARAMETERS: usize = 64;

/// The parameters of a request, by name.
#[derive(Default)]
pub(crate) struct Params(Map<String, Value>);

impl Params {
    /// Reads them as the operation's own type.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, Refused> {
        serde_json::from_value(Value::Object(self.0))
            .map_err(|error| Refused::bad_value(error.to_string()))
    }

    /// Writes them all as one JSON text, whatever they are called.
    pub(crate) fn text(self) -> String {
        Value::Object(self.0).to_string()
    }

    /// Reads the parameters of the query alone.
    pub(crate) fn of_query(query: Option<&str>) -> Result<Self, Refused> {
        let mut params = Self::default();
        params.add_form(query.unwrap_or_default())?;
        Ok(params)
    }

    fn add_body(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let text =
            std::str::from_utf8(bytes).map_err(|_| Refused::bad_value("the body is not UTF-8"))?;
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Ok(());
        }
        if text.contains('=') && !text.starts_with(['{', '[', '"']) {
            return self.add_form(text);
        }
        match serde_json::from_str::<UniqueKeys>(text) {
            Ok(UniqueKeys(map)) => {
                // What a client leaves open in the body may stand in the query.
                self.0.extend(map.into_iter().filter(|(_, value)| !value.is_null()));
                self.count()
            }
            Err(error) => Err(Refused::bad_value(format!("the body cannot be read: {error}"))),
        }
    }

    fn add_form(&mut self, text: &str) -> Result<(), Refused> {
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            self.0.insert(name.into_owned(), Value::String(value.into_owned()));
            self.count()?;
        }
        Ok(())
    }

    fn count(&self) -> Result<(), Refused> {
        if self.0.len() > MOST_PARAMETERS {
            return Err(Refused::bad_value("too many parameters"));
        }
        Ok(())
    }
}

impl<S: Sync> FromRequest<S> for Params {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        let mut params = Self::of_query(request.uri().query())?;
        let bytes = read(request.into_body(), LARGEST_BODY).await?;
        params.add_body(&bytes)?;
        Ok(params)
    }
}

/// Reads a body that comes in time and is no larger than allowed.
pub(super) async fn read(body: Body, largest: usize) -> Result<Vec<u8>, Refused> {
    let collected = tokio::time::timeout(LONGEST_BODY, Limited::new(body, largest).collect());
    match collected.await {
        Ok(Ok(body)) => Ok(body.to_bytes().into()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err(Refused::because(ProblemType::BodyTooLarge, format!("at most {largest} bytes")))
        }
        Ok(Err(_)) => Err(Refused::bad_value("the body broke off")),
        Err(_) => Err(Refused::bad_value("the body did not come in time")),
    }
}

/// A JSON object in which no key stands twice; nothing else.
pub(super) struct UniqueKeys(pub(super) Map<String, Value>);

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = UniqueKeys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_unit<E: Error>(self) -> Result<UniqueKeys, E> {
                Ok(UniqueKeys(Map::new()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<UniqueKeys, A::Error> {
                let mut map = Map::new();
                while let Some((key, value)) = access.next_entry::<String, Value>()? {
                    if map.insert(key, value).is_some() {
                        return Err(A::Error::custom("a key stands twice"));
                    }
                }
                Ok(UniqueKeys(map))
            }
        }
        deserializer.deserialize_any(Object)
    }
}

/// Reads a yes or no that arrives as a boolean, a number or text; absent is no.
pub(crate) fn flag(name: &str, value: Option<&Value>) -> Result<bool, Refused> {
    let wrong = || Refused::bad_value(format!("{name}: expected true or false"));
    match value {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(yes)) => Ok(*yes),
        Some(Value::Number(number)) => match number.as_u64() {
            Some(0) => Ok(false),
            Some(1) => Ok(true),
            Some(_) | None => Err(wrong()),
        },
        Some(Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "" | "false" | "0" => Ok(false),
            "true" | "1" => Ok(true),
            _ => Err(wrong()),
        },
        Some(Value::Array(_) | Value::Object(_)) => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use hyper::body::Bytes;

    use super::*;

    fn params(query: &str, body: &[u8]) -> Result<Value, Refused> {
        let mut params = Params::of_query(Some(query))?;
        params.add_body(body)?;
        Ok(Value::Object(params.0))
    }

    #[test]
    fn a3_parameters_stand_in_the_body_or_the_query_and_the_body_wins() {
        let read = params("state=Available&reason=a%20b", br#"{"state":"Unavailable"}"#).unwrap();
        assert_eq!(read, serde_json::json!({"state": "Unavailable", "reason": "a b"}));
        for empty in [&b""[..], b"  ", b"{}", b"null", "\u{feff}{}".as_bytes()] {
            assert_eq!(params("", empty).unwrap(), serde_json::json!({}));
        }
    }

    #[test]
    fn a2_a_form_is_read_whatever_its_label() {
        let read = params("", b"grant_type=password&username=a%2Bb").unwrap();
        assert_eq!(read, serde_json::json!({"grant_type": "password", "username": "a+b"}));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_come_is_given_up() {
        // Says that there is more and sends none of it.
        let (mut more, body) = http_body_util::channel::Channel::<Bytes, Infallible>::new(1);
        more.send_data(Bytes::from_static(b"{")).await.unwrap();
        let begun = tokio::time::Instant::now();
        let refused = read(Body::new(body), LARGEST_BODY).await.unwrap_err();
        assert_eq!(refused, Refused::bad_value("the body did not come in time"));
        assert_eq!(begun.elapsed(), LONGEST_BODY);
    }

    #[test]
    fn bodies_of_other_shapes_are_refused() {
        let deep = "[".repeat(100_000);
        let deep_in = format!("{{\"a\":{}", "[".repeat(1000));
        let many = (0..65).map(|n| format!("k{n}=1")).collect::<Vec<_>>().join("&");
        for body in [
            b"[]".as_slice(),
            b"\"text\"",
            b"5",
            b"true",
            b"{",
            b"{\"a\":1,\"a\":2}",
            b"{\"a\":1}{}",
            b"\xff\xfe",
            b"nonsense",
            deep.as_bytes(),
            deep_in.as_bytes(),
            many.as_bytes(),
        ] {
            let refused = params("", body).unwrap_err();
            assert_eq!(refused.kind, ProblemType::BadValue);
        }
    }
}
