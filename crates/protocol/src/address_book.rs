//! Address books: whom agents look up to call.

use serde::{Deserialize, Serialize};

/// Address books, as `agents/{id}/address-books` and `address-books/{id}/entries` answer.
///
/// # Shape
/// `{"addressBooks":[{"addressBookId":1,"addressBookName":"Partners","addressBookType":"Standard","addressBookEntries":[…]}]}`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AddressBooks {
    /// Those that an administrator keeps, by id, then agents and skills.
    pub address_books: Vec<AddressBook>,
    /// How many entries there are, of which a page may be here; for the entries of one book.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub total_records: Option<u64>,
}

/// One address book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AddressBook {
    /// Names it. Those above 2,000,000,000 are computed.
    pub address_book_id: u64,
    /// What people read.
    pub address_book_name: String,
    /// `Standard` for one that an administrator keeps; `Agent`, `Skill` for those that are computed.
    pub address_book_type: String,
    /// Its entries, unless they were not asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address_book_entries: Option<Vec<AddressBookEntry>>,
}

/// The query of `agents/{id}/address-books`.
///
/// # Shape
/// `?includeEntries=false`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default)]
pub struct AddressBooksWanted {
    /// Whether the entries are to be there too; absent: yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<crate::openapi::Flag>))]
    pub include_entries: Option<serde_json::Value>,
}

/// One entry of an address book.
///
/// # Shape
/// `{"addressBookEntryId":7,"firstName":"Pia","lastName":"Doe","company":"Example","phone":"5550123","mobile":"","email":"","externalId":""}`;
/// an agent's has `agentId` and the state beside it, a skill's `skillId`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AddressBookEntry {
    /// Names it within its book.
    pub address_book_entry_id: u64,
    /// First name; a skill's name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Company.
    pub company: String,
    /// Phone number.
    pub phone: String,
    /// Number of the mobile phone.
    pub mobile: String,
    /// Email address.
    pub email: String,
    /// What another system calls it.
    pub external_id: String,
    /// The agent, in the book of agents.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub agent_id: Option<u64>,
    /// The agent's team.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub team_id: Option<u64>,
    /// The team's name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub team_name: Option<String>,
    /// The agent's state, by number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub agent_state_id: Option<u64>,
    /// The agent's state.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub agent_state_name: Option<String>,
    /// Why the agent is unavailable.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub out_state_description: Option<String>,
    /// The skill, in the book of skills.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub skill_id: Option<u64>,
    /// The skill's name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub skill_name: Option<String>,
}

impl std::fmt::Debug for AddressBookEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddressBookEntry")
            .field("address_book_entry_id", &self.address_book_entry_id)
            .finish_non_exhaustive()
    }
}
