//! What the build and the tests need beside cargo, and how it gets here.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::shell::Shell;
use crate::workspace::Workspace;

/// The target of everything that runs in the browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Debian's Chromium, which the browser tests drive.
const CHROMIUM: &str = "/usr/bin/chromium";

/// The oldest Node.js that Playwright runs on.
const NODE: u32 = 20;

/// Adds the wasm target when the toolchain has none.
pub(crate) fn wasm_target(workspace: &Workspace) -> anyhow::Result<()> {
    let libraries = Shell::new("rustc", &["--print", "target-libdir", "--target", WASM])
        .folder(workspace.root())
        .read()?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    println!("Adding the target {WASM} to the Rust toolchain.");
    Shell::new("rustup", &["target", "add", WASM]).folder(workspace.root()).run().with_context(
        || format!("the target {WASM} is missing; install it for this toolchain and try again"),
    )
}

/// Adds rustfmt and clippy when the toolchain has none.
pub(crate) fn rust_components(workspace: &Workspace) -> anyhow::Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if Shell::new(program, &["--version"]).folder(workspace.root()).read().is_err() {
            println!("Adding {component} to the Rust toolchain.");
            Shell::new("rustup", &["component", "add", component])
                .folder(workspace.root())
                .run()?;
        }
    }
    Ok(())
}

/// Whether cargo-nextest is here; nothing depends on it.
pub(crate) fn has_nextest(workspace: &Workspace) -> bool {
    Shell::new("cargo-nextest", &["nextest", "--version"]).folder(workspace.root()).read().is_ok()
}

/// Installs Python when it is missing and this is root; otherwise says what to type. The clients of
/// `tests/clients` are programs of its standard library.
pub(crate) fn python() -> anyhow::Result<()> {
    debian("Python", &["python3", "python3-venv"], || {
        Shell::new("python3", &["-c", "import ensurepip, venv"]).read().is_ok()
    })
}

/// Installs packages of Python into a folder of their own when they are not those of the list, and
/// gives the program that has them.
pub(crate) fn python_packages(workspace: &Workspace, list: &Path) -> anyhow::Result<String> {
    python()?;
    let wanted = fs::read(list).with_context(|| format!("{} cannot be read", list.display()))?;
    let wanted = fingerprint(&wanted);
    let folder = workspace.target().join("schemathesis");
    let program = folder.join("bin/python").to_string_lossy().into_owned();
    let stamp = folder.join("installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(program);
    }
    println!("Installing the packages of {}.", list.display());
    let _ = fs::remove_dir_all(&folder);
    Shell::new("python3", &["-m", "venv", &folder.to_string_lossy()]).run()?;
    let list = list.to_string_lossy();
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    let arguments = [&install[..], &["--require-hashes", "--requirement", &*list]].concat();
    Shell::new(&program, &arguments).run()?;
    fs::write(&stamp, wanted).with_context(|| format!("{} cannot be written", stamp.display()))?;
    Ok(program)
}

/// Installs Chromium when it is missing and this is root; otherwise says what to type.
pub(crate) fn chromium() -> anyhow::Result<()> {
    debian("Chromium", &["chromium"], || Path::new(CHROMIUM).exists())
}

fn debian(what: &str, packages: &[&str], is_here: impl Fn() -> bool) -> anyhow::Result<()> {
    if is_here() {
        return Ok(());
    }
    let names = packages.join(" ");
    if !rustix::process::geteuid().is_root() {
        bail!("{what} is missing; type: sudo apt-get update && sudo apt-get install -y {names}");
    }
    println!("Installing {what} with apt-get.");
    Shell::new("apt-get", &["update"]).run()?;
    let install = ["install", "-y", "--no-install-recommends"];
    Shell::new("apt-get", &[&install[..], packages].concat())
        .variable("DEBIAN_FRONTEND", "noninteractive")
        .run()?;
    if !is_here() {
        bail!("apt-get installed {names}, yet {what} is not there");
    }
    Ok(())
}

/// Installs the packages of a folder when they are not those of its lock file.
pub(crate) fn node_packages(workspace: &Workspace, name: &str) -> anyhow::Result<()> {
    let folder = workspace.path(name);
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("{name}/package-lock.json cannot be read"))?;
    let wanted = fingerprint(&lock);
    let stamp = folder.join("node_modules/.installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let version = Shell::new("node", &["--version"]).read().unwrap_or_default();
    if major(&version) < Some(NODE) || Shell::new("npm", &["--version"]).read().is_err() {
        bail!("the tests in {name} need Node.js {NODE} or later with npm");
    }
    println!("Installing the packages of {name}.");
    Shell::new("npm", &["ci", "--no-audit", "--no-fund"])
        .folder(&folder)
        .variable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()?;
    fs::write(&stamp, wanted).with_context(|| format!("{} cannot be written", stamp.display()))
}

/// From `v20.19.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Names a content, for comparing it with an earlier one; of no use against forgery.
pub(crate) fn fingerprint(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_or_absent_node_is_below_what_is_needed() {
        assert_eq!(major("v20.19.2\n"), Some(20));
        assert!(major("v18.20.4") < Some(NODE) && major("") < Some(NODE));
    }

    #[test]
    fn another_content_has_another_fingerprint() {
        assert_eq!(fingerprint(b"one"), fingerprint(b"one"));
        assert_ne!(fingerprint(b"one"), fingerprint(b"two"));
    }
}
