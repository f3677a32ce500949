use cordboard_protocol::page::{
    ISSUER_LIMIT, Loose, LooseCard, LooseMessage, LooseResume, PICTURE_LIMIT,
    SUBSCRIPTION_TYPES_READ, TEXT_LIMIT,
};
use serde_json::{Map, Value};

/// Reads a posted value as a page bridge reads `event.data`.
///
/// What JSON cannot say stands as `{"$js": ".."}`: `undefined`, `hole`, `NaN`, `Infinity`,
/// `-Infinity`, `-0`, a `BigInt` such as `10n`, `Map`, `cycle` (an object that holds itself);
/// and a long text as `{"$repeat": "a", "times": 300}`.
///
/// # Errors
/// A `$js` that is none of these.
pub fn message(posted: &Value) -> Result<LooseMessage, String> {
    let Value::Object(object) = posted else { return Ok(LooseMessage::default()) };
    if is_special(object) {
        loose(posted, TEXT_LIMIT)?;
        return Ok(LooseMessage::default());
    }
    let key = |name: &str, limit| key(object, name, limit);
    let contact_card_data = match object.get("contactCardData") {
        Some(Value::Object(card)) if !is_special(card) => Some(LooseCard {
            name: self::key(card, "name", TEXT_LIMIT)?,
            user_img: self::key(card, "userImg", PICTURE_LIMIT)?,
        }),
        Some(Value::Array(_)) => Some(LooseCard::default()),
        Some(Value::Object(special)) if special.get("$js") == Some(&Value::from("cycle")) => {
            Some(LooseCard::default())
        }
        Some(_) | None => None,
    };
    let resume = match object.get("resume") {
        Some(Value::Object(resume)) if !is_special(resume) => Some(LooseResume {
            epoch: self::key(resume, "epoch", TEXT_LIMIT)?,
            seq: self::key(resume, "seq", TEXT_LIMIT)?,
            state: self::key(resume, "state", TEXT_LIMIT)?,
        }),
        None | Some(Value::Null) => None,
        Some(other) => (loose(other, TEXT_LIMIT)? != Loose::Undefined).then(LooseResume::default),
    };
    Ok(LooseMessage {
        message_type: key("messageType", TEXT_LIMIT)?,
        issuer: key("issuer", ISSUER_LIMIT)?,
        contact_id: key("contactId", TEXT_LIMIT)?,
        subscription_types: key("subscriptionTypes", TEXT_LIMIT)?,
        contact_card_data,
        extensions: key("extensions", TEXT_LIMIT)?,
        resume,
        request_id: key("requestId", TEXT_LIMIT)?,
        on: key("on", TEXT_LIMIT)?,
    })
}

fn key(object: &Map<String, Value>, name: &str, limit: usize) -> Result<Loose, String> {
    object.get(name).map_or(Ok(Loose::Undefined), |value| loose(value, limit))
}

fn loose(value: &Value, limit: usize) -> Result<Loose, String> {
    Ok(match value {
        Value::Null => Loose::Null,
        Value::Bool(is) => Loose::Bool(*is),
        Value::Number(number) => Loose::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => bounded(text.clone(), limit),
        Value::Array(entries) => {
            let entries = entries.iter().take(SUBSCRIPTION_TYPES_READ);
            Loose::Array(entries.map(|entry| nested(entry, limit)).collect::<Result<_, _>>()?)
        }
        Value::Object(object) => {
            if let (Some(Value::String(text)), Some(times)) =
                (object.get("$repeat"), object.get("times").and_then(Value::as_u64))
            {
                let times = usize::try_from(times).map_err(|error| error.to_string())?;
                bounded(text.repeat(times), limit)
            } else if let Some(special) = object.get("$js") {
                special_value(special.as_str().unwrap_or_default())?
            } else {
                Loose::Other("[object Object]".into())
            }
        }
    })
}

/// An array within an array comes as its text.
fn nested(value: &Value, limit: usize) -> Result<Loose, String> {
    let value = loose(value, limit)?;
    Ok(if matches!(value, Loose::Array(_)) {
        Loose::Other(value.joined().into_owned())
    } else {
        value
    })
}

fn special_value(special: &str) -> Result<Loose, String> {
    Ok(match special {
        "undefined" | "hole" => Loose::Undefined,
        "NaN" => Loose::Number(f64::NAN),
        "Infinity" => Loose::Number(f64::INFINITY),
        "-Infinity" => Loose::Number(f64::NEG_INFINITY),
        "-0" => Loose::Number(-0.0),
        "Map" => Loose::Other("[object Map]".into()),
        "cycle" => Loose::Other("[object Object]".into()),
        _ => match special.strip_suffix('n') {
            Some(digits) if digits.parse::<i64>().is_ok() => Loose::BigInt(digits.into()),
            _ => return Err(format!("unknown $js: {special:?}")),
        },
    })
}

fn bounded(text: String, limit: usize) -> Loose {
    if text.encode_utf16().count() <= limit {
        return Loose::Text(text);
    }
    let start: Vec<u16> = text.encode_utf16().take(limit).collect();
    Loose::LongText(String::from_utf16_lossy(&start))
}

fn is_special(object: &Map<String, Value>) -> bool {
    object.contains_key("$js") || object.contains_key("$repeat")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_json_cannot_say_is_said() {
        let posted = json!({ "messageType": "x", "contactId": { "$js": "NaN" }, "issuer": { "$js": "10n" },
            "subscriptionTypes": [{ "$js": "hole" }, ["a", null], {}] });
        let message = message(&posted).expect("known values");
        assert!(matches!(message.contact_id, Loose::Number(number) if number.is_nan()));
        assert_eq!(message.issuer, Loose::BigInt("10".into()));
        assert_eq!(
            message.subscription_types,
            Loose::Array(vec![
                Loose::Undefined,
                Loose::Other("a,".into()),
                Loose::Other("[object Object]".into()),
            ])
        );
    }

    #[test]
    fn what_is_no_object_has_no_keys() {
        for posted in [json!(null), json!("HoldEvent"), json!([1]), json!({ "$js": "undefined" })] {
            assert_eq!(message(&posted), Ok(LooseMessage::default()));
        }
        assert!(message(&json!({ "$js": "wrong" })).is_err());
    }
}
