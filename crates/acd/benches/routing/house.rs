//! A big floor at work: 10,000 agents with 5 skills each of 200, and 5,000 contacts that wait.

use std::time::{Duration, Instant};

use cordboard_acd::{
    AgentId, Command, ContactId, Fact, Floor, LegId, Private, SessionKey, Setup, SkillId, TeamId,
    Time,
    command::{AgentCommand, ContactCommand, LineReport, WantedState},
    fact::Happened,
    setup::{
        AfterContactWork, Agent, AgentSettings, AgentSkill, Permissions, Skill, Station, Team,
    },
};

const AGENTS: u64 = 10_000;
const WAITING: usize = 5_000;
const SKILLS: u64 = 200;
const SKILLS_OF_AN_AGENT: u64 = 5;

pub(crate) struct House {
    pub(crate) floor: Floor,
    /// All that has happened, when it is kept.
    pub(crate) facts: Option<Vec<Fact>>,
    /// How long the floor has worked on it.
    pub(crate) worked: Duration,
    now: Time,
    talks: Vec<(u64, ContactId)>,
    calls: u64,
    rounds: usize,
}

/// How long decisions took.
#[derive(Default)]
pub(crate) struct Took {
    /// A call came and an idle agent was found.
    pub(crate) to_idle: Vec<Duration>,
    /// An agent became idle and a waiting contact was found.
    pub(crate) to_waiting: Vec<Duration>,
    /// A call came and waits.
    pub(crate) arrivals: Vec<Duration>,
}

impl House {
    /// Everybody logs in, everybody gets a call, and some wait.
    pub(crate) fn full(start: Time, keeps_facts: bool, took: &mut Took) -> Self {
        let mut house = Self {
            floor: Floor::new(),
            facts: keeps_facts.then(Vec::new),
            worked: Duration::ZERO,
            now: start,
            talks: Vec::new(),
            calls: 0,
            rounds: 0,
        };
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
        while house.talks.len() < usize::try_from(AGENTS).unwrap() {
            took.to_idle.push(house.call());
        }
        while house.waiting() < WAITING {
            house.call();
        }
        house
    }

    fn waiting(&self) -> usize {
        (1..=SKILLS).map(|skill| self.floor.waiting(SkillId(skill)).0).sum()
    }

    /// A call ends, the agent gets one that waits, and another comes.
    pub(crate) fn round(&mut self, took: &mut Took) {
        self.rounds += 1;
        let at = (self.rounds * 7_919) % self.talks.len();
        let (agent, contact) = self.talks.swap_remove(at);
        took.to_waiting.push(self.end(agent, contact));
        took.arrivals.push(self.call());
    }

    /// Gives a command and measures it; what it causes by way of phones is done and not measured.
    fn give(&mut self, command: Command) -> Duration {
        self.now.0 += 10;
        let start = Instant::now();
        let facts = self.floor.handle(self.now, command).unwrap();
        let took = start.elapsed();
        self.worked += took;
        if let Some(kept) = &mut self.facts {
            kept.extend_from_slice(&facts);
        }
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
                skill: SkillId(1 + (id * 7 + nth * 41) % SKILLS),
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
        outbound: true,
    };
    Setup {
        teams: [(TeamId(1), Team { id: TeamId(1), name: "Team".to_owned() })].into(),
        skills: (1..=SKILLS).map(|id| (SkillId(id), skill(id))).collect(),
        agents: (1..=AGENTS).map(|id| (AgentId(id), agent(id))).collect(),
        ..Setup::default()
    }
}
