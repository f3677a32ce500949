//! What the agent can do. Every method ends when the server has taken the command; what comes of it comes as an
//! event. A failure is told in the notices and given back.

use cordboard_broker::{CallCommand, CommandWord, ContactId, Input};
use cordboard_client::Failure;
use cordboard_client::call::{self, LegAction};
use cordboard_protocol::agent_session::SetAgentState;
use cordboard_protocol::disposition::{Disposition, Dispositions, SetDisposition};

use super::silence::Effect;
use super::{AgentSession, Level};

impl AgentSession {
    /// Becomes available, or unavailable with a code's name; on a contact it follows afterwards.
    ///
    /// # Errors
    /// As the server says.
    pub async fn set_state(&self, is_available: bool, code: &str) -> Result<(), Failure> {
        let word = if is_available { "Available" } else { "Unavailable" };
        let state = SetAgentState { state: Some(word.to_owned()), reason: Some(code.to_owned()) };
        let effect = Effect::State { is_available, code: code.to_owned() };
        self.command("Change state", effect, |session| call::set_state(session, &state)).await
    }

    /// Answers the call.
    ///
    /// # Errors
    /// As the server says.
    pub async fn accept(&self, contact: u64) -> Result<(), Failure> {
        self.press(Some(contact), CommandWord::Answer, CallCommand::Answer).await
    }

    /// Refuses the call.
    ///
    /// # Errors
    /// As the server says.
    pub async fn refuse(&self, contact: u64) -> Result<(), Failure> {
        self.press(Some(contact), CommandWord::Refuse, CallCommand::Refuse).await
    }

    /// Puts the call on hold.
    ///
    /// # Errors
    /// As the server says.
    pub async fn hold(&self, contact: u64) -> Result<(), Failure> {
        self.press(Some(contact), CommandWord::Hold, CallCommand::Hold).await
    }

    /// Takes the call back from hold.
    ///
    /// # Errors
    /// As the server says.
    pub async fn resume(&self, contact: u64) -> Result<(), Failure> {
        self.press(Some(contact), CommandWord::Hold, CallCommand::Resume).await
    }

    /// Gives the recording silence.
    ///
    /// # Errors
    /// As the server says.
    pub async fn mask(&self, contact: u64) -> Result<(), Failure> {
        self.press(Some(contact), CommandWord::Mask, CallCommand::Mask).await
    }

    /// Gives the recording sound again.
    ///
    /// # Errors
    /// As the server says.
    pub async fn unmask(&self, contact: u64) -> Result<(), Failure> {
        self.press(Some(contact), CommandWord::Mask, CallCommand::Unmask).await
    }

    /// Starts recording.
    ///
    /// # Errors
    /// As the server says.
    pub async fn record(&self, contact: u64) -> Result<(), Failure> {
        self.press(Some(contact), CommandWord::Record, CallCommand::Record).await
    }

    /// Ends the call. The confirmation belongs to the button.
    ///
    /// # Errors
    /// As the server says.
    pub async fn hang_up(&self, contact: u64) -> Result<(), Failure> {
        self.press(Some(contact), CommandWord::HangUp, CallCommand::HangUp).await
    }

    /// Mutes the agent, on every call.
    ///
    /// # Errors
    /// As the server says.
    pub async fn mute(&self) -> Result<(), Failure> {
        self.press(None, CommandWord::Mute, CallCommand::Mute).await
    }

    /// Lets the agent be heard again.
    ///
    /// # Errors
    /// As the server says.
    pub async fn unmute(&self) -> Result<(), Failure> {
        self.press(None, CommandWord::Mute, CallCommand::Unmute).await
    }

    /// Connects the agent's phone.
    ///
    /// # Errors
    /// As the server says.
    pub async fn dial_leg(&self) -> Result<(), Failure> {
        self.command("Connect the phone", Effect::LegUp(true), |session| {
            call::agent_leg(session, LegAction::Dial)
        })
        .await
    }

    /// Disconnects the agent's phone.
    ///
    /// # Errors
    /// As the server says.
    pub async fn hang_up_leg(&self) -> Result<(), Failure> {
        self.command("Disconnect the phone", Effect::LegUp(false), |session| {
            call::agent_leg(session, LegAction::End)
        })
        .await
    }

    /// Records the contact's outcome, which ends its after-contact work.
    ///
    /// # Errors
    /// As the server says.
    pub async fn set_disposition(
        &self,
        contact: u64,
        disposition: Option<u64>,
        notes: &str,
    ) -> Result<(), Failure> {
        let outcome = SetDisposition {
            primary_disposition_id: disposition,
            primary_disposition_notes: Some(notes.to_owned()),
            ..SetDisposition::default()
        };
        self.command("Save the disposition", Effect::WorkDone(contact), |session| {
            call::set_disposition(session, contact, &outcome)
        })
        .await
    }

    /// The dispositions of a skill, in the order to show them.
    ///
    /// # Errors
    /// As the server says.
    pub async fn dispositions(&self, skill: u64) -> Result<Vec<Disposition>, Failure> {
        let run = self.driver().run();
        let call = call::dispositions(skill);
        let read = self.read::<Dispositions>(run, "Read the dispositions", call).await?;
        let mut dispositions = read.map(|it| it.dispositions).unwrap_or_default();
        dispositions.sort_by_key(|disposition| disposition.display_order);
        Ok(dispositions)
    }

    /// Goes the way of a page's command, so that the commands of one contact go one after another, whoever gave
    /// them. A button pressed twice does not undo what it did.
    async fn press(
        &self,
        contact: Option<u64>,
        word: CommandWord,
        meant: CallCommand,
    ) -> Result<(), Failure> {
        let contact = contact.and_then(ContactId::new);
        let bridge = self.bridge();
        if bridge.offer(contact, word).is_ok_and(|(_, command)| command == meant) {
            let pressed = self.driver().press(meant);
            bridge.input(Input::Pressed { contact, word });
            return pressed.outcome().await;
        }
        Ok(())
    }

    /// Puts a failure into words for the agent.
    pub(super) fn told<T>(&self, what: &str, outcome: Result<T, Failure>) -> Result<T, Failure> {
        if let Err(failure) = &outcome {
            self.tell(Level::Failure, format!("{what}: {failure}."));
        }
        outcome
    }

    pub(super) fn api(&self) -> cordboard_client::browser::Api {
        self.driver().api()
    }

    pub(super) fn session_id(&self) -> Option<String> {
        self.driver().session_id()
    }
}
