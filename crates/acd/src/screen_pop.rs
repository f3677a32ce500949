//! Screen pops: the page that opens at the agent with a contact.

use std::fmt::Write;

use crate::{
    AgentSession, Contact, Event, Floor, Private,
    contact::{Offer, Origin},
    event::PageAction,
    fact::Pop,
    setup::PopBy,
};

impl Floor {
    /// Fills the variables of the skill's screen pop.
    pub(crate) fn fill_pop(&self, contact: &Contact, session: &AgentSession) -> Option<Pop> {
        let pop = self.skill(contact.skill)?.screen_pop.as_ref()?;
        Some(Pop {
            url: Private::new(self.fill_address(pop.url.text(), contact, session)),
            by: pop.by,
            destination: pop.destination,
            title: pop.title.clone(),
            width: pop.width,
            height: pop.height,
            close_on_termination: pop.close_on_termination,
        })
    }

    /// Fills the variables of an address that belongs to a contact.
    pub(crate) fn fill_address(
        &self,
        template: &str,
        contact: &Contact,
        session: &AgentSession,
    ) -> String {
        // Whoever is consulted sees the customer whom it is about.
        let about = match contact.origin {
            Origin::Consulted => contact.parent.and_then(|parent| self.contacts.get(&parent)),
            Origin::Inbound | Origin::Outbound | Origin::Consulting => None,
        };
        let about = about.unwrap_or(contact);
        let skill = self.skill(contact.skill);
        let agent = self.agent(session.agent);
        let team = self.directory.team_of(session.agent);
        let value = |name: &str| {
            Some(match name {
                "contactId" => contact.id.to_string(),
                "masterId" => about.master.to_string(),
                "ani" => about.ani.text().to_owned(),
                "dnis" => about.dnis.text().to_owned(),
                "skillId" => skill?.id.to_string(),
                "skillName" => skill?.name.clone(),
                "agentId" => session.agent.to_string(),
                "firstName" => agent?.first_name.clone(),
                "lastName" => agent?.last_name.clone(),
                "teamId" => team?.id.to_string(),
                "teamName" => team?.name.clone(),
                "busNo" => self.setup().business_unit.number.to_string(),
                _ => return None,
            })
        };
        fill_address(template, value)
    }
}

impl Offer {
    /// Gives the address for `ScreenPopUrl`, if that is how the agent hears of it.
    pub(crate) fn pop_field(&self) -> Option<Private> {
        let pop = self.pop.as_ref()?;
        match pop.by {
            PopBy::ScreenPopUrl => Some(pop.url.clone()),
            PopBy::PopUrl | PopBy::PageOpen | PopBy::RunApp => None,
        }
    }
}

impl Contact {
    /// Gives the event of its own that the screen pop comes with.
    pub(crate) fn pop_opened(&self) -> Option<Event> {
        let pop = self.offer()?.pop.as_ref()?;
        match pop.by {
            PopBy::ScreenPopUrl => None,
            PopBy::PopUrl => Some(Event::PopUrl { contact: self.id, pop: pop.clone() }),
            PopBy::PageOpen => Some(Event::PageOpen {
                contact: self.id,
                action: PageAction::Open,
                url: pop.url.clone(),
            }),
            PopBy::RunApp => Some(Event::RunApp { contact: self.id, url: pop.url.clone() }),
        }
    }

    /// Gives the event that closes the page with the contact.
    pub(crate) fn pop_closed(&self) -> Option<Event> {
        let pop = self.offer()?.pop.as_ref()?;
        match pop.by {
            PopBy::PageOpen if pop.close_on_termination => Some(Event::PageOpen {
                contact: self.id,
                action: PageAction::Close,
                url: pop.url.clone(),
            }),
            PopBy::ScreenPopUrl | PopBy::PopUrl | PopBy::PageOpen | PopBy::RunApp => None,
        }
    }
}

/// Replaces `{name}` in an address by its value, percent-encoded. A value is never looked at again, and
/// a name without one stays.
#[must_use]
pub fn fill_address(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        filled.push_str(before);
        let named = from.find('}').and_then(|close| Some((close, value(&from[1..close])?)));
        if let Some((close, value)) = named {
            encode(&mut filled, &value);
            rest = &from[close + 1..];
        } else {
            filled.push('{');
            rest = &from[1..];
        }
    }
    filled.push_str(rest);
    filled
}

fn encode(to: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            to.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(to, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_what_it_knows_and_leaves_the_rest() {
        let value = |name: &str| match name {
            "ani" => Some("+1 {dnis}".to_owned()),
            "dnis" => Some("5".to_owned()),
            _ => None,
        };
        assert_eq!(
            fill_address("http://a/{x}?{ani}&{dnis}{", value),
            "http://a/{x}?%2B1%20%7Bdnis%7D&5{"
        );
    }
}
