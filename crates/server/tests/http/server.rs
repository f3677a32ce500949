//! A server of its own for a test, as a process, and how to talk to it.

use std::{
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread::JoinHandle,
};

use reqwest::{Client, Method, header::HeaderMap};
use serde_json::Value;

/// The agent API as clients in the field spell it.
pub(crate) const API: &str = "/inContactAPI/services/v13.0";

pub(crate) struct Server {
    child: Child,
    log: Arc<(Mutex<String>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    pub(crate) url: String,
    http: Client,
}

impl Server {
    /// Starts the demo on ports of its own.
    pub(crate) fn demo() -> Self {
        Self::start(&["--demo", "--listen", "127.0.0.1:0", "--pages-listen", "127.0.0.1:0"])
    }

    /// Starts with a configuration.
    pub(crate) fn with_config(name: &str, text: &str) -> Self {
        let path = scratch(&format!("{name}.toml"));
        std::fs::write(&path, text).unwrap();
        Self::start(&["--listen", "127.0.0.1:0", "--config", path.to_str().unwrap()])
    }

    pub(crate) fn start(args: &[&str]) -> Self {
        // One data folder for all: the key is made once.
        let data = scratch("data");
        Self::start_without_data(&[&["--data", data.to_str().unwrap()], args].concat())
    }

    /// Starts with a data folder that the arguments name, or none.
    pub(crate) fn start_without_data(args: &[&str]) -> Self {
        let mut child = command(&["serve", "--log", "debug"]).args(args).spawn().unwrap();
        let log = Arc::new((Mutex::new(String::new()), Condvar::new()));
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let kept = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let mut log = kept.0.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
                kept.1.notify_all();
            }
        });
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        // What else would be printed is read and counts as a failure at the end.
        let more = std::thread::spawn(move || {
            let mut rest = String::new();
            stdout.read_to_string(&mut rest).unwrap();
            assert_eq!(rest, "", "`ready` is the only line on standard output");
        });
        drop(more);
        let url = line.strip_prefix("ready ").map(str::trim_end).map(str::to_owned);
        let Some(url) = url else {
            let status = child.wait().unwrap();
            panic!("the server did not start ({status}):\n{}", log.0.lock().unwrap());
        };
        Self { child, log, reader: Some(reader), url, http: Client::new() }
    }

    /// The pages' origin, as the log says it.
    pub(crate) fn pages(&self) -> String {
        let said = "the demo pages are at ";
        let log = self.log.0.lock().unwrap();
        let log = self.log.1.wait_while(log, |log| !log.contains(said)).unwrap();
        let (_, rest) = log.split_once(said).unwrap();
        rest.lines().next().unwrap().trim_end_matches('/').to_owned()
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        answer(self.request(Method::GET, path).bearer_auth(token)).await
    }

    pub(crate) async fn post(&self, path: &str, token: &str, body: &str) -> Answer {
        answer(self.request(Method::POST, path).bearer_auth(token).body(body.to_owned())).await
    }

    pub(crate) async fn delete(&self, path: &str, token: &str, body: &str) -> Answer {
        answer(self.request(Method::DELETE, path).bearer_auth(token).body(body.to_owned())).await
    }

    /// A request without a token.
    pub(crate) async fn open(&self, method: Method, path: &str, body: &str) -> Answer {
        answer(self.request(method, path).body(body.to_owned())).await
    }

    /// Gets a token.
    pub(crate) async fn token(&self, user: &str) -> String {
        let body = format!(r#"{{"grant_type":"password","username":"{user}","password":"demo"}}"#);
        let answer = self.open(Method::POST, "/InContactAuthorizationServer/Token", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body["access_token"].as_str().unwrap().to_owned()
    }

    /// Places a call and gives its contact id.
    pub(crate) async fn call(&self, skill: u64, ani: &str) -> u64 {
        let body = format!(r#"{{"skillId":"{skill}","ani":"{ani}","dnis":"5550199"}}"#);
        let answer = self.open(Method::POST, "/simulator/v1/calls", &body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body["contactId"].as_u64().unwrap()
    }

    /// Tells it to end, and gives how it ended and all of its log.
    pub(crate) fn end(mut self, signal: &str) -> (ExitStatus, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        self.reader.take().unwrap().join().unwrap();
        let log = self.log.0.lock().unwrap().clone();
        (status, log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, with its output for the test to read.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cordboard"));
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A path in the tests' own folder.
pub(crate) fn scratch(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// JSON, or the text where it is none.
    pub(crate) body: Value,
}

impl Answer {
    /// Asserts that it is this problem, in the form of all problems.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, name: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.body["type"], format!("/problems/{name}"));
        assert_eq!(self.body["status"], status);
        assert!(self.body["title"].is_string());
        assert_eq!(self.headers["content-type"], "application/problem+json");
    }

    /// Asserts that a command was taken.
    #[track_caller]
    pub(crate) fn is_taken(&self) {
        assert_eq!((self.status, &self.body), (202, &Value::String(String::new())));
    }
}

pub(crate) async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Answer { status, headers, body }
}
