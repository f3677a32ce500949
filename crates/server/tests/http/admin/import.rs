//! Export and import, and a file that says otherwise than the floor.

use reqwest::Method;
use serde_json::{Value, json};

use crate::server::{Server, answer};

use super::{Admin, log_in, token};

/// An argon2 hash of `demo`.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$StZJSoVFkcrccQ0ODkMNAA$5wLGLAoQcVo4ruxNCod5lgzNRDJfLurq72M4BzdRpzo";

async fn import(admin: &Admin, query: &str, file: &str) -> crate::server::Answer {
    admin.ask(Method::POST, &format!("/import{query}"), file).await
}

async fn export(admin: &Admin) -> String {
    admin.get("/export").await.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_export_goes_round() {
    let admin = Admin::demo().await;
    // Every kind, with every key.
    for (path, entry) in super::entries::examples() {
        assert_eq!(admin.put(path, &entry).await.status, 201, "{path}");
    }
    let file = export(&admin).await;
    assert!(file.starts_with("# The configuration of a floor"));
    assert!(!file.contains("argon2") && !file.contains("password ="), "{file}");
    let again = import(&admin, "?exact=true", &file).await;
    assert_eq!(again.status, 200, "{}", again.body);
    assert_eq!(again.body["differences"], json!([]), "one's own export changes nothing");

    let empty = Admin::with_config("admin-empty", "").await;
    let taken = import(&empty, "", &file).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    assert_eq!(export(&empty).await, file);

    // It is also what an empty floor can begin with.
    let seeded = Admin::with_config("admin-seeded", &file).await;
    assert_eq!(export(&seeded).await, file);
}

#[tokio::test]
async fn a_part_adds_and_replaces_and_exact_removes() {
    let admin = Admin::demo().await;
    let part = format!(
        "[[team]]\nid = 2\nname = 'Renamed'\n[[team]]\nid = 9\nname = 'New'\n\
         [[agent]]\nid = 9\nlogin = 'nine'\npassword = '{HASH}'\nteam = 9\nskills = [101]\n\
         [[workspace]]\nid = 'knowledge'\nname = 'K'\nurl = 'https://k.example/'\n\
         origins = ['https://k.example']\n"
    );
    let differences = |answer: &Value| {
        let list = answer["differences"].as_array().unwrap().clone();
        list.iter().map(|it| format!("{} {}", it["entry"], it["how"])).collect::<Vec<_>>()
    };
    let before = export(&admin).await;
    let dry = import(&admin, "?dry_run=true", &part).await;
    assert_eq!(dry.status, 200, "{}", dry.body);
    assert_eq!(
        differences(&dry.body),
        [
            r#""team 2" "changed""#,
            r#""team 9" "added""#,
            r#""agent 9" "added""#,
            r#""page knowledge" "changed""#,
        ]
    );
    let keys = &dry.body["differences"][3]["keys"];
    assert_eq!(*keys, json!(["frame_origins", "icon", "name", "origins", "url"]));
    assert_eq!(export(&admin).await, before, "a dry run changes nothing");
    let done = import(&admin, "", &part).await;
    assert_eq!(done.body["differences"], dry.body["differences"]);
    admin.server.token("nine").await;
    assert_eq!(import(&admin, "", &part).await.body["differences"], json!([]));

    // What the file names still stands in the way of nothing; what it lacks goes.
    let whole = format!("{part}[[skill]]\nid = 101\nname = 'S'\n");
    let exact = import(&admin, "?exact=true", &whole).await;
    assert_eq!(exact.status, 200, "{}", exact.body);
    assert_eq!(admin.get("/agents").await.as_array().unwrap().len(), 1);
    assert_eq!(admin.get("/skills").await.as_array().unwrap().len(), 1);
    assert_eq!(admin.get("/teams").await.as_array().unwrap().len(), 2);
    assert_eq!(admin.get("/dispositions").await, json!([]));
    assert_eq!(admin.get("/pages").await.as_array().unwrap().len(), 1);
    assert_eq!(admin.get("/business-unit").await["name"], "Demo", "the file does not say it");
    assert_eq!(admin.get("/administrators").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_is_taken_whole_or_not_at_all() {
    let admin = Admin::demo().await;
    let before = export(&admin).await;
    let team = "[[team]]\nid = 9\nname = 'New'\n";
    for (rest, said) in [
        ("[[agent]]\nid = 9\nlogin = 'agent1'\nteam = 9\n", "the login of another agent"),
        ("[[agent]]\nid = 9\nlogin = 'nine'\nteam = 8\n", "unknown team 8"),
        (
            "[[team]]\nid = 9\nname = 'Twice'\n",
            "line 5, key `team.id`: the team `9` stands here twice",
        ),
        ("[[agent]]\nid = 9\nlogn = 'nine'\n", "did you mean `login`?"),
        ("[[agent]]\nid = 9\nlogin = 'a'\nteam = 9\npassword = 'x'\n", "not an argon2 hash"),
        ("[nonsense]\n", "nonsense"),
        ("= 1", "line 4"),
    ] {
        let refused = import(&admin, "", &format!("{team}{rest}")).await;
        refused.is_problem(400, "bad-value");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{rest}: {detail}");
        assert!(!detail.contains("argon2id"), "{detail}");
    }
    // Skill 101 goes with the others, but agent 9 of the file has it.
    let named = "[[agent]]\nid = 9\nlogin = 'nine'\nteam = 9\nskills = [101]\n";
    let refused = import(&admin, "?exact=1", &format!("{team}{named}")).await;
    refused.is_problem(409, "still-used");
    import(&admin, "?wrong=1", team).await.is_problem(400, "bad-value");
    let request = admin.server.request(Method::POST, "/admin/v1/import").bearer_auth(&admin.token);
    let late = answer(request.header("if-match", "\"1\"").body(team)).await;
    late.is_problem(409, "changed-meanwhile");
    assert_eq!(export(&admin).await, before);
}

#[tokio::test]
async fn a_start_says_where_the_file_differs_and_the_floors_holds() {
    let file = format!(
        "[[team]]\nid = 1\nname = 'A'\n[[agent]]\nid = 1\nlogin = 'ada'\nteam = 1\n\
         password = '{HASH}'\nfirst_name = 'Secretary'\n"
    );
    let admin = Admin::with_config("admin-differs", &file).await;
    let set = json!({"password": "another password"});
    assert_eq!(admin.put("/agents/1/password", &set).await.status, 204);
    admin.patch("/agents/1", &json!({"first_name": "Bea", "phone_number": "5550177"})).await;
    admin.put("/teams/2", &json!({"name": "B"})).await;
    let server = admin.server;
    let server = tokio::task::spawn_blocking(|| server.ended_by("-TERM").start()).await.unwrap();
    let said = server.logged("(`cordboard import FILE` takes the file's over): ");
    assert_eq!(said, "team 2 is not in the file; agent 1: first_name, phone_number, password");
    let admin = Admin { token: token(&server, "root", super::PASSWORD).await, server };
    assert_eq!(admin.get("/agents/1").await["first_name"], "Bea");
    let taken = import(&admin, "?exact=true", &file).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    let server = admin.server;
    let ended = tokio::task::spawn_blocking(|| server.ended_by("-TERM")).await.unwrap();
    assert_eq!(ended.log.matches("says otherwise").count(), 1, "{}", ended.log);
    let again = tokio::task::spawn_blocking(|| ended.start()).await.unwrap();
    let (_, log) = tokio::task::spawn_blocking(|| again.end("-TERM")).await.unwrap();
    assert!(!log.contains("says otherwise"), "{log}");
}

#[tokio::test]
async fn a_demo_is_imported_at_each_start() {
    let admin = Admin::demo().await;
    admin.patch("/agents/1", &json!({"first_name": "Changed"})).await;
    admin.put("/teams/9", &json!({"name": "Added"})).await;
    let server = admin.server;
    let pages = server.pages();
    let ended = tokio::task::spawn_blocking(|| server.ended_by("-TERM")).await.unwrap();
    // Other ports than before.
    let server = Server::start_in(ended.folder, &crate::server::DEMO);
    let admin = Admin { token: token(&server, "root", super::PASSWORD).await, server };
    assert_ne!(admin.server.pages(), pages);
    let crm = admin.get("/pages/crm").await;
    assert_eq!(crm["origins"], json!([admin.server.pages()]));
    assert_eq!(admin.get("/agents/1").await["first_name"], "Ada");
    assert_eq!(admin.get("/teams/9").await["name"], "Added");
}

#[tokio::test]
async fn neither_password_nor_hash_nor_token_is_in_an_answer_or_in_the_log() {
    let admin = Admin::demo().await;
    let mut answers = String::new();
    let mut keep = |answer: crate::server::Answer| {
        answers.extend([answer.body.to_string(), format!("{:?}", answer.headers)]);
    };
    keep(admin.put("/agents/7", &json!({"login": "seven", "team": 1, "password": HASH})).await);
    keep(admin.patch("/agents/7", &json!({"password": format!("{HASH}!")})).await);
    keep(admin.put("/agents/7/password", &json!({"password": "s3cret-Word"})).await);
    keep(admin.put("/agents/7/password", &json!({"password": "s3cret"})).await);
    keep(admin.put("/agents/7/password", &json!({"passwort": "s3cret-Word"})).await);
    keep(log_in(&admin.server, "root", "s3cret-Word").await);
    let file = format!("[[agent]]\nid = 7\nlogin = 'seven'\nteam = 1\npassword = '{HASH}'\n");
    keep(import(&admin, "", &file).await);
    for path in ["/agents", "/agents/7", "/administrators", "/export"] {
        keep(admin.ask(Method::GET, path, "").await);
    }
    let head = admin.token[..40].to_owned();
    let server = admin.server;
    let (_, log) = tokio::task::spawn_blocking(|| server.end("-TERM")).await.unwrap();
    for secret in ["s3cret", "argon2id", "StZJSoVFkcrccQ0ODkMNAA", super::PASSWORD, &head] {
        assert!(!answers.contains(secret), "{secret} stands in an answer:\n{answers}");
        assert!(!log.contains(secret), "{secret} stands in the log:\n{log}");
    }
    assert!(log.contains("/admin/v1/{kind}/{id}"), "{log}");
    assert!(!log.contains("seven"), "{log}");
}
