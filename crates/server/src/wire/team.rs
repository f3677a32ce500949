//! Teams and their unavailable codes.

use cordboard_acd::setup::{self, Setup};
use cordboard_protocol::team::{Team, TeamAgent, UnavailableCode, UnavailableCodes};

/// Makes a team.
pub(crate) fn team(team: &setup::Team) -> Team {
    Team { team_id: team.id.0, team_name: team.name.clone(), is_active: true }
}

/// Makes the agents of a team, by id.
pub(crate) fn agents(team: &setup::Team, setup: &Setup) -> impl Iterator<Item = TeamAgent> {
    setup.agents.values().filter(|agent| agent.team == team.id).map(|agent| TeamAgent {
        agent_id: agent.id.0,
        first_name: agent.first_name.clone(),
        last_name: agent.last_name.clone(),
        team_id: team.id.0,
        team_name: team.name.clone(),
        is_active: true,
    })
}

/// Makes a team's unavailable codes, by id.
pub(crate) fn unavailable_codes(team: &setup::Team, setup: &Setup) -> UnavailableCodes {
    UnavailableCodes {
        unavailable_codes: setup
            .codes_of(team.id)
            .map(|code| UnavailableCode {
                out_state_id: code.id.0,
                out_state_name: code.name.clone(),
                is_acw: code.is_acw,
                is_active: true,
                agent_timeout_mins: code.timeout_s.unwrap_or_default().div_ceil(60).into(),
            })
            .collect(),
    }
}
