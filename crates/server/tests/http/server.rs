//! A server of its own for a test, as a process, and how to talk to it.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicU32, Ordering},
    },
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
    args: Vec<String>,
    /// Its data folder.
    pub(crate) folder: Folder,
}

/// A server that has ended and can be started again: same folder, same ports.
pub(crate) struct Ended {
    args: Vec<String>,
    pub(crate) status: ExitStatus,
    /// All that it has logged.
    pub(crate) log: String,
    pub(crate) folder: Folder,
}

impl Server {
    /// Starts the demo on ports of its own.
    pub(crate) fn demo() -> Self {
        Self::start(&DEMO)
    }

    /// Starts with a configuration.
    pub(crate) fn with_config(name: &str, text: &str) -> Self {
        let path = scratch(&format!("{name}.toml"));
        std::fs::write(&path, text).unwrap();
        Self::start(&["--listen", "127.0.0.1:0", "--config", path.to_str().unwrap()])
    }

    /// Starts on a data folder of its own.
    pub(crate) fn start(args: &[&str]) -> Self {
        Self::start_in(Folder::with_key(), args)
    }

    /// Starts on a data folder.
    pub(crate) fn start_in(folder: Folder, args: &[&str]) -> Self {
        let args = args.iter().map(|&word| word.to_owned()).collect();
        Self::started(program(), folder, args)
    }

    /// Starts one whose files a test can limit in size: then writing fails, as it does on a full
    /// disk.
    pub(crate) fn start_limited(folder: Folder, args: &[&str]) -> Self {
        let mut shell = Command::new("sh");
        // The signal that comes with the failure would end the process.
        shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", PROGRAM]);
        Self::started(shell, folder, args.iter().map(|&word| word.to_owned()).collect())
    }

    /// Limits the size of its files from now on, or no longer.
    pub(crate) fn limit_files(&self, bytes: Option<u64>) {
        let limit = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let pid = self.pid().to_string();
        let args = ["--pid", &pid, &format!("--fsize={limit}:")];
        assert!(Command::new("prlimit").args(args).status().unwrap().success());
    }

    fn started(mut program: Command, folder: Folder, args: Vec<String>) -> Self {
        program.args(["serve", "--log", "debug", "--data", folder.text()]).args(&args);
        program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().unwrap();
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
        folder.lend_key();
        Self { child, log, reader: Some(reader), url, http: Client::new(), args, folder }
    }

    /// The pages' origin, as the log says it.
    pub(crate) fn pages(&self) -> String {
        self.logged("the demo pages are at ").trim_end_matches('/').to_owned()
    }

    /// Where it listens, as the log says it.
    pub(crate) fn address(&self) -> SocketAddr {
        self.logged("listening on ").parse().unwrap()
    }

    /// Waits until the log says this, and gives the rest of that line.
    pub(crate) fn logged(&self, said: &str) -> String {
        self.until_logged(said);
        let log = self.log.0.lock().unwrap();
        let (_, rest) = log.split_once(said).unwrap();
        // In a line of JSON the text ends before the line does.
        rest.split(['\n', '"']).next().unwrap_or_default().to_owned()
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
    pub(crate) fn end(self, signal: &str) -> (ExitStatus, String) {
        let ended = self.ended_by(signal);
        (ended.status, ended.log)
    }

    /// Ends it by a signal, so that it can be started again.
    pub(crate) fn ended_by(mut self, signal: &str) -> Ended {
        self.signal(signal);
        let args = self.args_of_the_same_ports();
        let status = self.child.wait().unwrap();
        self.reader.take().unwrap().join().unwrap();
        let log = self.log.0.lock().unwrap().clone();
        let folder = std::mem::take(&mut self.folder);
        Ended { args, status, log, folder }
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.pid().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the log says it.
    pub(crate) fn until_logged(&self, said: &str) {
        let log = self.log.0.lock().unwrap();
        drop(self.log.1.wait_while(log, |log| !log.contains(said)).unwrap());
    }

    /// `:0` becomes what was taken for it.
    fn args_of_the_same_ports(&self) -> Vec<String> {
        let mut args = self.args.clone();
        for index in 1..args.len() {
            if !args[index].ends_with(":0") {
                continue;
            }
            let taken = if args[index - 1] == "--pages-listen" {
                self.pages().rsplit(':').next().unwrap().to_owned()
            } else {
                self.url.rsplit(':').next().unwrap().to_owned()
            };
            args[index] = format!("127.0.0.1:{taken}");
        }
        args
    }
}

impl Ended {
    /// Starts it again, with one more argument.
    pub(crate) fn start_with(mut self, argument: &str) -> Server {
        self.args.push(argument.to_owned());
        self.start()
    }

    /// Starts it again.
    pub(crate) fn start(self) -> Server {
        Server::started(program(), self.folder, self.args)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The arguments of a demo on ports of its own.
pub(crate) const DEMO: [&str; 5] =
    ["--demo", "--listen", "127.0.0.1:0", "--pages-listen", "127.0.0.1:0"];

/// A data folder, which goes with the test.
#[derive(Debug, Default)]
pub(crate) struct Folder(PathBuf);

/// To make a key takes seconds: the first server's is lent to all the others.
const KEY: &str = "token-key.pem";

impl Folder {
    /// Names a folder that is not there.
    pub(crate) fn missing() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = scratch(&format!("data-{}-{number}", std::process::id()));
        // A test that failed leaves its folder.
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    /// Makes a folder with a key in it, as soon as there is one to lend.
    pub(crate) fn with_key() -> Self {
        let folder = Self::missing();
        std::fs::DirBuilder::new().mode(0o700).create(&folder.0).unwrap();
        // The copy has the permissions of the original.
        let _ = std::fs::copy(scratch(KEY), folder.0.join(KEY));
        folder
    }

    fn lend_key(&self) {
        if !scratch(KEY).exists() {
            let draft = scratch(&format!("{KEY}.{}", std::process::id()));
            std::fs::copy(self.0.join(KEY), &draft).unwrap();
            std::fs::rename(&draft, scratch(KEY)).unwrap();
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn text(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.0.as_os_str().is_empty() && !std::thread::panicking() {
            // It may never have been made.
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_cordboard");

fn program() -> Command {
    Command::new(PROGRAM)
}

/// The program, with its output for the test to read.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = program();
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
