use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use cordboard_acd::{Actor, Command, Refusal};
use cordboard_protocol::admin::{ImportDifference, ImportHow, Imported};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    config::{Difference, How, Import},
    http::{Administrator, IfMatch, Params, TextBody, flag},
    problem::Refused,
    state::AppState,
};

use super::etag;

/// What stands in the query.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// Removes what the file lacks.
    exact: Option<Value>,
    /// Says what would change, and changes nothing.
    dry_run: Option<Value>,
}

/// Takes a file over: `POST /admin/v1/import?exact=true&dry_run=true`. The body is a
/// `cordboard.toml`, whose sections that are not the floor's change nothing. All of it, or nothing.
///
/// # Errors
/// `bad-value` with line and key, `still-used`, `changed-meanwhile`, `body-too-large`.
pub(crate) async fn import(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    IfMatch(read): IfMatch,
    uri: Uri,
    TextBody(file): TextBody,
) -> Result<Response, Refused> {
    let options: Options = Params::of_query(uri.query())?.read()?;
    let exact = flag("exact", options.exact.as_ref())?;
    let dry_run = flag("dry_run", options.dry_run.as_ref())?;
    let by = Actor::Administrator(by);
    let now = state.clock.now();
    // Judged where the floor is, so that it is the floor as it is.
    let judged = state.floor.read(move |floor| {
        let version = floor.setup_version();
        if read.is_some_and(|read| read != version) {
            return Err(Refused::from(Refusal::ChangedMeanwhile));
        }
        let import = Import::of_file(&file, floor, exact)
            .map_err(|error| Refused::bad_value(error.in_text()))?;
        let changes = import.changes;
        let command = Command::Change { by, expected: Some(version), changes };
        floor.decide(now, command.clone())?;
        Ok((version, command, import.differences))
    });
    let (mut version, command, differences) = judged.await??;
    if !dry_run {
        version = state.floor.command(command, |floor, _| floor.setup_version()).await?;
    }
    let differences = differences.into_iter().map(wire).collect();
    Ok(([etag(version)], Json(Imported { version, differences })).into_response())
}

fn wire(difference: Difference) -> ImportDifference {
    let (how, keys) = match difference.how {
        How::Added => (ImportHow::Added, Vec::new()),
        How::Changed(keys) => (ImportHow::Changed, keys),
        How::Removed => (ImportHow::Removed, Vec::new()),
    };
    ImportDifference { entry: difference.entry.to_string(), how, keys }
}
