//! The simulated business unit, and chance.

use cordboard_acd::{
    AgentId, CodeId, DispositionId, Private, Setup, SkillId, TeamId,
    setup::{
        AfterContactWork, Agent, AgentSettings, AgentSkill, BusinessUnit, Disposition, Permissions,
        PopBy, PopDestination, ScreenPop, Skill, Station, Team, UnavailableCode,
    },
};

pub(crate) const AGENTS: u64 = 10;
pub(crate) const SKILLS: u64 = 4;
pub(crate) const DISPOSITIONS: u64 = 2;
pub(crate) const CODES: [&str; 4] = ["", "Break", "Lunch", "Wrap-up"];

/// A small generator of chance (`SplitMix64`), so that a seed means the same day for ever.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Gives a number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        let at = self.below(choices.len() as u64);
        choices[usize::try_from(at).unwrap_or_default()].clone()
    }
}

pub(crate) fn setup() -> Setup {
    let disposition = |id| Disposition { id: DispositionId(id), name: format!("Outcome {id}") };
    let work = [
        AfterContactWork::None,
        AfterContactWork::Disposition,
        AfterContactWork::Automatic { max_s: 40 },
        AfterContactWork::Disposition,
    ];
    let pops = [None, Some(PopBy::ScreenPopUrl), Some(PopBy::PopUrl), Some(PopBy::PageOpen)];
    let skills = (1..=SKILLS).zip(work).zip(pops).map(|((id, after_contact_work), by)| Skill {
        id: SkillId(100 + id),
        name: format!("Skill {id}"),
        priority: u8::from(id == 2) + 2 * u8::from(id == 4),
        after_contact_work,
        require_disposition: id == 2,
        dispositions: (1..=DISPOSITIONS).map(DispositionId).collect(),
        refusal_timeout_s: (id == 3).then_some(20),
        screen_pop: by.map(|by| ScreenPop {
            url: Private::new("http://crm/?ani={ani}&contact={contactId}"),
            by,
            destination: PopDestination::Default,
            title: None,
            width: None,
            height: None,
            close_on_termination: true,
        }),
        outbound: id != 4,
    });
    let agents = (1..=AGENTS).map(|id| Agent {
        id: AgentId(id),
        login: format!("agent{id}"),
        first_name: String::new(),
        last_name: String::new(),
        team: TeamId(1),
        skills: (1..=SKILLS)
            .filter(|skill| id % 2 == 0 || skill % 2 == id % 3 % 2)
            .map(|skill| AgentSkill { skill: SkillId(100 + skill), proficiency: None })
            .collect(),
        station: Station { id: format!("S{id}"), ..Station::default() },
        permissions: Permissions {
            mute: true,
            mask: id != 3,
            record: id != 4,
            hide_inbound_hangup: id == 5,
            inspect_pages: false,
        },
        refusal_timeout_s: 30,
        settings: AgentSettings::default(),
    });
    let code = |id, name: &str, is_acw, timeout_s| UnavailableCode {
        id: CodeId(id),
        name: name.to_owned(),
        is_acw,
        timeout_s,
        teams: Vec::new(),
    };
    let codes = [
        code(1, CODES[1], false, Some(15)),
        code(2, CODES[2], false, None),
        code(3, CODES[3], true, Some(60)),
    ];
    Setup {
        business_unit: BusinessUnit { max_conference_parties: 5, ..BusinessUnit::default() },
        teams: [(TeamId(1), Team { id: TeamId(1), name: "Team".to_owned() })].into(),
        unavailable_codes: codes.map(|code| (code.id, code)).into(),
        dispositions: (1..=DISPOSITIONS).map(|id| (DispositionId(id), disposition(id))).collect(),
        skills: skills.map(|skill| (skill.id, skill)).collect(),
        agents: agents.map(|agent| (agent.id, agent)).collect(),
        ..Setup::default()
    }
}
