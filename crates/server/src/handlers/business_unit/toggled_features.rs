use axum::Json;
use cordboard_protocol::server_time::ToggledFeatures;

/// Reads which features are switched over. It says nothing about anybody, and clients ask before
/// they log in.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "/config/toggledFeatures",
    responses((status = 200, description = "The features", body = ToggledFeatures)),
)]
pub(crate) async fn toggled_features() -> Json<ToggledFeatures> {
    Json(ToggledFeatures::default())
}
