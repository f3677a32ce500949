use serde_json::{Value, json};

use crate::{
    admin::Admin,
    agent::Agent,
    server::{API, Server},
};

async fn entries(server: &Server, token: &str, book: u64, query: &str) -> Value {
    let path = format!("{API}/address-books/{book}/entries{query}");
    let read = server.get(&path, token).await;
    assert_eq!(read.status, 200, "{}", read.body);
    read.body
}

#[tokio::test]
async fn a_kept_book_has_its_entries_whole() {
    let server = Server::demo();
    let token = server.token("agent3").await;
    let book = entries(&server, &token, 1, "?top=1").await;
    assert_eq!(
        book,
        json!({
            "addressBooks": [{
                "addressBookId": 1, "addressBookName": "Partners", "addressBookType": "Standard",
                "addressBookEntries": [{
                    "addressBookEntryId": 1, "firstName": "Pia", "lastName": "Porter",
                    "company": "Porter Freight", "phone": "5550201", "mobile": "5550202",
                    "email": "pia@freight.example", "externalId": "P-1",
                }],
            }],
            "totalRecords": 3,
        })
    );
}

#[tokio::test]
async fn entries_are_searched_ordered_and_paged() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let ids = async |query: &str| {
        let book = entries(&server, &token, 1, query).await;
        let rows = book["addressBooks"][0]["addressBookEntries"].as_array().unwrap().clone();
        let ids: Vec<_> =
            rows.iter().map(|row| row["addressBookEntryId"].as_u64().unwrap()).collect();
        (ids, book["totalRecords"].as_u64().unwrap())
    };
    assert_eq!(ids("?searchString=FREIGHT").await, (vec![1], 1));
    assert_eq!(ids("?orderBy=name").await, (vec![3, 1, 2], 3));
    assert_eq!(ids("?orderBy=name%20desc&skip=1&top=1").await, (vec![1], 3));
    let book = entries(&server, &token, 1, "?fields=phone&top=1").await;
    let row = &book["addressBooks"][0]["addressBookEntries"][0];
    assert_eq!(*row, json!({"phone": "5550201"}));
    let path = format!("{API}/address-books/1/entries?orderBy=size");
    server.get(&path, &token).await.is_problem(400, "bad-value");
}

#[tokio::test]
async fn the_book_of_agents_says_how_each_stands() {
    let server = Server::demo();
    let ada = Agent::available(&server, "agent1").await;
    let book = entries(&server, &ada.token, 2_000_000_001, "").await;
    let book = &book["addressBooks"][0];
    assert_eq!(
        (&book["addressBookName"], &book["addressBookType"]),
        (&json!("Agents"), &json!("Agent"))
    );
    let row = &book["addressBookEntries"][0];
    assert_eq!((&row["agentId"], &row["firstName"]), (&json!(1), &json!("Ada")));
    assert_eq!((&row["agentStateId"], &row["agentStateName"]), (&json!(1), &json!("Available")));
    assert_eq!(row["phone"], "", "an agent is called by id");
    assert_eq!(book["addressBookEntries"][1]["agentStateName"], "LoggedOut");
}

#[tokio::test]
async fn the_book_of_skills_names_them() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let book = entries(&server, &token, 2_000_000_002, "?searchString=supp").await;
    let row = &book["addressBooks"][0]["addressBookEntries"][0];
    assert_eq!((&row["skillId"], &row["skillName"]), (&json!(102), &json!("Support")));
    assert_eq!(book["totalRecords"], 1);
}

#[tokio::test]
async fn a_book_of_another_team_is_not_there() {
    let admin = Admin::demo().await;
    admin.patch("/address-books/1", &json!({"teams": [2]})).await;
    let (ada, cleo) = (admin.server.token("agent1").await, admin.server.token("agent3").await);
    entries(&admin.server, &cleo, 1, "").await;
    let path = |book: &str| format!("{API}/address-books/{book}/entries");
    for book in ["1", "2", "x", "2000000003"] {
        let read = admin.server.get(&path(book), &ada).await;
        read.is_problem(404, "unknown-resource");
        assert_eq!(read.body.get("detail"), None);
    }
    let books = admin.server.get(&format!("{API}/agents/1/address-books"), &ada).await;
    let books = books.body["addressBooks"].as_array().unwrap().clone();
    let names: Vec<_> =
        books.iter().map(|book| book["addressBookName"].as_str().unwrap()).collect();
    assert_eq!(names, ["Agents", "Skills"]);
    let open = admin.server.open(reqwest::Method::GET, &path("1"), "").await;
    open.is_problem(401, "not-authenticated");
}
