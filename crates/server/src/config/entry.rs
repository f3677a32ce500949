//! One entry of the floor's configuration in the form of the file: the administration reads and
//! writes the tables of `cordboard.toml`, as JSON.

use std::fmt;

use cordboard_acd::{
    AddressBookEntryId, AddressBookId, AgentId, Change, CodeId, DispositionId, IndicatorId,
    MessageId, Setup, SkillId, TagId, TeamId, credential,
    setup::{PageEntryId, PageKind},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{
    ConfigError, address_book, administrator, agent, business_unit, disposition, indicator,
    message, page, place::Place, skill, tag, team, unavailable_code,
};

/// An entry's keys and values.
pub(crate) type Object = Map<String, Value>;

/// The kinds of entries, in an order in which each names only those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// There is one.
    BusinessUnit,
    Team,
    UnavailableCode,
    Disposition,
    Skill,
    Agent,
    Page,
    AddressBook,
    AddressBookEntry,
    Indicator,
    Message,
    Tag,
    Administrator,
}

/// Names an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EntryName {
    BusinessUnit,
    Team(TeamId),
    UnavailableCode(CodeId),
    Disposition(DispositionId),
    Skill(SkillId),
    Agent(AgentId),
    Page(PageEntryId),
    AddressBook(AddressBookId),
    AddressBookEntry(AddressBookEntryId),
    Indicator(IndicatorId),
    Message(MessageId),
    Tag(TagId),
    /// In lower case.
    Administrator(String),
}

impl Kind {
    /// Those that a file holds.
    pub(crate) const OF_FILE: [Self; 12] = [
        Self::BusinessUnit,
        Self::Team,
        Self::UnavailableCode,
        Self::Disposition,
        Self::Skill,
        Self::Agent,
        Self::Page,
        Self::AddressBook,
        Self::AddressBookEntry,
        Self::Indicator,
        Self::Message,
        Self::Tag,
    ];

    /// Reads the plural that stands in a path.
    pub(crate) fn of_plural(text: &str) -> Option<Self> {
        Some(match text {
            "teams" => Self::Team,
            "unavailable-codes" => Self::UnavailableCode,
            "dispositions" => Self::Disposition,
            "skills" => Self::Skill,
            "agents" => Self::Agent,
            "pages" => Self::Page,
            "address-books" => Self::AddressBook,
            "address-book-entries" => Self::AddressBookEntry,
            "indicators" => Self::Indicator,
            "messages" => Self::Message,
            "tags" => Self::Tag,
            "administrators" => Self::Administrator,
            _ => return None,
        })
    }

    /// Reads the name of an entry; only ids of the right kind name anything.
    pub(crate) fn name(self, id: &str) -> Option<EntryName> {
        let digits = || id.bytes().all(|byte| byte.is_ascii_digit()).then(|| id.parse().ok());
        let number = || digits().flatten();
        Some(match self {
            Self::BusinessUnit => EntryName::BusinessUnit,
            Self::Team => EntryName::Team(TeamId(number()?)),
            Self::UnavailableCode => EntryName::UnavailableCode(CodeId(number()?)),
            Self::Disposition => EntryName::Disposition(DispositionId(number()?)),
            Self::Skill => EntryName::Skill(SkillId(number()?)),
            Self::Agent => EntryName::Agent(AgentId(number()?)),
            Self::Page => EntryName::Page(PageEntryId(id.to_owned())),
            Self::AddressBook => EntryName::AddressBook(AddressBookId(number()?)),
            Self::AddressBookEntry => EntryName::AddressBookEntry(AddressBookEntryId(number()?)),
            Self::Indicator => EntryName::Indicator(IndicatorId(number()?)),
            Self::Message => EntryName::Message(MessageId(number()?)),
            Self::Tag => EntryName::Tag(TagId(number()?)),
            Self::Administrator => EntryName::Administrator(id.to_lowercase()),
        })
    }
}

impl EntryName {
    /// Of which kind it is.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::BusinessUnit => Kind::BusinessUnit,
            Self::Team(_) => Kind::Team,
            Self::UnavailableCode(_) => Kind::UnavailableCode,
            Self::Disposition(_) => Kind::Disposition,
            Self::Skill(_) => Kind::Skill,
            Self::Agent(_) => Kind::Agent,
            Self::Page(_) => Kind::Page,
            Self::AddressBook(_) => Kind::AddressBook,
            Self::AddressBookEntry(_) => Kind::AddressBookEntry,
            Self::Indicator(_) => Kind::Indicator,
            Self::Message(_) => Kind::Message,
            Self::Tag(_) => Kind::Tag,
            Self::Administrator(_) => Kind::Administrator,
        }
    }

    /// The key that holds the id, and the id, for entries that have one.
    fn id(&self) -> Option<(&'static str, Value)> {
        Some(match self {
            Self::BusinessUnit => return None,
            Self::Team(id) => ("id", id.0.into()),
            Self::UnavailableCode(id) => ("id", id.0.into()),
            Self::Disposition(id) => ("id", id.0.into()),
            Self::Skill(id) => ("id", id.0.into()),
            Self::Agent(id) => ("id", id.0.into()),
            Self::Page(id) => ("id", id.0.clone().into()),
            Self::AddressBook(id) => ("id", id.0.into()),
            Self::AddressBookEntry(id) => ("id", id.0.into()),
            Self::Indicator(id) => ("id", id.0.into()),
            Self::Message(id) => ("id", id.0.into()),
            Self::Tag(id) => ("id", id.0.into()),
            Self::Administrator(login) => ("login", login.clone().into()),
        })
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BusinessUnit => f.write_str("the business unit"),
            Self::Team(id) => write!(f, "team {id}"),
            Self::UnavailableCode(id) => write!(f, "unavailable code {id}"),
            Self::Disposition(id) => write!(f, "disposition {id}"),
            Self::Skill(id) => write!(f, "skill {id}"),
            Self::Agent(id) => write!(f, "agent {id}"),
            Self::Page(id) => write!(f, "page {id}"),
            Self::AddressBook(id) => write!(f, "address book {id}"),
            Self::AddressBookEntry(id) => write!(f, "address book entry {id}"),
            Self::Indicator(id) => write!(f, "indicator {id}"),
            Self::Message(id) => write!(f, "message {id}"),
            Self::Tag(id) => write!(f, "tag {id}"),
            Self::Administrator(login) => write!(f, "administrator {login}"),
        }
    }
}

/// Names all entries of a kind, in the order to show them.
pub(crate) fn names(kind: Kind, setup: &Setup) -> Vec<EntryName> {
    match kind {
        Kind::BusinessUnit => vec![EntryName::BusinessUnit],
        Kind::Team => setup.teams.keys().copied().map(EntryName::Team).collect(),
        Kind::UnavailableCode => {
            setup.unavailable_codes.keys().copied().map(EntryName::UnavailableCode).collect()
        }
        Kind::Disposition => {
            setup.dispositions.keys().copied().map(EntryName::Disposition).collect()
        }
        Kind::Skill => setup.skills.keys().copied().map(EntryName::Skill).collect(),
        Kind::Agent => setup.agents.keys().copied().map(EntryName::Agent).collect(),
        Kind::Page => setup
            .pages_in_order()
            .into_iter()
            .map(|page| EntryName::Page(page.id.clone()))
            .collect(),
        Kind::AddressBook => {
            setup.address_books.keys().copied().map(EntryName::AddressBook).collect()
        }
        Kind::AddressBookEntry => {
            setup.address_book_entries.keys().copied().map(EntryName::AddressBookEntry).collect()
        }
        Kind::Indicator => setup.indicators.keys().copied().map(EntryName::Indicator).collect(),
        Kind::Message => setup.messages.keys().copied().map(EntryName::Message).collect(),
        Kind::Tag => setup.tags.keys().copied().map(EntryName::Tag).collect(),
        Kind::Administrator => {
            setup.administrators.keys().cloned().map(EntryName::Administrator).collect()
        }
    }
}

/// Writes an entry down, with all its keys but passwords; `None` when there is none.
pub(crate) fn written(name: &EntryName, setup: &Setup) -> Option<Object> {
    match name {
        EntryName::BusinessUnit => object(&business_unit::BusinessUnit::of(&setup.business_unit)),
        EntryName::Team(id) => object(&team::Section::of(setup.teams.get(id)?)),
        EntryName::UnavailableCode(id) => {
            object(&unavailable_code::Section::of(setup.unavailable_codes.get(id)?))
        }
        EntryName::Disposition(id) => {
            object(&disposition::Section::of(setup.dispositions.get(id)?))
        }
        EntryName::Skill(id) => object(&skill::Section::of(setup.skills.get(id)?)),
        EntryName::Agent(id) => object(&agent::Section::of(setup.agents.get(id)?)),
        EntryName::Page(id) => {
            let page = setup.pages.get(id)?;
            let mut object = object(&page::Section::of(page))?;
            object.insert(KIND.to_owned(), word(page.kind).into());
            Some(object)
        }
        EntryName::AddressBook(id) => {
            object(&address_book::Section::of(setup.address_books.get(id)?))
        }
        EntryName::AddressBookEntry(id) => {
            object(&address_book::EntrySection::of(setup.address_book_entries.get(id)?))
        }
        EntryName::Indicator(id) => object(&indicator::Section::of(setup.indicators.get(id)?)),
        EntryName::Message(id) => object(&message::Section::of(setup.messages.get(id)?)),
        EntryName::Tag(id) => object(&tag::Section::of(setup.tags.get(id)?)),
        EntryName::Administrator(login) => {
            object(&administrator::Section::of(setup.administrators.get(login)?))
        }
    }
}

/// Takes out what stands there as the default of another key, so that it follows that key when that
/// is changed (P11).
pub(crate) fn drop_defaults(entry: &mut Object) {
    if entry.get("frame_origins").is_some_and(|it| entry.get("origins") == Some(it)) {
        entry.remove("frame_origins");
    }
}

fn object(section: &impl Serialize) -> Option<Object> {
    match without_null(serde_json::to_value(section).ok()?) {
        Value::Object(object) => Some(object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}

/// Says which of the two tables of the file a page's entry stands in.
const KIND: &str = "kind";

fn word(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Panel => "panel",
        PageKind::Workspace => "workspace",
    }
}

/// Reads an entry: gives the changes that make it so.
pub(crate) fn read(
    name: &EntryName,
    mut object: Object,
    setup: &Setup,
) -> Result<Vec<Change>, ConfigError> {
    if let Some((key, id)) = name.id() {
        let said = object.entry(key).or_insert_with(|| id.clone());
        let same = match (&*said, &id) {
            (Value::String(said), Value::String(id)) => {
                said == id || key == "login" && said.to_lowercase() == *id
            }
            (said, id) => said == id,
        };
        if !same {
            return Err(ConfigError::of_entry(format!("`{key}`: the address names {name}")));
        }
    }
    Ok(match name {
        EntryName::BusinessUnit => {
            let section: business_unit::BusinessUnit = section(&text(object)?)?;
            vec![Change::BusinessUnit(section.entry())]
        }
        EntryName::Team(_) => {
            let section: team::Section = section(&text(object)?)?;
            vec![Change::Team(section.entry())]
        }
        EntryName::UnavailableCode(_) => {
            let section: unavailable_code::Section = section(&text(object)?)?;
            vec![Change::UnavailableCode(section.entry())]
        }
        EntryName::Disposition(_) => {
            let section: disposition::Section = section(&text(object)?)?;
            vec![Change::Disposition(section.entry())]
        }
        EntryName::Skill(_) => {
            let text = text(object)?;
            let section: skill::Section = section(&text)?;
            vec![Change::Skill(section.entry(&of(&text))?)]
        }
        EntryName::Agent(_) => {
            let text = text(object)?;
            let section: agent::Section = section(&text)?;
            let password = section.password().map(|(agent, hash)| Change::Password {
                of: credential::Holder::Agent(agent),
                hash,
            });
            let agent = Change::Agent(Box::new(section.entry(&of(&text))?));
            std::iter::once(agent).chain(password).collect()
        }
        EntryName::Page(_) => {
            let is_panel = match object.remove(KIND) {
                Some(Value::String(kind)) if kind == word(PageKind::Panel) => true,
                Some(Value::String(kind)) if kind == word(PageKind::Workspace) => false,
                Some(_) | None => {
                    let message = "`kind`: expected \"panel\" or \"workspace\"";
                    return Err(ConfigError::of_entry(message));
                }
            };
            let text = text(object)?;
            let page = [section::<page::Section>(&text)?];
            let (panels, workspaces) =
                if is_panel { (&page[..], &[][..]) } else { (&[][..], &page[..]) };
            let pages = page::entries(panels, workspaces, setup, &of(&text))?;
            pages.into_iter().map(Box::new).map(Change::Page).collect()
        }
        EntryName::AddressBook(_) => {
            let text = text(object)?;
            let section: address_book::Section = section(&text)?;
            vec![Change::AddressBook(section.entry(&of(&text))?)]
        }
        EntryName::AddressBookEntry(_) => {
            let section: address_book::EntrySection = section(&text(object)?)?;
            vec![Change::AddressBookEntry(Box::new(section.entry()))]
        }
        EntryName::Indicator(_) => {
            let text = text(object)?;
            let section: indicator::Section = section(&text)?;
            vec![Change::Indicator(section.entry(&of(&text))?)]
        }
        EntryName::Message(_) => {
            let text = text(object)?;
            let section: message::Section = section(&text)?;
            vec![Change::Message(section.entry(&of(&text))?)]
        }
        EntryName::Tag(_) => {
            let text = text(object)?;
            let section: tag::Section = section(&text)?;
            vec![Change::Tag(section.entry(&of(&text))?)]
        }
        EntryName::Administrator(_) => {
            let section: administrator::Section = section(&text(object)?)?;
            vec![Change::Administrator(section.entry())]
        }
    })
}

/// Gives the change that removes an entry; the business unit stays.
pub(crate) fn removal(name: &EntryName) -> Option<Change> {
    Some(match name {
        EntryName::BusinessUnit => return None,
        EntryName::Team(id) => Change::RemoveTeam(*id),
        EntryName::UnavailableCode(id) => Change::RemoveUnavailableCode(*id),
        EntryName::Disposition(id) => Change::RemoveDisposition(*id),
        EntryName::Skill(id) => Change::RemoveSkill(*id),
        EntryName::Agent(id) => Change::RemoveAgent(*id),
        EntryName::Page(id) => Change::RemovePage(id.clone()),
        EntryName::AddressBook(id) => Change::RemoveAddressBook(*id),
        EntryName::AddressBookEntry(id) => Change::RemoveAddressBookEntry(*id),
        EntryName::Indicator(id) => Change::RemoveIndicator(*id),
        EntryName::Message(id) => Change::RemoveMessage(*id),
        EntryName::Tag(id) => Change::RemoveTag(*id),
        EntryName::Administrator(login) => Change::RemoveAdministrator(login.clone()),
    })
}

/// Writes an entry as the file would, so that one parser and one judge see both.
fn text(object: Object) -> Result<String, ConfigError> {
    toml::to_string(&without_null(Value::Object(object)))
        .map_err(|error| ConfigError::of_entry(error.to_string()))
}

fn section<T: DeserializeOwned>(text: &str) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| of(text).of_toml_error(&error))
}

fn of(text: &str) -> Place<'_> {
    Place { file: "the entry", text }
}

/// What is null is not there: its default counts.
fn without_null(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, without_null(value)))
                .collect(),
        ),
        Value::Array(list) => Value::Array(list.into_iter().map(without_null).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
