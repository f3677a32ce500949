use crate::{
    agent::Agent,
    server::{API, Server},
};

#[tokio::test]
async fn e1_nothing_is_304_without_a_body() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let answer = agent.poll("0").await;
    assert_eq!((answer.status, answer.body.as_str()), (304, Some("")));
    let answer = agent.poll("1").await;
    assert_eq!(answer.status, 304);
}

#[tokio::test]
async fn e1_a_time_out_that_is_no_number_is_refused() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    for timeout in ["x", "-1", "1e3", "0x10"] {
        agent.poll(timeout).await.is_problem(400, "bad-value");
    }
    assert_eq!(agent.poll("61").await.status, 200);
}

#[tokio::test]
async fn e1_a_parked_poll_is_answered_when_something_happens() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let path = agent.path("/get-next-event");
    let waits = server.get(&path, &agent.token);
    let acts = agent.post("/state", r#"{"state":"Available"}"#);
    let (waited, acted) = tokio::join!(waits, acts);
    acted.is_taken();
    assert_eq!(waited.status, 200);
    assert_eq!(waited.body["events"][0]["CurrentState"], "Available");
}

#[tokio::test]
async fn e2_an_answer_that_was_lost_is_given_again_and_a_newer_id_goes_on() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    let first = agent.session.clone();
    let events = agent.events().await;
    let second = std::mem::replace(&mut agent.session, first);
    assert_eq!(agent.events().await, events);
    assert_eq!(agent.session, second);
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    agent.session = second;
    let events = agent.events().await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["CurrentState"], "Available");
}

#[tokio::test]
async fn e4_several_polls_are_each_answered_from_their_own_id() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    let old = agent.session.clone();
    agent.events().await;
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    let new = agent.session.clone();
    let path = |session: &str| format!("{API}/agent-sessions/{session}/get-next-event?timeout=0");
    let (old, new) = (path(&old), path(&new));
    let (old, new) = tokio::join!(server.get(&old, &agent.token), server.get(&new, &agent.token));
    assert_eq!(old.body["events"].as_array().unwrap().len(), 4);
    assert_eq!(new.body["events"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn e4_a_fifth_poll_ends_the_oldest() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let path = agent.path("/get-next-event?timeout=60");
    let poll = || server.get(&path, &agent.token);
    // The first to be answered is one of five that all wait, and it is a 304; then four are left,
    // which the next event answers.
    let (first, second, third, fourth, fifth) = (poll(), poll(), poll(), poll(), poll());
    let acts = async {
        let mut ended = Vec::new();
        let mut polls: Vec<std::pin::Pin<Box<dyn Future<Output = crate::server::Answer>>>> = vec![
            Box::pin(first),
            Box::pin(second),
            Box::pin(third),
            Box::pin(fourth),
            Box::pin(fifth),
        ];
        let answer = std::future::poll_fn(|context| {
            for index in 0..polls.len() {
                if let std::task::Poll::Ready(answer) = polls[index].as_mut().poll(context) {
                    drop(polls.remove(index));
                    return std::task::Poll::Ready(answer);
                }
            }
            std::task::Poll::Pending
        })
        .await;
        ended.push(answer.status);
        agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
        for poll in polls {
            ended.push(poll.await.status);
        }
        ended
    };
    assert_eq!(acts.await, [304, 200, 200, 200, 200]);
}

#[tokio::test]
async fn e4_a_client_that_has_gone_leaves_its_place() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let path = agent.path("/get-next-event?timeout=60");
    // Each is given up after it has reached the server, which the answers in between show.
    let session = agent.path("");
    for _ in 0..8 {
        let gives_up = tokio::select! {
            answer = server.get(&path, &agent.token) => panic!("{}", answer.status),
            answer = server.get(&session, &agent.token) => answer,
        };
        assert_eq!(gives_up.status, 200);
    }
    let (waited, acted) = tokio::join!(
        server.get(&path, &agent.token),
        agent.post("/state", r#"{"state":"Available"}"#)
    );
    acted.is_taken();
    assert_eq!(waited.status, 200);
}

#[tokio::test]
async fn e5_an_id_that_never_was_is_unknown() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    let right = agent.session.clone();
    let other = if right.starts_with('A') { "B" } else { "A" };
    for wrong in [
        "join2".to_owned(),
        "x".repeat(2000),
        right.to_lowercase(),
        format!("{other}{}", &right[1..]),
        format!("{right}A"),
        right[1..].to_owned(),
        "%00".to_owned(),
        "%FF%FE".to_owned(),
    ] {
        agent.session = wrong.clone();
        let answer = agent.poll("0").await;
        assert_eq!(answer.status, 404, "{wrong}");
        agent
            .post("/state", r#"{"state":"Available"}"#)
            .await
            .is_problem(404, "unknown-agent-session");
    }
}

#[tokio::test]
async fn e7_a_session_that_nobody_polls_ends_when_asked_to() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let body = r#"{"inactivityTimeout":1,"inactivityForceLogout":true}"#;
    let started = server.post(&format!("{API}/agent-sessions"), &token, body).await;
    let session = started.body["sessionId"].as_str().unwrap().to_owned();
    // Nobody polls: only reading shows when it is over, and reading is no poll.
    let path = format!("{API}/agent-sessions/{session}");
    let ended = loop {
        let read = server.get(&path, &token).await;
        if read.status != 200 {
            break read;
        }
    };
    ended.is_problem(409, "agent-session-ended");
    let mut agent = Agent { server: &server, token, session };
    assert_eq!(agent.events().await.last().unwrap()["Type"], "AgentSessionEnd");
}

#[tokio::test]
async fn e8_a_token_that_expires_during_a_poll_is_missed_only_by_the_next() {
    let config = include_str!("../../../src/config/demo.toml")
        .replace("address = \"{listen}\"\n", "")
        .replace("{pages}", "http://127.0.0.1:9");
    let server = Server::with_config("e8", &format!("[tokens]\naccess_s = 3\n{config}"));
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let token = server.token("agent1").await;
    let path = agent.path("/get-next-event?timeout=4");
    let parked = server.get(&path, &token).await;
    assert_eq!(parked.status, 304, "{}", parked.body);
    server.get(&path, &token).await.is_problem(401, "token-expired");
}
