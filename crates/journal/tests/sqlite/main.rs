//! The journal in a SQLite file: by the suite for all journals, and what may befall its file.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's own helpers stop as tests do")]

mod backup;
mod crash;
mod damage;
mod history;
mod support;
mod writers;

use cordboard_journal::{Journal, conformance};

use support::{Folder, open};

#[tokio::test]
async fn the_sqlite_journal_conforms() {
    let folders = Folder::new();
    let number = std::sync::atomic::AtomicU32::new(0);
    let fresh = async || {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = folders.path().join(number.to_string());
        std::fs::create_dir(&folder).unwrap();
        Box::new(open(&folder).await.unwrap()) as Box<dyn Journal>
    };
    conformance(fresh).await.unwrap();
}
