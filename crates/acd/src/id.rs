//! The ids of the floor. All are digits on the wire.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(
            /// The number itself.
            pub u64,
        );
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}

ids! {
    /// Names a business unit: one floor.
    BusinessUnitId
    /// Names a contact: one customer interaction. Never given twice in a business unit.
    ContactId
    /// Names an agent.
    AgentId
    /// Names a team.
    TeamId
    /// Names a skill: what routing matches and where a contact waits.
    SkillId
    /// Numbers an agent session. It is the platform's number, not the id clients hold: those are
    /// made of a [`SessionKey`](crate::SessionKey) and an [`EventNumber`].
    AgentSessionId
    /// Names an unavailable code of a team.
    CodeId
    /// Names a disposition of a skill.
    DispositionId
    /// Numbers a conference: by the contact that it began with.
    ConferenceNo
    /// Names one agent leg: one time the agent's phone was dialled.
    LegId
    /// Numbers a sign-in: one log-in, and the chain of refresh tokens that follows from it.
    SignInId
    /// Names an address book.
    AddressBookId
    /// Names an entry among those of all address books.
    AddressBookEntryId
    /// Names an indicator.
    IndicatorId
    /// Names a message to agents.
    MessageId
    /// Names a tag of skills.
    TagId
    /// Numbers an event of one agent session, from 1, without gaps. 0 stands before the first.
    EventNumber
}
