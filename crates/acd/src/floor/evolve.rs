//! What facts do to the floor.

use crate::{AgentSession, Contact, Fact, Floor, Talk, Time, fact::Happened};

impl Floor {
    /// Applies a fact. Cannot fail; a replay of the same facts gives an equal floor.
    pub fn evolve(&mut self, fact: &Fact) {
        let at = fact.at;
        self.now = self.now.max(at);
        self.forget_ended();
        self.sign_ins.forget_expired(self.now);
        match &fact.happened {
            Happened::Changed { by: _, change } => self.evolve_changed(at, change),
            Happened::AgentSessionStarted {
                session,
                agent,
                key,
                station,
                inactivity_timeout_s,
                inactivity_force_logout,
                until,
            } => self.evolve_started(AgentSession {
                id: *session,
                agent: *agent,
                station: station.clone(),
                started_at: at,
                inactivity_timeout_s: *inactivity_timeout_s,
                inactivity_force_logout: *inactivity_force_logout,
                ..AgentSession::unavailable(at, *key, *until)
            }),
            Happened::AgentSessionJoined { session, key } => self.evolve_joined(*session, *key),
            Happened::AgentSessionTakenOver { session, key } => {
                self.evolve_taken_over(*session, *key);
            }
            Happened::PageTokenIssued { session, token, page } => {
                self.evolve_page_token_issued(*session, *token, page);
            }
            Happened::PageTokenRevoked { session, token } => {
                self.evolve_page_token_revoked(*session, *token);
            }
            Happened::AgentSessionEnded { session, why } => {
                self.evolve_session_ended(at, *session, *why);
            }
            Happened::InactivityNoticed { session } => self.presence.0.noticed(*session),
            Happened::AgentBecameAvailable { session } => self.evolve_available(at, *session),
            Happened::AgentBecameUnavailable { session, reason, until } => {
                self.evolve_unavailable(at, *session, reason, *until);
            }
            Happened::NextStateChosen { session, next } => {
                self.evolve_next_state(at, *session, next);
            }
            Happened::AfterContactCodeChosen { session, reason, timeout_s } => {
                self.evolve_after_contact_code(at, *session, reason, *timeout_s);
            }
            Happened::LegDialled { session, leg, station: _, until } => {
                self.evolve_leg_dialled(at, *session, *leg, *until);
            }
            Happened::LegAnswered { session, leg } => self.evolve_leg_answered(at, *session, *leg),
            Happened::LegEnded { session, leg, why } => {
                self.evolve_leg_ended(at, *session, *leg, *why);
            }
            Happened::AgentMuted { session } => self.evolve_muted(at, *session, true),
            Happened::AgentUnmuted { session } => self.evolve_muted(at, *session, false),
            Happened::SignedIn { chain, agent, token, expires_at, way } => {
                self.sign_ins.begun(at, *chain, *agent, way, (*token, *expires_at));
                self.access_key_used(at, way);
            }
            Happened::SignInRenewed { chain, used, token, expires_at } => {
                self.sign_ins.renewed(at, *chain, *used, *token, *expires_at);
            }
            Happened::SignInEnded { chain, why: _, by: _ } => self.sign_ins.ended(at, *chain),
            Happened::ClientDataKept { agent, data } => self.evolve_client_data(*agent, data),
            // Nothing on the floor depends on it.
            Happened::FeedbackSubmitted { .. } | Happened::TokenKeyOrdered { .. } => {}
            of_contact @ (Happened::ContactArrived { .. }
            | Happened::ContactReserved { .. }
            | Happened::ContactOffered { .. }
            | Happened::ContactDialled { .. }
            | Happened::CallPlaced { .. }
            | Happened::ConsultArrived { .. }
            | Happened::DialAnswered { .. }
            | Happened::AgentTurnedTo { .. }
            | Happened::WorkGoesOn { .. }
            | Happened::ContactTransferred { .. }
            | Happened::FarEndsConnected { .. }
            | Happened::ContactMoved { .. }
            | Happened::ContactJoined { .. }
            | Happened::ContactSeparated { .. }
            | Happened::TonesSent { .. }
            | Happened::CustomDataSet { .. }
            | Happened::ContactReturned { .. }
            | Happened::ContactAnswered { .. }
            | Happened::ContactHeld { .. }
            | Happened::ContactMasked { .. }
            | Happened::ContactResumed { .. }
            | Happened::ContactUnmasked { .. }
            | Happened::RecordingStarted { .. }
            | Happened::DispositionRecorded { .. }
            | Happened::AfterContactWorkBegan { .. }
            | Happened::ContactClosed { .. }) => self.evolve_contact(at, of_contact),
        }
    }

    fn evolve_contact(&mut self, at: Time, happened: &Happened) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the others are of no contact")]
        match happened {
            Happened::ContactArrived { contact, skill, ani, dnis, priority } => {
                self.evolve_arrived(Contact::waiting(at, *contact, *skill, ani, dnis, *priority));
            }
            Happened::ContactReserved { contact, session } => {
                self.evolve_reserved(*contact, *session);
            }
            Happened::ContactOffered { contact, session, refusal_timeout_s, pop, next } => {
                let (pop, next) = (pop.as_ref(), next.as_ref());
                self.evolve_offered(at, *contact, *session, *refusal_timeout_s, pop, next);
            }
            called @ (Happened::ContactDialled { .. }
            | Happened::CallPlaced { .. }
            | Happened::ConsultArrived { .. }
            | Happened::DialAnswered { .. }) => self.evolve_called(at, called),
            Happened::AgentTurnedTo { session, contact } => self.turn_to(at, *session, *contact),
            Happened::WorkGoesOn { session, contact, reason, timeout_s } => {
                self.enter_work(at, *session, *contact, reason, *timeout_s);
            }
            Happened::ContactTransferred { contact, to } => {
                self.evolve_transferred(at, *contact, *to);
            }
            Happened::FarEndsConnected { contact, with } => self.evolve_connected(*contact, *with),
            Happened::ContactMoved { contact, to, session } => {
                self.evolve_moved(at, *contact, *to, *session);
            }
            Happened::ContactJoined { contact, conference } => {
                self.evolve_joined_conference(at, *contact, *conference);
            }
            Happened::ContactSeparated { contact } => self.evolve_separated(at, *contact),
            Happened::CustomDataSet { contact, data } => {
                self.evolve_custom_data(at, *contact, data);
            }
            Happened::ContactReturned { contact, session, why: _ } => {
                self.evolve_returned(at, *contact, *session);
            }
            Happened::ContactAnswered { contact } => self.evolve_answered(at, *contact),
            Happened::ContactHeld { contact } => {
                self.evolve_talk(at, *contact, Talk::Held);
            }
            Happened::ContactMasked { contact } => {
                self.evolve_talk(at, *contact, Talk::Masked);
            }
            Happened::ContactResumed { contact } | Happened::ContactUnmasked { contact } => {
                self.evolve_talk(at, *contact, Talk::Open);
            }
            Happened::RecordingStarted { contact } => self.evolve_recording(at, *contact),
            Happened::DispositionRecorded { contact, form } => {
                self.evolve_disposition(at, *contact, form);
            }
            Happened::AfterContactWorkBegan { contact, by, reason, timeout_s } => {
                self.evolve_after_contact_work(at, *contact, *by, reason, *timeout_s);
            }
            Happened::ContactClosed { contact, why } => self.evolve_closed(at, *contact, *why),
            // Tones change nothing.
            _ => {}
        }
    }
}
