//! What stands in double braces.

use std::collections::BTreeMap;

use serde_json::Value;

#[derive(Debug, Clone, Default)]
pub(crate) struct Variables(BTreeMap<String, String>);

impl Variables {
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    pub(crate) fn get(&self, name: &str) -> Result<&str, String> {
        let value = self.0.get(name).map(String::as_str);
        value.ok_or_else(|| format!("nothing is named {name:?}"))
    }

    /// Puts values in the place of their names.
    pub(crate) fn fill(&self, text: &str) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").ok_or("`{{` without `}}`")?;
            filled.push_str(before);
            filled.push_str(self.get(name)?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// The same in every text of a shape, keys apart.
    pub(crate) fn fill_shape(&self, shape: &Value) -> Result<Value, String> {
        Ok(match shape {
            Value::String(text) => Value::String(self.fill(text)?),
            Value::Array(items) => Value::Array(
                items.iter().map(|item| self.fill_shape(item)).collect::<Result<_, _>>()?,
            ),
            Value::Object(fields) => {
                let fields = fields.iter();
                let fields = fields.map(|(key, value)| Ok((key.clone(), self.fill_shape(value)?)));
                Value::Object(fields.collect::<Result<_, String>>()?)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => shape.clone(),
        })
    }

    /// Takes values out of an answer, by their pointers.
    pub(crate) fn capture(
        &mut self,
        wanted: &BTreeMap<String, String>,
        body: &Value,
    ) -> Result<(), String> {
        for (name, pointer) in wanted {
            let value = match body.pointer(pointer) {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Number(number)) => number.to_string(),
                Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => {
                    return Err(format!("no text or number at {pointer:?} in {body}"));
                }
            };
            self.set(name, value);
        }
        Ok(())
    }
}
