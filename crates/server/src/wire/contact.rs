//! Contacts as an agent reads its own.

use cordboard_acd::{Floor, Origin, Time, setup};
use cordboard_journal::PastContact;
use cordboard_protocol::contact::{ActiveContact, CompletedContact};

use super::{agent::PHONE, event::call_status, utc};

/// Makes the contacts that an agent has, in the order of their appearance.
pub(crate) fn active_contacts(floor: &Floor, agent: &setup::Agent) -> Vec<ActiveContact> {
    let session = floor.session_of(agent.id);
    let contacts = session.into_iter().flat_map(|session| &session.contacts);
    let calls = contacts.filter_map(|contact| floor.call(floor.contact(*contact)?));
    calls
        .map(|call| ActiveContact {
            contact_id: call.contact.0,
            master_contact_id: call.master.0,
            parent_contact_id: call.parent.map(|parent| parent.0),
            agent_id: agent.id.0,
            team_id: agent.team.0,
            skill_id: call.skill.0,
            skill_name: floor.skill(call.skill).map(|it| it.name.clone()).unwrap_or_default(),
            media_type_id: PHONE,
            state: call_status(call.status),
            from_address: call.ani.text().to_owned(),
            to_address: call.dnis.text().to_owned(),
            is_outbound: !call.is_inbound,
            is_logged: call.is_logging,
            contact_start: utc(call.started_at),
            last_state_change: utc(call.changed_at),
        })
        .collect()
}

/// Makes a contact that an agent has had; nothing of one that is not over.
pub(crate) fn completed_contact(
    past: &PastContact,
    agent: &setup::Agent,
    setup: &setup::Setup,
) -> Option<CompletedContact> {
    let closed_at = past.closed_at?;
    let ended_at = past.ended_at.unwrap_or(closed_at);
    let seconds = |from: Time, until: Time| until.ms_since(from) / 1_000;
    let form = past.disposition.as_ref();
    let team = setup.teams.get(&agent.team);
    Some(CompletedContact {
        contact_id: past.contact.0,
        master_contact_id: past.master.0,
        parent_contact_id: past.parent.map(|parent| parent.0),
        agent_id: agent.id.0,
        first_name: agent.first_name.clone(),
        last_name: agent.last_name.clone(),
        team_id: agent.team.0,
        team_name: team.map(|team| team.name.clone()).unwrap_or_default(),
        skill_id: past.skill.0,
        skill_name: setup.skills.get(&past.skill).map(|it| it.name.clone()).unwrap_or_default(),
        media_type_id: PHONE,
        from_addr: past.ani.text().to_owned(),
        to_addr: past.dnis.text().to_owned(),
        is_outbound: matches!(past.origin, Origin::Outbound | Origin::Consulting),
        abandoned: past.answered_at.is_none(),
        is_logged: past.recorded,
        contact_start: utc(past.arrived_at),
        last_update_time: utc(closed_at),
        in_queue_seconds: seconds(past.arrived_at, past.answered_at.unwrap_or(ended_at)),
        agent_seconds: past.answered_at.map_or(0, |answered| seconds(answered, ended_at)),
        hold_count: past.holds.into(),
        hold_seconds: past.held_ms / 1_000,
        acw_seconds: seconds(ended_at, closed_at),
        total_duration_seconds: seconds(past.arrived_at, closed_at),
        primary_disposition_id: form.and_then(|form| form.primary).map(|it| it.0),
        secondary_disposition_id: form.and_then(|form| form.secondary).map(|it| it.0),
        disposition_notes: form.map(|form| form.notes.text().to_owned()).unwrap_or_default(),
    })
}
