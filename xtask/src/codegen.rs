//! `cargo xtask codegen`: the committed files that are made from the code. A test of the server or
//! of the protocol fails when one is not up to date.

use std::fs;

use anyhow::Context as _;

use crate::shell::Shell;
use crate::workspace::Workspace;

/// What there is to call, made from the server's handlers.
const OPENAPI: &str = "docs/openapi.json";

/// What pages post and are told, made from the protocol's types: in TypeScript, and as JSON Schema.
const MESSAGES: [&str; 2] = ["sdk/src/generated/protocol.ts", "docs/pages/messages.schema.json"];

pub(crate) fn codegen(workspace: &Workspace) -> anyhow::Result<()> {
    openapi(workspace)?;
    messages(workspace)
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

/// The tests that compare the files write them when they are told to.
fn messages(workspace: &Workspace) -> anyhow::Result<()> {
    let read = || MESSAGES.map(|file| fs::read(workspace.path(file)).unwrap_or_default());
    let before = read();
    let mut test = vec!["test", "--quiet", "--package", "cordboard-protocol", "--lib"];
    test.extend(["--features", "openapi", "--", "typescript::", "json_schema::"]);
    Shell::cargo(workspace.root(), &test).variable("CORDBOARD_CODEGEN", "1").read()?;
    for (at, written) in read().into_iter().enumerate() {
        let is_same = before[at] == written;
        println!("{} is {}.", MESSAGES[at], if is_same { "up to date" } else { "written" });
    }
    Ok(())
}
