//! One server's turn: agents are added and measured, stage by stage.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    time::{Duration, Instant},
};

use crate::{
    answer::Answer,
    driver::{ConnectionId, Driver},
    ear::{Ear, Heard},
    ours::{House, Ours},
    plain::Plain,
    process::{Kind, Machine, Process},
};

/// What is measured.
pub(crate) struct Plan {
    pub(crate) rounds: usize,
    pub(crate) stages: Vec<Stage>,
}

/// So many parked polls.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) polls: usize,
    /// The events come in so many rows; after each, the calls end. An agent has one at a time.
    rows: usize,
    events: usize,
    pub(crate) bursts: usize,
}

/// Events a second.
pub(crate) const RATE: u64 = 500;

impl Plan {
    pub(crate) fn full() -> Self {
        let stage = |polls, rows, events| Stage { polls, rows, events, bursts: 3 };
        Self {
            rounds: 5,
            stages: vec![stage(500, 5, 500), stage(2_000, 2, 1_500), stage(10_000, 1, 3_000)],
        }
    }

    /// For a look: too few rounds to compare.
    pub(crate) fn short() -> Self {
        let stage = |polls, rows, events| Stage { polls, rows, events, bursts: 1 };
        Self {
            rounds: 1,
            stages: vec![stage(500, 1, 500), stage(2_000, 1, 1_000), stage(10_000, 1, 1_000)],
        }
    }

    pub(crate) fn most_polls(&self) -> usize {
        self.stages.iter().map(|stage| stage.polls).max().unwrap_or_default()
    }
}

/// What one stage of one round has shown.
#[derive(Default)]
pub(crate) struct Measured {
    /// From the time at which the request was to be sent until the answer was there.
    pub(crate) events: Vec<Duration>,
    pub(crate) bursts: Vec<Duration>,
    /// The server's time on its core for ten thousand events, with all that belongs to them.
    pub(crate) cpu: Duration,
    /// The same for ten thousand answers to one change.
    pub(crate) burst_cpu: Duration,
    /// Bytes for each poll that was parked in this stage.
    pub(crate) resident: f64,
    /// Bytes in all, with the polls parked anew after the bursts.
    pub(crate) resident_after: u64,
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
    pub(crate) disordered: usize,
}

/// How a server is spoken to. A cursor is what a session's next poll says of what has come.
pub(crate) trait Protocol {
    /// Lets sessions begin; gives their first cursors.
    fn enter(&mut self, sessions: Range<usize>) -> Vec<String>;
    fn poll(&self, session: usize, cursor: &str, request: &mut Vec<u8>);
    fn follow(&self, cursor: &mut String, answer: &Answer<'_>);
    /// Makes an event that reaches one session, `session` where that can be chosen.
    fn event(&self, session: usize, number: u64, bytes: usize) -> Vec<u8>;
    /// Makes one change that reaches every session.
    fn burst(&self, number: u64, bytes: usize) -> Vec<u8>;
    /// Waits for bursts, where that is another poll.
    fn poll_for_bursts(&self, cursor: &str, request: &mut Vec<u8>);
    fn published(&mut self, answer: &Answer<'_>);
    /// What puts things back as they were before the events.
    fn undo(&mut self) -> Vec<Vec<u8>>;
    fn seen(&self, body: &[u8]) -> Seen;
    /// Says whether something is missing between two answers, where the cursors tell.
    fn is_gap(&self, _before: &str, _body: &[u8]) -> bool {
        false
    }
    /// So long is the head of an answer.
    fn learn(&mut self, head: usize);
}

/// What an answer holds.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) events: Vec<u64>,
    pub(crate) bursts: usize,
}

/// Bytes of our answers on the wire: those of the others are as long.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    event: usize,
    burst: usize,
}

/// Lets a server take its turn.
pub(crate) fn run(
    machine: &Machine,
    kind: Kind,
    plan: &Plan,
    house: &House,
    sizes: &mut Option<Sizes>,
) -> Vec<Measured> {
    let process = Process::start(machine, kind, house);
    let protocol: Box<dyn Protocol> = match kind {
        Kind::Durable | Kind::Memory => Box::new(Ours::new(&process, house)),
        Kind::Limit | Kind::Echo => Box::new(Plain::new(house.a_token(), false)),
        Kind::Nchan => Box::new(Plain::new(house.a_token(), true)),
    };
    let mut turn = Turn {
        process,
        driver: Driver::new(),
        ear: Ear::new(protocol),
        polls: Vec::new(),
        is_model: kind == Kind::Durable,
        sizes: sizes.unwrap_or(Sizes { event: 1_500, burst: 500 }),
        numbers: 0,
        bursts: 0,
    };
    let measured = plan.stages.iter().map(|stage| turn.stage(kind, *stage)).collect();
    if kind == Kind::Durable {
        *sizes = Some(turn.sizes);
    }
    measured
}

struct Turn {
    process: Process,
    driver: Driver,
    ear: Ear,
    /// The connection of each session.
    polls: Vec<ConnectionId>,
    sizes: Sizes,
    /// The others' answers are as long as this one's.
    is_model: bool,
    /// Events made.
    numbers: u64,
    bursts: u64,
}

/// Nothing has come for so long: nothing is under way any more.
const QUIET: Duration = Duration::from_millis(300);
/// What has not come by then is lost.
const PATIENCE: Duration = Duration::from_secs(10);
/// Connections are made in heaps that a server can take.
const HEAP: usize = 100;
/// The calls of a row end at this pace, apart from what is measured.
const UNDO_EVERY: Duration = Duration::from_millis(1);

impl Turn {
    fn stage(&mut self, kind: Kind, stage: Stage) -> Measured {
        let mut measured = Measured::default();
        let new = self.polls.len()..stage.polls;
        self.ear.enter(new.clone());
        let before = self.process.resident();
        self.park(new.clone());
        self.settle(&mut measured);
        measured.resident = (self.process.resident() as f64 - before as f64) / new.len() as f64;
        if new.start == 0 && !kind.is_ours() {
            self.learn();
        }
        let mut cpu = Duration::ZERO;
        for _ in 0..stage.rows {
            cpu += self.row(stage.events, &mut measured);
            self.undo(&mut measured);
        }
        measured.cpu = cpu.mul_f64(10_000.0 / (stage.rows * stage.events) as f64);
        self.wait_for_bursts(kind, true, &mut measured);
        let mut cpu = Duration::ZERO;
        for _ in 0..stage.bursts {
            cpu += self.burst(&mut measured);
        }
        measured.burst_cpu = cpu.mul_f64(10_000.0 / (stage.bursts * stage.polls) as f64);
        self.wait_for_bursts(kind, false, &mut measured);
        measured.resident_after = self.process.resident();
        measured
    }

    fn connect(&mut self, poll: Option<usize>) -> ConnectionId {
        let id = self.driver.connect(self.process.address);
        self.ear.will_hear(id, poll);
        id
    }

    fn park(&mut self, sessions: Range<usize>) {
        let mut request = Vec::new();
        for session in sessions {
            let id = self.connect(Some(session));
            self.polls.push(id);
            request.clear();
            self.ear.ask(session, &mut request);
            self.driver.send(id, &request);
            if session % HEAP == 0 {
                while self.driver.hear_once(Duration::ZERO, &mut self.ear) {}
            }
        }
    }

    /// Hears until nothing is under way; what was heard meanwhile is looked at for gaps alone.
    fn settle(&mut self, measured: &mut Measured) {
        while self.driver.hear_once(QUIET, &mut self.ear) {}
        self.look(measured);
    }

    fn look(&mut self, measured: &mut Measured) -> Vec<Heard> {
        let heard = std::mem::take(&mut self.ear.heard);
        let gaps = heard.iter().filter(|it| self.ear.protocol.is_gap(&it.before, &it.body));
        measured.lost += gaps.count();
        heard
    }

    /// Learns how long the head of an answer is, from an event of no other use.
    fn learn(&mut self) {
        self.numbers += 1;
        let event = self.ear.protocol.event(0, self.numbers, self.sizes.event);
        self.publish(&event);
        let mut nothing = Measured::default();
        while self.driver.hear_once(QUIET, &mut self.ear) {}
        let heard = self.look(&mut nothing);
        let heard = heard.first().expect("an event that is to reach a poll does not");
        self.ear.protocol.learn(heard.bytes - heard.body.len());
    }

    fn publish(&mut self, request: &[u8]) {
        let free = self.ear.free.pop();
        let on = free.unwrap_or_else(|| self.connect(None));
        self.driver.send(on, request);
    }

    /// Makes events at their times, whatever has become of those before. Gives what the server has
    /// used of its core.
    fn row(&mut self, events: usize, measured: &mut Measured) -> Duration {
        let every = Duration::from_secs(1) / RATE as u32;
        let first = self.numbers + 1;
        let requests: Vec<Vec<u8>> = (first..first + events as u64)
            .map(|number| {
                let session = number as usize % self.polls.len();
                self.ear.protocol.event(session, number, self.sizes.event)
            })
            .collect();
        self.numbers += events as u64;
        let cpu = self.process.cpu();
        let begun = Instant::now() + 10 * every;
        for (place, request) in (0..).zip(&requests) {
            self.driver.hear_until(begun + every * place, &mut self.ear);
            self.publish(request);
        }
        self.hear_all(events);
        let cpu = self.process.cpu().saturating_sub(cpu);
        let heard = self.look(measured);
        if self.is_model {
            self.sizes.event = heard.first().map_or(self.sizes.event, |heard| heard.bytes);
        }
        let (mut came, mut last) = (BTreeMap::<u64, usize>::new(), BTreeMap::new());
        for heard in &heard {
            for number in self.ear.protocol.seen(&heard.body).events {
                let place = number.checked_sub(first).expect("an event of an earlier row");
                let meant = begun + every * place as u32;
                measured.events.push(heard.at.saturating_duration_since(meant));
                *came.entry(number).or_default() += 1;
                let before = last.insert(heard.session, number);
                measured.disordered += usize::from(before.is_some_and(|before| before > number));
            }
        }
        measured.lost += events - came.len();
        measured.doubled += came.values().map(|times| times - 1).sum::<usize>();
        cpu
    }

    /// Hears until so many answers have come and nothing more does.
    fn hear_all(&mut self, answers: usize) {
        let patient = Instant::now() + PATIENCE;
        while self.ear.heard.len() < answers && Instant::now() < patient {
            self.driver.hear_once(QUIET, &mut self.ear);
        }
        while self.driver.hear_once(QUIET, &mut self.ear) {}
    }

    fn undo(&mut self, measured: &mut Measured) {
        let mut next = Instant::now();
        for request in self.ear.protocol.undo() {
            self.driver.hear_until(next, &mut self.ear);
            self.publish(&request);
            next += UNDO_EVERY;
        }
        self.settle(measured);
    }

    /// nchan's subscribers wait for one channel: those for bursts on connections of their own,
    /// in place of the others.
    fn wait_for_bursts(&mut self, kind: Kind, begin: bool, measured: &mut Measured) {
        if kind != Kind::Nchan {
            return;
        }
        self.ear.polls_bursts = begin;
        let mut request = Vec::new();
        for session in 0..self.polls.len() {
            self.driver.connect_anew(self.polls[session], self.process.address);
            request.clear();
            self.ear.ask(session, &mut request);
            self.driver.send(self.polls[session], &request);
            if session % HEAP == 0 {
                while self.driver.hear_once(Duration::ZERO, &mut self.ear) {}
            }
        }
        self.settle(measured);
    }

    /// Makes one change that reaches every session. Gives what the server has used of its core.
    fn burst(&mut self, measured: &mut Measured) -> Duration {
        self.bursts += 1;
        let request = self.ear.protocol.burst(self.bursts, self.sizes.burst);
        let cpu = self.process.cpu();
        let meant = Instant::now();
        self.publish(&request);
        self.hear_all(self.polls.len());
        let cpu = self.process.cpu().saturating_sub(cpu);
        let heard = self.look(measured);
        if self.is_model {
            self.sizes.burst = heard.first().map_or(self.sizes.burst, |heard| heard.bytes);
        }
        let mut reached = BTreeSet::new();
        for heard in &heard {
            for _ in 0..self.ear.protocol.seen(&heard.body).bursts {
                measured.bursts.push(heard.at - meant);
                measured.doubled += usize::from(!reached.insert(heard.session));
            }
        }
        measured.lost += self.polls.len() - reached.len();
        cpu
    }
}
