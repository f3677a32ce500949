//! `cargo xtask codegen`: the committed files that are made from the code. A test of the server
//! fails when one is not up to date.

use std::fs;

use anyhow::Context as _;

use crate::shell::Shell;
use crate::workspace::Workspace;

/// What there is to call, made from the server's handlers.
const OPENAPI: &str = "docs/openapi.json";

pub(crate) fn codegen(workspace: &Workspace) -> anyhow::Result<()> {
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
