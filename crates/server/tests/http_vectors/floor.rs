//! One floor for all vectors: each has a team, agents and skills of its own on it.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::{server::Server, variables::Variables, vector::Given, vector::VectorFile};

/// `demo`
const PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$StZJSoVFkcrccQ0ODkMNAA$5wLGLAoQcVo4ruxNCod5lgzNRDJfLurq72M4BzdRpzo";

/// What one vector has on the floor.
pub(crate) struct Floor {
    /// From 1.
    pub(crate) number: u32,
    /// Ids, logins and names, by the names that the vector gives them.
    pub(crate) variables: Variables,
    /// Tables of the configuration, by their names.
    tables: BTreeMap<&'static str, Vec<Value>>,
}

impl Floor {
    /// The part of the vector of this number.
    pub(crate) fn of((number, file): (u32, &VectorFile)) -> Self {
        let mut floor = Self { number, variables: Variables::default(), tables: BTreeMap::new() };
        floor.variables.set("api", "/inContactAPI/services/v13.0");
        floor.variables.set("number", number.to_string());
        floor.build(&file.vector.given);
        floor
    }

    fn build(&mut self, given: &Given) {
        let team = self.number;
        self.variables.set("team", team.to_string());
        self.add("team", json!({ "id": team, "name": format!("Team {team}") }), &Map::new());
        let dispositions = self.name_all(&given.dispositions, 10);
        for (name, keys) in &given.dispositions {
            self.add("disposition", json!({ "id": dispositions[name], "name": name }), keys);
        }
        let codes = self.name_all(&given.codes, 20);
        for (name, keys) in &given.codes {
            self.add(
                "unavailable_code",
                json!({ "id": codes[name], "name": name, "teams": [team] }),
                keys,
            );
        }
        let skills = self.name_all(&given.skills, 30);
        for (name, keys) in &given.skills {
            let full_name = format!("{name} {}", self.number);
            self.variables.set(&format!("{name}.name"), &full_name);
            let mut keys = keys.clone();
            by_id(&mut keys, "dispositions", &dispositions);
            self.add("skill", json!({ "id": skills[name], "name": full_name }), &keys);
        }
        let agents = self.name_all(&given.agents, 40);
        for (name, agent) in &given.agents {
            let login = format!("{name}.{}", self.number);
            self.variables.set(&format!("{name}.login"), &login);
            let has: Vec<u32> = agent.skills.iter().map(|skill| skills[skill]).collect();
            let entry = json!({
                "id": agents[name], "login": login, "password": PASSWORD, "first_name": name,
                "last_name": "Tester", "team": team, "skills": has,
                "permissions": ["mute", "mask", "record"],
            });
            self.add("agent", entry, &agent.entry);
        }
        for (name, keys) in &given.panels {
            let mut keys = keys.clone();
            by_id(&mut keys, "skills", &skills);
            let id = format!("{name}-{}", self.number);
            self.add("panel", json!({ "id": id, "name": name, "teams": [team] }), &keys);
        }
    }

    /// Gives ids to entries of one kind.
    fn name_all<T>(&mut self, entries: &BTreeMap<String, T>, from: u32) -> BTreeMap<String, u32> {
        let ids = entries.keys().zip(self.number * 100 + from..);
        let ids: BTreeMap<String, u32> = ids.map(|(name, id)| (name.clone(), id)).collect();
        for (name, id) in &ids {
            self.variables.set(name, id.to_string());
        }
        ids
    }

    fn add(&mut self, table: &'static str, mut entry: Value, more: &Map<String, Value>) {
        let more = more.iter().map(|(key, value)| (key.clone(), value.clone()));
        entry.as_object_mut().unwrap().extend(more);
        self.tables.entry(table).or_default().push(entry);
    }
}

/// Names of other entries become their ids.
fn by_id(keys: &mut Map<String, Value>, key: &str, ids: &BTreeMap<String, u32>) {
    let Some(Value::Array(names)) = keys.get_mut(key) else { return };
    for name in names {
        let id = name.as_str().and_then(|name| ids.get(name));
        *name = json!(id.unwrap_or_else(|| panic!("nothing is named {name}")));
    }
}

/// The configuration of a server for these parts.
pub(crate) fn config(settings: &str, floors: &[Floor]) -> String {
    let mut config = json!({
        "listen": { "cors_origins": ["https://desk.example"] },
        "simulator": { "enabled": true },
        "log_in": { "redirect_uris": ["https://desk.example/back"] },
        "business_unit": { "number": 77, "name": "Vectors" },
    });
    let settings: Map<String, Value> = serde_json::from_str(settings).unwrap();
    for (section, keys) in settings {
        let Value::Object(keys) = keys else { panic!("{section} is no section") };
        let sections = config.as_object_mut().unwrap();
        let section = sections.entry(section).or_insert_with(|| json!({}));
        section.as_object_mut().unwrap().extend(keys);
    }
    for floor in floors {
        for (table, entries) in &floor.tables {
            let all = config.as_object_mut().unwrap().entry(*table).or_insert_with(|| json!([]));
            all.as_array_mut().unwrap().extend(entries.iter().cloned());
        }
    }
    toml::to_string(&config).unwrap()
}

/// Makes the first administrator, and gives the token.
pub(crate) async fn administrator(server: &Server) -> String {
    let code = std::fs::read_to_string(server.folder.path().join("admin-init")).unwrap();
    let (login, password) = ("root", "correct horse battery");
    let first = json!({ "code": code.trim(), "login": login, "password": password });
    let made = server.open(Method::POST, "/admin/v1/init", &first.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let who = json!({ "login": login, "password": password });
    let given = server.open(Method::POST, "/admin/v1/token", &who.to_string()).await;
    given.body["access_token"].as_str().unwrap().to_owned()
}
