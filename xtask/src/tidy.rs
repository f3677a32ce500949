//! `cargo xtask tidy`: what no compiler checks.

mod arrows;
mod clauses;
mod file_names;
mod file_sizes;
mod guide;
mod http_rows;
mod links;
mod switched_off;
mod tree;
mod vectors;

use crate::shell::Shell;
use crate::test::count::Count;
use crate::tidy::tree::Tree;
use crate::tools;
use crate::workspace::Workspace;

/// The crates that do no input or output, so that they run in the browser as they do on a server.
const PURE: [&str; 3] = ["cordboard-protocol", "cordboard-broker", "cordboard-acd"];

/// Makes every check and says what each found.
pub(crate) fn tidy(workspace: &Workspace) -> Count {
    let mut count = Count::default();
    let mut check = |name: &str, findings: anyhow::Result<Vec<String>>| {
        let findings = findings.unwrap_or_else(|error| vec![format!("{error:#}")]);
        println!("tidy: {name}: {}", if findings.is_empty() { "ok" } else { "FAILED" });
        for finding in &findings {
            println!("  {finding}");
        }
        if findings.is_empty() {
            count.passed += 1;
        } else {
            count.failed += 1;
        }
    };
    match Tree::read(workspace.root()) {
        Err(error) => check("the files of the repository", Err(error)),
        Ok(tree) => {
            let arrows = arrows::of(workspace.metadata());
            check("crates use what ARCHITECTURE.md lets them", arrows::check(&tree, &arrows));
            check("folders are those of ARCHITECTURE.md", arrows::check_folders(&tree));
            check("clauses are documented", Ok(clauses::check_document(&tree)));
            check("clauses are proved", Ok(clauses::check_proofs(&tree)));
            check("files have at most 500 lines", Ok(file_sizes::check(&tree)));
            check("files are named after features", Ok(file_names::check(&tree)));
            check("vectors parse", Ok(vectors::check(&tree)));
            check("what the agent API has is in a vector", Ok(http_rows::check(&tree)));
            check("links resolve", Ok(links::check(&tree)));
            check("the guide names all its pages", Ok(guide::check(&tree)));
            check("no test is switched off or waits", Ok(switched_off::check(&tree)));
        }
    }
    check("pure crates build for the browser", pure_crates(workspace).map(|()| Vec::new()));
    count
}

fn pure_crates(workspace: &Workspace) -> anyhow::Result<()> {
    tools::wasm_target(workspace)?;
    let mut arguments = vec!["check", "--quiet", "--target", tools::WASM];
    for package in PURE {
        arguments.extend(["--package", package]);
    }
    Shell::cargo(workspace.root(), &arguments).run()
}
