//! What administrators decide: the business unit, its teams, skills, agents and pages.

mod address_book;
mod indicator;
mod message;
mod page;
mod tag;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    AddressBookEntryId, AddressBookId, AgentId, BusinessUnitId, CodeId, DispositionId, IndicatorId,
    MessageId, Private, SkillId, TagId, TeamId,
};

pub use address_book::{AddressBook, AddressBookEntry};
pub use indicator::Indicator;
pub use message::Message;
pub use page::{Framing, Grant, Page, PageEntryId, PageKind};
pub use tag::Tag;

/// Holds the configuration of one business unit, each kind of entry by its id.
///
/// Passwords are not in it: they are [credentials](crate::credential).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// The business unit itself.
    pub business_unit: BusinessUnit,
    /// The teams.
    pub teams: BTreeMap<TeamId, Team>,
    /// Why agents may be unavailable.
    pub unavailable_codes: BTreeMap<CodeId, UnavailableCode>,
    /// What can be recorded as a contact's outcome.
    pub dispositions: BTreeMap<DispositionId, Disposition>,
    /// The skills.
    pub skills: BTreeMap<SkillId, Skill>,
    /// The agents.
    pub agents: BTreeMap<AgentId, Agent>,
    /// The embedded pages.
    pub pages: BTreeMap<PageEntryId, Page>,
    /// Who may change all this, by what they log in with, in lower case.
    pub administrators: BTreeMap<String, Administrator>,
    /// The address books.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub address_books: BTreeMap<AddressBookId, AddressBook>,
    /// The entries of all address books.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub address_book_entries: BTreeMap<AddressBookEntryId, AddressBookEntry>,
    /// The indicators.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<IndicatorId, Indicator>,
    /// The messages, those that hold no more among them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub messages: BTreeMap<MessageId, Message>,
    /// The tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<TagId, Tag>,
}

impl Setup {
    /// Gives the unavailable codes of a team, by id.
    pub fn codes_of(&self, team: TeamId) -> impl Iterator<Item = &UnavailableCode> {
        self.unavailable_codes.values().filter(move |code| code.is_of(team))
    }

    /// Gives what can be recorded as the outcome of a skill's contacts, in the skill's order.
    pub fn dispositions_of(&self, skill: &Skill) -> impl Iterator<Item = &Disposition> {
        skill.dispositions.iter().filter_map(|id| self.dispositions.get(id))
    }

    /// Gives the pages in the order to show them.
    #[must_use]
    pub fn pages_in_order(&self) -> Vec<&Page> {
        let mut pages: Vec<_> = self.pages.values().collect();
        pages.sort_by_key(|page| page.place);
        pages
    }

    /// Gives the pages that an agent sees, in the order to show them.
    #[must_use]
    pub fn pages_of(&self, agent: AgentId) -> Vec<&Page> {
        let team = self.agents.get(&agent).map(|agent| agent.team);
        let mut pages = self.pages_in_order();
        pages.retain(|page| {
            team.is_some_and(|team| page.teams.is_empty() || page.teams.contains(&team))
        });
        pages
    }

    /// Gives the address books that a team sees, by id.
    pub fn address_books_of(&self, team: TeamId) -> impl Iterator<Item = &AddressBook> {
        self.address_books.values().filter(move |book| book.is_of(team))
    }

    /// Gives the indicators of an agent, by id.
    pub fn indicators_of(&self, agent: &Agent) -> impl Iterator<Item = &Indicator> {
        self.indicators.values().filter(move |indicator| indicator.is_of(agent))
    }

    /// Gives the messages for an agent, by id, those that hold no more among them.
    pub fn messages_for(&self, agent: &Agent) -> impl Iterator<Item = &Message> {
        self.messages.values().filter(move |message| message.is_for(agent))
    }

    /// Gives the tags of a skill, by id.
    pub fn tags_of(&self, skill: SkillId) -> impl Iterator<Item = &Tag> {
        self.tags.values().filter(move |tag| tag.is_of(skill))
    }
}

/// Holds what is true of the whole business unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessUnit {
    /// Its number.
    pub number: BusinessUnitId,
    /// What people read.
    pub name: String,
    /// How many may be in a conference.
    pub max_conference_parties: u32,
}

impl Default for BusinessUnit {
    fn default() -> Self {
        Self { number: BusinessUnitId(1), name: "Cordboard".to_owned(), max_conference_parties: 3 }
    }
}

/// Holds who may change the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administrator {
    /// What the administrator logs in with; letter case does not matter.
    pub login: String,
    /// What people read.
    pub name: String,
}

/// Holds one team: its agents share unavailable codes and pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// Holds one unavailable code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnavailableCode {
    /// Its id.
    pub id: CodeId,
    /// Its name, which is also the reason on the wire.
    pub name: String,
    /// Whether it stands for after-contact work.
    pub is_acw: bool,
    /// Whole seconds: until after-contact work ends, or, for the other codes, until the agent
    /// session ends. Without one it never does.
    pub timeout_s: Option<u32>,
    /// The teams that have it; none listed: all.
    pub teams: Vec<TeamId>,
}

impl UnavailableCode {
    /// Says whether a team has it.
    #[must_use]
    pub fn is_of(&self, team: TeamId) -> bool {
        self.teams.is_empty() || self.teams.contains(&team)
    }
}

/// Holds one skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// Its id.
    pub id: SkillId,
    /// Its name.
    pub name: String,
    /// The higher, the sooner its contacts are served.
    pub priority: u8,
    /// What follows a call.
    pub after_contact_work: AfterContactWork,
    /// Whether after-contact work of the disposition type waits for a disposition.
    pub require_disposition: bool,
    /// What can be recorded as a contact's outcome, in the order to show it.
    pub dispositions: Vec<DispositionId>,
    /// Whole seconds a call rings, 15 to 300; without it, the agent's own.
    pub refusal_timeout_s: Option<u32>,
    /// What opens at the agent with a contact.
    pub screen_pop: Option<ScreenPop>,
    /// Whether agents who have it may call out for it.
    #[serde(default, skip_serializing_if = "is_no")]
    pub outbound: bool,
}

/// Says what follows a call of a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AfterContactWork {
    /// Nothing, unless the agent picks an after-contact code.
    None,
    /// Work until a disposition is recorded.
    Disposition,
    /// Work until a time-out, or until a disposition is recorded.
    Automatic {
        /// Whole seconds.
        max_s: u32,
    },
}

/// Holds one outcome that can be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposition {
    /// Its id.
    pub id: DispositionId,
    /// Its name.
    pub name: String,
}

/// Says which page opens at the agent with a contact of a skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenPop {
    /// The address. `{contactId}`, `{masterId}`, `{ani}`, `{dnis}`, `{skillId}`, `{skillName}`,
    /// `{agentId}`, `{firstName}`, `{lastName}`, `{teamId}`, `{teamName}` and `{busNo}` stand for
    /// what they name, percent-encoded; any other text in braces stays.
    pub url: Private,
    /// How the agent hears of it.
    pub by: PopBy,
    /// Where it opens.
    pub destination: PopDestination,
    /// The tab's title.
    pub title: Option<String>,
    /// The pop-out's width in pixels.
    pub width: Option<u32>,
    /// The pop-out's height in pixels.
    pub height: Option<u32>,
    /// Whether it closes with the contact.
    pub close_on_termination: bool,
}

/// Says how an agent hears of a screen pop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PopBy {
    /// The field `ScreenPopUrl` of the contact's own event.
    ScreenPopUrl,
    /// An event `PopURL`.
    PopUrl,
    /// An event `PageOpen`.
    PageOpen,
    /// An event `RunApp` of the kind `OpenURL`.
    RunApp,
}

/// Says where a screen pop opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PopDestination {
    /// As the desktop is set.
    #[default]
    Default,
    /// Beside the contact.
    ContactPanel,
    /// A window of its own.
    Popout,
}

/// Holds one agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The agent's id.
    pub id: AgentId,
    /// What the agent logs in with.
    pub login: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The agent's team.
    pub team: TeamId,
    /// The skills whose contacts the agent takes.
    pub skills: Vec<AgentSkill>,
    /// Where the agent sits when the log-in names no station.
    pub station: Station,
    /// What the agent may do.
    pub permissions: Permissions,
    /// Whole seconds a call rings, 15 to 300.
    pub refusal_timeout_s: u32,
    /// How many contacts the agent takes, and how.
    pub settings: AgentSettings,
}

impl Agent {
    /// Says whether the agent takes contacts of a skill.
    #[must_use]
    pub fn has_skill(&self, skill: SkillId) -> bool {
        self.skills.iter().any(|assigned| assigned.skill == skill)
    }
}

/// Assigns a skill to an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSkill {
    /// The skill.
    pub skill: SkillId,
    /// How good the agent is at it; kept for proficiency routing, not used yet.
    pub proficiency: Option<u8>,
}

/// Says where an agent's phone is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// The station's id, or nothing.
    pub id: String,
    /// The phone number to dial, or `WebRTC`.
    pub phone_number: Private,
    /// The number that called parties see.
    pub caller_id: Private,
}

/// Says what an agent may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent permissions, not a state")]
pub struct Permissions {
    /// Mute (`MuteAgent`).
    pub mute: bool,
    /// Mask (`Masking`).
    pub mask: bool,
    /// Record (`RecordContact`).
    pub record: bool,
    /// Not to hang up inbound calls (`HideInboundHangup`).
    pub hide_inbound_hangup: bool,
    /// To see what the desktop and its pages say to each other; the agent API does not name it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inspect_pages: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
const fn is_false(is: &bool) -> bool {
    !*is
}

/// Says how many contacts an agent takes and how: the `MchAgentSettingsChangeEvent`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSettings {
    /// Chats at once.
    pub chat_threshold: u32,
    /// Text messages at once.
    pub sms_threshold: u32,
    /// Emails at once.
    pub email_threshold: u32,
    /// Work items at once.
    pub work_item_threshold: u32,
    /// Digital contacts at once.
    pub digital_threshold: u32,
    /// Calls at once.
    pub voice_threshold: u32,
    /// Whether a new contact takes the focus.
    pub contact_auto_focus: bool,
    /// Whether the agent may ask for one more contact.
    pub request_contact: bool,
    /// `Single` or `Multi`, and so on: how contacts are delivered.
    pub delivery_mode: String,
    /// Contacts at once, of all kinds.
    pub total_contact_count: u32,
}

impl Default for AgentSettings {
    fn default() -> Self {
        Self {
            chat_threshold: 0,
            sms_threshold: 0,
            email_threshold: 0,
            work_item_threshold: 0,
            digital_threshold: 0,
            voice_threshold: 1,
            contact_auto_focus: true,
            request_contact: false,
            delivery_mode: "Single".to_owned(),
            total_contact_count: 1,
        }
    }
}

/// What is seldom so is written only where it is so.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_no(yes: &bool) -> bool {
    !yes
}
