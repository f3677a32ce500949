use std::collections::BTreeSet;

use cordboard_acd::setup::PageKind;
use serde_json::Value;

use super::*;

/// The documented configuration with its examples switched on.
fn with_examples() -> String {
    let on = |line: &str| match line.strip_prefix('#') {
        Some(rest) if !rest.is_empty() && !rest.starts_with(' ') => rest.to_owned(),
        _ => line.to_owned(),
    };
    DEFAULT.lines().map(on).collect::<Vec<_>>().join("\n")
}

/// The paths of all keys; a table in an array counts like a table.
fn keys(value: &Value, path: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = format!("{path}.{key}");
                into.insert(path.clone());
                keys(value, &path, into);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, path, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn keys_of(value: &impl Serialize) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    keys(&serde_json::to_value(value).unwrap(), "", &mut all);
    all
}

#[test]
fn every_key_is_documented() {
    let text = with_examples();
    let mut known = keys_of(&toml::from_str::<Sections>(&text).unwrap());
    // One type serves panels and workspaces; only panels have skills.
    known.remove(".workspace.skills");
    let documented = keys_of(&toml::from_str::<toml::Table>(&text).unwrap());
    assert_eq!(documented, known);
}

#[test]
fn every_key_has_an_explanation_above_it() {
    let lines: Vec<&str> = DEFAULT.lines().collect();
    let workspace = lines.iter().position(|line| *line == "#[[workspace]]").unwrap();
    for (index, line) in lines.iter().enumerate().take(workspace) {
        let key = line.strip_prefix('#').unwrap_or(line);
        if key.starts_with(' ') || !key.contains(" = ") {
            continue;
        }
        assert!(lines[index - 1].starts_with("# "), "line {}: {line}", index + 1);
    }
}

#[test]
fn the_documented_configuration_is_the_default() {
    let documented = Config::parse("config.default.toml", DEFAULT).unwrap();
    let default = Config::parse("nothing", "").unwrap();
    let said = format!("{documented:?}").replace("unit: true", "unit: false");
    assert_eq!(said, format!("{default:?}"));
}

/// Says whether somebody logs in so, and has a password.
fn has_login(config: &Config, login: &str) -> bool {
    let Seed { setup, passwords, .. } = &config.seed;
    let known = setup.agents.values().find(|agent| agent.login == login);
    known.is_some_and(|known| passwords.iter().any(|(of, _)| *of == known.id))
}

#[test]
fn the_examples_hold_together() {
    let config = Config::parse("examples", &with_examples()).unwrap();
    assert_eq!(config.seed.setup.pages.len(), 2);
    assert_eq!(config.seed.setup.skills.len(), 1);
    assert!(has_login(&config, "ada"));
}

#[test]
fn the_configuration_of_the_readme_holds_together() {
    let readme = include_str!("../../../../README.md");
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let (text, _) = rest.split_once("```").unwrap();
    let config = Config::parse("README.md", text).unwrap();
    assert!(config.simulator.enabled && has_login(&config, "ada"));
    assert_eq!(config.seed.setup.pages.len(), 1);
}

#[test]
fn the_demo_holds_together() {
    let address = |port| SocketAddr::from(([127, 0, 0, 1], port));
    let config = Config::demo(address(1234), address(5678), &OwnPages::default()).unwrap();
    for login in ["agent1", "agent2", "agent3"] {
        assert!(has_login(&config, login), "{login}");
    }
    assert_eq!(config.own_origin(), "http://localhost:1234");
    for page in config.seed.setup.pages.values() {
        assert_eq!(page.origins, ["http://127.0.0.1:5678"]);
    }
    let ids: Vec<u64> = config.seed.setup.skills.keys().map(|id| id.0).collect();
    assert_eq!(ids, [101, 102]);
}

#[test]
fn the_demo_shows_pages_of_ones_own() {
    let address = |port| SocketAddr::from(([127, 0, 0, 1], port));
    let url = |text: &str| url::Url::parse(text).unwrap();
    let own = OwnPages {
        panels: vec![url("http://127.0.0.1:9000/caller.html?ani={ani}")],
        workspaces: vec![url("https://kb.example/it's?\"quoted\"\\")],
    };
    let config = Config::demo(address(1), address(2), &own).unwrap();
    let pages = &config.seed.setup.pages;
    let page = |id: &str| pages.values().find(|page| page.id.0 == id).unwrap();
    let (panel, workspace) = (page("your-page-1"), page("your-page-2"));
    assert_eq!(panel.url, "http://127.0.0.1:9000/caller.html?ani={ani}");
    assert_eq!(panel.origins, ["http://127.0.0.1:9000"]);
    assert_eq!((panel.kind, panel.skills.len(), panel.grants.len()), (PageKind::Panel, 2, 3));
    assert_eq!(
        (workspace.kind, &*workspace.origins[0]),
        (PageKind::Workspace, "https://kb.example")
    );
    let without = Config::demo(address(1), address(2), &OwnPages::default()).unwrap();
    let gone: Vec<_> = gone(&config.seed.setup, &without.seed.setup).collect();
    assert_eq!(gone.len(), 2);
}

#[test]
fn an_agent_sees_the_pages_of_the_own_team_and_of_all() {
    let base = "team = [{ id = 1, name = 'A' }, { id = 2, name = 'B' }]\n";
    let hash = r#"password = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$WrTpFYXQY6pZu0K+uskWZwl8fOk0W4Dj/pXGXzJMdTg""#;
    let page = |id: &str, teams: &str| {
        format!(
            "[[panel]]\nid = '{id}'\nname = 'N'\nurl = 'https://a.example/'\norigins = ['https://a.example']\nteams = {teams}\n"
        )
    };
    let text = format!(
        "{base}[[agent]]\nid = 7\nlogin = 'x'\n{hash}\nteam = 1\n{}{}{}",
        page("all", "[]"),
        page("own", "[1]"),
        page("other", "[2]"),
    );
    let config = Config::parse("test", &text).unwrap();
    let pages = config.seed.setup.pages_of(AgentId(7));
    let seen: Vec<&str> = pages.iter().map(|page| page.id.0.as_str()).collect();
    assert_eq!(seen, ["all", "own"]);
}

#[test]
fn what_is_wrong_is_said_in_one_sentence_with_file_line_and_key() {
    let agent = "[[agent]]\nid = 1\nlogin = 'a'\nteam = 9\npassword = \"$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$WrTpFYXQY6pZu0K+uskWZwl8fOk0W4Dj/pXGXzJMdTg\"\n";
    let page = "[[panel]]\nid = 'p'\nname = 'P'\norigins = ['https://a.example']\n";
    let skill = "[[skill]]\nid = 1\nname = 'S'\n";
    for (text, said) in [
        (
            "[listen]\naddres = 1\n".to_owned(),
            "c.toml, line 2, key `listen.addres`: unknown field `addres`, expected",
        ),
        (
            "[listen]\n\naddress = 'x'\n".to_owned(),
            "c.toml, line 3, key `listen.address`: invalid socket address syntax",
        ),
        (
            "[tokens]\naccess_s = 0\n".to_owned(),
            "c.toml, line 2, key `tokens.access_s`: 0 is not from 1 to 86400 seconds",
        ),
        (
            "[tokens]\naccess_s = 600\nrefresh_s = 60\n".to_owned(),
            "c.toml, line 1, key `tokens`: refresh_s is less than access_s",
        ),
        ("[nonsense]\n".to_owned(), "c.toml, line 1, key `nonsense`: unknown field `nonsense`"),
        ("[listen\n".to_owned(), "c.toml, line 1, key `listen`: "),
        (agent.to_owned(), "c.toml, line 4, key `agent.team`: there is no team 9"),
        (
            agent.replace("$argon2id", "$md5"),
            "c.toml, line 5, key `agent.password`: not an argon2 hash; `cordboard hash-password` makes one",
        ),
        (
            format!("{skill}refusal_timeout_s = 5\n"),
            "c.toml, line 4, key `skill.refusal_timeout_s`: 5 is not from 15 to 300 seconds",
        ),
        (
            format!("{skill}require_disposition = true\n"),
            "c.toml, line 4, key `skill.require_disposition`: a disposition is required",
        ),
        (
            format!("{skill}dispositions = [3]\n"),
            "c.toml, line 4, key `skill.dispositions`: there is no disposition 3",
        ),
        (
            format!("{skill}{skill}"),
            "c.toml, line 5, key `skill.id`: the skill `1` stands here twice",
        ),
        (
            format!("{skill}screen_pop = {{ url = '/x' }}\n"),
            "c.toml, line 4, key `skill.screen_pop`: `/x` is not a whole http or https address",
        ),
        (
            format!("{page}url = 'https://b.example/'\n"),
            "c.toml, line 5, key `panel.url`: its origin stands neither",
        ),
        (
            format!("{page}url = 'https://a.example/'\nsandbox = ['allow-top-navigation']\n"),
            "c.toml, line 6, key `panel.sandbox`: `allow-top-navigation` is none of",
        ),
        (
            format!("{page}url = 'https://a.example/'\ngrants = ['all']\n"),
            "c.toml, line 6, key `panel.grants`: unknown variant `all`",
        ),
        (
            format!("{page}url = 'https://a.example/'\nframe_origins = ['https://a.example/']\n"),
            "c.toml, line 6, key `panel.frame_origins`: `https://a.example/` is not an origin, `https://a.example` would be",
        ),
        (
            page.replace("panel", "workspace")
                + "url = 'https://a.example/'\nskills = [1]\n"
                + skill,
            "c.toml, line 6, key `workspace.skills`: a workspace is always open",
        ),
        (
            page.replace("['https://a.example']", "[]") + "url = 'https://a.example/'\n",
            "c.toml, line 4, key `panel.origins`: names no origin",
        ),
    ] {
        let error = Config::parse("c.toml", &text).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}\n  instead of: {said}\n{text}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let error = Config::read(Path::new("/nowhere/c.toml")).unwrap_err().to_string();
    assert!(error.starts_with("/nowhere/c.toml: cannot be read: "), "{error}");
}
