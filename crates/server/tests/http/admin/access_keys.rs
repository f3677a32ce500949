//! Access keys, sign-ins and the token key, as administrators handle them.

use cordboard_acd::{Actor, BusinessUnitId, fact::Happened};
use cordboard_journal::{Journal, Position, SqliteJournal};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    agent::is_instant,
    log_in_page::{CLIENT, code, exchange},
    server::{API, Server},
};

use super::Admin;

async fn time(server: &Server, token: &str) -> u16 {
    server.get(&format!("{API}/server-time"), token).await.status
}

#[tokio::test]
async fn keys_are_listed_without_their_secrets() {
    let admin = Admin::demo().await;
    let made = admin.ask(Method::POST, "/agents/2/access-keys", r#"{"name":"Reports"}"#).await;
    let (id, secret) = (&made.body["access_key_id"], &made.body["access_key_secret"]);
    admin.ask(Method::POST, "/agents/1/access-keys", "{}").await;
    let listed = admin.get("/access-keys?agent=2").await;
    let [key] = &listed.as_array().unwrap()[..] else { panic!("{listed}") };
    assert_eq!((&key["id"], &key["agent"], &key["name"]), (id, &json!(2), &json!("Reports")));
    assert!(is_instant(key["made_at"].as_str().unwrap()) && key.get("used_at").is_none(), "{key}");
    let body = json!({"accessKeyId": id, "accessKeySecret": secret}).to_string();
    let path = "/authentication/v1/token/access-key";
    assert_eq!(admin.server.open(Method::POST, path, &body).await.status, 200);
    let all = admin.get("/access-keys").await;
    assert_eq!(all.as_array().unwrap().len(), 2);
    let used = admin.get("/access-keys?agent=2").await;
    assert!(is_instant(used[0]["used_at"].as_str().unwrap()), "{used}");
    let exported = admin.get("/export").await;
    assert!(!exported.to_string().contains(id.as_str().unwrap()));
    for (path, body, status) in [
        ("/agents/99/access-keys", "{}", 404),
        ("/teams/1/access-keys", "{}", 404),
        ("/agents/1/access-keys", r#"{"nam":"x"}"#, 400),
    ] {
        assert_eq!(admin.ask(Method::POST, path, body).await.status, status, "{path}");
    }
    let unknown = admin.ask(Method::DELETE, "/access-keys/none", "").await;
    unknown.is_problem(404, "unknown-resource");
    admin.ask(Method::GET, "/access-keys?agent=x", "").await.is_problem(400, "bad-value");
    for _ in 0..15 {
        assert_eq!(admin.ask(Method::POST, "/agents/1/access-keys", "{}").await.status, 201);
    }
    let one_more = admin.ask(Method::POST, "/agents/1/access-keys", "{}").await;
    one_more.is_problem(400, "bad-value");
}

#[tokio::test]
async fn sign_ins_are_listed_and_ended_one_by_one_or_all() {
    let admin = Admin::demo().await;
    let server = &admin.server;
    let by_password = server.token("agent1").await;
    let by_page = exchange(server, &code(server, "agent1").await, &[]).await.body;
    let by_page = by_page["access_token"].as_str().unwrap();
    let bens = server.token("agent2").await;
    let listed = admin.get("/sign-ins?agent=1").await;
    let of = |name: &str| -> Vec<&Value> {
        listed.as_array().unwrap().iter().map(|it| &it[name]).collect()
    };
    assert_eq!(of("by"), ["password", "log-in-page"]);
    assert_eq!(of("login"), ["agent1", "agent1"]);
    assert_eq!(listed[1]["client"], CLIENT);
    for name in ["began_at", "expires_at"] {
        assert!(is_instant(listed[0][name].as_str().unwrap()), "{listed}");
    }
    let path = format!("/sign-ins/{}", listed[0]["id"]);
    assert_eq!(admin.ask(Method::DELETE, &path, "").await.status, 204);
    assert_eq!((time(server, &by_password).await, time(server, by_page).await), (401, 200));
    admin.ask(Method::DELETE, &path, "").await.is_problem(404, "unknown-resource");
    assert_eq!(admin.ask(Method::DELETE, "/agents/1/sign-ins", "").await.status, 204);
    assert_eq!((time(server, by_page).await, time(server, &bens).await), (401, 200));
    assert_eq!(admin.get("/sign-ins?agent=1").await, json!([]));
    assert_eq!(admin.get("/sign-ins").await.as_array().unwrap().len(), 1);
    let unknown = admin.ask(Method::DELETE, "/agents/99/sign-ins", "").await;
    unknown.is_problem(404, "unknown-resource");
    admin.ask(Method::DELETE, "/teams/1/sign-ins", "").await.is_problem(404, "unknown-address");
}

#[tokio::test]
async fn section_2_a_replaced_key_is_published_and_its_tokens_hold_over_a_restart() {
    let mut admin = Admin::demo().await;
    let keys = async |server: &Server| {
        let given = server.open(Method::GET, "/auth/jwks", "").await.body;
        let keys = given["keys"].as_array().unwrap().clone();
        keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = admin.server.token("agent1").await;
    let first = keys(&admin.server).await;
    assert_eq!(admin.ask(Method::POST, "/token-key", "{}").await.status, 204);
    let both = keys(&admin.server).await;
    assert_eq!((both.len(), &both[1]), (2, &first[0]));
    let after = admin.server.token("agent1").await;
    let kid = |token: &str| jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
    assert_eq!((kid(&before), kid(&after)), (first[0].clone(), both[0].clone()));
    admin.server = admin.server.ended_by("-KILL").start();
    assert_eq!(keys(&admin.server).await, both);
    assert_eq!((time(&admin.server, &before).await, time(&admin.server, &after).await), (200, 200));

    // One that has become known goes at once, with all that it signed.
    let at_once = r#"{"at_once":true}"#;
    assert_eq!(admin.ask(Method::POST, "/token-key", at_once).await.status, 204);
    assert_eq!(keys(&admin.server).await.len(), 1);
    assert_eq!((time(&admin.server, &before).await, time(&admin.server, &after).await), (401, 401));
    admin.ask(Method::GET, "/teams", "").await.is_problem(401, "not-authenticated");
    let again = admin.server.token("agent1").await;
    assert_eq!(time(&admin.server, &again).await, 200);

    let ended = admin.server.ended_by("-TERM");
    let journal = SqliteJournal::open(ended.folder.path(), BusinessUnitId(1)).await.unwrap();
    let entries = journal.read(Position(0), usize::MAX).await.unwrap();
    let ordered = entries.into_iter().filter_map(|entry| {
        let Happened::TokenKeyOrdered { by, at_once } = entry.fact.happened else { return None };
        Some((by, at_once))
    });
    let root = Actor::Administrator("root".to_owned());
    assert_eq!(ordered.collect::<Vec<_>>(), [(root.clone(), false), (root, true)]);
    journal.close().await.unwrap();
}
