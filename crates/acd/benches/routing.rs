//! How long one routing decision takes with 10,000 agents and 5,000 waiting contacts.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a measurement reads the clock, prints, and stops when it cannot go on"
)]

use std::time::{Duration, Instant};

use cordboard_acd::{
    AgentId, Command, ContactId, Floor, LegId, Private, SessionKey, Setup, SkillId, TeamId, Time,
    command::{AgentCommand, ContactCommand, LineReport, WantedState},
    fact::Happened,
    setup::{
        AfterContactWork, Agent, AgentSettings, AgentSkill, Permissions, Skill, Station, Team,
    },
};

const AGENTS: u64 = 10_000;
const WAITING: usize = 5_000;
const SKILLS: u64 = 50;
const SKILLS_OF_AN_AGENT: u64 = 6;
const ROUNDS: u64 = 50_000;

fn main() {
    // `cargo test --all-targets` starts benches too, unoptimised.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mut house = House { floor: Floor::new(), now: Time(0), talks: Vec::new(), calls: 0 };
    house.give(Command::Seed { setup: Box::new(setup()), passwords: Vec::new() });
    for agent in 1..=AGENTS {
        house.give(Command::StartAgentSession {
            agent: AgentId(agent),
            key: key(agent),
            station: None,
            inactivity_timeout_s: Some(86_400),
            inactivity_force_logout: false,
        });
        house.agent(agent, AgentCommand::SetState(WantedState::Available));
    }

    let mut to_idle = Vec::new();
    while house.talks.len() < usize::try_from(AGENTS).unwrap() {
        to_idle.push(house.call());
    }
    report("a call comes, an idle agent is found", to_idle);
    while (1..=SKILLS).map(|skill| house.floor.waiting(SkillId(skill)).0).sum::<usize>() < WAITING {
        house.call();
    }

    let (mut to_waiting, mut arrivals) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let at = usize::try_from(round * 7_919).unwrap() % house.talks.len();
        let (agent, contact) = house.talks.swap_remove(at);
        to_waiting.push(house.end(agent, contact));
        arrivals.push(house.call());
    }
    report("an agent becomes idle, a waiting contact is found", to_waiting);
    report("a call comes, and waits", arrivals);
}

struct House {
    floor: Floor,
    now: Time,
    talks: Vec<(u64, ContactId)>,
    calls: u64,
}

impl House {
    /// Gives a command and measures it; what it causes by way of phones is done and not measured.
    fn give(&mut self, command: Command) -> Duration {
        self.now.0 += 10;
        let start = Instant::now();
        let facts = self.floor.handle(self.now, command).unwrap();
        let took = start.elapsed();
        for fact in facts {
            match fact.happened {
                Happened::LegDialled { leg, .. } => self.answer_phone(leg),
                Happened::ContactOffered { contact, session, .. } => {
                    let agent = self.floor.session(session).unwrap().agent.0;
                    let command = ContactCommand::Accept;
                    self.agent(agent, AgentCommand::Contact { contact, command });
                    self.talks.push((agent, contact));
                }
                _ => {}
            }
        }
        took
    }

    fn answer_phone(&mut self, leg: LegId) {
        self.give(Command::Line(LineReport::LegAnswered { leg }));
    }

    fn agent(&mut self, agent: u64, command: AgentCommand) -> Duration {
        self.give(Command::Agent { agent: AgentId(agent), key: key(agent), command })
    }

    fn end(&mut self, agent: u64, contact: ContactId) -> Duration {
        self.agent(agent, AgentCommand::Contact { contact, command: ContactCommand::End })
    }

    fn call(&mut self) -> Duration {
        self.calls += 1;
        let skill = SkillId(1 + self.calls % SKILLS);
        let (ani, dnis) = (Private::new("+15551230001"), Private::new("100"));
        let priority = u8::try_from(self.calls % 7).ok();
        self.give(Command::Line(LineReport::Call { skill, ani, dnis, priority }))
    }
}

fn report(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |part: usize| took[(took.len() - 1) * part / 1_000];
    println!("{what}: median {:?}, p99 {:?}, most {:?}", at(500), at(990), at(1_000));
}

fn key(agent: u64) -> SessionKey {
    SessionKey(u128::from(agent).to_be_bytes())
}

fn setup() -> Setup {
    let agent = |id: u64| Agent {
        id: AgentId(id),
        login: format!("agent{id}"),
        first_name: String::new(),
        last_name: String::new(),
        team: TeamId(1),
        skills: (0..SKILLS_OF_AN_AGENT)
            .map(|nth| AgentSkill {
                skill: SkillId(1 + (id + nth * 8) % SKILLS),
                proficiency: None,
            })
            .collect(),
        station: Station::default(),
        permissions: Permissions::default(),
        refusal_timeout_s: 45,
        settings: AgentSettings::default(),
    };
    let skill = |id| Skill {
        id: SkillId(id),
        name: format!("Skill {id}"),
        priority: 5,
        after_contact_work: AfterContactWork::None,
        require_disposition: false,
        dispositions: Vec::new(),
        refusal_timeout_s: None,
        screen_pop: None,
    };
    Setup {
        teams: [(TeamId(1), Team { id: TeamId(1), name: "Team".to_owned() })].into(),
        skills: (1..=SKILLS).map(|id| (SkillId(id), skill(id))).collect(),
        agents: (1..=AGENTS).map(|id| (AgentId(id), agent(id))).collect(),
        ..Setup::default()
    }
}
