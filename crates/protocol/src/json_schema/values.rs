//! The values within messages that are written in their own way, not field by field.

use serde_json::{Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::page::{
    ADDRESS_LIMIT, CardFault, ContactId, Extension, Extensions, LifecycleState, NAME_LIMIT,
    PICTURE_KINDS, PICTURE_LIMIT, REQUEST_ID_LIMIT, Reason, ReceiptReason, ReceiptStatus,
    RequestId, Status, SubscriptionType, TEXT_LIMIT,
};

/// A contact as a page names it.
pub(super) enum GivenContactId {}
/// A word of `subscriptionTypes`.
pub(super) enum SubscriptionWord {}
/// A word of `extensions` in a registration.
pub(super) enum AskedExtension {}
/// A picture's address.
pub(super) enum PictureAddress {}

/// Lets fields refer to a type by its name; what it is stands in [`all`].
macro_rules! by_name {
    ($($type:ty => $name:literal),* $(,)?) => {$(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                RefOr::default()
            }
        }
        impl ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    )*};
}

by_name! {
    ContactId => "ContactId",
    GivenContactId => "GivenContactId",
    SubscriptionWord => "SubscriptionType",
    Extension => "Extension",
    AskedExtension => "Extension",
    Extensions => "Extensions",
    PictureAddress => "PictureAddress",
    RequestId => "RequestId",
    Reason => "Reason",
    Status => "Status",
    ReceiptStatus => "ReceiptStatus",
    ReceiptReason => "ReceiptReason",
    LifecycleState => "LifecycleState",
}

/// Each of them.
pub(super) fn all() -> Vec<(&'static str, Value)> {
    let reasons = ReceiptReason::ALL.map(ReceiptReason::name).into_iter();
    let reasons: Vec<&str> = reasons.chain(CardFault::ALL.map(CardFault::name)).collect();
    vec![
        ("ContactId", contact_id()),
        ("GivenContactId", given_contact_id()),
        ("SubscriptionType", subscription_type()),
        ("Extension", words("Something beyond MAX.", &Extension::ALL.map(Extension::name))),
        (
            "Extensions",
            json!({
                "description": "Those granted, each once.",
                "type": "array",
                "items": { "$ref": "#/$defs/Extension" },
                "uniqueItems": true,
            }),
        ),
        ("PictureAddress", picture_address()),
        ("RequestId", request_id()),
        (
            "Reason",
            words("Why a registration is accepted or refused.", &Reason::ALL.map(Reason::name)),
        ),
        ("Status", words("Whether a registration is kept.", &Status::ALL.map(Status::name))),
        (
            "ReceiptStatus",
            words(
                "What became of a command or card.",
                &ReceiptStatus::ALL.map(ReceiptStatus::name),
            ),
        ),
        ("ReceiptReason", words("Why a receipt says what it says.", &reasons)),
        (
            "LifecycleState",
            words(
                "Whether the agent sees the page, or it is about to go.",
                &LifecycleState::ALL.map(LifecycleState::name),
            ),
        ),
    ]
}

fn words(description: &str, words: &[&str]) -> Value {
    json!({ "description": description, "enum": words })
}

fn contact_id() -> Value {
    json!({
        "description": "A contact's number.",
        "type": "integer",
        "minimum": 1,
        "maximum": ContactId::MAX,
    })
}

fn given_contact_id() -> Value {
    json!({
        "description": "A contact's number, or its digits; null: the panel's contact, elsewhere none.",
        "anyOf": [
            { "$ref": "#/$defs/ContactId" },
            { "type": "string", "pattern": digits_from_1_to(ContactId::MAX), "maxLength": TEXT_LIMIT },
            { "type": "null" },
        ],
    })
}

fn subscription_type() -> Value {
    let names = SubscriptionType::ALL.map(SubscriptionType::name);
    json!({
        "description": "A kind of events; in any case of letters.",
        "type": "string",
        "anyOf": [
            { "enum": names },
            { "pattern": format!("^({})$", names.map(any_case).join("|")) },
        ],
    })
}

fn request_id() -> Value {
    json!({
        "description": "What the page calls its command by; it comes back as it went.",
        "anyOf": [
            { "type": "string", "minLength": 1, "maxLength": REQUEST_ID_LIMIT },
            { "type": "number" },
        ],
    })
}

fn picture_address() -> Value {
    // As `ContactCard` judges them.
    let octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    let loopback = format!(r"({}|\[::1\]|127(\.{octet}){{3}})", any_case("localhost"));
    let rest = r"(:[0-9]*)?([/?#][^\u0000-\u0020\u007f\\]*)?$";
    let host = r"(\[[^\]@/?#\u0000-\u0020\u007f\\]*\]|[^:@/?#\[\u0000-\u0020\u007f\\][^:@/?#\u0000-\u0020\u007f\\]*)";
    let kinds = PICTURE_KINDS.map(any_case).join("|");
    json!({
        "description": "The whole address of a picture.",
        "type": "string",
        "anyOf": [
            {
                "description": "https",
                "pattern": format!("^{}://{host}{rest}", any_case("https")),
                "maxLength": ADDRESS_LIMIT,
            },
            {
                "description": "http on loopback",
                "pattern": format!("^{}://{loopback}{rest}", any_case("http")),
                "maxLength": ADDRESS_LIMIT,
            },
            {
                "description": "The picture itself.",
                "pattern": format!("^{}({kinds})(;[^,]*)?,", any_case("data:image/")),
                "maxLength": PICTURE_LIMIT,
            },
        ],
    })
}

/// A pattern of a word in any case of letters.
fn any_case(word: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' => format!("[{}{letter}]", letter.to_ascii_uppercase()),
        other => other.to_string(),
    };
    word.chars().map(letter).collect()
}

/// A pattern of the digits of the numbers from 1 up to the greatest, with or without zeros before.
fn digits_from_1_to(greatest: u64) -> String {
    let digits = greatest.to_string();
    let shorter = digits.len() - 1;
    let mut either = vec![format!("[1-9][0-9]{{0,{}}}", shorter - 1)];
    for (at, digit) in digits.char_indices() {
        let (before, rest) = (&digits[..at], shorter - at);
        let least = if at == 0 { '1' } else { '0' };
        if digit > least {
            let below = char::from(digit as u8 - 1);
            let lower =
                if below == least { below.to_string() } else { format!("[{least}-{below}]") };
            let tail = if rest == 0 { String::new() } else { format!("[0-9]{{{rest}}}") };
            either.push(format!("{before}{lower}{tail}"));
        }
    }
    either.push(digits);
    format!("^0*({})$", either.join("|"))
}

#[test]
fn the_limits_in_attributes_are_those_of_the_code() {
    assert_eq!((NAME_LIMIT, crate::page::SUBSCRIPTION_TYPES_READ), (200, 64));
    assert_eq!((ContactId::MAX, crate::page::EXTENSIONS_READ), (9_007_199_254_740_991, 64));
}
