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
    embed(&mut code, "DESKTOP", &[(desktop, "")]);
    embed(&mut code, "PAGES", &[(pages.clone(), "")]);
    // The phone looks like the demo pages, but is of the desktop's origin.
    let look = (pages.join("look.css"), "/phone/look.css");
    embed(&mut code, "PHONE", &[(pages.join("phone"), "/phone"), look]);
    if let Err(error) = fs::write(out.join("embedded.rs"), code) {
        println!("cargo::error=embedded.rs cannot be written: {error}");
    }
}

/// The folder `dist` in the target folder, which is above `build/<package>/out`.
fn dist(out: &Path) -> PathBuf {
    let target = out.ancestors().find(|folder| folder.join(".rustc_info.json").exists());
    target.or_else(|| out.ancestors().nth(4)).unwrap_or(out).join("dist")
}

/// Writes a table of files, or of all files of folders, under their addresses; each with its brotli
/// form when one lies beside it.
fn embed(code: &mut String, name: &str, sources: &[(PathBuf, &str)]) {
    let _ = writeln!(code, "static {name}: &[Embedded] = &[");
    for (source, address) in sources {
        println!("cargo::rerun-if-changed={}", source.display());
        embed_source(code, source, address);
    }
    let _ = writeln!(code, "];");
}

fn embed_source(code: &mut String, source: &Path, address: &str) {
    let mut files = Vec::new();
    collect(source, &mut files);
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_none_or(|ending| ending != "br")) {
        let Ok(relative) = file.strip_prefix(source) else { continue };
        let path = format!("{address}/{}", relative.to_string_lossy());
        let path = path.trim_end_matches('/');
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
}

/// A path as a string in the code.
fn literal(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

fn collect(source: &Path, files: &mut Vec<PathBuf>) {
    if source.is_file() {
        files.push(source.to_owned());
    }
    let Ok(entries) = fs::read_dir(source) else { return };
    for entry in entries.flatten() {
        collect(&entry.path(), files);
    }
}

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts so")]
fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
