//! What desktops read beside contacts: address books, indicators, messages, tags.

use cordboard_acd::{
    Actor, AddressBookEntryId, AddressBookId, AgentId, Change, Command, Fact, IndicatorId,
    MessageId, Private, Refusal, SkillId, TagId, TeamId, Time,
    setup::{AddressBook, AddressBookEntry, Indicator, Message, Tag},
};

use crate::stage::{ANN, BOB, Stage, VIP};

const NOTHING: [&str; 0] = [];

fn change(stage: &mut Stage, changes: Vec<Change>) -> Result<Vec<Fact>, Refusal> {
    let by = Actor::Administrator("root".to_owned());
    stage.give(Command::Change { by, expected: None, changes })
}

fn book(id: u64) -> AddressBook {
    AddressBook { id: AddressBookId(id), name: "Partners".to_owned(), teams: Vec::new() }
}

fn entry(id: u64, book: u64) -> AddressBookEntry {
    AddressBookEntry {
        id: AddressBookEntryId(id),
        address_book: AddressBookId(book),
        first_name: Private::new("Pia"),
        last_name: Private::default(),
        company: Private::default(),
        phone: Private::new("+15551230003"),
        mobile: Private::default(),
        email: Private::default(),
        external_id: Private::default(),
    }
}

fn indicator(agents: &[AgentId], skills: &[SkillId]) -> Indicator {
    Indicator {
        id: IndicatorId(1),
        name: "CRM".to_owned(),
        tool_tip: String::new(),
        action_uri: String::new(),
        image_uri: String::new(),
        agents: agents.to_vec(),
        skills: skills.to_vec(),
    }
}

fn message(agents: &[AgentId], teams: &[TeamId]) -> Message {
    Message {
        id: MessageId(1),
        subject: Private::new("Fire drill"),
        text: Private::new("At ten."),
        valid_until: Time(1),
        agents: agents.to_vec(),
        teams: teams.to_vec(),
    }
}

fn tag(skills: &[SkillId]) -> Tag {
    Tag { id: TagId(1), name: "Complaint".to_owned(), is_active: true, skills: skills.to_vec() }
}

/// An address book with an entry, an indicator, a message and a tag.
pub(crate) fn one_of_each() -> Vec<Change> {
    vec![
        Change::AddressBook(book(1)),
        put(entry(1, 1)),
        Change::Indicator(indicator(&[], &[VIP])),
        Change::Message(message(&[], &[])),
        Change::Tag(tag(&[VIP])),
    ]
}

fn refused(changes: Vec<Change>) -> String {
    let mut stage = Stage::new();
    match change(&mut stage, changes) {
        Err(Refusal::BadSetup(why) | Refusal::StillUsed(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn put(entry: AddressBookEntry) -> Change {
    Change::AddressBookEntry(Box::new(entry))
}

#[test]
fn what_contradicts_itself_is_refused_in_words() {
    let nobody = AddressBookEntry { first_name: Private::new(" "), ..entry(5, 1) };
    let long = AddressBookEntry { phone: Private::new("5".repeat(2_001)), ..entry(5, 1) };
    let named_book = AddressBook { teams: vec![TeamId(7)], ..book(1) };
    let team_used = Change::RemoveTeam(TeamId(9));
    let team_9 = cordboard_acd::setup::Team { id: TeamId(9), name: "Nine".to_owned() };
    let book_of_9 = AddressBook { teams: vec![TeamId(9)], ..book(1) };
    let of = |change| vec![Change::AddressBook(named_book.clone()), change];
    let empty = Message { subject: Private::new(" "), ..message(&[], &[]) };
    let endless = Message { text: Private::new("x".repeat(4_001)), ..message(&[], &[]) };
    let nameless = Indicator { name: String::new(), ..indicator(&[], &[]) };
    for (changes, said) in [
        (vec![put(entry(5, 7))], "address book entry 5 is of unknown address book 7"),
        (of(put(nobody)), "address book entry 5 has neither a name nor a company"),
        (of(put(long)), "address book entry 5 has a text of more than 2000 characters"),
        (vec![Change::AddressBook(book(2_000_000_001))], "a number above 2000000000"),
        (vec![Change::AddressBook(book(0))], "an address book has number 0"),
        (
            vec![
                Change::AddressBook(book(1)),
                put(entry(5, 1)),
                Change::RemoveAddressBook(AddressBookId(1)),
            ],
            "address book 1 has entry 5",
        ),
        (
            vec![Change::Team(team_9.clone()), Change::AddressBook(book_of_9), team_used.clone()],
            "address book 1 names team 9",
        ),
        (
            vec![Change::Team(team_9), Change::Message(message(&[], &[TeamId(9)])), team_used],
            "message 1 names team 9",
        ),
        (vec![Change::Message(empty)], "message 1 has no subject"),
        (vec![Change::Message(endless)], "message 1 has more than 4000 characters"),
        (vec![Change::Message(message(&[AgentId(99)], &[]))], "message 1 has unknown agent 99"),
        (vec![Change::Message(message(&[ANN, ANN], &[]))], "twice"),
        (vec![Change::Indicator(nameless)], "indicator 1 has no name"),
        (vec![Change::Indicator(indicator(&[AgentId(99)], &[]))], "unknown agent 99"),
        (vec![Change::Indicator(indicator(&[], &[SkillId(9)]))], "unknown skill 9"),
        (vec![Change::Tag(tag(&[SkillId(9)]))], "tag 1 has unknown skill 9"),
    ] {
        let why = refused(changes);
        assert!(why.contains(said), "{why}, not {said}");
    }
    for unknown in [
        Change::RemoveAddressBook(AddressBookId(9)),
        Change::RemoveAddressBookEntry(AddressBookEntryId(9)),
        Change::RemoveIndicator(IndicatorId(9)),
        Change::RemoveMessage(MessageId(9)),
        Change::RemoveTag(TagId(9)),
    ] {
        assert_eq!(change(&mut Stage::new(), vec![unknown]), Err(Refusal::UnknownEntry));
    }
}

#[test]
fn a_change_tells_those_whom_it_concerns_to_fetch_again() {
    let mut stage = Stage::new();
    stage.start(ANN);
    stage.start(BOB);
    stage.told(ANN);
    stage.told(BOB);
    change(&mut stage, vec![Change::Message(message(&[ANN], &[]))]).unwrap();
    assert_eq!(stage.told(ANN), ["update messages"]);
    assert_eq!(stage.told(BOB), NOTHING);
    // From one to the other: both fetch again.
    change(&mut stage, vec![Change::Message(message(&[BOB], &[]))]).unwrap();
    assert_eq!(stage.told(ANN), ["update messages"]);
    assert_eq!(stage.told(BOB), ["update messages"]);
    change(&mut stage, vec![Change::RemoveMessage(MessageId(1))]).unwrap();
    assert_eq!(stage.told(ANN), NOTHING);
    assert_eq!(stage.told(BOB), ["update messages"]);

    change(&mut stage, vec![Change::Indicator(indicator(&[], &[]))]).unwrap();
    assert_eq!(stage.told(ANN), ["update indicators"]);
    assert_eq!(stage.told(BOB), ["update indicators"]);
    change(&mut stage, vec![Change::RemoveIndicator(IndicatorId(1))]).unwrap();
    assert_eq!(stage.told(ANN), ["update indicators"]);
    // What changes nothing is told to nobody.
    change(&mut stage, vec![Change::Tag(tag(&[])), Change::AddressBook(book(1))]).unwrap();
    assert_eq!(stage.told(ANN), NOTHING);
}

#[test]
fn an_agent_whose_skills_change_fetches_the_indicators_of_the_skills() {
    let mut stage = Stage::new();
    change(&mut stage, vec![Change::Indicator(indicator(&[], &[VIP]))]).unwrap();
    stage.start(ANN);
    stage.told(ANN);
    let mut agent = stage.floor.agent(ANN).unwrap().clone();
    assert!(agent.has_skill(VIP));
    agent.skills.retain(|assigned| assigned.skill != VIP);
    change(&mut stage, vec![Change::Agent(Box::new(agent))]).unwrap();
    assert_eq!(stage.told(ANN), ["update skills", "update indicators"]);
}

#[test]
fn what_was_for_a_removed_agent_alone_goes_with_the_agent() {
    let mut stage = Stage::new();
    let both = Indicator { id: IndicatorId(2), ..indicator(&[ANN, BOB], &[]) };
    let shared = Message { id: MessageId(2), ..message(&[ANN], &[TeamId(7)]) };
    change(
        &mut stage,
        vec![
            Change::Indicator(indicator(&[ANN], &[])),
            Change::Indicator(both),
            Change::Message(message(&[ANN], &[])),
            Change::Message(shared),
            Change::RemoveAgent(ANN),
        ],
    )
    .unwrap();
    let setup = stage.floor.setup();
    assert_eq!(setup.indicators.keys().collect::<Vec<_>>(), [&IndicatorId(2)]);
    assert_eq!(setup.indicators[&IndicatorId(2)].agents, [BOB]);
    assert_eq!(setup.messages.keys().collect::<Vec<_>>(), [&MessageId(2)]);
    assert_eq!(setup.messages[&MessageId(2)].agents, []);
}

#[test]
fn when_an_entry_was_set_last_is_known_until_it_is_gone() {
    let mut stage = Stage::new();
    let seeded = stage.now;
    stage.pass_s(60);
    change(&mut stage, vec![Change::Tag(tag(&[])), Change::AddressBook(book(1))]).unwrap();
    let later = stage.now;
    let set_at = |stage: &Stage| stage.floor.set_at().as_ref().clone();
    assert_eq!(set_at(&stage).agents.get(&ANN), Some(&seeded));
    assert_eq!(set_at(&stage).tags.get(&TagId(1)), Some(&later));
    stage.pass_s(60);
    // The same once more changes nothing.
    change(&mut stage, vec![Change::Tag(tag(&[]))]).unwrap();
    assert_eq!(set_at(&stage).tags.get(&TagId(1)), Some(&later));
    change(&mut stage, vec![Change::Tag(tag(&[VIP]))]).unwrap();
    assert_eq!(set_at(&stage).tags.get(&TagId(1)), Some(&stage.now));
    change(&mut stage, vec![Change::RemoveTag(TagId(1))]).unwrap();
    assert_eq!(set_at(&stage).tags.get(&TagId(1)), None);
    assert_eq!(set_at(&stage).address_books.get(&AddressBookId(1)), Some(&later));
    // A replay and a snapshot know it too.
    let mut replayed = cordboard_acd::Floor::new();
    stage.facts.iter().for_each(|fact| replayed.evolve(fact));
    assert_eq!(replayed.set_at(), stage.floor.set_at());
    let written = serde_json::to_string(&stage.floor).unwrap();
    let read: cordboard_acd::Floor = serde_json::from_str(&written).unwrap();
    assert_eq!(read.set_at(), stage.floor.set_at());
}
