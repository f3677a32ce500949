use proptest::prelude::*;
use serde_json::json;

use super::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct One {
    team_id: u64,
    team_name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    lead: Option<String>,
}

fn team(team_id: u64, name: &str) -> One {
    One { team_id, team_name: name.to_owned(), lead: None }
}

fn teams() -> Vec<One> {
    vec![team(2, "blue"), team(10, "Amber"), team(9, "Blue lagoon")]
}

fn list(query: &str) -> Result<Value, Refused> {
    let listed = ListWanted::of_query(query)?.of(teams(), |team| team.team_name.clone())?;
    Ok(json!({"rows": listed.rows, "total": listed.total}))
}

async fn answer(query: &str) -> Value {
    let wanted = ListWanted::of_query(query).unwrap();
    let listed = wanted.of(teams(), |team| team.team_name.clone()).unwrap();
    let whole = json!({"found": {"teams": listed.rows}, "total": listed.total});
    let answer = wanted.answer(whole, "/found/teams").unwrap();
    let bytes = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn ids(query: &str) -> Vec<u64> {
    let listed = list(query).unwrap();
    listed["rows"].as_array().unwrap().iter().map(|row| row["teamId"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn fields_leave_only_those_keys() {
    let part = answer("fields=teamname, unknown,&top=1").await;
    assert_eq!(part, json!({"found": {"teams": [{"teamName": "blue"}]}, "total": 3}));
    let whole = answer("fields=&top=1").await;
    assert_eq!(whole["found"]["teams"][0]["teamId"], 2, "an empty value is none");
}

#[test]
fn names_are_searched_in_any_letter_case() {
    assert_eq!(ids("searchString=BLUE"), [2, 9]);
    assert_eq!(ids("searchstring=lag%20"), [9]);
    assert!(ids("searchString=red").is_empty());
    assert_eq!(list("searchString=blue&top=1").unwrap()["total"], 2, "of all its parts");
}

#[test]
fn lists_are_ordered_by_name_or_by_a_key() {
    assert_eq!(ids("orderBy=name"), [10, 2, 9]);
    assert_eq!(ids("orderBy=name%20DESC"), [9, 2, 10]);
    assert_eq!(ids("OrderBy=teamID+asc"), [2, 9, 10], "numbers as numbers");
    assert_eq!(ids("orderBy=lead"), [2, 10, 9], "what has none stays in its order");
}

#[test]
fn a_part_is_cut_out_after_ordering() {
    assert_eq!(ids("orderBy=name&skip=1&top=1"), [2]);
    assert!(ids("skip=3").is_empty());
    assert!(ids("skip=18446744073709551615").is_empty());
    assert!(ids("top=0").is_empty());
}

#[test]
fn what_is_wrong_is_said_in_words() {
    let long = format!("searchString={}", "x".repeat(201));
    let many = format!("fields={}", (0..101).map(|n| n.to_string()).collect::<Vec<_>>().join(","));
    for (query, said) in [
        ("top=-1", "top: a whole number from 0 to 10000"),
        ("top=10001", "top: a whole number from 0 to 10000"),
        ("skip=x", "skip: a whole number from 0 to"),
        ("skip=1.5", "skip: a whole number"),
        ("orderBy=name%20up", "orderBy: after the key comes asc or desc"),
        ("orderBy=name%20asc,%20teamId", "orderBy: after the key comes asc or desc"),
        ("orderBy=name%20asc%20desc", "orderBy: one key"),
        ("orderBy=size", "orderBy: the list has the keys name, teamId, teamName, lead"),
        ("updatedSince=yesterday", "updatedSince, lastPollTime: an instant like"),
        ("lastPollTime=1", "updatedSince, lastPollTime: an instant like"),
        (&long, "searchString: at most 200 characters"),
        (&many, "fields: at most 100 keys"),
    ] {
        let refused = list(query).unwrap_err();
        assert!(refused.detail.as_ref().unwrap().starts_with(said), "{query}: {refused:?}");
        assert_eq!(refused.kind.parts().1, 400);
    }
}

#[test]
fn an_unknown_key_is_refused_for_an_empty_list_too() {
    let wanted = ListWanted::of_query("orderBy=size").unwrap();
    assert!(wanted.of(Vec::<One>::new(), |team| team.team_name.clone()).is_err());
}

#[test]
fn what_changed_before_is_left_out_and_what_changed_then_is_not() {
    let wanted = ListWanted::of_query("updatedSince=1970-01-01T00:00:01Z").unwrap();
    assert!(!wanted.wants_changed_at(Some(Time(999))));
    assert!(wanted.wants_changed_at(Some(Time(1_000))));
    assert!(wanted.wants_changed_at(None));
    assert!(ListWanted::default().wants_changed_at(Some(Time(0))));
}

proptest! {
    /// No query makes it fail, and pages put together are the whole list.
    #[test]
    fn pages_are_the_list(
        names in proptest::collection::vec("[a-c]{0,2}", 0..12),
        order in prop_oneof![Just(""), Just("&orderBy=name desc"), Just("&orderBy=teamId")],
        search in prop_oneof![Just(""), Just("&searchString=A")],
        top in 1..5usize,
        nonsense in ".{0,20}",
    ) {
        let _ = ListWanted::of_query(&nonsense);
        let all: Vec<_> = (1..).zip(&names).map(|(id, name)| team(id, name)).collect();
        let part = |query: &str| {
            let wanted = ListWanted::of_query(query).unwrap();
            wanted.of(all.clone(), |team| team.team_name.clone()).unwrap()
        };
        let whole = part(&format!("{order}{search}"));
        let mut pages = Vec::new();
        for skip in (0..=all.len()).step_by(top) {
            let page = part(&format!("{order}{search}&skip={skip}&top={top}"));
            prop_assert_eq!(page.total, whole.total);
            prop_assert!(page.rows.len() <= top);
            pages.extend(page.rows);
        }
        prop_assert_eq!(json!(pages), json!(whole.rows));
        prop_assert_eq!(whole.rows.len() as u64, whole.total);
    }
}
