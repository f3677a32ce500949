use cordboard_protocol::page::{ContactId, Extension, Extensions, Registration, SubscriptionTypes};

use crate::{
    AgentSessionNumber, Origin, PageKind, PageRules, PortNumber, PostedEvent, Tick, admit::Budget,
    document::Document, filter::Filter, lifecycle::Lifecycle, sequence::Sequence, tell::Told,
};

/// An open page: its rules and what has become of it so far.
#[derive(Debug)]
pub(crate) struct OpenPage {
    pub(crate) rules: PageRules,
    pub(crate) budget: Budget,
    /// The desktop has begun to load its document, and no `load` has come yet.
    pub(crate) is_loading: bool,
    /// The origin whose refusal was noted last, so that it is said once.
    pub(crate) refused: Option<Origin>,
    pub(crate) token: PageToken,
    pub(crate) kept: Option<Kept>,
    /// The registration before, as long as its page may come back for what it missed (P49).
    pub(crate) away: Option<Kept>,
    pub(crate) lifecycle: Lifecycle,
}

impl OpenPage {
    pub(crate) fn new(rules: PageRules) -> Self {
        Self {
            rules,
            budget: Budget::default(),
            is_loading: true,
            refused: None,
            token: PageToken::None,
            kept: None,
            away: None,
            lifecycle: Lifecycle::default(),
        }
    }

    /// The registration that is told things: the one that is kept, and the one before, whose
    /// page may come back.
    pub(crate) fn registrations(&mut self) -> impl Iterator<Item = &mut Kept> {
        self.kept.iter_mut().chain(&mut self.away)
    }

    pub(crate) const fn contact(&self) -> Option<ContactId> {
        match self.rules.kind {
            PageKind::Panel(contact) => Some(contact),
            PageKind::Workspace => None,
        }
    }
}

/// The page's session token, which lasts as long as the agent session.
#[derive(Debug, PartialEq)]
pub(crate) enum PageToken {
    None,
    Wanted,
    Had(String),
}

/// Numbers the registrations, so that a receipt finds its own. One that goes on after a reload
/// is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct RegistrationNumber(pub(crate) u64);

/// A registration that was posted, with what came with it.
#[derive(Debug)]
pub(crate) struct Posted {
    pub(crate) origin: Origin,
    pub(crate) registration: Registration,
    pub(crate) port: Option<PortNumber>,
}

/// A registration that is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) number: RegistrationNumber,
    pub(crate) origin: Origin,
    pub(crate) contact_id: Option<ContactId>,
    pub(crate) types: SubscriptionTypes,
    pub(crate) extensions: Extensions,
    /// Where everything is posted; nothing means to the window.
    pub(crate) port: Option<PortNumber>,
    /// Its messages are numbered.
    pub(crate) sequence: Option<Sequence>,
    pub(crate) filter: Filter,
    /// It asked for the session token and is granted it.
    pub(crate) wants_token: bool,
    pub(crate) document: Document,
    /// The latest second registration, in case a reloaded page made it (P22).
    pub(crate) put_aside: Option<Posted>,
    pub(crate) progress: Progress,
}

impl Kept {
    pub(crate) fn has(&self, extension: Extension) -> bool {
        self.extensions.has(extension)
    }
}

/// How far the answer to a registration is.
#[derive(Debug)]
pub(crate) enum Progress {
    /// Posted: events go to the page as they come.
    Answered,
    /// Made, but for the session token that belongs into it. What comes meanwhile waits behind.
    AwaitingToken { own: Vec<PostedEvent>, later: Vec<Told>, deadline: Tick },
}

/// Where the agent session stands.
#[derive(Debug, Default)]
pub(crate) struct AgentSession {
    pub(crate) number: AgentSessionNumber,
    pub(crate) is_on: bool,
}
