//! What every journal must do, whatever is behind it: each back end runs this in its tests.

use cordboard_acd::{
    AgentSessionId, ContactId, Fact, Private, SkillId, Time,
    fact::{ContactReturn, Happened},
};

use crate::{Entry, Journal, JournalError, Position, Snapshot};

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
    the_newest_snapshot_counts(&*fresh().await).await?;
    a_snapshot_claims_no_fact_that_is_missing(&*fresh().await).await?;
    Ok(())
}

async fn an_empty_journal_holds_nothing(journal: &dyn Journal) -> Result<(), JournalError> {
    assert_eq!(journal.read(Position(0), 10).await?, []);
    assert_eq!(journal.newest_snapshot().await?, None);
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

async fn the_newest_snapshot_counts(journal: &dyn Journal) -> Result<(), JournalError> {
    journal.append(Position(0), &facts(0..9)).await?;
    let snapshot = |position, floor: &[u8]| Snapshot { position, floor: floor.to_vec() };
    let older = snapshot(Position(3), b"three");
    let newer = snapshot(Position(7), b"\0seven\xff");
    journal.save_snapshot(older.clone()).await?;
    assert_eq!(journal.newest_snapshot().await?, Some(older.clone()));
    journal.save_snapshot(newer.clone()).await?;
    journal.save_snapshot(older).await?;
    assert_eq!(journal.newest_snapshot().await?, Some(newer));
    let again = snapshot(Position(7), b"seven, anew");
    journal.save_snapshot(again.clone()).await?;
    assert_eq!(journal.newest_snapshot().await?, Some(again));
    assert_eq!(journal.read(Position(0), 100).await?.len(), 9);
    Ok(())
}

async fn a_snapshot_claims_no_fact_that_is_missing(
    journal: &dyn Journal,
) -> Result<(), JournalError> {
    journal.append(Position(0), &facts(0..2)).await?;
    let snapshot = Snapshot { position: Position(3), floor: Vec::new() };
    let refused = journal.save_snapshot(snapshot).await;
    assert!(matches!(refused, Err(JournalError::Inconsistent { position: Position(3) })));
    assert_eq!(journal.newest_snapshot().await?, None);
    Ok(())
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
