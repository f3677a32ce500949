//! A sample of each kind of fact, with each variant of what it holds.

use cordboard_acd::{
    AccessKey, AccessKeyId, Actor, AddressBookEntryId, AddressBookId, AgentId, AgentSessionId,
    Change, CodeId, ConferenceNo, ContactId, DispositionId, IndicatorId, LegId, MessageId,
    NextState, Private, SessionKey, SignInId, SkillId, TagId, TeamId, Time,
    command::{Destination, DispositionForm},
    credential::Holder,
    fact::{CallEnd, ContactClose, ContactReturn, Happened, LegEnd, Pop, SessionEnd},
    setup::{
        AddressBook, AddressBookEntry, Administrator, AfterContactWork, Agent, AgentSettings,
        AgentSkill, BusinessUnit, Disposition, Framing, Grant, Indicator, Message, Page,
        PageEntryId, PageKind, Permissions, PopBy, PopDestination, ScreenPop, Skill, Station, Tag,
        Team, UnavailableCode,
    },
    sign_in::{SignInEnd, SignInWay, TokenHash},
};

const SESSION: AgentSessionId = AgentSessionId(7);
const CONTACT: ContactId = ContactId(10_001);
const LEG: LegId = LegId(3);
const KEY: SessionKey = SessionKey([0x1f; 16]);

fn some(text: &str) -> Private {
    Private::new(text)
}

fn station() -> Station {
    Station { id: "S1".to_owned(), phone_number: some("+15551230001"), caller_id: some("100") }
}

/// Gives them in the order of [`Happened`].
pub(crate) fn all() -> Vec<Happened> {
    let mut all = changed();
    all.extend(sessions());
    all.extend(legs());
    all.extend(contacts());
    all.extend(calls());
    all.extend(sign_ins());
    all
}

fn changed() -> Vec<Happened> {
    let administrator = || Actor::Administrator("root@example".to_owned());
    let by_file = [
        Change::BusinessUnit(BusinessUnit::default()),
        Change::Team(Team { id: TeamId(1), name: "Blue".to_owned() }),
        Change::UnavailableCode(UnavailableCode {
            id: CodeId(21),
            name: "Break".to_owned(),
            is_acw: false,
            timeout_s: Some(900),
            teams: vec![TeamId(1)],
        }),
        Change::Disposition(Disposition { id: DispositionId(1), name: "Sold".to_owned() }),
        Change::Skill(skill(101, AfterContactWork::None, PopBy::ScreenPopUrl, None)),
        Change::Skill(skill(
            102,
            AfterContactWork::Disposition,
            PopBy::PopUrl,
            Some(PopDestination::ContactPanel),
        )),
        Change::Skill(skill(
            103,
            AfterContactWork::Automatic { max_s: 30 },
            PopBy::PageOpen,
            Some(PopDestination::Popout),
        )),
        Change::Agent(Box::new(agent())),
        Change::Page(Box::new(page("crm", PageKind::Panel, Framing::Frame))),
        Change::Page(Box::new(page("wiki", PageKind::Workspace, Framing::Window))),
        Change::Password { of: Holder::Agent(AgentId(1)), hash: some("a hash") },
        Change::AddressBook(AddressBook {
            id: AddressBookId(1),
            name: "Partners".to_owned(),
            teams: vec![TeamId(1)],
        }),
        Change::AddressBookEntry(Box::new(AddressBookEntry {
            id: AddressBookEntryId(1),
            address_book: AddressBookId(1),
            first_name: some("Pia"),
            last_name: some("Doe"),
            company: some("Example"),
            phone: some("+15551230003"),
            mobile: some("+15551230004"),
            email: some("pia@example"),
            external_id: some("crm-1"),
        })),
        Change::Indicator(Indicator {
            id: IndicatorId(1),
            name: "CRM".to_owned(),
            tool_tip: "Opens the CRM".to_owned(),
            action_uri: "https://crm.example/".to_owned(),
            image_uri: "https://crm.example/icon.png".to_owned(),
            agents: vec![AgentId(1)],
            skills: vec![SkillId(101)],
        }),
        Change::Message(Message {
            id: MessageId(1),
            subject: some("Fire drill"),
            text: some("At ten."),
            valid_until: Time(1_700_003_600_000),
            agents: vec![AgentId(1)],
            teams: vec![TeamId(1)],
        }),
        Change::Tag(Tag {
            id: TagId(1),
            name: "Complaint".to_owned(),
            is_active: true,
            skills: vec![SkillId(101)],
        }),
    ];
    let by_init = [
        Change::Administrator(Administrator {
            login: "root@example".to_owned(),
            name: "Root".to_owned(),
        }),
        Change::Password {
            of: Holder::Administrator("root@example".to_owned()),
            hash: some("another hash"),
        },
    ];
    let by_administrator = [
        Change::RemovePage(PageEntryId("wiki".to_owned())),
        Change::RemoveAgent(AgentId(1)),
        Change::RemoveSkill(SkillId(103)),
        Change::RemoveDisposition(DispositionId(1)),
        Change::RemoveUnavailableCode(CodeId(21)),
        Change::RemoveTeam(TeamId(1)),
        Change::RemoveAdministrator("second@example".to_owned()),
        Change::RemoveAddressBookEntry(AddressBookEntryId(1)),
        Change::RemoveAddressBook(AddressBookId(1)),
        Change::RemoveIndicator(IndicatorId(1)),
        Change::RemoveMessage(MessageId(1)),
        Change::RemoveTag(TagId(1)),
    ];
    let file = by_file.into_iter().map(|change| Happened::Changed { by: Actor::File, change });
    let init = by_init.into_iter().map(|change| Happened::Changed { by: Actor::Init, change });
    let rest = by_administrator
        .into_iter()
        .map(|change| Happened::Changed { by: administrator(), change });
    file.chain(init).chain(rest).collect()
}

fn skill(
    id: u64,
    after_contact_work: AfterContactWork,
    by: PopBy,
    destination: Option<PopDestination>,
) -> Skill {
    Skill {
        id: SkillId(id),
        name: format!("Skill {id}"),
        priority: 5,
        after_contact_work,
        require_disposition: false,
        dispositions: vec![DispositionId(1)],
        refusal_timeout_s: destination.map(|_| 20),
        screen_pop: Some(ScreenPop {
            url: some("https://crm.example/?ani={ani}"),
            by,
            destination: destination.unwrap_or_default(),
            title: destination.map(|_| "CRM".to_owned()),
            width: destination.map(|_| 800),
            height: destination.map(|_| 600),
            close_on_termination: true,
        }),
        outbound: id == 104,
    }
}

fn agent() -> Agent {
    Agent {
        id: AgentId(1),
        login: "ann@example".to_owned(),
        first_name: "Ann".to_owned(),
        last_name: "Doe".to_owned(),
        team: TeamId(1),
        skills: vec![
            AgentSkill { skill: SkillId(101), proficiency: None },
            AgentSkill { skill: SkillId(102), proficiency: Some(3) },
        ],
        station: station(),
        permissions: Permissions {
            mute: true,
            mask: true,
            record: false,
            hide_inbound_hangup: false,
            inspect_pages: false,
        },
        refusal_timeout_s: 45,
        settings: AgentSettings::default(),
    }
}

fn page(id: &str, kind: PageKind, framing: Framing) -> Page {
    Page {
        id: PageEntryId(id.to_owned()),
        place: 1,
        kind,
        name: id.to_uppercase(),
        icon: String::new(),
        url: "https://crm.example/{contactId}".to_owned(),
        origins: vec!["https://crm.example".to_owned()],
        frame_origins: Vec::new(),
        teams: vec![TeamId(1)],
        skills: vec![SkillId(101)],
        grants: vec![Grant::SessionToken, Grant::CallCommands, Grant::ContactCard],
        sandbox: vec!["allow-scripts".to_owned()],
        allow: "clipboard-write".to_owned(),
        framing,
    }
}

fn sessions() -> Vec<Happened> {
    let started = |until, inactivity_force_logout| Happened::AgentSessionStarted {
        session: SESSION,
        agent: AgentId(1),
        key: KEY,
        station: station(),
        inactivity_timeout_s: 60,
        inactivity_force_logout,
        until,
    };
    let ended = |why| Happened::AgentSessionEnded { session: SESSION, why };
    let next = |next| Happened::NextStateChosen { session: SESSION, next };
    let page = "crm#1".to_owned();
    vec![
        started(Some(Time(1_700_007_200_000)), false),
        started(None, true),
        Happened::AgentSessionJoined { session: SESSION, key: KEY },
        Happened::AgentSessionTakenOver { session: SESSION, key: KEY },
        Happened::PageTokenIssued { session: SESSION, token: KEY, page },
        Happened::PageTokenRevoked { session: SESSION, token: KEY },
        ended(SessionEnd::Agent),
        ended(SessionEnd::Elsewhere),
        ended(SessionEnd::Inactive),
        ended(SessionEnd::UnavailableTooLong),
        Happened::InactivityNoticed { session: SESSION },
        Happened::AgentBecameAvailable { session: SESSION },
        Happened::AgentBecameUnavailable {
            session: SESSION,
            reason: "Break".to_owned(),
            until: Some(Time(1_700_000_900_000)),
        },
        Happened::AgentBecameUnavailable { session: SESSION, reason: String::new(), until: None },
        next(NextState::Available),
        next(NextState::Unavailable { reason: "Lunch".to_owned(), timeout_s: Some(3_600) }),
        next(NextState::Unavailable { reason: String::new(), timeout_s: None }),
        Happened::AfterContactCodeChosen {
            session: SESSION,
            reason: "Wrap-up".to_owned(),
            timeout_s: Some(60),
        },
        Happened::AfterContactCodeChosen {
            session: SESSION,
            reason: "Wrap-up".to_owned(),
            timeout_s: None,
        },
    ]
}

fn legs() -> Vec<Happened> {
    let ended = |why| Happened::LegEnded { session: SESSION, leg: LEG, why };
    vec![
        Happened::LegDialled {
            session: SESSION,
            leg: LEG,
            station: station(),
            until: Time(1_700_000_030_000),
        },
        Happened::LegAnswered { session: SESSION, leg: LEG },
        ended(LegEnd::Failed),
        ended(LegEnd::NoAnswer),
        ended(LegEnd::HungUp),
        ended(LegEnd::ByAgent),
        ended(LegEnd::SessionEnded),
        Happened::AgentMuted { session: SESSION },
        Happened::AgentUnmuted { session: SESSION },
    ]
}

fn contacts() -> Vec<Happened> {
    let offered = |pop| Happened::ContactOffered {
        contact: CONTACT,
        session: SESSION,
        refusal_timeout_s: 45,
        pop,
        next: None,
    };
    let pop = |by, destination, title: Option<&str>| {
        Some(Pop {
            url: some("https://crm.example/?ani=%2B15551230001"),
            by,
            destination,
            title: title.map(str::to_owned),
            width: title.map(|_| 800),
            height: title.map(|_| 600),
            close_on_termination: title.is_some(),
        })
    };
    let returned = |why| Happened::ContactReturned { contact: CONTACT, session: SESSION, why };
    let work = |by, timeout_s| Happened::AfterContactWorkBegan {
        contact: CONTACT,
        by,
        reason: "Wrap-up".to_owned(),
        timeout_s,
    };
    let closed = |why| Happened::ContactClosed { contact: CONTACT, why };
    vec![
        Happened::ContactArrived {
            contact: CONTACT,
            skill: SkillId(101),
            ani: some("+15551230002"),
            dnis: some("100"),
            priority: 5,
        },
        Happened::ContactReserved { contact: CONTACT, session: SESSION },
        offered(None),
        offered(pop(PopBy::ScreenPopUrl, PopDestination::Default, None)),
        offered(pop(PopBy::PopUrl, PopDestination::Popout, Some("CRM"))),
        offered(pop(PopBy::PageOpen, PopDestination::ContactPanel, Some("CRM"))),
        returned(ContactReturn::Refused),
        returned(ContactReturn::TimedOut),
        returned(ContactReturn::LegLost),
        returned(ContactReturn::Inactive),
        returned(ContactReturn::AgentUnavailable),
        returned(ContactReturn::SessionEnded),
        Happened::ContactAnswered { contact: CONTACT },
        Happened::ContactHeld { contact: CONTACT },
        Happened::ContactResumed { contact: CONTACT },
        Happened::ContactMasked { contact: CONTACT },
        Happened::ContactUnmasked { contact: CONTACT },
        Happened::RecordingStarted { contact: CONTACT },
        Happened::DispositionRecorded { contact: CONTACT, form: DispositionForm::default() },
        Happened::DispositionRecorded {
            contact: CONTACT,
            form: DispositionForm {
                primary: Some(DispositionId(1)),
                notes: some("Wants \"both\",\nby Friday"),
                commitment_amount: Some(some("12.50")),
                callback_time: Some(some("2023-11-15T10:00:00Z")),
                callback_number: Some(some("+15551230002")),
                secondary: Some(DispositionId(2)),
            },
        },
        work(CallEnd::Agent, None),
        work(CallEnd::Customer, Some(60)),
        work(CallEnd::LegLost, Some(60)),
        closed(ContactClose::Abandoned),
        closed(ContactClose::CallEnded(CallEnd::Customer)),
        closed(ContactClose::WorkDone),
        closed(ContactClose::WorkTimedOut),
        closed(ContactClose::SessionEnded),
        closed(ContactClose::CallEnded(CallEnd::OtherAgent)),
        closed(ContactClose::CallEnded(CallEnd::Transferred)),
        closed(ContactClose::CallEnded(CallEnd::Busy)),
        closed(ContactClose::CallEnded(CallEnd::Unanswered)),
    ]
}

/// What agents' own calls bring.
fn calls() -> Vec<Happened> {
    let other = ContactId(10_002);
    let dialled = |to, parent, next, until| Happened::ContactDialled {
        contact: CONTACT,
        session: SESSION,
        skill: SkillId(101),
        parent,
        master: parent.unwrap_or(CONTACT),
        to,
        ani: some("100"),
        dnis: some("+15551230003"),
        next,
        until,
    };
    let number = Destination::Number(some("+15551230003"));
    let until = Some(Time(1_700_000_060_000));
    let lunch = NextState::Unavailable { reason: "Lunch".to_owned(), timeout_s: Some(3_600) };
    let goes_on = |timeout_s| Happened::WorkGoesOn {
        session: SESSION,
        contact: CONTACT,
        reason: "Wrap-up".to_owned(),
        timeout_s,
    };
    vec![
        Happened::ContactOffered {
            contact: CONTACT,
            session: SESSION,
            refusal_timeout_s: 45,
            pop: Some(Pop {
                url: some("https://crm.example/"),
                by: PopBy::RunApp,
                destination: PopDestination::Default,
                title: None,
                width: None,
                height: None,
                close_on_termination: false,
            }),
            next: Some(lunch.clone()),
        },
        dialled(number, None, NextState::Available, until),
        dialled(Destination::Agent(AgentId(2)), Some(other), lunch, None),
        dialled(Destination::Skill(SkillId(102)), None, NextState::Available, None),
        Happened::CallPlaced {
            contact: CONTACT,
            session: SESSION,
            number: some("+15551230003"),
            caller_id: some("100"),
        },
        Happened::ConsultArrived {
            contact: other,
            by: CONTACT,
            skill: SkillId(101),
            ani: some("100"),
            dnis: some("Sales"),
            priority: 5,
            label: None,
        },
        Happened::ConsultArrived {
            contact: other,
            by: CONTACT,
            skill: SkillId(101),
            ani: some("100"),
            dnis: some("Sales"),
            priority: 5,
            label: Some(some("Ada Lovell")),
        },
        Happened::DialAnswered { contact: CONTACT },
        Happened::AgentTurnedTo { session: SESSION, contact: CONTACT },
        goes_on(Some(60)),
        goes_on(None),
        Happened::ContactTransferred { contact: CONTACT, to: other },
        Happened::FarEndsConnected { contact: CONTACT, with: other },
        Happened::ContactMoved { contact: CONTACT, to: other, session: SESSION },
        Happened::ContactJoined { contact: CONTACT, conference: ConferenceNo(10_001) },
        Happened::ContactSeparated { contact: CONTACT },
        // The tones themselves are not kept.
        Happened::TonesSent { contact: CONTACT, tones: some(""), tone_ms: 100, gap_ms: 50 },
        Happened::CustomDataSet { contact: CONTACT, data: some("order=17|vip=yes") },
        Happened::TokenKeyOrdered { by: Actor::Administrator("root".to_owned()), at_once: true },
        Happened::ClientDataKept { agent: AgentId(1), data: some("{\"volume\":7}") },
        Happened::FeedbackSubmitted { session: SESSION, feedback: some("{\"comment\":\"Fine\"}") },
    ]
}

fn access_key() -> AccessKey {
    AccessKey {
        id: AccessKeyId("ABCDEFGHIJKLMNOPQRSTUVWXYZ".to_owned()),
        agent: AgentId(1),
        name: "Reports".to_owned(),
        secret: TokenHash([0x5b; 32]),
    }
}

fn root() -> Actor {
    Actor::Administrator("root@example".to_owned())
}

fn sign_ins() -> Vec<Happened> {
    let chain = SignInId(5);
    let expires_at = Time(1_700_003_600_000);
    let ended = |why| Happened::SignInEnded { chain, why, by: None };
    let token = TokenHash([0x2e; 32]);
    let begun = |way| Happened::SignedIn { chain, agent: AgentId(1), token, expires_at, way };
    let code = TokenHash([0x4c; 32]);
    vec![
        begun(SignInWay::Password),
        begun(SignInWay::Code { client: "app@vendor".to_owned(), code }),
        begun(SignInWay::AccessKey(access_key().id)),
        Happened::SignInRenewed {
            chain,
            used: TokenHash([0x2e; 32]),
            token: TokenHash([0x3d; 32]),
            expires_at,
        },
        ended(SignInEnd::UsedAgain),
        ended(SignInEnd::TooMany),
        ended(SignInEnd::Revoked),
        ended(SignInEnd::LoggedOut),
        ended(SignInEnd::CodeCameAgain),
        Happened::SignInEnded { chain, why: SignInEnd::ByAdministrator, by: Some(root()) },
        Happened::SignInEnded { chain, why: SignInEnd::AccessKeyRevoked, by: Some(root()) },
        Happened::Changed { by: root(), change: Change::AccessKey(access_key()) },
        Happened::Changed { by: root(), change: Change::RemoveAccessKey(access_key().id) },
    ]
}
