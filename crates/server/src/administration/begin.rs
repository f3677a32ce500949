//! What is done and said of the configuration at the start.

use cordboard_acd::{Actor, Command, Floor};

use crate::{
    config::{Import, in_words},
    floor::FloorError,
    state::AppState,
};

/// Compares the file with the floor, and sees to it that there can be a first administrator.
pub(crate) async fn begin(state: &AppState, is_demo: bool) {
    let done = if is_demo { import_demo(state).await } else { compare(state).await };
    if let Err(error) = done {
        tracing::warn!(%error, "the configuration file was not compared with the floor's");
    }
    if state.setup().administrators.is_empty() {
        offer_first(state);
    } else {
        state.init_code.take_away();
    }
}

/// The demo's addresses follow the ports.
async fn import_demo(state: &AppState) -> Result<(), FloorError> {
    let seed = state.config.seed.clone();
    let import = state.floor.read(move |floor| Import::of_seed(&seed, floor, false)).await?;
    let command = Command::Change { by: Actor::File, expected: None, changes: import.changes };
    state.floor.command(command, |_, _| ()).await
}

async fn compare(state: &AppState) -> Result<(), FloorError> {
    let seed = state.config.seed.clone();
    let compared = move |floor: &Floor| {
        // A file that says nothing of the floor is not meant to.
        let says_nothing = seed.names_nothing();
        (!says_nothing).then(|| Import::of_seed(&seed, floor, true).differences)
    };
    let differences = state.floor.read(compared).await?.unwrap_or_default();
    if !differences.is_empty() {
        tracing::warn!(
            "the configuration file says otherwise than the floor, whose configuration holds \
             (`cordboard import FILE` takes the file's over): {}",
            in_words(&differences)
        );
    }
    Ok(())
}

fn offer_first(state: &AppState) {
    let path = state.init_code.path();
    let folder = path.parent().unwrap_or(path).display();
    match state.init_code.make(&state.random) {
        Ok(()) => tracing::info!(
            "there is no administrator yet: `cordboard admin init --login NAME --data {folder}` \
             makes the first"
        ),
        Err(error) => tracing::warn!(
            %error,
            "there is no administrator yet, and {} cannot be written: make it writable and start \
             again",
            path.display()
        ),
    }
}
