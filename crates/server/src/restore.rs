//! `cordboard restore`: puts a backup into a data folder.

use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use cordboard_journal::{JournalError, Verified};

use crate::{
    backup::copy_key,
    cli,
    clock::Clock,
    data_folder::{DataFolder, JOURNAL_FILE},
    tokens::KEY_FILE,
    verify::{judge, say, words},
    wire,
};

/// The files of a floor.
const FILES: [&str; 4] = [JOURNAL_FILE, "journal.db-wal", "journal.db-shm", KEY_FILE];

/// What is being restored lies here until it is whole.
const DRAFT: &str = "restoring";

/// Verifies the backup, makes all of it in the data folder under another name, and only then puts
/// it in its place. What was there is moved aside, never deleted.
pub(crate) async fn restore(
    args: cli::Restore,
    verify: impl AsyncFnOnce(PathBuf) -> Result<Verified, JournalError>,
    journal: impl AsyncFnOnce(PathBuf, PathBuf) -> Result<Verified, JournalError>,
) -> anyhow::Result<()> {
    let from = args.folder;
    say(&format!("looking at {}", from.display()))?;
    judge(&verify(from.clone()).await?)?;
    let folder = DataFolder::open(&args.data.path()?)?;
    let there: Vec<_> =
        FILES.into_iter().filter(|name| folder.path().join(name).exists()).collect();
    let has_floor = there.iter().any(|name| *name != KEY_FILE);
    anyhow::ensure!(
        args.replace || !has_floor,
        "there is a floor in {} already: `--replace` moves it aside",
        folder.path().display()
    );
    let draft = draft_in(folder.path())?;
    let verified = journal(from.clone(), draft.clone()).await?;
    let key = from.join(KEY_FILE);
    if key.exists() {
        copy_key(&key, &draft.join(KEY_FILE))?;
    } else {
        say("there is no token key in the backup: everybody logs in anew")?;
    }
    if let Some(aside) = move_aside(folder.path(), &there)? {
        say(&format!("what was there lies in {}", aside.display()))?;
    }
    put_in_place(&draft, folder.path())?;
    for line in words(&verified, &folder.path().join(JOURNAL_FILE)) {
        say(&line)?;
    }
    say(&format!("{} is restored", folder.path().display()))
}

fn draft_in(folder: &Path) -> anyhow::Result<PathBuf> {
    let draft = folder.join(DRAFT);
    let made = || -> io::Result<()> {
        if draft.exists() {
            // Of an attempt that was broken off; the backup is still where it came from.
            fs::remove_dir_all(&draft)?;
        }
        DirBuilder::new().mode(0o700).create(&draft)
    };
    made().with_context(|| format!("{} cannot be made", draft.display()))?;
    Ok(draft)
}

fn move_aside(folder: &Path, names: &[&str]) -> anyhow::Result<Option<PathBuf>> {
    if names.is_empty() {
        return Ok(None);
    }
    let now = wire::utc(Clock::start().now()).replace([':', '-', '.'], "");
    let aside = folder.join(format!("replaced-{now}"));
    let moved = || -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(&aside)?;
        names.iter().try_for_each(|name| fs::rename(folder.join(name), aside.join(name)))?;
        sync(&aside)
    };
    moved().with_context(|| format!("what is there cannot be moved to {}", aside.display()))?;
    Ok(Some(aside))
}

fn put_in_place(draft: &Path, folder: &Path) -> anyhow::Result<()> {
    let put = || -> io::Result<()> {
        for name in FILES {
            if draft.join(name).exists() {
                fs::rename(draft.join(name), folder.join(name))?;
            }
        }
        fs::remove_dir(draft)?;
        sync(folder)
    };
    put().with_context(|| {
        format!("what is restored lies whole in {}, but cannot be put in place", draft.display())
    })
}

/// Makes durable which names a folder has.
fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}
