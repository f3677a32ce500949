use std::collections::{BTreeMap, VecDeque};

use cordboard_protocol::page::{CommandWord, ContactId, GivenContactId};

use crate::{
    Broker, CallCommand, CommandNumber, ContactState, Ignored, Note, Outcome, Output, PageId,
    Permissions, Status, Subject, Tick, scope::Scope,
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
    permissions: Permissions,
    focus: Option<ContactId>,
    is_muted: bool,
    next_number: u32,
}

#[derive(Debug, Default)]
struct Lane {
    under_way: Option<UnderWay>,
    waiting: VecDeque<(Option<PageId>, CallCommand)>,
}

#[derive(Debug, Clone, Copy)]
struct UnderWay {
    number: CommandNumber,
    page: Option<PageId>,
    command: CallCommand,
    is_accepted: bool,
    deadline: Tick,
}

impl CallCommands {
    pub(crate) fn focus(&mut self, contact: Option<ContactId>) {
        self.focus = contact;
    }

    pub(crate) fn permit(&mut self, permissions: Permissions) {
        self.permissions = permissions;
    }

    pub(crate) fn take(&mut self, subject: Subject) {
        if let Subject::Mute { muted } = subject {
            self.is_muted = muted;
        }
    }

    /// Forgets an agent session.
    pub(crate) fn clear(&mut self) {
        self.lanes.clear();
        self.is_muted = false;
    }

    pub(crate) fn deadline(&self) -> Option<Tick> {
        self.lanes.values().filter_map(|lane| Some(lane.under_way?.deadline)).min()
    }

    /// The state of a contact once all that was asked for is done.
    fn expected(&self, state: ContactState) -> ContactState {
        let lane = self.lanes.get(&Some(state.id));
        lane.into_iter().flat_map(Lane::commands).fold(state, ContactState::after)
    }

    fn is_mute_expected(&self) -> bool {
        let last = self.lanes.get(&None).and_then(|lane| lane.commands().last());
        last.map_or(self.is_muted, |command| command == CallCommand::Mute)
    }

    /// P36: judged on the state that the commands under way will bring.
    fn resolve_mute(&self, scope: &Scope) -> Result<CallCommand, Ignored> {
        let expected = |state: ContactState| state.is_call && self.expected(state).status.is_talk();
        mute_button(scope.contacts().any(expected), self.permissions, self.is_mute_expected())
    }

    /// Whether there is no call to mute yet, but one that is being answered.
    fn awaits_talk(&self, scope: &Scope) -> bool {
        let expected = |state: ContactState| state.is_call && self.expected(state).status.is_talk();
        !is_in_talk(scope) && scope.contacts().any(expected)
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
        word: CommandWord,
        given: GivenContactId,
    ) {
        let granted = self.pages.get(&page).is_some_and(|open| open.rules.grants.call_commands);
        if !granted {
            self.note(page, Note::NotGranted { grant: "call-commands" });
            return;
        }
        // P40: any value that is not one of the agent's contacts is ignored.
        let contact = match given {
            GivenContactId::Valid(contact) => self.scope.contact(contact).map(|_| contact),
            GivenContactId::Absent | GivenContactId::Invalid => None,
        };
        self.ask(now, Some(page), contact, word);
    }

    pub(crate) fn on_pressed(&mut self, now: Tick, contact: Option<ContactId>, word: CommandWord) {
        self.ask(now, None, contact, word);
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
                self.go_on(now, contact);
            }
            Outcome::Failed => {
                let UnderWay { page, command, .. } = *under_way;
                self.outputs
                    .push_back(Output::Note { page, note: Note::CommandFailed { command } });
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
            if let Some(UnderWay { page, command, .. }) = under_way.filter(|it| it.deadline <= now)
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
            let is_shown = lane.under_way.is_none_or(|it| match contact {
                Some(contact) => {
                    self.scope.contact(contact).is_none_or(|state| state.shows(it.command))
                }
                None => self.is_mute_shown(it.command),
            });
            if is_shown {
                self.settle(now, contact);
            }
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
    ) {
        let (contact, command) = match self.offer(contact, word) {
            Ok(offered) => offered,
            Err(why) => {
                self.ignore(page, word, why);
                return;
            }
        };
        if command == CallCommand::HangUp
            && let Some(lane) = self.call_commands.lanes.get_mut(&contact)
        {
            // P38: at once; what has not gone yet has no meaning any more.
            for (page, command) in std::mem::take(&mut lane.waiting) {
                self.ignore(page, command.word(), Ignored::Overtaken);
            }
        }
        let lane = self.call_commands.lanes.entry(contact).or_default();
        if lane.waiting.len() >= WAITING {
            self.ignore(page, word, Ignored::TooMany);
            return;
        }
        lane.waiting.push_back((page, command));
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
        while let Some((page, command)) = self.next_to_go(contact) {
            if self.call_commands.may_go(&self.scope, contact, command) {
                self.send(now, page, contact, command);
                return;
            }
            if contact.is_none() && self.call_commands.awaits_talk(&self.scope) {
                return;
            }
            if let Some(lane) = self.call_commands.lanes.get_mut(&contact) {
                lane.waiting.pop_front();
            }
            self.ignore(page, command.word(), Ignored::Overtaken);
        }
        let lanes = &mut self.call_commands.lanes;
        if lanes.get(&contact).is_some_and(|lane| lane.under_way.is_none()) {
            lanes.remove(&contact);
        }
    }

    /// The front of a lane, where nothing keeps it. A hang-up waits for no effect.
    fn next_to_go(&self, contact: Option<ContactId>) -> Option<(Option<PageId>, CallCommand)> {
        let lane = self.call_commands.lanes.get(&contact)?;
        let &(page, command) = lane.waiting.front()?;
        let is_free =
            lane.under_way.is_none_or(|it| it.is_accepted && command == CallCommand::HangUp);
        is_free.then_some((page, command))
    }

    fn send(
        &mut self,
        now: Tick,
        page: Option<PageId>,
        contact: Option<ContactId>,
        command: CallCommand,
    ) {
        let commands = &mut self.call_commands;
        let number = CommandNumber(commands.next_number);
        commands.next_number = commands.next_number.wrapping_add(1);
        if let Some(lane) = commands.lanes.get_mut(&contact) {
            lane.waiting.pop_front();
            let deadline = now.after_ms(ANSWER_WAIT_MS);
            lane.under_way = Some(UnderWay { number, page, command, is_accepted: false, deadline });
        }
        self.outputs.push_back(Output::Command { number, page, contact, command });
    }

    fn ignore(&mut self, page: Option<PageId>, command: CommandWord, why: Ignored) {
        self.outputs.push_back(Output::Note { page, note: Note::CommandIgnored { command, why } });
    }

    fn lanes(&self) -> Vec<Option<ContactId>> {
        self.call_commands.lanes.keys().copied().collect()
    }
}

impl Lane {
    fn commands(&self) -> impl Iterator<Item = CallCommand> {
        let under_way = self.under_way.map(|it| it.command);
        under_way.into_iter().chain(self.waiting.iter().map(|&(_, command)| command))
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
