//! Lines after a restart: simulated people hold the line for as long as it takes.

use cordboard_acd::{
    AgentLeg, ContactState, Floor, Origin, Talk,
    command::{Destination, LineReport},
};

use super::{AgentLine, CustomerLine, LineSimulator};

impl LineSimulator {
    /// Puts all lines as the floor says that they stand. A phone that was being dialled answers.
    pub(super) fn stand_as(&mut self, floor: &Floor) {
        (self.customers, self.legs, self.leg_of) = Default::default();
        (self.inside, self.goes_on) = Default::default();
        for session in floor.sessions() {
            let (leg, line) = match session.leg {
                AgentLeg::Down => continue,
                AgentLeg::Dialing { leg, .. } => {
                    self.report(LineReport::LegAnswered { leg });
                    (leg, AgentLine::Dialling)
                }
                AgentLeg::Active { leg, muted } => (leg, AgentLine::Up { muted }),
            };
            self.legs.insert(leg, line);
            self.leg_of.insert(session.id, leg);
        }
        for contact in floor.contacts() {
            let line = match &contact.state {
                ContactState::Waiting | ContactState::Reserved { .. } => {
                    Some(CustomerLine::Waiting)
                }
                ContactState::Dialling { offer, to, placed, .. } => {
                    if let (Destination::Number(number), true) = (to, placed) {
                        self.rings_outside(contact.id, number);
                    }
                    Some(CustomerLine::Dialled { session: offer.session })
                }
                ContactState::Ringing { offer, .. } => {
                    self.leg_of.get(&offer.session).map(|leg| CustomerLine::Ringing { leg: *leg })
                }
                ContactState::Talking { offer, talk, recording, .. } => {
                    self.leg_of.get(&offer.session).map(|leg| CustomerLine::Up {
                        leg: *leg,
                        held: *talk == Talk::Held,
                        masked: *talk == Talk::Masked,
                        recorded: *recording,
                    })
                }
                ContactState::AfterWork { .. } => None,
            };
            if contact.peer.is_some() {
                self.inside.insert(contact.id);
            }
            // Whom a transfer brought is reached under the earlier id too.
            if let (Some(parent), None) = (contact.parent, contact.peer)
                && contact.origin == Origin::Inbound
            {
                self.goes_on.insert(parent, contact.id);
            }
            if let Some(line) = line {
                self.customers.insert(contact.id, line);
            }
        }
    }
}
