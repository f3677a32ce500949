use serde_json::Value;

use crate::{
    compare::Happened,
    run::Bridge,
    vector::{Given, Step, Vector},
};

/// A host that is told step by step what happens, in the words of a vector: for those who test a
/// page against the protocol.
pub struct Host {
    bridge: Bridge<'static>,
}

impl Host {
    /// Begins with a vector's `given`, as JSON.
    ///
    /// # Errors
    /// A text that is none.
    pub fn new(given: &str) -> Result<Self, String> {
        let given: Given = serde_json::from_str(given).map_err(|error| error.to_string())?;
        // It lives as long as the test, and what it begins with is small.
        let vector: &'static Vector = Box::leak(Box::new(Vector::beginning(given)));
        Ok(Self { bridge: Bridge::new(vector)? })
    }

    /// Plays a vector's step, as JSON, and says all that comes of it, in order: an array of what a
    /// vector would expect, a message to a page as its JSON text.
    ///
    /// # Errors
    /// A text that is no step, or what makes no sense.
    pub fn play(&mut self, step: &str) -> Result<String, String> {
        let step: Step = serde_json::from_str(step).map_err(|error| error.to_string())?;
        let happened = self.bridge.play(&step)?;
        let told: Vec<Value> = happened.iter().map(Happened::told).collect();
        Ok(Value::from(told).to_string())
    }

    /// When a step must come, if nothing happens before; in milliseconds as a step's `atMs`.
    #[must_use]
    pub fn timeout(&self) -> Option<u64> {
        self.bridge.timeout()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_says_what_comes_of_each_step_as_json() {
        let mut host =
            Host::new(r#"{"allowedOrigins":["https://a.example"]}"#).expect("a beginning");
        let told = host
            .play(r#"{"atMs":0,"page":"crm","post":{"messageType":"RegisterForClientEvents","subscriptionTypes":["agent","x"]},"expect":[]}"#)
            .expect("a step");
        let told: Value = serde_json::from_str(&told).expect("JSON");
        let told = told.as_array().expect("an array");
        assert!(told.iter().any(|told| told["warn"] == "invalid-subscription-type"), "{told:?}");
        let post = told.iter().find_map(|told| told["post"].as_str()).expect("an answer");
        assert!(post.starts_with(r#"{"issuer":"MAX","contactId":null,"events":[{"#), "{post}");
        assert!(host.play("{}").is_err() && Host::new("{}").is_err());
    }
}
