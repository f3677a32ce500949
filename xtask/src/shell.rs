//! Starting other programs and saying clearly what went wrong with them.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal as _, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;

use anyhow::{Context as _, bail};

/// A command as it would be typed.
pub(crate) struct Shell {
    command: Command,
    words: String,
}

/// What a program printed while it ran, and how it ended.
pub(crate) struct Heard {
    pub(crate) lines: Vec<String>,
    pub(crate) status: ExitStatus,
}

impl Shell {
    pub(crate) fn new(program: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(program);
        command.args(arguments);
        let words = std::iter::once(&program).chain(arguments).copied().collect::<Vec<_>>();
        Self { command, words: words.join(" ") }
    }

    /// Cargo, the one that runs this program.
    pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Self {
        let mut shell = Self::new("cargo", arguments).folder(root);
        if let Some(cargo) = std::env::var_os("CARGO") {
            let mut command = Command::new(cargo);
            command.args(arguments).current_dir(root);
            shell.command = command;
        }
        // The variables that this package was run with are no matter of the packages it builds.
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_")) {
                shell.command.env_remove(name);
            }
        }
        shell.command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
        shell
    }

    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it to its end, its output being ours.
    pub(crate) fn run(mut self) -> anyhow::Result<()> {
        let status =
            self.command.status().with_context(|| format!("`{}` cannot be started", self.words))?;
        succeeded(&self.words, status)
    }

    /// Runs it to its end without showing anything.
    pub(crate) fn read(mut self) -> anyhow::Result<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("`{}` cannot be started", self.words))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` failed: {}", self.words, said.trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it to its end, showing its output and keeping it.
    pub(crate) fn hear(mut self) -> anyhow::Result<Heard> {
        if std::io::stderr().is_terminal() {
            self.command.env("CARGO_TERM_COLOR", "always");
        }
        let mut child = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("`{}` cannot be started", self.words))?;
        let (sender, receiver) = mpsc::channel();
        let out = child.stdout.take().map(|stream| forward(stream, sender.clone()));
        let err = child.stderr.take().map(|stream| forward(stream, sender));
        let mut lines = Vec::new();
        for line in receiver {
            println!("{line}");
            lines.push(without_colours(&line));
        }
        for reader in [out, err].into_iter().flatten() {
            let _ = reader.join();
        }
        let status = child.wait().with_context(|| format!("`{}` was lost", self.words))?;
        Ok(Heard { lines, status })
    }

    /// The command for a caller that watches the program itself.
    pub(crate) fn into_parts(self) -> (Command, String) {
        (self.command, self.words)
    }
}

/// A failed program as one sentence.
pub(crate) fn succeeded(words: &str, status: ExitStatus) -> anyhow::Result<()> {
    if status.success() {
        return Ok(());
    }
    match status.code() {
        Some(code) => bail!("`{words}` ended with exit code {code}"),
        None => bail!("`{words}` was ended by a signal"),
    }
}

fn forward(
    stream: impl Read + Send + 'static,
    sender: mpsc::Sender<String>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            if sender.send(text).is_err() {
                return;
            }
            line.clear();
        }
    })
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        if character == '\u{1b}' {
            for ending in rest.by_ref() {
                if ending.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_out() {
        assert_eq!(
            without_colours("\u{1b}[32;1m3 passed\u{1b}[0m, 1 failed"),
            "3 passed, 1 failed"
        );
    }

    #[test]
    fn a_failed_program_is_named_with_its_exit_code() {
        let error = Shell::new("sh", &["-c", "exit 3"]).run().unwrap_err();
        assert_eq!(error.to_string(), "`sh -c exit 3` ended with exit code 3");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Shell::new("no-such-program", &["x"]).run().unwrap_err();
        assert_eq!(error.to_string(), "`no-such-program x` cannot be started");
    }

    #[test]
    fn both_streams_are_heard() {
        let heard = Shell::new("sh", &["-c", "echo out; echo err >&2; exit 1"]).hear().unwrap();
        let mut lines = heard.lines;
        lines.sort();
        assert_eq!(lines, ["err", "out"]);
        assert!(!heard.status.success());
    }
}
