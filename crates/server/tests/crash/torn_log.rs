//! The write-ahead log of a server that was killed before a sync, cut within its last frame.

use std::fs;

use cordboard_forgetful_disk::Word;

use crate::{
    day::{Day, in_time},
    settings::{kills, seed},
};

/// Of the whole log.
const HEADER: u64 = 32;

/// A frame is a header of 24 bytes and a page.
const FRAME: u64 = 24 + 4096;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_cut_within_its_last_frame_loses_nothing_that_was_acknowledged() {
    let seed = seed();
    for number in 0..kills().div_ceil(5) {
        // A day of its own for each: what happens after the cut is another story each time.
        let mut day = Day::begin_on_disk("torn-log", seed + number);
        day.work(40).await;
        let sync = day.get(Word::Syncs) + 1 + i64::try_from(day.random.below(30)).unwrap();
        day.set(Word::FailTimes, -1);
        day.set(Word::FailSync, sync);
        day.process.is_killed();
        in_time(day.load.server_is_down()).await.unwrap();
        day.set(Word::FailSync, 0);
        let log = day.process.data().join("journal.db-wal");
        let log = fs::File::options().write(true).open(log).unwrap();
        let length = log.metadata().unwrap().len();
        assert_eq!((length - HEADER) % FRAME, 0, "the log ends with a whole frame");
        // The first and the last byte, and others in between.
        let cut = match number {
            0 => 1,
            1 => FRAME - 1,
            _ => 2 + day.random.below(FRAME - 3),
        };
        log.set_len(length - cut).unwrap();
        day.start_again();
        let summary = day.judge().await;
        println!("torn-log {cut} with CORDBOARD_SEED={}: {summary:?}", day.plan().seed);
    }
}
