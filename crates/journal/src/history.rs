//! The contact history: what people search later, made of facts.
//!
//! It is a read model. The facts are what counts: it is written after them, in the background, and
//! can be made anew.

use std::collections::BTreeMap;

use cordboard_acd::{
    AgentId, AgentSessionId, ContactId, Origin, Private, SkillId, Time,
    command::{Destination, DispositionForm},
    fact::{CallEnd, ContactClose, Happened},
};

use crate::{Entry, Pending, Position};

/// Holds what became of one contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastContact {
    /// Its id.
    pub contact: ContactId,
    /// Where it waited, or what it was served under.
    pub skill: SkillId,
    /// The caller's number.
    pub ani: Private,
    /// The dialled number.
    pub dnis: Private,
    /// The higher, the sooner served.
    pub priority: u8,
    /// When it came.
    pub arrived_at: Time,
    /// Whom it was with last.
    pub agent: Option<AgentId>,
    /// When it rang there.
    pub offered_at: Option<Time>,
    /// How often it went back to its place after it had rung at an agent.
    pub returns: u32,
    /// When the agent answered.
    pub answered_at: Option<Time>,
    /// How often it was put on hold.
    pub holds: u32,
    /// How long it was on hold, in milliseconds.
    pub held_ms: u64,
    /// Since when it is on hold.
    pub held_since: Option<Time>,
    /// Whether the agent recorded.
    pub recorded: bool,
    /// When the call was over.
    pub ended_at: Option<Time>,
    /// Who ended the call; nothing when it ended with the agent session or was never answered.
    pub ended_by: Option<CallEnd>,
    /// The outcome, once recorded.
    pub disposition: Option<DispositionForm>,
    /// When the contact was over for good, work after it included.
    pub closed_at: Option<Time>,
    /// Why it was over for good.
    pub closed: Option<ContactClose>,
    /// How it came about.
    pub origin: Origin,
    /// The first contact of the interaction.
    pub master: ContactId,
    /// The contact that it came from.
    pub parent: Option<ContactId>,
}

/// Says which contacts are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastContacts {
    /// Only those that were last with this agent.
    pub agent: Option<AgentId>,
    /// Only those of this skill.
    pub skill: Option<SkillId>,
    /// Only those that came at this time or later.
    pub from: Option<Time>,
    /// Only those that came before this time.
    pub until: Option<Time>,
    /// Only those that came before this contact: the last of a page gives the next page.
    pub before: Option<ContactId>,
    /// Only those that are over for good.
    pub over: bool,
    /// Only those that were over for good at this time or later.
    pub over_from: Option<Time>,
    /// Oldest first.
    pub oldest_first: bool,
    /// So many are passed over.
    pub skip: u64,
    /// So many at most.
    pub limit: u32,
}

/// Gives the contact history.
pub trait History: Send + Sync {
    /// Gives one contact.
    ///
    /// # Errors
    /// What the store gives.
    fn past_contact(&self, contact: ContactId) -> Pending<'_, Option<PastContact>>;

    /// Gives the contacts that are looked for, newest first.
    ///
    /// # Errors
    /// What the store gives.
    fn past_contacts(&self, wanted: PastContacts) -> Pending<'_, Vec<PastContact>>;

    /// Says how many contacts there are of those that are looked for, on all pages together.
    ///
    /// # Errors
    /// What the store gives.
    fn count_past_contacts(&self, wanted: PastContacts) -> Pending<'_, u64>;

    /// Waits until the history holds every fact that is durable now, and gives the last one's
    /// position. It does so by itself in the background.
    ///
    /// # Errors
    /// What the store gives.
    fn catch_up(&self) -> Pending<'_, Position>;

    /// Makes the history anew from the facts that are there. Contacts whose first fact has been
    /// dropped stay as they are.
    ///
    /// # Errors
    /// What the store gives.
    fn rebuild_history(&self) -> Pending<'_, ()>;

    /// Drops the contacts that were over for good before a time, and says how many. They do not
    /// come back when the history is made anew.
    ///
    /// # Errors
    /// What the store gives.
    fn forget_history(&self, before: Time) -> Pending<'_, u64>;
}

/// An agent session, as far as the history needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PastSession {
    /// The fact that it started.
    pub(crate) first: Position,
    pub(crate) agent: AgentId,
    pub(crate) ended_at: Option<Time>,
}

/// A contact, the first fact that speaks of it and the last one that is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) first: Position,
    pub(crate) last: Position,
    pub(crate) contact: PastContact,
}

/// The part of the history that some facts speak of.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) contacts: BTreeMap<ContactId, Kept>,
    pub(crate) sessions: BTreeMap<AgentSessionId, PastSession>,
}

/// Says of which contact a fact speaks.
pub(crate) fn contact_of(happened: &Happened) -> Option<ContactId> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the history is of contacts alone")]
    match happened {
        Happened::ContactArrived { contact, .. }
        | Happened::ContactDialled { contact, .. }
        | Happened::ConsultArrived { contact, .. }
        | Happened::DialAnswered { contact }
        | Happened::ContactTransferred { to: contact, .. }
        | Happened::ContactMoved { to: contact, .. }
        | Happened::ContactOffered { contact, .. }
        | Happened::ContactReturned { contact, .. }
        | Happened::ContactAnswered { contact }
        | Happened::ContactHeld { contact }
        | Happened::ContactResumed { contact }
        | Happened::RecordingStarted { contact }
        | Happened::DispositionRecorded { contact, .. }
        | Happened::AfterContactWorkBegan { contact, .. }
        | Happened::ContactClosed { contact, .. } => Some(*contact),
        _ => None,
    }
}

/// Says from which contact a fact takes something over.
pub(crate) fn source_of(happened: &Happened) -> Option<ContactId> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others speak of one contact")]
    match happened {
        Happened::ConsultArrived { by: contact, .. }
        | Happened::ContactTransferred { contact, .. }
        | Happened::ContactMoved { contact, .. } => Some(*contact),
        _ => None,
    }
}

/// Says of which agent session a fact speaks, where the history must know it.
pub(crate) fn session_of(happened: &Happened) -> Option<AgentSessionId> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "others do not say with whom a contact is")]
    match happened {
        Happened::AgentSessionStarted { session, .. }
        | Happened::AgentSessionEnded { session, .. }
        | Happened::ContactDialled { session, .. }
        | Happened::ContactMoved { session, .. }
        | Happened::ContactOffered { session, .. } => Some(*session),
        _ => None,
    }
}

impl Page {
    /// Applies a fact. One that is in it already changes nothing.
    pub(crate) fn apply(&mut self, entry: &Entry) {
        let (at, happened) = (entry.fact.at, &entry.fact.happened);
        #[expect(clippy::wildcard_enum_match_arm, reason = "what has no contact was dealt with")]
        match happened {
            Happened::AgentSessionStarted { session, agent, .. } => {
                let started = PastSession { first: entry.position, agent: *agent, ended_at: None };
                self.sessions.insert(*session, started);
            }
            Happened::AgentSessionEnded { session, .. } => {
                if let Some(session) = self.sessions.get_mut(session) {
                    session.ended_at = Some(at);
                }
            }
            Happened::ContactArrived { contact, skill, ani, dnis, priority } => {
                let arrived = PastContact::new(at, *contact, *skill, ani, dnis);
                self.begin(entry, PastContact { priority: *priority, ..arrived });
            }
            Happened::ContactDialled {
                contact,
                session,
                skill,
                parent,
                master,
                to,
                ani,
                dnis,
                ..
            } => {
                let agent = self.sessions.get(session).map(|session| session.agent);
                let origin = match to {
                    Destination::Number(_) => Origin::Outbound,
                    Destination::Agent(_) | Destination::Skill(_) => Origin::Consulting,
                };
                let (parent, master) = (*parent, *master);
                let dialled = PastContact::new(at, *contact, *skill, ani, dnis);
                self.begin(entry, PastContact { agent, origin, master, parent, ..dialled });
            }
            Happened::ConsultArrived { contact, by, skill, ani, dnis, priority, label: _ } => {
                let calling =
                    self.contacts.get(by).map(|by| (by.contact.master, by.contact.parent));
                let (master, parent) = calling.unwrap_or((*by, None));
                let arrived = PastContact::new(at, *contact, *skill, ani, dnis);
                self.begin(
                    entry,
                    PastContact {
                        priority: *priority,
                        origin: Origin::Consulted,
                        master,
                        parent: parent.or(Some(*by)),
                        ..arrived
                    },
                );
            }
            Happened::ContactTransferred { contact, to } => {
                let from = self.contacts.get(contact).map(|from| from.contact.clone());
                self.change(entry.position, *to, |to| {
                    let Some(from) = from else { return };
                    (to.ani, to.dnis) = (from.ani, from.dnis);
                    (to.origin, to.master) = (from.origin, from.master);
                    to.parent = Some(from.contact);
                });
            }
            Happened::ContactMoved { contact, to, session } => {
                let agent = self.sessions.get(session).map(|session| session.agent);
                let from = self.contacts.get(contact).map(|from| from.contact.clone());
                if let Some(from) = from {
                    let PastContact { skill, origin, master, priority, .. } = from;
                    let moved = PastContact::new(at, *to, skill, &from.ani, &from.dnis);
                    let (parent, answered_at) = (Some(*contact), Some(at));
                    self.begin(
                        entry,
                        PastContact {
                            priority,
                            agent,
                            answered_at,
                            origin,
                            master,
                            parent,
                            ..moved
                        },
                    );
                }
            }
            Happened::ContactOffered { contact, session, .. } => {
                let agent = self.sessions.get(session).map(|session| session.agent);
                self.change(entry.position, *contact, |contact| {
                    contact.agent = agent;
                    contact.offered_at = Some(at);
                });
            }
            _ => {
                if let Some(contact) = contact_of(happened) {
                    self.change(entry.position, contact, |contact| contact.apply(at, happened));
                }
            }
        }
    }

    fn begin(&mut self, entry: &Entry, contact: PastContact) {
        let (first, last) = (entry.position, entry.position);
        self.contacts.entry(contact.contact).or_insert(Kept { first, last, contact });
    }

    fn change(
        &mut self,
        position: Position,
        contact: ContactId,
        change: impl FnOnce(&mut PastContact),
    ) {
        if let Some(kept) = self.contacts.get_mut(&contact)
            && kept.last < position
        {
            kept.last = position;
            change(&mut kept.contact);
        }
    }
}

impl PastContact {
    fn new(at: Time, contact: ContactId, skill: SkillId, ani: &Private, dnis: &Private) -> Self {
        Self {
            contact,
            skill,
            ani: ani.clone(),
            dnis: dnis.clone(),
            priority: 0,
            arrived_at: at,
            agent: None,
            offered_at: None,
            returns: 0,
            answered_at: None,
            holds: 0,
            held_ms: 0,
            held_since: None,
            recorded: false,
            ended_at: None,
            ended_by: None,
            disposition: None,
            closed_at: None,
            closed: None,
            origin: Origin::Inbound,
            master: contact,
            parent: None,
        }
    }

    fn apply(&mut self, at: Time, happened: &Happened) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the others change no contact")]
        match happened {
            Happened::ContactReturned { .. } => {
                // One that was only reserved had not rung.
                self.returns += u32::from(self.offered_at.is_some());
                (self.agent, self.offered_at) = (None, None);
            }
            Happened::ContactAnswered { .. } | Happened::DialAnswered { .. } => {
                self.answered_at = Some(at);
            }
            Happened::ContactHeld { .. } => {
                self.holds += 1;
                self.held_since = Some(at);
            }
            Happened::ContactResumed { .. } => self.end_hold(at),
            Happened::RecordingStarted { .. } => self.recorded = true,
            Happened::DispositionRecorded { form, .. } => self.disposition = Some(form.clone()),
            Happened::AfterContactWorkBegan { by, .. } => self.end_call(at, Some(*by)),
            Happened::ContactClosed { why, .. } => {
                let by = match why {
                    ContactClose::Abandoned => Some(CallEnd::Customer),
                    ContactClose::CallEnded(by) => Some(*by),
                    ContactClose::WorkDone
                    | ContactClose::WorkTimedOut
                    | ContactClose::SessionEnded => None,
                };
                if self.ended_at.is_none() {
                    self.end_call(at, by);
                }
                self.closed_at = Some(at);
                self.closed = Some(*why);
            }
            _ => {}
        }
    }

    fn end_call(&mut self, at: Time, by: Option<CallEnd>) {
        self.end_hold(at);
        self.ended_at = Some(at);
        self.ended_by = by;
    }

    fn end_hold(&mut self, at: Time) {
        if let Some(since) = self.held_since.take() {
            self.held_ms += at.ms_since(since);
        }
    }
}
