//! The server's process: started, killed, started again on the same port and folder.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
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
}

impl Process {
    /// Makes the folder and starts the server on it.
    pub(crate) fn start(name: &str, config: &str, variables: &[(&str, &str)]) -> Self {
        let folder = scratch(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(&folder).unwrap();
        // The server takes no folder that others can read.
        std::fs::DirBuilder::new().mode(0o700).create(folder.join("data")).unwrap();
        std::fs::write(folder.join("cordboard.toml"), config).unwrap();
        let mut process = Self {
            folder,
            variables: variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            child: None,
            address: "127.0.0.1:0".to_owned(),
            url: String::new(),
            starts: 0,
        };
        process.start_again();
        process
    }

    /// Starts it where it was before.
    pub(crate) fn start_again(&mut self) {
        assert!(self.child.is_none(), "it runs already");
        self.starts += 1;
        let log = File::create(self.folder.join(format!("log{}.txt", self.starts))).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_cordboard"))
            .args(["serve", "--log", "info", "--listen", &self.address])
            .arg("--config")
            .arg(self.folder.join("cordboard.toml"))
            .arg("--data")
            .arg(self.data())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(url) = line.strip_prefix("ready ").map(str::trim_end) else {
            let status = child.wait().unwrap();
            panic!("the server did not start ({status}):\n{}", self.log());
        };
        url.clone_into(&mut self.url);
        let port = url.rsplit(':').next().unwrap();
        self.address = format!("127.0.0.1:{port}");
        self.child = Some(child);
    }

    /// Ends it at once, as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        let ended = child.try_wait().unwrap();
        assert_eq!(ended, None, "the server has ended by itself:\n{}", self.log());
        child.kill().unwrap();
        child.wait().unwrap();
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the server has logged since its last start.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join(format!("log{}.txt", self.starts))).unwrap()
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
