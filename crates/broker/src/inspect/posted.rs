use cordboard_protocol::page::{Acknowledge, SessionInfo, Status};

use super::{
    Explanation, fine, problem,
    words::{cut, listed},
};

/// One event of a posted message, as far as a sentence needs it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostedBrief {
    /// `Type`, or `messageType` of the host's own.
    pub name: String,
    /// The contact it names; empty for none.
    pub contact: String,
    /// `Status`, `CurrentState`, or what else says how things stand; empty for nothing.
    pub state: String,
    /// `reason` of the host's own, `CurrentOutReason`; empty for none.
    pub reason: String,
}

/// How many events are named before the rest is counted.
const NAMED: usize = 4;

/// Says what a message of the host tells its page.
#[must_use]
pub fn explain_posted(events: &[PostedBrief]) -> Explanation {
    match events {
        [first, rest @ ..] if first.name == Acknowledge::MESSAGE_TYPE => answer(first, rest),
        [] => fine("A message without events.".into(), "P24"),
        [one] => own(one).unwrap_or_else(|| fine(format!("Hands on {}.", named(one)), "P28")),
        several => {
            let count = several.len();
            fine(format!("Hands on {count} events: {}.", list(several)), "P28")
        }
    }
}

fn answer(acknowledge: &PostedBrief, state: &[PostedBrief]) -> Explanation {
    if acknowledge.state != Status::Ok.name() {
        let reason = cut(&acknowledge.reason);
        return problem(format!("Refuses the registration: {reason}."), "P25");
    }
    if state.is_empty() {
        return fine("Answers the registration: OK, with nothing current to tell.".into(), "P25");
    }
    fine(format!("Answers the registration: OK, and gives {}.", list(state)), "P26")
}

/// What the host says of its own accord.
fn own(event: &PostedBrief) -> Option<Explanation> {
    let state = cut(&event.state);
    Some(match event.name.as_str() {
        SessionInfo::MESSAGE_TYPE => fine("Gives the page its session token.".into(), "P27"),
        "CommandReceipt" => {
            let why = if event.reason.is_empty() { "" } else { ", " };
            let sentence =
                format!("Says what became of a request: {state}{why}{}.", cut(&event.reason));
            match event.state.as_str() {
                "done" => fine(sentence, "P46"),
                _ => problem(sentence, "P46"),
            }
        }
        "ContactFocus" if event.contact.is_empty() => {
            fine("Says that the agent looks at no contact.".into(), "P50")
        }
        "ContactFocus" => {
            fine(format!("Says that the agent turned to contact {}.", cut(&event.contact)), "P50")
        }
        "PageLifecycle" => fine(format!("Says that the page is {state}."), "P51"),
        _ => return None,
    })
}

fn list(events: &[PostedBrief]) -> String {
    let mut named: Vec<String> = events.iter().take(NAMED).map(named).collect();
    match events.len().saturating_sub(NAMED) {
        0 => {}
        1 => named.push("one more".into()),
        more => named.push(format!("{more} more")),
    }
    listed(&named)
}

fn named(event: &PostedBrief) -> String {
    let PostedBrief { name, contact, state, reason } = event;
    let name = if name.is_empty() { "an event without a type".into() } else { cut(name) };
    let mut about = Vec::new();
    if !contact.is_empty() {
        about.push(format!("contact {}", cut(contact)));
    }
    about.extend([state, reason].into_iter().filter(|it| !it.is_empty()).map(|it| cut(it)));
    if about.is_empty() { name } else { format!("{name} ({})", about.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_posted_is_told_in_a_sentence() {
        let acknowledge = |state, reason| brief(Acknowledge::MESSAGE_TYPE, "", state, reason);
        let call = |contact, state| brief("CallContactEvent", contact, state, "");
        let agent = brief("AgentState", "", "Unavailable", "Break");
        let ok = acknowledge("OK", "Success");
        for (events, sentence) in [
            (vec![ok.clone()], "Answers the registration: OK, with nothing current to tell."),
            (
                vec![ok, agent.clone(), call("41", "Active")],
                "Answers the registration: OK, and gives AgentState (Unavailable, Break) and \
                 CallContactEvent (contact 41, Active).",
            ),
            (
                vec![acknowledge("ERROR", "Invalid Contact Id")],
                "Refuses the registration: Invalid Contact Id.",
            ),
            (vec![agent.clone()], "Hands on AgentState (Unavailable, Break)."),
            (
                vec![
                    agent.clone(),
                    agent.clone(),
                    agent.clone(),
                    call("7", "Holding"),
                    agent.clone(),
                ],
                "Hands on 5 events: AgentState (Unavailable, Break), AgentState (Unavailable, \
                 Break), AgentState (Unavailable, Break), CallContactEvent (contact 7, Holding) \
                 and one more.",
            ),
            (vec![brief("SessionInfo", "", "", "")], "Gives the page its session token."),
            (
                vec![brief("CommandReceipt", "", "refused", "not-granted")],
                "Says what became of a request: refused, not-granted.",
            ),
            (
                vec![brief("ContactFocus", "41", "", "")],
                "Says that the agent turned to contact 41.",
            ),
            (vec![brief("PageLifecycle", "", "hidden", "")], "Says that the page is hidden."),
            (vec![brief("", "", "", "")], "Hands on an event without a type."),
        ] {
            assert_eq!(explain_posted(&events).sentence, sentence);
        }
    }

    fn brief(name: &str, contact: &str, state: &str, reason: &str) -> PostedBrief {
        let [name, contact, state, reason] = [name, contact, state, reason].map(str::to_owned);
        PostedBrief { name, contact, state, reason }
    }
}
