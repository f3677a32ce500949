/// Says that the process lives: `GET /healthz`. Whether it can work says `/readyz`.
pub(crate) async fn alive() -> &'static str {
    "ok"
}
