//! No file grows beyond what can be read in one sitting.

use crate::tidy::tree::{self, Tree};

const MOST: usize = 500;

/// At most 500 lines of code, tests and generated files apart.
pub(super) fn check(tree: &Tree) -> Vec<String> {
    tree.ending(&[".rs", ".ts", ".js", ".mjs"])
        .filter(|(path, _)| !is_apart(path))
        .map(|(path, text)| (path, lines(path, text)))
        .filter(|(_, lines)| *lines > MOST)
        .map(|(path, lines)| format!("{path}: {lines} lines; split it by feature"))
        .collect()
}

fn is_apart(path: &str) -> bool {
    let mut folders = path.split('/');
    path.ends_with(".d.ts")
        || path.ends_with(".spec.ts")
        || folders.any(|folder| ["tests", "test", "generated"].contains(&folder))
}

/// Down to the test module, which stands last.
fn lines(path: &str, text: &str) -> usize {
    let end = if tree::extension(path) == "rs" { text.find("\n#[cfg(test)]\nmod ") } else { None };
    end.map_or(text, |end| &text[..end]).lines().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_over_500_lines_is_found() {
        let (most, more) = ("x\n".repeat(MOST), "x\n".repeat(MOST + 1));
        let tree = Tree::of(&[("crates/a/src/b.rs", &most), ("crates/a/src/c.rs", &more)]);
        assert_eq!(check(&tree), ["crates/a/src/c.rs: 501 lines; split it by feature"]);
    }

    #[test]
    fn tests_do_not_count() {
        let more = "x\n".repeat(MOST + 1);
        let with_tests = format!("{}#[cfg(test)]\nmod tests {{\n{more}}}\n", "x\n".repeat(MOST));
        let tree = Tree::of(&[
            ("crates/a/src/b.rs", &with_tests),
            ("crates/a/tests/b.rs", &more),
            ("e2e/specs/b.spec.ts", &more),
        ]);
        assert_eq!(check(&tree), [""; 0]);
    }
}
