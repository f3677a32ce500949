//! Entries: read, added, replaced, changed, removed, and what agents notice of it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    agent::Agent,
    server::{API, answer},
};

use super::Admin;

/// A path, and an entry that replaces or follows what the demo has.
pub(super) fn examples() -> Vec<(&'static str, Value)> {
    vec![
        ("/teams/7", json!({"id": 7, "name": "Seven"})),
        (
            "/unavailable-codes/7",
            json!({"id": 7, "name": "Away", "after_contact": false, "timeout_s": 0, "teams": [7]}),
        ),
        ("/dispositions/7", json!({"id": 7, "name": "Done"})),
        (
            "/skills/7",
            json!({
                "id": 7, "name": "Seven", "priority": 3, "after_contact_work": "automatic",
                "after_contact_work_s": 20, "require_disposition": true, "dispositions": [7, 1],
                "refusal_timeout_s": 20,
                "screen_pop": {
                    "url": "https://a.example/?{ani}", "by": "PopURL", "destination": "Popout",
                    "title": "T", "width": 5, "height": 6, "close_on_termination": true,
                },
            }),
        ),
        (
            "/agents/7",
            json!({
                "id": 7, "login": "Seven", "first_name": "Se", "last_name": "Ven", "team": 7,
                "skills": [7, 101], "station": "s", "phone_number": "5550107",
                "permissions": ["mute", "hide-inbound-hangup"], "refusal_timeout_s": 30,
            }),
        ),
        (
            "/pages/seven",
            json!({
                "id": "seven", "kind": "panel", "place": 7, "name": "Seven", "icon": "7",
                "url": "https://a.example/", "origins": ["https://a.example"],
                "frame_origins": ["https://a.example", "https://b.example"], "teams": [7],
                "skills": [7], "grants": ["session-token"], "sandbox": ["allow-scripts"],
                "allow": "camera", "framing": "window",
            }),
        ),
        ("/address-books/7", json!({"id": 7, "name": "Seven", "teams": [7]})),
        (
            "/address-book-entries/7",
            json!({
                "id": 7, "address_book": 7, "first_name": "Se", "last_name": "Ven",
                "company": "Seven", "phone": "5550107", "mobile": "5550108",
                "email": "seven@example", "external_id": "s-7",
            }),
        ),
        (
            "/indicators/7",
            json!({
                "id": 7, "name": "Seven", "tool_tip": "T", "action_uri": "https://a.example/",
                "image_uri": "https://a.example/i.png", "agents": [7], "skills": [7],
            }),
        ),
        (
            "/messages/7",
            json!({
                "id": 7, "subject": "Seven", "text": "Text",
                "valid_until": "2030-01-31T12:00:00.000Z", "agents": [7], "teams": [7],
            }),
        ),
        ("/tags/7", json!({"id": 7, "name": "Seven", "active": false, "skills": [7]})),
        ("/administrators/seven", json!({"login": "seven", "name": "Seven"})),
    ]
}

#[tokio::test]
async fn an_entry_is_added_read_replaced_changed_and_removed() {
    let admin = Admin::demo().await;
    for (path, entry) in examples() {
        admin.ask(Method::GET, path, "").await.is_problem(404, "unknown-resource");
        admin.patch(path, &json!({"name": "x"})).await.is_problem(404, "unknown-resource");
        admin.ask(Method::DELETE, path, "").await.is_problem(404, "unknown-resource");
        let added = admin.put(path, &entry).await;
        assert_eq!((added.status, &added.body), (201, &entry), "{path}");
        let replaced = admin.put(path, &entry).await;
        assert_eq!((replaced.status, &replaced.body), (200, &entry), "{path}");
        assert_eq!(admin.get(path).await, entry);
        let list = admin.get(path.rsplit_once('/').unwrap().0).await;
        assert!(list.as_array().unwrap().contains(&entry), "{path} {list}");
        let key =
            ["first_name", "subject", "name"].into_iter().find(|key| entry.get(*key).is_some());
        let key = key.unwrap();
        let patched = admin.patch(path, &json!({key: "Patched"})).await;
        let mut expected = entry.clone();
        expected[key] = json!("Patched");
        assert_eq!((patched.status, &patched.body), (200, &expected), "{path}");
    }
    for (path, _) in examples().iter().rev() {
        assert_eq!(admin.ask(Method::DELETE, path, "").await.status, 204, "{path}");
        admin.ask(Method::GET, path, "").await.is_problem(404, "unknown-resource");
    }
}

#[tokio::test]
async fn defaults_are_those_of_the_file_and_null_goes_back_to_them() {
    let admin = Admin::demo().await;
    let agent = admin.put("/agents/7", &json!({"login": "seven", "team": 1})).await;
    assert_eq!(agent.body["refusal_timeout_s"], 45);
    let page = json!({
        "kind": "workspace", "name": "N", "url": "https://a.example/",
        "origins": ["https://a.example"], "icon": null,
    });
    let page = admin.put("/pages/new", &page).await;
    assert_eq!(page.body["place"], 50, "after those that are there");
    assert_eq!(page.body["frame_origins"], json!(["https://a.example"]));
    let moved = json!({"url": "https://b.example/", "origins": ["https://b.example"]});
    let moved = admin.patch("/pages/new", &moved).await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    assert_eq!(moved.body["frame_origins"], json!(["https://b.example"]), "they follow origins");
    let wider = json!({"frame_origins": ["https://b.example", "https://sign-in.example"]});
    admin.patch("/pages/new", &wider).await;
    let heard = json!({"origins": ["https://b.example", "https://c.example"]});
    let heard = admin.patch("/pages/new", &heard).await;
    assert_eq!(heard.body["frame_origins"], wider["frame_origins"], "what was said stays");
    let changed = admin.patch("/agents/7", &json!({"refusal_timeout_s": 60})).await;
    assert_eq!(changed.body["refusal_timeout_s"], 60);
    let back = admin.patch("/agents/7", &json!({"refusal_timeout_s": null})).await;
    assert_eq!(back.body["refusal_timeout_s"], 45);
    let pop = admin.patch("/skills/102", &json!({"screen_pop": {"title": "T"}})).await;
    assert_eq!(pop.body["screen_pop"]["title"], "T");
    assert_eq!(pop.body["screen_pop"]["width"], 480, "a table is merged");
    let none = admin.patch("/skills/102", &json!({"screen_pop": null})).await;
    assert!(none.body.get("screen_pop").is_none());
    let unit = admin.patch("/business-unit", &json!({"name": "Other"})).await;
    let expected = json!({"number": 1, "name": "Other", "max_conference_parties": 3});
    assert_eq!((unit.status, &unit.body), (200, &expected));
    assert_eq!(admin.put("/business-unit", &json!({"name": "Put"})).await.status, 200);
    assert_eq!(admin.get("/business-unit").await["name"], "Put");
    admin.ask(Method::DELETE, "/business-unit", "").await.is_problem(405, "method-not-allowed");
}

#[tokio::test]
async fn what_is_wrong_is_said_with_its_key_and_has_no_effect() {
    let admin = Admin::demo().await;
    let before = admin.get("/export").await;
    for (method, path, body, status, said) in [
        ("PUT", "/teams/7", r#"{"nam":"x"}"#, 400, "did you mean `name`?"),
        ("PUT", "/teams/7", r#"{"id":8,"name":"x"}"#, 400, "the address names team 7"),
        ("PUT", "/teams/7", r#"{"id":"7","name":"x"}"#, 400, "the address names team 7"),
        ("PUT", "/teams/7", "{}", 400, "missing field `name`"),
        ("PUT", "/teams/7", r#"{"name":" "}"#, 400, "team 7 has no name"),
        ("PUT", "/teams/7", r#"{"name":"a","name":"b"}"#, 400, "twice"),
        ("PUT", "/teams/7", "[]", 400, "JSON object"),
        ("PUT", "/teams/7", "name=x", 400, "JSON object"),
        ("PUT", "/teams/7", "", 400, "JSON object"),
        ("PATCH", "/agents/1", r#"{"team":9}"#, 400, "unknown team 9"),
        ("PATCH", "/agents/1", r#"{"team":18446744073709551615}"#, 400, ""),
        ("PATCH", "/agents/1", r#"{"login":"AGENT2"}"#, 400, "the login of another agent"),
        ("PATCH", "/agents/1", r#"{"login":null}"#, 200, ""),
        ("PATCH", "/agents/1", r#"{"refusal_timeout_s":5}"#, 400, "`refusal_timeout_s`: 5 is not"),
        ("PATCH", "/agents/1", r#"{"permissions":["mask","fly"]}"#, 400, "`permissions`: "),
        ("PATCH", "/agents/1", r#"{"password":"demo"}"#, 400, "`password`: not an argon2 hash"),
        ("PATCH", "/skills/102", r#"{"screen_pop":{"by":"Pigeon"}}"#, 400, "Pigeon"),
        ("PATCH", "/skills/102", r#"{"after_contact_work":"none"}"#, 400, "time limit"),
        ("PATCH", "/pages/crm", r#"{"origins":[]}"#, 400, "names no origin"),
        ("PATCH", "/pages/crm", r#"{"kind":"window"}"#, 400, "\"panel\" or \"workspace\""),
        ("PATCH", "/pages/knowledge", r#"{"skills":[101]}"#, 400, "always open"),
        ("DELETE", "/teams/1", "", 409, "is that of agent 1"),
        ("DELETE", "/skills/101", "", 409, "agent 1 has skill 101"),
        ("DELETE", "/dispositions/1", "", 409, "one of skill 101"),
        ("DELETE", "/address-books/1", "", 409, "address book 1 has entry 1"),
        ("PUT", "/address-book-entries/7", r#"{"address_book":1}"#, 400, "neither a name nor"),
        ("PUT", "/address-book-entries/7", r#"{"address_book":9,"company":"x"}"#, 400, "book 9"),
        ("PUT", "/address-books/2000000001", r#"{"name":"x"}"#, 400, "above 2000000000"),
        (
            "PUT",
            "/indicators/7",
            r#"{"name":"x","action_uri":"javascript:1"}"#,
            400,
            "`action_uri`",
        ),
        ("PUT", "/messages/7", r#"{"subject":"x","valid_until":"soon"}"#, 400, "`valid_until`"),
        ("PUT", "/messages/7", r#"{"subject":"x"}"#, 400, "missing field `valid_until`"),
        ("PUT", "/tags/7", r#"{"name":"x","skills":[9]}"#, 400, "unknown skill 9"),
        ("GET", "/teams/x", "", 404, ""),
        ("GET", "/teams/", "", 404, ""),
        ("PUT", "/agents/1/password", r#"{"password":"short"}"#, 400, "at least 8 characters"),
        ("PUT", "/agents/1/password", r#"{"pass":"long enough"}"#, 400, "unknown field"),
        ("PUT", "/agents/99/password", r#"{"password":"long enough"}"#, 404, ""),
        ("PUT", "/teams/1/password", r#"{"password":"long enough"}"#, 404, ""),
        ("DELETE", "/agents/1/agent-session", "", 404, ""),
        ("DELETE", "/teams/1/agent-session", "", 404, ""),
        ("POST", "/teams", "{}", 405, ""),
    ] {
        // The login has no default, but the address of an agent is the id: it is missing.
        let status = if body.contains("\"login\":null") { 400 } else { status };
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let refused = admin.ask(method, path, body).await;
        assert_eq!(refused.status, status, "{path} {body} {}", refused.body);
        assert_eq!(refused.headers["content-type"], "application/problem+json");
        let detail = refused.body["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(said), "{path} {body}: {detail}");
    }
    let large = json!({"name": "x".repeat(70_000)});
    admin.put("/teams/7", &large).await.is_problem(413, "body-too-large");
    assert_eq!(admin.get("/export").await, before);
}

#[tokio::test]
async fn if_match_refuses_what_was_read_too_early() {
    let admin = Admin::demo().await;
    let read = admin.ask(Method::GET, "/teams/1", "").await;
    let etag = read.headers["etag"].to_str().unwrap().to_owned();
    let patch = async |etag: &str, name: &str| {
        let request = admin.server.request(Method::PATCH, "/admin/v1/teams/1");
        let body = json!({"name": name}).to_string();
        answer(request.bearer_auth(&admin.token).header("if-match", etag).body(body)).await
    };
    let first = patch(&etag, "One").await;
    assert_eq!(first.status, 200);
    assert_ne!(first.headers["etag"], *etag);
    patch(&etag, "Two").await.is_problem(409, "changed-meanwhile");
    patch("\"x\"", "Two").await.is_problem(400, "bad-value");
    assert_eq!(patch("*", "Two").await.status, 200);
}

#[tokio::test]
async fn patches_at_once_all_count() {
    let admin = Admin::demo().await;
    let names = ["first_name", "last_name", "station", "phone_number"];
    let patches = names.map(|key| json!({key: "both"}));
    let [a, b, c, d] = &patches;
    let (a, b, c, d) = tokio::join!(
        admin.patch("/agents/1", a),
        admin.patch("/agents/1", b),
        admin.patch("/agents/1", c),
        admin.patch("/agents/1", d),
    );
    assert_eq!([a.status, b.status, c.status, d.status], [200; 4]);
    let agent = admin.get("/agents/1").await;
    for name in names {
        assert_eq!(agent[name], "both");
    }
}

#[tokio::test]
async fn agents_notice_at_once() {
    let admin = Admin::demo().await;
    let server = &admin.server;
    // A new agent can log in once there is a password.
    let seven = json!({"login": "seven", "team": 1, "skills": [101], "first_name": "Se"});
    admin.put("/agents/7", &seven).await;
    let log_in = r#"{"grant_type":"password","username":"seven","password":"a new password"}"#;
    let token = "/InContactAuthorizationServer/Token";
    server.open(Method::POST, token, log_in).await.is_problem(401, "not-authenticated");
    let set = json!({"password": "a new password"});
    assert_eq!(admin.put("/agents/7/password", &set).await.status, 204);
    assert_eq!(server.open(Method::POST, token, log_in).await.status, 200);

    // Changed permissions are told.
    let mut agent = Agent::start(server, "agent1").await;
    agent.events().await;
    admin.patch("/agents/1", &json!({"permissions": ["mask"]})).await;
    agent.until(|event| event["Type"] == "UpdatePermissions").await;
    let path = format!("{API}/permissions?agentId=1");
    let may = server.get(&path, &agent.token).await.body.to_string();
    assert!(may.contains("MuteAgent"), "{may}");
    // The agent session is listed, and ended from here.
    let sessions = admin.get("/agent-sessions").await;
    assert_eq!(sessions[0]["agent"], 1);
    assert_eq!(sessions[0]["login"], "agent1");
    assert_eq!(sessions[0]["state"], "Unavailable");
    assert_eq!(admin.ask(Method::DELETE, "/agents/1/agent-session", "").await.status, 204);
    assert_eq!(admin.get("/agent-sessions").await, json!([]));

    // An agent that is removed is logged out.
    let gone = Agent::start(server, "agent2").await;
    assert_eq!(admin.ask(Method::DELETE, "/agents/2", "").await.status, 204);
    let read = server.get(&format!("{API}/agents/2"), &gone.token).await;
    read.is_problem(401, "not-authenticated");
    assert_eq!(admin.get("/agent-sessions").await, json!([]));

    // A new page's origin may script at once, and is in the content security policy.
    let preflight = async || {
        let request = server.request(Method::OPTIONS, &format!("{API}/agent-sessions"));
        let request = request.header("origin", "https://new.example");
        answer(request.header("access-control-request-method", "POST")).await
    };
    assert!(!preflight().await.headers.contains_key("access-control-allow-origin"));
    let page = json!({
        "kind": "panel", "name": "New", "url": "https://new.example/",
        "origins": ["https://new.example"],
    });
    assert_eq!(admin.put("/pages/new", &page).await.status, 201);
    let allowed = preflight().await.headers["access-control-allow-origin"].clone();
    assert_eq!(allowed, "https://new.example");
    let desktop = server.open(Method::GET, "/", "").await;
    let policy = desktop.headers["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("https://new.example"), "{policy}");
}

#[tokio::test]
async fn changes_outlive_a_restart() {
    let text = "[[team]]\nid = 1\nname = 'A'\n";
    let mut admin = Admin::with_config("admin-restart", text).await;
    admin.put("/agents/7", &json!({"login": "seven", "team": 1})).await;
    admin.patch("/teams/1", &json!({"name": "B"})).await;
    let before = admin.get("/export").await;
    let Admin { server, token } = admin;
    let server = tokio::task::spawn_blocking(|| server.ended_by("-KILL").start()).await.unwrap();
    admin = Admin { server, token };
    assert_eq!(admin.get("/export").await, before);
    let differs = "says otherwise than the floor, whose configuration holds";
    let said = admin.server.logged(differs);
    assert!(said.ends_with(": team 1: name; agent 7 is not in the file"), "{said}");
}
