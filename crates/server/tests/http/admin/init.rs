//! The first administrator.

use std::{os::unix::fs::PermissionsExt, path::PathBuf};

use reqwest::Method;
use serde_json::{Value, json};

use crate::server::Server;

use super::{Admin, PASSWORD, token};

fn code_file(server: &Server) -> PathBuf {
    server.folder.path().join("admin-init")
}

async fn init(server: &Server, body: &Value) -> crate::server::Answer {
    server.open(Method::POST, "/admin/v1/init", &body.to_string()).await
}

#[tokio::test]
async fn the_code_in_the_data_folder_makes_the_first_and_no_second() {
    let server = Server::demo();
    server.until_logged("there is no administrator yet: `cordboard admin init --login NAME");
    let file = code_file(&server);
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let code = std::fs::read_to_string(&file).unwrap().trim().to_owned();
    assert_eq!(code.len(), 32);
    let first = |code: &str, login: &str, password: &str| json!({"code": code, "login": login, "name": "A", "password": password});
    init(&server, &first("x", "root", PASSWORD)).await.is_problem(403, "not-permitted");
    init(&server, &first("", "root", PASSWORD)).await.is_problem(403, "not-permitted");
    init(&server, &first(&code, "root", "too short")).await.is_problem(400, "bad-value");
    let with_login = "my name is root, as you see";
    init(&server, &first(&code, "Root", with_login)).await.is_problem(400, "bad-value");
    init(&server, &first(&code, " ", PASSWORD)).await.is_problem(400, "bad-value");
    init(&server, &json!({"code": code})).await.is_problem(400, "bad-value");
    assert!(file.exists(), "what was refused leaves the code");
    assert_eq!(init(&server, &first(&code, "root", PASSWORD)).await.status, 201);
    assert!(!file.exists());
    let second = init(&server, &first(&code, "second", PASSWORD)).await;
    second.is_problem(409, "not-in-this-state");
    token(&server, "ROOT", PASSWORD).await;

    // Nor is there a code after a restart.
    let server = tokio::task::spawn_blocking(|| server.ended_by("-TERM").start()).await.unwrap();
    assert!(!file.exists());
    token(&server, "root", PASSWORD).await;
    let (_, log) = tokio::task::spawn_blocking(|| server.end("-TERM")).await.unwrap();
    assert!(!log.contains("there is no administrator yet"), "{log}");
    assert!(!log.contains(&code), "{log}");
}

#[tokio::test]
async fn whoever_has_lost_the_password_is_offered_another() {
    let Admin { server, token: before } = Admin::demo().await;
    let start = || server.ended_by("-TERM").start_with("--admin-init");
    let server = tokio::task::spawn_blocking(start).await.unwrap();
    let code = std::fs::read_to_string(code_file(&server)).unwrap();
    let new = "another battery and staple";
    let body = json!({"code": code.trim(), "login": "root", "password": new});
    assert_eq!(init(&server, &body).await.status, 201);
    assert!(!code_file(&server).exists());
    token(&server, "root", new).await;
    let refused = super::log_in(&server, "root", PASSWORD).await;
    refused.is_problem(401, "not-authenticated");
    let old = server.get("/admin/v1/teams", &before).await;
    old.is_problem(401, "not-authenticated");
    init(&server, &body).await.is_problem(409, "not-in-this-state");
}

#[tokio::test]
async fn two_at_once_make_one() {
    let server = Server::demo();
    let code = std::fs::read_to_string(code_file(&server)).unwrap();
    let first = |login: &str| json!({"code": code.trim(), "login": login, "password": PASSWORD});
    let (a, b) = (first("a-one"), first("b-one"));
    let (a, b) = tokio::join!(init(&server, &a), init(&server, &b));
    let mut answers = [a.status, b.status];
    answers.sort_unstable();
    assert_eq!(answers, [201, 409]);
}

#[tokio::test]
async fn a_code_is_not_tried_without_end_and_a_new_start_draws_another() {
    let server = Server::demo();
    let before = std::fs::read_to_string(code_file(&server)).unwrap();
    let body = json!({"code": "wrong", "login": "root", "password": PASSWORD});
    for _ in 0..10 {
        init(&server, &body).await.is_problem(403, "not-permitted");
    }
    let refused = init(&server, &body).await;
    refused.is_problem(429, "too-many-attempts");
    assert!(refused.headers.contains_key("retry-after"));
    let server = tokio::task::spawn_blocking(|| server.ended_by("-KILL").start()).await.unwrap();
    let after = std::fs::read_to_string(code_file(&server)).unwrap();
    assert_ne!(before, after);
    let admin = Admin::of(server).await;
    assert_eq!(admin.get("/administrators").await, json!([{"login": "root", "name": "Ro Ot"}]));
}
