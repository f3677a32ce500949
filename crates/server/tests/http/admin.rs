//! The administration.

mod access_keys;
mod cli;
mod entries;
mod import;
mod init;
mod past_contacts;
mod who;

use reqwest::Method;
use serde_json::{Value, json};

use crate::server::{Answer, Server, answer};

pub(crate) const PASSWORD: &str = "correct horse battery";

/// A server with its first administrator, `root`, and that one's token.
pub(crate) struct Admin {
    pub(crate) server: Server,
    pub(crate) token: String,
}

impl Admin {
    /// A demo with an administrator.
    pub(crate) async fn demo() -> Self {
        Self::of(Server::demo()).await
    }

    /// A server with a configuration, with an administrator.
    pub(crate) async fn with_config(name: &str, text: &str) -> Self {
        Self::of(Server::with_config(name, text)).await
    }

    async fn of(server: Server) -> Self {
        let code = std::fs::read_to_string(server.folder.path().join("admin-init")).unwrap();
        let first =
            json!({"code": code.trim(), "login": "Root", "name": "Ro Ot", "password": PASSWORD});
        let made = server.open(Method::POST, "/admin/v1/init", &first.to_string()).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let token = token(&server, "root", PASSWORD).await;
        Self { server, token }
    }

    /// Asks as the administrator.
    pub(crate) async fn ask(&self, method: Method, path: &str, body: &str) -> Answer {
        let request = self.server.request(method, &format!("/admin/v1{path}"));
        answer(request.bearer_auth(&self.token).body(body.to_owned())).await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let read = self.ask(Method::GET, path, "").await;
        assert_eq!(read.status, 200, "{path} {}", read.body);
        read.body
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.ask(Method::PUT, path, &body.to_string()).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.ask(Method::PATCH, path, &body.to_string()).await
    }
}

/// Logs an administrator in.
pub(crate) async fn log_in(server: &Server, login: &str, password: &str) -> Answer {
    let body = json!({"login": login, "password": password}).to_string();
    server.open(Method::POST, "/admin/v1/token", &body).await
}

/// Gets an administrator's token.
pub(crate) async fn token(server: &Server, login: &str, password: &str) -> String {
    let given = log_in(server, login, password).await;
    assert_eq!(given.status, 200, "{}", given.body);
    given.body["access_token"].as_str().unwrap().to_owned()
}
