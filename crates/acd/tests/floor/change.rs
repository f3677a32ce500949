use std::sync::Arc;

use cordboard_acd::{
    Actor, AgentId, Change, CodeId, Command, DispositionId, Fact, Floor, Private, Refusal, Setup,
    SkillId, TeamId, Time,
    credential::Holder,
    fact::Happened,
    setup::{Administrator, Agent, Framing, Page, PageEntryId, PageKind, Team},
};

use crate::stage::{ANN, BILLING, BOB, SALES, SUPPORT, Stage, setup};

fn root() -> Actor {
    Actor::Administrator("root".to_owned())
}

fn change(stage: &mut Stage, changes: Vec<Change>) -> Result<Vec<Fact>, Refusal> {
    stage.give(Command::Change { by: root(), expected: None, changes })
}

fn ann(stage: &Stage) -> Agent {
    stage.floor.agent(ANN).unwrap().clone()
}

fn agent(agent: Agent) -> Change {
    Change::Agent(Box::new(agent))
}

fn page(id: &str) -> Page {
    Page {
        id: PageEntryId(id.to_owned()),
        place: 10,
        kind: PageKind::Panel,
        name: "CRM".to_owned(),
        icon: String::new(),
        url: "https://crm.example/".to_owned(),
        origins: vec!["https://crm.example".to_owned()],
        frame_origins: vec!["https://crm.example".to_owned()],
        teams: Vec::new(),
        skills: vec![SALES],
        grants: Vec::new(),
        sandbox: Vec::new(),
        allow: String::new(),
        framing: Framing::Frame,
    }
}

/// Says why a change of one entry of the stage's configuration is refused.
fn refused(change: impl FnOnce(&Setup) -> Change) -> String {
    let mut stage = Stage::new();
    let change = change(&setup());
    let before = stage.floor.clone();
    match stage.give(Command::Change { by: root(), expected: None, changes: vec![change] }) {
        Err(Refusal::BadSetup(why) | Refusal::StillUsed(why)) => {
            assert_eq!(stage.floor, before);
            why
        }
        other => panic!("{other:?}"),
    }
}

fn refused_agent(change: impl FnOnce(&mut Agent)) -> String {
    refused(|setup| {
        let mut agent = setup.agents[&ANN].clone();
        change(&mut agent);
        Change::Agent(Box::new(agent))
    })
}

#[test]
fn what_contradicts_itself_is_refused_in_words() {
    let skill = |setup: &Setup, id| setup.skills[&id].clone();
    let why = [
        refused_agent(|agent| agent.login = "AGENT2".to_owned()),
        refused_agent(|agent| agent.login = " ".to_owned()),
        refused_agent(|agent| agent.team = TeamId(9)),
        refused_agent(|agent| agent.skills[0].skill = SkillId(9)),
        refused_agent(|agent| agent.skills[1].skill = SALES),
        refused_agent(|agent| agent.refusal_timeout_s = 14),
        refused(|setup| {
            Change::Skill(cordboard_acd::setup::Skill {
                refusal_timeout_s: Some(301),
                ..skill(setup, SALES)
            })
        }),
        refused(|setup| {
            Change::Skill(cordboard_acd::setup::Skill {
                dispositions: Vec::new(),
                ..skill(setup, SUPPORT)
            })
        }),
        refused(|setup| {
            Change::Skill(cordboard_acd::setup::Skill {
                dispositions: vec![DispositionId(9)],
                ..skill(setup, SUPPORT)
            })
        }),
        refused(|setup| {
            let mut code = setup.unavailable_codes[&CodeId(22)].clone();
            code.name = "BREAK".to_owned();
            Change::UnavailableCode(code)
        }),
        refused(|_| Change::Team(Team { id: TeamId(8), name: String::new() })),
        refused(|_| Change::Team(Team { id: TeamId(0), name: "Nil".to_owned() })),
        refused(|_| Change::Team(Team { id: TeamId(1 << 53), name: "Big".to_owned() })),
        refused(|_| Change::Page(Box::new(Page { kind: PageKind::Workspace, ..page("crm") }))),
        refused(|_| Change::Page(Box::new(Page { origins: Vec::new(), ..page("crm") }))),
        refused(|_| Change::RemoveTeam(TeamId(7))),
        refused(|_| Change::RemoveSkill(SALES)),
        refused(|_| Change::RemoveDisposition(DispositionId(1))),
    ];
    assert_eq!(
        why,
        [
            "agent 1 has the login of another agent",
            "agent 1 has an empty login, or one that is too long",
            "agent 1 is of unknown team 9",
            "agent 1 has unknown skill 9",
            "agent 1 has skill 101 twice",
            "agent 1 has a refusal time-out out of 15 to 300",
            "skill 101 has a refusal time-out out of 15 to 300",
            "skill 102 requires a disposition and has none",
            "skill 102 has unknown disposition 9",
            "unavailable code 22 has the name of code 21, and a team has both",
            "team 8 has no name",
            "a team has number 0, which is not from 1 to 9007199254740991",
            "a team has number 9007199254740992, which is not from 1 to 9007199254740991",
            "page `crm` is a workspace, always open: it has no skills",
            "page `crm` names no origin: a page that nobody hears needs no entry",
            "team 7 is that of agent 1",
            "agent 1 has skill 101",
            "disposition 1 is one of skill 101",
        ]
    );
}

#[test]
fn a_floor_is_seeded_once_by_the_file_and_every_fact_says_so() {
    let mut floor = Floor::new();
    let hash = Private::new("$argon2id$x");
    let seed = || Command::Seed { setup: Box::new(setup()), passwords: vec![(ANN, hash.clone())] };
    let facts = floor.handle(Time(1), seed()).unwrap();
    assert_eq!(**floor.setup(), setup());
    assert_eq!(floor.credential(&Holder::Agent(ANN)).unwrap().hash, hash);
    assert!(floor.credential(&Holder::Agent(BOB)).is_none());
    for fact in &facts {
        assert!(matches!(fact.happened, Happened::Changed { by: Actor::File, .. }), "{fact:?}");
    }
    assert_eq!(floor.handle(Time(2), seed()), Err(Refusal::AlreadySeeded));
}

#[test]
fn changes_are_made_all_or_none_and_name_who_made_them() {
    let mut stage = Stage::new();
    let good = Change::Team(Team { id: TeamId(8), name: "Red".to_owned() });
    let bad = Change::RemoveAgent(AgentId(99));
    assert_eq!(change(&mut stage, vec![good.clone(), bad]), Err(Refusal::UnknownEntry));
    assert!(stage.floor.team(TeamId(8)).is_none());
    // The second stands on the first.
    let moved = Agent { team: TeamId(8), ..ann(&stage) };
    let facts = change(&mut stage, vec![good.clone(), agent(moved)]).unwrap();
    assert_eq!(facts.len(), 2);
    assert_eq!(facts[0].happened, Happened::Changed { by: root(), change: good.clone() });
    assert_eq!(stage.floor.agent(ANN).unwrap().team, TeamId(8));
    // What is so already is no change.
    assert_eq!(change(&mut stage, vec![good]), Ok(Vec::new()));
}

#[test]
fn a_change_of_what_has_changed_since_it_was_read_is_refused() {
    let mut stage = Stage::new();
    let read = stage.floor.setup_version();
    let team = |name: &str| Change::Team(Team { id: TeamId(7), name: name.to_owned() });
    let command =
        |name| Command::Change { by: root(), expected: Some(read), changes: vec![team(name)] };
    stage.give(command("Red")).unwrap();
    assert_eq!(stage.give(command("Green")), Err(Refusal::ChangedMeanwhile));
    assert_eq!(stage.floor.team(TeamId(7)).unwrap().name, "Red");
}

#[test]
fn a_reader_outside_keeps_the_configuration_as_it_was() {
    let mut stage = Stage::new();
    let read = Arc::clone(stage.floor.setup());
    change(&mut stage, vec![Change::Page(Box::new(page("crm")))]).unwrap();
    assert_eq!(read.pages.len(), 0);
    assert_eq!(stage.floor.setup().pages.len(), 1);
}

#[test]
fn what_changes_for_an_agent_is_told_and_counts_at_once() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.start_available(BOB);
    let mut changed = ann(&stage);
    changed.settings.chat_threshold = 3;
    changed.permissions.mask = false;
    changed.skills.retain(|assigned| assigned.skill != SALES);
    change(&mut stage, vec![agent(changed)]).unwrap();
    assert_eq!(stage.told(ANN), ["settings", "update permissions", "update skills"]);
    assert_eq!(stage.told(BOB), [""; 0]);
    // Bob takes sales still.
    stage.unavailable(BOB, "Break").unwrap();
    stage.told(BOB);
    let contact = stage.call(SALES);
    assert!(stage.waits(contact));
    let code = Change::RemoveUnavailableCode(CodeId(22));
    change(&mut stage, vec![code]).unwrap();
    assert_eq!(stage.told(ANN), ["update codes"]);
    assert_eq!(stage.told(BOB), ["update codes"]);
    let mut skill = stage.floor.skill(SALES).unwrap().clone();
    skill.name = "Shop".to_owned();
    change(&mut stage, vec![Change::Skill(skill)]).unwrap();
    assert_eq!(stage.told(ANN), [""; 0]);
    assert_eq!(stage.told(BOB), ["update skills"]);
}

#[test]
fn an_agent_who_is_removed_is_logged_out_and_contacts_go_on() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    assert!(!stage.waits(contact));
    change(&mut stage, vec![Change::RemoveAgent(ANN)]).unwrap();
    assert!(stage.waits(contact));
    assert!(stage.floor.agent(ANN).is_none());
    assert!(stage.floor.session_of(ANN).is_none());
    assert!(stage.floor.agent_by_login("agent1").is_none());
}

#[test]
fn a_skill_with_contacts_stays() {
    let mut stage = Stage::new();
    stage.call(BILLING);
    let free = |id| {
        let mut agent = setup().agents[&id].clone();
        agent.skills.retain(|assigned| assigned.skill != BILLING);
        Change::Agent(Box::new(agent))
    };
    let changes = vec![free(ANN), free(BOB), Change::RemoveSkill(BILLING)];
    assert!(matches!(change(&mut stage, changes), Err(Refusal::StillUsed(_))));
    assert!(stage.floor.skill(BILLING).is_some());
}

#[test]
fn the_last_administrator_stays_and_passwords_go_with_their_owners() {
    let mut stage = Stage::new();
    let administrator = |login: &str| {
        Change::Administrator(Administrator { login: login.to_owned(), name: String::new() })
    };
    let of = |login: &str| Holder::Administrator(login.to_owned());
    let password = |login: &str| Change::Password { of: of(login), hash: Private::new("h") };
    assert_eq!(change(&mut stage, vec![password("Root")]), Err(Refusal::UnknownEntry));
    change(&mut stage, vec![administrator("Root"), password("ROOT")]).unwrap();
    assert!(stage.floor.credential(&of("root")).is_some());
    let remove = |login: &str| Change::RemoveAdministrator(login.to_owned());
    assert_eq!(change(&mut stage, vec![remove("root")]), Err(Refusal::LastAdministrator));
    change(&mut stage, vec![administrator("ada"), remove("rOOt")]).unwrap();
    assert!(stage.floor.credential(&of("root")).is_none());
}

#[test]
fn a_login_is_free_again_when_its_agent_has_another() {
    let mut stage = Stage::new();
    let renamed = Agent { login: "ann".to_owned(), ..ann(&stage) };
    let taken = Agent { login: "AGENT1".to_owned(), ..stage.floor.agent(BOB).unwrap().clone() };
    change(&mut stage, vec![agent(renamed), agent(taken)]).unwrap();
    assert_eq!(stage.floor.agent_by_login("Agent1").unwrap().id, BOB);
    assert_eq!(stage.floor.agent_by_login("ANN").unwrap().id, ANN);
    assert!(stage.floor.agent_by_login("agent2").is_none());
    assert_eq!(stage.floor.setup().codes_of(TeamId(7)).count(), 3);
}
