//! The floor that the load works on: its configuration, and the same as a plan.

use std::fmt::Write;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use cordboard_loadgen::{Account, Plan, SkillPlan};

/// Every agent's password.
const PASSWORD: &str = "crash test";

pub(crate) fn plan(seed: u64, agents: u64, customers: u64) -> Plan {
    let agents = (1..=agents).map(|agent| Account {
        id: agent,
        login: format!("agent{agent}"),
        password: PASSWORD.to_owned(),
        // Every third takes both.
        skills: match agent % 3 {
            0 => vec![101, 102],
            1 => vec![101],
            _ => vec![102],
        },
    });
    let skill = |id, works_for_disposition| SkillPlan {
        id,
        works_for_disposition,
        dispositions: vec![1, 2],
    };
    Plan {
        seed,
        agents: agents.collect(),
        administrator_password: "who changes things".to_owned(),
        skills: vec![skill(101, true), skill(102, false)],
        customers,
        codes: vec!["Break".to_owned(), "Lunch".to_owned()],
    }
}

/// The plan as `cordboard.toml`. Nothing runs out within a test but the agent leg's 30 seconds. Snapshots are written
/// all the time, beside what else happens.
pub(crate) fn config(plan: &Plan) -> String {
    let mut text = String::from(
        r#"
[simulator]
enabled = true

[journal]
snapshot_every = 50
keep_days = 1

[[unavailable_code]]
id = 1
name = "Break"

[[unavailable_code]]
id = 2
name = "Lunch"

[[unavailable_code]]
id = 3
name = "Paperwork"
after_contact = true

[[team]]
id = 1
name = "Floor"

[[disposition]]
id = 1
name = "Sold"

[[disposition]]
id = 2
name = "Call again"

[[skill]]
id = 101
name = "Sales"
after_contact_work = "disposition"
require_disposition = true
dispositions = [1, 2]
refusal_timeout_s = 300

[[skill]]
id = 102
name = "Support"
after_contact_work = "automatic"
after_contact_work_s = 3600
dispositions = [1, 2]
refusal_timeout_s = 300
"#,
    );
    // Cheap to check: many log in at once.
    let params = Params::new(8, 1, 1, None).unwrap();
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(PASSWORD.as_bytes())
        .unwrap();
    for Account { id, login, skills, .. } in &plan.agents {
        write!(
            text,
            "\n[[agent]]\nid = {id}\nlogin = \"{login}\"\npassword = \"{hash}\"\nteam = 1\n\
             skills = {skills:?}\npermissions = [\"mute\", \"mask\", \"record\"]\n",
        )
        .unwrap();
    }
    text
}
