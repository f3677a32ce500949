//! How many requests of a connection are under way, so that an idle one can be ended.

use std::{sync::Arc, time::Duration};

use axum::{body::Body, response::Response};
use http_body_util::BodyExt;
use tokio::{sync::watch, time::timeout};

/// The requests of one connection.
#[derive(Clone, Default)]
pub(super) struct UnderWay(Arc<watch::Sender<usize>>);

/// One of them, until it is dropped.
pub(super) struct Request(Arc<watch::Sender<usize>>);

impl UnderWay {
    pub(super) fn begin(&self) -> Request {
        self.0.send_modify(|count| *count += 1);
        Request(Arc::clone(&self.0))
    }
}

impl Request {
    /// Lets the request last until its answer has been sent.
    pub(super) fn until_sent(self, response: Response) -> Response {
        hold_until_sent(self, response)
    }
}

/// Drops something once an answer has been sent, or will never be.
pub(super) fn hold_until_sent(held: impl Send + 'static, response: Response) -> Response {
    response.map(|body| {
        Body::new(body.map_frame(move |frame| {
            let _ = &held;
            frame
        }))
    })
}

impl Drop for Request {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

/// Waits until no request has been under way for so long.
pub(super) async fn idle_for(under_way: UnderWay, long: Duration) {
    let mut count = under_way.0.subscribe();
    loop {
        let _ = count.wait_for(|count| *count == 0).await;
        if timeout(long, count.changed()).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::{Instant, advance};

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    #[tokio::test(start_paused = true)]
    async fn a_request_holds_the_connection_until_its_answer_is_sent() {
        let under_way = UnderWay::default();
        let begun = Instant::now();
        let idle = tokio::spawn(idle_for(under_way.clone(), LONG));
        let request = under_way.begin();
        let response = request.until_sent(Response::new(Body::from("sent")));
        advance(LONG * 3).await;
        assert!(!idle.is_finished());
        response.into_body().collect().await.unwrap();
        idle.await.unwrap();
        assert!(begun.elapsed() >= LONG * 4, "{:?}", begun.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn without_any_request_it_is_idle_from_the_beginning() {
        let begun = Instant::now();
        idle_for(UnderWay::default(), LONG).await;
        assert!(begun.elapsed() >= LONG && begun.elapsed() < LONG * 2);
    }
}
