use serde_json::json;

use crate::server::{API, Server};

#[tokio::test]
async fn an_agent_reads_its_address_books_with_their_entries() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let read = server.get(&format!("{API}/agents/1/address-books"), &token).await;
    let books = read.body["addressBooks"].as_array().unwrap().clone();
    let heads: Vec<_> = books
        .iter()
        .map(|book| {
            let entries = book["addressBookEntries"].as_array().unwrap().len();
            (book["addressBookName"].as_str().unwrap(), entries)
        })
        .collect();
    assert_eq!(heads, [("Partners", 3), ("Agents", 3), ("Skills", 2)]);
    assert_eq!(read.body.get("totalRecords"), None);
}

#[tokio::test]
async fn entries_are_left_out_on_demand() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let path = format!("{API}/agents/1/address-books?includeEntries=False&searchString=part");
    let read = server.get(&path, &token).await;
    let book = json!({
        "addressBookId": 1, "addressBookName": "Partners", "addressBookType": "Standard",
    });
    assert_eq!(read.body, json!({"addressBooks": [book]}));
    let path = format!("{API}/agents/1/address-books?includeEntries=some");
    server.get(&path, &token).await.is_problem(400, "bad-value");
    let others = server.get(&format!("{API}/agents/2/address-books"), &token).await;
    others.is_problem(404, "unknown-resource");
}
