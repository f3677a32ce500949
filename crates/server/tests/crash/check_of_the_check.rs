//! A good record is good, and each wrong made from it is found.

use std::collections::BTreeSet;

use cordboard_loadgen::{
    AgentRequest, CallAction, Entry, Mark, Noted, Plan, Record, Request, Who, check::check,
};
use serde_json::Value;

use crate::{day::Day, settings::seed};

/// Where an event was told: the entry, and the place in its answer.
type Place = (usize, usize);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_wrong_made_from_a_good_record_is_found() {
    let mut day = Day::begin("check-of-the-check", seed());
    day.work(1_500).await;
    let summary = day.judge().await;
    assert!(summary.events > 500 && summary.again > 100 && summary.pictures > 10, "{summary:?}");
    assert!(summary.acknowledged > 200 && summary.contacts > 20, "{summary:?}");
    assert_eq!(summary.continued, 0, "{summary:?}");
    let good = Good { record: day.load.recorder().record(), plan: day.plan().clone() };
    wrong_events(&good);
    wrong_commands(&good);
    wrong_contacts(&good);
    wrong_administration(&good);
}

/// A record with which nothing is wrong.
struct Good {
    record: Record,
    plan: Plan,
}

impl Good {
    #[track_caller]
    fn made_wrong(&self, wrong: &str, at: usize, make: impl FnOnce(&mut Record)) {
        let mut record = self.record.clone();
        make(&mut record);
        let is_found = record == self.record || check(&record, &self.plan).is_err();
        assert!(is_found, "{wrong} in {:?}", self.record.entries[at]);
    }

    /// Says whether the agent's next poll is with the id of this answer: with an older one it would be told all once
    /// more, and nothing that is not in this answer were gone.
    fn goes_on_from(&self, at: usize) -> bool {
        let Entry { who, noted: Noted::Answered { body, .. }, .. } = &self.record.entries[at]
        else {
            return false;
        };
        let mut later = self.record.entries[at..].iter().filter(|entry| entry.who == *who);
        let next = later.find_map(|entry| match &entry.noted {
            Noted::Sent(Request::Poll { session }) => Some(session),
            Noted::Sent(_) | Noted::Answered { .. } | Noted::Mark(_) => None,
        });
        next.is_none_or(|session| body["sessionId"] == **session)
    }

    /// What an answer is to.
    fn request(&self, at: usize) -> &Request {
        let Noted::Answered { to, .. } = self.record.entries[at].noted else { panic!("no answer") };
        let Noted::Sent(request) = &self.record.entries[to].noted else { panic!("to nothing") };
        request
    }

    /// Entries with an answer that some request got, spread over all.
    fn answers(&self, wanted: impl Fn(&Request, Option<u16>, &Value) -> bool) -> Vec<usize> {
        let is_wanted = |entry: &Entry| {
            let Noted::Answered { to, status, body } = &entry.noted else { return false };
            let Noted::Sent(request) = &self.record.entries[*to].noted else { return false };
            wanted(request, *status, body)
        };
        let entries = &self.record.entries;
        let found: Vec<_> = (0..entries.len()).filter(|at| is_wanted(&entries[*at])).collect();
        assert!(!found.is_empty(), "the record has none of them");
        found.iter().step_by(found.len().div_ceil(8)).copied().collect()
    }
}

fn wrong_events(good: &Good) {
    let events = events(&good.record);
    for place in events.iter().step_by(events.len().div_ceil(15)).copied() {
        if good.goes_on_from(place.0) {
            good.made_wrong("an event is gone", place.0, |record| {
                list(record, place).remove(place.1);
            });
        }
        good.made_wrong("an event is there twice", place.0, |record| {
            let event = list(record, place)[place.1].clone();
            list(record, place).insert(place.1, event);
        });
        good.made_wrong("two events have changed places", place.0, |record| {
            let next = following(&events, record, place);
            let one = list(record, place)[place.1].clone();
            let two = std::mem::replace(&mut list(record, next)[next.1], one);
            list(record, place)[place.1] = two;
        });
    }
}

fn wrong_commands(good: &Good) {
    let events = events(&good.record);
    let has_own = |event: &Value| {
        event["Type"] == "CallContactEvent"
            && event["Status"] != "Incoming"
            && event["IsLogging"] == "False"
    };
    let mut record = good.record.clone();
    let shown = events.iter().filter(|place| has_own(&list(&mut record, **place)[place.1]));
    let shown: Vec<_> = shown.collect();
    for place in shown.iter().step_by(shown.len().div_ceil(8)) {
        good.made_wrong("an effect is nowhere", place.0, |record| {
            let who = record.entries[place.0].who;
            let gone = list(record, **place)[place.1].clone();
            for at in 0..record.entries.len() {
                if record.entries[at].who == who && events.contains(&(at, 0)) {
                    list(record, (at, 0)).retain(|event| *event != gone);
                }
            }
        });
    }
    let has_no_other_cause = |request: &Request| {
        let Request::Agent { command, .. } = request else { return false };
        match command {
            AgentRequest::Contact { action, .. } => {
                !matches!(action, CallAction::Record | CallAction::Reject | CallAction::End)
            }
            AgentRequest::Mute => true,
            AgentRequest::Unmute
            | AgentRequest::DialLeg
            | AgentRequest::EndLeg
            | AgentRequest::Disposition { .. }
            | AgentRequest::State { .. }
            | AgentRequest::End => false,
        }
    };
    let refused =
        good.answers(|request, status, _| has_no_other_cause(request) && status == Some(409));
    for at in refused {
        good.made_wrong("a refused command was acknowledged", at, |record| answer(record, at, 202));
    }
    let taken =
        good.answers(|request, status, _| has_no_other_cause(request) && status == Some(202));
    for at in taken {
        good.made_wrong("an acknowledged command was refused", at, |record| {
            answer(record, at, 409);
        });
    }
}

fn wrong_contacts(good: &Good) {
    let halted =
        good.record.entries.iter().rposition(|entry| entry.noted == Noted::Mark(Mark::Halted));
    let heard = good.answers(|request, status, body| {
        matches!(request, Request::ReadCall { .. })
            && status == Some(200)
            && body["state"] != "ended"
    });
    for at in heard.into_iter().filter(|at| Some(*at) > halted) {
        good.made_wrong("a contact is lost", at, |record| answer(record, at, 404));
    }
    let hung_up: BTreeSet<u64> = good
        .answers(|request, status, _| {
            matches!(request, Request::HangUp { .. }) && status == Some(202)
        })
        .into_iter()
        .map(|at| {
            let Request::HangUp { contact } = good.request(at) else { panic!("no hang-up") };
            *contact
        })
        .collect();
    let silent = good.answers(|request, status, body| {
        matches!(request, Request::ReadCall { contact } if hung_up.contains(contact))
            && (status == Some(404) || body["state"] == "ended")
    });
    let silent: Vec<_> = silent.into_iter().filter(|at| Some(*at) > halted).collect();
    assert!(!silent.is_empty(), "nobody has hung up and listened");
    for state in ["waiting", "ringing", "talking"] {
        for &at in &silent {
            good.made_wrong("an acknowledged hang-up is undone", at, |record| {
                answer(record, at, 200);
                set(record, at, "state", state.into());
            });
        }
    }
    let placed = |request: &Request, status, _: &Value| {
        matches!(request, Request::PlaceCall { .. }) && status == Some(201)
    };
    let calls = good.answers(placed);
    for pair in calls.windows(2) {
        good.made_wrong("two calls are one contact", pair[0], |record| {
            let Noted::Answered { body: one, .. } = record.entries[pair[0]].noted.clone() else {
                return;
            };
            if let Noted::Answered { body, .. } = &mut record.entries[pair[1]].noted {
                *body = one;
            }
        });
    }
}

fn wrong_administration(good: &Good) {
    let of_kind = |wanted: fn(&Request) -> bool| {
        good.answers(|request, status, _| wanted(request) && status == Some(200))
    };
    for at in of_kind(|request| matches!(request, Request::Refresh)) {
        good.made_wrong("a refresh token does not hold", at, |record| answer(record, at, 400));
    }
    for at in of_kind(|request| matches!(request, Request::ReadAgent { .. })) {
        let Noted::Answered { body, .. } = &good.record.entries[at].noted else { continue };
        let name = body["first_name"].as_str().unwrap_or_default();
        let older = if name.is_empty() { "1" } else { "" };
        for wrong in [older, "1000000", "Ada"] {
            good.made_wrong("a name is not the last", at, |record| {
                set(record, at, "first_name", wrong.into());
            });
        }
        good.made_wrong("an agent is gone", at, |record| answer(record, at, 404));
    }
    for at in of_kind(|request| matches!(request, Request::Rename { .. })) {
        good.made_wrong("a change was refused", at, |record| answer(record, at, 409));
    }
    let with_form = good.answers(|request, _, body| {
        matches!(request, Request::ReadContact { .. }) && body["disposition"].is_u64()
    });
    for at in with_form {
        for (key, wrong) in [
            ("disposition", Value::Null),
            ("disposition", 77.into()),
            ("notes", Value::Null),
            ("notes", "another".into()),
        ] {
            good.made_wrong("an outcome is not the last", at, |record| set(record, at, key, wrong));
        }
        good.made_wrong("a contact is not in the history", at, |record| {
            answer(record, at, 404);
            if let Noted::Answered { body, .. } = &mut record.entries[at].noted {
                *body = Value::Null;
            }
        });
    }
}

fn set(record: &mut Record, at: usize, key: &str, value: Value) {
    if let Noted::Answered { body, .. } = &mut record.entries[at].noted {
        if body.is_null() {
            *body = serde_json::json!({});
        }
        body[key] = value;
    }
}

fn answer(record: &mut Record, at: usize, with: u16) {
    if let Noted::Answered { status, .. } = &mut record.entries[at].noted {
        *status = Some(with);
    }
}

/// All events, as their agents were told them.
fn events(record: &Record) -> Vec<Place> {
    let mut events = Vec::new();
    for (at, entry) in record.entries.iter().enumerate() {
        if let (Who::Agent(_), Noted::Answered { status: Some(200), body, .. }) =
            (entry.who, &entry.noted)
            && let Some(list) = body["events"].as_array()
        {
            events.extend((0..list.len()).map(|place| (at, place)));
        }
    }
    events
}

fn list(record: &mut Record, place: Place) -> &mut Vec<Value> {
    let Noted::Answered { body, .. } = &mut record.entries[place.0].noted else {
        panic!("no answer")
    };
    body["events"].as_array_mut().unwrap()
}

/// The same agent's next event.
fn following(events: &[Place], record: &Record, place: Place) -> Place {
    let who = record.entries[place.0].who;
    let later = events.iter().filter(|other| **other > place);
    later.copied().find(|other| record.entries[other.0].who == who).unwrap_or(place)
}
