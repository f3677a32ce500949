//! `cargo xtask codegen`: the committed files that are made from the code. A test of the server or
//! of the protocol fails when one is not up to date.

use std::fs;

use anyhow::Context as _;

use crate::shell::Shell;
use crate::workspace::Workspace;

/// What there is to call, made from the server's handlers.
const OPENAPI: &str = "docs/openapi.json";

/// What pages post and are told, made from the protocol's types.
const TYPES: &str = "sdk/src/generated/protocol.ts";

pub(crate) fn codegen(workspace: &Workspace) -> anyhow::Result<()> {
    openapi(workspace)?;
    types(workspace)
}

fn openapi(workspace: &Workspace) -> anyhow::Result<()> {
    let arguments = ["run", "--quiet", "--package", "cordboard-server", "--", "openapi"];
    let document = Shell::cargo(workspace.root(), &arguments).read()?;
    let file = workspace.path(OPENAPI);
    if fs::read_to_string(&file).is_ok_and(|committed| committed == document) {
        println!("{OPENAPI} is up to date.");
        return Ok(());
    }
    fs::write(&file, document).with_context(|| format!("{OPENAPI} cannot be written"))?;
    println!("{OPENAPI} is written.");
    Ok(())
}

/// The test that compares the file writes it when it is told to.
fn types(workspace: &Workspace) -> anyhow::Result<()> {
    let before = fs::read(workspace.path(TYPES)).unwrap_or_default();
    let test = ["test", "--quiet", "--package", "cordboard-protocol", "--lib", "typescript::"];
    Shell::cargo(workspace.root(), &test).variable("CORDBOARD_CODEGEN", "1").read()?;
    let is_same = fs::read(workspace.path(TYPES)).is_ok_and(|written| written == before);
    println!("{TYPES} is {}.", if is_same { "up to date" } else { "written" });
    Ok(())
}
