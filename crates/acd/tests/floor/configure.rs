use cordboard_acd::{Command, Floor, Refusal, Setup, SkillId, TeamId, Time};

use crate::stage::{ANN, SALES, Stage, setup};

fn refused(change: impl FnOnce(&mut Setup)) -> String {
    let mut setup = setup();
    change(&mut setup);
    match Floor::new().handle(Time(1), Command::Configure { setup }) {
        Err(Refusal::BadSetup(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_configuration_that_contradicts_itself_is_refused_in_words() {
    let why = [
        refused(|setup| setup.agents[1].id = ANN),
        refused(|setup| setup.agents[1].login = "AGENT1".to_owned()),
        refused(|setup| setup.agents[0].team = TeamId(9)),
        refused(|setup| setup.agents[0].skills[0].skill = SkillId(9)),
        refused(|setup| setup.agents[0].skills[1].skill = SALES),
        refused(|setup| setup.agents[0].refusal_timeout_s = 14),
        refused(|setup| setup.skills[0].refusal_timeout_s = Some(301)),
        refused(|setup| setup.skills[1].id = SALES),
        refused(|setup| setup.skills[1].dispositions.clear()),
        refused(|setup| setup.teams[0].unavailable_codes[1].name = "BREAK".to_owned()),
    ];
    assert_eq!(
        why,
        [
            "an agent id occurs twice",
            "a login occurs twice",
            "agent 1 is of unknown team 9",
            "agent 1 has unknown skill 9",
            "agent 1 has skill 101 twice",
            "agent 1 has a refusal time-out out of 15 to 300",
            "skill 101 has a refusal time-out out of 15 to 300",
            "a skill id occurs twice",
            "skill 102 requires a disposition and has none",
            "team 7 has unavailable code 22 twice",
        ]
    );
}

#[test]
fn changed_settings_are_told_and_changed_skills_count_at_once() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let mut setup = setup();
    setup.agents[0].settings.chat_threshold = 3;
    setup.agents[0].skills.retain(|assigned| assigned.skill != SALES);
    stage.give(Command::Configure { setup }).unwrap();
    assert_eq!(stage.told(ANN), ["settings"]);
    let contact = stage.call(SALES);
    assert!(stage.waits(contact));
}

#[test]
fn agents_are_found_by_their_login() {
    let stage = Stage::new();
    assert_eq!(stage.floor.agent_by_login("Agent1").unwrap().id, ANN);
    assert!(stage.floor.agent_by_login("agent9").is_none());
    assert_eq!(stage.floor.team(TeamId(7)).unwrap().unavailable_codes.len(), 3);
    assert_eq!(stage.floor.skill(SALES).unwrap().name, "Sales");
}
