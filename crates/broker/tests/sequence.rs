//! Whatever pages reload, and when: nothing is lost or doubled, and each command is answered once.
#![expect(clippy::expect_used, reason = "helpers outside the tests")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cordboard_broker::{
    Acknowledge, Broker, CommandNumber, ContactId, ContactState, EventHandle, EventHead,
    Extensions, Grants, Input, Loose, LooseMessage, LooseResume, Origin, Outcome, Output, PageId,
    PageKind, PageRules, Permissions, PostedEvent, PostedEvents, RequestId, Resume, Status,
    Subject, Tick, ToPage, Way,
};
use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any, prop_oneof, proptest},
};

const PAGES: u32 = 3;
const ORIGIN: &str = "https://crm.example";
/// How many events are kept for a page at least.
const KEPT: usize = 1_000;

#[derive(Debug, Clone)]
enum Act {
    /// The page's document registers, where it did not yet.
    Register(u32),
    Unregister(u32),
    /// The document deals with so many of the messages that have come.
    Deal(u32, usize),
    Command(u32, &'static str),
    Events(Vec<Subject>),
    Focus(Option<u64>),
    Shown(u32, bool),
    /// The desktop loads the page anew.
    Reloaded(u32),
    /// The page loads itself anew, and its scripts register before the load or do not.
    ReloadsItself {
        page: u32,
        registers: bool,
    },
    Loaded(u32),
    Outcome {
        number: u32,
        is_accepted: bool,
    },
    Pass(u64),
}

proptest! {
    #[test]
    fn nothing_is_lost_or_doubled_and_each_command_has_one_receipt(acts in vec(act(), 1..150)) {
        let mut world = World::new();
        for act in &acts {
            world.act(act);
        }
        world.end();
    }
}

#[test]
fn a_page_that_misses_a_thousand_events_gets_them_and_one_that_misses_more_the_state() {
    for (missed, is_recovered) in [(KEPT, true), (KEPT + 1, false)] {
        let mut world = World::new();
        world.act(&Act::Register(0));
        world.act(&Act::Deal(0, 1));
        world.act(&Act::Reloaded(0));
        for _ in 0..missed {
            world.act(&Act::Events(vec![Subject::Agent]));
        }
        world.is_bounded = true;
        world.act(&Act::Register(0));
        world.act(&Act::Deal(0, usize::MAX));
        assert_eq!(world.pages[&0].events().len(), if is_recovered { missed } else { 0 });
        assert_eq!(world.pages[&0].was_recovered, Some(is_recovered));
    }
}

#[test]
fn a_hundred_reloads_that_deal_with_nothing_lose_nothing() {
    let mut world = World::new();
    world.act(&Act::Register(0));
    world.act(&Act::Deal(0, 1));
    for _ in 0..100 {
        world.act(&Act::Events(vec![Subject::Agent]));
        world.act(&Act::ReloadsItself { page: 0, registers: true });
        world.act(&Act::Loaded(0));
    }
    world.act(&Act::Deal(0, usize::MAX));
    assert_eq!(world.pages[&0].events().len(), 100);
    world.end();
}

#[test]
fn what_has_no_source_counts_by_its_epoch_and_origin_alone() {
    let left = |origin: &str, epoch: &str| {
        let mut world = World::new();
        world.act(&Act::Register(0));
        world.act(&Act::Deal(0, 1));
        let resume = world.pages[&0].place.clone().expect("it is numbered");
        world.act(&Act::Events(vec![Subject::Agent]));
        world.act(&Act::Reloaded(0));
        let epoch = if epoch.is_empty() { resume.epoch } else { epoch.to_owned() };
        let resume = LooseResume {
            epoch: Loose::Text(epoch),
            seq: Loose::Number(2.0),
            ..LooseResume::default()
        };
        world.broker.left(&Origin::reported(origin), &resume);
        world.act(&Act::Register(0));
        world.act(&Act::Deal(0, usize::MAX));
        world.pages[&0].events().len()
    };
    assert_eq!(left(ORIGIN, ""), 0, "what it had dealt with does not come again");
    assert_eq!(left("https://other.example", ""), 1);
    assert_eq!(left(ORIGIN, "of another page"), 1);
}

struct World {
    broker: Broker,
    now: u64,
    next_event: u32,
    next_request: u32,
    pages: BTreeMap<u32, Page>,
    /// More may be missed than is kept.
    is_bounded: bool,
}

/// A page: its document, what it keeps over reloads, and what it is owed.
#[derive(Debug, Default)]
struct Page {
    has_registered: bool,
    is_load_to_come: bool,
    /// The epoch of the acknowledgement that the document has dealt with.
    epoch: Option<String>,
    /// From where the registration that was posted last goes on.
    asked: Option<Resume>,
    inbox: VecDeque<ToPage>,
    /// Kept in the page's storage: what it has dealt with since its last full state, and where
    /// it is.
    dealt: Vec<Dealt>,
    place: Option<Resume>,
    was_recovered: Option<bool>,
    /// What the host has to tell since it posted a full state.
    owed: Vec<EventHandle>,
    commands: BTreeSet<String>,
    /// The epochs since then, from which it must be able to go on.
    epochs: BTreeSet<String>,
    /// The number of the last message posted, by epoch.
    numbers: BTreeMap<String, u64>,
}

#[derive(Debug, PartialEq)]
enum Dealing {
    GoesOn,
    /// What follows was meant for a document that was elsewhere: it has to ask for its own.
    Elsewhere,
}

#[derive(Debug, PartialEq)]
enum Dealt {
    Event(EventHandle),
    Receipt(String),
    Other,
}

impl World {
    fn new() -> Self {
        let mut broker = Broker::named("d".into());
        broker.handle(Tick(0), Input::Permissions(Permissions::ALL));
        let mut pages = BTreeMap::new();
        for page in 0..PAGES {
            let rules = PageRules {
                origins: vec![Origin::reported(ORIGIN)],
                grants: Grants { call_commands: true, ..Grants::default() },
                kind: PageKind::Workspace,
                extensions: Extensions::ALL,
            };
            broker.handle(Tick(0), Input::Opened { page: PageId(page), rules });
            pages.insert(page, Page { is_load_to_come: true, ..Page::default() });
        }
        Self { broker, now: 0, next_event: 0, next_request: 0, pages, is_bounded: false }
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Register(page) => self.register(*page),
            Act::Unregister(page) => {
                self.say(*page, typed("UnregisterFromClientEvents"));
                let page = self.page(*page);
                (page.has_registered, page.epoch) = (false, None);
                // It looks at nothing more until it has registered anew.
                page.inbox.clear();
            }
            Act::Deal(page, count) => self.deal(*page, *count),
            Act::Command(page, word) => self.command(*page, word),
            Act::Events(subjects) => self.events(subjects),
            Act::Focus(contact) => self.handle(Input::Focus(contact.and_then(ContactId::new))),
            Act::Shown(page, is_shown) => {
                self.handle(Input::Shown { page: PageId(*page), is_shown: *is_shown });
            }
            Act::Reloaded(page) => {
                self.handle(Input::Reloaded { page: PageId(*page) });
                self.page(*page).new_document();
            }
            Act::ReloadsItself { page, registers } => {
                self.page(*page).new_document();
                if *registers {
                    self.register(*page);
                }
            }
            Act::Loaded(page) => {
                if std::mem::take(&mut self.page(*page).is_load_to_come) {
                    self.handle(Input::FrameLoaded { page: PageId(*page) });
                }
            }
            Act::Outcome { number, is_accepted } => {
                let outcome = if *is_accepted { Outcome::Accepted } else { Outcome::Failed };
                self.handle(Input::CommandOutcome { number: CommandNumber(*number), outcome });
            }
            Act::Pass(ms) => {
                self.now += ms;
                self.handle(Input::Timeout);
            }
        }
    }

    /// Every page comes back once more, and all time-outs are over.
    fn end(&mut self) {
        self.act(&Act::Pass(20_000));
        for page in 0..PAGES {
            self.act(&Act::Reloaded(page));
            self.act(&Act::Register(page));
            self.act(&Act::Loaded(page));
            self.act(&Act::Deal(page, usize::MAX));
        }
        for (number, page) in &self.pages {
            assert_eq!(page.events(), page.owed, "page {number}");
            let mut receipts: Vec<&String> = page.dealt.iter().filter_map(Dealt::receipt).collect();
            receipts.sort();
            assert_eq!(receipts, page.commands.iter().collect::<Vec<_>>(), "page {number}");
        }
        for page in 0..PAGES {
            self.handle(Input::Closed { page: PageId(page) });
        }
        self.handle(Input::AgentSessionEnded);
        for event in 0..=self.next_event {
            assert!(!self.broker.holds(EventHandle(event)), "event {event} is held for nobody");
        }
    }

    fn register(&mut self, number: u32) {
        let page = self.page(number);
        if std::mem::replace(&mut page.has_registered, true) {
            return;
        }
        page.asked = page.place.clone();
        let resume = page.place.as_ref().map(|Resume { epoch, seq }| LooseResume {
            epoch: Loose::Text(epoch.clone()),
            seq: Loose::Number(u32::try_from(*seq).expect("few messages").into()),
            state: Loose::Undefined,
        });
        let text = |text: &str| Loose::Text(text.into());
        let types =
            if number == 0 { vec![text("agent"), text("contacts")] } else { vec![text("agent")] };
        let extensions = ["sequence", "receipts", "focus", "lifecycle"].map(text).to_vec();
        self.say(
            number,
            LooseMessage {
                subscription_types: Loose::Array(types),
                extensions: Loose::Array(extensions),
                resume,
                ..typed("RegisterForClientEvents")
            },
        );
    }

    fn command(&mut self, number: u32, word: &str) {
        if self.page(number).epoch.is_none() {
            return;
        }
        let request = format!("r{}", self.next_request);
        self.next_request += 1;
        self.page(number).commands.insert(request.clone());
        let on = match self.next_request % 3 {
            0 => Loose::Undefined,
            1 => Loose::Bool(true),
            _ => Loose::Bool(false),
        };
        self.say(number, LooseMessage { request_id: Loose::Text(request), on, ..typed(word) });
    }

    fn events(&mut self, subjects: &[Subject]) {
        let mut heads = Vec::new();
        for &subject in subjects {
            self.next_event += 1;
            heads.push(EventHead { event: EventHandle(self.next_event), subject });
        }
        for (number, page) in &mut self.pages {
            let admitted = heads.iter().filter(|head| {
                *number == 0
                    || !matches!(head.subject, Subject::Contact(_) | Subject::AboutContact { .. })
            });
            if !page.epochs.is_empty() {
                page.owed.extend(admitted.map(|head| head.event));
            }
        }
        let bytes = u32::try_from(heads.len()).expect("few events") * 100;
        self.handle(Input::Events { bytes, events: &heads });
    }

    fn say(&mut self, page: u32, message: LooseMessage) {
        let (page, origin, way) =
            (PageId(page), Origin::reported(ORIGIN), Way::Window { port: None });
        self.handle(Input::Message { page, origin, message: Box::new(message), way });
    }

    fn handle(&mut self, input: Input<'_>) {
        self.broker.handle(Tick(self.now), input);
        let is_bounded = self.is_bounded;
        while let Some(output) = self.broker.poll_output() {
            if let Output::Post { page, message, .. } = output {
                self.page(page.0).posted(message, is_bounded);
            }
        }
    }

    fn deal(&mut self, number: u32, count: usize) {
        for _ in 0..count {
            let Some(message) = self.page(number).inbox.pop_front() else { return };
            if self.page(number).deal(&message) == Dealing::Elsewhere {
                self.act(&Act::Unregister(number));
                self.act(&Act::Register(number));
            }
        }
    }

    fn page(&mut self, page: u32) -> &mut Page {
        self.pages.get_mut(&page).expect("a page")
    }
}

impl Page {
    fn events(&self) -> Vec<EventHandle> {
        self.dealt.iter().filter_map(Dealt::event).collect()
    }

    /// What was posted to the old one is lost with it.
    fn new_document(&mut self) {
        (self.has_registered, self.is_load_to_come, self.epoch) = (false, true, None);
        self.inbox.clear();
    }

    fn posted(&mut self, message: ToPage, is_bounded: bool) {
        let place = message.place.clone().expect("every message is numbered");
        let epoch = place.epoch.to_string();
        let last = self.numbers.insert(epoch.clone(), place.seq);
        assert_eq!(place.seq, last.map_or(1, |last| last + 1), "a gap in {epoch}");
        if let Some(acknowledge) = acknowledge(&message) {
            let must = self.asked.as_ref().is_some_and(|asked| self.epochs.contains(&asked.epoch));
            assert!(must == (acknowledge.recovered() == Some(true)) || is_bounded);
            if acknowledge.recovered() != Some(true) {
                self.owed.clear();
                self.commands.clear();
                self.epochs.clear();
            }
            self.epochs.insert(epoch);
        }
        self.inbox.push_back(message);
    }

    /// As a page does: an acknowledgement is a new beginning, and other epochs are dropped.
    fn deal(&mut self, message: &ToPage) -> Dealing {
        let place = message.place.clone().expect("every message is numbered");
        if let Some(acknowledge) = acknowledge(message) {
            if acknowledge.resume().is_some_and(|resume| self.place.as_ref() != Some(resume)) {
                return Dealing::Elsewhere;
            }
            self.was_recovered = acknowledge.recovered();
            self.epoch = Some(place.epoch.to_string());
            if self.was_recovered != Some(true) {
                self.dealt.clear();
            }
        }
        if self.epoch.as_deref() != Some(&*place.epoch) {
            return Dealing::GoesOn;
        }
        self.place = Some(Resume { epoch: place.epoch.to_string(), seq: place.seq });
        match &message.events {
            PostedEvents::Selected(selection) => {
                self.dealt.extend(selection.events.iter().copied().map(Dealt::Event));
            }
            PostedEvents::Own(own) => {
                self.dealt.extend(own.iter().filter_map(|event| match event {
                    PostedEvent::Receipt(receipt) => match receipt.request_id() {
                        RequestId::Text(text) => Some(Dealt::Receipt(text.clone())),
                        RequestId::Number(_) => Some(Dealt::Other),
                    },
                    // The state.
                    PostedEvent::FromAcd(_) | PostedEvent::Acknowledge(_) => None,
                    PostedEvent::SessionInfo(_)
                    | PostedEvent::Focus(_)
                    | PostedEvent::Lifecycle(_) => Some(Dealt::Other),
                }));
            }
        }
        Dealing::GoesOn
    }
}

impl Dealt {
    fn event(&self) -> Option<EventHandle> {
        if let Self::Event(event) = self { Some(*event) } else { None }
    }

    fn receipt(&self) -> Option<&String> {
        if let Self::Receipt(request) = self { Some(request) } else { None }
    }
}

fn acknowledge(message: &ToPage) -> Option<Acknowledge> {
    match &message.events {
        PostedEvents::Own(own) => match own.first() {
            Some(PostedEvent::Acknowledge(acknowledge)) => Some(acknowledge.clone()),
            Some(_) | None => None,
        },
        PostedEvents::Selected(_) => None,
    }
}

fn typed(message_type: &str) -> LooseMessage {
    LooseMessage { message_type: Loose::Text(message_type.into()), ..LooseMessage::default() }
}

fn act() -> impl Strategy<Value = Act> {
    let page = 0..PAGES;
    let words = prop_oneof![
        Just("AnswerEvent"),
        Just("HoldEvent"),
        Just("MuteEvent"),
        Just("MaskEvent"),
        Just("RecordEvent"),
        Just("HangupEvent"),
    ];
    prop_oneof![
        5 => page.clone().prop_map(Act::Register),
        1 => page.clone().prop_map(Act::Unregister),
        6 => (page.clone(), 1_usize..5).prop_map(|(page, count)| Act::Deal(page, count)),
        5 => (page.clone(), words).prop_map(|(page, word)| Act::Command(page, word)),
        8 => vec(subject(), 1..4).prop_map(Act::Events),
        1 => proptest::option::of(1_u64..3).prop_map(Act::Focus),
        1 => (page.clone(), any::<bool>()).prop_map(|(page, is)| Act::Shown(page, is)),
        1 => page.clone().prop_map(Act::Reloaded),
        3 => (page.clone(), any::<bool>())
            .prop_map(|(page, registers)| Act::ReloadsItself { page, registers }),
        4 => page.prop_map(Act::Loaded),
        3 => (0_u32..30, any::<bool>())
            .prop_map(|(number, is_accepted)| Act::Outcome { number, is_accepted }),
        1 => (0_u64..3_000).prop_map(Act::Pass),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    let status = prop_oneof![
        1 => Just(Status::Incoming),
        3 => Just(Status::Active),
        1 => Just(Status::Holding),
        1 => Just(Status::Masking),
        1 => Just(Status::Disconnected),
    ];
    prop_oneof![
        1 => Just(Subject::AgentState),
        1 => Just(Subject::Agent),
        1 => any::<bool>().prop_map(|muted| Subject::Mute { muted }),
        3 => (1_u64..3, status, any::<(bool, bool)>()).prop_map(|(id, status, flags)| {
            Subject::Contact(ContactState {
                id: ContactId::new(id).expect("a small number"),
                is_call: true,
                status,
                is_final: status == Status::Disconnected && flags.0,
                is_inbound: true,
                is_recording: flags.1,
            })
        }),
    ]
}
