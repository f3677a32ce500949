use cordboard_protocol::page::{Loose, MessageType};

use crate::{Broker, Note, PageId};

/// The longest text that can be a near miss; nothing longer is looked at.
const LONGEST: usize = 40;
/// How many letters may be wrong, missing, too many or swapped.
const SLIPS: usize = 2;

impl Broker {
    /// Names foreign traffic that was probably meant otherwise (P8).
    pub(crate) fn on_foreign(&mut self, page: PageId, message_type: &Loose) {
        let Loose::Text(said) = message_type else { return };
        if let Some(meant) = probably_meant(said) {
            self.note(page, Note::NearMiss { said: said.clone(), meant: meant.name() });
        }
    }
}

fn probably_meant(said: &str) -> Option<MessageType> {
    if said.len() > LONGEST || !said.is_ascii() {
        return None;
    }
    let lower = said.trim().to_ascii_lowercase();
    MessageType::ALL
        .into_iter()
        .map(|known| (strsim::osa_distance(&lower, &known.name().to_ascii_lowercase()), known))
        .filter(|(slips, _)| *slips <= SLIPS)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_foreign_words_are_not() {
        for (said, meant) in [
            ("UnegisterFromClientEvents", Some("UnregisterFromClientEvents")),
            ("Register-ForClientEvents", Some("RegisterForClientEvents")),
            ("registerforclientevents", Some("RegisterForClientEvents")),
            ("MUTEEVENT", Some("MuteEvent")),
            ("HangUpEvent", Some("HangupEvent")),
            ("HoldEvents ", Some("HoldEvent")),
            ("ContactCard", None),
            ("penpal", None),
            ("", None),
        ] {
            assert_eq!(probably_meant(said).map(MessageType::name), meant, "{said:?}");
        }
    }
}
