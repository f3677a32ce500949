use reqwest::Method;

use crate::server::{Server, answer};

#[tokio::test]
async fn the_desktops_policy_names_the_pages_frames() {
    let server = Server::demo();
    for path in ["/", "/popout"] {
        let got = server.open(Method::GET, path, "").await;
        let policy = got.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains(&format!("frame-src 'self' {};", server.pages())), "{policy}");
        for part in [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert_eq!(got.headers["referrer-policy"], "no-referrer");
        assert_eq!(got.headers["x-content-type-options"], "nosniff");
        assert!(!got.headers.contains_key("cross-origin-opener-policy"));
        assert!(got.headers["content-type"].to_str().unwrap().starts_with("text/html"));
    }
}

#[tokio::test]
async fn the_phone_and_the_demo_pages_are_served() {
    let server = Server::demo();
    let phone = server.open(Method::GET, "/phone", "").await;
    assert_eq!(phone.status, 200);
    assert_eq!(phone.headers["content-type"], "text/html; charset=utf-8");
    for path in ["/phone/phone.js", "/phone/phone.css", "/phone/look.css"] {
        assert_eq!(server.open(Method::GET, path, "").await.status, 200, "{path}");
    }
    let page = async |path: &str| {
        answer(reqwest::Client::new().get(format!("{}{path}", server.pages()))).await
    };
    for path in ["/", "/crm/", "/crm", "/example/", "/knowledge/", "/tester/"] {
        let got = page(path).await;
        assert_eq!(got.status, 200, "{path}");
        assert_eq!(got.headers["content-type"], "text/html; charset=utf-8");
    }
    assert_eq!(page("/crm/crm.js").await.headers["content-type"], "text/javascript; charset=utf-8");
    for path in ["/nothing", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/crm/..%2f..%2fCargo.toml"] {
        page(path).await.is_problem(404, "unknown-address");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    let server = Server::demo();
    for path in ["/nothing", "/phone/nothing.js", "/desktop/v1/nothing", "/.env"] {
        server.open(Method::GET, path, "").await.is_problem(404, "unknown-address");
    }
    server.open(Method::POST, "/", "").await.is_problem(404, "unknown-address");
}
