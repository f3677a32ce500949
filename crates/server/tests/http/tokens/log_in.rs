use crate::{
    log_in_page::{ASKED, BACK, Page, asked_with, authorize, in_query, location, log_in},
    server::{Server, answer},
};

const RIGHT: [(&str, &str); 2] = [("username", "agent1"), ("password", "demo")];

#[tokio::test]
async fn section_2_whoever_logs_in_goes_back_with_a_code_and_the_state() {
    let server = Server::demo();
    let to = log_in(&server, &ASKED, "AGENT1").await;
    assert!(to.as_str().starts_with(BACK), "{to}");
    assert_eq!(in_query(&to, "kept").as_deref(), Some("1"));
    assert_eq!(in_query(&to, "state").as_deref(), Some("st & <ate>"));
    assert_eq!(in_query(&to, "iss").as_deref(), Some(&*server.url));
    assert!(in_query(&to, "code").unwrap().len() >= 32);
    let another = log_in(&server, &asked_with(&[("state", "")]), "agent1").await;
    assert_eq!(in_query(&another, "state"), None);
    assert_ne!(in_query(&another, "code"), in_query(&to, "code"));
}

#[tokio::test]
async fn a_wrong_password_is_said_at_the_page_and_the_user_name_stays() {
    let server = Server::demo();
    let page = Page::load(&server, &ASKED).await;
    let said = async |user, password| {
        let again =
            answer(page.submit(&server, &[("username", user), ("password", password)])).await;
        (again.status, again.body.as_str().unwrap().to_owned())
    };
    let (status, html) = said("agent1\"<b>", "s3cret-Word").await;
    assert_eq!(status, 403);
    assert!(html.contains("User name or password is wrong."), "{html}");
    assert!(html.contains("value=\"agent1&quot;&lt;b&gt;\""), "{html}");
    assert!(!html.contains("s3cret-Word"));
    assert_eq!(said("", "demo").await.0, 400);
    assert_eq!(said("agent1", "").await.0, 400);
    // The same page still works.
    assert_eq!(answer(page.submit(&server, &RIGHT)).await.status, 303);
}

#[tokio::test]
async fn a_form_that_this_browser_has_not_loaded_here_is_not_taken() {
    let server = Server::demo();
    let (page, others) = (Page::load(&server, &ASKED).await, Page::load(&server, &ASKED).await);
    let foreign = Page { hidden: others.hidden.clone(), cookie: page.cookie.clone() };
    let no_cookie = Page { hidden: page.hidden.clone(), cookie: "a=b".to_owned() };
    let mut no_ticket = Page { hidden: page.hidden.clone(), cookie: page.cookie.clone() };
    no_ticket.hidden.retain(|(name, _)| name != "ticket");
    for forged in [foreign, no_cookie, no_ticket] {
        let refused = answer(forged.submit(&server, &RIGHT)).await;
        assert_eq!(refused.status, 403, "{}", refused.body);
        assert!(refused.body.as_str().unwrap().contains("Log in again"));
    }
    for origin in ["https://evil.example", "null"] {
        let mut request = page.submit(&server, &RIGHT).build().unwrap();
        request.headers_mut().insert("origin", origin.parse().unwrap());
        let sent = crate::log_in_page::browser().execute(request).await.unwrap();
        assert_eq!(sent.status().as_u16(), 403, "{origin}");
    }
    // What the form carries is judged again.
    let mut elsewhere = Page { hidden: page.hidden.clone(), cookie: page.cookie.clone() };
    for (name, value) in &mut elsewhere.hidden {
        if name == "redirect_uri" {
            "https://evil.example/".clone_into(value);
        }
    }
    let refused = answer(elsewhere.submit(&server, &RIGHT)).await;
    assert_eq!(refused.status, 400);
    assert!(!refused.headers.contains_key("location"));
    assert_eq!(answer(page.submit(&server, &RIGHT)).await.status, 303);
}

#[tokio::test]
async fn whoever_cancels_goes_back_without_a_code() {
    let server = Server::demo();
    let page = Page::load(&server, &ASKED).await;
    let sent = answer(page.submit(&server, &[("action", "cancel")])).await;
    assert_eq!(sent.status, 303);
    assert_eq!(in_query(&location(&sent), "error").as_deref(), Some("access_denied"));
    assert_eq!(in_query(&location(&sent), "state").as_deref(), Some("st & <ate>"));
}

#[tokio::test]
async fn attempts_at_the_page_and_at_the_token_call_count_together() {
    let server = Server::demo();
    let page = Page::load(&server, &ASKED).await;
    let wrong = [("username", "agent1"), ("password", "wrong")];
    for _ in 0..5 {
        assert_eq!(answer(page.submit(&server, &wrong)).await.status, 403);
        let body = "grant_type=password&username=agent1&password=wrong";
        let path = "/InContactAuthorizationServer/Token";
        assert_eq!(server.open(reqwest::Method::POST, path, body).await.status, 401);
    }
    let refused = answer(page.submit(&server, &RIGHT)).await;
    assert_eq!(refused.status, 429);
    let seconds: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=300).contains(&seconds), "{seconds}");
    assert!(refused.body.as_str().unwrap().contains("Too many attempts. Try again in "));
    log_in(&server, &ASKED, "agent2").await;
}

#[tokio::test]
async fn a_page_from_before_a_restart_is_shown_anew() {
    let server = Server::demo();
    let page = Page::load(&server, &ASKED).await;
    let server = server.ended_by("-KILL").start();
    let again = answer(page.submit(&server, &RIGHT)).await;
    assert_eq!(again.status, 403);
    let html = again.body.as_str().unwrap();
    assert!(html.contains("Log in again") && html.contains("value=\"agent1\""), "{html}");
    assert_eq!(authorize(&server, &ASKED).await.status, 200);
}
