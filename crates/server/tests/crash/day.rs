//! A load on a server, and the check of its record.

use std::{io::BufWriter, time::Duration};

use cordboard_forgetful_disk::{Disk, Survives, Word};
use cordboard_loadgen::{
    Load, Plan, Random, Record,
    check::{Summary, Violation, check},
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
    /// What the data folder lies on, when it can forget.
    disk: Option<Disk>,
    pub(crate) load: Load,
    pub(crate) random: Random,
}

impl Day {
    /// Starts a server, with agents and customers before it who stand still.
    pub(crate) fn begin(name: &str, seed: u64) -> Self {
        let plan = floor::plan(seed, 24, 8);
        let process = Process::new(name, &floor::config(&plan));
        Self::on(name, plan, process, None)
    }

    /// The same, on a disk that can forget.
    pub(crate) fn begin_on_disk(name: &str, seed: u64) -> Self {
        let plan = floor::plan(seed, 24, 8);
        let mut process = Process::new(name, &floor::config(&plan));
        let disk = Disk::under(&process.data(), &process.folder().join("disk")).unwrap();
        process.set(disk.variables());
        Self::on(name, plan, process, Some(disk))
    }

    /// The same, begun by a server of days ago, which was killed before anybody came.
    pub(crate) fn begin_days_ago(name: &str, seed: u64, days: i64) -> Self {
        let plan = floor::plan(seed, 24, 8);
        let mut process = Process::new(name, &floor::config(&plan));
        let disk = Disk::under(&process.data(), &process.folder().join("disk")).unwrap();
        process.set(disk.variables());
        disk.control().set(Word::ClockMs, -days * 24 * 3_600_000).unwrap();
        process.start();
        process.kill();
        disk.control().set(Word::ClockMs, 0).unwrap();
        Self::on(name, plan, process, Some(disk))
    }

    fn on(name: &str, plan: Plan, mut process: Process, disk: Option<Disk>) -> Self {
        process.start();
        let load = Load::new(&plan, &process.url, &process.data().join("admin-init")).unwrap();
        let random = Random::new(plan.seed, u64::MAX);
        Self { name: name.to_owned(), plan, process, disk, load, random }
    }

    /// Lets a number of the disk be another one from now on.
    pub(crate) fn set(&mut self, word: Word, number: i64) {
        self.disk().control().set(word, number).unwrap();
    }

    pub(crate) fn get(&mut self, word: Word) -> i64 {
        self.disk().control().get(word).unwrap()
    }

    /// Waits, while all work, until a fault of the disk has had its consequence: the floor has stood still and goes
    /// on, or it keeps what it is asked for as if nothing had been.
    pub(crate) async fn settle(&mut self) {
        let since = self.load.recorder().record().entries.len();
        while !self.process.log().contains(STANDS_STILL) {
            in_time(self.load.recorder().more_answered(5)).await;
            if self.load.recorder().record().acknowledged_since(since) > 0 {
                return;
            }
        }
        while !self.process.log().contains(GOES_ON) {
            in_time(self.load.recorder().more_answered(5)).await;
        }
        self.readiness(200).await;
    }

    /// Says whether something could not be written, once the journal was open, since the last time it was asked: facts,
    /// a snapshot, the history.
    pub(crate) fn has_met_a_failure(&mut self) -> bool {
        let logs = self.process.new_logs();
        let mut lines = logs.iter().flat_map(|log| log.lines());
        lines.any(|line| line.contains("journal.db failed") && !line.contains(CANNOT_BE_OPENED))
    }

    /// Counts the starts that went on from a snapshot and facts after it: it was written while all were at work.
    pub(crate) fn snapshots_gone_on_from(&self) -> usize {
        let number = |line: &str, name: &str| -> Option<u64> {
            line.split(name).nth(1)?.split(' ').next()?.trim().parse().ok()
        };
        let logs = self.process.logs();
        let lines = logs.iter().flat_map(|log| log.lines());
        let recovered = lines.filter(|line| line.contains("made again from its journal"));
        let with_tail = recovered.filter(|line| {
            let (snapshot, last) = (number(line, "from_snapshot="), number(line, " position="));
            snapshot.is_some_and(|snapshot| snapshot > 0) && snapshot < last
        });
        with_tail.count()
    }

    /// Waits until `/readyz` gives the answer that is wanted, and gives its words.
    pub(crate) async fn readiness(&mut self, wanted: u16) -> String {
        in_time(self.process.readiness(wanted)).await
    }

    /// Gives the disk of a day that began on one.
    pub(crate) fn disk(&mut self) -> &mut Disk {
        self.disk.as_mut().unwrap()
    }

    /// Lets all work until so many more requests have been answered.
    pub(crate) async fn work(&mut self, answers: usize) {
        self.load.work();
        in_time(self.load.recorder().more_answered(answers)).await;
    }

    /// Lets all stand still and look, and judges what they saw.
    pub(crate) async fn judge(&mut self) -> Summary {
        let (record, judged) = self.look().await;
        judged.unwrap_or_else(|violations| {
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

    /// Lets all stand still and look, and gives what the check says.
    pub(crate) async fn look(&mut self) -> (Record, Result<Summary, Vec<Violation>>) {
        in_time(self.load.halt()).await.unwrap();
        in_time(self.load.look_again()).await.unwrap();
        let record = self.load.recorder().record();
        let judged = check(&record, &self.plan);
        (record, judged)
    }

    /// Kills the server while all are at work.
    pub(crate) async fn kill(&mut self) {
        self.process.kill();
        in_time(self.load.server_is_down()).await.unwrap();
    }

    /// Ends the server in order while all are at work.
    pub(crate) async fn end(&mut self) {
        self.process.end();
        in_time(self.load.server_is_down()).await.unwrap();
    }

    /// Kills the server, and takes what its disk does not hold: all that was not synced, or some of it.
    pub(crate) async fn cut_power(&mut self, some_survives: bool) {
        self.kill().await;
        let mut draw = |end| self.random.below(end);
        let survives = if some_survives { Survives::Some(&mut draw) } else { Survives::Nothing };
        self.disk.as_mut().unwrap().cut_power(survives).unwrap();
    }

    /// Starts the server where it was. All stand still.
    pub(crate) fn start_again(&mut self) {
        self.process.start();
        self.load.server_is_up();
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }
}

const STANDS_STILL: &str = "the floor stands still";
const CANNOT_BE_OPENED: &str = "the journal cannot be opened yet";
const GOES_ON: &str = "the floor goes on";

/// Longer than a busy machine needs for anything here; a server that answers nothing must not stop the tests for ever.
const PATIENCE: Duration = Duration::from_mins(3);

pub(crate) async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what)
        .await
        .unwrap_or_else(|_| panic!("the server does not answer any more"))
}
