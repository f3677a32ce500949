use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{Action, Vector, event};

impl Vector {
    /// The vector for a harness with real windows: the same JSON, with every event in `events`
    /// as its JSON text (its keys in their order), and beside each step's `expect` the messages each page must
    /// get in it, in order, as JSON texts: `"posts": {"crm": ["{..}"]}`, and `"portPosts"` for those over its port.
    ///
    /// # Errors
    /// A short name that `given.events` does not have, or a text that is no vector.
    pub fn plan(json: &str) -> Result<String, String> {
        let vector = Self::parse(json).map_err(|error| error.to_string())?;
        let mut plan: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let steps = plan.get_mut("steps").and_then(Value::as_array_mut).ok_or("no steps")?;
        for (step, planned) in vector.steps.iter().zip(steps) {
            let planned = planned.as_object_mut().ok_or("a step is an object")?;
            if let Action::Events(events) = step.action()? {
                let texts = events.iter().map(|raw| event::event(raw, &vector.given.events));
                planned.insert("events".into(), json!(texts.collect::<Result<Vec<_>, _>>()?));
            }
            let mut ways: [BTreeMap<&str, Vec<String>>; 2] = [BTreeMap::new(), BTreeMap::new()];
            for expect in &step.expect {
                let Some(post) = &expect.post else { continue };
                let page = expect.page.as_deref().or(step.page.as_deref());
                let page = page.ok_or("a post names no page")?;
                let message = event::message(post, &vector.given.events)?;
                let way = usize::from(expect.over_port.unwrap_or(false));
                ways[way].entry(page).or_default().push(message);
            }
            for (name, posts) in ["posts", "portPosts"].into_iter().zip(ways) {
                let posts = posts.into_iter().map(|(page, posts)| (page.to_owned(), json!(posts)));
                planned.insert(name.into(), Value::Object(posts.collect::<Map<_, _>>()));
            }
        }
        Ok(plan.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_says_what_each_page_gets() {
        let plan = Vector::plan(
            r#"{"schemaVersion":"1.0","name":"n","source":"P30","given":{"allowedOrigins":["https://a.example"],"events":{"e":{"Type":"X"}}},
            "steps":[{"atMs":0,"events":["e"],"expect":[{"page":"crm","post":{"issuer":"MAX","contactId":null,"events":["e"]}}]}]}"#,
        )
        .expect("a vector");
        let plan: Value = serde_json::from_str(&plan).expect("JSON");
        assert_eq!(plan["steps"][0]["events"][0], r#"{"Type":"X"}"#);
        assert_eq!(
            plan["steps"][0]["posts"]["crm"][0],
            r#"{"issuer":"MAX","contactId":null,"events":[{"Type":"X"}]}"#
        );
    }
}
