//! The bundles for the browser: the desktop, and the harness that the tests drive.

mod bindings;
mod output;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::build::output::Output;
use crate::shell::Shell;
use crate::tools;
use crate::workspace::Workspace;

const PACKAGE: &str = "cordboard-desktop";
/// What makes the bundle, so a change of it changes the bundle.
const SOURCES: [&str; 3] =
    [include_str!("build.rs"), include_str!("build/bindings.rs"), include_str!("build/output.rs")];

/// Builds the desktop into `target/dist/desktop`.
pub(crate) fn desktop(workspace: &Workspace) -> anyhow::Result<()> {
    let bundle = Bundle {
        name: "desktop",
        cargo: &[],
        statics: Some(workspace.path("crates/desktop/static")),
    };
    bundle.build(workspace)
}

/// Builds the page bridge's harness into `target/dist/harness`.
pub(crate) fn harness(workspace: &Workspace) -> anyhow::Result<()> {
    let bundle = Bundle {
        name: "harness",
        cargo: &["--example", "harness"],
        statics: Some(workspace.path("crates/desktop/harness")),
    };
    bundle.build(workspace)
}

/// Builds the package for those who write pages, into `sdk/dist`.
pub(crate) fn sdk(workspace: &Workspace) -> anyhow::Result<()> {
    tools::node_packages(workspace, "sdk")?;
    let host = Bundle { name: "page_host", cargo: &["--example", "page_host"], statics: None };
    host.build(workspace)?;
    println!("Building the package for pages.");
    Shell::new("node", &["build.mjs"])
        .folder(&workspace.path("sdk"))
        .variable("CORDBOARD_TARGET", workspace.target())
        .run()
}

/// Builds the server, which embeds the desktop.
pub(crate) fn server(workspace: &Workspace) -> anyhow::Result<()> {
    println!("Building the server.");
    Shell::cargo(workspace.root(), &["build", "--package", "cordboard-server"]).run()
}

struct Bundle<'a> {
    /// Its folder in `target/dist`, and its files' first name.
    name: &'a str,
    /// What cargo is told beside package, profile and target.
    cargo: &'a [&'a str],
    /// The files that go along as they are.
    statics: Option<PathBuf>,
}

impl Bundle<'_> {
    fn build(&self, workspace: &Workspace) -> anyhow::Result<()> {
        tools::wasm_target(workspace)?;
        println!("Building the {} for the browser (some minutes the first time).", self.name);
        let wasm = self.compile(workspace)?;
        let folder = workspace.dist(self.name);
        let stamp = workspace.dist(&format!("{}.stamp", self.name));
        let inputs = self.fingerprint(&wasm)?;
        if folder.is_dir() && fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) {
            return Ok(());
        }
        println!("Writing {}.", folder.display());
        // Away first: a build that breaks off must not look finished.
        let _ = fs::remove_file(&stamp);
        let mut output = Output::new(folder);
        bindings::generate(&wasm, self.name, workspace.target(), &mut output)?;
        if let Some(statics) = &self.statics {
            output.copy(statics)?;
        }
        output.finish()?;
        fs::write(&stamp, inputs).with_context(|| format!("{} cannot be written", stamp.display()))
    }

    /// Has cargo build the package and tell where it put the module.
    fn compile(&self, workspace: &Workspace) -> anyhow::Result<PathBuf> {
        let mut arguments = vec!["build", "--package", PACKAGE, "--profile", "wasm-release"];
        arguments.extend(["--target", tools::WASM]);
        arguments.extend(["--message-format", "json-render-diagnostics"]);
        arguments.extend(self.cargo);
        bindings::module_of(Shell::cargo(workspace.root(), &arguments), PACKAGE)
    }

    /// Names everything that the bundle is made from.
    fn fingerprint(&self, wasm: &Path) -> anyhow::Result<String> {
        let mut inputs = tools::fingerprint(
            &fs::read(wasm).with_context(|| format!("{} cannot be read", wasm.display()))?,
        );
        for source in SOURCES {
            let _ = write!(inputs, "\n{}", tools::fingerprint(source.as_bytes()));
        }
        let files = self.statics.as_deref().map(output::files_below).transpose()?;
        for (name, content) in files.unwrap_or_default() {
            let _ = write!(inputs, "\n{name} {}", tools::fingerprint(&content));
        }
        Ok(inputs)
    }
}
