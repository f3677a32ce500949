use reqwest::Method;

use crate::{
    log_in_page::{BACK, CLIENT, browser, code, exchange, form, in_query, location},
    server::{API, Answer, Server, answer},
};

async fn ask(server: &Server, method: Method, pairs: &[(&str, &str)]) -> Answer {
    let url = format!("{}/auth/endsession", server.url);
    let request = if method == Method::GET {
        browser().get(format!("{url}?{}", form(pairs)))
    } else {
        browser().post(url).body(form(pairs))
    };
    answer(request).await
}

#[tokio::test]
async fn section_2_the_sign_in_ends_and_the_browser_goes_on() {
    let server = Server::demo();
    for method in [Method::GET, Method::POST] {
        let given = exchange(&server, &code(&server, "agent1").await, &[]).await;
        let text = |name: &str| given.body[name].as_str().unwrap();
        let asked = [
            ("id_token_hint", text("id_token")),
            ("post_logout_redirect_uri", BACK),
            ("state", "x y"),
            ("client_id", CLIENT),
        ];
        let gone = ask(&server, method, &asked).await;
        assert_eq!(gone.status, 303, "{}", gone.body);
        let to = location(&gone);
        assert!(to.as_str().starts_with(BACK), "{to}");
        assert_eq!(in_query(&to, "state").as_deref(), Some("x y"));
        let refused = server.get(&format!("{API}/server-time"), text("access_token")).await;
        refused.is_problem(401, "not-authenticated");
    }
}

#[tokio::test]
async fn nobody_is_sent_where_the_configuration_does_not_say() {
    let server = Server::demo();
    let given = exchange(&server, &code(&server, "agent1").await, &[]).await;
    let id_token = given.body["id_token"].as_str().unwrap();
    let asked =
        [("id_token_hint", id_token), ("post_logout_redirect_uri", "https://evil.example/")];
    let said = ask(&server, Method::GET, &asked).await;
    assert_eq!(said.status, 200);
    assert!(said.body.as_str().unwrap().contains("You are logged out"), "{}", said.body);
    assert_eq!(said.headers["x-frame-options"], "DENY");
}

#[tokio::test]
async fn without_an_id_token_that_holds_nobody_is_logged_out() {
    let server = Server::demo();
    let given = exchange(&server, &code(&server, "agent1").await, &[]).await;
    let text = |name: &str| given.body[name].as_str().unwrap();
    let forged = format!("{}x", text("id_token"));
    for asked in [
        vec![],
        vec![("id_token_hint", forged.as_str())],
        vec![("id_token_hint", text("access_token"))],
        vec![("id_token_hint", text("id_token")), ("client_id", "other")],
    ] {
        let said = ask(&server, Method::GET, &asked).await;
        assert_eq!(said.status, 400, "{asked:?}");
        assert!(said.body.as_str().unwrap().contains("Nobody was logged out"), "{}", said.body);
    }
    let still = server.get(&format!("{API}/server-time"), text("access_token")).await;
    assert_eq!(still.status, 200);
}
