//! From cargo's WebAssembly module to what the browser loads.

use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, anyhow};
use cargo_metadata::{Artifact, Message};
use wasm_bindgen_cli_support::Bindgen;

use crate::build::output::Output;
use crate::shell::{Shell, succeeded};

/// Runs cargo and finds the module that it built for the package.
pub(super) fn module_of(cargo: Shell, package: &str) -> anyhow::Result<PathBuf> {
    let (mut command, words) = cargo.into_parts();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{words}` cannot be started"))?;
    let mut modules = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        for message in Message::parse_stream(BufReader::new(stdout)) {
            if let Message::CompilerArtifact(artifact) = message.context("cargo's messages end")? {
                modules.extend(module(&artifact, package));
            }
        }
    }
    succeeded(&words, child.wait()?)?;
    // A package may have a library beside its program: the program counts.
    modules.sort_by_key(|(is_program, _)| !is_program);
    let first = modules.into_iter().next();
    first.map(|(_, path)| path).ok_or_else(|| {
        anyhow!("`{words}` built no WebAssembly module: {package} has neither bin nor cdylib")
    })
}

fn module(artifact: &Artifact, package: &str) -> Option<(bool, PathBuf)> {
    let is_ours = artifact.package_id.repr.contains(package)
        || artifact.target.name.replace('_', "-") == package;
    let path = artifact.filenames.iter().find(|file| file.extension() == Some("wasm"))?;
    let is_program = artifact.target.is_bin() || artifact.target.is_example();
    is_ours.then(|| (is_program, path.clone().into_std_path_buf()))
}

/// Makes the JavaScript that loads the module, as a module of the web.
pub(super) fn generate(
    wasm: &Path,
    name: &str,
    target: &Path,
    output: &mut Output,
) -> anyhow::Result<()> {
    let raw = target.join("dist").join(format!("{name}.bindings"));
    if raw.exists() {
        fs::remove_dir_all(&raw).with_context(|| format!("{} cannot be removed", raw.display()))?;
    }
    Bindgen::new()
        .input_path(wasm)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .out_name(name)
                .typescript(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(&raw)
        })
        .with_context(|| format!("the bindings of {} cannot be made", wasm.display()))?;
    output.copy(&raw)?;
    fs::remove_dir_all(&raw).with_context(|| format!("{} cannot be removed", raw.display()))
}
