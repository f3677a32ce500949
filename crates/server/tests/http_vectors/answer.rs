//! What was answered, judged by what a vector expects.

use reqwest::{RequestBuilder, header::HeaderMap};
use serde_json::Value;

use crate::{event_style, shape, variables::Variables, vector::Expect};

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: HeaderMap,
    text: String,
    /// None where the text is no JSON.
    pub(crate) body: Option<Value>,
}

/// Sends it and reads all that comes.
pub(crate) async fn to(request: RequestBuilder) -> Result<Answer, String> {
    let said = |error: reqwest::Error| format!("no answer: {error:?}");
    let response = request.send().await.map_err(said)?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.bytes().await.map_err(said)?;
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| "the answer is not UTF-8")?;
    let body = serde_json::from_str(&text).ok();
    Ok(Answer { status, headers, text, body })
}

impl Answer {
    /// Says how it differs, and takes what is to be captured.
    pub(crate) fn judge(&self, expect: &Expect, variables: &mut Variables) -> Result<(), String> {
        self.differ(expect, variables).map_err(|difference| {
            let text: String = self.text.chars().take(1000).collect();
            format!("{difference}\n  the answer: {} {text}", self.status)
        })
    }

    fn differ(&self, expect: &Expect, variables: &mut Variables) -> Result<(), String> {
        if self.status != expect.status {
            return Err(format!("the status is {}, not {}", self.status, expect.status));
        }
        for (name, shape) in &expect.headers {
            let value = self.headers.get(name).and_then(|value| value.to_str().ok());
            if shape.get("$absent").is_some() {
                match value {
                    Some(value) => return Err(format!("there is a header {name}: {value}")),
                    None => continue,
                }
            }
            let Some(value) = value else { return Err(format!("there is no header {name}")) };
            let value = Value::String(value.to_owned());
            shape::differ(&variables.fill_shape(shape)?, &value, &format!("the header {name}"))?;
        }
        for event in self.events() {
            event_style::judge(event)?;
        }
        if expect.problem {
            self.is_problem()?;
        }
        if let Some(text) = &expect.text {
            let is = Value::String(self.text.clone());
            shape::differ(&variables.fill_shape(text)?, &is, "the text")?;
        }
        if let Some(shape) = &expect.body {
            shape::differ(&variables.fill_shape(shape)?, self.json()?, "the body")?;
        }
        if expect.never_null
            && let Some(at) = shape::null_in(self.json()?, "the body")
        {
            return Err(format!("{at} is null"));
        }
        if !expect.capture.is_empty() {
            variables.capture(&expect.capture, self.json()?)?;
        }
        Ok(())
    }

    fn is_problem(&self) -> Result<(), String> {
        let content_type = self.headers.get("content-type").and_then(|value| value.to_str().ok());
        if content_type != Some("application/problem+json") {
            return Err(format!("the content type is {content_type:?}, and no problem's"));
        }
        let body = self.json()?;
        for key in ["type", "title"] {
            if body[key].as_str().is_none_or(str::is_empty) {
                return Err(format!("the problem has no {key}"));
            }
        }
        if body["status"] != self.status {
            return Err(format!("the problem says {}", body["status"]));
        }
        shape::null_in(body, "the problem").map_or(Ok(()), |at| Err(format!("{at} is null")))
    }

    pub(crate) fn json(&self) -> Result<&Value, String> {
        self.body.as_ref().ok_or_else(|| "the body is no JSON".to_owned())
    }

    /// Those of an answer of get-next-event.
    pub(crate) fn events(&self) -> &[Value] {
        let events = self.body.as_ref().and_then(|body| body.get("events"));
        events.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}
