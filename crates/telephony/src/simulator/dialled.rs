//! Calls that agents make, and what is done with two of them.

use cordboard_acd::{ContactId, Private, command::LineReport, fact::Happened};

use super::{CustomerLine, LineError, LineSimulator};

/// A number that ends so is busy.
const BUSY: &str = "998";

/// At a number that ends so it rings until somebody gives up.
const NOBODY: &str = "999";

impl LineSimulator {
    /// Gives the contact under which a customer's line goes on after transfers.
    #[must_use]
    pub fn goes_on_as(&self, contact: ContactId) -> ContactId {
        self.goes_on.get(&contact).copied().unwrap_or(contact)
    }

    pub(super) fn of_agents_calls(&mut self, happened: &Happened) -> Result<(), LineError> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the others were dealt with")]
        match happened {
            Happened::ContactDialled { contact, session, .. } => {
                self.customers.insert(*contact, CustomerLine::Dialled { session: *session });
            }
            Happened::CallPlaced { contact, number, .. } => self.rings_outside(*contact, number),
            Happened::ConsultArrived { contact, by, .. } => {
                self.inside.extend([*contact, *by]);
                self.customers.insert(*contact, CustomerLine::Waiting);
            }
            Happened::DialAnswered { contact } => self.answered(*contact)?,
            Happened::ContactTransferred { contact, to } => self.transfer(*contact, *to)?,
            Happened::FarEndsConnected { contact, with } => {
                for left in [contact, with] {
                    // Whoever is left of the two are on their own from here on.
                    let _ = self.drop_line(*left);
                }
            }
            Happened::ContactMoved { contact, to, session } => {
                let leg = *self.leg_of.get(session).ok_or(LineError::NoLeg(*session))?;
                let up = CustomerLine::Up { leg, held: false, masked: false, recorded: false };
                self.move_line(*contact, *to, up)?;
            }
            Happened::ContactJoined { contact, .. } => {
                // Who was held hears the others now.
                if let Some(CustomerLine::Up { held, .. }) = self.customers.get_mut(contact) {
                    *held = false;
                }
            }
            Happened::TonesSent { contact, .. } => match self.customers.get(contact) {
                Some(CustomerLine::Up { held: false, .. } | CustomerLine::HungUp) => {}
                Some(_) => return Err(LineError::WrongLine(*contact)),
                None => return Err(LineError::NoSuchLine(*contact)),
            },
            _ => {}
        }
        Ok(())
    }

    /// Somebody outside answers, or does not.
    pub(super) fn rings_outside(&mut self, contact: ContactId, number: &Private) {
        if number.text().ends_with(BUSY) {
            self.report(LineReport::FarEndBusy { contact });
        } else if !number.text().ends_with(NOBODY) {
            self.report(LineReport::FarEndAnswered { contact });
        }
    }

    fn answered(&mut self, contact: ContactId) -> Result<(), LineError> {
        let Some(CustomerLine::Dialled { session }) = self.customers.get(&contact).copied() else {
            // Who has hung up meanwhile is known to the floor soon.
            return self.change(contact, |_| None);
        };
        let leg = *self.leg_of.get(&session).ok_or(LineError::NoLeg(session))?;
        let up = CustomerLine::Up { leg, held: false, masked: false, recorded: false };
        self.customers.insert(contact, up);
        Ok(())
    }

    /// The far end of a contact goes on as another's, whose agent is on the line or is called.
    fn transfer(&mut self, contact: ContactId, to: ContactId) -> Result<(), LineError> {
        let line = self.customers.get(&to).copied().ok_or(LineError::NoSuchLine(to))?;
        self.inside.remove(&to);
        self.move_line(contact, to, line)
    }

    fn move_line(
        &mut self,
        contact: ContactId,
        to: ContactId,
        line: CustomerLine,
    ) -> Result<(), LineError> {
        let was = self.customers.remove(&contact).ok_or(LineError::NoSuchLine(contact))?;
        let has_gone = was == CustomerLine::HungUp;
        self.customers.insert(to, if has_gone { was } else { line });
        if has_gone {
            self.report(LineReport::CustomerHungUp { contact: to });
        }
        if self.inside.remove(&contact) {
            self.inside.insert(to);
            return Ok(());
        }
        for now in self.goes_on.values_mut().filter(|now| **now == contact) {
            *now = to;
        }
        self.goes_on.insert(contact, to);
        Ok(())
    }
}
