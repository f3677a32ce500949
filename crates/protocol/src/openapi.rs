//! How `docs/openapi.json` describes values that come in more than one form.

use std::borrow::Cow;

use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{ObjectBuilder, Schema, SchemaType, Type},
    },
};

use crate::event_value::{Digits, TrueFalse};

/// Names the form of a field: a whole number, as a number or as text (A4).
pub(crate) enum NumberOrText {}

/// Names the form of a field: text, which may also be a number (A4).
pub(crate) enum TextOrNumber {}

/// Names the form of a field: a yes or no that may also be text or a number (A4).
pub(crate) enum Flag {}

impl PartialSchema for NumberOrText {
    fn schema() -> RefOr<Schema> {
        form([Type::Integer, Type::String])
            .pattern(Some("^[0-9]*$"))
            .minimum(Some(0))
            .maximum(Some(i64::MAX))
            .description(Some("A whole number, as a number or as text."))
            .into()
    }
}

impl PartialSchema for TextOrNumber {
    fn schema() -> RefOr<Schema> {
        form([Type::String, Type::Number]).description(Some("Text, or a number.")).into()
    }
}

impl PartialSchema for Flag {
    fn schema() -> RefOr<Schema> {
        let words = ["true", "false", "True", "False", "1", "0", ""].map(Value::from);
        let values = [json!(true), json!(false), json!(1), json!(0)];
        form([Type::Boolean, Type::String, Type::Integer])
            .enum_values(Some(values.into_iter().chain(words)))
            .description(Some(
                "A yes or no, as a boolean, a number or text in any case of letters.",
            ))
            .into()
    }
}

impl PartialSchema for TrueFalse {
    fn schema() -> RefOr<Schema> {
        form([Type::String]).enum_values(Some(["True", "False"])).into()
    }
}

impl PartialSchema for Digits {
    fn schema() -> RefOr<Schema> {
        form([Type::String]).pattern(Some("^[0-9]+$")).into()
    }
}

fn form<const N: usize>(types: [Type; N]) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::from_iter(types))
}

impl ToSchema for NumberOrText {
    fn name() -> Cow<'static, str> {
        "NumberOrText".into()
    }
}

impl ToSchema for TextOrNumber {
    fn name() -> Cow<'static, str> {
        "TextOrNumber".into()
    }
}

impl ToSchema for Flag {
    fn name() -> Cow<'static, str> {
        "Flag".into()
    }
}

impl ToSchema for TrueFalse {
    fn name() -> Cow<'static, str> {
        "TrueFalse".into()
    }
}

impl ToSchema for Digits {
    fn name() -> Cow<'static, str> {
        "Digits".into()
    }
}
