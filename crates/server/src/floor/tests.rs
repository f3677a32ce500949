mod wake_ups;

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard},
};

use cordboard_acd::SessionKey;
use cordboard_journal::{Entry, Journal, JournalError, MemoryJournal, Pending, Position, Snapshot};
use cordboard_telephony::LineSimulator;

use crate::{
    clock::Clock,
    config::Config,
    metrics::Measures,
    readiness::{Readiness, ReadinessSign},
};

use super::*;

/// A journal whose disk a test can fill, and break.
#[derive(Default)]
struct Disk {
    inner: MemoryJournal,
    trouble: Mutex<Trouble>,
}

#[derive(Clone, Copy, Default)]
struct Trouble {
    appends: Appends,
    /// Nothing can be read.
    unreadable: bool,
    /// Since it was full it has not been opened anew.
    stopped: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Appends {
    #[default]
    Work,
    Fail,
    /// All is written, but the sync fails.
    FailYetKeep,
}

impl Disk {
    fn fill(&self) {
        self.trouble().appends = Appends::Fail;
    }

    fn make_room(&self) {
        self.trouble().appends = Appends::Work;
    }

    fn trouble(&self) -> MutexGuard<'_, Trouble> {
        self.trouble.lock().unwrap()
    }

    fn read_error(&self) -> Result<(), JournalError> {
        let unreadable = self.trouble().unreadable;
        let broken = || JournalError::Driver(std::io::Error::other("the disk is broken").into());
        if unreadable { Err(broken()) } else { Ok(()) }
    }
}

fn full() -> JournalError {
    JournalError::Full { file: PathBuf::from("/data/journal.db") }
}

impl Journal for Disk {
    fn append<'a>(&'a self, expected: Position, facts: &'a [Fact]) -> Pending<'a, Position> {
        Box::pin(async move {
            let trouble = *self.trouble();
            if trouble.stopped {
                return Err(JournalError::Stopped);
            }
            if trouble.appends == Appends::Work {
                return self.inner.append(expected, facts).await;
            }
            self.trouble().stopped = true;
            if trouble.appends == Appends::FailYetKeep {
                self.inner.append(expected, facts).await?;
            }
            Err(full())
        })
    }

    fn read(&self, after: Position, limit: usize) -> Pending<'_, Vec<Entry>> {
        Box::pin(async move {
            self.read_error()?;
            self.inner.read(after, limit).await
        })
    }

    fn newest_snapshot(&self, below: Option<Position>) -> Pending<'_, Option<Snapshot>> {
        Box::pin(async move {
            self.read_error()?;
            self.inner.newest_snapshot(below).await
        })
    }

    fn save_snapshot(&self, snapshot: Snapshot) -> Pending<'_, ()> {
        self.inner.save_snapshot(snapshot)
    }

    fn forget(&self, up_to: Position) -> Pending<'_, Position> {
        self.inner.forget(up_to)
    }

    fn reopen(&self) -> Pending<'_, Position> {
        Box::pin(async move {
            self.read_error()?;
            if self.trouble().appends != Appends::Work {
                return Err(full());
            }
            self.trouble().stopped = false;
            self.inner.reopen().await
        })
    }

    /// It can be opened again.
    fn close(&self) -> Pending<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}

const AGENT: AgentId = AgentId(1);
const HOUR: Duration = Duration::from_hours(1);

struct Stage {
    floor: FloorHandle,
    disk: Arc<Disk>,
    readiness: ReadinessSign,
    task: tokio::task::JoinHandle<()>,
}

impl Stage {
    async fn start(disk: Arc<Disk>) -> Self {
        Self::start_with(disk, crate::config::Journal::default()).await
    }

    async fn start_with(disk: Arc<Disk>, config: crate::config::Journal) -> Self {
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], 1));
        let seed =
            Config::demo(address, address, &crate::config::OwnPages::default()).unwrap().seed;
        let (floor, inbox) = channel();
        let (clock, readiness) = (Clock::start(), ReadinessSign::new());
        let parts = Parts {
            journal: Arc::clone(&disk) as Arc<dyn Journal>,
            telephony: Box::new(LineSimulator::new()),
            clock,
            readiness: readiness.clone(),
            measures: Measures::default(),
            inbox,
            config,
        };
        let task = FloorTask::recover(parts, seed).await.unwrap();
        Self { floor, disk, readiness, task: tokio::spawn(task.run()) }
    }

    async fn new() -> Self {
        Self::start(Arc::default()).await
    }

    /// Starts again on what the journal has kept.
    async fn again(self) -> Self {
        Self::start(self.ended().await).await
    }

    async fn ended(self) -> Arc<Disk> {
        self.floor.end().await;
        self.task.await.unwrap();
        self.disk
    }

    async fn log_in(&self, key: u8) -> Result<(), FloorError> {
        let command = Command::StartAgentSession {
            agent: AGENT,
            key: SessionKey([key; 16]),
            station: None,
            inactivity_timeout_s: None,
            inactivity_force_logout: true,
        };
        self.floor.command(command, |_, _| ()).await
    }

    async fn sessions(&self) -> Result<usize, FloorError> {
        self.floor.read(|floor| floor.sessions().count()).await
    }

    async fn poll(&self, id: SessionId, timeout: Duration) -> Result<PollAnswer, FloorError> {
        self.floor.poll(AGENT, id, timeout).await
    }

    /// Takes all events, and gives the id to go on with.
    async fn up_to_date(&self, key: u8) -> SessionId {
        let Ok(PollAnswer::Events { next, .. }) = self.poll(id(key), Duration::ZERO).await else {
            panic!("the first answer is the picture");
        };
        SessionId { received: next, ..id(key) }
    }

    async fn until(&self, readiness: impl Fn(&Readiness) -> bool) {
        while !readiness(&self.readiness.get()) {
            // The clock is the test's: this lets the floor's time pass.
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

fn id(key: u8) -> SessionId {
    SessionId { key: SessionKey([key; 16]), received: EventNumber(0) }
}

#[track_caller]
fn stands_still<T: std::fmt::Debug>(told: &Result<T, FloorError>) {
    assert!(matches!(told, Err(FloorError::StandsStill { .. })), "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn what_the_journal_did_not_keep_did_not_happen() {
    let stage = Stage::new().await;
    assert_eq!(stage.readiness.get(), Readiness::Ready);
    stage.disk.fill();
    stands_still(&stage.log_in(1).await);
    assert_eq!(stage.sessions().await, Ok(0));
    assert_eq!(stage.poll(id(1), Duration::ZERO).await, Ok(PollAnswer::Unknown));
    let Readiness::StandsStill(reason) = stage.readiness.get() else {
        panic!("{:?}", stage.readiness.get());
    };
    assert!(reason.contains("/data/journal.db"), "{reason}");
}

#[tokio::test(start_paused = true)]
async fn the_floor_goes_on_when_the_journal_keeps_facts_again() {
    let stage = Stage::new().await;
    stage.disk.fill();
    stands_still(&stage.log_in(1).await);
    stands_still(&stage.log_in(1).await);
    stage.disk.make_room();
    stage.until(|now| *now == Readiness::Ready).await;
    assert_eq!(stage.log_in(2).await, Ok(()));
    assert_eq!(stage.again().await.sessions().await, Ok(1));
}

#[tokio::test(start_paused = true)]
async fn what_was_in_doubt_and_was_kept_is_told_once_it_is_durable() {
    let stage = Stage::new().await;
    stage.log_in(1).await.unwrap();
    let id = stage.up_to_date(1).await;
    let (floor, timeout) = (stage.floor.clone(), HOUR * 100);
    let parked = tokio::spawn(async move { floor.poll(AGENT, id, timeout).await });
    tokio::task::yield_now().await;
    stage.disk.trouble().appends = Appends::FailYetKeep;
    let mute = Command::Agent {
        agent: AGENT,
        key: SessionKey([1; 16]),
        command: cordboard_acd::command::AgentCommand::SetState(
            cordboard_acd::command::WantedState::Available,
        ),
    };
    stands_still(&stage.floor.command(mute, |_, _| ()).await);
    assert_eq!(stage.poll(id, Duration::ZERO).await, Ok(PollAnswer::Nothing));
    assert!(!parked.is_finished(), "nobody is told what is in doubt");
    stage.disk.make_room();
    let told = parked.await.unwrap();
    assert!(
        matches!(&told, Ok(PollAnswer::Events { events, .. }) if events.len() == 1),
        "{told:?}"
    );
    assert_eq!(stage.readiness.get(), Readiness::Ready);
    // A crash now would change nothing.
    assert_eq!(stage.again().await.poll(id, Duration::ZERO).await, told);
}

#[tokio::test(start_paused = true)]
async fn a_floor_that_cannot_even_be_read_tells_nothing() {
    let stage = Stage::new().await;
    stage.log_in(1).await.unwrap();
    let id = stage.up_to_date(1).await;
    let (floor, timeout) = (stage.floor.clone(), HOUR * 100);
    let parked = tokio::spawn(async move { floor.poll(AGENT, id, timeout).await });
    tokio::task::yield_now().await;
    stage.disk.fill();
    stage.disk.trouble().unreadable = true;
    let end = Command::EndAgentSession { session: cordboard_acd::AgentSessionId(1) };
    stands_still(&stage.floor.command(end.clone(), |_, _| ()).await);
    stands_still(&stage.sessions().await);
    stands_still(&stage.poll(id, Duration::ZERO).await);
    assert!(!parked.is_finished(), "nobody is told what is in doubt");
    stage.disk.make_room();
    stage.disk.trouble().unreadable = false;
    stage.until(|now| *now == Readiness::Ready).await;
    assert_eq!(stage.sessions().await, Ok(1));
    assert!(!parked.is_finished(), "nothing has happened");
    assert_eq!(stage.floor.command(end, |_, _| ()).await, Ok(()));
    assert!(matches!(parked.await.unwrap(), Ok(PollAnswer::Events { .. })));
}

#[tokio::test(start_paused = true)]
async fn no_timer_runs_while_the_floor_stands_still() {
    let stage = Stage::new().await;
    stage.log_in(1).await.unwrap();
    stage.up_to_date(1).await;
    stage.disk.fill();
    // Nobody polls, so the agent session is over after a minute (E7), if that can be kept.
    tokio::time::sleep(HOUR).await;
    assert!(matches!(stage.readiness.get(), Readiness::StandsStill(_)));
    assert_eq!(stage.sessions().await, Ok(1));
    stage.disk.make_room();
    stage.until(|now| *now == Readiness::Ready).await;
    tokio::time::sleep(HOUR).await;
    assert_eq!(stage.sessions().await, Ok(0));
}

#[tokio::test]
async fn a_floor_is_rebuilt_from_its_journal() {
    let stage = Stage::new().await;
    stage.log_in(1).await.unwrap();
    let told = stage.poll(id(1), Duration::ZERO).await.unwrap();
    assert_eq!(stage.again().await.poll(id(1), Duration::ZERO).await, Ok(told));
}

#[tokio::test]
async fn polls_are_answered_at_once_when_the_server_ends() {
    let stage = Stage::new().await;
    stage.log_in(1).await.unwrap();
    let id = stage.up_to_date(1).await;
    stage.floor.answer_polls().await;
    assert_eq!(stage.poll(id, HOUR).await, Ok(PollAnswer::Nothing));
    stage.floor.end().await;
    stage.task.await.unwrap();
    assert_eq!(stage.floor.poll(AGENT, id, HOUR).await, Err(FloorError::Stopped));
}

#[tokio::test]
async fn a_snapshot_that_is_not_known_is_thrown_away() {
    let stage = Stage::new().await;
    stage.log_in(1).await.unwrap();
    let id = stage.up_to_date(1).await;
    let disk = stage.ended().await;
    let Some(Snapshot { position, version, .. }) = disk.newest_snapshot(None).await.unwrap() else {
        panic!("an orderly end writes a snapshot");
    };
    for (version, floor) in [(version + 1, "{}"), (version, "{}"), (version, "no floor")] {
        let floor = floor.as_bytes().to_vec();
        disk.save_snapshot(Snapshot { position, version, floor }).await.unwrap();
        let stage = Stage::start(Arc::clone(&disk)).await;
        assert_eq!(stage.poll(id, Duration::ZERO).await, Ok(PollAnswer::Nothing));
        assert_eq!(stage.sessions().await, Ok(1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_quiet_floor_writes_a_snapshot_a_day() {
    let stage = Stage::new().await;
    stage.log_in(1).await.unwrap();
    tokio::time::sleep(HOUR * 23).await;
    stage.log_in(1).await.unwrap_err();
    assert_eq!(stage.disk.newest_snapshot(None).await.unwrap(), None);
    tokio::time::sleep(HOUR * 2).await;
    stage.log_in(2).await.unwrap();
    let written = async {
        while stage.disk.newest_snapshot(None).await.unwrap().is_none() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    tokio::time::timeout(HOUR, written).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn facts_are_kept_for_days_and_the_floor_longer() {
    let config = crate::config::Journal { snapshot_every: 1, keep_days: 1, keep_history_days: 1 };
    let stage = Stage::start_with(Arc::default(), config).await;
    let arrives = || {
        Command::Line(cordboard_acd::command::LineReport::Call {
            skill: cordboard_acd::SkillId(101),
            ani: cordboard_acd::Private::new("+15551230001"),
            dnis: cordboard_acd::Private::new("5550199"),
            priority: None,
        })
    };
    for _ in 0..4 {
        stage.floor.command(arrives(), |_, _| ()).await.unwrap();
        tokio::time::sleep(HOUR * 20).await;
    }
    let disk = stage.ended().await;
    let gone = disk.read(Position(0), 1).await;
    let Err(JournalError::Forgotten { position }) = gone else { panic!("{gone:?}") };
    let kept = disk.read(position, usize::MAX).await.unwrap();
    let newest = kept.last().unwrap().fact.at;
    assert!(kept.len() > 1 && newest.ms_since(kept[0].fact.at) <= 24 * 3_600_000, "{kept:?}");
    let again = Stage::start(disk).await;
    assert_eq!(again.floor.read(|floor| floor.contacts().count()).await, Ok(4));
}

#[tokio::test(start_paused = true)]
async fn a_journal_that_cannot_be_opened_yet_is_waited_for() {
    let (readiness, room) = (ReadinessSign::new(), Mutex::new(false));
    let open = async || {
        let has_room = *room.lock().unwrap();
        if has_room { Ok(Arc::new(Disk::default()) as Arc<dyn Journal>) } else { Err(full()) }
    };
    let somebody_makes_room = async {
        tokio::time::sleep(HOUR).await;
        let Readiness::HeldUp(reason) = readiness.get() else { panic!("{:?}", readiness.get()) };
        assert!(reason.contains("/data/journal.db"), "{reason}");
        *room.lock().unwrap() = true;
    };
    let (opened, ()) = tokio::join!(open_journal(open, &readiness), somebody_makes_room);
    assert!(opened.is_ok());
    assert_eq!(readiness.get(), Readiness::Starting);

    let damaged = async || {
        let file = PathBuf::from("/data/journal.db");
        Err(JournalError::Damaged { file, position: None, what: "torn".to_owned() })
    };
    assert!(open_journal(damaged, &readiness).await.is_err(), "waiting does not mend it");
}
