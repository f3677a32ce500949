//! Agent sessions as they are read.

use cordboard_acd::{AgentSession, AgentState, BusinessUnitId};
use cordboard_protocol::agent_session::AgentSessionInfo;

use crate::session_id::SessionId;

use super::utc;

/// Makes the session as it is, under the id by which it was asked for.
pub(crate) fn info(
    session: &AgentSession,
    id: SessionId,
    business_unit: BusinessUnitId,
) -> AgentSessionInfo {
    let (state, reason) = match &session.state {
        AgentState::Available { .. } => ("Available", String::new()),
        AgentState::Unavailable { reason, .. } | AgentState::AfterContactWork { reason, .. } => {
            ("Unavailable", reason.clone())
        }
        AgentState::InboundContact { .. } => ("InboundContact", String::new()),
        AgentState::OutboundContact { .. } => ("OutboundContact", String::new()),
        AgentState::InboundConsult { .. } => ("InboundConsult", String::new()),
        AgentState::OutboundConsult { .. } => ("OutboundConsult", String::new()),
    };
    AgentSessionInfo {
        session_id: id.text(),
        agent_session_number: session.id.0,
        agent_id: session.agent.0,
        bus_no: business_unit.0,
        station_id: session.station.id.clone(),
        station_phone_number: session.station.phone_number.text().to_owned(),
        start_time: utc(session.started_at),
        agent_state: state.to_owned(),
        out_reason: reason,
        contact_count: session.contacts.len() as u64,
    }
}
