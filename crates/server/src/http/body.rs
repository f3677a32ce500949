//! Bodies of the administration: JSON, or a file as it is.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::Refused;

use super::params::{LARGEST_BODY, UniqueKeys, read};

/// A JSON object, read as the operation's own type.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        let bytes = read(request.into_body(), LARGEST_BODY).await?;
        let wrong = |error: serde_json::Error| {
            Refused::bad_value(format!("the body is not the JSON object that is expected: {error}"))
        };
        let UniqueKeys(object) = serde_json::from_slice(&bytes).map_err(wrong)?;
        serde_json::from_value(Value::Object(object)).map(Self).map_err(wrong)
    }
}

/// What a page's form sends, as it came.
pub(crate) struct FormBody(pub(crate) String);

impl<S: Sync> FromRequest<S> for FormBody {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        text(request, LARGEST_BODY).await.map(Self)
    }
}

/// A file of the largest business unit, 10,000 agents, has about 4 MiB.
const LARGEST_FILE: usize = 16 * 1024 * 1024;

/// A whole file.
pub(crate) struct TextBody(pub(crate) String);

impl<S: Sync> FromRequest<S> for TextBody {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        text(request, LARGEST_FILE).await.map(Self)
    }
}

async fn text(request: Request, largest: usize) -> Result<String, Refused> {
    let bytes = read(request.into_body(), largest).await?;
    String::from_utf8(bytes).map_err(|_| Refused::bad_value("the body is not UTF-8"))
}
