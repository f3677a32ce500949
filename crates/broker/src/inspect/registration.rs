use cordboard_protocol::page::{
    Acknowledge, AskedExtensions, Extension, GivenContactId, Loose, Reason, SubscriptionType,
    SubscriptionTypes,
};

use super::{
    Deed, Explanation, Heard, fine,
    nearest::nearest,
    problem, remark,
    words::{kind, listed, quoted, shown},
};
use crate::{NoExtension, Note, PageKind, Warning};

const TYPES: [&str; 5] = ["all", "agent", "contact", "contacts", "sessioninfo"];

/// P12 to P23.
pub(super) fn explain(heard: &Heard<'_>) -> Explanation {
    if heard
        .deeds
        .iter()
        .any(|deed| matches!(deed, Deed::Warned(Warning::AlreadySubscribed { .. })))
    {
        return already();
    }
    let answered = heard.deeds.iter().find_map(|deed| {
        let Deed::Answered(acknowledge) = deed else { return None };
        Some(acknowledge)
    });
    match answered.map(Acknowledge::reason) {
        Some(Reason::InvalidContactId) => invalid_contact_id(heard),
        Some(Reason::InvalidSubscriptionTypes) => {
            let why = wrong_types(heard);
            problem(format!("Refused with ERROR, Invalid Subscription Types: {why}."), "P14")
        }
        Some(Reason::Success) => taken(heard, "and answered OK"),
        None if heard.deeds.contains(&Deed::AwaitsToken) => {
            taken(heard, "and the answer waits for the session token")
        }
        None => remark("The registration was not answered.".into(), "P20"),
    }
}

fn already() -> Explanation {
    let registered = "Not answered: the page is registered already, and the first registration \
                      stands; post UnregisterFromClientEvents before you ask for something else";
    let reloads = "the same page may register again once its frame has loaded anew";
    problem(format!("{registered} ({reloads})."), "P20")
}

fn taken(heard: &Heard<'_>, answer: &str) -> Explanation {
    let (types, invalid) = SubscriptionTypes::parse(&heard.message.subscription_types);
    let mut remarks: Vec<String> = invalid.iter().map(|entry| wrong_type(&entry.0)).collect();
    let given = GivenContactId::parse(&heard.message.contact_id);
    let has_contact =
        given != GivenContactId::Absent || matches!(heard.standing.kind, PageKind::Panel(_));
    if given == GivenContactId::Absent
        && let Some(said) = heard.misspelt_key("contactId")
    {
        remarks.push(format!("{} is not read, the key is contactId", quoted(said)));
    }
    if types.contact && !has_contact && !types.all && !types.contacts {
        remarks.push(
            "contact brings nothing, because there is no contactId and this is no contact panel"
                .into(),
        );
    }
    for note in heard.notes() {
        if let Note::ExtensionNotGranted { why: NoExtension::Unknown } = note {
            remarks.extend(wrong_extensions(&heard.message.extensions));
        } else if let Note::ExtensionNotGranted { .. } | Note::NotRecovered { .. } = note {
            // What is told of the page begins with a verb.
            let words = note.to_string();
            let is_of_page = words.starts_with("asks ") || words.starts_with("came ");
            remarks.push(if is_of_page { format!("it {words}") } else { words });
        }
    }
    remarks.extend(unread_extensions(heard));
    let lacks_token = heard.missing_grant("session-token");
    if lacks_token && types.session_info {
        remarks
            .push("no token comes, because the page's entry does not grant session-token".into());
    }
    let registered = format!("Registered for {}, {answer}", types_in_words(types));
    if !remarks.is_empty() {
        return remark(format!("{registered}; but {}.", remarks.join("; ")), "P13");
    }
    if lacks_token {
        return fine(format!("{registered}; without a token, which is not granted."), "P27");
    }
    fine(format!("{registered}."), "P13")
}

fn invalid_contact_id(heard: &Heard<'_>) -> Explanation {
    let given = &heard.message.contact_id;
    let why = match given {
        Loose::Number(number) if *number == 0.0 => {
            "contactId 0 is no contact; leave the key out where none is meant".to_owned()
        }
        Loose::Text(text) if text.is_empty() => {
            "contactId is empty; leave the key out where no contact is meant".to_owned()
        }
        Loose::Text(text) if !text.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("contactId {} is not made of digits alone", quoted(text))
        }
        Loose::Number(_) | Loose::Text(_) | Loose::LongText(_) => {
            format!("contactId {} is no whole number from 1 to 9007199254740991", shown(given))
        }
        Loose::Undefined
        | Loose::Null
        | Loose::Bool(_)
        | Loose::BigInt(_)
        | Loose::Array(_)
        | Loose::Other(_) => {
            format!("contactId is {}; give a number, or its digits as a text", kind(given))
        }
    };
    let (types, _) = SubscriptionTypes::parse(&heard.message.subscription_types);
    let too = if types.is_empty() { "; its subscriptionTypes are wrong, too" } else { "" };
    problem(format!("Refused with ERROR, Invalid Contact Id: {why}{too}."), "P17")
}

/// Why no type is valid.
fn wrong_types(heard: &Heard<'_>) -> String {
    let which = "all, agent, contact, contacts, sessioninfo";
    match &heard.message.subscription_types {
        Loose::Undefined => match heard.misspelt_key("subscriptionTypes") {
            Some(said) => format!("{} is not read, the key is subscriptionTypes", quoted(said)),
            None => format!("subscriptionTypes is missing; give an array of {which}"),
        },
        Loose::Text(text) => {
            let valid: Vec<&str> = words(text).filter(|word| is_valid(word)).collect();
            let valid = if valid.is_empty() { vec!["agent"] } else { valid };
            let valid: Vec<String> = valid.into_iter().map(quoted).collect();
            format!("subscriptionTypes is a text, not an array; write [{}]", valid.join(", "))
        }
        Loose::Array(entries) if entries.is_empty() => {
            format!("subscriptionTypes is empty; name one at least of {which}")
        }
        given @ Loose::Array(_) => {
            let (_, invalid) = SubscriptionTypes::parse(given);
            let each: Vec<String> = invalid.iter().map(|entry| wrong_type(&entry.0)).collect();
            each.join("; ")
        }
        given @ (Loose::Null
        | Loose::Bool(_)
        | Loose::Number(_)
        | Loose::BigInt(_)
        | Loose::LongText(_)
        | Loose::Other(_)) => {
            format!("subscriptionTypes is {}, not an array of {which}", kind(given))
        }
    }
}

fn wrong_type(entry: &str) -> String {
    let said = quoted(entry);
    // What an array holds is joined to a text, and is no text for all that.
    if is_valid(entry) {
        return format!("{said} stands in an array of its own, where it is no subscription type");
    }
    if is_valid(entry.trim()) {
        return format!("{said} is no subscription type because of the blanks around it");
    }
    match nearest(entry, TYPES) {
        Some(meant) => format!("{said} is no subscription type ({meant} was probably meant)"),
        None => format!("{said} is no subscription type"),
    }
}

/// What is said of extensions that are not asked for as was meant.
fn unread_extensions(heard: &Heard<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    if matches!(heard.message.extensions, Loose::Undefined)
        && let Some(said) = heard.misspelt_key("extensions")
    {
        remarks.push(format!("{} is not read, the key is extensions", quoted(said)));
    }
    let asked = AskedExtensions::parse(&heard.message.extensions);
    let is_numbered =
        matches!(asked, AskedExtensions::Some(asked, _) if asked.has(Extension::Sequence));
    if heard.message.resume.is_some() && !is_numbered {
        remarks.push("resume is not read without the extension sequence".into());
    }
    remarks
}

/// The entries of `extensions` that name none.
fn wrong_extensions(asked: &Loose) -> Vec<String> {
    let Loose::Array(entries) = asked else { return Vec::new() };
    let wrong = |entry: &Loose| {
        let entry = entry.joined();
        if Extension::parse(&entry).is_some() {
            return None;
        }
        let meant = nearest(&entry, Extension::ALL.map(Extension::name));
        let meant = meant.map(|meant| format!(" ({meant} was probably meant)")).unwrap_or_default();
        Some(format!("{} is no extension{meant}", quoted(&entry)))
    };
    entries.iter().filter_map(wrong).collect()
}

fn is_valid(word: &str) -> bool {
    SubscriptionType::parse(word).is_some()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

/// The words of a registration.
pub(crate) fn types_in_words(types: SubscriptionTypes) -> String {
    let SubscriptionTypes { all, agent, contact, contacts, session_info } = types;
    let is_asked = [all, agent, contact, contacts, session_info];
    let asked = TYPES.into_iter().zip(is_asked).filter(|(_, is_asked)| *is_asked);
    listed(&asked.map(|(name, _)| name).collect::<Vec<_>>())
}
