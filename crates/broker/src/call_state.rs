use std::fmt;

use cordboard_protocol::page::{CommandWord, ReceiptReason};

use crate::{ContactState, Permissions};

/// A contact's status, as far as the call buttons depend on it.
///
/// # Source
/// `docs/agent-api.md` section 4, `CallContactEvent`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Offered to the agent.
    Incoming,
    /// The other side is being called.
    Ringing,
    /// The other side is being called.
    Dialing,
    /// In conversation.
    Active,
    /// On hold.
    Holding,
    /// The recording gets silence.
    Masking,
    /// In a conference.
    Joined,
    /// Over; after-contact work.
    Disconnected,
    /// Anything else, a preview among it: no button is on.
    Other,
}

impl Status {
    /// Whether the agent's leg carries it, so that it can be muted.
    pub(crate) const fn is_talk(self) -> bool {
        match self {
            Self::Active | Self::Holding | Self::Masking | Self::Joined => true,
            Self::Incoming | Self::Ringing | Self::Dialing | Self::Disconnected | Self::Other => {
                false
            }
        }
    }

    /// Whether the hang-up button is on.
    const fn can_hang_up(self) -> bool {
        match self {
            Self::Ringing
            | Self::Dialing
            | Self::Active
            | Self::Holding
            | Self::Masking
            | Self::Joined => true,
            Self::Incoming | Self::Disconnected | Self::Other => false,
        }
    }
}

/// What the agent's own button would do: a toggle is resolved.
///
/// # Source
/// P35 to P38
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallCommand {
    /// Accept the contact.
    Answer,
    /// Reject the contact.
    Refuse,
    /// Put it on hold.
    Hold,
    /// Take it from hold.
    Resume,
    /// Mute the agent's leg.
    Mute,
    /// Unmute the agent's leg.
    Unmute,
    /// Mask the recording.
    Mask,
    /// Unmask the recording.
    Unmask,
    /// Start recording.
    Record,
    /// End it at once; in a conference the agent leaves.
    HangUp,
}

impl CallCommand {
    /// Its name in vectors and in the record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Refuse => "refuse",
            Self::Hold => "hold",
            Self::Resume => "resume",
            Self::Mute => "mute",
            Self::Unmute => "unmute",
            Self::Mask => "mask",
            Self::Unmask => "unmask",
            Self::Record => "record",
            Self::HangUp => "hang-up",
        }
    }

    /// The word that asks for it.
    #[must_use]
    pub const fn word(self) -> CommandWord {
        match self {
            Self::Answer => CommandWord::Answer,
            Self::Refuse => CommandWord::Refuse,
            Self::Hold | Self::Resume => CommandWord::Hold,
            Self::Mute | Self::Unmute => CommandWord::Mute,
            Self::Mask | Self::Unmask => CommandWord::Mask,
            Self::Record => CommandWord::Record,
            Self::HangUp => CommandWord::HangUp,
        }
    }
}

/// Why a command did nothing.
///
/// # Source
/// P35, P37, P39, P42
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ignored {
    /// No accept/reject dialog shows on that contact.
    NoDialog,
    /// There is no such call.
    NoCall,
    /// The button is off in the call's state.
    ButtonOff,
    /// The agent records already.
    AlreadyRecording,
    /// A permission hides the button.
    Hidden,
    /// What came before it failed or changed the call, so there is nothing left to do.
    Overtaken,
    /// Too many commands wait for that contact.
    TooMany,
}

impl Ignored {
    /// Its name in vectors and in the record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.reason().name()
    }

    /// What a receipt says of it (P46).
    pub(crate) const fn reason(self) -> ReceiptReason {
        match self {
            Self::NoDialog => ReceiptReason::NoDialog,
            Self::NoCall => ReceiptReason::NoCall,
            Self::ButtonOff => ReceiptReason::ButtonOff,
            Self::AlreadyRecording => ReceiptReason::AlreadyRecording,
            Self::Hidden => ReceiptReason::Hidden,
            Self::Overtaken => ReceiptReason::Overtaken,
            Self::TooMany => ReceiptReason::TooMany,
        }
    }
}

impl fmt::Display for Ignored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoDialog => "no accept/reject dialog shows",
            Self::NoCall => "no such call",
            Self::ButtonOff => "the button is off in the call's state",
            Self::AlreadyRecording => "the call is being recorded already",
            Self::Hidden => "the agent's permissions hide the button",
            Self::Overtaken => "what came before it failed or changed the call",
            Self::TooMany => "too many commands wait",
        })
    }
}

impl ContactState {
    /// Whether the accept/reject dialog shows on it.
    pub(crate) fn shows_dialog(self) -> bool {
        self.status == Status::Incoming && self.is_inbound
    }

    /// What the button would do on this contact, in this state. Mute is not a contact's: it is
    /// off here.
    ///
    /// # Errors
    /// Why the button is off.
    pub fn resolve(
        self,
        word: CommandWord,
        permissions: Permissions,
    ) -> Result<CallCommand, Ignored> {
        let calls_alone = || if self.is_call { Ok(()) } else { Err(Ignored::NoCall) };
        let shown = |permission: bool| if permission { Ok(()) } else { Err(Ignored::Hidden) };
        match word {
            CommandWord::Answer | CommandWord::Refuse if !self.shows_dialog() => {
                Err(Ignored::NoDialog)
            }
            CommandWord::Answer => Ok(CallCommand::Answer),
            CommandWord::Refuse => Ok(CallCommand::Refuse),
            CommandWord::Hold => {
                calls_alone()?;
                match self.status {
                    Status::Active => Ok(CallCommand::Hold),
                    Status::Holding => Ok(CallCommand::Resume),
                    Status::Incoming
                    | Status::Ringing
                    | Status::Dialing
                    | Status::Masking
                    | Status::Joined
                    | Status::Disconnected
                    | Status::Other => Err(Ignored::ButtonOff),
                }
            }
            CommandWord::Mask => {
                calls_alone()?;
                shown(permissions.mask)?;
                match self.status {
                    Status::Active | Status::Joined => Ok(CallCommand::Mask),
                    Status::Masking => Ok(CallCommand::Unmask),
                    Status::Incoming
                    | Status::Ringing
                    | Status::Dialing
                    | Status::Holding
                    | Status::Disconnected
                    | Status::Other => Err(Ignored::ButtonOff),
                }
            }
            CommandWord::Record => {
                calls_alone()?;
                shown(permissions.record)?;
                match self.status {
                    Status::Active | Status::Joined if self.is_recording => {
                        Err(Ignored::AlreadyRecording)
                    }
                    Status::Active | Status::Joined => Ok(CallCommand::Record),
                    Status::Incoming
                    | Status::Ringing
                    | Status::Dialing
                    | Status::Holding
                    | Status::Masking
                    | Status::Disconnected
                    | Status::Other => Err(Ignored::ButtonOff),
                }
            }
            CommandWord::HangUp => {
                calls_alone()?;
                shown(permissions.hang_up_inbound || !self.is_inbound)?;
                if self.status.can_hang_up() {
                    Ok(CallCommand::HangUp)
                } else {
                    Err(Ignored::ButtonOff)
                }
            }
            CommandWord::Mute => Err(Ignored::NoCall),
        }
    }

    /// The state that a command brings.
    pub(crate) const fn after(mut self, command: CallCommand) -> Self {
        match command {
            CallCommand::Answer | CallCommand::Resume | CallCommand::Unmask => {
                self.status = Status::Active;
            }
            CallCommand::Refuse | CallCommand::HangUp => self.status = Status::Disconnected,
            CallCommand::Hold => self.status = Status::Holding,
            CallCommand::Mask => self.status = Status::Masking,
            CallCommand::Record => self.is_recording = true,
            CallCommand::Mute | CallCommand::Unmute => {}
        }
        self
    }

    /// Whether the state shows that a command under way was done.
    pub(crate) fn shows(self, command: CallCommand) -> bool {
        match command {
            CallCommand::Answer => self.status != Status::Incoming,
            CallCommand::Refuse | CallCommand::HangUp => self.status == Status::Disconnected,
            CallCommand::Hold => self.status == Status::Holding,
            CallCommand::Resume => self.status != Status::Holding,
            CallCommand::Mask => self.status == Status::Masking,
            CallCommand::Unmask => self.status != Status::Masking,
            CallCommand::Record => self.is_recording,
            CallCommand::Mute | CallCommand::Unmute => true,
        }
    }
}
