use axum::Json;
use cordboard_protocol::server_time::ToggledFeatures;

/// Reads which features are switched over: `GET /config/toggledFeatures`. It says nothing about
/// anybody, and clients ask before they log in.
///
/// # Source
/// `docs/agent-api.md` section 6.
pub(crate) async fn toggled_features() -> Json<ToggledFeatures> {
    Json(ToggledFeatures::default())
}
