//! A token that is given.

use axum::Json;
use cordboard_acd::{AgentId, SignInId};
use cordboard_protocol::{problem::ProblemType, token::TokenResponse};

use super::grants::ACCESS_TOKEN;
use crate::{
    http::Base,
    problem::Refused,
    state::AppState,
    tokens::{Holder, IdAbout},
    wire,
};

/// Whom a token is given for, and with what.
pub(super) struct Given {
    pub(super) agent: AgentId,
    pub(super) sign_in: Option<SignInId>,
    /// Empty: none.
    pub(super) refresh_token: String,
    pub(super) scope: String,
    /// Whole seconds since the Unix epoch; without it, as long as the configuration says.
    pub(super) until_s: Option<u64>,
    /// Says who has logged in.
    pub(super) id: Option<Id>,
    pub(super) is_exchange: bool,
}

/// For whom it is said, and with what.
pub(super) struct Id {
    pub(super) client: String,
    pub(super) nonce: Option<String>,
}

impl Given {
    pub(super) fn answer(
        self,
        state: &AppState,
        base: &Base,
    ) -> Result<Json<TokenResponse>, Refused> {
        let Self { agent, sign_in, refresh_token, scope, until_s, id, is_exchange } = self;
        let (setup, now) = (state.setup(), state.clock.now());
        let known = setup.agents.get(&agent).ok_or(ProblemType::NotAuthenticated)?;
        let business_unit = setup.business_unit.number.0;
        let holder = Holder { agent, team: known.team.0, business_unit, sign_in };
        let until_s = until_s.unwrap_or(now.0 / 1000 + u64::from(state.tokens.access_s()));
        let id_token = id.map(|Id { client, nonce }| {
            let identity = wire::identity(known, &setup, &state.config.discovery);
            let issuer = base.0.clone();
            state.tokens.id(IdAbout { issuer, client, nonce, sign_in, identity }, now)
        });
        Ok(Json(TokenResponse {
            access_token: state.tokens.access(holder, now, until_s)?,
            token_type: "bearer".to_owned(),
            expires_in: until_s.saturating_sub(now.0 / 1000),
            refresh_token,
            id_token: id_token.transpose()?,
            issued_token_type: is_exchange.then(|| ACCESS_TOKEN.to_owned()),
            scope,
            resource_server_base_uri: base.resource_server(),
            refresh_token_server_uri: base.refresh_token_server(),
            agent_id: agent.0,
            team_id: holder.team,
            bus_no: holder.business_unit,
        }))
    }
}
