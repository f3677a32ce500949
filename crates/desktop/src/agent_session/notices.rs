//! Telling the agent in words.

use leptos::prelude::*;

use super::{AgentSession, Level, Notice};

/// More would bury the newest.
const MOST_NOTICES: usize = 5;

impl AgentSession {
    /// Tells the agent something; gives what to dismiss it by.
    pub fn tell(&self, level: Level, text: impl Into<String>) -> u64 {
        let text = text.into();
        let id = self.driver().next_number();
        self.notices.update(|notices| {
            notices.retain(|notice| notice.text != text);
            notices.push(Notice { id, text, level });
            let too_many = notices.len().saturating_sub(MOST_NOTICES);
            notices.drain(..too_many);
        });
        id
    }

    /// Takes a notice away.
    pub fn dismiss(&self, id: u64) {
        self.notices.update(|notices| notices.retain(|notice| notice.id != id));
    }
}
