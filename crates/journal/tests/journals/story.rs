//! A day in which every kind of fact happens, on a floor of its own.

use std::collections::BTreeMap;

use cordboard_acd::{
    Actor, AgentId, Change, CodeId, Command, ContactId, DispositionId, Fact, Floor, LegId, Private,
    SessionKey, Setup, SkillId, TeamId, Time,
    command::{
        AgentCommand, ContactCommand, Destination, Dial, DispositionForm, EndOptions, LineReport,
        PhoneCommand, Tones, WantedState,
    },
    credential::Holder,
    fact::Happened,
    setup::{
        Administrator, AfterContactWork, Agent, AgentSettings, AgentSkill, BusinessUnit,
        Disposition, Framing, Grant, Page, PageEntryId, PageKind, Permissions, PopBy,
        PopDestination, ScreenPop, Skill, Station, Team, UnavailableCode,
    },
    sign_in::{SignInCommand, SignInWay, TokenHash},
};

const ANN: AgentId = AgentId(1);
const BOB: AgentId = AgentId(2);
const SALES: SkillId = SkillId(101);
const SUPPORT: SkillId = SkillId(102);
const TEAM: TeamId = TeamId(7);

/// Every kind of fact that is written now. [`kind_of`] does not compile when one is missing there.
pub(crate) const KINDS: [&str; 49] = [
    "AfterContactCodeChosen",
    "AfterContactWorkBegan",
    "AgentBecameAvailable",
    "AgentBecameUnavailable",
    "AgentMuted",
    "AgentSessionEnded",
    "AgentSessionJoined",
    "AgentSessionStarted",
    "AgentSessionTakenOver",
    "AgentTurnedTo",
    "AgentUnmuted",
    "CallPlaced",
    "Changed",
    "ClientDataKept",
    "ConsultArrived",
    "ContactAnswered",
    "ContactArrived",
    "ContactClosed",
    "ContactDialled",
    "ContactHeld",
    "ContactJoined",
    "ContactMasked",
    "ContactMoved",
    "ContactOffered",
    "ContactReserved",
    "ContactResumed",
    "ContactReturned",
    "ContactSeparated",
    "ContactTransferred",
    "ContactUnmasked",
    "CustomDataSet",
    "DialAnswered",
    "DispositionRecorded",
    "FarEndsConnected",
    "FeedbackSubmitted",
    "InactivityNoticed",
    "LegAnswered",
    "LegDialled",
    "LegEnded",
    "NextStateChosen",
    "PageTokenIssued",
    "PageTokenRevoked",
    "RecordingStarted",
    "SignInEnded",
    "SignInRenewed",
    "SignedIn",
    "TokenKeyOrdered",
    "TonesSent",
    "WorkGoesOn",
];

/// The day's facts.
pub(crate) fn story() -> Vec<Fact> {
    let mut day = Day { floor: Floor::new(), now: Time(1_780_000_000_000), facts: Vec::new() };
    day.configure();
    day.sign_in();
    day.calls();
    day.ends();
    day.facts
}

struct Day {
    floor: Floor,
    now: Time,
    facts: Vec<Fact>,
}

impl Day {
    fn give(&mut self, command: Command) -> Vec<Fact> {
        self.now = self.now.plus_s(1);
        let facts = self.floor.handle(self.now, command).unwrap();
        self.facts.extend_from_slice(&facts);
        facts
    }

    fn change(&mut self, change: Change) {
        let by = Actor::Administrator("root".to_owned());
        self.give(Command::Change { by, expected: None, changes: vec![change] });
    }

    fn agent(&mut self, agent: AgentId, key: u8, command: AgentCommand) -> Vec<Fact> {
        self.give(Command::Agent { agent, key: SessionKey([key; 16]), command })
    }

    fn on(&mut self, agent: AgentId, key: u8, contact: ContactId, command: ContactCommand) {
        self.agent(agent, key, AgentCommand::Contact { contact, command });
    }

    fn line(&mut self, report: LineReport) -> Vec<Fact> {
        self.give(Command::Line(report))
    }

    fn call(&mut self, skill: SkillId) -> ContactId {
        let (ani, dnis) = (Private::new("+15551230001"), Private::new("100"));
        let facts = self.line(LineReport::Call { skill, ani, dnis, priority: None });
        let arrived = facts.iter().find_map(|fact| match fact.happened {
            Happened::ContactArrived { contact, .. } => Some(contact),
            _ => None,
        });
        arrived.unwrap()
    }

    /// Everything that is due until something of a kind has happened.
    fn wait_for(&mut self, kind: &str) {
        let mut found = false;
        while !found {
            self.now = self.floor.next_timer().unwrap();
            let facts = self.floor.handle(self.now, Command::Timer).unwrap();
            found = facts.iter().any(|fact| kind_of(&fact.happened) == kind);
            self.facts.extend(facts);
        }
    }

    fn configure(&mut self) {
        self.give(Command::Seed {
            setup: Box::new(setup()),
            passwords: vec![(ANN, Private::new("$argon2id$v=19$not-a-hash"))],
        });
        let root = Administrator { login: "root".to_owned(), name: "Ruth".to_owned() };
        let hash = Private::new("$argon2id$v=19$not-a-hash-either");
        let of = Holder::Administrator("root".to_owned());
        self.give(Command::Change {
            by: Actor::Init,
            expected: None,
            changes: vec![Change::Administrator(root), Change::Password { of, hash }],
        });
        let (team, code, outcome, skill, agent, page) = (
            TeamId(8),
            CodeId(29),
            DispositionId(9),
            SkillId(109),
            AgentId(9),
            PageEntryId("spare".to_owned()),
        );
        let setup = setup();
        for change in [
            Change::BusinessUnit(BusinessUnit {
                name: "Cordboard & Daughters".to_owned(),
                max_conference_parties: 5,
                ..BusinessUnit::default()
            }),
            Change::Team(Team { id: team, name: "Green".to_owned() }),
            Change::UnavailableCode(UnavailableCode {
                id: code,
                name: "Tea".to_owned(),
                teams: vec![team],
                ..setup.unavailable_codes[&CodeId(21)].clone()
            }),
            Change::Disposition(Disposition { id: outcome, name: "Spare".to_owned() }),
            Change::Skill(Skill {
                id: skill,
                dispositions: vec![outcome],
                ..setup.skills[&SALES].clone()
            }),
            Change::Agent(Box::new(Agent {
                id: agent,
                login: "spare".to_owned(),
                team,
                ..setup.agents[&ANN].clone()
            })),
            Change::Page(Box::new(Page {
                id: page.clone(),
                place: 2,
                teams: vec![],
                skills: vec![skill],
                ..setup.pages[&PageEntryId("crm".to_owned())].clone()
            })),
            Change::Administrator(Administrator {
                login: "spare".to_owned(),
                name: "Spare".to_owned(),
            }),
            Change::RemoveAdministrator("spare".to_owned()),
            Change::RemovePage(page),
            Change::RemoveAgent(agent),
            Change::RemoveSkill(skill),
            Change::RemoveDisposition(outcome),
            Change::RemoveUnavailableCode(code),
            Change::RemoveTeam(team),
        ] {
            self.change(change);
        }
    }

    fn sign_in(&mut self) {
        let [first, second, third] = [1, 2, 3].map(|byte| TokenHash([byte; 32]));
        let expires_at = self.now.plus_s(86_400);
        let password = self.floor.credential(&Holder::Agent(ANN));
        self.give(Command::SignIn(SignInCommand::Begin {
            way: SignInWay::Password,
            agent: ANN,
            password_set_at: password.map(|password| password.set_at),
            token: first,
            expires_at,
        }));
        for (used, token) in [(first, second), (second, third)] {
            self.give(Command::SignIn(SignInCommand::Renew {
                used,
                token,
                expires_at,
                client: None,
            }));
        }
        let by = Actor::Administrator("root".to_owned());
        self.give(Command::OrderTokenKey { by, at_once: false });
        // Long after it was used: whoever has it is not the one it was given to.
        self.now = self.now.plus_s(3_600);
        let again = SignInCommand::Renew {
            used: first,
            token: TokenHash([4; 32]),
            expires_at,
            client: None,
        };
        if let Ok(facts) = self.floor.handle(self.now, Command::SignIn(again)) {
            self.facts.extend(facts);
        }
    }

    fn calls(&mut self) {
        for (agent, first) in [(ANN, 11), (BOB, 21)] {
            self.give(Command::StartAgentSession {
                agent,
                key: SessionKey([first; 16]),
                station: None,
                inactivity_timeout_s: Some(3_600),
                inactivity_force_logout: false,
            });
        }
        let (joined, taken) = (SessionKey([12; 16]), SessionKey([13; 16]));
        self.give(Command::JoinAgentSession { agent: ANN, key: joined, take_over: false });
        self.give(Command::JoinAgentSession { agent: ANN, key: taken, take_over: true });
        let issue = |token| AgentCommand::IssuePageToken { token, page: "crm".to_owned() };
        let [revoked, kept] = [14, 15].map(|byte| SessionKey([byte; 16]));
        self.agent(ANN, 13, issue(revoked));
        self.agent(ANN, 13, AgentCommand::RevokePageToken { token: revoked });
        self.agent(ANN, 13, issue(kept));
        let data = Private::new("{\"volume\":7}");
        self.give(Command::KeepClientData { agent: ANN, data });
        let feedback = Private::new("{\"comment\":\"Fine\"}");
        self.agent(ANN, 13, AgentCommand::SubmitFeedback(feedback));
        self.agent(ANN, 13, AgentCommand::SetState(WantedState::Available));

        // The leg first, then the contact; refused, and taken the second time.
        let contact = self.call(SUPPORT);
        self.leg_answers();
        self.on(ANN, 13, contact, ContactCommand::Reject);
        self.agent(ANN, 13, AgentCommand::SetState(WantedState::Available));
        self.on(ANN, 13, contact, ContactCommand::Accept);
        for command in [
            ContactCommand::Hold,
            ContactCommand::Resume,
            ContactCommand::Mask,
            ContactCommand::Unmask,
            ContactCommand::Record,
        ] {
            self.on(ANN, 13, contact, command);
        }
        self.agent(ANN, 13, AgentCommand::Phone(PhoneCommand::Mute));
        self.agent(ANN, 13, AgentCommand::Phone(PhoneCommand::Unmute));
        let unavailable = |reason: &str| {
            AgentCommand::SetState(WantedState::Unavailable { reason: reason.to_owned() })
        };
        self.agent(ANN, 13, unavailable("Break"));
        self.agent(ANN, 13, unavailable("Wrap-up"));
        self.line(LineReport::CustomerHungUp { contact });
        let form = DispositionForm {
            primary: Some(DispositionId(1)),
            notes: Private::new("called back, \"thanks\""),
            ..DispositionForm::default()
        };
        self.on(ANN, 13, contact, ContactCommand::Disposition(form));
        self.calls_between_agents();
        // One that goes on over the end of the day, and one that nobody takes.
        self.agent(ANN, 13, AgentCommand::SetState(WantedState::Available));
        let talking = self.call(SALES);
        self.on(ANN, 13, talking, ContactCommand::Accept);
        let lost = self.call(SALES);
        self.line(LineReport::CustomerHungUp { contact: lost });
        self.call(SUPPORT);
    }

    /// Ann asks Bob about a customer, joins a third, leaves; Bob hands two on.
    fn calls_between_agents(&mut self) {
        let number = || Destination::Number(Private::new("+15551230009"));
        let dial = |to, parent| AgentCommand::Dial(Dial { to, skill: None, parent });
        self.agent(ANN, 13, AgentCommand::SetState(WantedState::Available));
        let customer = self.call(SALES);
        self.on(ANN, 13, customer, ContactCommand::Accept);
        let data = ContactCommand::CustomData(Private::new("order=17"));
        self.on(ANN, 13, customer, data);
        self.agent(ANN, 13, dial(Destination::Agent(BOB), Some(customer)));
        self.leg_answers();
        let others = self.last_contact(BOB);
        self.on(BOB, 21, others, ContactCommand::Accept);
        self.agent(ANN, 13, AgentCommand::ConferenceCalls);
        let tones = Tones { tones: Private::new("17#"), tone_ms: 100, gap_ms: 100 };
        self.agent(ANN, 13, AgentCommand::SendTones(tones));
        self.agent(ANN, 13, dial(number(), Some(customer)));
        let outside = self.last_contact(ANN);
        self.line(LineReport::FarEndAnswered { contact: outside });
        self.agent(ANN, 13, AgentCommand::ConferenceCalls);
        self.agent(ANN, 13, AgentCommand::TransferCalls);
        let moved = self.last_contact(BOB);
        self.line(LineReport::CustomerHungUp { contact: others });
        self.agent(BOB, 21, dial(number(), Some(moved)));
        let outside = self.last_contact(BOB);
        self.line(LineReport::FarEndAnswered { contact: outside });
        self.agent(BOB, 21, AgentCommand::TransferCalls);

        // The work after a call waits for the other call.
        let customer = self.call(SUPPORT);
        self.on(ANN, 13, customer, ContactCommand::Accept);
        self.agent(ANN, 13, dial(number(), Some(customer)));
        let outside = self.last_contact(ANN);
        self.line(LineReport::CustomerHungUp { contact: customer });
        self.on(ANN, 13, outside, ContactCommand::End);
        let form =
            DispositionForm { primary: Some(DispositionId(1)), ..DispositionForm::default() };
        self.on(ANN, 13, customer, ContactCommand::Disposition(form));
    }

    fn last_contact(&self, agent: AgentId) -> ContactId {
        *self.floor.session_of(agent).unwrap().contacts.last().unwrap()
    }

    fn leg_answers(&mut self) {
        let leg = self.facts.iter().rev().find_map(|fact| match fact.happened {
            Happened::LegDialled { leg, .. } => Some(leg),
            _ => None,
        });
        let leg: LegId = leg.unwrap();
        self.line(LineReport::LegAnswered { leg });
    }

    fn ends(&mut self) {
        self.agent(BOB, 21, AgentCommand::Phone(PhoneCommand::End));
        let options = EndOptions::default();
        self.agent(BOB, 21, AgentCommand::End(options));
        self.wait_for("InactivityNoticed");
    }
}

/// Names a fact's kind as the journal does.
pub(crate) fn kind_of(happened: &Happened) -> &'static str {
    match happened {
        Happened::AfterContactCodeChosen { .. } => "AfterContactCodeChosen",
        Happened::AfterContactWorkBegan { .. } => "AfterContactWorkBegan",
        Happened::AgentBecameAvailable { .. } => "AgentBecameAvailable",
        Happened::AgentBecameUnavailable { .. } => "AgentBecameUnavailable",
        Happened::AgentMuted { .. } => "AgentMuted",
        Happened::AgentSessionEnded { .. } => "AgentSessionEnded",
        Happened::AgentSessionJoined { .. } => "AgentSessionJoined",
        Happened::AgentSessionStarted { .. } => "AgentSessionStarted",
        Happened::AgentSessionTakenOver { .. } => "AgentSessionTakenOver",
        Happened::AgentTurnedTo { .. } => "AgentTurnedTo",
        Happened::AgentUnmuted { .. } => "AgentUnmuted",
        Happened::CallPlaced { .. } => "CallPlaced",
        Happened::Changed { .. } => "Changed",
        Happened::ClientDataKept { .. } => "ClientDataKept",
        Happened::ConsultArrived { .. } => "ConsultArrived",
        Happened::ContactAnswered { .. } => "ContactAnswered",
        Happened::ContactArrived { .. } => "ContactArrived",
        Happened::ContactClosed { .. } => "ContactClosed",
        Happened::ContactDialled { .. } => "ContactDialled",
        Happened::ContactHeld { .. } => "ContactHeld",
        Happened::ContactJoined { .. } => "ContactJoined",
        Happened::ContactMasked { .. } => "ContactMasked",
        Happened::ContactMoved { .. } => "ContactMoved",
        Happened::ContactOffered { .. } => "ContactOffered",
        Happened::ContactReserved { .. } => "ContactReserved",
        Happened::ContactResumed { .. } => "ContactResumed",
        Happened::ContactReturned { .. } => "ContactReturned",
        Happened::ContactSeparated { .. } => "ContactSeparated",
        Happened::ContactTransferred { .. } => "ContactTransferred",
        Happened::ContactUnmasked { .. } => "ContactUnmasked",
        Happened::CustomDataSet { .. } => "CustomDataSet",
        Happened::DialAnswered { .. } => "DialAnswered",
        Happened::DispositionRecorded { .. } => "DispositionRecorded",
        Happened::FarEndsConnected { .. } => "FarEndsConnected",
        Happened::FeedbackSubmitted { .. } => "FeedbackSubmitted",
        Happened::InactivityNoticed { .. } => "InactivityNoticed",
        Happened::LegAnswered { .. } => "LegAnswered",
        Happened::LegDialled { .. } => "LegDialled",
        Happened::LegEnded { .. } => "LegEnded",
        Happened::NextStateChosen { .. } => "NextStateChosen",
        Happened::PageTokenIssued { .. } => "PageTokenIssued",
        Happened::PageTokenRevoked { .. } => "PageTokenRevoked",
        Happened::RecordingStarted { .. } => "RecordingStarted",
        Happened::SignInEnded { .. } => "SignInEnded",
        Happened::SignInRenewed { .. } => "SignInRenewed",
        Happened::SignedIn { .. } => "SignedIn",
        Happened::TokenKeyOrdered { .. } => "TokenKeyOrdered",
        Happened::TonesSent { .. } => "TonesSent",
        Happened::WorkGoesOn { .. } => "WorkGoesOn",
    }
}

fn setup() -> Setup {
    let skill = |id, name: &str, after_contact_work| Skill {
        id,
        name: name.to_owned(),
        priority: 5,
        after_contact_work,
        require_disposition: false,
        dispositions: vec![DispositionId(1)],
        refusal_timeout_s: Some(20),
        screen_pop: Some(ScreenPop {
            url: Private::new("https://crm.example/{ani}"),
            by: PopBy::PageOpen,
            destination: PopDestination::ContactPanel,
            title: Some("CRM".to_owned()),
            width: Some(800),
            height: Some(600),
            close_on_termination: true,
        }),
        outbound: true,
    };
    let agent = |id: AgentId, name: &str, skills: &[SkillId]| Agent {
        id,
        login: name.to_lowercase(),
        first_name: name.to_owned(),
        last_name: "Doe".to_owned(),
        team: TEAM,
        skills: skills
            .iter()
            .map(|skill| AgentSkill { skill: *skill, proficiency: Some(3) })
            .collect(),
        station: Station {
            id: format!("S{id}"),
            phone_number: Private::new("WebRTC"),
            caller_id: Private::new("+15550000000"),
        },
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
    let code = |id, name: &str, is_acw, timeout_s| UnavailableCode {
        id: CodeId(id),
        name: name.to_owned(),
        is_acw,
        timeout_s,
        teams: Vec::new(),
    };
    let codes = [code(21, "Break", false, Some(900)), code(23, "Wrap-up", true, Some(60))];
    let work = AfterContactWork::Disposition;
    let page = Page {
        id: PageEntryId("crm".to_owned()),
        place: 1,
        kind: PageKind::Panel,
        name: "CRM".to_owned(),
        icon: "crm".to_owned(),
        url: "https://crm.example/".to_owned(),
        origins: vec!["https://crm.example".to_owned()],
        frame_origins: Vec::new(),
        teams: vec![TEAM],
        skills: vec![SALES],
        grants: vec![Grant::SessionToken, Grant::CallCommands, Grant::ContactCard],
        sandbox: vec!["allow-scripts".to_owned()],
        allow: String::new(),
        framing: Framing::Frame,
    };
    Setup {
        teams: BTreeMap::from([(TEAM, Team { id: TEAM, name: "Blue".to_owned() })]),
        unavailable_codes: codes.into_iter().map(|code| (code.id, code)).collect(),
        dispositions: BTreeMap::from([(
            DispositionId(1),
            Disposition { id: DispositionId(1), name: "Sold".to_owned() },
        )]),
        skills: BTreeMap::from([
            (SALES, skill(SALES, "Sales", AfterContactWork::None)),
            (SUPPORT, skill(SUPPORT, "Support", work)),
        ]),
        agents: BTreeMap::from([
            (ANN, agent(ANN, "Ann", &[SALES, SUPPORT])),
            (BOB, agent(BOB, "Bob", &[])),
        ]),
        pages: BTreeMap::from([(page.id.clone(), page)]),
        ..Setup::default()
    }
}
