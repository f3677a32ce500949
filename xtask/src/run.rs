//! `cargo xtask run`: the whole thing built and started, with a demo to log in to.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{ExitCode, Stdio};
use std::thread;

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::build;
use crate::shell::Shell;
use crate::workspace::Workspace;

/// Where `cordboard serve` puts the demo pages when it is not told.
const PAGES_LISTEN: &str = "127.0.0.1:8441";

pub(crate) fn run(workspace: &Workspace, serve: &[String]) -> anyhow::Result<ExitCode> {
    build::desktop(workspace)?;
    build::server(workspace)?;

    let program = workspace.server();
    let program = program.to_string_lossy();
    let data = workspace.target().join("demo-data");
    let data = data.to_string_lossy();
    let mut arguments = vec!["serve", "--demo"];
    if !serve.iter().any(|word| word == "--data" || word.starts_with("--data=")) {
        arguments.extend(["--data", &data]);
    }
    arguments.extend(serve.iter().map(String::as_str).filter(|word| *word != "--demo"));
    let (mut command, words) = Shell::new(&program, &arguments).into_parts();

    // Before the child is there, so that no signal is lost between.
    let mut signals = Signals::new([SIGINT, SIGTERM]).context("signals cannot be caught")?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        // Of its own, so that Ctrl-C reaches it once: from here.
        .process_group(0)
        .spawn()
        .with_context(|| format!("`{words}` cannot be started"))?;
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let handle = signals.handle();
    let forwarder = thread::spawn(move || {
        for _ in &mut signals {
            if let Some(pid) = pid {
                let _ = kill_process(pid, Signal::TERM);
            }
        }
    });

    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line.with_context(|| format!("the output of `{words}` was lost"))?;
            match line.strip_prefix("ready ") {
                Some(url) => println!("{}", welcome(url, serve)),
                None => println!("{line}"),
            }
        }
    }
    let status = child.wait().with_context(|| format!("`{words}` was lost"))?;
    handle.close();
    let _ = forwarder.join();
    // The server has said on stderr why it ended, in words of its own.
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// What somebody who has just started it wants to know.
fn welcome(url: &str, serve: &[String]) -> String {
    let url = url.trim_end_matches('/');
    let mut text = format!(
        "\nCordboard is ready.\n\n  \
         Desktop     {url}/         log in as agent1 with the password demo\n  \
         Phone       {url}/phone    place a call as a customer\n"
    );
    if let Some(pages) = pages_address(serve) {
        let _ = writeln!(text, "  Demo pages  http://{pages}/");
    }
    text + "\nCtrl-C ends it.\n"
}

/// None for a port that the server chooses itself.
fn pages_address(serve: &[String]) -> Option<String> {
    let mut words = serve.iter();
    let mut address = PAGES_LISTEN;
    while let Some(word) = words.next() {
        if word == "--pages-listen" {
            address = words.next()?;
        } else if let Some(given) = word.strip_prefix("--pages-listen=") {
            address = given;
        }
    }
    (!address.ends_with(":0")).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_pages_address_is_the_one_that_was_asked_for() {
        assert_eq!(pages_address(&[]).as_deref(), Some("127.0.0.1:8441"));
        let given = words("--data x --pages-listen 127.0.0.1:9001");
        assert_eq!(pages_address(&given).as_deref(), Some("127.0.0.1:9001"));
        let given = words("--pages-listen=127.0.0.1:9002");
        assert_eq!(pages_address(&given).as_deref(), Some("127.0.0.1:9002"));
        assert_eq!(pages_address(&words("--pages-listen 127.0.0.1:0")), None);
    }

    #[test]
    fn the_welcome_names_desktop_phone_and_log_in() {
        let text = welcome("http://localhost:8440/", &[]);
        assert!(text.contains("http://localhost:8440/ "), "{text}");
        assert!(text.contains("http://localhost:8440/phone"), "{text}");
        assert!(text.contains("agent1") && text.contains("demo"), "{text}");
    }
}
