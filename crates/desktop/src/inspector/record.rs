//! The recorder: sees what goes through the page bridge while the inspector is open, and makes entries of it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use cordboard_broker::inspect::{
    Deed, Explanation, Heard, Level, Shape, explain_flood, explain_not_heard, explain_note,
    explain_outcome, explain_posted, explain_sent, explain_stray,
};
use cordboard_broker::{
    CallCommand, CommandNumber, CommandWord, Input, LooseMessage, Note, Origin, Output, PageId,
    Standing,
};

use js_sys::Array;

use super::cost::{Cost, Costs};
use super::log::{Entry, Log, Raw, Way};
use super::text;
use crate::page_bridge::{PageBridge, Seen, Witness};

/// How many commands are followed until they are done: more than wait for anybody's calls.
const FOLLOWED: usize = 64;

/// How long after the last dropped message a flood is over: so long a burst takes to be whole again (P34).
const CALM_MS: f64 = 5_000.0;

/// Names a page.
type TitleOf = Box<dyn Fn(PageId) -> Option<String>>;

/// Records.
pub(crate) struct Recorder {
    title_of: TitleOf,
    changed: Box<dyn Fn()>,
    is_paused: Cell<bool>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    log: Log,
    costs: Costs,
    /// What is being handled, the innermost last.
    handling: Vec<Handling>,
    /// Entries that stand behind those that are being handled.
    held: Vec<Entry>,
    sent: VecDeque<Sent>,
    waiting: VecDeque<Waiting>,
    floods: BTreeMap<PageId, Flood>,
    /// How long the recorder itself took so far.
    own_ms: f64,
    passed: u64,
}

enum Handling {
    Message(Box<Posted>),
    Load { page: PageId, number: u64, was_registered: bool },
    Other,
}

/// A message of a page, while it is handled.
struct Posted {
    number: u64,
    page: PageId,
    message: LooseMessage,
    shape: Shape,
    standing: Standing,
    raw: Raw,
    deeds: Vec<Deed>,
    sent: Vec<(CommandNumber, CallCommand)>,
    at_ms: f64,
    began_ms: f64,
    own_ms: f64,
}

/// A command that was sent and has no end yet.
struct Sent {
    number: CommandNumber,
    entry: u64,
    page: PageId,
    command: CallCommand,
}

/// A command that was taken and not sent yet.
struct Waiting {
    entry: u64,
    page: PageId,
    word: CommandWord,
}

/// Messages beyond the budget, with few between them that were let in again.
struct Flood {
    entry: u64,
    dropped: u64,
    last_ms: f64,
}

impl Witness for Recorder {
    fn see(&self, bridge: &PageBridge, seen: Seen<'_>) {
        let began_ms = now_ms();
        self.take(bridge, seen, began_ms);
        if let Ok(mut state) = self.state.try_borrow_mut() {
            state.own_ms += now_ms() - began_ms;
        }
    }
}

impl Recorder {
    pub(crate) fn new(
        title_of: impl Fn(PageId) -> Option<String> + 'static,
        changed: impl Fn() + 'static,
    ) -> Self {
        Self {
            title_of: Box::new(title_of),
            changed: Box::new(changed),
            is_paused: Cell::default(),
            state: RefCell::default(),
        }
    }

    /// Whether what comes is only counted.
    pub(crate) fn set_paused(&self, is_paused: bool) {
        self.is_paused.set(is_paused);
        if !is_paused {
            self.state.borrow_mut().passed = 0;
        }
    }

    /// How many entries were not kept in this pause.
    pub(crate) fn passed(&self) -> u64 {
        self.state.borrow().passed
    }

    pub(crate) fn with_log<Told>(&self, read: impl FnOnce(&Log) -> Told) -> Told {
        read(&self.state.borrow().log)
    }

    pub(crate) fn costs(&self) -> Vec<(PageId, Cost)> {
        self.state.borrow().costs.all()
    }

    /// Forgets what was recorded and counted.
    pub(crate) fn clear(&self) {
        let mut state = self.state.borrow_mut();
        state.log.clear();
        state.costs.clear();
        state.floods.clear();
        state.passed = 0;
        drop(state);
        (self.changed)();
    }

    fn take(&self, bridge: &PageBridge, seen: Seen<'_>, began_ms: f64) {
        let mut borrowed = self.state.borrow_mut();
        let state = &mut *borrowed;
        match seen {
            Seen::Heard { page, data, message, standing } => {
                let raw = text::raw(bridge, data);
                let title = self.title(state, page);
                state.costs.of(page, &title).heard.add(raw.bytes);
                state.handling.push(Handling::Message(Box::new(Posted {
                    number: state.log.next_number(),
                    page,
                    message: message.clone(),
                    shape: text::shape(data),
                    standing,
                    raw,
                    deeds: Vec::new(),
                    sent: Vec::new(),
                    at_ms: js_sys::Date::now(),
                    began_ms,
                    own_ms: state.own_ms,
                })));
            }
            Seen::NotHeard { page, origin, count, standing } => {
                self.not_heard(state, page, origin, count.into(), &standing);
            }
            Seen::Stray { page, origin } => {
                let entry = self.entry(state, page, Way::FromPage, explain_stray(origin));
                self.push(state, Entry { kind: "(not looked at)".into(), ..entry });
            }
            Seen::Input(input) => self.input(bridge, state, input),
            Seen::Handled => self.handled(bridge, state, began_ms),
            Seen::Output(output) => self.output(bridge, state, output),
            Seen::Posted { page, message, events } => {
                let raw = text::raw_posted(bridge, message, events);
                self.posted(state, page, Way::ToPage, events, raw);
            }
            Seen::Replayed { page, message, events } => {
                let raw = text::raw(bridge, message);
                self.posted(state, page, Way::Replayed, events, raw);
            }
        }
    }

    fn posted(&self, state: &mut State, page: PageId, way: Way, events: &Array, raw: Raw) {
        let briefs = text::briefs(events);
        let title = self.title(state, page);
        state.costs.of(page, &title).told.add(raw.bytes);
        let entry = self.entry(state, page, way, explain_posted(&briefs));
        self.push(state, Entry { kind: text::kind(&briefs), raw: Some(raw), ..entry });
    }

    /// One entry for a flood, however many messages it has.
    fn not_heard(
        &self,
        state: &mut State,
        page: PageId,
        origin: &Origin,
        count: u64,
        standing: &Standing,
    ) {
        let title = self.title(state, page);
        state.costs.of(page, &title).not_heard += count;
        let is_origin_heard = standing.origins.contains(origin) && !origin.is_opaque();
        if !is_origin_heard {
            let told = explain_not_heard(origin, standing);
            let entry = self.entry(state, page, Way::FromPage, told);
            self.push(state, Entry { kind: "(not looked at)".into(), ..entry });
            return;
        }
        let last_ms = now_ms();
        let floods = state.floods.get_mut(&page);
        if let Some(flood) = floods.filter(|flood| last_ms - flood.last_ms < CALM_MS) {
            flood.dropped += count;
            flood.last_ms = last_ms;
            let (number, told) = (flood.entry, explain_flood(flood.dropped));
            self.change(state, number, |entry| entry.explanation = told);
            return;
        }
        let entry = self.entry(state, page, Way::FromPage, explain_flood(count));
        state.floods.insert(page, Flood { entry: entry.number, dropped: count, last_ms });
        self.push(state, Entry { kind: "(not looked at)".into(), ..entry });
    }

    fn input(&self, bridge: &PageBridge, state: &mut State, input: &Input<'_>) {
        if let Input::CommandOutcome { number, outcome } = input {
            let sent = state.sent.iter().find(|sent| sent.number == *number);
            if let Some(entry) = sent.map(|sent| sent.entry) {
                self.later(state, entry, explain_outcome(*outcome).to_owned());
            }
        }
        let handling = if let Input::FrameLoaded { page } = input {
            let was_registered = is_registered(bridge, *page);
            Handling::Load { page: *page, number: state.log.next_number(), was_registered }
        } else {
            self.happened(bridge, state, input);
            Handling::Other
        };
        state.handling.push(handling);
    }

    fn happened(&self, bridge: &PageBridge, state: &mut State, input: &Input<'_>) {
        if let Input::Reloaded { page } = input
            && bridge.standing(*page).is_some()
        {
            let words = "The desktop loads the page anew; its registration, if any, has ended.";
            self.about(state, *page, "load", words, "P22");
        }
        if let Input::Closed { page } = input
            && bridge.standing(*page).is_some()
        {
            self.about(state, *page, "close", "The page is closed and not heard any more.", "P1");
        }
    }

    fn handled(&self, bridge: &PageBridge, state: &mut State, now_ms: f64) {
        match state.handling.pop() {
            Some(Handling::Message(posted)) => self.message_handled(bridge, state, *posted, now_ms),
            Some(Handling::Load { page, number, was_registered }) => {
                let words = match (was_registered, is_registered(bridge, page)) {
                    (true, false) => {
                        "Its frame has loaded another document: the registration of the one before \
                         has ended, and the page has to register anew."
                    }
                    (_, true) => "Its frame has loaded a document; it is registered.",
                    (false, false) => "Its frame has loaded a document; it is not registered.",
                };
                if bridge.standing(page).is_some() {
                    let told = fine(words, "P22");
                    let entry = self.entry_numbered(state, number, page, Way::About, told);
                    self.push(state, Entry { kind: "load".into(), ..entry });
                }
            }
            Some(Handling::Other) | None => {}
        }
        if state.handling.is_empty() {
            let mut held = std::mem::take(&mut state.held);
            held.sort_unstable_by_key(|entry| entry.number);
            for entry in held {
                self.push(state, entry);
            }
        }
    }

    fn message_handled(&self, bridge: &PageBridge, state: &mut State, posted: Posted, now_ms: f64) {
        let Posted {
            number,
            page,
            message,
            shape,
            standing,
            raw,
            deeds,
            sent,
            at_ms,
            began_ms,
            own_ms,
        } = posted;
        let heard = Heard { message: &message, shape: &shape, standing: &standing, deeds: &deeds };
        let mut told = heard.explain();
        told.sentence = bridge.without_tokens(told.sentence);
        let took_ms = (now_ms - began_ms - (state.own_ms - own_ms)).max(0.0);
        let title = self.title(state, page);
        let cost = state.costs.of(page, &title);
        cost.longest_ms = cost.longest_ms.max(took_ms);
        if let Some(word) = heard.waits() {
            state.waiting.push_back(Waiting { entry: number, page, word });
            keep_newest(&mut state.waiting);
        }
        for (command_number, command) in sent {
            state.sent.push_back(Sent { number: command_number, entry: number, page, command });
            keep_newest(&mut state.sent);
        }
        let kind = bridge.without_tokens(heard.kind());
        let entry = self.entry_numbered(state, number, page, Way::FromPage, told);
        let entry = Entry { kind, at_ms, raw: Some(raw), took_ms: Some(took_ms), ..entry };
        // Behind it stands what came of it.
        state.held.push(entry);
        if state.handling.is_empty() {
            (self.changed)();
        }
    }

    /// What came of the message that is being handled belongs to it; all else is of its own.
    fn output(&self, bridge: &PageBridge, state: &mut State, output: &Output) {
        if let Some(Handling::Message(posted)) = state.handling.last_mut()
            && let Some(deed) = Deed::of(posted.page, output)
            && deed.is_about(&posted.message)
        {
            if let Output::Command { number, command, .. } = output {
                posted.sent.push((*number, *command));
            }
            posted.deeds.push(deed);
            return;
        }
        if let Output::Note { page: Some(page), note } = output {
            self.note(bridge, state, *page, note);
        } else if let Output::Warn { page, warning } = output {
            let words = bridge.without_tokens(warning.to_string());
            let told = Explanation {
                level: Level::Remark,
                sentence: format!("The registration that was put aside is answered: {words}."),
                clause: "P22",
            };
            let entry = self.entry(state, *page, Way::About, told);
            self.push(state, Entry { kind: "warning".into(), ..entry });
        } else if let Output::Command { number, page: Some(page), contact, command } = output
            && let Some(entry) = take_waiting(state, *page, command.word())
        {
            let (number, page, command) = (*number, *page, *command);
            state.sent.push_back(Sent { number, entry, page, command });
            keep_newest(&mut state.sent);
            let words = format!("Its turn has come: {}.", explain_sent(command, *contact));
            self.later(state, entry, words);
        }
    }

    fn note(&self, bridge: &PageBridge, state: &mut State, page: PageId, note: &Note) {
        // Each such message has an entry of its own.
        if matches!(note, Note::Flood | Note::OriginNotHeard { .. }) {
            return;
        }
        let entry =
            if let Note::CommandUnsettled { command } | Note::CommandFailed { command } = note {
                let is_it = |sent: &&Sent| sent.page == page && sent.command == *command;
                state.sent.iter().find(is_it).map(|sent| sent.entry)
            } else if let Note::CommandIgnored { command, .. } = note {
                take_waiting(state, page, *command)
            } else {
                None
            };
        let told = explain_note(note);
        match entry {
            // That it failed is told with its outcome.
            Some(_) if matches!(note, Note::CommandFailed { .. }) => {}
            Some(entry) => self.later(state, entry, told.sentence),
            None => {
                let sentence = bridge.without_tokens(told.sentence);
                let entry = self.entry(state, page, Way::About, Explanation { sentence, ..told });
                self.push(state, Entry { kind: note.name().into(), ..entry });
            }
        }
    }

    fn about(
        &self,
        state: &mut State,
        page: PageId,
        kind: &str,
        words: &str,
        clause: &'static str,
    ) {
        let entry = self.entry(state, page, Way::About, fine(words, clause));
        self.push(state, Entry { kind: kind.into(), ..entry });
    }

    fn entry(&self, state: &mut State, page: PageId, way: Way, told: Explanation) -> Entry {
        let number = state.log.next_number();
        self.entry_numbered(state, number, page, way, told)
    }

    fn entry_numbered(
        &self,
        state: &mut State,
        number: u64,
        page: PageId,
        way: Way,
        explanation: Explanation,
    ) -> Entry {
        Entry {
            number,
            at_ms: js_sys::Date::now(),
            page,
            title: self.title(state, page),
            way,
            kind: String::new(),
            explanation,
            later: Vec::new(),
            raw: None,
            took_ms: None,
            changes: 0,
        }
    }

    /// Into the log, in the order of numbers; in a pause, nowhere.
    fn push(&self, state: &mut State, entry: Entry) {
        if !state.handling.is_empty() {
            state.held.push(entry);
            return;
        }
        if self.is_paused.get() {
            state.passed += 1;
        } else {
            state.log.push(entry);
        }
        (self.changed)();
    }

    fn later(&self, state: &mut State, number: u64, words: String) {
        self.change(state, number, |entry| entry.later.push(words));
    }

    fn change(&self, state: &mut State, number: u64, change: impl FnOnce(&mut Entry)) {
        match state.held.iter_mut().find(|entry| entry.number == number) {
            Some(entry) => change(entry),
            None => state.log.change(number, change),
        }
        (self.changed)();
    }

    fn title(&self, state: &mut State, page: PageId) -> Arc<str> {
        if let Some(title) = state.costs.title(page) {
            return title;
        }
        let title = (self.title_of)(page).unwrap_or_else(|| format!("page {}", page.0));
        title.into()
    }
}

fn is_registered(bridge: &PageBridge, page: PageId) -> bool {
    bridge.standing(page).is_some_and(|standing| standing.is_registered())
}

fn take_waiting(state: &mut State, page: PageId, word: CommandWord) -> Option<u64> {
    let at = state.waiting.iter().position(|it| it.page == page && it.word == word)?;
    state.waiting.remove(at).map(|waiting| waiting.entry)
}

fn keep_newest<Any>(all: &mut VecDeque<Any>) {
    if all.len() > FOLLOWED {
        all.pop_front();
    }
}

fn fine(words: &str, clause: &'static str) -> Explanation {
    Explanation { level: Level::Fine, sentence: words.to_owned(), clause }
}

fn now_ms() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |performance| performance.now())
}
