//! What every journal must do, whatever is behind it: each back end runs this in its tests.

use cordboard_acd::{
    AgentSessionId, ContactId, Fact, Private, SkillId, Time,
    fact::{ContactReturn, Happened},
};

use crate::{Entry, Journal, JournalError, Position, SNAPSHOTS_KEPT, Snapshot};

/// Runs the whole suite; `fresh` opens an empty journal each time.
///
/// # Errors
/// What the journal gives where it should not.
///
/// # Panics
/// When the journal does not do what it must.
pub async fn conformance(fresh: impl AsyncFn() -> Box<dyn Journal>) -> Result<(), JournalError> {
    an_empty_journal_holds_nothing(&*fresh().await).await?;
    facts_come_back_as_they_went(&*fresh().await).await?;
    reading_goes_on_from_a_position(&*fresh().await).await?;
    only_the_owner_appends(&*fresh().await).await?;
    appending_nothing_changes_nothing(&*fresh().await).await?;
    the_newest_snapshots_are_kept(&*fresh().await).await?;
    a_snapshot_claims_no_fact_that_is_missing(&*fresh().await).await?;
    what_two_snapshots_hold_can_be_forgotten(&*fresh().await).await?;
    opened_anew_it_holds_the_same(&*fresh().await).await?;
    a_closed_journal_takes_and_gives_nothing(&*fresh().await).await?;
    Ok(())
}

async fn an_empty_journal_holds_nothing(journal: &dyn Journal) -> Result<(), JournalError> {
    assert_eq!(journal.read(Position(0), 10).await?, []);
    assert_eq!(journal.newest_snapshot(None).await?, None);
    Ok(())
}

async fn facts_come_back_as_they_went(journal: &dyn Journal) -> Result<(), JournalError> {
    let facts = facts(0..2_500);
    let (first, rest) = facts.split_at(3);
    assert_eq!(journal.append(Position(0), first).await?, Position(3));
    assert_eq!(journal.append(Position(3), rest).await?, Position(2_500));
    let entries = journal.read(Position(0), usize::MAX).await?;
    assert_eq!(entries, entries_of(&facts, 0));
    Ok(())
}

async fn reading_goes_on_from_a_position(journal: &dyn Journal) -> Result<(), JournalError> {
    let facts = facts(0..10);
    journal.append(Position(0), &facts).await?;
    assert_eq!(journal.read(Position(4), 3).await?, entries_of(&facts, 0)[4..7]);
    assert_eq!(journal.read(Position(7), 100).await?, entries_of(&facts, 0)[7..]);
    assert_eq!(journal.read(Position(10), 100).await?, []);
    assert_eq!(journal.read(Position(11), 100).await?, []);
    assert_eq!(journal.read(Position(u64::MAX), 100).await?, []);
    assert_eq!(journal.read(Position(0), 0).await?, []);
    Ok(())
}

async fn only_the_owner_appends(journal: &dyn Journal) -> Result<(), JournalError> {
    let facts = facts(0..5);
    journal.append(Position(0), &facts[..2]).await?;
    for wrong in [0, 1, 3, u64::MAX] {
        let overtaken = journal.append(Position(wrong), &facts[2..]).await;
        assert!(
            matches!(overtaken, Err(JournalError::Overtaken { position: Position(2) })),
            "expected at {wrong}: {overtaken:?}"
        );
    }
    assert_eq!(journal.read(Position(0), 100).await?, entries_of(&facts[..2], 0));
    // All or none of it, and the rightful owner goes on.
    assert_eq!(journal.append(Position(2), &facts[2..]).await?, Position(5));
    Ok(())
}

async fn appending_nothing_changes_nothing(journal: &dyn Journal) -> Result<(), JournalError> {
    assert_eq!(journal.append(Position(0), &[]).await?, Position(0));
    journal.append(Position(0), &facts(0..1)).await?;
    assert_eq!(journal.append(Position(1), &[]).await?, Position(1));
    let overtaken = journal.append(Position(0), &[]).await;
    assert!(matches!(overtaken, Err(JournalError::Overtaken { position: Position(1) })));
    assert_eq!(journal.read(Position(0), 100).await?.len(), 1);
    Ok(())
}

async fn the_newest_snapshots_are_kept(journal: &dyn Journal) -> Result<(), JournalError> {
    journal.append(Position(0), &facts(0..9)).await?;
    let third = snapshot(3, b"three");
    let seventh = snapshot(7, b"\0seven\xff");
    journal.save_snapshot(third.clone()).await?;
    assert_eq!(journal.newest_snapshot(None).await?, Some(third.clone()));
    journal.save_snapshot(seventh.clone()).await?;
    // Saved late, as a slow writer might: it is not among the newest.
    journal.save_snapshot(snapshot(2, b"two")).await?;
    assert_eq!(journal.newest_snapshot(None).await?, Some(seventh.clone()));
    assert_eq!(journal.newest_snapshot(Some(Position(8))).await?, Some(seventh));
    assert_eq!(journal.newest_snapshot(Some(Position(7))).await?, Some(third.clone()));
    assert_eq!(journal.newest_snapshot(Some(Position(3))).await?, None);
    let anew = snapshot(7, b"seven, anew");
    journal.save_snapshot(anew.clone()).await?;
    assert_eq!(journal.newest_snapshot(None).await?, Some(anew.clone()));
    assert_eq!(journal.newest_snapshot(Some(Position(7))).await?, Some(third));
    journal.save_snapshot(snapshot(9, b"")).await?;
    assert_eq!(journal.newest_snapshot(Some(Position(9))).await?, Some(anew));
    assert_eq!(journal.newest_snapshot(Some(Position(7))).await?, None);
    assert_eq!(journal.read(Position(0), 100).await?.len(), 9);
    Ok(())
}

async fn a_snapshot_claims_no_fact_that_is_missing(
    journal: &dyn Journal,
) -> Result<(), JournalError> {
    journal.append(Position(0), &facts(0..2)).await?;
    let refused = journal.save_snapshot(snapshot(3, b"")).await;
    assert!(matches!(refused, Err(JournalError::Inconsistent { position: Position(3) })));
    assert_eq!(journal.newest_snapshot(None).await?, None);
    Ok(())
}

async fn what_two_snapshots_hold_can_be_forgotten(
    journal: &dyn Journal,
) -> Result<(), JournalError> {
    const { assert!(SNAPSHOTS_KEPT == 2) };
    let facts = facts(0..12);
    journal.append(Position(0), &facts[..10]).await?;
    assert_eq!(journal.forget(Position(10)).await?, Position(0));
    journal.save_snapshot(snapshot(4, b"four")).await?;
    // Were the only one damaged, nothing would be left.
    assert_eq!(journal.forget(Position(10)).await?, Position(0));
    journal.save_snapshot(snapshot(8, b"eight")).await?;
    assert_eq!(journal.forget(Position(3)).await?, Position(3));
    assert_eq!(journal.forget(Position(u64::MAX)).await?, Position(4));
    assert_eq!(journal.forget(Position(1)).await?, Position(4));
    for gone in 0..4 {
        let asked = journal.read(Position(gone), 100).await;
        assert!(
            matches!(asked, Err(JournalError::Forgotten { position: Position(4) })),
            "after {gone}: {asked:?}"
        );
    }
    assert_eq!(journal.read(Position(4), 100).await?, entries_of(&facts[..10], 0)[4..]);
    assert_eq!(journal.append(Position(10), &facts[10..]).await?, Position(12));
    assert_eq!(journal.read(Position(4), 100).await?, entries_of(&facts, 0)[4..]);
    assert_eq!(journal.newest_snapshot(Some(Position(8))).await?, Some(snapshot(4, b"four")));
    // All facts may go: where it stands is not forgotten.
    journal.save_snapshot(snapshot(11, b"eleven")).await?;
    journal.save_snapshot(snapshot(12, b"twelve")).await?;
    assert_eq!(journal.forget(Position(12)).await?, Position(11));
    assert_eq!(journal.reopen().await?, Position(12));
    Ok(())
}

async fn opened_anew_it_holds_the_same(journal: &dyn Journal) -> Result<(), JournalError> {
    let facts = facts(0..6);
    assert_eq!(journal.reopen().await?, Position(0));
    journal.append(Position(0), &facts[..4]).await?;
    journal.save_snapshot(snapshot(3, b"three")).await?;
    assert_eq!(journal.reopen().await?, Position(4));
    assert_eq!(journal.read(Position(0), 100).await?, entries_of(&facts[..4], 0));
    assert_eq!(journal.newest_snapshot(None).await?, Some(snapshot(3, b"three")));
    assert_eq!(journal.append(Position(4), &facts[4..]).await?, Position(6));
    assert_eq!(journal.read(Position(0), 100).await?, entries_of(&facts, 0));
    Ok(())
}

async fn a_closed_journal_takes_and_gives_nothing(
    journal: &dyn Journal,
) -> Result<(), JournalError> {
    journal.append(Position(0), &facts(0..2)).await?;
    journal.close().await?;
    let appended = journal.append(Position(2), &facts(2..3)).await;
    assert!(matches!(appended, Err(JournalError::Closed)), "{appended:?}");
    let read = journal.read(Position(0), 1).await;
    assert!(matches!(read, Err(JournalError::Closed)), "{read:?}");
    let reopened = journal.reopen().await;
    assert!(matches!(reopened, Err(JournalError::Closed)), "{reopened:?}");
    Ok(())
}

fn snapshot(position: u64, floor: &[u8]) -> Snapshot {
    Snapshot { position: Position(position), version: 7, floor: floor.to_vec() }
}

/// Makes facts that differ, with texts that a store could mangle.
fn facts(numbers: std::ops::Range<u64>) -> Vec<Fact> {
    let fact = |number: u64| {
        let happened = match number % 3 {
            0 => Happened::ContactArrived {
                contact: ContactId(number),
                skill: SkillId(101),
                ani: Private::new(format!("+1'\"\\\n\u{1f4de}{number}")),
                dnis: Private::new(""),
                priority: 5,
            },
            1 => Happened::AgentBecameUnavailable {
                session: AgentSessionId(number),
                reason: "Pause café; --".to_owned(),
                until: number.is_multiple_of(2).then_some(Time(u64::MAX)),
            },
            _ => Happened::ContactReturned {
                contact: ContactId(u64::MAX - number),
                session: AgentSessionId(number),
                why: ContactReturn::TimedOut,
            },
        };
        Fact::new(Time(1_700_000_000_000 + number), happened)
    };
    numbers.map(fact).collect()
}

fn entries_of(facts: &[Fact], after: u64) -> Vec<Entry> {
    (after + 1..)
        .zip(facts)
        .map(|(position, fact)| Entry { position: Position(position), fact: fact.clone() })
        .collect()
}
