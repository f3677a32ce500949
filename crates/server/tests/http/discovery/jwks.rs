use reqwest::Method;
use serde_json::Value;

use crate::server::{DEMO, Folder, Server};

#[tokio::test]
async fn section_2_the_keys_are_rsa_and_their_names_plain_letters() {
    let server = Server::demo();
    let given = server.open(Method::GET, "/auth/JWKS", "").await;
    assert_eq!(given.status, 200, "{}", given.body);
    let [key] = &given.body["keys"].as_array().unwrap()[..] else { panic!("{}", given.body) };
    let of = |name: &str| key[name].as_str().unwrap();
    assert_eq!((of("kty"), of("alg"), of("use"), of("e")), ("RSA", "RS256", "sig", "AQAB"));
    assert!(of("kid").bytes().all(|byte| byte.is_ascii_lowercase()), "{key}");
    assert_eq!(of("n").len(), 342, "2048 bits");
    let private: Vec<&String> = key.as_object().unwrap().keys().collect();
    assert_eq!(private, ["alg", "e", "kid", "kty", "n", "use"], "nothing of the private half");
}

#[tokio::test]
async fn a_restart_keeps_the_key_and_another_folder_has_another() {
    let server = Server::demo();
    let keys = async |server: &Server| server.open(Method::GET, "/auth/jwks", "").await.body;
    let before: Value = keys(&server).await;
    let server = server.ended_by("-KILL").start();
    assert_eq!(keys(&server).await, before);
    let other = Server::start_in(Folder::missing(), &DEMO);
    assert_ne!(keys(&other).await, before);
}
