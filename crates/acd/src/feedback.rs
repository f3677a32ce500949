//! What agents say of their work with the desktop.

use crate::{AgentSession, Floor, Private, Refusal, fact::Happened, floor::Decision};

/// Two pages of text, with what a client adds of itself.
const MOST_CHARS: usize = 8_000;

impl Floor {
    /// It is kept as a fact alone: nothing on the floor depends on it.
    pub(crate) fn decide_feedback(session: &AgentSession, feedback: Private) -> Decision {
        if feedback.text().chars().count() > MOST_CHARS {
            return Err(Refusal::OutOfLimits("feedback"));
        }
        Ok(vec![Happened::FeedbackSubmitted { session: session.id, feedback }])
    }
}
