//! The server's process: started, killed, started again on the same port and folder.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    os::unix::{fs::DirBuilderExt, process::ExitStatusExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A server on a folder of its own.
pub(crate) struct Process {
    folder: PathBuf,
    /// Set for the server's process alone.
    variables: Vec<(String, String)>,
    child: Option<Child>,
    /// Where it listens; the first start chooses the port.
    address: String,
    pub(crate) url: String,
    starts: u32,
    /// The start up to which logs were asked for.
    asked: u32,
}

impl Process {
    /// Makes the folder, with the configuration.
    pub(crate) fn new(name: &str, config: &str) -> Self {
        let folder = scratch(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(&folder).unwrap();
        // The server takes no folder that others can read.
        std::fs::DirBuilder::new().mode(0o700).create(folder.join("data")).unwrap();
        std::fs::write(folder.join("cordboard.toml"), config).unwrap();
        Self {
            folder,
            variables: Vec::new(),
            child: None,
            address: "127.0.0.1:0".to_owned(),
            url: String::new(),
            starts: 0,
            asked: 0,
        }
    }

    /// Sets environment variables for the starts to come.
    pub(crate) fn set(&mut self, variables: Vec<(String, String)>) {
        self.variables = variables;
    }

    /// Starts it, where it was before if it was.
    pub(crate) fn start(&mut self) {
        if let Err(said) = self.try_start() {
            panic!("the server did not start:\n{said}");
        }
    }

    /// Starts it, or gives what it said.
    pub(crate) fn try_start(&mut self) -> Result<(), String> {
        loop {
            match self.start_once() {
                // Somebody else was given the port in between: not for long.
                Err(said) if said.contains("cannot listen on") => {}
                ended => return ended,
            }
        }
    }

    fn start_once(&mut self) -> Result<(), String> {
        self.begin_to_start();
        self.is_started()
    }

    /// Starts it, and does not wait until it is ready.
    pub(crate) fn begin_to_start(&mut self) {
        assert!(self.child.is_none(), "it runs already");
        self.starts += 1;
        let log = File::create(self.folder.join(format!("log{}.txt", self.starts))).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_cordboard"))
            .args(["serve", "--log", "info", "--listen", &self.address])
            .arg("--config")
            .arg(self.folder.join("cordboard.toml"))
            .arg("--data")
            .arg(self.data())
            .envs(self.variables.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        self.child = Some(child);
    }

    /// Waits until it is ready, or has ended: gives what it said then.
    pub(crate) fn is_started(&mut self) -> Result<(), String> {
        let child = self.child.as_mut().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(url) = line.strip_prefix("ready ").map(str::trim_end) else {
            child.wait().unwrap();
            self.child = None;
            return Err(self.log());
        };
        url.clone_into(&mut self.url);
        let port = url.rsplit(':').next().unwrap();
        self.address = format!("127.0.0.1:{port}");
        Ok(())
    }

    /// Waits until it has been killed by something else.
    pub(crate) fn is_killed(&mut self) {
        let status = self.child.take().unwrap().wait().unwrap();
        assert_eq!(status.signal(), Some(9), "{status}:\n{}", self.log());
    }

    /// Waits until `/readyz` gives the answer that is wanted, and gives its words.
    pub(crate) async fn readiness(&mut self, wanted: u16) -> String {
        loop {
            let ended = self.child.as_mut().unwrap().try_wait().unwrap();
            assert_eq!(ended, None, "the server has ended by itself:\n{}", self.log());
            if let Ok(answer) = reqwest::get(format!("{}/readyz", self.url)).await
                && answer.status() == wanted
            {
                return answer.text().await.unwrap();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until its log says so.
    pub(crate) async fn has_said(&self, words: &str) {
        while !self.log().contains(words) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends it at once, as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        let ended = child.try_wait().unwrap();
        assert_eq!(ended, None, "the server has ended by itself:\n{}", self.log());
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Ends it in order.
    pub(crate) fn end(&mut self) {
        let mut child = self.child.take().unwrap();
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let status = child.wait().unwrap();
        assert!(status.success(), "{status}:\n{}", self.log());
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the server has logged, start by start, from the last start that this was asked for on.
    pub(crate) fn new_logs(&mut self) -> Vec<String> {
        let starts = std::mem::replace(&mut self.asked, self.starts)..=self.starts;
        starts.filter(|start| *start > 0).map(|start| self.log_of(start)).collect()
    }

    /// What the server has logged, start by start.
    pub(crate) fn logs(&self) -> Vec<String> {
        (1..=self.starts).map(|start| self.log_of(start)).collect()
    }

    /// What `cordboard verify` says of the journal of a server that has ended.
    pub(crate) fn verify(&self) -> String {
        let verify = Command::new(env!("CARGO_BIN_EXE_cordboard"))
            .args(["verify", "--data"])
            .arg(self.data())
            .output()
            .unwrap();
        assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
        String::from_utf8(verify.stdout).unwrap()
    }

    /// What the server has logged since its last start.
    pub(crate) fn log(&self) -> String {
        self.log_of(self.starts)
    }

    fn log_of(&self, start: u32) -> String {
        std::fs::read_to_string(self.folder.join(format!("log{start}.txt"))).unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // It may have ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A path in the tests' own folder.
pub(crate) fn scratch(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("crash").join(name)
}
