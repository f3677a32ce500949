//! Every vector is what the schema says, and the runner finds what is wrong with one.
#![expect(clippy::expect_used, reason = "a helper outside the tests")]

use std::collections::BTreeSet;

use cordboard_vectors::{Vector, read_all, run, run_vector};
use serde_json::Value;

#[test]
fn every_vector_is_valid_against_the_schema() {
    let schema: Value = serde_json::from_str(include_str!("../schema.json")).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for file in read_all().expect("vectors") {
        let vector: Value = serde_json::from_str(&file.json).expect("JSON");
        let errors: Vec<String> =
            schema.iter_errors(&vector).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", file.path.display());
    }
    let wrong: Value = serde_json::from_str(r#"{"schemaVersion":"1.0"}"#).expect("JSON");
    assert!(!schema.is_valid(&wrong));
}

#[test]
fn every_file_is_named_after_its_vector() {
    for file in read_all().expect("vectors") {
        let vector = Vector::parse(&file.json).expect("a vector");
        let words = vector.name.to_lowercase();
        let words: Vec<&str> =
            words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let stem = file.path.file_stem().and_then(|stem| stem.to_str());
        assert_eq!(stem, Some(words.join("_").as_str()));
    }
}

#[test]
fn every_clause_that_is_not_about_frames_alone_has_a_vector() {
    let mut proved = BTreeSet::new();
    for file in read_all().expect("vectors") {
        let vector = Vector::parse(&file.json).expect("a vector");
        proved.extend(vector.source.split(", ").map(str::to_owned));
    }
    let missing: Vec<String> =
        (6..=52).map(|clause| format!("P{clause}")).filter(|it| !proved.contains(it)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_vector_that_expects_less_than_happens_fails() {
    let mut tried = 0;
    for file in read_all().expect("vectors") {
        let steps = Vector::parse(&file.json).expect("a vector").steps.len();
        for step in 0..steps {
            let mut vector = Vector::parse(&file.json).expect("a vector");
            if vector.steps[step].expect.pop().is_some() {
                assert!(run(&vector).is_err(), "{} step {step}", file.path.display());
                tried += 1;
            }
        }
    }
    assert!(tried > 0);
}

#[test]
fn a_vector_that_expects_something_else_fails() {
    for (right, wrong) in [
        (r#""status": "OK""#, r#""status": "ERROR""#),
        (r#""issuer": "MAX", "contactId": null"#, r#""contactId": null, "issuer": "MAX""#),
        (r#""reason": "Success", "status": "OK""#, r#""status": "OK", "reason": "Success""#),
        (r#""contactId": null, "messageType""#, r#""messageType""#),
        ("has already subscribed.", "has already subscribed"),
        (r#""warn": "already-subscribed""#, r#""warn": "invalid-subscription-type""#),
        (r#""page": "crm", "post": {"issuer""#, r#""page": "kb", "post": {"issuer""#),
        (r#""atMs": 20, "events""#, r#""atMs": 5, "events""#),
    ] {
        let right_json = second_registration();
        assert_eq!(run_vector(&right_json), Ok(()));
        let wrong_json = right_json.replace(right, wrong);
        assert_ne!(right_json, wrong_json, "{right}");
        assert!(run_vector(&wrong_json).is_err(), "{wrong}");
    }
}

#[test]
fn unknown_versions_and_fields_and_empty_vectors_are_refused() {
    let right = second_registration();
    for (known, unknown) in [
        (r#""schemaVersion": "1.0""#, r#""schemaVersion": "1.1""#),
        (r#""source": "P20""#, r#""source": "P20", "skip": true"#),
        (r#""atMs": 0"#, r#""atMs": 0, "sleep": 5"#),
        (r#""text": "#, r#""words": "#),
        (r#""allowedOrigins""#, r#""origins""#),
    ] {
        assert!(run_vector(&right.replacen(known, unknown, 1)).is_err(), "{unknown}");
    }
    let none = r#"{"schemaVersion":"1.0","name":"none","source":"P6","given":{"allowedOrigins":["https://a.example"]},"steps":[]}"#;
    assert!(run_vector(none).is_err());
}

#[test]
fn every_vector_has_a_plan_for_real_windows() {
    for file in read_all().expect("vectors") {
        let plan = Vector::plan(&file.json).expect("a plan");
        let plan: Value = serde_json::from_str(&plan).expect("JSON");
        let steps = plan["steps"].as_array().expect("steps");
        assert!(steps.iter().all(|step| step["posts"].is_object()));
    }
}

fn second_registration() -> String {
    let name = "register/a_second_registration_from_one_window_gets_no_answer.json";
    let file = read_all().expect("vectors").into_iter().find(|file| file.path.ends_with(name));
    file.expect("a vector of P20").json
}
