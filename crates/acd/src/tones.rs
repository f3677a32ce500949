//! Tones that an agent sends to whoever listens (DTMF).

use crate::{
    AgentSession, Contact, ContactState, Floor, Refusal, Talk, command::Tones, fact::Happened,
    floor::Decision,
};

/// The longest card number with its expiry and code fits twice.
const MOST_TONES: usize = 64;

impl Floor {
    /// Sends tones on the call that is up.
    pub(crate) fn decide_tones(&self, session: &AgentSession, tones: Tones) -> Decision {
        let Tones { tones, tone_ms, gap_ms } = tones;
        let is_tone = |char: char| char.is_ascii_digit() || "*#ABCDabcd".contains(char);
        let text = tones.text();
        if text.is_empty() || text.len() > MOST_TONES || !text.chars().all(is_tone) {
            return Err(Refusal::OutOfLimits("dtmfSequence"));
        }
        if !(40..=5_000).contains(&tone_ms) {
            return Err(Refusal::OutOfLimits("toneDurationMS"));
        }
        if !(20..=5_000).contains(&gap_ms) {
            return Err(Refusal::OutOfLimits("toneSpacingMS"));
        }
        let is_up = |contact: &&Contact| match contact.state {
            ContactState::Talking { talk: Talk::Open | Talk::Masked, .. } => true,
            ContactState::Talking { talk: Talk::Held, .. }
            | ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. } => false,
        };
        // A conference goes on beside a call that the agent has turned to.
        let up = || self.contacts_of(session).filter(is_up);
        let dials = self.contacts_of(session).any(Contact::is_dialling);
        let hears = up().find(|contact| contact.conference.is_none());
        let hears = hears.or_else(|| up().next().filter(|_| !dials));
        let contact = hears.ok_or(Refusal::NotInThisState)?.id;
        Ok(vec![Happened::TonesSent { contact, tones, tone_ms, gap_ms }])
    }
}
