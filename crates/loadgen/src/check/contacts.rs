//! Contacts, over all agents: none lost, none twice, none with two agents.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    Noted, Plan, Record, Request, View, Who,
    view::{contact_of, is_true, text},
};

use super::{
    Findings,
    streams::{Outcome, Stream},
};

/// What is known of a contact.
#[derive(Default)]
struct Contact {
    /// The caller's number, which is of one call alone.
    ani: String,
    skill: u64,
    visits: Vec<Visit>,
    hung_up: Option<Outcome>,
    at: usize,
}

/// A contact's time with one agent.
struct Visit {
    agent: usize,
    at: usize,
    began: String,
    ended: Option<String>,
    /// Who ended the call, if it has ended.
    code: String,
    status: String,
    /// The events go on elsewhere: how it ended is not known.
    is_cut: bool,
}

/// Compares calls, events, and what customers heard since `halted`.
pub(super) fn check(
    record: &Record,
    halted: usize,
    streams: &[Stream],
    plan: &Plan,
    findings: &mut Findings,
) {
    let mut contacts = visits(streams, findings);
    let mut of_number: BTreeMap<&str, u64> = BTreeMap::new();
    let mut unanswered = BTreeSet::new();
    let mut heard: BTreeMap<u64, (usize, String)> = BTreeMap::new();
    for (at, request, status, body) in of_customers(record) {
        let outcome = Outcome::of(status);
        match request {
            Request::PlaceCall { skill, ani } => {
                match (outcome, body.get("contactId").and_then(Value::as_u64)) {
                    (Outcome::Acknowledged, Some(id)) => {
                        findings.summary.acknowledged += 1;
                        if of_number.insert(ani, id).is_some() {
                            findings.add(at, "a number that called twice: a fault of the load");
                        }
                        let contact = contacts.entry(id).or_insert_with(|| Contact {
                            ani: ani.clone(),
                            skill: *skill,
                            ..Contact::default()
                        });
                        contact.at = at;
                        if contact.ani != *ani || contact.skill != *skill {
                            findings.add(at, format!("contact {id} is two calls"));
                        }
                    }
                    (Outcome::Unclear, _) => {
                        findings.summary.unclear += 1;
                        unanswered.insert(ani.as_str());
                    }
                    (Outcome::Acknowledged | Outcome::Refused, _) => {
                        findings.add(at, "a call was not taken");
                    }
                }
            }
            Request::HangUp { contact } => {
                let contact = contacts.entry(*contact).or_default();
                match outcome {
                    Outcome::Acknowledged => {
                        findings.summary.acknowledged += 1;
                        contact.hung_up = Some(outcome);
                    }
                    Outcome::Unclear => {
                        findings.summary.unclear += 1;
                        contact.hung_up = contact.hung_up.or(Some(outcome));
                    }
                    Outcome::Refused => {}
                }
            }
            Request::ReadCall { contact } if at > halted => {
                let state = match status {
                    Some(200) => text(body, "state"),
                    Some(404) => "over",
                    _ => continue,
                };
                heard.insert(*contact, (at, state.to_owned()));
            }
            Request::ReadCall { .. }
            | Request::LogIn
            | Request::Refresh
            | Request::Init
            | Request::LogInAdministrator
            | Request::Rename { .. }
            | Request::ReadAgent { .. }
            | Request::ReadContact { .. }
            | Request::Start
            | Request::Join
            | Request::Poll { .. }
            | Request::Agent { .. } => {}
        }
    }
    for (id, contact) in &contacts {
        if of_number.get(contact.ani.as_str()).is_some_and(|other| other != id) {
            findings.add(contact.at, format!("the call of contact {id} is another contact too"));
        }
        if !of_number.contains_key(contact.ani.as_str())
            && !unanswered.contains(contact.ani.as_str())
        {
            findings.add(contact.at, format!("contact {id} is nobody's call"));
        }
        if let Err(why) = contact.check(heard.get(id).map(|(_, state)| state.as_str())) {
            let heard = heard.get(id);
            findings.add(contact.at, format!("contact {id}: {why} (its customer hears {heard:?})"));
        }
    }
    findings.summary.contacts = contacts.len();
    findings.summary.living =
        heard.values().filter(|(_, state)| !["over", "ended"].contains(&state.as_str())).count();
    let waiting = heard.iter().filter(|(_, (_, state))| state == "waiting");
    let waiting: BTreeSet<u64> =
        waiting.filter_map(|(id, _)| contacts.get(id)).map(|contact| contact.skill).collect();
    check_idle(streams, &waiting, plan, findings);
}

/// Nobody waits for an agent who is there.
fn check_idle(streams: &[Stream], waiting: &BTreeSet<u64>, plan: &Plan, findings: &mut Findings) {
    for stream in streams.iter().filter(|stream| !stream.is_continued && !stream.view.ended) {
        let idle =
            stream.view.current_state() == "Available" && stream.view.leg_status() != "Dialing";
        let skills = plan.agents.get(stream.agent).map_or(&[][..], |agent| &agent.skills);
        if idle && skills.iter().any(|skill| waiting.contains(skill)) {
            let at = stream.events.last().map_or(0, |(at, _)| *at);
            findings.add(at, format!("agent {} is idle while a contact waits", stream.agent));
        }
    }
}

fn of_customers(record: &Record) -> impl Iterator<Item = (usize, &Request, Option<u16>, &Value)> {
    record.entries.iter().enumerate().filter_map(|(at, entry)| {
        let (Who::Customer(_), Noted::Answered { to, status, body }) = (entry.who, &entry.noted)
        else {
            return None;
        };
        let Noted::Sent(request) = &record.entries.get(*to)?.noted else { return None };
        Some((at, request, *status, body))
    })
}

/// Finds each contact's times with agents in their events.
fn visits(streams: &[Stream], findings: &mut Findings) -> BTreeMap<u64, Contact> {
    let mut contacts: BTreeMap<u64, Contact> = BTreeMap::new();
    for stream in streams {
        let mut view = View::default();
        let mut open: BTreeMap<u64, Visit> = BTreeMap::new();
        for (at, event) in &stream.events {
            view.take(event);
            let (true, Some(id)) = (text(event, "Type") == "CallContactEvent", contact_of(event))
            else {
                continue;
            };
            let contact = contacts.entry(id).or_insert_with(|| Contact {
                ani: text(event, "ANI").to_owned(),
                skill: text(event, "Skill").parse().unwrap_or_default(),
                at: *at,
                ..Contact::default()
            });
            if contact.ani != text(event, "ANI") {
                findings.add(*at, format!("contact {id} is two calls"));
            }
            let changed = text(event, "LastStateChangeTimeUTC").to_owned();
            let visit = open.entry(id).or_insert_with(|| Visit {
                agent: stream.agent,
                at: *at,
                began: changed.clone(),
                ended: None,
                code: String::new(),
                status: String::new(),
                is_cut: false,
            });
            text(event, "Status").clone_into(&mut visit.status);
            text(event, "DisconnectCode").clone_into(&mut visit.code);
            if is_true(event, "FinalState") {
                visit.ended = Some(changed);
                contact.visits.extend(open.remove(&id));
            }
        }
        for (id, visit) in open {
            let visit = Visit { is_cut: stream.is_continued, ..visit };
            contacts.entry(id).or_default().visits.push(visit);
        }
    }
    for contact in contacts.values_mut() {
        // Several in one millisecond: the one that goes on is the last.
        contact.visits.sort_by_key(|visit| {
            let ended = (visit.ended.is_none(), visit.ended.clone(), !visit.code.is_empty());
            (visit.began.clone(), ended, visit.at)
        });
    }
    contacts
}

impl Contact {
    fn check(&self, heard: Option<&str>) -> Result<(), String> {
        for pair in self.visits.windows(2) {
            let [one, next] = pair else { continue };
            if one.is_cut {
                continue;
            }
            match &one.ended {
                None => return Err(format!("with agents {} and {}", one.agent, next.agent)),
                Some(ended) if *ended > next.began => {
                    return Err(format!("with agents {} and {} at once", one.agent, next.agent));
                }
                Some(_) if !one.code.is_empty() => {
                    return Err(format!(
                        "over with agent {} and then with {}",
                        one.agent, next.agent
                    ));
                }
                Some(_) => {}
            }
        }
        let last = self.visits.last();
        let implied = last.map_or("waiting", |visit| match (visit.status.as_str(), &visit.ended) {
            _ if visit.is_cut => "unknown",
            ("Disconnected", Some(_)) if visit.code.is_empty() => "waiting",
            ("Disconnected", Some(_)) => "over",
            ("Disconnected", None) => "ended",
            ("Incoming", _) => "ringing",
            ("Active" | "Masking", _) => "talking",
            ("Holding", _) => "on-hold",
            _ => "no such status",
        });
        if self.hung_up == Some(Outcome::Acknowledged)
            && !["waiting", "over", "ended", "unknown"].contains(&implied)
        {
            return Err(format!("its customer has hung up, and it is {implied}"));
        }
        let ended_by =
            self.visits.iter().map(|visit| visit.code.as_str()).find(|code| !code.is_empty());
        match (ended_by, self.hung_up) {
            (Some("Contact"), None) => {
                return Err("ended by its customer, who has not hung up".to_owned());
            }
            (Some(other), Some(Outcome::Acknowledged)) if other != "Contact" => {
                return Err(format!("its customer has hung up, and it was ended by {other}"));
            }
            _ => {}
        }
        let fits = match (heard, implied) {
            (None, _) | (_, "unknown") => true,
            // The customer hung up while it waited: no agent is told.
            (Some("over"), "waiting") => self.hung_up.is_some(),
            (Some("waiting"), "waiting") => self.hung_up != Some(Outcome::Acknowledged),
            (Some(heard), implied) => heard == implied,
        };
        if fits { Ok(()) } else { Err(format!("its agents' events say {implied}")) }
    }
}
