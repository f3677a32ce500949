//! Whether pages let themselves be framed: what the server says to the desktop, to administrators
//! and at the command line.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    admin::{Admin, PASSWORD},
    server::{Answer, Server, command, scratch},
};

/// A page's own server, which answers each path with other headers.
struct PageServer {
    origin: String,
    asked: Arc<AtomicUsize>,
}

impl PageServer {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        // It ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut line = String::new();
                BufReader::new(&stream).read_line(&mut line).unwrap();
                count.fetch_add(1, Ordering::SeqCst);
                let path = line.split(' ').nth(1).unwrap_or_default();
                let head = match path.split('?').next().unwrap_or_default() {
                    "/open" => "200 OK\r\n",
                    "/denies" => "200 OK\r\nX-Frame-Options: DENY\r\n",
                    "/others" => {
                        "200 OK\r\nContent-Security-Policy: frame-ancestors https://a.example\r\n"
                    }
                    "/says-nothing" => "204 No Content\r\n",
                    "/downloads" => {
                        "200 OK\r\nContent-Disposition: Attachment; filename=x.html\r\n"
                    }
                    "/shows-a-file" => "200 OK\r\nContent-Disposition: inline\r\n",
                    "/leads-on" => "302 Found\r\nLocation: /denies\r\n",
                    "/leads-away" => "302 Found\r\nLocation: https://sign-in.example/?next=1\r\n",
                    "/for-ever" => "302 Found\r\nLocation: /for-ever\r\n",
                    "/nonsense" => "what?\r\n",
                    other => panic!("{other} is none of the test's"),
                };
                let _ = write!(stream, "HTTP/1.1 {head}Content-Length: 0\r\n\r\n");
            }
        });
        Self { origin, asked }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn page(&self, path: &str) -> Value {
        json!({
            "id": "page", "kind": "workspace", "name": "Page", "url": format!("{}{path}", self.origin),
            "origins": [self.origin],
        })
    }

    /// Saves a page, and asks about it.
    async fn verdict(&self, admin: &Admin, path: &str) -> (String, String) {
        let saved = admin.put("/pages/page", &self.page(path)).await;
        assert!([200, 201].contains(&saved.status), "{}", saved.body);
        said(&admin.get("/pages/page/framing").await)
    }
}

fn said(found: &Value) -> (String, String) {
    let text = |key: &str| found[key].as_str().unwrap().to_owned();
    (text("verdict"), text("reason"))
}

/// The demo may look at this machine.
async fn admin() -> Admin {
    Admin::demo().await
}

#[tokio::test]
async fn p4_the_server_says_why_a_frame_stays_empty() {
    let (pages, admin) = (PageServer::start(), admin().await);
    assert_eq!(pages.verdict(&admin, "/open").await, ("frames".into(), String::new()));
    let (verdict, reason) = pages.verdict(&admin, "/denies").await;
    assert_eq!((&*verdict, &*reason), ("refuses", "it answers X-Frame-Options: DENY"));
    let (verdict, reason) = pages.verdict(&admin, "/others").await;
    assert_eq!(verdict, "refuses");
    assert_eq!(reason, "it answers Content-Security-Policy: frame-ancestors https://a.example");
    let (verdict, reason) = pages.verdict(&admin, "/says-nothing").await;
    assert_eq!((&*verdict, &*reason), ("refuses", "it answers 204, with nothing to show"));
    let (verdict, reason) = pages.verdict(&admin, "/downloads").await;
    assert_eq!(verdict, "refuses");
    assert!(reason.starts_with("it answers Content-Disposition: attachment, "), "{reason}");
    assert_eq!(pages.verdict(&admin, "/shows-a-file").await.0, "frames");
}

#[tokio::test]
async fn p4_a_page_that_leads_on_is_followed_within_the_entrys_origins() {
    let (pages, admin) = (PageServer::start(), admin().await);
    let (verdict, _) = pages.verdict(&admin, "/leads-on").await;
    assert_eq!(verdict, "refuses");
    let (verdict, reason) = pages.verdict(&admin, "/leads-away").await;
    assert_eq!(verdict, "refuses");
    assert_eq!(
        reason,
        "it leads on to https://sign-in.example, which is not among the entry's frame_origins"
    );
    let (verdict, reason) = pages.verdict(&admin, "/for-ever").await;
    assert_eq!((&*verdict, &*reason), ("unknown", "it leads on more than 5 times"));
}

#[tokio::test]
async fn p4_a_page_that_cannot_be_looked_at_is_no_failure() {
    let (pages, admin) = (PageServer::start(), admin().await);
    let (verdict, reason) = pages.verdict(&admin, "/nonsense").await;
    assert_eq!(verdict, "unknown");
    assert!(reason.starts_with("it gave no answer that can be read"), "{reason}");
    let mut page = pages.page("/open");
    page["url"] = "http://127.0.0.1:9/".into();
    page["origins"] = json!(["http://127.0.0.1:9"]);
    assert_eq!(admin.put("/pages/page", &page).await.status, 200);
    let (verdict, reason) = said(&admin.get("/pages/page/framing").await);
    assert_eq!(verdict, "unknown");
    assert!(reason.starts_with("this server cannot reach it"), "{reason}");
}

#[tokio::test]
async fn p4_private_networks_are_not_gone_to_unless_allowed() {
    let pages = PageServer::start();
    let admin = Admin::with_config("framing-private", "").await;
    let (verdict, reason) = pages.verdict(&admin, "/open").await;
    assert_eq!(verdict, "unknown");
    assert!(reason.contains("networks in [framing]"), "{reason}");
    // By a name too: what is connected to is what was judged.
    let mut page = pages.page("/open");
    let named = pages.origin.replace("127.0.0.1", "localhost");
    page["url"] = format!("{named}/open").into();
    page["origins"] = json!([named]);
    assert_eq!(admin.put("/pages/page", &page).await.status, 200);
    let (verdict, reason) = said(&admin.get("/pages/page/framing").await);
    assert_eq!(verdict, "unknown");
    assert!(reason.contains("networks in [framing]"), "{reason}");
    assert_eq!(pages.asked(), 0);
}

#[tokio::test]
async fn p4_what_was_found_is_believed_for_a_minute() {
    let (pages, admin) = (PageServer::start(), admin().await);
    pages.verdict(&admin, "/open").await;
    pages.verdict(&admin, "/open").await;
    pages.verdict(&admin, "/open?other").await;
    assert_eq!(pages.asked(), 2);
}

#[tokio::test]
async fn p4_the_desktop_asks_about_the_pages_it_shows() {
    let (pages, admin) = (PageServer::start(), admin().await);
    let saved = admin.put("/pages/page", &pages.page("/denies?agent={agentId}")).await;
    assert_eq!(saved.status, 201);
    admin.server.until_logged("the page will not be seen in a frame: it answers");
    let token = admin.server.token("agent1").await;
    let ask = async |rest: &str| -> Answer {
        admin.server.get(&format!("/desktop/v1/framing?pageId={rest}"), &token).await
    };
    let found = ask("page").await;
    assert_eq!((found.status, said(&found.body).0.as_str()), (200, "refuses"));
    // Popped elsewhere; what follows the path goes nowhere.
    let popped = format!("page&address={}/open%3Fani=5550100", pages.origin);
    assert_eq!(said(&ask(&popped).await.body).0, "frames");
    assert_eq!(ask("nobodys").await.status, 404);
    assert_eq!(ask("page&address=http://127.0.0.1:9/").await.status, 400);
    assert_eq!(ask("page&address=nonsense").await.status, 400);
    assert_eq!(
        admin.server.open(Method::GET, "/desktop/v1/framing?pageId=page", "").await.status,
        401
    );
}

#[tokio::test]
async fn p4_an_import_looks_at_the_pages_that_it_sets() {
    let (pages, admin) = (PageServer::start(), admin().await);
    let origin = &pages.origin;
    let file = format!(
        "[[workspace]]\nid = \"page\"\nname = \"Page\"\nurl = \"{origin}/denies\"\n\
         origins = [\"{origin}\"]\n"
    );
    assert_eq!(admin.ask(Method::POST, "/import?dry_run=true", &file).await.status, 200);
    assert_eq!(pages.asked(), 0);
    assert_eq!(admin.ask(Method::POST, "/import", &file).await.status, 200);
    admin.server.until_logged("the page will not be seen in a frame: it answers");
}

#[tokio::test]
async fn administrators_ask_about_pages_alone() {
    let admin = admin().await;
    let ask = async |path: &str| admin.ask(Method::GET, path, "").await.status;
    assert_eq!(ask("/pages/nobodys/framing").await, 404);
    assert_eq!(ask("/teams/1/framing").await, 404);
    assert_eq!(admin.server.open(Method::GET, "/admin/v1/pages/crm/framing", "").await.status, 401);
}

#[tokio::test]
async fn p4_the_command_line_says_it_when_a_page_is_saved() {
    let (pages, admin) = (PageServer::start(), admin().await);
    assert_eq!(admin.put("/pages/page", &pages.page("/open")).await.status, 201);
    assert_eq!(set(&admin.server, "name=Renamed"), "");
    let said = set(&admin.server, &format!("url={}/denies", pages.origin));
    assert_eq!(
        said,
        "saved; but page will not be seen inside the desktop: it answers X-Frame-Options: DENY. \
         With framing=window it gets a window of its own\n"
    );
    assert_eq!(set(&admin.server, "framing=window"), "");
}

fn set(server: &Server, change: &str) -> String {
    let file = scratch("framing-password");
    std::fs::write(&file, PASSWORD).unwrap();
    let args = ["admin", "--login", "root", "--password-file", file.to_str().unwrap()];
    let set = ["--server", &server.url, "set", "page", "page", change];
    let output = command(&[&args[..], &set].concat()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}
