use cordboard_protocol::page::{Acknowledge, CommandWord, Loose, MessageType, SessionInfo};

use super::{
    Explanation, Heard, Key, Shape, fine,
    nearest::{differs_in_case, nearest},
    problem,
    words::{self, kind, quoted},
};

/// What the host alone posts.
const OF_THE_HOST: [&str; 5] = [
    Acknowledge::MESSAGE_TYPE,
    SessionInfo::MESSAGE_TYPE,
    "CommandReceipt",
    "ContactFocus",
    "PageLifecycle",
];

/// P8: what was probably meant by what the protocol does not know.
pub(super) fn explain(heard: &Heard<'_>) -> Explanation {
    let keys = match heard.shape {
        Shape::Text { names_type: true } => {
            let sentence = "Nothing was done: it is a text; post the object itself, not what \
                            JSON.stringify makes of it.";
            return problem(sentence.into(), "P6");
        }
        Shape::Text { names_type: false } | Shape::Other => {
            return fine("Foreign traffic, no object: nothing was done.".into(), "P8");
        }
        Shape::Object(keys) => keys,
    };
    match &heard.message.message_type {
        Loose::Undefined => without_type(heard, keys),
        Loose::Text(said) | Loose::LongText(said) => unknown_type(said),
        other @ (Loose::Null
        | Loose::Bool(_)
        | Loose::Number(_)
        | Loose::BigInt(_)
        | Loose::Array(_)
        | Loose::Other(_)) => {
            problem(format!("Nothing was done: messageType is {}, not a text.", kind(other)), "P7")
        }
    }
}

fn unknown_type(said: &str) -> Explanation {
    let shown = quoted(said);
    if OF_THE_HOST.contains(&said) {
        let sentence =
            format!("Nothing was done: {shown} is what the desktop posts, no page may post it.");
        return problem(sentence, "P8");
    }
    if let Some(meant) = toggle(said) {
        let sentence = format!(
            "Nothing was done: {shown} is no message type; {meant} was probably meant, which \
             toggles."
        );
        return problem(sentence, "P36");
    }
    let sentence = match meant(said).or_else(|| command(said)) {
        Some(meant) if differs_in_case(said, meant) => {
            format!(
                "Nothing was done: {shown} is no message type; letter case counts, write {meant}."
            )
        }
        Some(meant) => {
            format!("Nothing was done: {shown} is no message type; {meant} was probably meant.")
        }
        None => {
            format!("Nothing was done: {shown} is no message type of the protocol.")
        }
    };
    problem(sentence, "P8")
}

fn without_type(heard: &Heard<'_>, keys: &[Key]) -> Explanation {
    if let Some(said) = heard.misspelt_key("messageType") {
        let case = if differs_in_case(said, "messageType") { " (letter case counts)" } else { "" };
        let sentence = format!(
            "Nothing was done: {} is not read, the key is messageType{case}.",
            quoted(said)
        );
        return problem(sentence, "P6");
    }
    if let Some(key) = keys.iter().find(|key| key.holds_type) {
        let sentence = format!(
            "Nothing was done: messageType stands one level too deep, in {}; post what is in it.",
            quoted(&key.name)
        );
        return problem(sentence, "P6");
    }
    let names_it = |key: &&Key| key.text.as_deref().is_some_and(|text| meant(text).is_some());
    if let Some(key) = keys.iter().find(names_it) {
        let sentence = format!(
            "Nothing was done: it has no messageType; {} stands in {}, and the key is messageType.",
            quoted(key.text.as_deref().unwrap_or_default()),
            quoted(&key.name)
        );
        return problem(sentence, "P7");
    }
    fine("Foreign traffic, no messageType: nothing was done.".into(), "P8")
}

/// The command that also undoes what the word says is to be undone.
fn toggle(said: &str) -> Option<&'static str> {
    let word = match &*bare(said) {
        "resume" | "unhold" => CommandWord::Hold,
        "unmute" => CommandWord::Mute,
        "unmask" => CommandWord::Mask,
        _ => return None,
    };
    Some(word.name())
}

/// The command whose name lacks its end.
fn command(said: &str) -> Option<&'static str> {
    let names = MessageType::ALL.map(MessageType::name).into_iter();
    names.filter(|name| name.ends_with("Event")).find(|name| bare(name) == bare(said))
}

fn bare(name: &str) -> String {
    let lower = words::cut(name).trim().to_lowercase();
    let end = ["events", "event"].into_iter().find_map(|end| lower.strip_suffix(end));
    end.unwrap_or(&lower).to_owned()
}

fn meant(said: &str) -> Option<&'static str> {
    nearest(said, MessageType::ALL.map(MessageType::name))
}
