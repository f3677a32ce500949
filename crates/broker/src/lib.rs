//! What each embedded page is told: a pure state machine (`docs/page-protocol.md`, P6 to P52).
//!
//! Everything that happens is an [`Input`], everything to do is an [`Output`], and time comes
//! in as a [`Tick`]. Events stay with the driver: the broker sees an [`EventHead`] of each and
//! answers which [`EventHandle`]s go to which page.
//!
//! A driver, for each thing that happens:
//! 1. for a page's message: finds the page by the window that sent it, asks [`Broker::admit`],
//!    and only then reads the message into a [`LooseMessage`];
//! 2. calls [`Broker::handle`] once;
//! 3. drains [`Broker::poll_output`];
//! 4. after an answer of get-next-event forgets each event that [`Broker::holds`] denies;
//! 5. sets its timer to [`Broker::poll_timeout`].
#![warn(missing_docs)]

mod admit;
mod broker;
mod call_commands;
mod call_state;
pub mod classify;
mod contact_card;
mod document;
mod extensions;
mod filter;
mod focus;
mod input;
pub mod inspect;
mod lifecycle;
mod near_miss;
mod open_page;
mod origin;
mod output;
mod port;
mod receipts;
mod register;
mod resume;
mod scope;
mod sequence;
mod session_token;
mod set_state;
mod standing;
mod tell;

pub use broker::Broker;
pub use call_state::{CallCommand, Ignored, Status};
pub use cordboard_protocol::page::{
    Acknowledge, CommandReceipt, CommandWord, ContactCard, ContactFocus, ContactId, Extension,
    Extensions, LifecycleState, Loose, LooseCard, LooseMessage, LooseResume, PageLifecycle,
    ReceiptReason, ReceiptStatus, RequestId, Resume, SessionInfo,
};
pub use input::{
    AgentSessionNumber, CommandNumber, ContactState, EventHandle, EventHead, Grants, Input,
    Outcome, PageId, PageKind, PageRules, Permissions, PortNumber, Subject, Tick, Way,
};
pub use origin::{NotAnOrigin, Origin};
pub use output::{
    NoExtension, NotRecovered, Note, Output, Place, PostedEvent, PostedEvents, Selection, ToPage,
    Warning,
};
pub use standing::Standing;
