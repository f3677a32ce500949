//! Names and outcomes: what is read is the last that was acknowledged, or one sent since and not answered.

use std::{collections::BTreeMap, fmt::Debug};

use serde_json::Value;

use crate::{AgentRequest, Noted, Record, Request, view::text};

use super::{Findings, streams::Outcome};

/// What is there by the answers up to now.
struct Kept<T> {
    /// The last of which that is known.
    value: T,
    /// Sent since, in this order, and not answered: each can be there, at once or after a restart.
    unclear: Vec<T>,
}

impl<T: Clone + Debug + PartialEq> Kept<T> {
    fn new(value: T) -> Self {
        Self { value, unclear: Vec::new() }
    }

    fn sent(&mut self, value: T, outcome: Outcome) {
        match outcome {
            Outcome::Acknowledged => *self = Self::new(value),
            Outcome::Unclear => self.unclear.push(value),
            Outcome::Refused => {}
        }
    }

    fn read(&mut self, value: &T) -> Result<(), String> {
        if *value == self.value {
            return Ok(());
        }
        match self.unclear.iter().position(|unclear| unclear == value) {
            Some(place) => {
                self.unclear.drain(..=place);
                self.value = value.clone();
                Ok(())
            }
            None => Err(format!(
                "{value:?} is read, {:?} was acknowledged, and {:?} sent since",
                self.value, self.unclear
            )),
        }
    }
}

/// A contact's outcome and the notes.
type Form = Option<(u64, String)>;

/// Goes through the answers in their order.
pub(super) fn check(record: &Record, findings: &mut Findings) {
    let mut names: BTreeMap<usize, Kept<u64>> = BTreeMap::new();
    let mut forms: BTreeMap<u64, Kept<Form>> = BTreeMap::new();
    let mut is_made = false;
    for (at, entry) in record.entries.iter().enumerate() {
        let Noted::Answered { to, status, body } = &entry.noted else { continue };
        let Some(Noted::Sent(request)) = record.entries.get(*to).map(|sent| &sent.noted) else {
            continue;
        };
        let outcome = Outcome::of(*status);
        let is_taken = outcome == Outcome::Acknowledged;
        let is_refused = outcome == Outcome::Refused;
        match request {
            Request::Init => is_made |= is_taken,
            Request::LogInAdministrator if is_made && is_refused => {
                findings.add(at, "the administrator's right password was refused");
            }
            Request::Rename { agent, number } => {
                names.entry(*agent).or_insert_with(|| Kept::new(0)).sent(*number, outcome);
                findings.summary.changes += usize::from(is_taken);
                if is_refused {
                    findings.add(at, format!("agent {agent}: a change of the name was refused"));
                }
            }
            Request::ReadAgent { agent } if is_taken => {
                let name = text(body, "first_name");
                let name = if name.is_empty() { Some(0) } else { name.parse().ok() };
                let kept = names.entry(*agent).or_insert_with(|| Kept::new(0));
                let fits = name.ok_or_else(|| "no number".to_owned());
                if let Err(why) = fits.and_then(|name| kept.read(&name)) {
                    findings.add(at, format!("the name of agent {agent}: {why}"));
                }
            }
            Request::ReadAgent { agent } if is_refused => {
                findings.add(at, format!("agent {agent} is not there any more"));
            }
            Request::Agent {
                command: AgentRequest::Disposition { contact, disposition, notes },
                ..
            } => {
                let kept = forms.entry(*contact).or_insert_with(|| Kept::new(None));
                kept.sent(Some((*disposition, notes.clone())), outcome);
            }
            Request::ReadContact { contact } if is_taken || is_refused => {
                let kept = forms.entry(*contact).or_insert_with(|| Kept::new(None));
                match kept.read(&form_of(body)) {
                    Ok(()) => findings.summary.dispositions += usize::from(kept.value.is_some()),
                    Err(why) => {
                        findings.add(at, format!("the outcome of contact {contact}: {why}"));
                    }
                }
            }
            Request::LogIn
            | Request::Refresh
            | Request::Start
            | Request::Join
            | Request::Poll { .. }
            | Request::Agent { .. }
            | Request::PlaceCall { .. }
            | Request::HangUp { .. }
            | Request::ReadCall { .. }
            | Request::LogInAdministrator
            | Request::ReadAgent { .. }
            | Request::ReadContact { .. } => {}
        }
    }
}

/// None where the contact has none, or is not there at all.
fn form_of(body: &Value) -> Form {
    let disposition = body.get("disposition").and_then(Value::as_u64)?;
    Some((disposition, text(body, "notes").to_owned()))
}
