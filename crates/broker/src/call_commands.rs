use std::collections::{BTreeMap, VecDeque};

use cordboard_protocol::page::{CommandWord, ContactId, GivenContactId, Loose, ReceiptReason};

use crate::{
    Broker, CallCommand, CommandNumber, ContactState, Ignored, Note, Outcome, Output, PageId,
    Permissions, Status, Subject, Tick,
    receipts::{Became, ReceiptNumber},
    scope::Scope,
    set_state::Wish,
};

/// How long a command may go without an answer of the agent API.
const ANSWER_WAIT_MS: u64 = 10_000;
/// How long after its acceptance a command's effect may take to show in an event.
const EFFECT_WAIT_MS: u64 = 5_000;
/// How many commands may wait for one contact: more than a person can mean.
const WAITING: usize = 16;

/// The commands under way, and what they are judged on.
///
/// Each contact has a lane of its own, and the agent's leg (mute) has one. A lane has one
/// command under way; the next goes when its effect shows, or when it failed.
#[derive(Debug, Default)]
pub(crate) struct CallCommands {
    lanes: BTreeMap<Option<ContactId>, Lane>,
    pub(crate) permissions: Permissions,
    pub(crate) focus: Option<ContactId>,
    pub(crate) is_muted: bool,
    next_number: u32,
}

#[derive(Debug, Default)]
struct Lane {
    under_way: Option<UnderWay>,
    waiting: VecDeque<Asked>,
}

#[derive(Debug, Clone, Copy)]
struct UnderWay {
    number: CommandNumber,
    asked: Asked,
    is_accepted: bool,
    deadline: Tick,
}

/// A command that somebody asked for: a page, or nobody but the agent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) page: Option<PageId>,
    pub(crate) command: CallCommand,
    pub(crate) receipt: Option<ReceiptNumber>,
    /// A state was asked for, not a toggle: it is content when it finds it so (P47).
    pub(crate) is_state: bool,
}

/// What a page says in a command.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) word: CommandWord,
    pub(crate) contact_id: GivenContactId,
    /// The state that is wanted, not yet judged.
    pub(crate) on: Loose,
}

impl CallCommands {
    pub(crate) fn permit(&mut self, permissions: Permissions) {
        self.permissions = permissions;
    }

    pub(crate) fn take(&mut self, subject: Subject) {
        if let Subject::Mute { muted } = subject {
            self.is_muted = muted;
        }
    }

    pub(crate) fn deadline(&self) -> Option<Tick> {
        self.lanes.values().filter_map(|lane| Some(lane.under_way?.deadline)).min()
    }

    /// The state of a contact once all that was asked for is done.
    pub(crate) fn expected(&self, state: ContactState) -> ContactState {
        let lane = self.lanes.get(&Some(state.id));
        lane.into_iter().flat_map(Lane::commands).fold(state, ContactState::after)
    }

    pub(crate) fn is_mute_expected(&self) -> bool {
        let last = self.lanes.get(&None).and_then(|lane| lane.commands().last());
        last.map_or(self.is_muted, |command| command == CallCommand::Mute)
    }

    /// P36: judged on the state that the commands under way will bring.
    fn resolve_mute(&self, scope: &Scope) -> Result<CallCommand, Ignored> {
        let is_expected = self.is_talk_expected(scope);
        mute_button(is_expected, self.permissions, self.is_mute_expected())
    }

    /// Whether there will be a call that can be muted.
    pub(crate) fn is_talk_expected(&self, scope: &Scope) -> bool {
        let expected = |state: ContactState| state.is_call && self.expected(state).status.is_talk();
        scope.contacts().any(expected)
    }

    /// Whether nothing is under way or waiting there.
    pub(crate) fn is_idle(&self, contact: Option<ContactId>) -> bool {
        !self.lanes.contains_key(&contact)
    }

    /// Whether there is no call to mute yet, but one that is being answered.
    fn awaits_talk(&self, scope: &Scope) -> bool {
        !is_in_talk(scope) && self.is_talk_expected(scope)
    }

    /// Whether the contact's state as it is lets a waiting command go.
    fn may_go(&self, scope: &Scope, contact: Option<ContactId>, command: CallCommand) -> bool {
        let now = match contact {
            Some(contact) => scope
                .contact(contact)
                .ok_or(Ignored::NoCall)
                .and_then(|state| state.resolve(command.word(), self.permissions)),
            None => mute_button(is_in_talk(scope), self.permissions, self.is_muted),
        };
        now == Ok(command)
    }
}

impl Broker {
    /// What a call button would do now, judged as a page's command is (P36, P39): the desktop's
    /// own buttons can show it.
    ///
    /// # Errors
    /// Why the button is off.
    pub fn offer(
        &self,
        contact: Option<ContactId>,
        word: CommandWord,
    ) -> Result<(Option<ContactId>, CallCommand), Ignored> {
        let commands = &self.call_commands;
        if word == CommandWord::Mute {
            return Ok((None, commands.resolve_mute(&self.scope)?));
        }
        let state = match word {
            CommandWord::Answer | CommandWord::Refuse => {
                self.dialog(contact).ok_or(Ignored::NoDialog)?
            }
            CommandWord::Hold
            | CommandWord::Mute
            | CommandWord::Mask
            | CommandWord::Record
            | CommandWord::HangUp => contact
                .or(commands.focus)
                .and_then(|contact| self.scope.contact(contact))
                .ok_or(Ignored::NoCall)?,
        };
        let command = commands.expected(state).resolve(word, commands.permissions)?;
        if command == CallCommand::Resume && self.dials_beside(state.id) {
            return Err(Ignored::ButtonOff);
        }
        Ok((Some(state.id), command))
    }

    /// Whether somebody is called who would be heard as soon as they answer: until then no other
    /// call comes back from hold.
    fn dials_beside(&self, contact: ContactId) -> bool {
        let mut others = self.scope.contacts().filter(|other| other.id != contact);
        others
            .any(|other| other.is_call && matches!(other.status, Status::Dialing | Status::Ringing))
    }

    /// P35 to P42: what a page asks for.
    pub(crate) fn on_command(
        &mut self,
        now: Tick,
        page: PageId,
        wanted: Wanted,
        receipt: Option<ReceiptNumber>,
    ) {
        let Wanted { word, contact_id, on } = wanted;
        let granted = self.pages.get(&page).is_some_and(|open| open.rules.grants.call_commands);
        if !granted {
            self.note(page, Note::NotGranted { grant: "call-commands" });
            self.settle_receipt(receipt, Became::Refused(ReceiptReason::NotGranted));
            return;
        }
        // P40: any value that is not one of the agent's contacts is ignored.
        let contact = match contact_id {
            GivenContactId::Valid(contact) => self.scope.contact(contact).map(|_| contact),
            GivenContactId::Absent | GivenContactId::Invalid => None,
        };
        match self.wish(page, word, &on) {
            Wish::Toggle => self.ask(now, Some(page), contact, word, receipt),
            Wish::State(command) => self.ask_state(now, page, contact, command, receipt),
            Wish::Invalid => {
                self.note(page, Note::InvalidOn { command: word });
                self.settle_receipt(receipt, Became::Refused(ReceiptReason::InvalidOn));
            }
        }
    }

    pub(crate) fn on_pressed(&mut self, now: Tick, contact: Option<ContactId>, word: CommandWord) {
        self.ask(now, None, contact, word, None);
    }

    pub(crate) fn on_command_outcome(
        &mut self,
        now: Tick,
        number: CommandNumber,
        outcome: Outcome,
    ) {
        let lanes = &mut self.call_commands.lanes;
        let found = lanes.iter_mut().find_map(|(&contact, lane)| {
            let under_way = lane.under_way.as_mut().filter(|it| it.number == number)?;
            Some((contact, under_way))
        });
        let Some((contact, under_way)) = found else { return };
        match outcome {
            Outcome::Accepted => {
                under_way.is_accepted = true;
                under_way.deadline = now.after_ms(EFFECT_WAIT_MS);
                self.receipts.set_stage(under_way.asked.receipt, ReceiptReason::NoEffect);
                self.go_on(now, contact);
            }
            Outcome::Failed => {
                let Asked { page, command, receipt, .. } = under_way.asked;
                self.outputs
                    .push_back(Output::Note { page, note: Note::CommandFailed { command } });
                self.settle_receipt(receipt, Became::Refused(ReceiptReason::Failed));
                self.settle(now, contact);
            }
        }
    }

    pub(crate) fn on_command_deadlines(&mut self, now: Tick) {
        if self.call_commands.deadline().is_none_or(|deadline| deadline > now) {
            return;
        }
        for contact in self.lanes() {
            let under_way = self.call_commands.lanes.get(&contact).and_then(|lane| lane.under_way);
            // Its receipt, if it had one, was a time-out by now.
            if let Some(UnderWay { asked: Asked { page, command, .. }, .. }) =
                under_way.filter(|it| it.deadline <= now)
            {
                self.outputs
                    .push_back(Output::Note { page, note: Note::CommandUnsettled { command } });
                self.settle(now, contact);
            }
        }
    }

    /// The state of contacts may have changed: what is done is settled, what is void is dropped.
    pub(crate) fn on_call_states(&mut self, now: Tick) {
        if !is_in_talk(&self.scope) {
            // P42: mute ends with the last call.
            self.call_commands.is_muted = false;
        }
        for contact in self.lanes() {
            let Some(lane) = self.call_commands.lanes.get(&contact) else { continue };
            let Some(UnderWay { asked, .. }) = lane.under_way else {
                self.settle(now, contact);
                continue;
            };
            let is_shown = match contact {
                Some(contact) => {
                    self.scope.contact(contact).is_none_or(|state| state.shows(asked.command))
                }
                None => self.is_mute_shown(asked.command),
            };
            if is_shown {
                let is_done = self.is_so(contact, asked.command);
                let overtaken = Became::Ignored(Ignored::Overtaken);
                let became = if is_done { Became::Done } else { overtaken };
                self.settle_receipt(asked.receipt, became);
                self.settle(now, contact);
            }
        }
    }

    /// Whether the call is as the command wants it: done, and not only past it.
    fn is_so(&self, contact: Option<ContactId>, command: CallCommand) -> bool {
        let state = contact.and_then(|contact| self.scope.contact(contact));
        match command {
            CallCommand::Mute | CallCommand::Unmute => {
                is_in_talk(&self.scope)
                    && self.call_commands.is_muted == (command == CallCommand::Mute)
            }
            CallCommand::Refuse | CallCommand::HangUp => true,
            CallCommand::Answer
            | CallCommand::Hold
            | CallCommand::Resume
            | CallCommand::Mask
            | CallCommand::Unmask
            | CallCommand::Record => {
                state.is_some_and(|state| state.status.is_talk() && state.shows(command))
            }
        }
    }

    /// An agent session is over, or begins anew.
    pub(crate) fn drop_commands(&mut self) {
        let lanes = std::mem::take(&mut self.call_commands.lanes);
        self.call_commands.is_muted = false;
        // What is under way may still be done: nobody will know.
        for asked in lanes.into_values().flat_map(|lane| lane.waiting) {
            self.settle_receipt(asked.receipt, Became::Ignored(Ignored::Overtaken));
        }
    }

    /// Whether the agent's leg is as the command wants it, or has no call any more.
    fn is_mute_shown(&self, command: CallCommand) -> bool {
        let commands = &self.call_commands;
        let is_void = !is_in_talk(&self.scope) && !commands.awaits_talk(&self.scope);
        is_void || commands.is_muted == (command == CallCommand::Mute)
    }

    fn ask(
        &mut self,
        now: Tick,
        page: Option<PageId>,
        contact: Option<ContactId>,
        word: CommandWord,
        receipt: Option<ReceiptNumber>,
    ) {
        match self.offer(contact, word) {
            Ok((contact, command)) => {
                let asked = Asked { page, command, receipt, is_state: false };
                self.line_up(now, contact, asked);
            }
            Err(why) => self.ignore(page, word, why, receipt),
        }
    }

    /// Puts a command behind those that came before it.
    pub(crate) fn line_up(&mut self, now: Tick, contact: Option<ContactId>, asked: Asked) {
        if asked.command == CallCommand::HangUp
            && let Some(lane) = self.call_commands.lanes.get_mut(&contact)
        {
            // P38: at once; what has not gone yet has no meaning any more.
            for asked in std::mem::take(&mut lane.waiting) {
                let word = asked.command.word();
                self.ignore(asked.page, word, Ignored::Overtaken, asked.receipt);
            }
        }
        let lane = self.call_commands.lanes.entry(contact).or_default();
        if lane.waiting.len() >= WAITING {
            self.ignore(asked.page, asked.command.word(), Ignored::TooMany, asked.receipt);
            return;
        }
        lane.waiting.push_back(asked);
        self.go_on(now, contact);
    }

    /// The contact on which the accept/reject dialog shows: the one given, else the one in
    /// focus, else the one that came first.
    fn dialog(&self, contact: Option<ContactId>) -> Option<ContactState> {
        let mut showing = self.scope.contacts().filter(|state| state.shows_dialog());
        if contact.is_some() {
            return showing.find(|state| Some(state.id) == contact);
        }
        let focus = self.call_commands.focus;
        let first = showing.next()?;
        Some(
            showing
                .find(|state| Some(state.id) == focus && focus != Some(first.id))
                .unwrap_or(first),
        )
    }

    fn settle(&mut self, now: Tick, contact: Option<ContactId>) {
        if let Some(lane) = self.call_commands.lanes.get_mut(&contact) {
            lane.under_way = None;
        }
        self.go_on(now, contact);
    }

    /// Sends a lane's next command when nothing is under way; drops those that the contact's
    /// state has made void.
    fn go_on(&mut self, now: Tick, contact: Option<ContactId>) {
        while let Some(asked) = self.next_to_go(contact) {
            if self.call_commands.may_go(&self.scope, contact, asked.command) {
                self.send(now, contact, asked);
                return;
            }
            if contact.is_none() && self.call_commands.awaits_talk(&self.scope) {
                return;
            }
            if let Some(lane) = self.call_commands.lanes.get_mut(&contact) {
                lane.waiting.pop_front();
            }
            if asked.is_state && self.is_so(contact, asked.command) {
                self.settle_receipt(asked.receipt, Became::Already);
            } else {
                let word = asked.command.word();
                self.ignore(asked.page, word, Ignored::Overtaken, asked.receipt);
            }
        }
        let lanes = &mut self.call_commands.lanes;
        if lanes.get(&contact).is_some_and(|lane| lane.under_way.is_none()) {
            lanes.remove(&contact);
        }
    }

    /// The front of a lane, where nothing keeps it. A hang-up waits for no effect.
    fn next_to_go(&self, contact: Option<ContactId>) -> Option<Asked> {
        let lane = self.call_commands.lanes.get(&contact)?;
        let asked = *lane.waiting.front()?;
        let is_hang_up = asked.command == CallCommand::HangUp;
        let is_free = lane.under_way.is_none_or(|it| it.is_accepted && is_hang_up);
        is_free.then_some(asked)
    }

    fn send(&mut self, now: Tick, contact: Option<ContactId>, asked: Asked) {
        let commands = &mut self.call_commands;
        let number = CommandNumber(commands.next_number);
        commands.next_number = commands.next_number.wrapping_add(1);
        if let Some(lane) = commands.lanes.get_mut(&contact) {
            lane.waiting.pop_front();
            let deadline = now.after_ms(ANSWER_WAIT_MS);
            let under_way = UnderWay { number, asked, is_accepted: false, deadline };
            let before = lane.under_way.replace(under_way);
            // A hang-up goes while another is under way, whose effect nobody will see.
            let before = before.and_then(|before| before.asked.receipt);
            self.settle_receipt(before, Became::Ignored(Ignored::Overtaken));
        }
        self.receipts.set_stage(asked.receipt, ReceiptReason::NoAnswer);
        let Asked { page, command, .. } = asked;
        self.outputs.push_back(Output::Command { number, page, contact, command });
    }

    pub(crate) fn ignore(
        &mut self,
        page: Option<PageId>,
        command: CommandWord,
        why: Ignored,
        receipt: Option<ReceiptNumber>,
    ) {
        self.outputs.push_back(Output::Note { page, note: Note::CommandIgnored { command, why } });
        self.settle_receipt(receipt, Became::Ignored(why));
    }

    fn lanes(&self) -> Vec<Option<ContactId>> {
        self.call_commands.lanes.keys().copied().collect()
    }
}

impl Lane {
    fn commands(&self) -> impl Iterator<Item = CallCommand> {
        let under_way = self.under_way.map(|it| it.asked.command);
        under_way.into_iter().chain(self.waiting.iter().map(|asked| asked.command))
    }
}

fn is_in_talk(scope: &Scope) -> bool {
    scope.contacts().any(|state| state.is_call && state.status.is_talk())
}

fn mute_button(
    is_in_talk: bool,
    permissions: Permissions,
    is_muted: bool,
) -> Result<CallCommand, Ignored> {
    match (is_in_talk, permissions.mute, is_muted) {
        (false, _, _) => Err(Ignored::NoCall),
        (true, false, _) => Err(Ignored::Hidden),
        (true, true, false) => Ok(CallCommand::Mute),
        (true, true, true) => Ok(CallCommand::Unmute),
    }
}
