//! The layer under a program of its own: what was not synced is lost, what was is not.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

use cordboard_forgetful_disk::{Disk, Survives, Word};

/// A folder on a forgetful disk.
struct Trial {
    folder: PathBuf,
    disk: Disk,
}

impl Trial {
    fn new(name: &str) -> Self {
        let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&place);
        let folder = place.join("watched");
        fs::create_dir_all(&folder).unwrap();
        let disk = Disk::under(&folder, &place.join("state")).unwrap();
        Self { folder: folder.canonicalize().unwrap(), disk }
    }

    /// Lets the program go through steps, kills it, and gives what it said.
    fn run(&mut self, steps: &[&str]) -> Vec<String> {
        let mut writer = Command::new(env!("CARGO_BIN_EXE_disk-writer"))
            .arg(&self.folder)
            .args(steps)
            .envs(self.disk.variables())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines().map(Result::unwrap);
        let said = lines.take_while(|line| line != "end").collect();
        writer.kill().unwrap();
        writer.wait().unwrap();
        said
    }

    fn files(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(&self.folder).unwrap().map(Result::unwrap);
        entries
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }
}

fn files(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn what_was_synced_is_there_after_a_power_cut_and_nothing_else() {
    let mut trial = Trial::new("power-cut");
    trial.run(&["write a one ", "sync a", "sync .", "write a two", "write b three", "sync b"]);
    assert_eq!(trial.files(), files(&[("a", "one two"), ("b", "three")]));
    trial.disk.cut_power(Survives::Nothing).unwrap();
    assert_eq!(trial.files(), files(&[("a", "one ")]));
    trial.run(&["write a more", "sync a", "rename a c", "sync .", "remove c"]);
    assert_eq!(trial.files(), files(&[]));
    trial.disk.cut_power(Survives::Nothing).unwrap();
    assert_eq!(trial.files(), files(&[("c", "one more")]));
}

#[test]
fn a_disk_that_lies_keeps_nothing() {
    let mut trial = Trial::new("lies");
    trial.disk.control().set(Word::Lies, 1).unwrap();
    let said = trial.run(&["write a one", "sync a", "sync ."]);
    assert_eq!(said, ["done", "done", "done"]);
    trial.disk.cut_power(Survives::Nothing).unwrap();
    assert_eq!(trial.files(), files(&[]));
}

#[test]
fn the_write_and_the_sync_that_are_to_fail_do() {
    let mut trial = Trial::new("fails");
    let control = trial.disk.control();
    control.set(Word::FailWrite, 2).unwrap();
    control.set(Word::FailSync, 3).unwrap();
    control.set(Word::FailTimes, 1).unwrap();
    let steps =
        ["write a one", "write a four", "sync a", "sync .", "sync a", "write a five", "sync a"];
    let said = trial.run(&steps);
    let failed = "Input/output error (os error 5)";
    assert_eq!(said, ["done", failed, "done", "done", failed, "done", "done"]);
    assert_eq!(trial.files(), files(&[("a", "onefofive")]));
    assert_eq!(trial.disk.control().get(Word::Writes).unwrap(), 3);
    assert_eq!(trial.disk.control().get(Word::Syncs).unwrap(), 4);
}

#[test]
fn a_full_disk_takes_what_fits_and_then_nothing_until_there_is_space() {
    let mut trial = Trial::new("full");
    trial.disk.control().set(Word::Space, 5).unwrap();
    let said = trial.run(&["write a 123", "write a 456", "write a 7"]);
    let full = "No space left on device (os error 28)";
    assert_eq!(said, ["done", full, full]);
    assert_eq!(trial.files(), files(&[("a", "12345")]));
    trial.disk.control().set(Word::Space, -1).unwrap();
    assert_eq!(trial.run(&["write a 6"]), ["done"]);
}

#[test]
fn the_clock_is_set_back() {
    let mut trial = Trial::new("clock");
    let time = |said: &[String]| said[0].parse::<i64>().unwrap();
    let before = time(&trial.run(&["time"]));
    trial.disk.control().set(Word::ClockMs, -3_600_500).unwrap();
    let back = time(&trial.run(&["time"]));
    // The machine may be slow, but not by half an hour.
    assert!((-3_600_500..-1_800_000).contains(&(back - before)), "{before} {back}");
}
