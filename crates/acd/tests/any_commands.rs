//! Commands of any kind, in any order, at any time: no panic, no effect of what is refused, the
//! same floor by replay, and by a snapshot.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on fails, and looks for the one thing it is about"
)]

use cordboard_acd::{
    Actor, AddressBookEntryId, AddressBookId, AgentId, AgentSessionId, Change, CodeId, Command,
    ContactId, DispositionId, EventNumber, Fact, Floor, IndicatorId, LegId, MessageId, Poll,
    Private, Refusal, SessionKey, SkillId, TagId, TeamId, Time,
    command::{
        AgentCommand, ContactCommand, Destination, Dial, DispositionForm, EndOptions, LineReport,
        PhoneCommand, Tones, WantedState,
    },
    credential::Holder,
    setup::{AddressBook, AddressBookEntry, Administrator, Indicator, Message, Station, Tag},
};
use proptest::prelude::*;

#[path = "simulation/business.rs"]
#[expect(dead_code, reason = "the simulation uses more of it")]
mod business;
#[path = "simulation/invariants.rs"]
#[expect(dead_code, reason = "the simulation uses more of it")]
mod invariants;

#[derive(Clone, Debug)]
enum Input {
    Command(Command),
    PollBegan(SessionKey, EventNumber),
    PollEnded(SessionKey),
    Recovered,
}

fn agent() -> impl Strategy<Value = AgentId> {
    prop_oneof![8 => 1..4u64, 1 => any::<u64>()].prop_map(AgentId)
}

fn key() -> impl Strategy<Value = SessionKey> {
    (0..6u8).prop_map(|byte| SessionKey([byte; 16]))
}

fn contact() -> impl Strategy<Value = ContactId> {
    prop_oneof![8 => 10_001..10_012u64, 1 => any::<u64>()].prop_map(ContactId)
}

fn number() -> impl Strategy<Value = EventNumber> {
    prop_oneof![8 => 0..40u64, 1 => any::<u64>()].prop_map(EventNumber)
}

fn private() -> impl Strategy<Value = Private> {
    ".{0,200}".prop_map(Private::new)
}

fn contact_command() -> impl Strategy<Value = ContactCommand> {
    prop_oneof![
        4 => Just(ContactCommand::Accept),
        1 => Just(ContactCommand::Reject),
        1 => Just(ContactCommand::Hold),
        1 => Just(ContactCommand::Resume),
        1 => Just(ContactCommand::Mask),
        1 => Just(ContactCommand::Unmask),
        1 => Just(ContactCommand::Record),
        2 => Just(ContactCommand::End),
        1 => "(a=1|b=2|[|]){0,3}".prop_map(|data| ContactCommand::CustomData(Private::new(data))),
        2 => (proptest::option::of(0..4u64), private(), proptest::option::of(any::<u64>())).prop_map(
            |(primary, notes, secondary)| ContactCommand::Disposition(DispositionForm {
                primary: primary.map(DispositionId),
                notes,
                secondary: secondary.map(DispositionId),
                ..DispositionForm::default()
            })
        ),
    ]
}

fn destination() -> impl Strategy<Value = Destination> {
    prop_oneof![
        4 => "[+]?[0-9]{1,4}".prop_map(|number| Destination::Number(Private::new(number))),
        1 => private().prop_map(Destination::Number),
        4 => agent().prop_map(Destination::Agent),
        2 => (100..106u64).prop_map(|skill| Destination::Skill(SkillId(skill))),
    ]
}

fn agent_command() -> impl Strategy<Value = AgentCommand> {
    prop_oneof![
        1 => any::<(bool, bool, bool)>().prop_map(|(force_logoff, end_contacts, ignore_personal_queue)| {
            AgentCommand::End(EndOptions { force_logoff, end_contacts, ignore_personal_queue })
        }),
        6 => Just(AgentCommand::SetState(WantedState::Available)),
        2 => prop_oneof!["Break", "wrap-UP", "3", ".{0,9}"]
            .prop_map(|reason| AgentCommand::SetState(WantedState::Unavailable { reason })),
        1 => (key(), 0..4_u8).prop_map(|(token, page)| AgentCommand::IssuePageToken { token, page: format!("page {page}") }),
        1 => key().prop_map(|token| AgentCommand::RevokePageToken { token }),
        12 => (contact(), contact_command())
            .prop_map(|(contact, command)| AgentCommand::Contact { contact, command }),
        6 => (destination(), proptest::option::of(100..106u64), proptest::option::of(contact())).prop_map(
            |(to, skill, parent)| AgentCommand::Dial(Dial { to, skill: skill.map(SkillId), parent })
        ),
        1 => private().prop_map(AgentCommand::SubmitFeedback),
        3 => Just(AgentCommand::TransferCalls),
        3 => Just(AgentCommand::ConferenceCalls),
        1 => ("[0-9A-E*#]{0,4}", 0..200_u32, 0..200_u32).prop_map(|(tones, tone_ms, gap_ms)| {
            AgentCommand::SendTones(Tones { tones: Private::new(tones), tone_ms, gap_ms })
        }),
        3 => prop_oneof![
            Just(PhoneCommand::Dial),
            Just(PhoneCommand::End),
            Just(PhoneCommand::Mute),
            Just(PhoneCommand::Unmute)
        ]
        .prop_map(AgentCommand::Phone),
    ]
}

fn report() -> impl Strategy<Value = LineReport> {
    let leg = || prop_oneof![8 => 1..6u64, 1 => any::<u64>()].prop_map(LegId);
    prop_oneof![
        3 => (100..106u64, private(), private(), any::<Option<u8>>()).prop_map(
            |(skill, ani, dnis, priority)| LineReport::Call {
                skill: SkillId(skill),
                ani,
                dnis,
                priority
            }
        ),
        1 => contact().prop_map(|contact| LineReport::CustomerHungUp { contact }),
        3 => contact().prop_map(|contact| LineReport::FarEndAnswered { contact }),
        1 => contact().prop_map(|contact| LineReport::FarEndBusy { contact }),
        6 => leg().prop_map(|leg| LineReport::LegAnswered { leg }),
        1 => leg().prop_map(|leg| LineReport::LegFailed { leg }),
        1 => leg().prop_map(|leg| LineReport::LegHungUp { leg }),
    ]
}

fn seed() -> Command {
    Command::Seed { setup: Box::new(business::setup()), passwords: Vec::new() }
}

/// Changes of what desktops read beside contacts.
fn any_desk_change() -> impl Strategy<Value = Change> {
    let id = || 1..4u64;
    prop_oneof![
        (id(), 0..3u64).prop_map(|(id, team)| Change::AddressBook(AddressBook {
            id: AddressBookId(id),
            name: "Partners".to_owned(),
            teams: (team > 0).then_some(TeamId(team)).into_iter().collect(),
        })),
        id().prop_map(|id| Change::RemoveAddressBook(AddressBookId(id))),
        (id(), id(), private()).prop_map(|(id, book, phone)| {
            Change::AddressBookEntry(Box::new(AddressBookEntry {
                id: AddressBookEntryId(id),
                address_book: AddressBookId(book),
                first_name: Private::new("Pia"),
                last_name: Private::default(),
                company: Private::default(),
                phone,
                mobile: Private::default(),
                email: Private::default(),
                external_id: Private::default(),
            }))
        }),
        id().prop_map(|id| Change::RemoveAddressBookEntry(AddressBookEntryId(id))),
        (id(), 0..5u64, 100..106u64).prop_map(|(id, agent, skill)| Change::Indicator(Indicator {
            id: IndicatorId(id),
            name: "CRM".to_owned(),
            tool_tip: String::new(),
            action_uri: String::new(),
            image_uri: String::new(),
            agents: (agent > 0).then_some(AgentId(agent)).into_iter().collect(),
            skills: (skill % 2 == 0).then_some(SkillId(skill)).into_iter().collect(),
        })),
        id().prop_map(|id| Change::RemoveIndicator(IndicatorId(id))),
        (id(), 0..5u64, 0..3u64, any::<u64>()).prop_map(|(id, agent, team, until)| {
            Change::Message(Message {
                id: MessageId(id),
                subject: Private::new("Fire drill"),
                text: Private::default(),
                valid_until: Time(until),
                agents: (agent > 0).then_some(AgentId(agent)).into_iter().collect(),
                teams: (team > 0).then_some(TeamId(team)).into_iter().collect(),
            })
        }),
        id().prop_map(|id| Change::RemoveMessage(MessageId(id))),
        (id(), 100..106u64).prop_map(|(id, skill)| Change::Tag(Tag {
            id: TagId(id),
            name: "Complaint".to_owned(),
            is_active: true,
            skills: vec![SkillId(skill)],
        })),
        id().prop_map(|id| Change::RemoveTag(TagId(id))),
    ]
}

/// Changes of entries that are there, of new ones, and removals, whether they fit or not.
fn any_change() -> impl Strategy<Value = Input> {
    let entry = prop_oneof![
        4 => (1..6u64, 0..8u64, any::<bool>()).prop_map(|(id, skills, mask)| {
            let setup = business::setup();
            let mut agent = setup.agents[&AgentId(1)].clone();
            agent.id = AgentId(id);
            agent.login = format!("agent{id}");
            agent.permissions.mask = mask;
            agent.skills.retain(|assigned| assigned.skill.0 % 3 != skills % 3);
            Change::Agent(Box::new(agent))
        }),
        1 => (1..12u64).prop_map(|id| Change::RemoveAgent(AgentId(id))),
        1 => (100..106u64).prop_map(|id| Change::RemoveSkill(SkillId(id))),
        1 => (1..5u64).prop_map(|id| Change::RemoveUnavailableCode(CodeId(id))),
        1 => (1..4u64).prop_map(|id| Change::RemoveDisposition(DispositionId(id))),
        1 => (0..3u64).prop_map(|id| Change::RemoveTeam(TeamId(id))),
        1 => ("[a-c]", ".{0,3}").prop_map(|(login, name)| {
            Change::Administrator(Administrator { login, name })
        }),
        1 => "[a-d]".prop_map(Change::RemoveAdministrator),
        1 => (0..5u64, private()).prop_map(|(id, hash)| Change::Password {
            of: Holder::Agent(AgentId(id)),
            hash,
        }),
        2 => any_desk_change(),
    ];
    (proptest::collection::vec(entry, 0..4), proptest::option::of(0..40u64)).prop_map(
        |(changes, expected)| {
            let by = Actor::Administrator("root".to_owned());
            Input::Command(Command::Change { by, expected, changes })
        },
    )
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        1 => any_change(),
        4 => (agent(), key(), ".{0,140}", any::<Option<u32>>(), any::<bool>()).prop_map(
            |(agent, key, id, inactivity_timeout_s, inactivity_force_logout)| {
                let station = Some(Station { id, ..Station::default() });
                Input::Command(Command::StartAgentSession {
                    agent,
                    key,
                    station,
                    inactivity_timeout_s,
                    inactivity_force_logout,
                })
            }
        ),
        2 => (agent(), key(), any::<bool>()).prop_map(|(agent, key, take_over)| {
            Input::Command(Command::JoinAgentSession { agent, key, take_over })
        }),
        20 => (agent(), key(), agent_command()).prop_map(|(agent, key, command)| {
            Input::Command(Command::Agent { agent, key, command })
        }),
        1 => proptest::bool::ANY.prop_map(|at_once| {
            Input::Command(Command::OrderTokenKey { by: Actor::Init, at_once })
        }),
        1 => (agent(), private()).prop_map(|(agent, data)| {
            Input::Command(Command::KeepClientData { agent, data })
        }),
        1 => (0..5u64).prop_map(|session| {
            Input::Command(Command::EndAgentSession { session: AgentSessionId(session) })
        }),
        12 => report().prop_map(|report| Input::Command(Command::Line(report))),
        3 => Just(Input::Command(Command::Timer)),
        2 => (key(), number()).prop_map(|(key, number)| Input::PollBegan(key, number)),
        2 => key().prop_map(Input::PollEnded),
        1 => Just(Input::Recovered),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_panics_or_breaks_an_invariant(
        inputs in proptest::collection::vec((input(), 0..20_000u64), 1..80),
        (who, with, from) in (agent(), key(), number()),
    ) {
        let mut floor = Floor::new();
        let mut replay = Floor::new();
        let mut life = invariants::Life::default();
        let mut now = Time(0);
        let setup = seed();
        for fact in floor.handle(now, setup).map_err(|refusal| TestCaseError::fail(refusal.to_string()))? {
            replay.evolve(&fact);
        }
        for (input, later) in inputs {
            now = Time(now.0 + later);
            match input {
                Input::Command(command) => {
                    let before = floor.clone();
                    if let Ok(facts) = floor.handle(now, command) {
                        for fact in &facts {
                            replay.evolve(fact);
                            life.note(fact);
                        }
                        invariants::check(&floor, &life);
                        prop_assert!(floor.next_timer().is_none_or(|due| due > now));
                    } else {
                        prop_assert_eq!(&floor, &before);
                    }
                }
                Input::PollBegan(key, number) => floor.poll_began(now, &key, number),
                Input::PollEnded(key) => floor.poll_ended(now, &key),
                Input::Recovered => floor.recovered(now),
            }
            let _ = floor.poll(who, &with, from);
        }
        prop_assert_eq!(floor, replay);
    }

    #[test]
    fn a_replay_of_any_facts_does_not_panic(
        inputs in proptest::collection::vec((input(), 0..20_000u64), 1..40),
        order in any::<u64>(),
    ) {
        let mut floor = Floor::new();
        let mut facts = Vec::new();
        let mut now = Time(0);
        let setup = seed();
        for (input, later) in [(Input::Command(setup), 0)].into_iter().chain(inputs) {
            now = Time(now.0 + later);
            if let Input::Command(command) = input {
                facts.extend(floor.handle(now, command).unwrap_or_default());
            }
        }
        // Out of order, as no journal would give them: `evolve` cannot fail.
        let mut chance = business::Chance::new(order);
        let mut damaged = Floor::new();
        for _ in 0..facts.len() {
            damaged.evolve(&chance.of(&facts));
            let _ = damaged.poll(AgentId(1), &SessionKey([1; 16]), EventNumber(1));
            damaged.poll_began(now, &SessionKey([1; 16]), EventNumber(1));
        }
    }
}

/// Does one thing on a floor, and says what it led to.
fn apply(floor: &mut Floor, now: Time, input: Input) -> (Vec<Fact>, Option<Refusal>) {
    match input {
        Input::Command(command) => match floor.handle(now, command) {
            Ok(facts) => return (facts, None),
            Err(refusal) => return (Vec::new(), Some(refusal)),
        },
        Input::PollBegan(key, number) => {
            floor.poll_began(now, &key, number);
        }
        Input::PollEnded(key) => {
            floor.poll_ended(now, &key);
        }
        Input::Recovered => {
            floor.recovered(now);
        }
    }
    (Vec::new(), None)
}

/// What anybody can be answered by any id.
fn all_answers(floor: &Floor) -> Vec<Poll> {
    let keys = (0..6u8).map(|byte| SessionKey([byte; 16]));
    let ids = keys.flat_map(|key| (0..5).map(move |agent| (AgentId(agent), key)));
    ids.flat_map(|(agent, key)| {
        (0..40).map(move |number| floor.poll(agent, &key, EventNumber(number)))
    })
    .filter(|answer| *answer != Poll::Unknown)
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_floor_read_from_its_snapshot_is_the_one_that_wrote_it(
        before in proptest::collection::vec((input(), 0..20_000u64), 1..60),
        after in proptest::collection::vec((input(), 0..20_000u64), 1..30),
    ) {
        let mut floor = Floor::new();
        let mut now = Time(0);
        let setup = seed();
        for (input, later) in [(Input::Command(setup), 0)].into_iter().chain(before) {
            now = Time(now.0 + later);
            apply(&mut floor, now, input);
        }
        let written = serde_json::to_string(&floor).unwrap();
        let mut read: Floor = serde_json::from_str(&written).unwrap();
        let mut replay = read.clone();
        prop_assert_eq!(&read, &floor);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), written);

        // What is no fact begins anew on both: nobody polls, nobody is to be told.
        floor.recovered(now);
        read.recovered(now);
        prop_assert_eq!(all_answers(&read), all_answers(&floor));
        for (input, later) in after {
            now = Time(now.0 + later);
            let (facts, expected) = apply(&mut floor, now, input.clone());
            prop_assert_eq!(apply(&mut read, now, input).1, expected);
            for fact in &facts {
                replay.evolve(fact);
            }
            prop_assert_eq!(read.next_timer(), floor.next_timer());
            prop_assert_eq!(read.take_told(), floor.take_told());
        }
        prop_assert_eq!(&read, &floor);
        prop_assert_eq!(&replay, &floor);
        prop_assert_eq!(all_answers(&read), all_answers(&floor));
    }
}
