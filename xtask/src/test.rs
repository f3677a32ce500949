//! `cargo xtask test`: everything that must hold before a change lands, part by part.

pub(crate) mod count;
mod report;

use std::process::ExitCode;

use anyhow::bail;
use clap::ValueEnum;

use crate::shell::{Heard, Shell};
use crate::test::count::Count;
use crate::test::report::Report;
use crate::workspace::Workspace;
use crate::{build, schemathesis, tidy, tools};

/// A part of the test command; each is one or more checks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, ValueEnum)]
pub(crate) enum Part {
    /// rustfmt, without changing anything
    Format,
    /// clippy over the workspace, warnings as errors
    Clippy,
    /// clippy over what runs in the browser, as it is built for it
    ClippyWasm,
    /// What no compiler checks
    Tidy,
    /// Unit, property, HTTP and vector tests, natively
    Rust,
    /// The examples in doc comments
    Doc,
    /// An agent's whole day, by a client that was written from the contract alone
    Clients,
    /// Whatever the document allows and more: no failure of ours, no undocumented answer
    Schemathesis,
    /// The types of the browser tests
    Types,
    /// The package for those who write pages: its types, its bundles, its tests in Node
    Sdk,
    /// The vectors with the broker as WebAssembly, without windows
    Wasm,
    /// The tests in Chromium
    Browser,
}

/// In the order of running: what answers soonest comes first.
const PARTS: [Part; 12] = [
    Part::Format,
    Part::Clippy,
    Part::ClippyWasm,
    Part::Tidy,
    Part::Rust,
    Part::Doc,
    Part::Clients,
    Part::Schemathesis,
    Part::Types,
    Part::Sdk,
    Part::Wasm,
    Part::Browser,
];

pub(crate) fn test(workspace: &Workspace, only: Option<Part>) -> ExitCode {
    let mut report = Report::default();
    let mut bundles = None;
    for part in PARTS.into_iter().filter(|part| only.is_none_or(|only| only == *part)) {
        report.run(part.name(), || match part {
            Part::Format => format(workspace),
            Part::Clippy => clippy(workspace),
            Part::ClippyWasm => clippy_wasm(workspace),
            Part::Tidy => Ok(tidy::tidy(workspace)),
            Part::Rust => rust(workspace),
            Part::Doc => doc(workspace),
            Part::Clients => clients(workspace),
            Part::Schemathesis => schemathesis(workspace),
            Part::Types => types(workspace),
            Part::Sdk => sdk(workspace),
            Part::Wasm | Part::Browser => {
                let built = bundles.get_or_insert_with(|| prepare_browser(workspace));
                if let Err(error) = built {
                    bail!("{error:#}");
                }
                playwright(workspace, part)
            }
        });
    }
    report.close()
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy for WebAssembly",
            Self::Tidy => "tidy",
            Self::Rust => "unit, property, HTTP, vectors",
            Self::Doc => "examples in doc comments",
            Self::Clients => "an agent's day by a client",
            Self::Schemathesis => "Schemathesis",
            Self::Types => "types of the browser tests",
            Self::Sdk => "package for pages",
            Self::Wasm => "vectors as WebAssembly",
            Self::Browser => "browser",
        }
    }
}

fn format(workspace: &Workspace) -> anyhow::Result<Count> {
    tools::rust_components(workspace)?;
    let formatted = Shell::cargo(workspace.root(), &["fmt", "--all", "--check"]).run();
    Ok(Count::of_check(formatted))
}

fn clippy(workspace: &Workspace) -> anyhow::Result<Count> {
    tools::rust_components(workspace)?;
    let arguments = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    Ok(Count::of_check(Shell::cargo(workspace.root(), &arguments).run()))
}

fn clippy_wasm(workspace: &Workspace) -> anyhow::Result<Count> {
    tools::rust_components(workspace)?;
    tools::wasm_target(workspace)?;
    let mut arguments = vec!["clippy", "--package", "cordboard-desktop"];
    arguments.extend(["--package", "cordboard-client", "--lib", "--bins", "--examples"]);
    arguments.extend(["--target", tools::WASM, "--", "-D", "warnings"]);
    Ok(Count::of_check(Shell::cargo(workspace.root(), &arguments).run()))
}

fn rust(workspace: &Workspace) -> anyhow::Result<Count> {
    if tools::has_nextest(workspace) {
        let arguments = ["nextest", "run", "--workspace", "--no-fail-fast"];
        let heard = Shell::cargo(workspace.root(), &arguments).hear()?;
        return counted(&heard, count::of_nextest(&heard.lines));
    }
    let arguments = ["test", "--workspace", "--all-targets", "--no-fail-fast"];
    let heard = Shell::cargo(workspace.root(), &arguments).hear()?;
    counted(&heard, count::of_cargo(&heard.lines))
}

fn doc(workspace: &Workspace) -> anyhow::Result<Count> {
    let arguments = ["test", "--workspace", "--doc", "--no-fail-fast"];
    let heard = Shell::cargo(workspace.root(), &arguments).hear()?;
    let count = count::of_cargo(&heard.lines).unwrap_or_default();
    // No example at all is no failure, as long as cargo says so itself.
    if heard.status.success() { Ok(count) } else { counted(&heard, Some(count)) }
}

/// A count that agrees with how the program ended.
fn counted(heard: &Heard, count: Option<Count>) -> anyhow::Result<Count> {
    match count {
        Some(count) if heard.status.success() && count.ran() == 0 => bail!("no test ran"),
        Some(count) if heard.status.success() || count.failed > 0 => Ok(count),
        Some(_) | None => bail!("the tests could not run to their end"),
    }
}

fn clients(workspace: &Workspace) -> anyhow::Result<Count> {
    tools::python()?;
    build::server(workspace)?;
    let server = workspace.server();
    let arguments = ["-B", "tests/clients/python/day.py", &server.to_string_lossy()];
    let heard = Shell::new("python3", &arguments).folder(workspace.root()).hear()?;
    counted(&heard, count::of_day(&heard.lines))
}

/// Counts the operations.
fn schemathesis(workspace: &Workspace) -> anyhow::Result<Count> {
    let heard = schemathesis::bounded(workspace)?;
    counted(&heard, count::of_day(&heard.lines))
}

fn types(workspace: &Workspace) -> anyhow::Result<Count> {
    tools::node_packages(workspace, "e2e")?;
    let checked = Shell::new("npx", &["--no-install", "tsc", "--noEmit"])
        .folder(&workspace.path("e2e"))
        .run();
    Ok(Count::of_check(checked))
}

fn sdk(workspace: &Workspace) -> anyhow::Result<Count> {
    build::sdk(workspace)?;
    let folder = workspace.path("sdk");
    let types = Shell::new("npx", &["--no-install", "tsc", "--noEmit"]).folder(&folder).run();
    let mut count = Count::of_check(types);
    let result = workspace.target().join("vitest.json");
    let _ = std::fs::remove_file(&result);
    let output = format!("--outputFile={}", result.display());
    let arguments =
        ["--no-install", "vitest", "run", "--reporter=default", "--reporter=json", &output];
    let ran = Shell::new("npx", &arguments)
        .folder(&folder)
        .variable("CORDBOARD_TARGET", workspace.target())
        .run();
    let Ok(text) = std::fs::read_to_string(&result) else {
        ran?;
        bail!("Vitest left no report");
    };
    let tests = count::of_vitest(&text)?;
    count += tests;
    match ran {
        Ok(()) if tests.ran() == 0 => bail!("no test ran"),
        Err(error) if tests.failed == 0 => Err(error),
        Ok(()) | Err(_) => Ok(count),
    }
}

fn prepare_browser(workspace: &Workspace) -> anyhow::Result<()> {
    tools::chromium()?;
    tools::node_packages(workspace, "e2e")?;
    build::sdk(workspace)?;
    build::harness(workspace)?;
    build::desktop(workspace)?;
    build::server(workspace)
}

fn playwright(workspace: &Workspace, part: Part) -> anyhow::Result<Count> {
    let project = if part == Part::Wasm { "wasm" } else { "browser" };
    let result = workspace.target().join(format!("playwright-{project}.json"));
    let _ = std::fs::remove_file(&result);
    let argument = format!("--project={project}");
    let arguments = ["--no-install", "playwright", "test", &argument, "--reporter=list,json"];
    let ran = Shell::new("npx", &arguments)
        .folder(&workspace.path("e2e"))
        .variable("PLAYWRIGHT_JSON_OUTPUT_FILE", &result)
        .variable("CORDBOARD_TARGET", workspace.target())
        .run();
    let Ok(text) = std::fs::read_to_string(&result) else {
        ran?;
        bail!("Playwright left no report");
    };
    let count = count::of_playwright(&text)?;
    match ran {
        Ok(()) if count.ran() == 0 => bail!("no test ran"),
        Err(error) if count.failed == 0 => Err(error),
        Ok(()) | Err(_) => Ok(count),
    }
}
