//! A vector as it is written; `vectors/http/schema.json` explains each key.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use serde_json::{Map, Value};

const VERSION: &str = "1.0";

pub(crate) struct VectorFile {
    /// From the folder of the vectors on: `rules/any_version.json`.
    pub(crate) path: String,
    pub(crate) vector: Vector,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Vector {
    schema_version: String,
    #[expect(dead_code, reason = "for people and tidy")]
    name: String,
    #[expect(dead_code, reason = "for people and tidy")]
    source: String,
    #[expect(dead_code, reason = "for people")]
    because: Option<String>,
    #[serde(default)]
    pub(crate) given: Given,
    pub(crate) steps: Vec<Step>,
}

/// The floor that the vector starts from. Every entry is the vector's own: all of them stand on one
/// floor, and no vector notices another.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Given {
    /// Sections of the configuration that are the server's own.
    #[serde(default)]
    settings: Map<String, Value>,
    #[serde(default)]
    pub(crate) agents: BTreeMap<String, AgentGiven>,
    #[serde(default)]
    pub(crate) skills: BTreeMap<String, Map<String, Value>>,
    #[serde(default)]
    pub(crate) codes: BTreeMap<String, Map<String, Value>>,
    #[serde(default)]
    pub(crate) dispositions: BTreeMap<String, Map<String, Value>>,
    #[serde(default)]
    pub(crate) panels: BTreeMap<String, Map<String, Value>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AgentGiven {
    /// How far the agent has come when the story begins.
    #[serde(default)]
    pub(crate) is: Presence,
    #[serde(default)]
    pub(crate) skills: Vec<String>,
    /// Further keys of the configuration's entry.
    #[serde(default)]
    pub(crate) entry: Map<String, Value>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Presence {
    /// Has done nothing yet.
    #[default]
    Known,
    LoggedIn,
    InSession,
    Available,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", untagged, deny_unknown_fields)]
pub(crate) enum Step {
    Request(RequestStep),
    Finish {
        finish: String,
        expect: Expect,
    },
    #[serde(rename_all = "camelCase")]
    Calls {
        customer_calls: String,
        ani: Option<String>,
        dnis: Option<String>,
        contact: String,
    },
    #[serde(rename_all = "camelCase")]
    HangsUp {
        customer_hangs_up: String,
    },
    Until {
        until: String,
        events: Vec<Value>,
        #[serde(default)]
        never: Vec<Value>,
        #[serde(default)]
        capture: BTreeMap<String, String>,
    },
    Quiet {
        quiet: String,
    },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RequestStep {
    /// Method, a blank, path and query.
    pub(crate) request: String,
    /// Whose token it carries.
    #[serde(rename = "as")]
    pub(crate) agent: Option<String>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) body: Option<Body>,
    /// It goes on while the next steps happen, until the step that finishes it.
    pub(crate) start: Option<String>,
    pub(crate) expect: Option<Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Body {
    /// To the letter.
    Text(String),
    Bytes(BytesBody),
    Pieces(Vec<Piece>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BytesBody {
    pub(crate) hex: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Piece {
    Text(String),
    Repeat(Repeat),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Repeat {
    pub(crate) repeat: String,
    pub(crate) times: usize,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Expect {
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, Value>,
    pub(crate) body: Option<Value>,
    pub(crate) text: Option<Value>,
    /// A problem in the form of all problems, with whatever `body` says besides.
    #[serde(default)]
    pub(crate) problem: bool,
    /// In the whole body.
    #[serde(default)]
    pub(crate) never_null: bool,
    /// Variables by a pointer into the body.
    #[serde(default)]
    pub(crate) capture: BTreeMap<String, String>,
}

impl Given {
    /// What decides which server it can run on.
    pub(crate) fn settings(&self) -> String {
        serde_json::to_string(&self.settings).unwrap()
    }
}

impl Vector {
    /// Reads a vector, or says why it is none.
    pub(crate) fn parse(json: &str) -> Result<Self, String> {
        let vector: Self = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if vector.schema_version != VERSION {
            return Err(format!("unknown schemaVersion {:?}", vector.schema_version));
        }
        if vector.steps.is_empty() {
            return Err("no steps".to_owned());
        }
        for (number, step) in (1..).zip(&vector.steps) {
            let Step::Request(request) = step else { continue };
            if request.start.is_some() == request.expect.is_some() {
                return Err(format!("step {number}: `expect` or `start`, one of them"));
            }
        }
        Ok(vector)
    }
}

/// All vectors, in the order of their paths.
pub(crate) fn read_all() -> Vec<VectorFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/http");
    let mut files = Vec::new();
    for folder in fs::read_dir(&root).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder).unwrap() {
            let file = file.unwrap().path();
            let path = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let json = fs::read_to_string(&file).unwrap();
            let vector = Vector::parse(&json).unwrap_or_else(|error| panic!("{path}: {error}"));
            files.push(VectorFile { path, vector });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
