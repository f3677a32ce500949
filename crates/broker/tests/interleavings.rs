//! What holds whatever pages do, in whatever order.
#![expect(clippy::expect_used, reason = "helpers outside the tests")]

use std::collections::BTreeMap;

use cordboard_broker::{
    Acknowledge, AgentSessionNumber, Broker, CommandNumber, ContactId, ContactState, EventHandle,
    EventHead, Extensions, Grants, Input, Loose, LooseCard, LooseMessage, LooseResume, Origin,
    Outcome, Output, PageId, PageKind, PageRules, Permissions, PostedEvent, PostedEvents, Status,
    Subject, Tick, Way,
};
use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any, prop_oneof, proptest},
};

const PAGES: u32 = 4;
const WINDOW: Way = Way::Window { port: None };
const ORIGIN: &str = "https://crm.example";

#[derive(Debug, Clone)]
enum Act {
    Register { page: u32, types: u8, contact: Option<u64> },
    Unregister(u32),
    Command { page: u32, word: &'static str, contact: Option<u64> },
    Post { page: u32, message: LooseMessage },
    Foreign { page: u32, message: LooseMessage },
    Events { subjects: Vec<Subject>, bytes: u32 },
    Loaded(u32),
    Reloaded(u32),
    Closed(u32),
    Opened(u32),
    Shown(u32, bool),
    Token { page: u32, token: Option<String> },
    Session(bool),
    Focus(Option<u64>),
    Outcome { number: u32, accepted: bool },
    Pass(u64),
}

impl Act {
    /// The same, with nothing in it that MAX does not know.
    fn as_of_max(&self) -> Self {
        if let Self::Post { page, message } = self {
            let message = LooseMessage {
                resume: None,
                request_id: Loose::Undefined,
                on: Loose::Undefined,
                ..message.clone()
            };
            return Self::Post { page: *page, message };
        }
        self.clone()
    }
}

proptest! {
    #[test]
    fn what_pages_are_told_holds_in_any_order(acts in vec(act(), 1..60)) {
        World::new(Extensions::ALL).live(&acts);
    }

    /// P45: a page that does not say the key is told the same by a host without extensions,
    /// whatever else it says.
    #[test]
    fn without_the_key_nothing_differs(acts in vec(act(), 1..60)) {
        let (mut with, mut without) = (World::new(Extensions::ALL), World::new(Extensions::NONE));
        with.live(&acts);
        without.live(&acts.iter().map(Act::as_of_max).collect::<Vec<_>>());
        assert_eq!(with.told, without.told);
    }

    #[test]
    fn no_message_panics_and_what_is_not_registered_hears_nothing(
        messages in vec(message(), 1..20),
    ) {
        let mut broker = Broker::new();
        open(&mut broker, 0, Extensions::ALL);
        for message in messages {
            let is_registration =
                message.message_type == Loose::Text("RegisterForClientEvents".into());
            let (origin, message) = (Origin::reported(ORIGIN), Box::new(message));
            broker.handle(Tick(0), Input::Message { page: PageId(0), origin, message, way: WINDOW });
            while let Some(output) = broker.poll_output() {
                assert!(is_registration || !matches!(output, Output::Post { .. }), "{output:?}");
            }
        }
    }
}

/// The broker beside a plain model of who is owed what.
struct World {
    broker: Broker,
    now: u64,
    next_event: u32,
    is_session: bool,
    wanted: BTreeMap<u32, AgentSessionNumber>,
    pages: BTreeMap<u32, Model>,
    extensions: Extensions,
    /// All outputs.
    told: Vec<Output>,
}

/// A page by the words of P19 to P22 and P28.
#[derive(Debug, Default)]
struct Model {
    is_closed: bool,
    has_loaded: bool,
    kept: Option<Kept>,
}

#[derive(Debug)]
struct Kept {
    types: u8,
    contact: Option<u64>,
    made: Made,
    put_aside: Option<(u8, Option<u64>)>,
    is_acknowledged: bool,
    /// Events that its filter admits and that were not posted yet, in order.
    owed: Vec<EventHandle>,
}

#[derive(Debug, PartialEq)]
enum Made {
    WhileLoading,
    ByLoaded,
    AfterLoad,
    AfterLoadAndOneMore,
}

impl Model {
    fn register(&mut self, types: u8, contact: Option<u64>) {
        match &mut self.kept {
            Some(kept) if kept.made != Made::AfterLoadAndOneMore => {
                kept.put_aside = Some((types, contact));
            }
            Some(_) | None => {
                let made = if self.has_loaded { Made::AfterLoad } else { Made::WhileLoading };
                self.keep(types, contact, made);
            }
        }
    }

    fn keep(&mut self, types: u8, contact: Option<u64>, made: Made) {
        let (put_aside, is_acknowledged, owed) = (None, false, Vec::new());
        let kept = Kept { types, contact, made, put_aside, is_acknowledged, owed };
        self.kept = (types != 0).then_some(kept);
    }

    fn load(&mut self) {
        self.has_loaded = true;
        let Some(kept) = &mut self.kept else { return };
        match (&kept.made, kept.put_aside.take()) {
            (Made::WhileLoading, _) => kept.made = Made::ByLoaded,
            (Made::AfterLoad, None) => kept.made = Made::AfterLoadAndOneMore,
            (Made::ByLoaded | Made::AfterLoadAndOneMore, None) => self.kept = None,
            (_, Some((types, contact))) => self.keep(types, contact, Made::ByLoaded),
        }
    }

    fn posted(&mut self, events: &PostedEvents) {
        match events {
            PostedEvents::Own(own) => match own.first() {
                Some(PostedEvent::Acknowledge(acknowledge))
                    if *acknowledge == Acknowledge::success(acknowledge.contact_id()) =>
                {
                    let kept = self.kept.as_mut().expect("an answer for nobody");
                    assert!(!kept.is_acknowledged, "answered twice");
                    kept.is_acknowledged = true;
                    let again = |it: &PostedEvent| matches!(it, PostedEvent::Acknowledge(_));
                    assert!(!own[1..].iter().any(again));
                }
                Some(PostedEvent::Acknowledge(_)) => {
                    assert!(self.kept.is_none() && own.len() == 1, "an error is alone");
                }
                Some(PostedEvent::SessionInfo(_)) => {
                    let kept = self.kept.as_ref().expect("a token for nobody");
                    assert!(kept.is_acknowledged && kept.types & (ALL | SESSION_INFO) != 0);
                }
                Some(_) | None => unreachable!("a message without a head"),
            },
            PostedEvents::Selected(selection) => {
                let kept = self.kept.as_mut().expect("events for nobody");
                assert!(kept.is_acknowledged, "events before the answer");
                assert!((1..=20).contains(&selection.events.len()));
                let count = selection.events.len().min(kept.owed.len());
                let owed: Vec<EventHandle> = kept.owed.drain(..count).collect();
                assert_eq!(*selection.events, *owed, "not what the filter admits, in order");
            }
        }
    }
}

impl World {
    fn new(extensions: Extensions) -> Self {
        let mut world = Self {
            broker: Broker::new(),
            now: 0,
            next_event: 0,
            is_session: false,
            wanted: BTreeMap::new(),
            pages: BTreeMap::new(),
            extensions,
            told: Vec::new(),
        };
        world.broker.handle(Tick(0), Input::Permissions(Permissions::ALL));
        for page in 0..PAGES {
            open(&mut world.broker, page, extensions);
            world.pages.insert(page, Model::default());
        }
        world
    }

    fn live(&mut self, acts: &[Act]) {
        for act in acts {
            self.act(act);
        }
        self.act(&Act::Pass(10_000));
        for (page, model) in &self.pages {
            let Some(kept) = &model.kept else { continue };
            assert!(kept.is_acknowledged, "page {page} was never answered");
            assert!(kept.owed.is_empty(), "page {page} is still owed {:?}", kept.owed);
        }
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Register { page, types, contact } => self.register(*page, *types, *contact),
            Act::Unregister(page) => {
                self.say(*page, typed("UnregisterFromClientEvents"));
                self.check();
                self.model(*page).kept = None;
            }
            Act::Command { page, word, contact } => {
                let contact_id = contact.map_or(Loose::Undefined, number);
                self.say(*page, LooseMessage { contact_id, ..typed(word) });
            }
            Act::Post { page, message } => {
                let is = |name: &str| message.message_type == Loose::Text(name.into());
                if !is("RegisterForClientEvents") && !is("UnregisterFromClientEvents") {
                    self.say(*page, message.clone());
                }
            }
            Act::Foreign { page, message } => {
                let origin = Origin::reported("https://evil.example");
                assert!(!self.broker.admit(Tick(self.now), PageId(*page), &origin));
                let (page, message) = (PageId(*page), Box::new(message.clone()));
                self.handle(Input::Message { page, origin, message, way: WINDOW });
            }
            Act::Events { subjects, bytes } => self.events(subjects, *bytes),
            Act::Loaded(page) => {
                self.model(*page).load();
                self.handle(Input::FrameLoaded { page: PageId(*page) });
            }
            Act::Reloaded(page) => {
                self.handle(Input::Reloaded { page: PageId(*page) });
                self.check();
                let model = self.model(*page);
                (model.kept, model.has_loaded) = (None, false);
            }
            Act::Closed(page) => {
                self.handle(Input::Closed { page: PageId(*page) });
                self.check();
                *self.model(*page) = Model { is_closed: true, ..Model::default() };
            }
            Act::Opened(page) => {
                open(&mut self.broker, *page, self.extensions);
                self.check();
                *self.model(*page) = Model::default();
            }
            Act::Shown(page, is_shown) => {
                self.handle(Input::Shown { page: PageId(*page), is_shown: *is_shown });
            }
            Act::Token { page, token } => {
                if let Some(&agent_session) = self.wanted.get(page) {
                    let (page, token) = (PageId(*page), token.clone());
                    self.handle(Input::SessionToken { page, agent_session, token });
                }
            }
            Act::Session(is_on) => {
                self.is_session = *is_on;
                self.handle(if *is_on {
                    Input::AgentSessionStarted
                } else {
                    Input::AgentSessionEnded
                });
            }
            Act::Focus(contact) => self.handle(Input::Focus(contact.and_then(ContactId::new))),
            Act::Outcome { number, accepted } => {
                let outcome = if *accepted { Outcome::Accepted } else { Outcome::Failed };
                self.handle(Input::CommandOutcome { number: CommandNumber(*number), outcome });
            }
            Act::Pass(ms) => {
                self.now += ms;
                self.handle(Input::Timeout);
            }
        }
        self.check();
    }

    fn register(&mut self, page: u32, types: u8, contact: Option<u64>) {
        let model = self.model(page);
        let is_second =
            model.kept.as_ref().is_some_and(|kept| kept.made != Made::AfterLoadAndOneMore);
        if !model.is_closed {
            model.register(types, contact);
        }
        self.say(page, registration(types, contact));
        let posts = self.check();
        let mine = posts.iter().filter(|posted| **posted == page).count();
        assert!(mine <= 1, "one registration, {mine} messages");
        assert!(!is_second || mine == 0, "a second registration is not answered");
    }

    fn events(&mut self, subjects: &[Subject], bytes: u32) {
        let mut heads = Vec::new();
        for &subject in subjects {
            self.next_event += 1;
            heads.push(EventHead { event: EventHandle(self.next_event), subject });
        }
        for kept in self.pages.values_mut().filter_map(|model| model.kept.as_mut()) {
            let admitted =
                heads.iter().filter(|head| admits(kept.types, kept.contact, head.subject));
            kept.owed.extend(admitted.map(|head| head.event));
        }
        self.handle(Input::Events { bytes, events: &heads });
    }

    fn say(&mut self, page: u32, message: LooseMessage) {
        let (page, origin) = (PageId(page), Origin::reported(ORIGIN));
        if self.broker.admit(Tick(self.now), page, &origin) {
            let message = Box::new(message);
            self.handle(Input::Message { page, origin, message, way: WINDOW });
        }
    }

    fn handle(&mut self, input: Input<'_>) {
        self.broker.handle(Tick(self.now), input);
    }

    fn model(&mut self, page: u32) -> &mut Model {
        self.pages.entry(page).or_default()
    }

    /// Settles all outputs with the model; the pages to which something was posted.
    fn check(&mut self) -> Vec<u32> {
        let mut posts = Vec::new();
        while let Some(output) = self.broker.poll_output() {
            self.told.push(output.clone());
            match output {
                Output::Post { page, origin, message, port: None } => {
                    assert_eq!(message.place, None, "nobody asked for a number");
                    assert_eq!(origin, Origin::reported(ORIGIN));
                    self.model(page.0).posted(&message.events);
                    posts.push(page.0);
                }
                Output::WantSessionToken { page, agent_session } => {
                    assert!(self.is_session, "a token is wanted without an agent session");
                    self.wanted.insert(page.0, agent_session);
                }
                Output::Post { port: Some(_), .. }
                | Output::EndPort { .. }
                | Output::Remove { .. } => unreachable!("nobody asked for it"),
                Output::Warn { .. }
                | Output::Command { .. }
                | Output::Card { .. }
                | Output::EndSessionToken { .. }
                | Output::Note { .. } => {}
            }
        }
        posts
    }
}

/// P30, said anew.
fn admits(types: u8, contact: Option<u64>, subject: Subject) -> bool {
    let has = |bit: u8| types & bit != 0;
    let id = match subject {
        Subject::AgentState
        | Subject::AgentSessionStart
        | Subject::Mute { .. }
        | Subject::Agent => return has(ALL) || has(AGENT),
        Subject::Contact(state) => Some(state.id),
        Subject::AboutContact { id } => id,
    };
    has(ALL)
        || has(CONTACTS)
        || (has(CONTACT) && id.is_some() && id == contact.and_then(ContactId::new))
}

const ALL: u8 = 1;
const AGENT: u8 = 2;
const CONTACT: u8 = 4;
const CONTACTS: u8 = 8;
const SESSION_INFO: u8 = 16;

fn open(broker: &mut Broker, page: u32, extensions: Extensions) {
    let rules = PageRules {
        origins: vec![Origin::reported(ORIGIN)],
        grants: Grants {
            session_token: page.is_multiple_of(2),
            call_commands: true,
            contact_card: true,
        },
        kind: PageKind::Workspace,
        extensions,
    };
    broker.handle(Tick(0), Input::Opened { page: PageId(page), rules });
}

fn typed(message_type: &str) -> LooseMessage {
    LooseMessage { message_type: Loose::Text(message_type.into()), ..LooseMessage::default() }
}

fn registration(types: u8, contact: Option<u64>) -> LooseMessage {
    let words = [
        (ALL, "all"),
        (AGENT, "Agent"),
        (CONTACT, "contact"),
        (CONTACTS, "contacts"),
        (SESSION_INFO, "sessioninfo"),
    ];
    let words = words.iter().filter(|(bit, _)| types & bit != 0);
    LooseMessage {
        contact_id: contact.map_or(Loose::Undefined, number),
        subscription_types: Loose::Array(
            words.map(|(_, word)| Loose::Text((*word).into())).collect(),
        ),
        ..typed("RegisterForClientEvents")
    }
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn number(number: u64) -> Loose {
    Loose::Number(number as f64)
}

fn act() -> impl Strategy<Value = Act> {
    let page = 0..PAGES;
    let contact = proptest::option::of(1_u64..4);
    let words = prop_oneof![
        Just("AnswerEvent"),
        Just("RefuseEvent"),
        Just("HoldEvent"),
        Just("MuteEvent"),
        Just("MaskEvent"),
        Just("RecordEvent"),
        Just("HangupEvent"),
    ];
    prop_oneof![
        4 => (page.clone(), 0_u8..32, contact.clone())
            .prop_map(|(page, types, contact)| Act::Register { page, types, contact }),
        1 => page.clone().prop_map(Act::Unregister),
        3 => (page.clone(), words, contact.clone())
            .prop_map(|(page, word, contact)| Act::Command { page, word, contact }),
        1 => (page.clone(), message()).prop_map(|(page, message)| Act::Post { page, message }),
        1 => (page.clone(), message()).prop_map(|(page, message)| Act::Foreign { page, message }),
        6 => (vec(subject(), 0..25), 0_u32..40_000)
            .prop_map(|(subjects, bytes)| Act::Events { subjects, bytes }),
        3 => page.clone().prop_map(Act::Loaded),
        1 => page.clone().prop_map(Act::Reloaded),
        1 => page.clone().prop_map(Act::Closed),
        1 => page.clone().prop_map(Act::Opened),
        1 => (page.clone(), any::<bool>()).prop_map(|(page, is)| Act::Shown(page, is)),
        2 => (page, proptest::option::of(Just("token".to_owned())))
            .prop_map(|(page, token)| Act::Token { page, token }),
        1 => any::<bool>().prop_map(Act::Session),
        1 => contact.prop_map(Act::Focus),
        2 => (0_u32..20, any::<bool>())
            .prop_map(|(number, accepted)| Act::Outcome { number, accepted }),
        1 => (0_u64..3_000).prop_map(Act::Pass),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    let status = prop_oneof![
        Just(Status::Incoming),
        Just(Status::Active),
        Just(Status::Holding),
        Just(Status::Masking),
        Just(Status::Joined),
        Just(Status::Disconnected),
    ];
    prop_oneof![
        Just(Subject::AgentState),
        Just(Subject::AgentSessionStart),
        any::<bool>().prop_map(|muted| Subject::Mute { muted }),
        Just(Subject::Agent),
        Just(Subject::AboutContact { id: None }),
        (1_u64..4).prop_map(|id| Subject::AboutContact { id: ContactId::new(id) }),
        (1_u64..4, status, any::<(bool, bool, bool)>()).prop_map(|(id, status, flags)| {
            Subject::Contact(ContactState {
                id: ContactId::new(id).expect("a small number"),
                is_call: flags.0,
                status,
                is_final: status == Status::Disconnected && flags.1,
                is_inbound: true,
                is_recording: flags.2,
            })
        }),
    ]
}

fn message() -> impl Strategy<Value = LooseMessage> {
    let known = prop_oneof![
        Just("RegisterForClientEvents"),
        Just("UnregisterFromClientEvents"),
        Just("ContactCardData"),
        Just("HoldEvent"),
        Just("UnegisterFromClientEvents"),
        Just("__proto__"),
    ];
    let message_type =
        prop_oneof![3 => known.prop_map(|known| Loose::Text(known.into())), 1 => loose()];
    let card = proptest::option::of(
        (loose(), loose()).prop_map(|(name, user_img)| LooseCard { name, user_img }),
    );
    let resume = proptest::option::of(
        (loose(), loose(), loose()).prop_map(|(epoch, seq, state)| LooseResume {
            epoch,
            seq,
            state,
        }),
    );
    let beyond_max = (resume, loose(), loose());
    (message_type, loose(), loose(), loose(), card, beyond_max).prop_map(
        |(message_type, issuer, contact_id, subscription_types, contact_card_data, beyond_max)| {
            let (resume, request_id, on) = beyond_max;
            // It does not say the key `extensions`, without which the others mean nothing.
            let extensions = Loose::Undefined;
            LooseMessage {
                message_type,
                issuer,
                contact_id,
                subscription_types,
                contact_card_data,
                extensions,
                resume,
                request_id,
                on,
            }
        },
    )
}

fn loose() -> impl Strategy<Value = Loose> {
    let leaf = prop_oneof![
        Just(Loose::Undefined),
        Just(Loose::Null),
        any::<bool>().prop_map(Loose::Bool),
        any::<f64>().prop_map(Loose::Number),
        Just(Loose::Number(f64::NAN)),
        Just(Loose::Number(-0.0)),
        Just(Loose::Number(f64::MAX)),
        "-?[0-9]{1,30}".prop_map(Loose::BigInt),
        ".{0,12}".prop_map(Loose::Text),
        "[0-9]{0,25}".prop_map(Loose::Text),
        Just(Loose::Text("__proto__".into())),
        Just(Loose::Text("a".repeat(300_000))),
        Just(Loose::LongText("9".repeat(1_024))),
        Just(Loose::Text("data:image/png,é".into())),
        Just(Loose::Text("http://[::1".into())),
        Just(Loose::Other("[object Object]".into())),
    ];
    let many = Just(Loose::Array(vec![Loose::Text("agents".into()); 70]));
    let leaf = prop_oneof![20 => leaf, 1 => many];
    leaf.prop_recursive(2, 6, 4, |inner| vec(inner, 0..4).prop_map(Loose::Array))
}
