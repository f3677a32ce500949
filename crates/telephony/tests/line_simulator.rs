//! The line simulator beside a floor: what the media does in each state of a call.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::task::{Context, Poll, Waker};

use cordboard_acd::{
    AgentId, Command, ContactId, DispositionId, EventNumber, Fact, Floor, LegId, Private,
    SessionKey, Setup, SkillId, TeamId, Time,
    command::{AgentCommand, ContactCommand, PhoneCommand, WantedState},
    fact::Happened,
    setup::{
        AfterContactWork, Agent, AgentSettings, AgentSkill, Disposition, Permissions, Skill,
        Station, Team,
    },
};
use cordboard_telephony::{
    AgentLine, CustomerLine, LineError, LineSimulator, RecordingGets, Telephony,
};

const AGENT: AgentId = AgentId(1);
const KEY: SessionKey = SessionKey([1; 16]);
const SALES: SkillId = SkillId(101);
/// Has after-contact work.
const SUPPORT: SkillId = SkillId(102);

/// A floor and lines that hear of each other, as in the server.
struct House {
    floor: Floor,
    lines: LineSimulator,
    now: Time,
}

impl House {
    fn new(station: &str) -> Self {
        let mut house =
            Self { floor: Floor::new(), lines: LineSimulator::new(), now: Time(1_000_000) };
        house.give(Command::Seed { setup: Box::new(setup()), passwords: Vec::new() });
        let phone_number = Private::new(station);
        let station = Station { phone_number, ..Station::default() };
        house.give(Command::StartAgentSession {
            agent: AGENT,
            key: KEY,
            station: Some(station),
            inactivity_timeout_s: None,
            inactivity_force_logout: false,
        });
        house.floor.poll_began(house.now, &KEY, EventNumber(0));
        house.agent(AgentCommand::SetState(WantedState::Available));
        house
    }

    fn give(&mut self, command: Command) -> Vec<Fact> {
        let facts = self.floor.handle(self.now, command).unwrap();
        for fact in &facts {
            self.lines.happened(fact).unwrap();
        }
        while let Poll::Ready(report) =
            self.lines.poll_report(&mut Context::from_waker(Waker::noop()))
        {
            self.give(report);
        }
        facts
    }

    fn agent(&mut self, command: AgentCommand) {
        self.give(Command::Agent { agent: AGENT, key: KEY, command });
    }

    fn call(&mut self, skill: SkillId) -> ContactId {
        let command = self.lines.call(skill, "+15551230001", "").unwrap();
        let facts = self.give(command);
        let Happened::ContactArrived { contact, .. } = facts[0].happened else { unreachable!() };
        contact
    }

    fn on(&mut self, contact: ContactId, command: ContactCommand) {
        self.agent(AgentCommand::Contact { contact, command });
    }

    fn leg(&self) -> LegId {
        self.floor.session_of(AGENT).unwrap().leg.id().unwrap()
    }
}

#[test]
fn a_call_rings_over_the_leg_and_connects() {
    let mut house = House::new("WebRTC");
    let contact = house.call(SALES);
    let leg = house.leg();
    assert_eq!(house.lines.leg(leg), Some(AgentLine::Up { muted: false }));
    assert_eq!(house.lines.customer(contact), Some(CustomerLine::Ringing { leg }));
    assert!(!house.lines.customer_hears_agent(contact));
    house.on(contact, ContactCommand::Accept);
    assert!(house.lines.customer_hears_agent(contact));
    house.on(contact, ContactCommand::End);
    assert_eq!(house.lines.customer(contact), None);
    assert_eq!(house.lines.leg(leg), Some(AgentLine::Up { muted: false }));
}

#[test]
fn a_waiting_customer_hears_music_and_a_refused_one_again() {
    let mut house = House::new("WebRTC");
    let contact = house.call(SALES);
    house.on(contact, ContactCommand::Reject);
    assert_eq!(house.lines.customer(contact), Some(CustomerLine::Waiting));
}

#[test]
fn hold_and_mute_cut_the_customer_off_from_the_agent() {
    let mut house = House::new("WebRTC");
    let contact = house.call(SALES);
    house.on(contact, ContactCommand::Accept);
    house.on(contact, ContactCommand::Hold);
    assert!(!house.lines.customer_hears_agent(contact));
    house.on(contact, ContactCommand::Resume);
    assert!(house.lines.customer_hears_agent(contact));
    house.agent(AgentCommand::Phone(PhoneCommand::Mute));
    assert!(!house.lines.customer_hears_agent(contact));
    house.agent(AgentCommand::Phone(PhoneCommand::Unmute));
    assert!(house.lines.customer_hears_agent(contact));
}

#[test]
fn the_recording_of_a_masked_call_gets_silence() {
    let mut house = House::new("WebRTC");
    let contact = house.call(SALES);
    house.on(contact, ContactCommand::Accept);
    assert_eq!(house.lines.recording_gets(contact), None);
    house.on(contact, ContactCommand::Record);
    assert_eq!(house.lines.recording_gets(contact), Some(RecordingGets::Call));
    house.on(contact, ContactCommand::Mask);
    assert_eq!(house.lines.recording_gets(contact), Some(RecordingGets::Silence));
    assert!(house.lines.customer_hears_agent(contact));
    house.on(contact, ContactCommand::Unmask);
    assert_eq!(house.lines.recording_gets(contact), Some(RecordingGets::Call));
}

#[test]
fn after_a_restart_the_lines_stand_as_the_floor_says() {
    let mut house = House::new("WebRTC");
    let contact = house.call(SUPPORT);
    let waiting = house.call(SALES);
    let restart = |house: &mut House| {
        let before = std::mem::take(&mut house.lines);
        house.lines.recovered(&house.floor);
        for contact in [contact, waiting] {
            assert_eq!(house.lines.customer(contact), before.customer(contact));
        }
        assert_eq!(house.lines.leg(house.leg()), before.leg(house.leg()));
    };
    restart(&mut house);
    for command in [
        ContactCommand::Accept,
        ContactCommand::Record,
        ContactCommand::Hold,
        ContactCommand::Resume,
        ContactCommand::Mask,
        ContactCommand::Unmask,
    ] {
        house.on(contact, command);
        restart(&mut house);
    }
    house.agent(AgentCommand::Phone(PhoneCommand::Mute));
    restart(&mut house);
    house.agent(AgentCommand::Phone(PhoneCommand::Unmute));
    let hangs_up = house.lines.hang_up(contact).unwrap();
    house.give(hangs_up);
    restart(&mut house);
    assert_eq!(house.lines.customer(contact), None, "the agent works after the call");
    assert_eq!(house.lines.customer(waiting), Some(CustomerLine::Waiting));
}

#[test]
fn a_phone_that_was_being_dialled_answers_after_a_restart() {
    let mut house = House::new("WebRTC");
    let dial =
        Command::Agent { agent: AGENT, key: KEY, command: AgentCommand::Phone(PhoneCommand::Dial) };
    // The phone rings, and the server is gone before it answers.
    house.floor.handle(house.now, dial).unwrap();
    let leg = house.leg();
    house.lines = LineSimulator::new();
    house.lines.recovered(&house.floor);
    assert_eq!(house.lines.leg(leg), Some(AgentLine::Dialling));
    let report = house.lines.poll_report(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(report) = report else { unreachable!() };
    house.give(report);
    assert_eq!(house.lines.leg(leg), Some(AgentLine::Up { muted: false }));
}

#[test]
fn a_customer_hangs_up_once() {
    let mut house = House::new("WebRTC");
    let contact = house.call(SUPPORT);
    house.on(contact, ContactCommand::Accept);
    let command = house.lines.hang_up(contact).unwrap();
    assert_eq!(house.lines.hang_up(contact), Ok(command.clone()));
    house.give(command);
    assert_eq!(house.lines.customer(contact), None);
    assert_eq!(house.lines.hang_up(contact), Err(LineError::NoSuchLine(contact)));
    // The work after the call needs no line.
    let form = cordboard_acd::command::DispositionForm {
        primary: Some(cordboard_acd::DispositionId(1)),
        ..Default::default()
    };
    house.on(contact, ContactCommand::Disposition(form));
    assert!(house.floor.contact(contact).is_none());
}

#[test]
fn an_unreachable_phone_is_reported() {
    for station in ["unreachable", "unreachable-7"] {
        let mut house = House::new(station);
        let contact = house.call(SALES);
        let session = house.floor.session_of(AGENT).unwrap();
        assert_eq!(session.leg.id(), None);
        assert!(!matches!(session.state, cordboard_acd::AgentState::Available { .. }));
        assert_eq!(house.lines.customer(contact), Some(CustomerLine::Waiting));
    }
}

#[test]
fn a_phone_hung_up_ends_the_call() {
    let mut house = House::new("WebRTC");
    let contact = house.call(SALES);
    house.on(contact, ContactCommand::Accept);
    house.agent(AgentCommand::Phone(PhoneCommand::Mute));
    let leg = house.leg();
    house.lines.hang_up_leg(leg).unwrap();
    assert_eq!(house.lines.hang_up_leg(leg), Err(LineError::NoSuchLeg(leg)));
    let report = house.lines.poll_report(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(report) = report else { unreachable!() };
    house.give(report);
    assert_eq!(house.lines.leg(leg), None);
    assert_eq!(house.lines.customer(contact), None);
}

#[test]
fn a_customer_who_is_gone_takes_what_the_floor_does_not_know_better() {
    let mut house = House::new("WebRTC");
    let contact = house.call(SALES);
    house.on(contact, ContactCommand::Accept);
    let command = house.lines.hang_up(contact).unwrap();
    house.on(contact, ContactCommand::Hold);
    assert_eq!(house.lines.customer(contact), Some(CustomerLine::HungUp));
    house.give(command);
    assert_eq!(house.lines.customer(contact), None);
}

#[test]
fn nonsense_is_refused_and_changes_nothing() {
    let mut lines = LineSimulator::new();
    let contact = ContactId(5);
    let fact = |happened| Fact::new(Time(1), happened);
    assert!(lines.happened(&fact(Happened::ContactHeld { contact })).is_err());
    let arrived = Happened::ContactArrived {
        contact,
        skill: SALES,
        ani: Private::new("1"),
        dnis: Private::new("2"),
        priority: 0,
    };
    lines.happened(&fact(arrived)).unwrap();
    let session = cordboard_acd::AgentSessionId(1);
    for nonsense in [
        Happened::ContactHeld { contact },
        Happened::ContactResumed { contact },
        Happened::ContactMasked { contact },
        Happened::ContactUnmasked { contact },
        Happened::RecordingStarted { contact },
        Happened::ContactAnswered { contact },
        Happened::ContactOffered { contact, session, refusal_timeout_s: 45, pop: None, next: None },
        Happened::AgentMuted { session },
        Happened::LegAnswered { session, leg: LegId(1) },
        Happened::LegEnded { session, leg: LegId(1), why: cordboard_acd::fact::LegEnd::HungUp },
    ] {
        assert!(lines.happened(&fact(nonsense.clone())).is_err(), "{nonsense:?}");
        assert_eq!(lines.customer(contact), Some(CustomerLine::Waiting));
    }
}

#[test]
fn only_phone_numbers_call() {
    let lines = LineSimulator::new();
    for (ani, dnis) in [("", ""), ("me", ""), ("+1555", "you"), ("+1 555", ""), ("1\n", "")] {
        assert_eq!(lines.call(SALES, ani, dnis), Err(LineError::NotAPhoneNumber));
    }
    assert_eq!(lines.call(SALES, &"1".repeat(33), ""), Err(LineError::NotAPhoneNumber));
    assert!(lines.call(SALES, &"1".repeat(32), "*100#").is_ok());
}

fn setup() -> Setup {
    let skill = |id, after_contact_work| Skill {
        id,
        name: format!("Skill {id}"),
        priority: 5,
        after_contact_work,
        require_disposition: false,
        dispositions: vec![DispositionId(1)],
        refusal_timeout_s: None,
        screen_pop: None,
        outbound: true,
    };
    let skills = [SALES, SUPPORT];
    Setup {
        teams: [(TeamId(1), Team { id: TeamId(1), name: "Team".to_owned() })].into(),
        dispositions: [(
            DispositionId(1),
            Disposition { id: DispositionId(1), name: "Done".to_owned() },
        )]
        .into(),
        skills: [
            (SALES, skill(SALES, AfterContactWork::None)),
            (SUPPORT, skill(SUPPORT, AfterContactWork::Disposition)),
        ]
        .into(),
        agents: [(
            AGENT,
            Agent {
                id: AGENT,
                login: "agent1".to_owned(),
                first_name: String::new(),
                last_name: String::new(),
                team: TeamId(1),
                skills: skills.map(|skill| AgentSkill { skill, proficiency: None }).to_vec(),
                station: Station::default(),
                permissions: Permissions {
                    mute: true,
                    mask: true,
                    record: true,
                    hide_inbound_hangup: false,
                    inspect_pages: false,
                },
                refusal_timeout_s: 45,
                settings: AgentSettings::default(),
            },
        )]
        .into(),
        ..Setup::default()
    }
}
