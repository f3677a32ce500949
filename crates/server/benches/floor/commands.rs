//! Commands per second through the floor's channel and SQLite, beside bare commits.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use cordboard_acd::{
    AgentId, Command, SessionKey, Setup, TeamId,
    command::{AgentCommand, WantedState},
    setup::{Agent, AgentSettings, AgentSkill, Permissions, Station, Team},
};
use sqlx::{
    ConnectOptions, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{floor::FloorHandle, folder, median, met, start};

const CALLERS: u64 = 64;
const ROUNDS: usize = 9;
const ROUND: Duration = Duration::from_millis(700);
const GOAL_MANY: f64 = 10.0;
const GOAL_ONE: f64 = 0.7;

pub(crate) async fn measure() {
    let (folder, bare_folder) = (folder(), folder());
    let (handle, task) = start(folder.path(), setup()).await;
    let running = tokio::spawn(task.run());
    for agent in 1..=CALLERS {
        let start = Command::StartAgentSession {
            agent: AgentId(agent),
            key: key(agent),
            station: None,
            inactivity_timeout_s: Some(86_400),
            inactivity_force_logout: false,
        };
        handle.command(start, |_, _| ()).await.unwrap();
    }
    let mut bare = Bare::open(bare_folder.path()).await;

    // The first round warms up.
    let (mut commits, mut one, mut many) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        // In a task, as the callers are: the thread that waits for all of it has longer ways.
        let committing = tokio::spawn(async move {
            let per_second = bare.round().await;
            (bare, per_second)
        });
        let (kept, bare_per_second) = committing.await.unwrap();
        bare = kept;
        let measured =
            (bare_per_second, callers(&handle, 1).await, callers(&handle, CALLERS).await);
        if round > 0 {
            commits.push(measured.0);
            one.push(measured.1);
            many.push(measured.2);
        }
    }
    handle.end().await;
    running.await.unwrap();

    // Each round against the commits right before it: the machine's mood counts for both.
    let ratio = |of: &[f64]| median(of.iter().zip(&commits).map(|(of, bare)| of / bare).collect());
    let (many_to_bare, one_to_bare) = (ratio(&many), ratio(&one));
    println!("bare one-row commits per second: {:.0} (no goal)", median(commits.clone()));
    println!(
        "commands per second, 1 caller: {:.0} (goal: at least {GOAL_ONE} of bare commits, {})",
        median(one),
        met(one_to_bare >= GOAL_ONE)
    );
    println!(
        "commands per second, {CALLERS} callers: {:.0} (goal: at least {GOAL_MANY} times bare \
         commits, {})",
        median(many),
        met(many_to_bare >= GOAL_MANY)
    );
    println!(
        "{CALLERS} callers/bare commits {many_to_bare:.2}, 1 caller/bare commits {one_to_bare:.2}"
    );
}

/// So many callers give one command after another for a while; gives commands per second.
async fn callers(handle: &FloorHandle, callers: u64) -> f64 {
    let begun = Instant::now();
    let calling: Vec<_> = (1..=callers)
        .map(|agent| {
            let handle = handle.clone();
            tokio::spawn(async move {
                let mut done = 0_u32;
                while begun.elapsed() < ROUND {
                    // Each gives one fact.
                    let wanted = if done.is_multiple_of(2) {
                        WantedState::Available
                    } else {
                        WantedState::Unavailable { reason: String::new() }
                    };
                    let command = Command::Agent {
                        agent: AgentId(agent),
                        key: key(agent),
                        command: AgentCommand::SetState(wanted),
                    };
                    let facts = handle.command(command, |_, facts| facts.len()).await.unwrap();
                    assert!(done == 0 || facts == 1, "another number of facts: {facts}");
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for calling in calling {
        done += calling.await.unwrap();
    }
    f64::from(done) / begun.elapsed().as_secs_f64()
}

/// One connection that commits one row at a time into a table like the journal's.
struct Bare {
    connection: SqliteConnection,
    position: i64,
}

impl Bare {
    async fn open(folder: &Path) -> Self {
        let mut connection = SqliteConnectOptions::new()
            .filename(folder.join("bare.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("wal_autocheckpoint", "0")
            // As the journal's, the file does not grow with each commit once it is warm.
            .pragma("journal_size_limit", (256 << 20).to_string())
            .pragma("fullfsync", "1")
            .pragma("checkpoint_fullfsync", "1")
            .disable_statement_logging()
            .connect()
            .await
            .unwrap();
        sqlx::query(
            "CREATE TABLE facts (business_unit INTEGER NOT NULL, position INTEGER NOT NULL, \
             at INTEGER NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, \
             body TEXT NOT NULL, checksum INTEGER NOT NULL, \
             PRIMARY KEY (business_unit, position)) STRICT, WITHOUT ROWID",
        )
        .execute(&mut connection)
        .await
        .unwrap();
        Self { connection, position: 0 }
    }

    async fn round(&mut self) -> f64 {
        let begun = Instant::now();
        let mut done = 0_u32;
        while begun.elapsed() < ROUND {
            self.position += 1;
            sqlx::query("INSERT INTO facts VALUES (1, ?1, ?2, 1, ?3, ?4, ?5)")
                .bind(self.position)
                .bind(1_700_000_000_000 + self.position)
                .bind("AgentBecameAvailable")
                .bind(r#"{"session":12}"#)
                .bind(self.position.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.cast_signed()))
                .execute(&mut self.connection)
                .await
                .unwrap();
            done += 1;
        }
        let per_second = f64::from(done) / begun.elapsed().as_secs_f64();
        // Beside the measurement: the journal does it in the background.
        sqlx::query("PRAGMA wal_checkpoint(RESTART)")
            .fetch_one(&mut self.connection)
            .await
            .unwrap();
        per_second
    }
}

fn key(agent: u64) -> SessionKey {
    SessionKey(u128::from(agent).to_be_bytes())
}

fn setup() -> Setup {
    let agent = |id: u64| Agent {
        id: AgentId(id),
        login: format!("agent{id}"),
        first_name: String::new(),
        last_name: String::new(),
        team: TeamId(1),
        skills: Vec::<AgentSkill>::new(),
        station: Station::default(),
        permissions: Permissions::default(),
        refusal_timeout_s: 45,
        settings: AgentSettings::default(),
    };
    Setup {
        teams: [(TeamId(1), Team { id: TeamId(1), name: "Team".to_owned() })].into(),
        agents: (1..=CALLERS).map(|id| (AgentId(id), agent(id))).collect(),
        ..Setup::default()
    }
}
