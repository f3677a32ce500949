//! What is done and said of the configuration at the start.

use std::sync::Arc;

use cordboard_acd::{Actor, Command, Floor};

use crate::{
    config::{Import, gone, in_words},
    floor::FloorError,
    state::AppState,
};

/// Compares the file with the floor, and sees to it that there can be a first administrator, or
/// another one where that was asked for.
pub(crate) async fn begin(state: &AppState, is_demo: bool, offers_administrator: bool) {
    let done = if is_demo { import_demo(state).await } else { compare(state).await };
    if let Err(error) = done {
        tracing::warn!(%error, "the configuration file was not compared with the floor's");
    }
    if state.setup().administrators.is_empty() {
        offer(state, "there is no administrator yet");
    } else if offers_administrator {
        offer(state, "another administrator is offered (--admin-init)");
    } else {
        state.init_code.take_away();
    }
}

/// The demo's addresses follow the ports.
async fn import_demo(state: &AppState) -> Result<(), FloorError> {
    let mut changes = compared(state, false).await?.changes;
    changes.extend(gone(&state.setup(), &state.config.seed.setup));
    let command = Command::Change { by: Actor::File, expected: None, changes };
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

fn offer(state: &AppState, why: &str) {
    let path = state.init_code.path();
    let folder = path.parent().unwrap_or(path).display();
    match state.init_code.make(&state.random) {
        Ok(()) => {
            tracing::info!("{why}: `cordboard admin init --login NAME --data {folder}` makes one");
        }
        Err(error) => tracing::warn!(
            %error,
            "{why}, but {} cannot be written: make it writable and start again",
            path.display()
        ),
    }
}
