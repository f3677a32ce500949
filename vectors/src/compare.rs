use std::collections::BTreeMap;

use cordboard_broker::{
    EventHandle, Output, PageId, Place, PostedEvent, PostedEvents, Selection, ToPage,
};
use cordboard_protocol::page::HostMessage;
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::{
    event,
    vector::{CardExpect, Expect, Step},
};

/// What the broker did, in a vector's words.
#[derive(Debug)]
pub(crate) struct Happened {
    page: Option<String>,
    what: What,
}

#[derive(Debug)]
enum What {
    Post { message: String, to: String, is_over_port: bool },
    Warn { name: &'static str, text: String },
    Note { name: &'static str, detail: Option<String> },
    Command { name: &'static str, contact: Option<u64> },
    Card { contact: u64, card: CardExpect },
    WantSessionToken,
    EndSessionToken(String),
    EndPort,
    Remove,
}

impl Happened {
    /// The same as JSON, in the words of an expectation; a message to a page as its own JSON text,
    /// so that its keys keep their order.
    pub(crate) fn told(&self) -> Value {
        let mut told = match &self.what {
            What::Post { message, to, is_over_port: false } => json!({ "post": message, "to": to }),
            What::Post { message, to, is_over_port: true } => {
                json!({ "post": message, "to": to, "overPort": true })
            }
            What::EndPort => json!({ "endPort": true }),
            What::Remove => json!({ "remove": true }),
            What::Warn { name, text } => json!({ "warn": name, "text": text }),
            What::Note { name, detail } => json!({ "note": name, "detail": detail }),
            What::Command { name, contact } => json!({ "command": name, "contact": contact }),
            What::Card { contact, card } => json!({ "card": card, "contact": contact }),
            What::WantSessionToken => json!({ "wantSessionToken": true }),
            What::EndSessionToken(token) => json!({ "endSessionToken": token }),
        };
        if let Some(page) = &self.page {
            told["page"] = json!(page);
        }
        told
    }
}

/// Puts an output in a vector's words; fails where a page bridge could not do it.
pub(crate) fn happened(
    output: &Output,
    page_name: &impl Fn(PageId) -> String,
    kept: &BTreeMap<EventHandle, String>,
    answer: &[EventHandle],
    selections: &mut BTreeMap<u32, Vec<EventHandle>>,
) -> Result<Happened, String> {
    let (page, what) = match output {
        Output::Post { page, origin, message, port } => {
            let message = posted(message, kept, answer, selections)?;
            let (to, is_over_port) = (origin.to_string(), port.is_some());
            (Some(*page), What::Post { message, to, is_over_port })
        }
        Output::EndPort { page, .. } => (Some(*page), What::EndPort),
        Output::Remove { page, .. } => (Some(*page), What::Remove),
        Output::Warn { page, warning } => {
            (Some(*page), What::Warn { name: warning.name(), text: warning.to_string() })
        }
        Output::Note { page, note } => {
            (*page, What::Note { name: note.name(), detail: note.detail().map(str::to_owned) })
        }
        Output::Command { page, contact, command, .. } => {
            (*page, What::Command { name: command.name(), contact: contact.map(u64::from) })
        }
        Output::Card { page, contact, card } => {
            let card = CardExpect {
                name: card.name().map(str::to_owned),
                user_img: card.user_img().map(str::to_owned),
            };
            (Some(*page), What::Card { contact: contact.get(), card })
        }
        Output::WantSessionToken { page, .. } => (Some(*page), What::WantSessionToken),
        Output::EndSessionToken { page, token } => {
            (Some(*page), What::EndSessionToken(token.clone()))
        }
    };
    Ok(Happened { page: page.map(page_name), what })
}

/// Compares all that came of a step with all that was expected, in order.
pub(crate) fn step(
    step: &Step,
    happened: &[Happened],
    names: &BTreeMap<String, Box<RawValue>>,
) -> Result<(), String> {
    for (place, expect) in step.expect.iter().enumerate() {
        let Some(happened) = happened.get(place) else {
            return Err(format!("nothing came where this was expected: {expect:?}"));
        };
        one(step, expect, happened, names).map_err(|error| format!("output {place}: {error}"))?;
    }
    match happened.get(step.expect.len()) {
        Some(more) => Err(format!("this came beyond what was expected: {more:?}")),
        None => Ok(()),
    }
}

fn one(
    step: &Step,
    expect: &Expect,
    happened: &Happened,
    names: &BTreeMap<String, Box<RawValue>>,
) -> Result<(), String> {
    let fits = match (&happened.what, expect_of(expect)?) {
        (What::Post { message, to, is_over_port }, Expected::Post(raw)) => {
            let wanted = event::message(raw, names)?;
            if *message != wanted {
                return Err(format!("posted\n  {message}\nexpected\n  {wanted}"));
            }
            *is_over_port == expect.over_port.unwrap_or(false)
                && expect.to.as_ref().is_none_or(|wanted| wanted == to)
        }
        (What::Warn { name, text }, Expected::Warn(wanted)) => {
            wanted == *name && expect.text.as_ref().is_none_or(|wanted| wanted == text)
        }
        (What::Note { name, detail }, Expected::Note(wanted)) => {
            wanted == *name && (expect.detail.is_none() || expect.detail == *detail)
        }
        (What::Command { name, contact }, Expected::Command(wanted)) => {
            wanted == *name && expect.contact == *contact
        }
        (What::Card { contact, card }, Expected::Card(wanted)) => {
            wanted == card && expect.contact == Some(*contact)
        }
        (What::WantSessionToken, Expected::WantSessionToken)
        | (What::EndPort, Expected::EndPort)
        | (What::Remove, Expected::Remove) => true,
        (What::EndSessionToken(token), Expected::EndSessionToken(wanted)) => token == wanted,
        _ => false,
    };
    // A command that waited goes in a step of another page, or of none: it says whose only
    // where the vector does.
    let page = match &happened.what {
        What::Command { .. } => expect.page.as_ref(),
        What::Post { .. }
        | What::Warn { .. }
        | What::Note { .. }
        | What::Card { .. }
        | What::WantSessionToken
        | What::EndSessionToken(_)
        | What::EndPort
        | What::Remove => expect.page.as_ref().or(step.page.as_ref()),
    };
    let same_page = page.is_none_or(|page| happened.page.as_ref() == Some(page));
    let page_is_named =
        page.is_some() || happened.page.is_none() || matches!(happened.what, What::Command { .. });
    if fits && same_page && page_is_named {
        Ok(())
    } else {
        Err(format!("{happened:?} came where this was expected: {expect:?}"))
    }
}

enum Expected<'a> {
    Post(&'a RawValue),
    Warn(&'a str),
    Note(&'a str),
    Command(&'a str),
    Card(&'a CardExpect),
    WantSessionToken,
    EndSessionToken(&'a str),
    EndPort,
    Remove,
}

fn expect_of(expect: &Expect) -> Result<Expected<'_>, String> {
    let mut all = [
        expect.post.as_deref().map(Expected::Post),
        expect.warn.as_deref().map(Expected::Warn),
        expect.note.as_deref().map(Expected::Note),
        expect.command.as_deref().map(Expected::Command),
        expect.card.as_ref().map(Expected::Card),
        expect.want_session_token.filter(|is| *is).map(|_| Expected::WantSessionToken),
        expect.end_session_token.as_deref().map(Expected::EndSessionToken),
        expect.end_port.filter(|is| *is).map(|_| Expected::EndPort),
        expect.remove.filter(|is| *is).map(|_| Expected::Remove),
    ]
    .into_iter()
    .flatten();
    match (all.next(), all.next()) {
        (Some(expected), None) => Ok(expected),
        _ => Err("an expectation names exactly one thing".into()),
    }
}

/// The message as a page bridge would post it, as JSON.
fn posted(
    message: &ToPage,
    kept: &BTreeMap<EventHandle, String>,
    answer: &[EventHandle],
    selections: &mut BTreeMap<u32, Vec<EventHandle>>,
) -> Result<String, String> {
    let from_acd = |event: EventHandle| {
        let json = kept.get(&event).ok_or_else(|| format!("{event:?} is not kept any more"))?;
        RawValue::from_string(json.clone()).map_err(|error| error.to_string())
    };
    let events = match &message.events {
        PostedEvents::Own(own) => own
            .iter()
            .map(|event| match event {
                PostedEvent::Acknowledge(acknowledge) => raw(acknowledge),
                PostedEvent::FromAcd(event) => from_acd(*event),
                PostedEvent::SessionInfo(info) => raw(info),
                PostedEvent::Receipt(receipt) => raw(receipt),
                PostedEvent::Focus(focus) => raw(focus),
                PostedEvent::Lifecycle(lifecycle) => raw(lifecycle),
            })
            .collect::<Result<Vec<_>, _>>()?,
        PostedEvents::Selected(selection) => {
            check_selection(selection, answer, selections)?;
            selection.events.iter().map(|event| from_acd(*event)).collect::<Result<Vec<_>, _>>()?
        }
    };
    let (place, message) = (&message.place, HostMessage::new(message.contact_id, events));
    let message = match place {
        Some(Place { epoch, seq }) => message.in_sequence(epoch.to_string(), *seq),
        None => message,
    };
    serde_json::to_string(&message).map_err(|error| error.to_string())
}

/// A page bridge builds one array for a selection's id, and posts the answer's own for a whole.
fn check_selection(
    selection: &Selection,
    answer: &[EventHandle],
    selections: &mut BTreeMap<u32, Vec<EventHandle>>,
) -> Result<(), String> {
    if selection.whole && *selection.events != *answer {
        return Err("called whole what is not the whole answer".into());
    }
    if selection.events.is_empty() {
        return Err("an empty message".into());
    }
    let known = selections.entry(selection.id).or_insert_with(|| selection.events.to_vec());
    if **known == *selection.events { Ok(()) } else { Err("one id for two selections".into()) }
}

fn raw(value: &impl Serialize) -> Result<Box<RawValue>, String> {
    serde_json::value::to_raw_value(value).map_err(|error| error.to_string())
}
