//! Our server: its configuration, its agents and their tokens, its calls and its administrator.

use std::{
    fmt::Write as _,
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    ops::Range,
    os::unix::fs::DirBuilderExt,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{EncodingKey, Header};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    answer::Answer,
    process::{Kind, Process, folder, program},
    round::{Protocol, Seen},
};

const API: &str = "/inContactAPI/services/v13.0";
const PASSWORD: &str = "correct horse battery staple";
const ADMINISTRATOR: &str = "bench";
const SKILL: u64 = 101;
/// Customers' numbers say which event it is.
const FIRST_NUMBER: u64 = 1_000_000_000;
/// At once while agents log in.
const AT_ONCE: usize = 16;

/// What is made once: a data folder, the configuration that it began with, and a token for each
/// agent.
pub(crate) struct House {
    folder: TempDir,
    tokens: Arc<Vec<String>>,
}

impl House {
    /// Lets the server make its folder, then makes the agents' tokens with the key in it: the
    /// measurement is not of ten thousand log-ins.
    pub(crate) fn build(agents: usize) -> Self {
        let house = folder();
        fs::write(house.path().join("cordboard.toml"), configuration(agents)).unwrap();
        let data = house.path().join("data");
        fs::DirBuilder::new().mode(0o700).create(&data).unwrap();
        let command = serve(&program_of(Kind::Durable), house.path(), &data);
        let process = Process::start_unmeasured(command, &data);
        make_administrator(process.address, &data);
        let token = log_in(process.address);
        let tokens = Arc::new(mint(&token, &find_key(&data), agents));
        process.end();
        Self { folder: house, tokens }
    }

    /// How ours is started on a folder, as a copy of the one that was made.
    pub(crate) fn serve(&self, kind: Kind, folder: &Path) -> Command {
        copy(&self.folder.path().join("data"), folder);
        serve(&program_of(kind), self.folder.path(), folder)
    }

    /// A token as all requests carry it.
    pub(crate) fn a_token(&self) -> &str {
        &self.tokens[0]
    }
}

/// Speaks to our server.
pub(crate) struct Ours {
    address: SocketAddr,
    tokens: Arc<Vec<String>>,
    administrator: String,
    /// Calls that ring at an agent.
    calls: Vec<u64>,
}

impl Ours {
    pub(crate) fn new(process: &Process, house: &House) -> Self {
        // In memory, nothing is left of the one in the folder.
        let administrator = administrator_token(process.address).unwrap_or_else(|| {
            make_administrator(process.address, &process.folder);
            administrator_token(process.address).unwrap()
        });
        let tokens = Arc::clone(&house.tokens);
        Self { address: process.address, tokens, administrator, calls: Vec::new() }
    }
}

impl Protocol for Ours {
    /// Agents log in, have their phones dialled and become available.
    fn enter(&mut self, sessions: Range<usize>) -> Vec<String> {
        let sessions: Vec<usize> = sessions.collect();
        let share = sessions.len().div_ceil(AT_ONCE).max(1);
        std::thread::scope(|scope| {
            let entering: Vec<_> = sessions
                .chunks(share)
                .map(|sessions| {
                    let (tokens, address) = (&self.tokens, self.address);
                    scope.spawn(move || {
                        let mut line = Line::new(address);
                        let enter = |session: &usize| line.enter(&tokens[*session]);
                        sessions.iter().map(enter).collect::<Vec<_>>()
                    })
                })
                .collect();
            entering.into_iter().flat_map(|entering| entering.join().unwrap()).collect()
        })
    }

    fn poll(&self, session: usize, cursor: &str, request: &mut Vec<u8>) {
        let token = &self.tokens[session];
        let text = format!(
            "GET {API}/agent-sessions/{cursor}/get-next-event?timeout=60 HTTP/1.1\r\n\
             host: 127.0.0.1\r\nauthorization: Bearer {token}\r\n\r\n"
        );
        request.extend_from_slice(text.as_bytes());
    }

    fn follow(&self, cursor: &mut String, answer: &Answer<'_>) {
        if let Some(next) = answer.text("sessionId") {
            next.clone_into(cursor);
        }
    }

    /// A customer calls; the floor chooses the agent.
    fn event(&self, _: usize, number: u64, _: usize) -> Vec<u8> {
        let body = format!("{{\"skillId\":{SKILL},\"ani\":\"{}\"}}", FIRST_NUMBER + number);
        request("POST", "/simulator/v1/calls", "", &body)
    }

    /// The administrator adds an unavailable code, which all agents have.
    fn burst(&self, number: u64, _: usize) -> Vec<u8> {
        let body = format!("{{\"name\":\"Reason {number}\"}}");
        let path = format!("/admin/v1/unavailable-codes/{}", 1_000 + number);
        request("PUT", &path, &self.administrator, &body)
    }

    fn poll_for_bursts(&self, _: &str, _: &mut Vec<u8>) {}

    fn published(&mut self, answer: &Answer<'_>) {
        self.calls.extend(answer.number("contactId"));
    }

    /// The customers hang up.
    fn undo(&mut self) -> Vec<Vec<u8>> {
        let hang_up = |call| request("DELETE", &format!("/simulator/v1/calls/{call}"), "", "");
        std::mem::take(&mut self.calls).into_iter().map(hang_up).collect()
    }

    fn seen(&self, body: &[u8]) -> Seen {
        let answer: Value = serde_json::from_slice(body).unwrap();
        let events = answer["events"].as_array().unwrap();
        let is = |event: &Value, kind: &str| event["Type"] == kind;
        let number = |event: &Value| {
            let is_call = is(event, "CallContactEvent") && event["Status"] == "Incoming";
            let ani: u64 = is_call.then(|| event["ANI"].as_str()?.parse().ok()).flatten()?;
            ani.checked_sub(FIRST_NUMBER)
        };
        Seen {
            events: events.iter().filter_map(number).collect(),
            bursts: events.iter().filter(|event| is(event, "UpdateUnavailableCodes")).count(),
        }
    }

    /// The number in the new id says how many events have been received: one more for each.
    fn is_gap(&self, before: &str, body: &[u8]) -> bool {
        let answer: Value = serde_json::from_slice(body).unwrap();
        let (events, next) = (&answer["events"], &answer["sessionId"]);
        let next = next.as_str().unwrap();
        received(next) - received(before) != events.as_array().unwrap().len() as u64
    }

    fn learn(&mut self, _: usize) {}
}

/// A session id's number: twenty-two letters are the key, eleven the number, the lowest first.
fn received(id: &str) -> u64 {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz12345789";
    let place = |letter| LETTERS.find(letter).unwrap() as u64;
    id[22..33].chars().rev().fold(0, |number, letter| number * 60 + place(letter))
}

fn program_of(kind: Kind) -> std::path::PathBuf {
    program(if kind == Kind::Memory { "CORDBOARD_IN_MEMORY" } else { "CORDBOARD_DURABLE" })
}

fn serve(program: &Path, house: &Path, data: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["serve", "--listen", "127.0.0.1:0", "--config"]);
    command.arg(house.join("cordboard.toml")).arg("--data").arg(data);
    // The log as it is by default, into a file.
    command.stderr(fs::File::create(data.join("log")).unwrap());
    command
}

fn configuration(agents: usize) -> String {
    let mut hashing = Command::new(program_of(Kind::Durable));
    hashing.arg("hash-password").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut hashing = hashing.spawn().unwrap();
    writeln!(hashing.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    let hash = String::from_utf8(hashing.wait_with_output().unwrap().stdout).unwrap();
    let mut text = format!(
        "[tokens]\naccess_s = 86400\n[simulator]\nenabled = true\n\
         [[team]]\nid = 1\nname = \"Team\"\n[[skill]]\nid = {SKILL}\nname = \"Skill\"\n"
    );
    for agent in 1..=agents {
        let password =
            if agent == 1 { format!("password = \"{}\"\n", hash.trim()) } else { String::new() };
        write!(
            text,
            "[[agent]]\nid = {agent}\nlogin = \"agent{agent}\"\nteam = 1\nskills = [{SKILL}]\n\
             station = \"{agent}\"\nrefusal_timeout_s = 300\n{password}"
        )
        .unwrap();
    }
    text
}

fn make_administrator(address: SocketAddr, folder: &Path) {
    let code = fs::read_to_string(folder.join("admin-init")).unwrap();
    let body = json!({"code": code.trim(), "login": ADMINISTRATOR, "password": PASSWORD});
    let made = Line::new(address).ask(&request("POST", "/admin/v1/init", "", &body.to_string()));
    assert_eq!(made.0, 201, "{}", made.1);
}

fn administrator_token(address: SocketAddr) -> Option<String> {
    let body = json!({"login": ADMINISTRATOR, "password": PASSWORD}).to_string();
    let (status, token) = Line::new(address).ask(&request("POST", "/admin/v1/token", "", &body));
    (status == 200).then(|| token["access_token"].as_str().unwrap().to_owned())
}

/// Logs the first agent in, so that a token can be seen.
fn log_in(address: SocketAddr) -> String {
    let body = json!({"grant_type": "password", "username": "agent1", "password": PASSWORD});
    let path = "/InContactAuthorizationServer/Token";
    let (status, token) = Line::new(address).ask(&request("POST", path, "", &body.to_string()));
    assert_eq!(status, 200, "{token}");
    token["access_token"].as_str().unwrap().to_owned()
}

/// Makes tokens for all agents like the one that was given to the first.
fn mint(token: &str, pem: &[u8], agents: usize) -> Vec<String> {
    let part = |place| {
        let text = token.split('.').nth(place).unwrap();
        URL_SAFE_NO_PAD.decode(text).unwrap()
    };
    let header: Header = serde_json::from_slice(&part(0)).unwrap();
    let mut claims: Value = serde_json::from_slice(&part(1)).unwrap();
    // The sign-in is the first agent's own, and a journal in memory does not know it.
    claims.as_object_mut().unwrap().remove("sid");
    let key = EncodingKey::from_rsa_pem(pem).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    assert!(claims["exp"].as_u64().unwrap() > now + 7_200, "tokens hold for too short a time");
    (1..=agents)
        .map(|agent| {
            claims["sub"] = format!("agent:{agent}").into();
            claims["icAgentId"] = agent.into();
            jsonwebtoken::encode(&header, &claims, &key).unwrap()
        })
        .collect()
}

/// Gives the key that signs; what else the server keeps beside it is none.
fn find_key(folder: &Path) -> Vec<u8> {
    const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
    const END: &str = "-----END PRIVATE KEY-----";
    let text = fs::read_to_string(folder.join("token-key.pem")).unwrap();
    let key = text.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END));
    let (body, _) = key.expect("the data folder has no key");
    format!("{BEGIN}{body}{END}\n").into_bytes()
}

fn copy(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap().path();
        if file.is_file() {
            fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
        }
    }
}

fn request(method: &str, path: &str, token: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let bearer =
        if token.is_empty() { String::new() } else { format!("authorization: Bearer {token}\r\n") };
    format!(
        "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{bearer}\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// One connection that waits for each answer.
struct Line(TcpStream);

impl Line {
    fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(stream)
    }

    fn ask(&mut self, request: &[u8]) -> (u16, Value) {
        self.0.write_all(request).unwrap();
        let mut come = Vec::new();
        let mut bytes = [0; 8 * 1024];
        loop {
            let read = self.0.read(&mut bytes).unwrap();
            assert!(read > 0, "the server has closed a connection");
            come.extend_from_slice(&bytes[..read]);
            if let Some(answer) = Answer::read(&come) {
                let body = serde_json::from_slice(answer.body).unwrap_or_default();
                return (answer.status, body);
            }
        }
    }

    /// Gives the session's first id.
    fn enter(&mut self, token: &str) -> String {
        let start = json!({"inactivityTimeout": 86_400}).to_string();
        let path = format!("{API}/agent-sessions");
        let (status, started) = self.ask(&request("POST", &path, token, &start));
        assert_eq!(status, 202, "{started}");
        let id = started["sessionId"].as_str().unwrap().to_owned();
        for (path, body) in
            [("agent-phone/dial", "{}"), ("state", r#"{"state":"Available","reason":""}"#)]
        {
            let path = format!("{API}/agent-sessions/{id}/{path}");
            let (status, answer) = self.ask(&request("POST", &path, token, body));
            assert_eq!(status, 202, "{answer}");
        }
        id
    }
}
