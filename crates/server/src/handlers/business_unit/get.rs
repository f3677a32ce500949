use axum::{extract::State, response::Response};
use cordboard_protocol::business_unit::{BusinessUnit, BusinessUnits};

use crate::{
    http::{Caller, Fields},
    problem::Refused,
    state::AppState,
};

/// Reads the business unit. Its features never list 30254, which would turn clients away from
/// get-next-event.
///
/// # Errors
/// `bad-value`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "business-unit",
    params(("fields" = Option<String>, Query, description = "A comma list: only those keys")),
    responses((status = 200, description = "The business unit", body = BusinessUnits)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Caller,
    fields: Fields,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let unit = &setup.business_unit;
    let units = BusinessUnits {
        business_units: vec![BusinessUnit {
            business_unit_id: unit.number.0,
            business_unit_name: unit.name.clone(),
            features: Vec::new(),
            max_conference_parties: unit.max_conference_parties.into(),
            is_multi_contact_handling: false,
            is_unified_routing_enabled: false,
        }],
    };
    fields.answer(units, "/businessUnits")
}
