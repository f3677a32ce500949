//! The events of each agent session, put together from the answers to its polls.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;

use crate::{
    AgentRequest, Mark, Noted, Record, Request, View, Who,
    view::{is_true, text},
};

use super::Findings;

/// An id polled within this time must still be answered with the events after it: E4 says 120 s.
const KEPT_MS: u64 = 100_000;

/// What one agent session's client got, from its start or from a full picture on.
pub(super) struct Stream {
    pub(super) agent: usize,
    /// Each event, with the entry that first brought it.
    pub(super) events: Vec<(usize, Arc<Value>)>,
    /// So many of the first events are a full picture.
    pub(super) picture: usize,
    pub(super) commands: Vec<Sent>,
    ids: BTreeMap<String, Id>,
    /// What the events say, all taken together.
    pub(super) view: View,
    /// Whether a full picture took its place.
    pub(super) is_continued: bool,
}

/// A command within the agent session.
pub(super) struct Sent {
    pub(super) at: usize,
    pub(super) command: AgentRequest,
    /// So many events had been received when it was sent.
    pub(super) position: usize,
    pub(super) outcome: Outcome,
}

/// What the answer says of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Acknowledged,
    Refused,
    /// No answer, or one that says that the server is in trouble.
    Unclear,
}

impl Outcome {
    pub(super) fn of(status: Option<u16>) -> Self {
        match status {
            Some(200..300) => Self::Acknowledged,
            Some(300..500) => Self::Refused,
            Some(_) | None => Self::Unclear,
        }
    }
}

struct Id {
    position: usize,
    /// When it was last polled, and how often the server had been started by then.
    polled: Option<(u64, usize)>,
}

/// Puts the streams of all agents together.
pub(super) fn of(record: &Record, findings: &mut Findings) -> Vec<Stream> {
    let mut readers: BTreeMap<usize, Reader> = BTreeMap::new();
    let mut starts = 0;
    for (at, entry) in record.entries.iter().enumerate() {
        match (entry.who, &entry.noted) {
            (_, Noted::Mark(Mark::Up)) => {
                starts += 1;
                for reader in readers.values_mut() {
                    reader.restarted(starts);
                }
            }
            (_, Noted::Mark(Mark::Trouble)) => {
                for reader in readers.values_mut() {
                    reader.is_in_trouble = true;
                }
            }
            (Who::Agent(agent), Noted::Answered { to, status, body }) => {
                let reader = readers.entry(agent).or_insert_with(|| Reader::new(agent));
                match record.entries.get(*to).map(|sent| (&sent.noted, sent.at_ms)) {
                    Some((Noted::Sent(request), sent_ms)) => {
                        let answer = Answer { at, sent_ms, status: *status, body };
                        reader.take(*to, request, &answer, findings);
                    }
                    Some((Noted::Answered { .. } | Noted::Mark(_), _)) | None => {
                        findings.add(at, "an answer to nothing");
                    }
                }
            }
            (Who::Agent(_) | Who::Customer(_) | Who::Administrator | Who::Operator, _) => {}
        }
    }
    readers.into_values().flat_map(|reader| reader.ended.into_iter().chain(reader.stream)).collect()
}

struct Answer<'a> {
    at: usize,
    sent_ms: u64,
    status: Option<u16>,
    body: &'a Value,
}

/// Follows one agent's requests.
struct Reader {
    agent: usize,
    ended: Vec<Stream>,
    stream: Option<Stream>,
    /// Whether a start was not answered: there may be an agent session.
    may_have_started: bool,
    /// An id from a join, and how many events had been received when it was issued.
    joined: Option<(String, usize)>,
    /// A picture that is compared when all is received that was there at its time.
    picture: Option<(usize, usize, Vec<Value>)>,
    /// Whether no poll has been answered since the server's last start.
    is_first_poll: bool,
    /// How often the server has been started.
    starts: usize,
    /// Whether its disk has failed since.
    is_in_trouble: bool,
}

impl Reader {
    fn new(agent: usize) -> Self {
        Self {
            agent,
            ended: Vec::new(),
            stream: None,
            may_have_started: false,
            joined: None,
            picture: None,
            is_first_poll: true,
            starts: 0,
            is_in_trouble: false,
        }
    }

    fn restarted(&mut self, starts: usize) {
        self.is_first_poll = true;
        self.starts = starts;
        self.is_in_trouble = false;
    }

    fn take(
        &mut self,
        sent: usize,
        request: &Request,
        answer: &Answer<'_>,
        findings: &mut Findings,
    ) {
        let outcome = Outcome::of(answer.status);
        match request {
            Request::LogIn => {
                if outcome == Outcome::Refused {
                    findings.add(answer.at, "a log-in with the right password was refused");
                }
            }
            Request::Refresh => match outcome {
                Outcome::Acknowledged => findings.summary.refreshed += 1,
                Outcome::Refused => {
                    findings.add(answer.at, "a refresh token that holds was refused");
                }
                Outcome::Unclear => {}
            },
            Request::Start => self.started(outcome, answer, findings),
            Request::Join => match outcome {
                Outcome::Acknowledged => {
                    let position = self.stream.as_ref().map_or(0, |stream| stream.events.len());
                    self.joined = Some((text(answer.body, "sessionId").to_owned(), position));
                }
                Outcome::Refused => {
                    // It may have been ended by a command whose answer was lost: the polls tell.
                    let may_be = self.stream.as_ref().is_none_or(Stream::may_have_ended);
                    if !may_be {
                        findings.add(answer.at, "the agent session cannot be joined");
                    }
                }
                Outcome::Unclear => {}
            },
            Request::Poll { session } => self.polled(session, answer, findings),
            Request::Agent { command, .. } => {
                count(findings, outcome);
                if let Some(stream) = &mut self.stream {
                    let position = stream.events.len();
                    let command = command.clone();
                    stream.commands.push(Sent { at: sent, command, position, outcome });
                }
                if answer.status == Some(401) {
                    findings.add(answer.at, "a token that holds was refused");
                }
            }
            Request::PlaceCall { .. }
            | Request::HangUp { .. }
            | Request::ReadCall { .. }
            | Request::Init
            | Request::LogInAdministrator
            | Request::Rename { .. }
            | Request::ReadAgent { .. }
            | Request::ReadContact { .. } => {}
        }
    }

    fn started(&mut self, outcome: Outcome, answer: &Answer<'_>, findings: &mut Findings) {
        match outcome {
            Outcome::Acknowledged => {
                if self.stream.as_ref().is_some_and(|stream| !stream.view.ended) {
                    findings.add(answer.at, "an agent session started beside a living one");
                }
                self.close();
                self.may_have_started = false;
                self.stream = Some(Stream::new(self.agent, text(answer.body, "sessionId")));
            }
            Outcome::Refused if answer.status == Some(409) => {
                if !self.may_have_started {
                    findings.add(answer.at, "there is an agent session that nobody started");
                }
                self.close();
            }
            Outcome::Refused => findings.add(answer.at, "an agent session could not be started"),
            Outcome::Unclear => self.may_have_started = true,
        }
    }

    fn close(&mut self) {
        self.ended.extend(self.stream.take());
        self.joined = None;
        self.picture = None;
    }

    fn polled(&mut self, session: &str, answer: &Answer<'_>, findings: &mut Findings) {
        let status = answer.status;
        let is_first = self.is_first_poll;
        if status.is_some_and(|status| status < 500) {
            self.is_first_poll = false;
        }
        if let Some((joined, position)) = self.joined.take_if(|(joined, _)| joined == session) {
            self.joined_polled(&joined, position, answer, findings);
            return;
        }
        let Some(stream) = &mut self.stream else { return };
        let Some(id) = stream.ids.get_mut(session) else {
            findings.add(answer.at, "a poll with an id that nobody issued");
            return;
        };
        let (position, polled) = (id.position, id.polled);
        id.polled = Some((answer.sent_ms, self.starts));
        match status {
            Some(200) => {
                // Who polled what is forgotten with a crash: then the first id that is polled is the oldest one.
                let is_kept = position == stream.events.len()
                    || polled.is_some_and(|(ms, starts)| {
                        answer.sent_ms - ms < KEPT_MS
                            && !self.is_in_trouble
                            && (is_first || starts == self.starts)
                    });
                let events = events_of(answer.body);
                let is_picture = position > 0 && events.first().is_some_and(is_start);
                if is_picture && is_kept {
                    let what = "the full picture instead of the events, which must be kept";
                    findings.add(answer.at, what);
                }
                if is_picture {
                    self.go_on_from_picture(answer);
                } else {
                    stream.take(position, events, answer, findings);
                    self.compare_picture(false, findings);
                }
            }
            Some(304) => {
                if position < stream.events.len() {
                    findings.add(answer.at, "nothing after an id after which there were events");
                }
                self.compare_picture(true, findings);
            }
            Some(409) => {
                if !stream.view.ended {
                    findings.add(answer.at, "409 without AgentSessionEnd");
                }
            }
            Some(500..) | None => {}
            Some(other) => findings.add(answer.at, format!("a poll was answered {other}")),
        }
    }

    fn go_on_from_picture(&mut self, answer: &Answer<'_>) {
        if let Some(stream) = &mut self.stream {
            stream.is_continued = true;
        }
        self.close();
        self.stream = Some(Stream::from_picture(self.agent, answer));
    }

    /// The first poll of an id from a join: a full picture.
    fn joined_polled(
        &mut self,
        joined: &str,
        position: usize,
        answer: &Answer<'_>,
        findings: &mut Findings,
    ) {
        let events = events_of(answer.body);
        match answer.status {
            Some(200) if !events.first().is_some_and(is_start) => {
                // The agent session may have ended in between.
                if !events.last().is_some_and(is_end) {
                    findings.add(answer.at, "a joined id's first answer is no full picture");
                }
            }
            Some(200) if self.stream.is_none() => {
                self.may_have_started = false;
                self.stream = Some(Stream::from_picture(self.agent, answer));
            }
            Some(200) => self.picture = Some((answer.at, position, events.to_vec())),
            Some(500..) => self.joined = Some((joined.to_owned(), position)),
            None if self.stream.is_none() => {
                // The agent polls it again.
                self.joined = Some((joined.to_owned(), position));
            }
            Some(304) => findings.add(answer.at, "a joined id's first answer is empty"),
            Some(_) | None => {}
        }
    }

    /// A full picture says what the events say up to some moment since its id was issued.
    fn compare_picture(&mut self, is_drained: bool, findings: &mut Findings) {
        let Some(stream) = &self.stream else { return };
        let Some((at, position, picture)) = &self.picture else { return };
        let mut view = View::default();
        let mut fits = false;
        for (place, (_, event)) in stream.events.iter().enumerate() {
            fits |= place >= *position && says(&view, picture);
            view.take(event);
        }
        fits |= says(&view, picture);
        if fits {
            findings.summary.pictures += 1;
            self.picture = None;
        } else if is_drained {
            let expected: Vec<_> = expected(&view).into_iter().cloned().collect();
            findings.add(
                *at,
                format!(
                    "agent {}: the full picture is {} but the events say {}",
                    self.agent,
                    Value::Array(picture.clone()),
                    Value::Array(expected),
                ),
            );
            self.picture = None;
        }
    }
}

impl Stream {
    fn new(agent: usize, id: &str) -> Self {
        Self {
            agent,
            events: Vec::new(),
            picture: 0,
            commands: Vec::new(),
            ids: BTreeMap::from([(id.to_owned(), Id { position: 0, polled: None })]),
            view: View::default(),
            is_continued: false,
        }
    }

    fn from_picture(agent: usize, answer: &Answer<'_>) -> Self {
        let mut stream = Self::new(agent, text(answer.body, "sessionId"));
        for event in events_of(answer.body) {
            let event = Arc::new(event.clone());
            stream.view.take(&event);
            stream.events.push((answer.at, event));
        }
        stream.picture = stream.events.len();
        for id in stream.ids.values_mut() {
            id.position = stream.picture;
        }
        stream
    }

    /// Takes an answer to an id after which so many events had been received.
    fn take(
        &mut self,
        position: usize,
        events: &[Value],
        answer: &Answer<'_>,
        findings: &mut Findings,
    ) {
        let known = &self.events[position..];
        if events.len() < known.len() {
            let missing = known.len() - events.len();
            findings.add(answer.at, format!("{missing} events are gone that had been told"));
        }
        for (event, (told, before)) in events.iter().zip(known) {
            if event == before.as_ref() {
                findings.summary.again += 1;
            } else {
                let what = format!("told {event} where entry {told} had told {before}");
                findings.add(answer.at, what);
                break;
            }
        }
        for event in events.iter().skip(known.len()) {
            let event = Arc::new(event.clone());
            self.view.take(&event);
            self.events.push((answer.at, event));
        }
        let id = text(answer.body, "sessionId");
        let after = position + events.len();
        match self.ids.get(id) {
            Some(known) if known.position != after => {
                findings.add(answer.at, "one id for two places among the events");
            }
            Some(_) => {}
            None => {
                self.ids.insert(id.to_owned(), Id { position: after, polled: None });
            }
        }
    }

    fn may_have_ended(&self) -> bool {
        self.view.ended || self.commands.iter().any(|sent| sent.command == AgentRequest::End)
    }
}

fn count(findings: &mut Findings, outcome: Outcome) {
    match outcome {
        Outcome::Acknowledged => findings.summary.acknowledged += 1,
        Outcome::Unclear => findings.summary.unclear += 1,
        Outcome::Refused => {}
    }
}

fn events_of(body: &Value) -> &[Value] {
    body.get("events").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn is_start(event: &Value) -> bool {
    text(event, "Type") == "AgentSessionStart"
}

fn is_end(event: &Value) -> bool {
    text(event, "Type") == "AgentSessionEnd"
}

/// A picture may bring final events of contacts that have ended since its id.
fn says(view: &View, picture: &[Value]) -> bool {
    let now = picture.iter().filter(|event| !is_true(event, "FinalState"));
    let muted = now.clone().any(|event| text(event, "Type") == "Mute");
    let rest = now.filter(|event| text(event, "Type") != "Mute");
    !view.ended && muted == view.muted && rest.eq(expected(view))
}

fn expected(view: &View) -> Vec<&Value> {
    view.picture()
}
