//! The servers as processes: each on one core, the driver on another.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::{
    process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit},
    thread::{CpuSet, sched_getaffinity, sched_setaffinity},
};
use tempfile::TempDir;

use crate::{nchan, ours::House};

/// Which server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Ours, with its journal in SQLite.
    Durable,
    /// A bare handler parked on a channel, one commit per event.
    Limit,
    /// Ours, with its journal in memory.
    Memory,
    /// nginx with nchan.
    Nchan,
    /// Writes what it is told to, so that what is measured is the driver.
    Echo,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Durable, Self::Limit, Self::Memory, Self::Nchan, Self::Echo];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Durable => "ours, durable",
            Self::Limit => "bare handler, a commit per event",
            Self::Memory => "ours, in memory",
            Self::Nchan => "nginx with nchan, in memory",
            Self::Echo => "echo (the driver's own share)",
        }
    }

    pub(crate) fn is_ours(self) -> bool {
        matches!(self, Self::Durable | Self::Memory)
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Durable => "durable",
            Self::Limit => "limit",
            Self::Memory => "memory",
            Self::Nchan => "nchan",
            Self::Echo => "echo",
        }
    }
}

/// The cores.
pub(crate) struct Machine {
    driver: CpuSet,
    server: CpuSet,
}

/// Beside the parked polls: the requests that give events, and what a server opens for itself.
const MORE_FILES: u64 = 2_000;

impl Machine {
    /// Takes the first two cores that there are, and as many files as there will be connections.
    pub(crate) fn prepare(polls: usize) -> Self {
        let files = polls as u64 + MORE_FILES;
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        assert!(
            maximum.is_none_or(|maximum| maximum >= files),
            "{files} open files are needed, and the limit is {maximum:?}: raise `ulimit -Hn`"
        );
        setrlimit(Resource::Nofile, Rlimit { current: Some(files), maximum }).unwrap();
        let ours = sched_getaffinity(None).unwrap();
        let mut cores = (0..CpuSet::MAX_CPU).filter(|core| ours.is_set(*core)).map(|core| {
            let mut set = CpuSet::new();
            set.set(core);
            set
        });
        let (Some(driver), Some(server)) = (cores.next(), cores.next()) else {
            panic!("two cores are needed: one for the server, one for the driver");
        };
        sched_setaffinity(None, &driver).unwrap();
        Self { driver, server }
    }

    /// Starts a program on the servers' core.
    fn spawn(&self, command: &mut Command) -> Child {
        // What a thread starts inherits the cores that it may run on.
        sched_setaffinity(None, &self.server).unwrap();
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        sched_setaffinity(None, &self.driver).unwrap();
        child.unwrap_or_else(|error| panic!("{command:?}: {error}"))
    }
}

/// A server that runs until this is dropped.
pub(crate) struct Process {
    child: Child,
    /// The process that serves.
    pid: u32,
    pub(crate) address: SocketAddr,
    /// Its data.
    pub(crate) folder: PathBuf,
    _removed_with_it: Option<TempDir>,
}

impl Process {
    pub(crate) fn start(machine: &Machine, kind: Kind, house: &House) -> Self {
        let folder = folder();
        let itself = std::env::current_exe().unwrap();
        let mut command = match kind {
            Kind::Durable | Kind::Memory => house.serve(kind, folder.path()),
            Kind::Limit => {
                let mut command = Command::new(itself);
                command.arg("limit").arg(folder.path());
                command
            }
            Kind::Echo => {
                let mut command = Command::new(itself);
                command.arg("echo");
                command
            }
            Kind::Nchan => return Self::start_nginx(machine, folder),
        };
        Self::of(machine.spawn(&mut command), folder.path().to_owned(), Some(folder))
    }

    /// Starts ours on the driver's core: nothing is measured yet.
    pub(crate) fn start_unmeasured(mut command: Command, folder: &Path) -> Self {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        Self::of(child, folder.to_owned(), None)
    }

    fn of(mut child: Child, folder: PathBuf, removed_with_it: Option<TempDir>) -> Self {
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit('/').next().and_then(|word| {
            word.replace("ready ", "").replace("localhost", "127.0.0.1").parse().ok()
        });
        let address = address.unwrap_or_else(|| {
            let said = fs::read_to_string(folder.join("log")).unwrap_or_default();
            panic!("a server did not start: {line:?}\n{said}")
        });
        Self { pid: child.id(), child, address, folder, _removed_with_it: removed_with_it }
    }

    fn start_nginx(machine: &Machine, folder: TempDir) -> Self {
        let (mut command, address) = nchan::command(folder.path());
        let child = machine.spawn(&mut command);
        let master = child.id();
        let children = format!("/proc/{master}/task/{master}/children");
        let pid = nchan::once_it_serves(address, || {
            let children = fs::read_to_string(&children).unwrap_or_default();
            children.split_whitespace().next().and_then(|pid| pid.parse().ok())
        });
        let path = folder.path().to_owned();
        Self { child, pid, address, folder: path, _removed_with_it: Some(folder) }
    }

    /// Tells it to end in order, and waits until it has.
    pub(crate) fn end(mut self) {
        self.signal(Signal::TERM);
        assert!(self.child.wait().unwrap().success(), "a server did not end in order");
    }

    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        // Who has ended already is not told again.
        let _ = kill_process(pid.unwrap(), signal);
    }

    /// What its threads have used of the core.
    pub(crate) fn cpu(&self) -> Duration {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.pid)).unwrap();
        let nanos = tasks.filter_map(|task| {
            let text = fs::read_to_string(task.unwrap().path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(nanos.sum())
    }

    /// Bytes of memory that are its own at the moment.
    pub(crate) fn resident(&self) -> u64 {
        let path = format!("/proc/{}/smaps_rollup", self.pid);
        let text = fs::read_to_string(path).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("Rss:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        // nginx's worker goes when its master is told to.
        let is_nginx = self.pid != self.child.id();
        self.signal(if is_nginx { Signal::TERM } else { Signal::KILL });
        let _ = self.child.wait();
    }
}

/// A folder on the file system of the build, not in a temporary one that may be in memory.
pub(crate) fn folder() -> TempDir {
    let for_its_owner = fs::Permissions::from_mode(0o700);
    let mut folder = tempfile::Builder::new();
    folder.permissions(for_its_owner).tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// A program that was built for this, by the variable that names it.
pub(crate) fn program(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable);
    let path = path.unwrap_or_else(|| panic!("{variable} is missing: `cargo xtask bench poll`"));
    Path::new(&path).to_owned()
}
