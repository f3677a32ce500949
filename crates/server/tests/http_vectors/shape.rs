//! What an answer must look like, and in words where it does not.

use regex::Regex;
use serde_json::{Map, Value};

/// Compares a value with a shape whose variables are filled in. `at` says where the value stands.
pub(crate) fn differ(shape: &Value, value: &Value, at: &str) -> Result<(), String> {
    match (shape, value) {
        (Value::Object(fields), _) if fields.keys().any(|key| key.starts_with('$')) => {
            fields.iter().try_for_each(|(word, shape)| judge(word, shape, value, at))
        }
        (Value::Object(shapes), Value::Object(fields)) => same_fields(shapes, fields, at),
        (Value::Array(shapes), Value::Array(items)) => {
            if shapes.len() != items.len() {
                let (are, want) = (items.len(), shapes.len());
                return Err(format!("{at} has {are} items, not {want}: {value}"));
            }
            let pairs = (0..).zip(shapes.iter().zip(items));
            let mut pairs = pairs.map(|(n, (shape, item))| (format!("{at}/{n}"), shape, item));
            pairs.try_for_each(|(at, shape, item)| differ(shape, item, &at))
        }
        _ if shape == value => Ok(()),
        _ => Err(format!("{at} is {value}, not {shape}")),
    }
}

/// Listed fields must match; others may stand beside them.
fn same_fields(
    shapes: &Map<String, Value>,
    fields: &Map<String, Value>,
    at: &str,
) -> Result<(), String> {
    for (key, shape) in shapes {
        let at = format!("{at}/{key}");
        let absent = shape.get("$absent").is_some();
        match fields.get(key) {
            Some(value) if absent => return Err(format!("{at} is {value}, and must be absent")),
            Some(value) => differ(shape, value, &at)?,
            None if absent => {}
            None => {
                let keys: Vec<&str> = fields.keys().map(String::as_str).collect();
                return Err(format!("{at} is absent; there are: {}", keys.join(", ")));
            }
        }
    }
    Ok(())
}

fn judge(word: &str, shape: &Value, value: &Value, at: &str) -> Result<(), String> {
    match (word, shape) {
        ("$kind", Value::String(kind)) => is_kind(kind, value, at),
        ("$pattern", Value::String(pattern)) => {
            let regex = Regex::new(pattern).map_err(|error| error.to_string())?;
            let text = value.as_str().ok_or_else(|| format!("{at} is {value}, and no text"))?;
            if regex.is_match(text) {
                Ok(())
            } else {
                Err(format!("{at} is {text:?}, not /{pattern}/"))
            }
        }
        ("$number", Value::String(digits)) => {
            if value.as_number().is_some_and(|number| number.to_string() == *digits) {
                Ok(())
            } else {
                Err(format!("{at} is {value}, not the number {digits}"))
            }
        }
        ("$exactly", Value::Object(shapes)) => {
            let fields = value.as_object().ok_or_else(|| format!("{at} is {value}, no object"))?;
            if let Some(key) = fields.keys().find(|key| !shapes.contains_key(*key)) {
                return Err(format!("{at}/{key} is one too many"));
            }
            same_fields(shapes, fields, at)
        }
        ("$some", shape) => {
            let items = list(value, at)?;
            if items.iter().any(|item| differ(shape, item, at).is_ok()) {
                Ok(())
            } else {
                Err(format!("no item of {at} is {shape}: {value}"))
            }
        }
        ("$each", shape) => {
            let items = list(value, at)?;
            if items.is_empty() {
                return Err(format!("{at} is empty"));
            }
            let mut items = (0..).zip(items).map(|(n, item)| (format!("{at}/{n}"), item));
            items.try_for_each(|(at, item)| differ(shape, item, &at))
        }
        ("$none", shape) => {
            let items = list(value, at)?;
            let wrong = items.iter().find(|item| differ(shape, item, at).is_ok());
            wrong.map_or(Ok(()), |wrong| Err(format!("an item of {at} is {wrong}")))
        }
        ("$oneOf", Value::Array(shapes)) => {
            if shapes.iter().any(|shape| differ(shape, value, at).is_ok()) {
                Ok(())
            } else {
                Err(format!("{at} is {value}, none of {}", Value::Array(shapes.clone())))
            }
        }
        ("$not", shape) => match differ(shape, value, at) {
            Ok(()) => Err(format!("{at} is {value}")),
            Err(_) => Ok(()),
        },
        _ => Err(format!("the shape has an unknown word: {word}: {shape}")),
    }
}

fn list<'a>(value: &'a Value, at: &str) -> Result<&'a [Value], String> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| format!("{at} is {value}, and no list"))
}

fn is_kind(kind: &str, value: &Value, at: &str) -> Result<(), String> {
    let text = value.as_str();
    let is = match kind {
        "text" => text.is_some(),
        "some text" => text.is_some_and(|text| !text.is_empty()),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "list" => value.is_array(),
        "object" => value.is_object(),
        "digits" => text.is_some_and(is_digits),
        "flag" => text.is_some_and(|text| ["True", "False"].contains(&text)),
        "instant" => text.is_some_and(is_instant),
        _ => return Err(format!("the shape has an unknown kind: {kind}")),
    };
    if is { Ok(()) } else { Err(format!("{at} is {value}, and not of the kind {kind}")) }
}

pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// ISO 8601 in UTC with `Z`; a fraction of the second may be there.
pub(crate) fn is_instant(text: &str) -> bool {
    let Some(text) = text.strip_suffix('Z') else { return false };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let shape: String =
        whole.chars().map(|char| if char.is_ascii_digit() { '9' } else { char }).collect();
    shape == "9999-99-99T99:99:99" && is_digits(fraction)
}

/// Where a null stands, if one does.
pub(crate) fn null_in(value: &Value, at: &str) -> Option<String> {
    match value {
        Value::Null => Some(at.to_owned()),
        Value::Array(items) => {
            (0..).zip(items).find_map(|(n, item)| null_in(item, &format!("{at}/{n}")))
        }
        Value::Object(fields) => {
            fields.iter().find_map(|(key, value)| null_in(value, &format!("{at}/{key}")))
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
