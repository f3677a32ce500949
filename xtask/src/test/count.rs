//! How many tests ran, read from what their runners say.

use std::ops::AddAssign;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use serde_json::Value;

/// Tests or checks that ran. What is skipped did not run, and counts as failed.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Count {
    /// One check, its failure already shown by the program that made it.
    pub(crate) fn of_check(result: anyhow::Result<()>) -> Self {
        match result {
            Ok(()) => Self { passed: 1, failed: 0 },
            Err(error) => {
                eprintln!("error: {error:#}");
                Self { passed: 0, failed: 1 }
            }
        }
    }

    pub(crate) fn ran(self) -> u64 {
        self.passed + self.failed
    }

    pub(crate) fn exit_code(self) -> ExitCode {
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// From `Summary [ 0.012s] 3 tests run: 2 passed (1 slow), 1 failed, 0 skipped`.
pub(crate) fn of_nextest(lines: &[String]) -> Option<Count> {
    let summary = lines.iter().rfind(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, outcomes) = summary.split_once(" run: ")?;
    let mut count = Count::default();
    for outcome in outcomes.split(',') {
        let (number, word) = number_and_word(outcome)?;
        if word == "passed" {
            count.passed += number;
        } else {
            count.failed += number;
        }
    }
    Some(count)
}

/// From every `test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; ...`.
pub(crate) fn of_cargo(lines: &[String]) -> Option<Count> {
    let mut sum = None;
    for line in lines {
        let Some((_, outcomes)) = line.trim_start().split_once("test result: ") else { continue };
        let (_, outcomes) = outcomes.split_once(". ")?;
        let count: &mut Count = sum.get_or_insert_default();
        for outcome in outcomes.split(';') {
            match number_and_word(outcome) {
                Some((number, "passed")) => count.passed += number,
                Some((number, "failed" | "ignored")) => count.failed += number,
                Some(_) | None => {}
            }
        }
    }
    sum
}

/// From `40 passed, 2 failed`, which stands alone on a line.
pub(crate) fn of_day(lines: &[String]) -> Option<Count> {
    lines.iter().rev().find_map(|line| {
        let (passed, failed) = line.split_once(" passed, ")?;
        let failed = failed.strip_suffix(" failed")?;
        Some(Count { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    })
}

/// From the JSON reporter's `stats`.
pub(crate) fn of_playwright(report: &str) -> anyhow::Result<Count> {
    let report: Value = serde_json::from_str(report).context("Playwright's report is no JSON")?;
    let number = |name: &str| {
        report["stats"][name]
            .as_u64()
            .ok_or_else(|| anyhow!("Playwright's report has no `stats.{name}`"))
    };
    let mut count = Count {
        passed: number("expected")?,
        failed: number("unexpected")? + number("flaky")? + number("skipped")?,
    };
    // A broken specification file, a server that would not start: no test's own failure.
    if count.failed == 0 && report["errors"].as_array().is_some_and(|errors| !errors.is_empty()) {
        count.failed = 1;
    }
    Ok(count)
}

/// From the JSON reporter of Vitest.
pub(crate) fn of_vitest(report: &str) -> anyhow::Result<Count> {
    let report: Value = serde_json::from_str(report).context("Vitest's report is no JSON")?;
    let number = |name: &str| {
        report[name].as_u64().ok_or_else(|| anyhow!("Vitest's report has no `{name}`"))
    };
    let passed = number("numPassedTests")?;
    let mut count = Count { passed, failed: number("numTotalTests")?.saturating_sub(passed) };
    // A file that cannot be loaded has no test that fails.
    if count.failed == 0 {
        count.failed = number("numFailedTestSuites")?;
    }
    Ok(count)
}

fn number_and_word(outcome: &str) -> Option<(u64, &str)> {
    let mut words = outcome.split_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn nextest_is_counted_by_its_summary() {
        let said = lines(
            "     Summary [   0.012s] 7 tests run: 4 passed (1 slow), 2 failed, 1 timed out, 0 skipped",
        );
        assert_eq!(of_nextest(&said), Some(Count { passed: 4, failed: 3 }));
        assert_eq!(of_nextest(&lines("error: could not compile")), None);
    }

    #[test]
    fn cargo_test_is_counted_over_all_its_binaries() {
        let said = lines(
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
             test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 9 filtered out",
        );
        assert_eq!(of_cargo(&said), Some(Count { passed: 4, failed: 3 }));
        assert_eq!(of_cargo(&lines("error: could not compile")), None);
    }

    #[test]
    fn a_day_is_counted_by_its_last_line() {
        let said = lines("ok takes a call\nFAILED holds: 2 passed, 1 failed\n40 passed, 2 failed");
        assert_eq!(of_day(&said), Some(Count { passed: 40, failed: 2 }));
        assert_eq!(of_day(&lines("the server did not start")), None);
    }

    #[test]
    fn playwright_is_counted_by_its_stats_and_a_skipped_test_is_no_pass() {
        let report = r#"{"errors":[],"stats":{"expected":5,"unexpected":1,"flaky":1,"skipped":2}}"#;
        assert_eq!(of_playwright(report).unwrap(), Count { passed: 5, failed: 4 });
    }

    #[test]
    fn vitest_is_counted_by_its_sums_and_a_skipped_test_is_no_pass() {
        let report = |passed: u64, suites: u64| {
            format!(
                r#"{{"numTotalTests":5,"numPassedTests":{passed},"numFailedTestSuites":{suites}}}"#
            )
        };
        assert_eq!(of_vitest(&report(3, 1)).unwrap(), Count { passed: 3, failed: 2 });
        assert_eq!(of_vitest(&report(5, 1)).unwrap(), Count { passed: 5, failed: 1 });
        assert_eq!(of_vitest(&report(5, 0)).unwrap(), Count { passed: 5, failed: 0 });
        assert!(of_vitest("{}").is_err());
    }

    #[test]
    fn an_error_outside_of_a_test_is_a_failure() {
        let report = r#"{"errors":[{"message":"no server"}],
            "stats":{"expected":5,"unexpected":0,"flaky":0,"skipped":0}}"#;
        assert_eq!(of_playwright(report).unwrap(), Count { passed: 5, failed: 1 });
        assert!(of_playwright("{}").is_err());
    }
}
