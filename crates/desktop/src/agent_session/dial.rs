//! What the agent does with more than one call: dial, transfer, join, leave, and send tones.

use cordboard_client::Failure;
use cordboard_client::call::{self, ContactAction};
use cordboard_protocol::dial::{DialAgent, DialPhone, DialSkill};
use cordboard_protocol::dtmf::SendDtmf;
use leptos::prelude::*;

use super::silence::Effect;
use super::{AgentSession, Contact, Level};

/// Long enough for any machine that listens, short enough to type along.
const TONE_MS: u64 = 120;
const GAP_MS: u64 = 80;

/// Whom the agent calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// A number, as it is dialled.
    Number(String),
    /// Another agent.
    Agent(u64),
    /// Whoever of a skill is free.
    Skill(u64),
}

impl AgentSession {
    /// The calls between which the agent turns, by first appearance.
    #[must_use]
    pub fn calls(&self) -> Vec<Contact> {
        self.contacts
            .with(|contacts| contacts.iter().filter(|it| it.is_on_line()).cloned().collect())
    }

    /// Calls; a call that is up is held. A number is called for a skill, or for that of the parent: the contact for
    /// whose sake it is called.
    ///
    /// # Errors
    /// As the server says.
    pub async fn dial(
        &self,
        whom: &Whom,
        skill: Option<u64>,
        parent: Option<u64>,
    ) -> Result<(), Failure> {
        let known = self.contacts.with_untracked(|all| all.iter().map(|it| it.id).collect());
        let request = |session: &str| match whom {
            Whom::Number(number) => call::dial_phone(
                session,
                &DialPhone {
                    phone_number: Some(number.clone()),
                    skill_id: skill,
                    parent_contact_id: parent,
                    ..DialPhone::default()
                },
            ),
            Whom::Agent(agent) => call::dial_agent(
                session,
                &DialAgent { target_agent_id: Some(*agent), parent_contact_id: parent },
            ),
            Whom::Skill(skill) => call::dial_skill(
                session,
                &DialSkill { skill_id: Some(*skill), parent_contact_id: parent },
            ),
        };
        self.command("Call", Effect::Dialled(known), request).await
    }

    /// Connects the far ends of the agent's two calls; the agent has neither any more.
    ///
    /// # Errors
    /// As the server says.
    pub async fn transfer_calls(&self) -> Result<(), Failure> {
        let effect = Effect::Left(self.call_ids());
        self.command("Transfer", effect, call::transfer_calls).await?;
        self.tell(Level::Information, "Transferred.");
        Ok(())
    }

    /// Joins the agent's calls: all talk with each other.
    ///
    /// # Errors
    /// As the server says.
    pub async fn conference_calls(&self) -> Result<(), Failure> {
        let effect = Effect::Joined(self.call_ids());
        self.command("Conference", effect, call::conference_calls).await
    }

    /// Leaves a conference; the others go on.
    ///
    /// # Errors
    /// As the server says.
    pub async fn leave_conference(&self) -> Result<(), Failure> {
        let effect = Effect::Left(self.call_ids());
        self.command("Leave the conference", effect, call::transfer_calls).await
    }

    /// Hangs up on one party of a conference; the others go on.
    ///
    /// # Errors
    /// As the server says.
    pub async fn drop_party(&self, contact: u64) -> Result<(), Failure> {
        let effect = Effect::Left(vec![contact]);
        self.command("Drop from the conference", effect, |session| {
            call::contact(session, contact, ContactAction::End)
        })
        .await
    }

    /// Hangs up on every party of the agent's conference.
    ///
    /// # Errors
    /// As the server says; whoever is left then is still there.
    pub async fn end_conference(&self) -> Result<(), Failure> {
        for contact in self.conference_untracked() {
            self.drop_party(contact).await?;
        }
        Ok(())
    }

    /// Sends tones into the active call: once, for a tone that comes twice is a wrong code.
    ///
    /// # Errors
    /// As the server says.
    pub async fn send_tones(&self, tones: &str) -> Result<(), Failure> {
        let Some(session) = self.session_id() else { return Err(Failure::LoggedOut) };
        let tones = SendDtmf {
            dtmf_sequence: Some(tones.to_owned()),
            tone_duration_ms: Some(TONE_MS),
            tone_spacing_ms: Some(GAP_MS),
        };
        let outcome = self.api().command(call::send_dtmf(&session, &tones)).await;
        self.told("Send the tones", outcome)
    }

    /// The agent's calls that are in a conference. With one alone the agent is a party of somebody else's.
    pub(super) fn conference_untracked(&self) -> Vec<u64> {
        self.contacts.with_untracked(|contacts| {
            contacts.iter().filter(|it| it.is_in_conference()).map(|it| it.id).collect()
        })
    }

    fn call_ids(&self) -> Vec<u64> {
        self.contacts.with_untracked(|contacts| {
            contacts.iter().filter(|it| it.is_on_line()).map(|it| it.id).collect()
        })
    }
}
