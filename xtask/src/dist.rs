//! `cargo xtask dist`: a release archive with all that running Cordboard needs.

mod archive;
mod notices;

use std::fs;
use std::process::ExitCode;

use anyhow::Context as _;
use cargo_metadata::MetadataCommand;

use crate::build;
use crate::dist::archive::Archive;
use crate::dist::notices::Crates;
use crate::shell::Shell;
use crate::tools;
use crate::workspace::Workspace;

const SERVER: &str = "cordboard-server";
const DESKTOP: &str = "cordboard-desktop";

/// The files of the repository that go along as they are.
const FILES: [&str; 8] = [
    "packaging/cordboard.service",
    "packaging/cordboard.sysusers",
    "docs/install.md",
    "docs/administration.md",
    "docs/problems.md",
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
];

/// Builds for this machine's kind of machine and packs `target/dist/cordboard-<version>-<target>.tar.gz`.
pub(crate) fn dist(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    let target = host(workspace)?;
    // Before the long build: what cannot be told of shall not be built.
    let notices = notices(workspace, &target)?;
    build::desktop(workspace)?;
    println!("Building the server for release (many minutes the first time).");
    let build = ["build", "--release", "--locked", "--package", SERVER];
    Shell::cargo(workspace.root(), &build).run()?;

    let name = format!("cordboard-{}-{target}", env!("CARGO_PKG_VERSION"));
    let mut archive = Archive::new(&name, time_of_commit(workspace));
    let binary = workspace.target().join("release/cordboard");
    let read = |path: &std::path::Path| {
        fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    archive.add_program("cordboard", read(&binary)?);
    for path in FILES {
        let name = path.rsplit('/').next().unwrap_or(path);
        archive.add(name, read(&workspace.path(path))?);
    }
    archive.add("THIRD-PARTY.txt", notices.into_bytes());
    let packed = archive.pack()?;

    let file = workspace.dist(&format!("{name}.tar.gz"));
    let sum = format!("{}  {name}.tar.gz\n", archive::sha256(&packed));
    let write = |path: &std::path::Path, content: &[u8]| {
        fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
    };
    write(&file, &packed)?;
    write(&workspace.dist(&format!("{name}.tar.gz.sha256")), sum.as_bytes())?;
    println!("{} ({} KiB)\nsha256 {}", file.display(), packed.len() / 1024, &sum[..64]);
    Ok(ExitCode::SUCCESS)
}

/// From `host: x86_64-unknown-linux-gnu`.
fn host(workspace: &Workspace) -> anyhow::Result<String> {
    let version = Shell::new("rustc", &["-vV"]).folder(workspace.root()).read()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` does not say for which machine it compiles")
}

/// Each file in the archive has the time of the commit, so that the same commit gives the same.
fn time_of_commit(workspace: &Workspace) -> u64 {
    let log = ["log", "-1", "--format=%ct"];
    let time = Shell::new("git", &log).folder(workspace.root()).read().ok();
    time.and_then(|time| time.trim().parse().ok()).unwrap_or(0)
}

/// What others have written of the program, and under which licences.
fn notices(workspace: &Workspace, target: &str) -> anyhow::Result<String> {
    tools::wasm_target(workspace)?;
    let mut used = Crates::default();
    for (package, target) in [(SERVER, target), (DESKTOP, tools::WASM)] {
        // Macros run at build time; what they are made of is in no program.
        let tree = ["tree", "--locked", "--edges", "normal,no-proc-macro", "--prefix", "none"];
        let of = ["--format", "{p}", "--package", package, "--target", target];
        used.add_tree(&Shell::cargo(workspace.root(), &[&tree[..], &of].concat()).read()?);
    }
    let metadata = MetadataCommand::new()
        .manifest_path(workspace.path("Cargo.toml"))
        .other_options(vec!["--locked".to_owned()])
        .exec()
        .context("cargo metadata cannot read the dependencies")?;
    used.notices(&metadata.packages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_installs_what_is_packed() {
        let workspace = Workspace::find().unwrap();
        let guide = fs::read_to_string(workspace.path("docs/install.md")).unwrap();
        for path in FILES {
            assert!(workspace.path(path).is_file(), "{path}");
            let name = path.rsplit('/').next().unwrap();
            let installed = guide.lines().any(|line| {
                line.starts_with("sudo install ") && line.split(' ').any(|word| word == name)
            });
            assert!(installed || !path.starts_with("packaging/"), "the guide leaves {name} out");
        }
        assert!(guide.contains("sudo install -m 755 cordboard /usr/local/bin/cordboard\n"));
    }
}
