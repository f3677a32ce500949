use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    admin::Admin,
    server::{API, Answer, Server},
};

const ACCESS_KEY: &str = "/authentication/v1/token/access-key";

async fn made(admin: &Admin, agent: u64) -> (String, String) {
    let path = format!("/agents/{agent}/access-keys");
    let made = admin.ask(Method::POST, &path, r#"{"name":"Reports"}"#).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let text = |name: &str| made.body[name].as_str().unwrap().to_owned();
    (text("access_key_id"), text("access_key_secret"))
}

async fn sign_in(server: &Server, id: &str, secret: &str) -> Answer {
    let body = json!({"accessKeyId": id, "accessKeySecret": secret}).to_string();
    server.open(Method::POST, ACCESS_KEY, &body).await
}

async fn works(server: &Server, given: &Value) -> bool {
    let token = given["access_token"].as_str().unwrap();
    server.get(&format!("{API}/server-time"), token).await.status == 200
}

#[tokio::test]
async fn section_2_an_access_key_gives_tokens_in_both_ways() {
    let admin = Admin::demo().await;
    let (id, secret) = made(&admin, 2).await;
    let server = &admin.server;
    let by_password = json!({"grant_type": "password", "username": id, "password": secret});
    for (path, body) in [
        (ACCESS_KEY, json!({"accessKeyId": id, "accessKeySecret": secret})),
        (
            "/Authentication/V1/token/ACCESS-key/",
            json!({"accessKeyId": id, "accessKeySecret": secret}),
        ),
        ("/auth/token", by_password.clone()),
        ("/InContactAuthorizationServer/Token", by_password),
    ] {
        let given = server.open(Method::POST, path, &body.to_string()).await;
        assert_eq!(given.status, 200, "{path} {}", given.body);
        let has = |name: &str| given.body.get(name).is_some();
        assert!(has("access_token") && has("refresh_token") && has("expires_in"), "{path}");
        assert_eq!(has("id_token"), path != "/InContactAuthorizationServer/Token", "{path}");
        assert_eq!(
            (&given.body["agent_id"], &given.body["token_type"]),
            (&json!(2), &json!("bearer"))
        );
        assert!(works(server, &given.body).await);
        let refresh = given.body["refresh_token"].as_str().unwrap();
        let renew = json!({"grant_type": "refresh_token", "refresh_token": refresh});
        let renewed = server.open(Method::POST, "/auth/token", &renew.to_string()).await;
        assert_eq!(renewed.status, 200, "{}", renewed.body);
    }
}

#[tokio::test]
async fn a_wrong_secret_an_unknown_key_and_a_revoked_one_get_the_same_answer() {
    let admin = Admin::demo().await;
    let ((id, secret), (other, _)) = (made(&admin, 1).await, made(&admin, 2).await);
    let wrong = sign_in(&admin.server, &other, &secret).await;
    wrong.is_problem(401, "not-authenticated");
    assert_eq!(wrong.body["error"], "invalid_grant");
    let unknown = sign_in(&admin.server, "NOSUCHKEY", &secret).await;
    assert_eq!(unknown.body, wrong.body);
    let gone = admin.ask(Method::DELETE, &format!("/access-keys/{id}"), "").await;
    assert_eq!(gone.status, 204);
    assert_eq!(sign_in(&admin.server, &id, &secret).await.body, wrong.body);
    for body in ["", "{}", r#"{"accessKeyId":"x"}"#, r#"{"accessKeyId":1,"accessKeySecret":2}"#] {
        let refused = admin.server.open(Method::POST, ACCESS_KEY, body).await;
        refused.is_problem(400, "bad-value");
    }
}

#[tokio::test]
async fn section_2_a_revoked_key_ends_what_was_signed_in_with_it_and_nothing_else() {
    let admin = Admin::demo().await;
    let server = &admin.server;
    let ((id, secret), (kept, kept_secret)) = (made(&admin, 1).await, made(&admin, 1).await);
    let given = sign_in(server, &id, &secret).await.body;
    let of_other = sign_in(server, &kept, &kept_secret).await.body;
    let by_password = server.token("agent1").await;
    assert!(works(server, &given).await);
    admin.ask(Method::DELETE, &format!("/access-keys/{id}"), "").await;
    assert!(!works(server, &given).await, "its access token ended at once");
    let renew = json!({"grant_type": "refresh_token", "refresh_token": given["refresh_token"]});
    let renewed = server.open(Method::POST, "/auth/token", &renew.to_string()).await;
    assert_eq!((renewed.status, &renewed.body["error"]), (400, &json!("invalid_grant")));
    assert!(works(server, &of_other).await);
    assert_eq!(server.get(&format!("{API}/server-time"), &by_password).await.status, 200);
}

#[tokio::test]
async fn section_2_keys_and_revocations_survive_a_crash_and_the_secret_is_nowhere() {
    let mut admin = Admin::demo().await;
    let ((id, secret), (gone, gone_secret)) = (made(&admin, 1).await, made(&admin, 1).await);
    let given = sign_in(&admin.server, &gone, &gone_secret).await.body;
    admin.ask(Method::DELETE, &format!("/access-keys/{gone}"), "").await;
    let ended = admin.server.ended_by("-KILL");
    assert!(!ended.log.contains(&secret) && !ended.log.contains(&id), "{}", ended.log);
    for file in std::fs::read_dir(ended.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let holds = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!holds, "the secret stands in the data folder");
    }
    admin.server = ended.start();
    assert_eq!(sign_in(&admin.server, &id, &secret).await.status, 200);
    sign_in(&admin.server, &gone, &gone_secret).await.is_problem(401, "not-authenticated");
    assert!(!works(&admin.server, &given).await, "what ended before the crash stays so");
    // Another password ends nothing of a key; the agent's end ends all.
    let set = json!({"password": "another password"});
    assert_eq!(admin.put("/agents/1/password", &set).await.status, 204);
    let given = sign_in(&admin.server, &id, &secret).await;
    assert_eq!(given.status, 200, "{}", given.body);
    assert_eq!(admin.ask(Method::DELETE, "/agents/1", "").await.status, 204);
    sign_in(&admin.server, &id, &secret).await.is_problem(401, "not-authenticated");
    assert_eq!(admin.get("/access-keys").await, json!([]));
}

#[tokio::test]
async fn secrets_are_not_tried_without_end() {
    let admin = Admin::demo().await;
    let (id, secret) = made(&admin, 1).await;
    for number in 0..10 {
        let wrong = if number % 2 == 0 {
            sign_in(&admin.server, &id, "wrong").await
        } else {
            let body = json!({"grant_type": "password", "username": id, "password": "wrong"});
            admin.server.open(Method::POST, "/auth/token", &body.to_string()).await
        };
        assert!(matches!(wrong.status, 400 | 401), "{}", wrong.body);
    }
    let refused = sign_in(&admin.server, &id, &secret).await;
    refused.is_problem(429, "too-many-attempts");
    assert!(refused.headers.contains_key("retry-after"));
    admin.server.token("agent1").await;
}
