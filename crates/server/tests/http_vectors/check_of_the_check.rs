//! The runner finds what is wrong: a check that cannot fail proves nothing.

use serde_json::{Value, json};

use crate::{event_style, run, shape, vector::Vector, vector::VectorFile};

fn differs(shape: &Value, value: &Value) -> bool {
    shape::differ(shape, value, "").is_err()
}

#[test]
fn shapes_match_what_they_say_and_nothing_else() {
    let right_and_wrong = [
        (json!(1), json!(1), json!("1")),
        (json!({ "a": 1 }), json!({ "a": 1, "b": 2 }), json!({ "b": 2 })),
        (json!({ "$exactly": { "a": 1 } }), json!({ "a": 1 }), json!({ "a": 1, "b": 2 })),
        (json!({ "a": { "$absent": true } }), json!({ "b": 1 }), json!({ "a": null })),
        (json!([1, { "$kind": "text" }]), json!([1, "a"]), json!([1, "a", 2])),
        (json!({ "$pattern": "^a+$" }), json!("aa"), json!("ab")),
        (json!({ "$number": "7" }), json!(7), json!("7")),
        (json!({ "$some": { "a": 1 } }), json!([{ "a": 2 }, { "a": 1 }]), json!([{ "a": 2 }])),
        (json!({ "$each": { "a": 1 } }), json!([{ "a": 1 }]), json!([{ "a": 1 }, { "a": 2 }])),
        (json!({ "$each": { "a": 1 } }), json!([{ "a": 1 }]), json!([])),
        (json!({ "$none": 1 }), json!([2]), json!([2, 1])),
        (json!({ "$oneOf": [1, 2] }), json!(2), json!(3)),
        (json!({ "$not": "" }), json!("a"), json!("")),
        (json!({ "$kind": "some text" }), json!("a"), json!("")),
        (json!({ "$kind": "number" }), json!(1), json!("1")),
        (json!({ "$kind": "boolean" }), json!(true), json!("True")),
        (json!({ "$kind": "list" }), json!([]), json!({})),
        (json!({ "$kind": "object" }), json!({}), json!([])),
        (json!({ "$kind": "digits" }), json!("12"), json!("-1")),
        (json!({ "$kind": "flag" }), json!("True"), json!("true")),
        (
            json!({ "$kind": "instant" }),
            json!("2026-01-02T03:04:05.678Z"),
            json!("2026-01-02T03:04:05+00:00"),
        ),
    ];
    for (shape, right, wrong) in right_and_wrong {
        assert!(!differs(&shape, &right), "{shape} {right}");
        assert!(differs(&shape, &wrong), "{shape} {wrong}");
    }
    assert!(differs(&json!({ "$misspelt": 1 }), &json!(1)));
    assert!(differs(&json!({ "$kind": "misspelt" }), &json!(1)));
}

#[test]
fn events_out_of_style_are_found() {
    let right = json!({ "Type": "Mute", "IISHost": "a", "VCHost": "a", "AgentMuted": "True" });
    assert_eq!(event_style::judge(&right), Ok(()));
    for (key, wrong) in [
        ("AgentMuted", json!(true)),
        ("AgentMuted", json!("")),
        ("IISHost", json!("")),
        ("StartTimeUTC", json!("")),
        ("ContactID", json!("")),
        ("FinalState", json!("false")),
        ("NextStates", json!([{ "State": null }])),
    ] {
        let mut event = right.clone();
        event[key] = wrong;
        assert!(event_style::judge(&event).is_err(), "{event}");
    }
}

#[test]
fn what_is_no_vector_is_refused() {
    let right = r#"{"schemaVersion":"1.0","name":"none","source":"A1","steps":[{"request":"GET /","expect":{"status":200}}]}"#;
    assert!(Vector::parse(right).is_ok());
    for (known, unknown) in [
        ("1.0", "1.1"),
        (r#""source":"A1""#, r#""source":"A1","skip":true"#),
        (r#""expect":{"status":200}"#, r#""start":"a","expect":{"status":200}"#),
        (r#","expect":{"status":200}"#, ""),
        (r#""status":200"#, r#""status":200,"words":1"#),
        (r#"{"request":"GET /","expect":{"status":200}}"#, ""),
    ] {
        assert!(Vector::parse(&right.replace(known, unknown)).is_err(), "{unknown}");
    }
}

#[tokio::test]
async fn each_expectation_that_is_wrong_fails() {
    let whole = |steps: &str| {
        format!(
            r#"{{"schemaVersion":"1.0","name":"none","source":"A1","given":{{"agents":{{
            "ada":{{"is":"in-session"}}}}}},"steps":[{steps}]}}"#
        )
    };
    let state = "GET {{api}}/agent-sessions/{{ada.session}}/get-next-event?timeout=0";
    let expecting = |expect: &str| {
        whole(&format!(r#"{{"request":"{state}","as":"ada","expect":{{{expect}}}}}"#))
    };
    let wrong = [
        expecting(r#""status":304"#),
        expecting(r#""status":200,"body":{"sessionId":""}"#),
        expecting(r#""status":200,"headers":{"content-type":"text/plain"}"#),
        expecting(r#""status":200,"headers":{"x-missing":{"$kind":"text"}}"#),
        expecting(r#""status":200,"headers":{"content-type":{"$absent":true}}"#),
        expecting(r#""status":200,"text":"""#),
        expecting(r#""status":200,"problem":true"#),
        expecting(r#""status":200,"capture":{"a":"/missing"}"#),
        whole(&format!(r#"{{"request":"{state}","as":"ada","start":"a"}}"#)),
        whole(r#"{"quiet":"ada"}"#),
        whole(
            r#"{"until":"ada","events":[{"Type":"AgentState"}],"never":[{"Type":"AgentSessionStart"}]}"#,
        ),
        whole(r#"{"request":"GET /{{missing}}","expect":{"status":200}}"#),
    ];
    let right = expecting(r#""status":200,"headers":{"content-type":"application/json"}"#);
    let files = wrong.iter().chain([&right]).zip(0..).map(|(json, number)| VectorFile {
        path: format!("{number}"),
        vector: Vector::parse(json).unwrap(),
    });
    let (ran, failures) = run(files.collect()).await;
    assert_eq!((ran, failures.len()), (wrong.len() + 1, wrong.len()), "{failures:#?}");
}
