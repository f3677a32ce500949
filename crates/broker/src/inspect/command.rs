use cordboard_protocol::page::{CommandWord, ContactId, Extension, GivenContactId, Loose};

use super::{
    Deed, Explanation, Heard, fine, problem, receipt, remark,
    words::{listed, shown},
};
use crate::{CallCommand, Ignored, Note};

/// P35 to P42.
pub(super) fn explain(heard: &Heard<'_>, word: CommandWord) -> Explanation {
    let name = word.name();
    if heard.missing_grant("call-commands") {
        let why = "the page's entry does not grant call-commands";
        return problem(format!("{name} was not obeyed: {why}."), "P41");
    }
    let ignored = heard.notes().find_map(|note| {
        let Note::CommandIgnored { command, why } = note else { return None };
        (*command == word).then_some(*why)
    });
    if let Some(why) = ignored {
        let (why, clause) = ignored_words(word, why);
        return problem(format!("{name} did nothing: {why}."), clause);
    }
    if heard.notes().any(|note| matches!(note, Note::InvalidOn { .. })) {
        let on = shown(&heard.message.on);
        return problem(format!("{name} did nothing: on is {on}, neither true nor false."), "P47");
    }
    let sent: Vec<(CallCommand, Option<ContactId>)> = heard
        .deeds
        .iter()
        .filter_map(|deed| {
            let Deed::Sent(command, contact) = deed else { return None };
            Some((*command, *contact))
        })
        .collect();
    if sent.is_empty() {
        let reads_on = heard.standing.extensions.has(Extension::Receipts);
        if reads_on && matches!(heard.message.on, Loose::Bool(_)) {
            let sentence = format!(
                "{name} was taken: the call is so already, or it waits for the command before it."
            );
            return fine(sentence, "P47");
        }
        let taken = format!("{name} was taken, and waits for the command before it");
        return match receipt::aside(heard) {
            Some(aside) => remark(format!("{taken}; but {aside}."), "P46"),
            None => fine(format!("{taken}."), "P36"),
        };
    }
    let each: Vec<String> =
        sent.iter().map(|(command, contact)| explain_sent(*command, *contact)).collect();
    let obeyed = format!("{name} was obeyed: {}", listed(&each));
    match (aside(heard, &sent), receipt::aside(heard)) {
        (Some(one), Some(other)) => remark(format!("{obeyed}; but {one}; {other}."), "P40"),
        (Some(aside), None) => remark(format!("{obeyed}; but {aside}."), "P40"),
        (None, Some(aside)) => remark(format!("{obeyed}; but {aside}."), "P46"),
        (None, None) => fine(format!("{obeyed}."), "P36"),
    }
}

/// What is wrong with a contact id that was given and not taken.
fn aside(heard: &Heard<'_>, sent: &[(CallCommand, Option<ContactId>)]) -> Option<String> {
    let (_, Some(contact)) = sent.first()? else { return None };
    let focus = "the call in focus was meant";
    match GivenContactId::parse(&heard.message.contact_id) {
        GivenContactId::Valid(given) if given != *contact => {
            Some(format!("contactId {given} is none of the agent's contacts, so {focus}"))
        }
        GivenContactId::Invalid => {
            let given = shown(&heard.message.contact_id);
            Some(format!("contactId {given} is no contact id, so {focus}"))
        }
        GivenContactId::Absent => heard
            .misspelt_key("contactId")
            .map(|said| format!("{said:?} is not read (the key is contactId), so {focus}")),
        GivenContactId::Valid(_) => None,
    }
}

/// What a command does, in words.
#[must_use]
pub fn explain_sent(command: CallCommand, contact: Option<ContactId>) -> String {
    let deed = match command {
        CallCommand::Answer => "answer",
        CallCommand::Refuse => "refuse",
        CallCommand::Hold => "hold",
        CallCommand::Resume => "resume",
        CallCommand::Mute => "mute",
        CallCommand::Unmute => "unmute",
        CallCommand::Mask => "mask",
        CallCommand::Unmask => "unmask",
        CallCommand::Record => "record",
        CallCommand::HangUp => "hang up",
    };
    match contact {
        Some(contact) => format!("{deed} contact {contact}"),
        None => format!("{deed} the agent"),
    }
}

fn ignored_words(word: CommandWord, why: Ignored) -> (&'static str, &'static str) {
    match why {
        Ignored::NoDialog => {
            ("it works only while a contact is offered and the accept/reject dialog shows", "P35")
        }
        Ignored::NoCall if word == CommandWord::Mute => ("the agent has no call", "P42"),
        Ignored::NoCall => ("there is no call in focus", "P39"),
        Ignored::ButtonOff => {
            ("in the state of the call the agent's own button is off, too", "P39")
        }
        Ignored::AlreadyRecording => {
            ("the call is being recorded already, and nothing stops that", "P37")
        }
        Ignored::Hidden => ("the agent lacks the permission, so the button is hidden, too", "P39"),
        Ignored::Overtaken => ("what came before it failed or changed the call", "P36"),
        Ignored::TooMany => ("too many commands wait for that call already", "P36"),
    }
}
