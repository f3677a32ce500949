/// Says that the process lives. Whether it can work says `/readyz`.
#[utoipa::path(
    get,
    path = "/healthz",
    responses((status = 200, description = "It lives", body = String, content_type = "text/plain")),
)]
pub(crate) async fn alive() -> &'static str {
    "ok"
}
