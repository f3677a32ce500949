//! What is done and said of the configuration at the start.

use std::sync::Arc;

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
    let import = compared(state, false).await?;
    let command = Command::Change { by: Actor::File, expected: None, changes: import.changes };
    state.floor.command(command, |_, _| ()).await
}

async fn compared(state: &AppState, exact: bool) -> Result<Import, FloorError> {
    let seed = state.config.seed.clone();
    let read = move |floor: &Floor| (Arc::clone(floor.setup()), seed.passwords_unlike(floor));
    let (setup, passwords) = state.floor.read(read).await?;
    Ok(Import::of_seed(&state.config.seed, &setup, passwords, exact))
}

async fn compare(state: &AppState) -> Result<(), FloorError> {
    // A file that says nothing of the floor is not meant to.
    if state.config.seed.names_nothing() {
        return Ok(());
    }
    let differences = compared(state, true).await?.differences;
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
