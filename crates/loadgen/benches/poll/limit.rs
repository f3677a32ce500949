//! The limit: a bare handler parked on a channel, and one commit per event that the disk has before
//! anybody is told.

use std::{collections::BTreeMap, io::Write, path::Path, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Path as InPath, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use sqlx::{
    ConnectOptions, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::{
    net::TcpListener,
    sync::{Mutex, mpsc},
    time::timeout,
};

#[derive(Clone)]
struct Limit {
    channels: Arc<std::sync::Mutex<BTreeMap<u64, Arc<Channel>>>>,
    bare: Arc<Mutex<Bare>>,
}

struct Channel {
    sender: mpsc::UnboundedSender<Arc<str>>,
    receiver: Mutex<mpsc::UnboundedReceiver<Arc<str>>>,
}

const LONGEST: Duration = Duration::from_mins(1);

/// Serves until it is killed.
pub(crate) fn serve(folder: &Path) {
    // As the server's own.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let bare = Arc::new(Mutex::new(Bare::open(folder).await));
        let router = Router::new()
            .route("/poll/{session}", get(poll))
            .route("/publish/all", post(publish_to_all))
            .route("/publish/{session}", post(publish))
            .with_state(Limit { channels: Arc::default(), bare });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("ready {}", listener.local_addr().unwrap());
        std::io::stdout().flush().unwrap();
        axum::serve(listener, router).await.unwrap();
    });
}

async fn poll(State(limit): State<Limit>, InPath(session): InPath<u64>) -> Response {
    let channel = limit.channel(session);
    let mut receiver = channel.receiver.lock().await;
    match timeout(LONGEST, receiver.recv()).await {
        Ok(Some(event)) => {
            ([(header::CONTENT_TYPE, "application/json")], event.to_string()).into_response()
        }
        Ok(None) | Err(_) => StatusCode::NOT_MODIFIED.into_response(),
    }
}

async fn publish(
    State(limit): State<Limit>,
    InPath(session): InPath<u64>,
    event: String,
) -> StatusCode {
    limit.bare.lock().await.commit(&event).await;
    limit.channel(session).sender.send(event.into()).unwrap();
    StatusCode::CREATED
}

async fn publish_to_all(State(limit): State<Limit>, event: String) -> StatusCode {
    limit.bare.lock().await.commit(&event).await;
    let event: Arc<str> = event.into();
    for channel in limit.channels.lock().unwrap().values() {
        channel.sender.send(Arc::clone(&event)).unwrap();
    }
    StatusCode::CREATED
}

impl Limit {
    fn channel(&self, session: u64) -> Arc<Channel> {
        let mut channels = self.channels.lock().unwrap();
        let channel = channels.entry(session).or_insert_with(|| {
            let (sender, receiver) = mpsc::unbounded_channel();
            Arc::new(Channel { sender, receiver: Mutex::new(receiver) })
        });
        Arc::clone(channel)
    }
}

/// One connection that commits one row at a time.
struct Bare(SqliteConnection);

/// What must be known of an event to tell it again, and no more: the smallest row that would do.
const KEPT: usize = 32;

impl Bare {
    async fn open(folder: &Path) -> Self {
        let mut connection = SqliteConnectOptions::new()
            .filename(folder.join("bare.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            // A checkpoint would make one event wait.
            .pragma("wal_autocheckpoint", "0")
            .disable_statement_logging()
            .connect()
            .await
            .unwrap();
        sqlx::query("CREATE TABLE events (place INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
            .execute(&mut connection)
            .await
            .unwrap();
        Self(connection)
    }

    async fn commit(&mut self, event: &str) {
        let kept = event.get(..KEPT).unwrap_or(event);
        let insert = sqlx::query("INSERT INTO events (body) VALUES (?1)").bind(kept);
        insert.execute(&mut self.0).await.unwrap();
    }
}
