use std::rc::Rc;

use cordboard_protocol::page::{ContactId, Registration};

use crate::{
    AgentSessionNumber, EventHandle, Origin, PageKind, PageRules, PostedEvent, Tick, admit::Budget,
    document::Document, filter::Filter,
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
        }
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

/// A registration that is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) origin: Origin,
    pub(crate) contact_id: Option<ContactId>,
    pub(crate) filter: Filter,
    /// It asked for the session token and is granted it.
    pub(crate) wants_token: bool,
    pub(crate) document: Document,
    /// The latest second registration, in case a reloaded page made it (P22).
    pub(crate) put_aside: Option<(Origin, Registration)>,
    pub(crate) progress: Progress,
}

/// How far the answer to a registration is.
#[derive(Debug)]
pub(crate) enum Progress {
    /// Posted: events go to the page as they come.
    Answered,
    /// Made, but for the session token that belongs into it. What comes meanwhile waits behind.
    AwaitingToken { own: Vec<PostedEvent>, later: Vec<Rc<[EventHandle]>>, deadline: Tick },
}

/// Where the agent session stands.
#[derive(Debug, Default)]
pub(crate) struct AgentSession {
    pub(crate) number: AgentSessionNumber,
    pub(crate) is_on: bool,
}
