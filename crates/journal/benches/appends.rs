//! How fast facts become durable and come back, beside bare one-row commits on the same disk.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the clock, prints, and stops when it cannot go on"
)]

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use cordboard_acd::{
    AgentSessionId, BusinessUnitId, ContactId, Fact, Private, SkillId, Time,
    fact::{ContactClose, Happened},
};
use cordboard_journal::{Journal, Position, Snapshot, SqliteJournal};
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::{mpsc, oneshot};

const UNIT: BusinessUnitId = BusinessUnitId(1);
/// Short ones, side by side: what a disk does changes from second to second.
const ROUNDS: usize = 100;
const COMMITS: usize = 100;
const CALLERS: usize = 64;
const EACH: usize = 40;
const READ_BACK: usize = 100_000;

#[tokio::main]
async fn main() {
    // `cargo test --all-targets` starts benches too, unoptimised.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    // Beside the build, not in memory as a temporary folder may be.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut bare = bare(&folder.path().join("bare.db")).await;
    let journal = Arc::new(SqliteJournal::open(folder.path(), UNIT).await.unwrap());
    // A write-ahead file that grows is slower to sync than one that is written over.
    let mut position = Position(0);
    while position < Position(100_000) {
        position = many_callers(&journal, position).await.0;
        bare_commits(&mut bare).await;
    }
    let (mut bares, mut ones, mut many) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let rate;
        bares.push(bare_commits(&mut bare).await);
        (position, rate) = one_caller(journal.as_ref(), position).await;
        ones.push(rate);
        let rate;
        (position, rate) = many_callers(&journal, position).await;
        many.push(rate);
    }
    bare.close().await.unwrap();
    let ratio = |rates: &[f64]| median(rates.iter().zip(&bares).map(|(a, b)| a / b).collect());
    let (one_ratio, many_ratio) = (ratio(&ones), ratio(&many));
    let (bare, one, many) = (median(bares), median(ones), median(many));
    println!("bare one-row commits        {bare:>9.0} a second");
    println!("1 caller                    {one:>9.0} facts a second");
    println!("{CALLERS} callers                  {many:>9.0} facts a second");
    steady(journal.as_ref(), position).await;
    restart(journal).await;
    println!(
        "{CALLERS} callers/bare commits {many_ratio:.2}, 1 caller/bare commits {one_ratio:.2}"
    );
}

async fn bare(file: &Path) -> SqliteConnection {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
        .connect()
        .await
        .unwrap();
    sqlx::query("CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        .execute(&mut connection)
        .await
        .unwrap();
    connection
}

async fn bare_commits(connection: &mut SqliteConnection) -> f64 {
    let body = serde_json::to_string(&fact(0).happened).unwrap();
    let start = Instant::now();
    for _ in 0..COMMITS {
        sqlx::query("INSERT INTO bare (body) VALUES (?1)")
            .bind(&*body)
            .execute(&mut *connection)
            .await
            .unwrap();
    }
    rate(COMMITS, start.elapsed())
}

async fn one_caller(journal: &dyn Journal, mut position: Position) -> (Position, f64) {
    let start = Instant::now();
    for _ in 0..COMMITS {
        position = journal.append(position, &[fact(position.0)]).await.unwrap();
    }
    (position, rate(COMMITS, start.elapsed()))
}

/// Each caller waits for its fact; what waits meanwhile shares the next append.
async fn many_callers(journal: &Arc<SqliteJournal>, mut position: Position) -> (Position, f64) {
    let (sender, mut receiver) = mpsc::channel::<(Fact, oneshot::Sender<()>)>(1024);
    let start = Instant::now();
    for _ in 0..CALLERS {
        let sender = sender.clone();
        tokio::spawn(async move {
            for number in 0..EACH {
                let (done, waits) = oneshot::channel();
                sender.send((fact(number as u64), done)).await.unwrap();
                waits.await.unwrap();
            }
        });
    }
    drop(sender);
    let mut waiting = Vec::new();
    while receiver.recv_many(&mut waiting, 1024).await > 0 {
        let (facts, tellings): (Vec<_>, Vec<_>) = waiting.drain(..).unzip();
        position = journal.append(position, &facts).await.unwrap();
        for done in tellings {
            done.send(()).unwrap();
        }
    }
    (position, rate(CALLERS * EACH, start.elapsed()))
}

/// What checkpoints and snapshots let an append wait.
async fn steady(journal: &dyn Journal, mut position: Position) {
    let batch = (0..16).map(fact).collect::<Vec<_>>();
    for (name, saves) in [("appends of 16", false), ("appends of 16, snapshots of 10 MB", true)] {
        let mut waits = Vec::new();
        let snapshot = Snapshot { position, version: 1, floor: vec![7; 10 << 20] };
        let appends = async {
            for _ in 0..8_000 {
                let start = Instant::now();
                position = journal.append(position, &batch).await.unwrap();
                waits.push(start.elapsed());
            }
            position
        };
        let snapshots = async {
            if saves {
                for _ in 0..3 {
                    let start = Instant::now();
                    journal.save_snapshot(snapshot.clone()).await.unwrap();
                    println!("  a snapshot of 10 MB took {:?}", start.elapsed());
                }
            }
        };
        (position, ()) = tokio::join!(appends, snapshots);
        waits.sort();
        let at = |share: usize| waits.get(waits.len() * share / 1000).copied().unwrap_or_default();
        println!(
            "{name}: median {:?}, 99 of 100 {:?}, 999 of 1000 {:?}, longest {:?}",
            at(500),
            at(990),
            at(999),
            waits.last().unwrap()
        );
    }
}

async fn restart(journal: Arc<SqliteJournal>) {
    let mut position = journal.reopen().await.unwrap();
    let facts = (0..READ_BACK as u64).map(fact).collect::<Vec<_>>();
    let from = position;
    for facts in facts.chunks(1_000) {
        position = journal.append(position, facts).await.unwrap();
    }
    let start = Instant::now();
    let position = journal.reopen().await.unwrap();
    println!("opened anew in {:?}", start.elapsed());
    let mut read = from;
    while read < position {
        read = journal.read(read, 1_000).await.unwrap().last().unwrap().position;
    }
    println!("opened anew and {READ_BACK} facts read in {:?}", start.elapsed());
    let start = Instant::now();
    journal.close().await.unwrap();
    println!("closed in {:?}", start.elapsed());
}

fn fact(number: u64) -> Fact {
    let happened = match number % 4 {
        0 => Happened::ContactArrived {
            contact: ContactId(10_000 + number),
            skill: SkillId(101),
            ani: Private::new("+4915112345678"),
            dnis: Private::new("+498912345"),
            priority: 5,
        },
        1 => Happened::ContactReserved {
            contact: ContactId(10_000 + number),
            session: AgentSessionId(number % 100),
        },
        2 => Happened::AgentBecameUnavailable {
            session: AgentSessionId(number % 100),
            reason: "Break".to_owned(),
            until: None,
        },
        _ => Happened::ContactClosed {
            contact: ContactId(10_000 + number),
            why: ContactClose::Abandoned,
        },
    };
    Fact::new(Time(1_800_000_000_000 + number), happened)
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}
