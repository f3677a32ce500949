use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use cordboard_acd::{Actor, Command, Fact, Floor, Refusal};
use cordboard_protocol::{
    admin::{ImportDifference, ImportHow, Imported},
    problem::ProblemType,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    config::{ConfigError, Difference, How, Import, Seed},
    framing::look_at_saved,
    http::{Administrator, IfMatch, Params, TextBody, flag},
    problem::Refused,
    state::AppState,
};

use super::{etag, now};

/// What stands in the query.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// Removes what the file lacks.
    exact: Option<Value>,
    /// Says what would change, and changes nothing.
    dry_run: Option<Value>,
}

/// Takes a file over. The body is a `cordboard.toml`, whose sections that are not the floor's
/// change nothing. All of it, or nothing.
///
/// # Errors
/// `bad-value` with line and key, `still-used`, `changed-meanwhile`, `body-too-large`.
#[utoipa::path(
    post,
    path = "/admin/v1/import",
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the configuration that the change is meant for"), ("exact" = Option<bool>, Query, description = "Removes what the file lacks"), ("dry_run" = Option<bool>, Query, description = "Says what would change, and changes nothing")),
    request_body(content((String = "application/toml"))),
    responses((status = 200, description = "What has changed, or would", body = Imported)),
)]
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
    let (setup, version) = now(&state.floor).await?;
    if read.is_some_and(|read| read != version) {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let (seed, setup) = apart(move || Ok((Seed::of_file(&file, &setup)?, setup)))
        .await?
        .map_err(|error: ConfigError| Refused::bad_value(error.in_text()))?;
    let (seed, passwords) = state
        .floor
        .read(move |floor| {
            let passwords = seed.passwords_unlike(floor);
            (seed, passwords)
        })
        .await?;
    let before = Arc::clone(&setup);
    let import = apart(move || Import::of_seed(&seed, &setup, passwords, exact)).await?;
    let Import { differences, changes } = import;
    let by = Actor::Administrator(by);
    let command = Command::Change { by, expected: Some(version), changes };
    let version = if dry_run {
        let at = state.clock.now();
        state.floor.read(move |floor| floor.decide(at, command)).await??;
        version
    } else {
        let set = |floor: &Floor, _: &[Fact]| (Arc::clone(floor.setup()), floor.setup_version());
        let (after, version) = state.floor.command(command, set).await?;
        look_at_saved(&state, &before, &after);
        version
    };
    let differences = differences.into_iter().map(wire).collect();
    Ok(([etag(version)], Json(Imported { version, differences })).into_response())
}

/// A large file takes a while: neither the floor nor other requests wait for it.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refused> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a file could not be read");
        ProblemType::Internal.into()
    })
}

fn wire(difference: Difference) -> ImportDifference {
    let (how, keys) = match difference.how {
        How::Added => (ImportHow::Added, Vec::new()),
        How::Changed(keys) => (ImportHow::Changed, keys),
        How::Removed => (ImportHow::Removed, Vec::new()),
    };
    ImportDifference { entry: difference.entry.to_string(), how, keys }
}
