//! Embeds the files for the browser: the desktop as `cargo xtask build` left it, and the pages.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() {
    let out = PathBuf::from(variable("OUT_DIR"));
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("../..");
    let desktop = dist(&out).join("desktop");
    let pages = root.join("pages");
    // A folder that is watched must be there, or each build would begin anew.
    if let Err(error) = fs::create_dir_all(&desktop) {
        println!("cargo::warning={} cannot be made: {error}", desktop.display());
    }
    let mut code = String::new();
    embed(&mut code, "DESKTOP", &desktop, "");
    embed(&mut code, "PAGES", &pages, "");
    embed(&mut code, "PHONE", &pages.join("phone"), "/phone");
    embed(&mut code, "OPENAPI", &pages.join("openapi"), "/openapi");
    if let Err(error) = fs::write(out.join("embedded.rs"), code) {
        println!("cargo::error=embedded.rs cannot be written: {error}");
    }
}

/// The folder `dist` in the target folder, which is above `build/<package>/out`.
fn dist(out: &Path) -> PathBuf {
    let target = out.ancestors().find(|folder| folder.join(".rustc_info.json").exists());
    target.or_else(|| out.ancestors().nth(4)).unwrap_or(out).join("dist")
}

/// Writes a table of all files of a folder, each with its brotli form when one lies beside it.
fn embed(code: &mut String, name: &str, folder: &Path, prefix: &str) {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let _ = writeln!(code, "static {name}: &[Embedded] = &[");
    for file in files.iter().filter(|file| file.extension().is_none_or(|ending| ending != "br")) {
        let Ok(relative) = file.strip_prefix(folder) else { continue };
        let path = format!("{prefix}/{}", relative.to_string_lossy());
        let mut beside = file.clone().into_os_string();
        beside.push(".br");
        let brotli = PathBuf::from(beside);
        let brotli = if files.contains(&brotli) {
            format!("Some(include_bytes!({}))", literal(&brotli))
        } else {
            "None".to_owned()
        };
        let _ = writeln!(
            code,
            "    Embedded {{ path: {path:?}, bytes: include_bytes!({}), brotli: {brotli} }},",
            literal(file),
        );
    }
    let _ = writeln!(code, "];");
}

/// A path as a string in the code.
fn literal(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts so")]
fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
