//! What is durable in the simulation.

use cordboard_acd::{Fact, Floor, Private, fact::Happened};

use crate::story::Source;

/// Facts and snapshots as they were written.
#[derive(Default)]
pub(crate) struct Journal {
    pub(crate) facts: Vec<Fact>,
    /// Two are kept: after how many facts, and the floor by then.
    snapshots: [Option<(usize, Vec<u8>)>; 2],
    fault: Option<Fault>,
}

/// Says which facts never get to the disk: a deliberate fault, to see it found.
pub(crate) type Fault = fn(&Fact) -> bool;

impl Journal {
    pub(crate) fn new(fault: Option<Fault>) -> Self {
        Self { fault, ..Self::default() }
    }

    pub(crate) fn append(&mut self, fact: &Fact) {
        let written = serde_json::to_vec(fact).unwrap();
        let read: Fact = serde_json::from_slice(&written).unwrap();
        let mut kept = fact.clone();
        if let Happened::TonesSent { tones, .. } = &mut kept.happened {
            // They are kept nowhere.
            *tones = Private::default();
        }
        assert_eq!(read, kept, "a fact is not read as it was written");
        if self.fault.is_none_or(|loses| !loses(fact)) {
            self.facts.push(read);
        }
    }

    pub(crate) fn save(&mut self, floor: &Floor) {
        let snapshot = (self.facts.len(), serde_json::to_vec(floor).unwrap());
        self.snapshots = [Some(snapshot), self.snapshots[0].take()];
    }

    /// Makes the floor that a server has which starts now.
    pub(crate) fn recover(&self, from: Source) -> Floor {
        let snapshot = match from {
            Source::AllFacts => None,
            Source::NewestSnapshot => self.snapshots[0].as_ref(),
            Source::OlderSnapshot => self.snapshots[1].as_ref(),
        };
        let (mut floor, position) = snapshot.map_or_else(
            || (Floor::new(), 0),
            |(position, written)| (serde_json::from_slice(written).unwrap(), *position),
        );
        for fact in &self.facts[position..] {
            floor.evolve(fact);
        }
        floor
    }
}
