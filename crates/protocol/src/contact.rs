//! Contacts as reads have them.

use serde::{Deserialize, Serialize};

use crate::{event_value::optional_number_or_text, events::CallStatus};

/// The contacts that an agent has now.
///
/// # Shape
/// `{"resultSet":{"activeContacts":[{"contactId":10001,"skillId":101,"state":"Active",…}]}}`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ActiveContacts {
    /// What was found.
    pub result_set: ActiveContactSet,
}

/// What `contacts/active` found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ActiveContactSet {
    /// In the order of their appearance.
    pub active_contacts: Vec<ActiveContact>,
}

/// A contact that an agent has now.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ActiveContact {
    /// Names it.
    pub contact_id: u64,
    /// The first contact of the interaction.
    pub master_contact_id: u64,
    /// The contact that it came from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub parent_contact_id: Option<u64>,
    /// Whom it is with.
    pub agent_id: u64,
    /// The agent's team.
    pub team_id: u64,
    /// What it is served under.
    pub skill_id: u64,
    /// The skill's name.
    pub skill_name: String,
    /// `4`: phone.
    pub media_type_id: u64,
    /// The status, as in the contact's event.
    pub state: CallStatus,
    /// Who calls.
    pub from_address: String,
    /// What was called.
    pub to_address: String,
    /// Whether the agent called.
    pub is_outbound: bool,
    /// Whether the agent is recording.
    pub is_logged: bool,
    /// When it came, UTC.
    pub contact_start: String,
    /// Since when it has this status, UTC.
    pub last_state_change: String,
}

impl std::fmt::Debug for ActiveContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActiveContact")
            .field("contact_id", &self.contact_id)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// The contacts that an agent has had.
///
/// # Shape
/// `{"completedContacts":[{"contactId":10001,…}],"totalRecords":1}`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompletedContacts {
    /// The newest first, unless another order was asked for.
    pub completed_contacts: Vec<CompletedContact>,
    /// How many there are on all pages together.
    pub total_records: u64,
}

/// A contact that is over.
///
/// # Units
/// Whole seconds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompletedContact {
    /// Names it.
    pub contact_id: u64,
    /// The first contact of the interaction.
    pub master_contact_id: u64,
    /// The contact that it came from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub parent_contact_id: Option<u64>,
    /// Whom it was with.
    pub agent_id: u64,
    /// The agent's first name.
    pub first_name: String,
    /// The agent's last name.
    pub last_name: String,
    /// The agent's team.
    pub team_id: u64,
    /// The team's name.
    pub team_name: String,
    /// What it was served under.
    pub skill_id: u64,
    /// The skill's name.
    pub skill_name: String,
    /// `4`: phone.
    pub media_type_id: u64,
    /// Who called.
    pub from_addr: String,
    /// What was called.
    pub to_addr: String,
    /// Whether the agent called.
    pub is_outbound: bool,
    /// Whether nobody had answered when it ended.
    pub abandoned: bool,
    /// Whether the agent recorded.
    pub is_logged: bool,
    /// When it came, UTC.
    pub contact_start: String,
    /// When it was over for good, UTC.
    pub last_update_time: String,
    /// From its arrival until it was answered or over.
    pub in_queue_seconds: u64,
    /// From the answer to the end of the call.
    pub agent_seconds: u64,
    /// How often it was on hold.
    pub hold_count: u64,
    /// For how long it was on hold.
    pub hold_seconds: u64,
    /// How long the work after it took.
    pub acw_seconds: u64,
    /// From its arrival until it was over for good.
    pub total_duration_seconds: u64,
    /// The outcome.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub primary_disposition_id: Option<u64>,
    /// The second outcome.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub secondary_disposition_id: Option<u64>,
    /// The agent's notes, or empty.
    pub disposition_notes: String,
}

impl std::fmt::Debug for CompletedContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CompletedContact")
            .field("contact_id", &self.contact_id)
            .finish_non_exhaustive()
    }
}

/// The query of `contacts/completed`, besides the parameters of lists.
///
/// # Shape
/// `?startDate=2030-01-01&endDate=2030-02-01&skillId=101`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default)]
pub struct CompletedContactsWanted {
    /// Those that came then or later; an instant, ISO 8601.
    pub start_date: Option<String>,
    /// Those that came before; an instant, ISO 8601.
    pub end_date: Option<String>,
    /// Those of this skill.
    #[serde(deserialize_with = "optional_number_or_text")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<crate::openapi::NumberOrText>))]
    pub skill_id: Option<u64>,
    /// The agent; absent: the token's own, and no other is there.
    #[serde(deserialize_with = "optional_number_or_text")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<crate::openapi::NumberOrText>))]
    pub agent_id: Option<u64>,
}
