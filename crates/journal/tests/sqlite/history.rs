//! The contact history, written in the background and made anew.

use cordboard_acd::{
    AgentId, AgentSessionId, ContactId, DispositionId, Fact, NextState, Origin, Private,
    SessionKey, SkillId, Time,
    command::{Destination, DispositionForm},
    fact::{CallEnd, ContactClose, ContactReturn, Happened, SessionEnd},
    setup::Station,
};
use cordboard_journal::{
    History, Journal, PastContact, PastContacts, Position, Snapshot, SqliteJournal,
};
use proptest::prelude::*;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use crate::support::{Folder, open};

const EVERYTHING: PastContacts = PastContacts {
    agent: None,
    skill: None,
    from: None,
    until: None,
    before: None,
    over: false,
    over_from: None,
    oldest_first: false,
    skip: 0,
    limit: 10_000,
};

fn started(session: u64, agent: u64) -> Happened {
    Happened::AgentSessionStarted {
        session: AgentSessionId(session),
        agent: AgentId(agent),
        key: SessionKey([1; 16]),
        station: Station::default(),
        inactivity_timeout_s: 60,
        inactivity_force_logout: false,
        until: None,
    }
}

fn arrived(contact: u64, skill: u64) -> Happened {
    Happened::ContactArrived {
        contact: ContactId(contact),
        skill: SkillId(skill),
        ani: Private::new(format!("+49{contact}")),
        dnis: Private::new("+4989"),
        priority: 5,
    }
}

fn offered(contact: u64, session: u64) -> Happened {
    Happened::ContactOffered {
        contact: ContactId(contact),
        session: AgentSessionId(session),
        refusal_timeout_s: 30,
        pop: None,
        next: None,
    }
}

fn form(primary: u64) -> DispositionForm {
    DispositionForm { primary: Some(DispositionId(primary)), ..DispositionForm::default() }
}

async fn append(journal: &SqliteJournal, facts: &[Fact]) {
    let position = journal.catch_up().await.unwrap();
    journal.append(position, facts).await.unwrap();
}

fn at_seconds(happened: impl IntoIterator<Item = (u64, Happened)>) -> Vec<Fact> {
    happened.into_iter().map(|(s, happened)| Fact::new(Time(s * 1_000), happened)).collect()
}

fn ids(contacts: &[PastContact]) -> Vec<u64> {
    contacts.iter().map(|contact| contact.contact.0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_is_told_from_its_arrival_to_its_end() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    let contact = ContactId(10_001);
    let first = AgentSessionId(1);
    let why = ContactReturn::Refused;
    let story = at_seconds([
        (1, started(1, 51)),
        (1, started(2, 52)),
        (2, arrived(10_001, 101)),
        (3, Happened::ContactReserved { contact, session: first }),
        (4, Happened::ContactReturned { contact, session: first, why: ContactReturn::LegLost }),
        (5, offered(10_001, 1)),
        (8, Happened::ContactReturned { contact, session: first, why }),
        (9, offered(10_001, 2)),
        (12, Happened::ContactAnswered { contact }),
        (13, Happened::RecordingStarted { contact }),
        (20, Happened::ContactHeld { contact }),
        (26, Happened::ContactResumed { contact }),
        (30, Happened::ContactHeld { contact }),
        (31, Happened::AgentSessionEnded { session: first, why: SessionEnd::Agent }),
        (
            34,
            Happened::AfterContactWorkBegan {
                contact,
                by: CallEnd::Customer,
                reason: "ACW".to_owned(),
                timeout_s: None,
            },
        ),
        (40, Happened::DispositionRecorded { contact, form: form(7) }),
        (41, Happened::DispositionRecorded { contact, form: form(8) }),
        (45, Happened::ContactClosed { contact, why: ContactClose::WorkDone }),
    ]);
    append(&journal, &story).await;
    assert_eq!(journal.catch_up().await.unwrap(), Position(story.len() as u64));
    let told = journal.past_contact(contact).await.unwrap().unwrap();
    let expected = PastContact {
        contact,
        skill: SkillId(101),
        ani: Private::new("+4910001"),
        dnis: Private::new("+4989"),
        priority: 5,
        arrived_at: Time(2_000),
        agent: Some(AgentId(52)),
        offered_at: Some(Time(9_000)),
        returns: 1,
        answered_at: Some(Time(12_000)),
        holds: 2,
        held_ms: 10_000,
        held_since: None,
        recorded: true,
        ended_at: Some(Time(34_000)),
        ended_by: Some(CallEnd::Customer),
        disposition: Some(form(8)),
        closed_at: Some(Time(45_000)),
        closed: Some(ContactClose::WorkDone),
        origin: Origin::Inbound,
        master: contact,
        parent: None,
    };
    assert_eq!(told, expected);
    assert_eq!(journal.past_contact(ContactId(1)).await.unwrap(), None);
    assert!(!format!("{told:?}").contains("+49"), "no number is shown by accident");
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_found_newest_first() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    let mut facts = at_seconds([(0, started(1, 51)), (0, started(2, 52))]);
    for number in 1..=20 {
        facts.extend(at_seconds([
            (number * 10, arrived(number, 100 + number % 2)),
            (number * 10 + 1, offered(number, 1 + number % 3 % 2)),
        ]));
    }
    append(&journal, &facts).await;
    journal.catch_up().await.unwrap();
    let find = async |wanted| ids(&journal.past_contacts(wanted).await.unwrap());
    assert_eq!(find(PastContacts { limit: 3, ..EVERYTHING }).await, [20, 19, 18]);
    let before = Some(ContactId(18));
    assert_eq!(find(PastContacts { before, limit: 2, ..EVERYTHING }).await, [17, 16]);
    let skill = Some(SkillId(101));
    assert_eq!(find(PastContacts { skill, limit: 2, ..EVERYTHING }).await, [19, 17]);
    let agent = Some(AgentId(52));
    assert_eq!(find(PastContacts { agent, ..EVERYTHING }).await, [19, 16, 13, 10, 7, 4, 1]);
    assert_eq!(find(PastContacts { agent, skill, ..EVERYTHING }).await, [19, 13, 7, 1]);
    let (from, until) = (Some(Time(50_000)), Some(Time(70_000)));
    assert_eq!(find(PastContacts { from, until, ..EVERYTHING }).await, [6, 5]);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_goes_on_where_it_was_after_a_crash() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    let held = |contact| Happened::ContactHeld { contact: ContactId(contact) };
    append(&journal, &at_seconds([(1, arrived(1, 101)), (2, held(1))])).await;
    journal.catch_up().await.unwrap();
    journal.append(Position(2), &at_seconds([(3, held(1)), (4, arrived(2, 101))])).await.unwrap();
    // What a kill leaves: the files as they are.
    let (file, wal) = folder.copied();
    let copy = Folder::with(&file, Some(&wal));
    let after = open(copy.path()).await.unwrap();
    assert_eq!(after.catch_up().await.unwrap(), Position(4));
    assert_eq!(after.past_contact(ContactId(1)).await.unwrap().unwrap().holds, 2);
    assert!(after.past_contact(ContactId(2)).await.unwrap().is_some());
}

#[tokio::test]
async fn whoever_catches_up_beside_others_is_told_how_far_it_goes() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    for end in 1..=20 {
        let arrived = at_seconds([(end, arrived(end, 101))]);
        journal.append(Position(end - 1), &arrived).await.unwrap();
        let all = tokio::join!(journal.catch_up(), journal.catch_up(), journal.catch_up());
        for reached in [all.0, all.1, all.2] {
            assert_eq!(reached.unwrap(), Position(end));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_of_another_form_is_made_anew() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    append(&journal, &at_seconds([(1, arrived(1, 101)), (2, arrived(2, 101))])).await;
    journal.catch_up().await.unwrap();
    let before = journal.past_contacts(EVERYTHING).await.unwrap();
    assert_eq!(before.len(), 2);
    journal.close().await.unwrap();
    let options = SqliteConnectOptions::new().filename(folder.file());
    let mut connection = options.connect().await.unwrap();
    for sql in ["DROP TABLE history", "UPDATE history_form SET form = 0"] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    let journal = open(folder.path()).await.unwrap();
    journal.catch_up().await.unwrap();
    assert_eq!(journal.past_contacts(EVERYTHING).await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_outlive_their_facts_until_they_are_forgotten_themselves() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    let closed = |contact| Happened::ContactClosed {
        contact: ContactId(contact),
        why: ContactClose::Abandoned,
    };
    let held = |contact| Happened::ContactHeld { contact: ContactId(contact) };
    let story = at_seconds([
        (1, arrived(1, 101)),
        (2, arrived(2, 101)),
        (3, closed(1)),
        (4, held(2)),
        (5, arrived(3, 101)),
        (6, closed(2)),
        (7, closed(3)),
    ]);
    journal.append(Position(0), &story).await.unwrap();
    for position in [4, 5] {
        let position = Position(position);
        journal.save_snapshot(Snapshot { position, version: 1, floor: vec![] }).await.unwrap();
    }
    // What is forgotten is in the history, whatever the background has done so far.
    assert_eq!(journal.forget(Position(7)).await.unwrap(), Position(4));
    journal.catch_up().await.unwrap();
    let before = journal.past_contacts(EVERYTHING).await.unwrap();
    assert_eq!(ids(&before), [3, 2, 1]);
    journal.rebuild_history().await.unwrap();
    assert_eq!(journal.past_contacts(EVERYTHING).await.unwrap(), before);
    assert_eq!(journal.forget_history(Time(7_000)).await.unwrap(), 2);
    assert_eq!(ids(&journal.past_contacts(EVERYTHING).await.unwrap()), [3]);
    assert_eq!(journal.forget_history(Time(8_000)).await.unwrap(), 1);
    journal.rebuild_history().await.unwrap();
    assert_eq!(ids(&journal.past_contacts(EVERYTHING).await.unwrap()), [] as [u64; 0]);
}

/// Any fact of a few contacts and agent sessions, in any order.
fn any_fact() -> impl Strategy<Value = Happened> {
    (0..17_u8, 1..6_u64, 1..4_u64, 1..3_u64).prop_map(|(kind, number, session, other)| {
        let contact = ContactId(number);
        let session_id = AgentSessionId(session);
        match kind {
            0 => started(session, 50 + other),
            1 | 2 => arrived(number, 100 + other),
            3 => offered(number, session),
            4 => Happened::ContactReturned {
                contact,
                session: session_id,
                why: ContactReturn::TimedOut,
            },
            5 => Happened::ContactAnswered { contact },
            6 => Happened::ContactHeld { contact },
            7 => Happened::ContactResumed { contact },
            8 => Happened::DispositionRecorded { contact, form: form(other) },
            9 => Happened::AfterContactWorkBegan {
                contact,
                by: CallEnd::Agent,
                reason: String::new(),
                timeout_s: None,
            },
            10 => Happened::ContactClosed { contact, why: ContactClose::CallEnded(CallEnd::Agent) },
            11 => Happened::ContactDialled {
                contact,
                session: session_id,
                skill: SkillId(101),
                parent: None,
                master: contact,
                to: Destination::Number(Private::new("1")),
                ani: Private::new("2"),
                dnis: Private::new("1"),
                next: NextState::Available,
                until: None,
            },
            12 => Happened::ConsultArrived {
                contact,
                by: ContactId(other),
                skill: SkillId(101),
                ani: Private::new("2"),
                dnis: Private::new("Sales"),
                priority: 3,
                label: None,
            },
            13 => Happened::DialAnswered { contact },
            14 => Happened::ContactTransferred { contact, to: ContactId(other) },
            15 => Happened::ContactMoved { contact, to: ContactId(other), session: session_id },
            _ => Happened::AgentSessionEnded { session: session_id, why: SessionEnd::Agent },
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn made_anew_it_is_what_was_written_live(
        appends in proptest::collection::vec(
            (proptest::collection::vec(any_fact(), 1..30), any::<bool>()),
            1..8,
        ),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let folder = Folder::new();
            let journal = open(folder.path()).await.unwrap();
            let mut position = Position(0);
            for (happened, catches_up) in appends {
                let facts = happened.into_iter().map(|happened| (position.0, happened));
                position = journal.append(position, &at_seconds(facts)).await.unwrap();
                if catches_up {
                    journal.catch_up().await.unwrap();
                }
            }
            journal.catch_up().await.unwrap();
            let live = journal.past_contacts(EVERYTHING).await.unwrap();
            journal.rebuild_history().await.unwrap();
            assert_eq!(journal.past_contacts(EVERYTHING).await.unwrap(), live);
            journal.close().await.unwrap();
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn those_that_are_over_are_counted_and_paged() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    let mut story = vec![(1, started(1, 51))];
    for number in 0..6 {
        let (contact, at) = (10_001 + number, 10 + number * 10);
        story.push((at, arrived(contact, 101 + number % 2)));
        story.push((at + 1, offered(contact, 1)));
    }
    let close = |contact: u64| Happened::ContactClosed {
        contact: ContactId(contact),
        why: ContactClose::WorkDone,
    };
    story.extend((0..5).map(|number| (100 + number, close(10_001 + number))));
    append(&journal, &at_seconds(story)).await;
    journal.catch_up().await.unwrap();
    let over = PastContacts { over: true, agent: Some(AgentId(51)), ..EVERYTHING };
    let found = async |wanted: PastContacts| {
        let count = journal.count_past_contacts(wanted.clone()).await.unwrap();
        (ids(&journal.past_contacts(wanted).await.unwrap()), count)
    };
    assert_eq!(found(over.clone()).await, (vec![10_005, 10_004, 10_003, 10_002, 10_001], 5));
    let page = PastContacts { skip: 1, limit: 2, oldest_first: true, ..over.clone() };
    assert_eq!(found(page).await, (vec![10_002, 10_003], 5));
    let skill = PastContacts { skill: Some(SkillId(102)), ..over.clone() };
    assert_eq!(found(skill).await, (vec![10_004, 10_002], 2));
    let late = PastContacts { over_from: Some(Time(103_000)), ..over.clone() };
    assert_eq!(found(late).await, (vec![10_005, 10_004], 2));
    let early = PastContacts { until: Some(Time(20_000)), ..over.clone() };
    assert_eq!(found(early).await, (vec![10_001], 1));
    let beyond = PastContacts { skip: u64::MAX, ..over.clone() };
    assert_eq!(found(beyond).await, (vec![], 5));
    let others = PastContacts { agent: Some(AgentId(52)), ..over };
    assert_eq!(found(others).await, (vec![], 0));
    assert_eq!(journal.count_past_contacts(EVERYTHING).await.unwrap(), 6);
}
