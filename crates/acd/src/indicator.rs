//! Indicators of a contact: on while an agent has a contact of their skills.

use crate::{Contact, ContactId, Event, Floor, Private, Time, event::IndicatorEvent};

impl Floor {
    /// Tells the agent of a contact that has just appeared which indicators are on.
    pub(crate) fn tell_indicators(&mut self, at: Time, contact: ContactId) {
        let found = self.contacts.get(&contact);
        let told =
            found.and_then(|found| Some((found.session()?, self.indicators_of(found, true))));
        for (session, event) in told
            .into_iter()
            .flat_map(|(session, events)| events.into_iter().map(move |it| (session, it)))
        {
            self.tell(session, at, event);
        }
    }

    /// Gives the indicators that name the contact's skill and that its agent has.
    pub(crate) fn indicators_of(&self, contact: &Contact, is_on: bool) -> Vec<Event> {
        let session = contact.offer().and_then(|offer| self.sessions.get(&offer.session));
        let agent = session.and_then(|session| self.agent(session.agent));
        let Some((session, agent)) = session.zip(agent) else { return Vec::new() };
        self.setup()
            .indicators
            .values()
            .filter(|indicator| indicator.skills.contains(&contact.skill) && indicator.is_of(agent))
            .map(|indicator| {
                let uri = self.fill_address(&indicator.action_uri, contact, session);
                Event::Indicator(Box::new(IndicatorEvent {
                    contact: contact.id,
                    name: indicator.name.clone(),
                    action_uri: Private::new(uri),
                    image_uri: indicator.image_uri.clone(),
                    tool_tip: indicator.tool_tip.clone(),
                    is_on,
                }))
            })
            .collect()
    }
}
