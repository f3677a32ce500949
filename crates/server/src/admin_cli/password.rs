//! Passwords at the command line: never an argument, which others can see.

use std::{
    fs,
    io::{self, IsTerminal},
    path::Path,
};

use anyhow::Context;

/// Reads a password: from a file, from the terminal, or a line of standard input.
pub(super) fn password(prompt: &str, file: Option<&Path>) -> anyhow::Result<String> {
    let text = match file {
        Some(file) => fs::read_to_string(file)
            .with_context(|| format!("{} cannot be read", file.display()))?,
        None if io::stdin().is_terminal() => rpassword::prompt_password(format!("{prompt}: "))?,
        None => line()?,
    };
    let password = text.lines().next().unwrap_or_default();
    anyhow::ensure!(!password.is_empty(), "the password is empty");
    Ok(password.to_owned())
}

/// Reads a password that is new: the terminal asks for it twice.
pub(crate) fn new_password(prompt: &str) -> anyhow::Result<String> {
    let first = password(prompt, None)?;
    if io::stdin().is_terminal() {
        let again = rpassword::prompt_password("Again: ")?;
        anyhow::ensure!(first == again, "the two passwords differ");
    }
    Ok(first)
}

fn line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line)
}
