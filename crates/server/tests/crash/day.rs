//! A load on a server, and the check of its record.

use std::{io::BufWriter, time::Duration};

use cordboard_loadgen::{
    Load, Plan, Random,
    check::{Summary, check},
};

use crate::{
    floor,
    process::{Process, scratch},
};

/// A server under load.
pub(crate) struct Day {
    name: String,
    plan: Plan,
    pub(crate) process: Process,
    pub(crate) load: Load,
    pub(crate) random: Random,
}

impl Day {
    /// Starts a server, with agents and customers before it who stand still.
    pub(crate) fn begin(name: &str, seed: u64) -> Self {
        Self::begin_with(name, floor::plan(seed, 24, 8), &[])
    }

    pub(crate) fn begin_with(name: &str, plan: Plan, variables: &[(&str, &str)]) -> Self {
        let process = Process::start(name, &floor::config(&plan), variables);
        let load = Load::new(&plan, &process.url).unwrap();
        let random = Random::new(plan.seed, u64::MAX);
        Self { name: name.to_owned(), plan, process, load, random }
    }

    /// Lets all work until so many more requests have been answered.
    pub(crate) async fn work(&mut self, answers: usize) {
        self.load.work();
        in_time(self.load.recorder().more_answered(answers)).await;
    }

    /// Lets all stand still and look, and judges what they saw.
    pub(crate) async fn judge(&mut self) -> Summary {
        in_time(self.load.halt()).await.unwrap();
        in_time(self.load.look_again()).await.unwrap();
        let record = self.load.recorder().record();
        check(&record, &self.plan).unwrap_or_else(|violations| {
            let kept = scratch(&format!("{}-record.jsonl", self.name));
            let mut file = BufWriter::new(std::fs::File::create(&kept).unwrap());
            record.write(&mut file).unwrap();
            let words: Vec<_> = violations.iter().take(10).map(ToString::to_string).collect();
            panic!(
                "{} violations with CORDBOARD_SEED={}; the record is {}, the server's folder {}:\n{}",
                violations.len(),
                self.plan.seed,
                kept.display(),
                self.process.folder().display(),
                words.join("\n")
            )
        })
    }

    /// Kills the server while all are at work.
    pub(crate) async fn kill(&mut self) {
        self.process.kill();
        in_time(self.load.server_is_down()).await.unwrap();
    }

    /// Starts the server where it was. All stand still.
    pub(crate) fn start_again(&mut self) {
        self.process.start_again();
        self.load.server_is_up();
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }
}

/// Longer than a busy machine needs for anything here; a server that answers nothing must not stop the tests for ever.
const PATIENCE: Duration = Duration::from_mins(3);

async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what)
        .await
        .unwrap_or_else(|_| panic!("the server does not answer any more"))
}
