//! Runs the parts one after another and says what became of them.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::test::count::Count;

#[derive(Default)]
pub(super) struct Report {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    took: Duration,
    /// None for a part that could not run.
    count: Option<Count>,
}

impl Report {
    /// Runs a part; a failure does not keep the next one from running.
    pub(super) fn run(&mut self, name: &'static str, part: impl FnOnce() -> anyhow::Result<Count>) {
        println!("\n== {name}");
        #[expect(clippy::disallowed_methods, reason = "a program's own clock")]
        let start = Instant::now();
        let result = part();
        let took = start.elapsed();
        let count = result.map_err(|error| eprintln!("error: {error:#}")).ok();
        println!("-- {name}: {}, {}", outcome(count), seconds(took));
        self.rows.push(Row { name, took, count });
    }

    /// Prints the table and, alone on the last line, the sum.
    pub(super) fn close(self) -> ExitCode {
        println!("\n{}{}", self.table(), self.sum_line());
        if self.sum().failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn table(&self) -> String {
        let mut table = String::new();
        for Row { name, took, count } in &self.rows {
            let _ = writeln!(table, "{name:<32} {:<28} {:>8}", outcome(*count), seconds(*took));
        }
        table
    }

    fn sum_line(&self) -> String {
        let Count { passed, failed } = self.sum();
        format!("{passed} passed, {failed} failed")
    }

    /// A part that could not run counts as one failure, so that zero failed means that all ran.
    fn sum(&self) -> Count {
        let mut sum = Count::default();
        for row in &self.rows {
            sum += row.count.unwrap_or(Count { passed: 0, failed: 1 });
        }
        sum
    }
}

fn outcome(count: Option<Count>) -> String {
    match count {
        Some(Count { passed, failed }) => format!("{passed} passed, {failed} failed"),
        None => "could not run".to_owned(),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn a_part_that_could_not_run_is_said_so_and_fails_the_whole() {
        let mut report = Report::default();
        report.run("one", || Ok(Count { passed: 3, failed: 0 }));
        report.run("two", || bail!("no browser"));
        report.run("three", || Ok(Count { passed: 2, failed: 1 }));
        assert!(report.table().contains("could not run"), "{}", report.table());
        assert_eq!(report.sum_line(), "5 passed, 2 failed");
    }
}
