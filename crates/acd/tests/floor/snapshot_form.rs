//! The form in which a floor is written: a stored sample of it for each version.
//!
//! A change of the form without a new version would let a server read what it does not understand.
//! `CORDBOARD_STORE_SAMPLES=1` stores the sample of a new version; those of versions that are still
//! read stay, the others are removed.

use std::{fs, path::PathBuf};

use cordboard_acd::{
    AccessKey, AccessKeyId, Actor, Change, Command, Floor, OLDEST_SNAPSHOT_READ, Private,
    SNAPSHOT_VERSION, SessionKey, Time,
    command::{AgentCommand, ContactCommand, Destination, EndOptions, PhoneCommand},
    credential::Holder,
    setup::PopBy,
    sign_in::{SignInCommand, SignInWay, TokenHash},
};
use serde_json::Value;

use crate::stage::{ANN, BILLING, BOB, CID, SALES, SUPPORT, Stage, VIP, screen_pop, setup};

#[test]
fn the_form_of_a_snapshot_changes_with_its_version_alone() {
    let text = stored_sample();
    let stored: Value = serde_json::from_str(&text).unwrap();
    let floors: Vec<Floor> = match serde_json::from_value(stored.clone()) {
        Ok(floors) => floors,
        Err(error) => panic!("{error}: the form has changed, so SNAPSHOT_VERSION grows"),
    };
    let written = serde_json::to_value(&floors).unwrap();
    assert!(written == stored, "the form has changed, so SNAPSHOT_VERSION grows");
}

#[test]
fn earlier_versions_that_are_read_can_be_read() {
    for version in OLDEST_SNAPSHOT_READ..SNAPSHOT_VERSION {
        let text = fs::read_to_string(folder().join(format!("{version}.json"))).unwrap();
        let floors: Vec<Floor> = serde_json::from_str(&text).unwrap();
        assert!(!floors.is_empty());
        let stored: Value = serde_json::from_str(&text).unwrap();
        for (floor, stored) in floors.iter().zip(stored.as_array().unwrap()) {
            let contacts = floor.contacts().map(|contact| contact.id.to_string());
            let stored = stored["contacts"].as_object().unwrap();
            assert!(contacts.eq(stored.keys().cloned()), "a contact was not read");
        }
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

fn stored_sample() -> String {
    let file = folder().join(format!("{SNAPSHOT_VERSION}.json"));
    let storing = std::env::var_os("CORDBOARD_STORE_SAMPLES").is_some();
    if storing && !file.exists() {
        let text = serde_json::to_string_pretty(&story()).unwrap();
        fs::write(&file, text + "\n").unwrap();
    }
    let name = file.display();
    let Ok(text) = fs::read_to_string(&file) else {
        panic!("{name} is missing: store it with CORDBOARD_STORE_SAMPLES=1")
    };
    text
}

/// What the sample does not show may change unseen.
#[test]
fn the_sample_shows_every_form_that_a_part_can_have() {
    let stored: Value = serde_json::from_str(&stored_sample()).unwrap();
    let text = stored.to_string();
    let words = [
        // Agent states, legs, what follows a contact.
        "Available Unavailable InboundContact OutboundContact InboundConsult OutboundConsult",
        "AfterContactWork Down Dialing Active",
        // Contacts.
        "Waiting Reserved Dialling Ringing Talking AfterWork Open Held Masked",
        "Inbound Outbound Consulting Consulted Number Skill",
        // Readers.
        "Client Page Good TakenOver Revoked",
        // Events.
        "AgentSessionStart AgentSessionEnd RemoteAgentSessionEnd AgentState AgentLeg Mute Call",
        "AgentSettings PopUrl PageOpen UpdatePermissions UpdateSkills UpdateUnavailableCodes",
        "UpdateMessages UpdateIndicators",
        "Incoming Holding Masking Joined Disconnected Close Conference Consult Regular",
    ];
    for word in words.iter().flat_map(|words| words.split(' ')) {
        assert!(text.contains(&format!("\"{word}\"")), "{word} is not in the sample");
    }
    let empty = |name: &str| text.contains(&format!("\"{name}\":[]}}"));
    assert!(!empty("ended"), "no agent session has ended in it");
    let has = |part: &str| {
        let floors = stored.as_array().unwrap().iter();
        let mut parts = floors.filter_map(|floor| floor.pointer(part)?.as_object());
        assert!(parts.any(|entries| !entries.is_empty()), "{part} is empty in all of it");
    };
    for kind in ["address_books", "address_book_entries", "indicators", "messages", "tags"] {
        has(&format!("/setup/{kind}"));
        has(&format!("/set_at/{kind}"));
    }
    has("/client_data");
}

/// A floor at some moments of a busy hour.
fn story() -> Vec<Floor> {
    let mut setup = setup();
    let pops = [(SALES, PopBy::PageOpen), (SUPPORT, PopBy::ScreenPopUrl), (VIP, PopBy::PopUrl)];
    for (skill, by) in pops {
        let skill = setup.skills.get_mut(&skill).unwrap();
        skill.screen_pop = Some(screen_pop(by, "https://crm.example/{contactId}"));
    }
    let mut stage = Stage::with(setup.clone());
    let mut floors = Vec::new();
    let token = |byte| TokenHash([byte; 32]);
    let expires_at = Time(9_000_000);
    let begin = |way, number| {
        let (agent, password_set_at, token) = (ANN, None, token(number));
        Command::SignIn(SignInCommand::Begin { agent, password_set_at, way, token, expires_at })
    };
    stage.give(begin(SignInWay::Password, 1)).unwrap();
    let (used, client) = (token(1), None);
    let renew = SignInCommand::Renew { used, token: token(2), expires_at, client };
    stage.give(Command::SignIn(renew)).unwrap();
    let key = AccessKey {
        id: AccessKeyId("key".to_owned()),
        agent: ANN,
        name: "Reports".to_owned(),
        secret: token(9),
    };
    let changes = vec![Change::AccessKey(key.clone())];
    stage.give(Command::Change { by: Actor::Init, expected: None, changes }).unwrap();
    stage.give(begin(SignInWay::AccessKey(key.id), 3)).unwrap();
    let code = SignInWay::Code { client: "app".to_owned(), code: token(8) };
    stage.give(begin(code, 4)).unwrap();
    stage.give(begin(SignInWay::Password, 5)).unwrap();
    let ends = SignInCommand::EndOfToken { token: token(5) };
    stage.give(Command::SignIn(ends)).unwrap();

    // Ann is on the phone, muted, recording, with a page; her desktop was taken over.
    stage.start_available(ANN);
    let page = SessionKey([0xaa; 16]);
    let issue = AgentCommand::IssuePageToken { token: page, page: "crm#1".to_owned() };
    stage.agent(ANN, issue).unwrap();
    stage.agent(ANN, AgentCommand::RevokePageToken { token: page }).unwrap();
    let token_in_use = SessionKey([0xab; 16]);
    let issue = AgentCommand::IssuePageToken { token: token_in_use, page: "crm#2".to_owned() };
    stage.agent(ANN, issue).unwrap();
    let call = stage.talk(ANN, SUPPORT);
    stage.on(ANN, call, ContactCommand::Record).unwrap();
    stage.phone(ANN, PhoneCommand::Mute).unwrap();
    stage.on(ANN, call, ContactCommand::Hold).unwrap();
    floors.push(stage.floor.clone());
    stage.on(ANN, call, ContactCommand::Resume).unwrap();
    stage.on(ANN, call, ContactCommand::Mask).unwrap();
    stage.unavailable(ANN, "Wrap-up").unwrap();
    stage.unavailable(ANN, "Break").unwrap();
    // One waits for Bob's leg, one waits for anybody.
    stage.start(BOB);
    floors.push(stage.floor.clone());
    stage.phones_answer = false;
    stage.available(BOB).unwrap();
    stage.call(VIP);
    stage.call(SALES);
    floors.push(stage.floor.clone());
    let leg = stage.leg(BOB);
    let answered = cordboard_acd::command::LineReport::LegAnswered { leg };
    stage.give(Command::Line(answered)).unwrap();
    stage.hang_up(call).unwrap();
    let over = stage.new_key();
    stage.give(Command::JoinAgentSession { agent: ANN, key: over, take_over: true }).unwrap();
    floors.push(stage.floor.clone());

    // Cid comes and goes twice; the configuration changes meanwhile.
    stage.phones_answer = true;
    stage.start(CID);
    stage.unavailable(CID, "Lunch").unwrap();
    change(&mut stage, &setup);
    stage.available(CID).unwrap();
    let contact = stage.session(CID).contacts[0];
    stage.on(CID, contact, ContactCommand::Accept).unwrap();
    stage.hang_up(contact).unwrap();
    let force = EndOptions { force_logoff: true, ..EndOptions::default() };
    stage.agent(CID, AgentCommand::End(force)).unwrap();
    stage.start(CID);
    let session = stage.session(CID).id;
    stage.give(Command::EndAgentSession { session }).unwrap();
    stage.call(BILLING);
    floors.push(stage.floor.clone());
    floors.extend(calls_between_agents());
    floors
}

/// Ann asks Bob about her customer, and joins the three; Cid dials out, and waits for a skill.
fn calls_between_agents() -> Vec<Floor> {
    let mut stage = Stage::new();
    let mut floors = Vec::new();
    for agent in [ANN, BOB, CID] {
        stage.start_available(agent);
        stage.phone(agent, PhoneCommand::Dial).unwrap();
    }
    stage.unavailable(BOB, "Break").unwrap();
    stage.unavailable(CID, "Lunch").unwrap();
    let call = stage.talk(ANN, SALES);
    stage.on(ANN, call, ContactCommand::CustomData(Private::new("order=17"))).unwrap();
    let (_, asked) = stage.consult(ANN, BOB, Some(call));
    stage.dial(CID, Destination::Number(Private::new("+1 555 123 0009")), None).unwrap();
    floors.push(stage.floor.clone());
    stage.on(BOB, asked, ContactCommand::Accept).unwrap();
    stage.agent(ANN, AgentCommand::ConferenceCalls).unwrap();
    let dialled = stage.session(CID).contacts[0];
    stage.on(CID, dialled, ContactCommand::End).unwrap();
    stage.dial(CID, Destination::Skill(VIP), None).unwrap();
    floors.push(stage.floor.clone());
    floors
}

fn change(stage: &mut Stage, setup: &cordboard_acd::Setup) {
    use cordboard_acd::{Private, setup::Administrator};
    let administrator = Administrator { login: "root".to_owned(), name: "Root".to_owned() };
    let mut agent = setup.agents[&CID].clone();
    agent.permissions.mute = true;
    agent.settings.chat_threshold = 2;
    agent.skills.pop();
    agent.skills.push(setup.agents[&ANN].skills[0]);
    agent.skills.push(setup.agents[&ANN].skills[1]);
    let mut code = setup.unavailable_codes.values().next().unwrap().clone();
    code.timeout_s = Some(1);
    let holder = Holder::Administrator("root".to_owned());
    let changes = vec![
        Change::Administrator(administrator),
        Change::Password { of: holder, hash: Private::new("a hash") },
        Change::Password { of: Holder::Agent(ANN), hash: Private::new("another hash") },
        Change::Agent(Box::new(agent)),
        Change::UnavailableCode(code),
    ];
    let changes = changes.into_iter().chain(crate::desk::one_of_each()).collect();
    stage.give(Command::Change { by: Actor::Init, expected: None, changes }).unwrap();
    let data = Private::new("{}");
    stage.give(Command::KeepClientData { agent: ANN, data }).unwrap();
}
