use axum::{Json, extract::State};
use cordboard_protocol::business_unit::{BusinessUnit, BusinessUnits};

use crate::{http::Caller, state::AppState};

/// Reads the business unit. Its features never list 30254, which would turn clients away from
/// get-next-event.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "business-unit",
    responses((status = 200, description = "The business unit", body = BusinessUnits)),
)]
pub(crate) async fn get(State(state): State<AppState>, _: Caller) -> Json<BusinessUnits> {
    let setup = state.setup();
    let unit = &setup.business_unit;
    Json(BusinessUnits {
        business_units: vec![BusinessUnit {
            business_unit_id: unit.number.0,
            business_unit_name: unit.name.clone(),
            features: Vec::new(),
            max_conference_parties: unit.max_conference_parties.into(),
            is_multi_contact_handling: false,
            is_unified_routing_enabled: false,
        }],
    })
}
