//! Sections 3, 5 and 6: what a later version brings is answered with 501, in words.

use reqwest::Method;

use crate::{
    agent::Agent,
    server::{API, Server, answer},
};

/// Each command of the contract that comes later, and what its answer says.
const LATER: [(&str, &str); 30] = [
    ("add-contact", "chats, emails and work items come in a later version"),
    ("dialer-login", "the dialer comes in a later version"),
    ("dialer-logout", "the dialer comes in a later version"),
    ("interactions/add-chat", "chats come in a later version"),
    ("interactions/10001/activate-chat", "chats come in a later version"),
    ("interactions/10001/send-chat-text", "chats come in a later version"),
    ("interactions/10001/typing", "chats come in a later version"),
    ("interactions/10001/transfer-chat-to-agent", "chats come in a later version"),
    ("interactions/10001/transfer-chat-to-skill", "chats come in a later version"),
    ("interactions/email-outbound", "emails come in a later version"),
    ("interactions/10001/email-reply", "emails come in a later version"),
    ("interactions/10001/email-forward", "emails come in a later version"),
    ("interactions/10001/email-send", "emails come in a later version"),
    ("interactions/10001/email-park", "emails come in a later version"),
    ("interactions/10001/email-unpark", "emails come in a later version"),
    ("interactions/10001/transfer-email-to-agent", "emails come in a later version"),
    ("interactions/10001/transfer-email-to-skill", "emails come in a later version"),
    ("interactions/10001/play-voicemail", "voicemails come in a later version"),
    ("interactions/10001/pause-voicemail", "voicemails come in a later version"),
    ("interactions/10001/transfer-voicemail-to-agent", "voicemails come in a later version"),
    ("interactions/10001/transfer-voicemail-to-skill", "voicemails come in a later version"),
    ("interactions/10001/transfer-work-item-to-agent", "work items come in a later version"),
    ("interactions/10001/transfer-work-item-to-skill", "work items come in a later version"),
    ("interactions/5/dial", "commitments to call back come in a later version"),
    ("interactions/5/reschedule", "commitments to call back come in a later version"),
    ("interactions/5/cancel", "commitments to call back come in a later version"),
    ("monitor", "supervision comes in a later version"),
    ("coach", "supervision comes in a later version"),
    ("barge", "supervision comes in a later version"),
    ("take-over", "supervision comes in a later version"),
];

#[tokio::test]
async fn each_command_says_what_comes_later_once_token_and_session_are_judged() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    let other = server.token("agent2").await;
    for (command, said) in LATER {
        let path = agent.path(&format!("/{command}"));
        for body in ["", "{}", r#"{"skillName":"Sales"}"#] {
            let later = server.post(&path, &agent.token, body).await;
            later.is_problem(501, "not-implemented");
            assert_eq!(later.body["title"], "Not implemented yet");
            assert_eq!(later.body["detail"], said, "{command}");
        }
        server.open(Method::POST, &path, "").await.is_problem(401, "not-authenticated");
        server.post(&path, &other, "").await.is_problem(404, "unknown-agent-session");
        let unknown = format!("{API}/agent-sessions/nonsense/{command}");
        server.post(&unknown, &agent.token, "").await.is_problem(404, "unknown-agent-session");
        server.get(&path, &agent.token).await.is_problem(405, "method-not-allowed");
    }
    server.delete(&agent.path(""), &agent.token, "").await.is_taken();
    let ended = server.post(&agent.path("/monitor"), &agent.token, "").await;
    ended.is_problem(409, "agent-session-ended");
}

#[tokio::test]
async fn commitments_are_an_empty_list_and_none_is_made() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let read = server.get(&format!("{API}/agents/1/scheduled-callbacks"), &token).await;
    assert_eq!((read.status, read.body), (200, serde_json::json!({"callbacks": []})));
    let others = server.get(&format!("{API}/agents/2/scheduled-callbacks"), &token).await;
    others.is_problem(404, "unknown-resource");
    for (method, path) in [
        (Method::POST, "scheduled-callbacks"),
        (Method::PUT, "scheduled-callbacks/5"),
        (Method::DELETE, "scheduled-callbacks/5"),
    ] {
        let request = server.request(method.clone(), &format!("{API}/{path}"));
        let later = answer(request.bearer_auth(&token).body("{}")).await;
        later.is_problem(501, "not-implemented");
        assert_eq!(later.body["detail"], "commitments to call back come in a later version");
        let open = server.open(method, &format!("{API}/{path}"), "{}").await;
        open.is_problem(401, "not-authenticated");
    }
}
