//! Calls of any kind between customers, agents and the outside: the lines can do whatever the
//! floor's facts ask for, and stand as the floor says after each step.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on fails, and looks for the one thing it is about"
)]

#[path = "../../acd/tests/simulation/invariants.rs"]
#[expect(dead_code, reason = "the simulation uses more of it")]
mod invariants;

use std::task::{Context, Poll, Waker};

use cordboard_acd::{
    AgentId, Command, ContactId, Floor, Private, SessionKey, Setup, SkillId, TeamId, Time,
    command::{
        AgentCommand, ContactCommand, Destination, Dial, LineReport, PhoneCommand, Tones,
        WantedState,
    },
    setup::{
        AfterContactWork, Agent, AgentSettings, AgentSkill, BusinessUnit, Permissions, Skill,
        Station, Team,
    },
};
use cordboard_telephony::{CustomerLine, LineSimulator, Telephony};
use proptest::prelude::*;

const AGENTS: u64 = 4;
const SKILL: SkillId = SkillId(101);

#[derive(Clone, Debug)]
enum Step {
    CustomerCalls,
    CustomerHangsUp(usize),
    Agent(u64, AgentCommand),
    /// Something on one of the agent's contacts.
    On(u64, usize, ContactCommand),
    Dials(u64, Destination, bool),
    /// Whoever has two calls connects or joins them.
    TwoCalls(AgentCommand),
    /// Whatever rings is answered.
    AllAnswer,
    LegIsHungUp(u64),
    Restart,
    Waits,
}

fn step() -> impl Strategy<Value = Step> {
    let agent = || 1..=AGENTS;
    let number = prop_oneof![8 => Just("5550009"), 1 => Just("5550998"), 1 => Just("5550999")];
    let to = prop_oneof![
        1 => number.prop_map(|number| Destination::Number(Private::new(number))),
        3 => agent().prop_map(|agent| Destination::Agent(AgentId(agent))),
        1 => Just(Destination::Skill(SKILL)),
    ];
    let on = prop_oneof![
        4 => Just(ContactCommand::Accept),
        1 => Just(ContactCommand::Reject),
        1 => Just(ContactCommand::Hold),
        2 => Just(ContactCommand::Resume),
        1 => Just(ContactCommand::Mask),
        1 => Just(ContactCommand::Unmask),
        1 => Just(ContactCommand::Record),
        1 => Just(ContactCommand::End),
    ];
    let command = prop_oneof![
        8 => Just(AgentCommand::SetState(WantedState::Available)),
        1 => Just(AgentCommand::Phone(PhoneCommand::Mute)),
        1 => Just(AgentCommand::SendTones(Tones {
            tones: Private::new("1#"),
            tone_ms: 100,
            gap_ms: 100,
        })),
    ];
    prop_oneof![
        3 => Just(Step::CustomerCalls),
        1 => (0..9_usize).prop_map(Step::CustomerHangsUp),
        5 => (agent(), command).prop_map(|(agent, command)| Step::Agent(agent, command)),
        9 => (agent(), 0..4_usize, on).prop_map(|(agent, which, on)| Step::On(agent, which, on)),
        9 => (agent(), to, any::<bool>()).prop_map(|(agent, to, for_first)| {
            Step::Dials(agent, to, for_first)
        }),
        9 => Just(Step::AllAnswer),
        3 => Just(Step::TwoCalls(AgentCommand::TransferCalls)),
        6 => Just(Step::TwoCalls(AgentCommand::ConferenceCalls)),
        1 => agent().prop_map(Step::LegIsHungUp),
        1 => Just(Step::Restart),
        1 => Just(Step::Waits),
    ]
}

struct House {
    floor: Floor,
    lines: LineSimulator,
    now: Time,
    /// Every contact that there was.
    seen: Vec<ContactId>,
    life: invariants::Life,
}

fn key(agent: u64) -> SessionKey {
    SessionKey([u8::try_from(agent).unwrap(); 16])
}

impl House {
    fn new() -> Self {
        let (floor, lines, now) = (Floor::new(), LineSimulator::new(), Time(1_000_000));
        let mut house =
            Self { floor, lines, now, seen: Vec::new(), life: invariants::Life::default() };
        house.give(Command::Seed { setup: Box::new(setup()), passwords: Vec::new() });
        for agent in 1..=AGENTS {
            house.give(Command::StartAgentSession {
                agent: AgentId(agent),
                key: key(agent),
                station: None,
                inactivity_timeout_s: Some(86_400),
                inactivity_force_logout: false,
            });
            let command = AgentCommand::SetState(WantedState::Available);
            house.give(Command::Agent { agent: AgentId(agent), key: key(agent), command });
        }
        house
    }

    /// What the floor refuses has no effect on the lines.
    fn give(&mut self, command: Command) {
        let Ok(facts) = self.floor.handle(self.now, command) else { return };
        for fact in &facts {
            self.lines.happened(fact).unwrap();
            self.life.note(fact);
        }
        let new = self.floor.contacts().map(|contact| contact.id);
        let new: Vec<_> = new.filter(|contact| !self.seen.contains(contact)).collect();
        self.seen.extend(new);
        while let Poll::Ready(report) =
            self.lines.poll_report(&mut Context::from_waker(Waker::noop()))
        {
            self.give(report);
        }
    }

    fn take(&mut self, step: Step) {
        let of =
            |agent, command| Command::Agent { agent: AgentId(agent), key: key(agent), command };
        match step {
            Step::CustomerCalls => {
                let call = self.lines.call(SKILL, "+15551230001", "").unwrap();
                self.give(call);
            }
            Step::CustomerHangsUp(which) => {
                let contact = self.seen.iter().rev().nth(which).copied();
                if let Some(Ok(report)) = contact.map(|contact| self.lines.hang_up(contact)) {
                    self.give(report);
                }
            }
            Step::Agent(agent, command) => self.give(of(agent, command)),
            Step::On(agent, which, command) => {
                let own = self.floor.session_of(AgentId(agent)).unwrap().contacts.clone();
                if let Some(contact) = own.get(which % own.len().max(1)).copied() {
                    self.give(of(agent, AgentCommand::Contact { contact, command }));
                }
            }
            Step::Dials(agent, to, for_first) => {
                let own = &self.floor.session_of(AgentId(agent)).unwrap().contacts;
                let parent = own.first().copied().filter(|_| for_first);
                self.give(of(agent, AgentCommand::Dial(Dial { to, skill: None, parent })));
            }
            Step::TwoCalls(command) => {
                for agent in 1..=AGENTS {
                    let session = self.floor.session_of(AgentId(agent)).unwrap();
                    if session.contacts.len() > 1 {
                        self.give(of(agent, command.clone()));
                    }
                }
            }
            Step::AllAnswer => {
                for agent in 1..=AGENTS {
                    let last = self.floor.session_of(AgentId(agent)).unwrap().contacts.last();
                    if let Some(contact) = last.copied() {
                        let command = ContactCommand::Accept;
                        self.give(of(agent, AgentCommand::Contact { contact, command }));
                    }
                }
            }
            Step::LegIsHungUp(agent) => {
                let leg = self.floor.session_of(AgentId(agent)).unwrap().leg.id();
                if leg.is_some_and(|leg| self.lines.hang_up_leg(leg).is_ok()) {
                    self.give(Command::Line(LineReport::FarEndBusy { contact: ContactId(1) }));
                    // Nobody asked the lines: their report waits.
                    while let Poll::Ready(report) =
                        self.lines.poll_report(&mut Context::from_waker(Waker::noop()))
                    {
                        self.give(report);
                    }
                }
            }
            Step::Restart => {
                self.lines = LineSimulator::new();
                self.lines.recovered(&self.floor);
                while let Poll::Ready(report) =
                    self.lines.poll_report(&mut Context::from_waker(Waker::noop()))
                {
                    self.give(report);
                }
            }
            Step::Waits => {
                self.now = self.now.plus_s(50);
                self.give(Command::Timer);
            }
        }
    }

    /// The lines stand as they would after a restart with this floor.
    fn check(&self) {
        invariants::check(&self.floor, &self.life);
        let mut anew = LineSimulator::new();
        anew.recovered(&self.floor);
        for contact in &self.seen {
            let (is, ought) = (self.lines.customer(*contact), anew.customer(*contact));
            assert_eq!(is, ought, "the line of {:?}", self.floor.contact(*contact));
            assert!(is != Some(CustomerLine::HungUp));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_lines_do_what_the_facts_ask_for(
        steps in proptest::collection::vec(step(), 1..160),
    ) {
        let mut house = House::new();
        for step in steps {
            house.take(step);
            house.check();
        }
    }
}

fn setup() -> Setup {
    let agent = |id| Agent {
        id: AgentId(id),
        login: format!("agent{id}"),
        first_name: String::new(),
        last_name: String::new(),
        team: TeamId(1),
        skills: vec![AgentSkill { skill: SKILL, proficiency: None }],
        station: Station { phone_number: Private::new("100"), ..Station::default() },
        permissions: Permissions {
            mute: true,
            mask: true,
            record: true,
            hide_inbound_hangup: false,
            inspect_pages: false,
        },
        refusal_timeout_s: 45,
        settings: AgentSettings::default(),
    };
    let skill = Skill {
        id: SKILL,
        name: "Sales".to_owned(),
        priority: 1,
        after_contact_work: AfterContactWork::Automatic { max_s: 30 },
        require_disposition: false,
        dispositions: Vec::new(),
        refusal_timeout_s: None,
        screen_pop: None,
        outbound: true,
    };
    Setup {
        business_unit: BusinessUnit { max_conference_parties: 5, ..BusinessUnit::default() },
        teams: [(TeamId(1), Team { id: TeamId(1), name: "Team".to_owned() })].into(),
        skills: [(SKILL, skill)].into(),
        agents: (1..=AGENTS).map(|id| (AgentId(id), agent(id))).collect(),
        ..Setup::default()
    }
}
