//! What happens on a day, step by step, in words that mean the same when other steps are left out.
//!
//! A step names agents and calls, not the contacts, legs and event numbers that the floor gave
//! them: those are found when the step is done. So a story can be shortened and told again.

use std::fmt::{Display, Formatter, Result};

use cordboard_acd::{
    AgentId, Change, SessionKey, SkillId, Time,
    command::{ContactCommand, Destination, EndOptions, PhoneCommand},
};

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) at: Time,
    pub(crate) deed: Deed,
}

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// Starts an agent session, or joins the one there is.
    LogsIn {
        agent: AgentId,
        key: SessionKey,
        inactivity_timeout_s: u32,
        force_logout: bool,
        takes_over: bool,
    },
    /// Polls with the newest id; an answer that comes may get lost.
    Polls {
        who: Who,
        loses_answer: bool,
    },
    /// Polls with an id so many events older than the newest, and drops the poll again.
    PollsWithOlderId {
        who: Who,
        by: u64,
    },
    /// The connection of the parked poll breaks.
    LosesConnection {
        who: Who,
    },
    /// Nobody knows the session id any more.
    ClosesBrowser {
        agent: AgentId,
    },
    Acts {
        agent: AgentId,
        act: Act,
    },
    /// Gives the last command again: its answer did not arrive.
    SaysAgain {
        agent: AgentId,
    },
    OpensPage {
        agent: AgentId,
        key: SessionKey,
    },
    ClosesPage {
        agent: AgentId,
    },
    /// A customer calls: the how manieth of the day.
    Calls {
        call: u64,
        skill: SkillId,
        priority: Option<u8>,
    },
    HangsUp {
        call: u64,
    },
    /// The agent's phone does something.
    Phone {
        agent: AgentId,
        does: Phone,
    },
    /// Whom the agent has called outside does something.
    FarEnd {
        agent: AgentId,
        does: FarEnd,
    },
    EndedFromElsewhere {
        agent: AgentId,
    },
    TakenOver {
        agent: AgentId,
        key: SessionKey,
    },
    /// An administrator changes the configuration.
    Changes(Change),
    SavesSnapshot,
    /// The server stops and, some time later, starts again.
    Restarts {
        from: Source,
        down_ms: u64,
    },
    /// The server stops before what was judged is durable: it has not happened.
    CrashesDuring {
        deed: Box<Deed>,
        from: Source,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Who {
    pub(crate) agent: AgentId,
    pub(crate) seat: Seat,
}

/// Who reads the events of an agent session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seat {
    Desktop,
    /// A page with a token of its own (P27).
    Page,
}

impl Who {
    pub(crate) fn desktop(agent: AgentId) -> Self {
        Self { agent, seat: Seat::Desktop }
    }

    pub(crate) fn page(agent: AgentId) -> Self {
        Self { agent, seat: Seat::Page }
    }
}

/// What an agent does by a command.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Available,
    Unavailable(&'static str),
    On {
        which: Which,
        does: ContactCommand,
    },
    Phone(PhoneCommand),
    /// Calls somebody, for the sake of the own call or of none.
    Dials {
        to: Destination,
        for_own: bool,
    },
    Transfers,
    Confers,
    SendsTones,
    End(EndOptions),
}

/// Which contact a command is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which {
    /// The one that the agent has, or has had for longer.
    Own,
    /// The one that the agent got last.
    Last,
    /// Any call of the day, mostly somebody else's or one that is over.
    Call(u64),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Phone {
    Answers,
    Fails,
    IsHungUp,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum FarEnd {
    Answers,
    IsBusy,
    HangsUp,
}

/// What a floor is made from at a start.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    AllFacts,
    NewestSnapshot,
    /// The one before the newest: the newest could not be read.
    OlderSnapshot,
}

impl Deed {
    /// Says whose step it is; customers' and the server's are nobody's.
    pub(crate) fn agent(&self) -> Option<AgentId> {
        match self {
            Self::LogsIn { agent, .. }
            | Self::ClosesBrowser { agent }
            | Self::Acts { agent, .. }
            | Self::SaysAgain { agent }
            | Self::OpensPage { agent, .. }
            | Self::ClosesPage { agent }
            | Self::Phone { agent, .. }
            | Self::FarEnd { agent, .. }
            | Self::EndedFromElsewhere { agent }
            | Self::TakenOver { agent, .. } => Some(*agent),
            Self::Polls { who, .. }
            | Self::PollsWithOlderId { who, .. }
            | Self::LosesConnection { who } => Some(who.agent),
            Self::Calls { .. }
            | Self::HangsUp { .. }
            | Self::Changes(_)
            | Self::SavesSnapshot
            | Self::Restarts { .. }
            | Self::CrashesDuring { .. } => None,
        }
    }
}

/// When the day begins.
pub(crate) const MORNING: Time = Time(1_700_000_000_000);

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let ms = self.at.ms_since(MORNING);
        let (hours, minutes) = (ms / 3_600_000, ms / 60_000 % 60);
        write!(f, "{hours}:{minutes:02}:{:02}.{:03} ", ms / 1_000 % 60, ms % 1_000)?;
        self.deed.fmt(f)
    }
}

impl Display for Deed {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::LogsIn { agent, inactivity_timeout_s, force_logout, takes_over, key: _ } => {
                write!(f, "agent {agent} logs in, inactive after {inactivity_timeout_s} s")?;
                f.write_str(if *force_logout { " (logged out then)" } else { "" })?;
                f.write_str(if *takes_over { ", taking over what there is" } else { "" })
            }
            Self::Polls { who, loses_answer: false } => write!(f, "{who} polls"),
            Self::Polls { who, loses_answer: true } => {
                write!(f, "{who} polls and will lose the answer")
            }
            Self::PollsWithOlderId { who, by } => {
                write!(f, "{who} polls with an id {by} events older")
            }
            Self::LosesConnection { who } => write!(f, "{who} loses the connection"),
            Self::ClosesBrowser { agent } => write!(f, "agent {agent} closes the browser"),
            Self::Acts { agent, act } => match act {
                Act::On { which: Which::Own, does } => {
                    write!(f, "agent {agent}, the own call: {does:?}")
                }
                Act::On { which: Which::Last, does } => {
                    write!(f, "agent {agent}, the last call: {does:?}")
                }
                Act::On { which: Which::Call(call), does } => {
                    write!(f, "agent {agent}, call {call}: {does:?}")
                }
                other => write!(f, "agent {agent}: {other:?}"),
            },
            Self::SaysAgain { agent } => write!(f, "agent {agent} gives the last command again"),
            Self::OpensPage { agent, .. } => write!(f, "agent {agent}'s page gets a token"),
            Self::ClosesPage { agent } => write!(f, "agent {agent}'s page is closed"),
            Self::Calls { call, skill, priority: None } => {
                write!(f, "call {call} comes for skill {skill}")
            }
            Self::Calls { call, skill, priority: Some(priority) } => {
                write!(f, "call {call} comes for skill {skill}, with priority {priority}")
            }
            Self::HangsUp { call } => write!(f, "the customer of call {call} hangs up"),
            Self::Phone { agent, does } => write!(f, "agent {agent}'s phone: {does:?}"),
            Self::FarEnd { agent, does } => {
                write!(f, "whom agent {agent} has called: {does:?}")
            }
            Self::EndedFromElsewhere { agent } => {
                write!(f, "agent {agent}'s agent session is ended from elsewhere")
            }
            Self::TakenOver { agent, .. } => write!(f, "agent {agent} takes over at another desk"),
            Self::Changes(Change::Agent(agent)) => {
                let skills: Vec<_> = agent.skills.iter().map(|its| its.skill.0).collect();
                write!(f, "an administrator sets agent {} with skills {skills:?}", agent.id)?;
                write!(f, ", {:?}", agent.permissions)
            }
            Self::Changes(change) => write!(f, "an administrator: {change:?}"),
            Self::SavesSnapshot => f.write_str("the server saves a snapshot"),
            Self::Restarts { from, down_ms } => {
                write!(f, "the server is down for {down_ms} ms and starts from {from:?}")
            }
            Self::CrashesDuring { deed, from } => {
                write!(f, "the server crashes while: {deed}; it starts from {from:?}")
            }
        }
    }
}

impl Display for Who {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let seat = match self.seat {
            Seat::Desktop => "desktop",
            Seat::Page => "page",
        };
        write!(f, "agent {}'s {seat}", self.agent)
    }
}
