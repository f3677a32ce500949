use std::collections::BTreeMap;

use cordboard_broker::{
    AgentSessionNumber, Broker, CommandNumber, ContactId, EventHandle, EventHead, Extensions,
    Grants, Input, Origin, Outcome, Output, PageId, PageKind, PageRules, Permissions, PortNumber,
    Tick, Way,
};
use cordboard_protocol::page::MessageType;
use serde_json::value::RawValue;

use crate::{
    compare::{self, Happened},
    event, js_value,
    vector::{
        Action, AgentSessionStep, GrantGiven, OutcomeStep, PageGiven, PermissionsGiven, PressStep,
        ResultStep, Step, Vector,
    },
};

/// Runs a vector: all that comes of each step is compared, in order.
///
/// # Errors
/// The first step that does not fit, in words.
pub fn run(vector: &Vector) -> Result<(), String> {
    let mut bridge = Bridge::new(vector)?;
    for (number, step) in vector.steps.iter().enumerate() {
        bridge
            .play(step)
            .and_then(|happened| compare::step(step, &happened, &vector.given.events))
            .map_err(|error| format!("step {number} (at {} ms): {error}", step.at_ms))?;
    }
    Ok(())
}

/// Stands in the page bridge's place: keeps events and pages, and drives the broker.
pub(crate) struct Bridge<'a> {
    vector: &'a Vector,
    broker: Broker,
    now: Tick,
    /// By their numbers; a page that is closed keeps its place.
    pages: Vec<Page>,
    kept: BTreeMap<EventHandle, String>,
    next_event: u32,
    /// The events of the answer being handled.
    answer: Vec<EventHandle>,
    /// What each selection of the answer being handled holds.
    selections: BTreeMap<u32, Vec<EventHandle>>,
    wanted: BTreeMap<PageId, AgentSessionNumber>,
    sent: Vec<(CommandNumber, &'static str, Option<ContactId>)>,
    next_port: u32,
}

struct Page {
    name: String,
    origin: Origin,
    is_open: bool,
    /// The port that it transferred last, and the origin from which it did.
    port: Option<(PortNumber, Origin)>,
}

impl<'a> Bridge<'a> {
    pub(crate) fn new(vector: &'a Vector) -> Result<Self, String> {
        let mut bridge = Self {
            vector,
            broker: Broker::new(),
            now: Tick(0),
            pages: Vec::new(),
            kept: BTreeMap::new(),
            next_event: 0,
            answer: Vec::new(),
            selections: BTreeMap::new(),
            wanted: BTreeMap::new(),
            sent: Vec::new(),
            next_port: 0,
        };
        let permissions_given = vector.given.permissions.map_or(Permissions::ALL, permissions);
        bridge.broker.handle(Tick(0), Input::Permissions(permissions_given));
        for (name, given) in &vector.given.pages {
            bridge.open(name, given)?;
        }
        match bridge.broker.poll_output() {
            Some(output) => Err(format!("opening the given pages brought {output:?}")),
            None => Ok(bridge),
        }
    }

    /// When the broker wants to be woken.
    pub(crate) fn timeout(&self) -> Option<u64> {
        self.broker.poll_timeout().map(|due| due.0)
    }

    pub(crate) fn play(&mut self, step: &Step) -> Result<Vec<Happened>, String> {
        let mut happened = Vec::new();
        let at = Tick(step.at_ms);
        if at < self.now {
            return Err("the clock never goes back".into());
        }
        while let Some(due) = self.broker.poll_timeout().filter(|due| *due <= at) {
            self.now = due.max(self.now);
            self.broker.handle(self.now, Input::Timeout);
            self.drain(&mut happened)?;
            if self.broker.poll_timeout().is_some_and(|next| next <= due) {
                return Err(format!("the broker is not content with its timeout at {due:?}"));
            }
        }
        self.now = at;
        self.answer.clear();
        self.selections.clear();
        for _ in 0..step.times.unwrap_or(1) {
            self.act(step)?;
            self.drain(&mut happened)?;
        }
        let broker = &self.broker;
        self.kept.retain(|event, _| broker.holds(*event));
        Ok(happened)
    }

    fn act(&mut self, step: &Step) -> Result<(), String> {
        let input = match step.action()? {
            Action::Post(raw) => return self.post(step, raw),
            Action::Events(events) => return self.events(step, events),
            Action::Open(given) => return self.open(step.page()?, given),
            Action::Close => {
                let page = self.page(step.page()?)?;
                self.pages[index(page)].is_open = false;
                Input::Closed { page }
            }
            Action::FrameLoaded => Input::FrameLoaded { page: self.page(step.page()?)? },
            Action::Reload => Input::Reloaded { page: self.page(step.page()?)? },
            Action::Shown(is_shown) => Input::Shown { page: self.page(step.page()?)?, is_shown },
            Action::Closing => Input::Closing { page: self.page(step.page()?)? },
            Action::AgentSession(AgentSessionStep::Started) => Input::AgentSessionStarted,
            Action::AgentSession(AgentSessionStep::Ended) => Input::AgentSessionEnded,
            Action::SessionToken(token) => self.session_token(step.page()?, token)?,
            Action::Focus(contact) => Input::Focus(contact.map(contact_id).transpose()?),
            Action::Permissions(given) => Input::Permissions(permissions(given)),
            Action::Outcome(outcome) => self.outcome(outcome)?,
            Action::Press(press) => pressed(press)?,
            Action::Wait => return Ok(()),
        };
        self.broker.handle(self.now, input);
        Ok(())
    }

    fn post(&mut self, step: &Step, raw: &RawValue) -> Result<(), String> {
        let page = self.page(step.page()?)?;
        let (way, origin) = self.way(step, page)?;
        if !self.broker.admit(self.now, page, &origin) {
            return Ok(());
        }
        let posted = serde_json::from_str(raw.get()).map_err(|error| error.to_string())?;
        let message = Box::new(js_value::message(&posted)?);
        self.broker.handle(self.now, Input::Message { page, origin, message, way });
        Ok(())
    }

    /// How the step's message comes, and from where: a port has the origin that it came from.
    fn way(&mut self, step: &Step, page: PageId) -> Result<(Way, Origin), String> {
        let sender = &mut self.pages[index(page)];
        if step.is_over_port() {
            let (port, origin) = sender.port.clone().ok_or("it has transferred no port")?;
            return Ok((Way::Port(port), origin));
        }
        let origin = step.origin.as_deref().map_or_else(|| sender.origin.clone(), Origin::reported);
        let port = step.transfers_port().then_some(PortNumber(self.next_port));
        if let Some(port) = port {
            self.next_port += 1;
            sender.port = Some((port, origin.clone()));
        }
        Ok((Way::Window { port }, origin))
    }

    fn events(&mut self, step: &Step, raw: &[Box<RawValue>]) -> Result<(), String> {
        let mut heads = Vec::with_capacity(raw.len());
        let mut length = 0;
        for raw in raw {
            let json = event::event(raw, &self.vector.given.events)?;
            let event = EventHandle(self.next_event);
            self.next_event += 1;
            heads.push(EventHead { event, subject: event::subject(&json)? });
            length += json.len();
            self.kept.insert(event, json);
            self.answer.push(event);
        }
        let bytes = match step.bytes {
            Some(bytes) => bytes,
            None => u32::try_from(length).map_err(|error| error.to_string())?,
        };
        self.broker.handle(self.now, Input::Events { bytes, events: &heads });
        Ok(())
    }

    fn open(&mut self, name: &str, given: &PageGiven) -> Result<(), String> {
        if self.pages.iter().any(|page| page.is_open && page.name == name) {
            return Err(format!("{name:?} is open already"));
        }
        let origins = given.origins.as_ref().unwrap_or(&self.vector.given.allowed_origins);
        let origins: Vec<Origin> = origins.iter().map(|origin| Origin::reported(origin)).collect();
        let origin = origins.first().cloned().ok_or_else(|| format!("{name:?} has no origin"))?;
        let has = |grant| given.grants.contains(&grant);
        let rules = PageRules {
            origins,
            grants: Grants {
                session_token: has(GrantGiven::SessionToken),
                call_commands: has(GrantGiven::CallCommands),
                contact_card: has(GrantGiven::ContactCard),
            },
            kind: given
                .panel
                .map(contact_id)
                .transpose()?
                .map_or(PageKind::Workspace, PageKind::Panel),
            extensions: Extensions::ALL,
        };
        let page = PageId(u32::try_from(self.pages.len()).map_err(|error| error.to_string())?);
        self.pages.push(Page { name: name.into(), origin, is_open: true, port: None });
        self.broker.handle(self.now, Input::Opened { page, rules });
        if given.loaded {
            self.broker.handle(self.now, Input::FrameLoaded { page });
        }
        Ok(())
    }

    /// The open page of that name; opened as a workspace when it was never mentioned.
    fn page(&mut self, name: &str) -> Result<PageId, String> {
        let named = |page: &Page| page.name == name;
        if !self.pages.iter().any(named) {
            self.open(name, &PageGiven::default())?;
        }
        let place = self.pages.iter().rposition(named).ok_or("no such page")?;
        Ok(PageId(u32::try_from(place).map_err(|error| error.to_string())?))
    }

    fn session_token(&mut self, page: &str, token: Option<&str>) -> Result<Input<'static>, String> {
        let page = self.page(page)?;
        let agent_session = *self.wanted.get(&page).ok_or("no token was wanted for it")?;
        Ok(Input::SessionToken { page, agent_session, token: token.map(str::to_owned) })
    }

    fn outcome(&self, step: &OutcomeStep) -> Result<Input<'static>, String> {
        let contact = step.contact.map(contact_id).transpose()?;
        let sent = self.sent.iter().rev();
        let number = sent
            .filter(|(_, command, on)| *command == step.command && *on == contact)
            .map(|(number, ..)| *number)
            .next()
            .ok_or("no such command was sent")?;
        let outcome = match step.result {
            ResultStep::Accepted => Outcome::Accepted,
            ResultStep::Failed => Outcome::Failed,
        };
        Ok(Input::CommandOutcome { number, outcome })
    }

    fn drain(&mut self, happened: &mut Vec<Happened>) -> Result<(), String> {
        while let Some(output) = self.broker.poll_output() {
            match &output {
                Output::WantSessionToken { page, agent_session } => {
                    self.wanted.insert(*page, *agent_session);
                }
                Output::Command { number, contact, command, .. } => {
                    self.sent.push((*number, command.name(), *contact));
                }
                Output::Post { .. }
                | Output::EndPort { .. }
                | Output::Remove { .. }
                | Output::Card { .. }
                | Output::EndSessionToken { .. }
                | Output::Warn { .. }
                | Output::Note { .. } => {}
            }
            let page_name = |page: PageId| self.pages[index(page)].name.clone();
            happened.push(compare::happened(
                &output,
                &page_name,
                &self.kept,
                &self.answer,
                &mut self.selections,
            )?);
        }
        Ok(())
    }
}

fn pressed(press: &PressStep) -> Result<Input<'static>, String> {
    let Some(MessageType::Command(word)) = MessageType::parse(&press.word) else {
        return Err(format!("{:?} is no command", press.word));
    };
    Ok(Input::Pressed { contact: press.contact.map(contact_id).transpose()?, word })
}

fn permissions(given: PermissionsGiven) -> Permissions {
    let PermissionsGiven { mute, mask, record, hang_up_inbound } = given;
    Permissions { mute, mask, record, hang_up_inbound }
}

fn contact_id(id: u64) -> Result<ContactId, String> {
    ContactId::new(id).ok_or_else(|| format!("{id} is no contact id"))
}

fn index(page: PageId) -> usize {
    usize::try_from(page.0).unwrap_or(usize::MAX)
}
