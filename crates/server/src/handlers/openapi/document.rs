use std::sync::Arc;

use axum::{Extension, Json, http::header, response::IntoResponse};

use crate::{http::Base, openapi::Document};

/// Says what there is to call, and what it answers, as an OpenAPI document.
///
/// The addresses are those by which it was asked for.
#[utoipa::path(
    get,
    path = "/openapi.json",
    responses((status = 200, description = "The document", body = Object)),
)]
pub(crate) async fn document(
    Extension(document): Extension<Arc<Document>>,
    Base(address): Base,
) -> impl IntoResponse {
    // It changes with the program.
    let fresh = [(header::CACHE_CONTROL, "no-cache")];
    (fresh, Json(document.at(&address)))
}
