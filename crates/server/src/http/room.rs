//! How many connections there may be, and which of them goes when there is no room for another.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{body::HttpBody, response::Response};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::under_way::hold_until_sent;

/// One that was asked to go may have begun to speak by then: another is asked after so long.
const ASK_ANOTHER: Duration = Duration::from_millis(100);

/// Files that a server has open beside its connections: the journal, the log, what it reads.
const OTHER_FILES: u64 = 200;

/// Has the system allow an open file for each connection. Gives for how many it does.
pub(crate) fn room_for(connections: usize) -> usize {
    let wanted = connections as u64 + OTHER_FILES;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= wanted) {
        return connections;
    }
    let raised = maximum.map_or(wanted, |maximum| maximum.min(wanted));
    // Where it may not be raised, what is allowed counts.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum });
    let allowed = getrlimit(Resource::Nofile).current.unwrap_or(wanted);
    let room = usize::try_from(allowed.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX);
    if room < connections {
        tracing::info!(
            "the system allows {allowed} open files, so there are at most {room} connections at \
             once; `ulimit -n` and systemd's LimitNOFILE raise that"
        );
    }
    room.clamp(1, connections)
}

/// The room for connections. Whoever comes when all of it is taken gets the place of the one that
/// has been silent for longest: thousands that send nothing keep nobody out.
pub(super) struct Room {
    places: Arc<Semaphore>,
    silent: Mutex<Silent>,
    was_full: AtomicBool,
}

/// Connections without a request under way; the lowest turn has been so for longest.
#[derive(Default)]
struct Silent {
    next: u64,
    by_turn: BTreeMap<u64, Arc<Notify>>,
}

/// One connection's place, until it is dropped.
pub(super) struct Guest {
    room: Arc<Room>,
    leaves: Arc<Notify>,
    speaking: Mutex<Speaking>,
    _place: OwnedSemaphorePermit,
}

struct Speaking {
    requests: usize,
    /// Its turn among the silent.
    turn: Option<u64>,
}

/// A request of a connection, until it is answered.
pub(super) struct Speaks(Arc<Guest>);

impl Room {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            places: Arc::new(Semaphore::new(most)),
            silent: Mutex::default(),
            was_full: AtomicBool::new(false),
        })
    }

    /// Waits for a place, and makes one where somebody is silent.
    pub(super) async fn enter(self: &Arc<Self>) -> Option<Arc<Guest>> {
        let place = match Arc::clone(&self.places).try_acquire_owned() {
            Ok(place) => {
                self.was_full.store(false, Ordering::Relaxed);
                place
            }
            Err(_) => self.make_place().await?,
        };
        let guest = Arc::new(Guest {
            room: Arc::clone(self),
            leaves: Arc::default(),
            speaking: Mutex::new(Speaking { requests: 0, turn: None }),
            _place: place,
        });
        guest.fall_silent(&mut guest.speaking());
        Some(guest)
    }

    async fn make_place(&self) -> Option<OwnedSemaphorePermit> {
        if !self.was_full.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "there is no room for more connections: those that have been silent for longest \
                 are ended"
            );
        }
        loop {
            if let Some((_, longest)) = self.silent().by_turn.pop_first() {
                longest.notify_one();
            }
            let place = Arc::clone(&self.places).acquire_owned();
            if let Ok(place) = timeout(ASK_ANOTHER, place).await {
                return place.ok();
            }
        }
    }

    fn silent(&self) -> MutexGuard<'_, Silent> {
        self.silent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    /// A request has come.
    pub(super) fn speaks(self: &Arc<Self>) -> Speaks {
        let mut speaking = self.speaking();
        speaking.requests += 1;
        if let Some(turn) = speaking.turn.take() {
            self.room.silent().by_turn.remove(&turn);
        }
        Speaks(Arc::clone(self))
    }

    /// Waits until another needs the place.
    pub(super) async fn leaves(&self) {
        loop {
            self.leaves.notified().await;
            let turn = self.speaking().turn;
            // Whoever has spoken since it was asked has another turn.
            if turn.is_some_and(|turn| !self.room.silent().by_turn.contains_key(&turn)) {
                return;
            }
        }
    }

    fn fall_silent(&self, speaking: &mut Speaking) {
        let mut silent = self.room.silent();
        let turn = silent.next;
        silent.next += 1;
        silent.by_turn.insert(turn, Arc::clone(&self.leaves));
        speaking.turn = Some(turn);
    }

    fn speaking(&self) -> MutexGuard<'_, Speaking> {
        self.speaking.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Smaller ones go into the system's own buffers at once.
const LARGE_BODY: u64 = 16 * 1024;

impl Speaks {
    /// Lets the request last until its answer has been sent, where that may take a while.
    pub(super) fn until_sent(self, response: Response) -> Response {
        if response.body().size_hint().lower() < LARGE_BODY {
            return response;
        }
        hold_until_sent(self, response)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        if let Some(turn) = self.speaking().turn {
            self.room.silent().by_turn.remove(&turn);
        }
    }
}

impl Drop for Speaks {
    fn drop(&mut self) {
        let mut speaking = self.0.speaking();
        speaking.requests -= 1;
        if speaking.requests == 0 {
            self.0.fall_silent(&mut speaking);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn goes(guest: &Arc<Guest>) -> bool {
        timeout(Duration::ZERO, guest.leaves()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_has_been_silent_for_longest_makes_room() {
        let room = Room::new(3);
        let first = room.enter().await.unwrap();
        let second = room.enter().await.unwrap();
        let third = room.enter().await.unwrap();
        // The first has a poll parked, the second has had an answer just now.
        let parked = first.speaks();
        drop(second.speaks());
        let (own, enters) = (Arc::clone(&room), tokio::time::Instant::now());
        let fourth = tokio::spawn(async move { own.enter().await.unwrap() });
        third.leaves().await;
        assert!(!goes(&first).await && !goes(&second).await);
        drop(third);
        let fourth = fourth.await.unwrap();
        assert!(enters.elapsed() < ASK_ANOTHER);

        let own = Arc::clone(&room);
        let fifth = tokio::spawn(async move { own.enter().await.unwrap() });
        second.leaves().await;
        drop(second);
        let fifth = fifth.await.unwrap();
        assert_eq!(room.silent().by_turn.len(), 2);
        drop((parked, fourth, fifth, first));
        assert_eq!(room.silent().by_turn.len(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_begins_to_speak_stays_and_another_goes() {
        let room = Room::new(2);
        let first = room.enter().await.unwrap();
        let second = room.enter().await.unwrap();
        let own = Arc::clone(&room);
        let third = tokio::spawn(async move { own.enter().await.unwrap() });
        // The first is asked to go, and at that moment its request comes.
        tokio::task::yield_now().await;
        let speaks = first.speaks();
        assert!(!goes(&first).await);
        second.leaves().await;
        drop(second);
        third.await.unwrap();
        drop(speaks);
    }
}
