//! The journal in a SQLite file, by the suite for all journals.

use cordboard_acd::BusinessUnitId;
use cordboard_journal::{Journal, SqliteJournal, conformance};

#[tokio::test]
async fn the_sqlite_journal_conforms() {
    let folders = tempfile::tempdir().unwrap();
    let number = std::sync::atomic::AtomicU32::new(0);
    let fresh = async || {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = folders.path().join(number.to_string());
        std::fs::create_dir(&folder).unwrap();
        let journal = SqliteJournal::open(&folder, BusinessUnitId(7)).await.unwrap();
        Box::new(journal) as Box<dyn Journal>
    };
    conformance(fresh).await.unwrap();
}
