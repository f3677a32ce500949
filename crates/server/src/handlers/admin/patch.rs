use axum::{extract::State, http::StatusCode, response::Response};
use cordboard_acd::Actor;
use cordboard_protocol::problem::ProblemType;
use serde_json::Value;

use crate::{
    config::{Object, drop_defaults, read, written},
    framing::look_at_saved,
    http::{Administrator, Entry, IfMatch, JsonBody},
    problem::Refused,
    state::AppState,
};

use super::{change, entry_answer};

/// Changes some keys of an entry.
///
/// The body is a JSON merge patch (RFC 7396): a key that is null goes back to its default.
///
/// # Errors
/// `bad-value` with the key, `changed-meanwhile`, `unknown-resource`.
#[utoipa::path(
    patch,
    path = "/admin/v1/{kind}/{id}",
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the configuration that the change is meant for")),
    request_body = Object,
    responses((status = 200, description = "The entry as it is now", body = Object)),
)]
pub(crate) async fn patch(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    Entry(entry): Entry,
    IfMatch(version): IfMatch,
    JsonBody(patch): JsonBody<Object>,
) -> Result<Response, Refused> {
    let changed = change(&state.floor, Actor::Administrator(by), version, |setup| {
        let mut object = written(&entry, setup).ok_or(ProblemType::UnknownResource)?;
        drop_defaults(&mut object);
        merge(&mut object, patch.clone());
        Ok(read(&entry, object, setup)?)
    })
    .await?;
    look_at_saved(&state, &changed.before, &changed.after);
    entry_answer(StatusCode::OK, &entry, &changed.after, changed.version)
}

fn merge(object: &mut Object, patch: Object) {
    for (key, value) in patch {
        match value {
            Value::Null => {
                object.remove(&key);
            }
            Value::Object(patch) => {
                let within = object.entry(key).or_insert(Value::Null);
                if !within.is_object() {
                    *within = Value::Object(Object::new());
                }
                if let Value::Object(within) = within {
                    merge(within, patch);
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                object.insert(key, value);
            }
        }
    }
}
