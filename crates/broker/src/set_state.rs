use cordboard_protocol::page::{CommandWord, ContactId, Extension, Loose};

use crate::{
    Broker, CallCommand, Ignored, PageId, Tick,
    call_commands::Asked,
    receipts::{Became, ReceiptNumber},
};

/// What a page wants of a button that toggles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// What the button would do.
    Toggle,
    /// A state, whatever it is now.
    State(CallCommand),
    /// `on` is neither `true` nor `false`.
    Invalid,
}

impl Broker {
    /// Reads `on`, which means nothing to a page without receipts, nor on buttons that do not
    /// toggle.
    ///
    /// # Source
    /// P47
    pub(crate) fn wish(&self, page: PageId, word: CommandWord, on: &Loose) -> Wish {
        let kept = self.pages.get(&page).and_then(|open| open.kept.as_ref());
        if !kept.is_some_and(|kept| kept.has(Extension::Receipts)) {
            return Wish::Toggle;
        }
        let (set, unset) = match word {
            CommandWord::Hold => (CallCommand::Hold, CallCommand::Resume),
            CommandWord::Mute => (CallCommand::Mute, CallCommand::Unmute),
            CommandWord::Mask => (CallCommand::Mask, CallCommand::Unmask),
            CommandWord::Answer
            | CommandWord::Refuse
            | CommandWord::Record
            | CommandWord::HangUp => return Wish::Toggle,
        };
        match on {
            Loose::Undefined => Wish::Toggle,
            Loose::Bool(true) => Wish::State(set),
            Loose::Bool(false) => Wish::State(unset),
            Loose::Null
            | Loose::Number(_)
            | Loose::BigInt(_)
            | Loose::Text(_)
            | Loose::LongText(_)
            | Loose::Array(_)
            | Loose::Other(_) => Wish::Invalid,
        }
    }

    /// Asks for a state: it is judged on the one that commands under way will bring, and again
    /// when its turn has come, because one of them may fail.
    pub(crate) fn ask_state(
        &mut self,
        now: Tick,
        page: PageId,
        contact: Option<ContactId>,
        command: CallCommand,
        receipt: Option<ReceiptNumber>,
    ) {
        let asked = Asked { page: Some(page), command, receipt, is_state: true };
        let why = match self.offer(contact, command.word()) {
            Ok((contact, offered)) if offered == command => {
                self.line_up(now, contact, asked);
                return;
            }
            Ok(_) => None,
            Err(why) => Some(why),
        };
        match (why, self.lane_of(contact, command)) {
            (None | Some(Ignored::ButtonOff), Ok(lane)) if self.is_expected(lane, command) => {
                if self.call_commands.is_idle(lane) {
                    self.settle_receipt(receipt, Became::Already);
                } else {
                    self.line_up(now, lane, asked);
                }
            }
            (why, _) => {
                let why = why.unwrap_or(Ignored::ButtonOff);
                self.ignore(Some(page), command.word(), why, receipt);
            }
        }
    }

    /// The lane in which the command goes: a contact's, or the agent's leg's.
    fn lane_of(
        &self,
        contact: Option<ContactId>,
        command: CallCommand,
    ) -> Result<Option<ContactId>, Ignored> {
        if command.word() == CommandWord::Mute {
            return Ok(None);
        }
        let contact = contact.or(self.call_commands.focus);
        let state = contact.and_then(|contact| self.scope.contact(contact));
        state.map(|state| Some(state.id)).ok_or(Ignored::NoCall)
    }

    /// Whether the call will be as the command wants it.
    fn is_expected(&self, lane: Option<ContactId>, command: CallCommand) -> bool {
        let commands = &self.call_commands;
        let Some(contact) = lane else {
            let is_muted = command == CallCommand::Mute;
            return commands.is_talk_expected(&self.scope)
                && commands.is_mute_expected() == is_muted;
        };
        let state = self.scope.contact(contact).map(|state| commands.expected(state));
        state.is_some_and(|state| state.is_call && state.status.is_talk() && state.shows(command))
    }
}
