use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::JwkSet};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    log_in_page::{ASKED, BACK, CLIENT, claims, code, exchange, form},
    server::{API, Answer, Server, answer},
};

/// Checks a signature as a client does, with the keys that the discovery names.
async fn verified(server: &Server, token: &str, audience: &str) -> Value {
    let discovery = server.open(Method::GET, "/.well-known/openid-configuration", "").await.body;
    let keys = reqwest::get(discovery["jwks_uri"].as_str().unwrap()).await.unwrap();
    let keys: JwkSet = serde_json::from_str(&keys.text().await.unwrap()).unwrap();
    let kid = jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
    let key = DecodingKey::from_jwk(keys.find(&kid).unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[audience]);
    validation.set_issuer(&[discovery["issuer"].as_str().unwrap()]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    jsonwebtoken::decode::<Value>(token, &key, &validation).unwrap().claims
}

async fn grant(server: &Server, pairs: &[(&str, &str)]) -> Answer {
    server.open(Method::POST, "/auth/token", &form(pairs)).await
}

fn text<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.body[name].as_str().unwrap_or_else(|| panic!("{name} in {}", answer.body))
}

async fn works(server: &Server, given: &Answer) -> bool {
    server.get(&format!("{API}/server-time"), text(given, "access_token")).await.status == 200
}

#[track_caller]
fn is_bad_grant(refused: &Answer) {
    refused.is_problem(400, "bad-value");
    assert_eq!(refused.body["error"], "invalid_grant", "{}", refused.body);
}

#[tokio::test]
async fn section_2_a_code_gives_tokens_and_an_id_token_that_anybody_can_check() {
    let server = Server::demo();
    let given = exchange(&server, &code(&server, "agent1").await, &[]).await;
    assert_eq!(given.status, 200, "{}", given.body);
    assert_eq!((&given.body["token_type"], &given.body["agent_id"]), (&json!("bearer"), &json!(1)));
    assert_eq!(given.body["scope"], "openid");
    assert!(works(&server, &given).await);
    let mut said = verified(&server, text(&given, "id_token"), CLIENT).await;
    let (iat, exp) = (said["iat"].take().as_u64().unwrap(), said["exp"].take().as_u64().unwrap());
    assert_eq!(exp - iat, 3600);
    assert!(said["sid"].take().is_string());
    assert_eq!(
        said,
        json!({
            "iss": server.url, "aud": CLIENT, "nonce": "n-1", "iat": null, "exp": null, "sid": null,
            "sub": "user:bu1agent1", "userId": "bu1agent1", "tenantId": "1", "tenant": "Demo",
            "given_name": "Ada", "family_name": "Archer", "name": "Ada Archer",
            "icAgentId": "1", "icBUId": 1, "icClusterId": "cordboard", "teamId": "1",
        })
    );
    let head = text(&given, "id_token").split('.').next().unwrap();
    assert!(!head.contains(['-', '_']), "{head}");
    // It says who somebody is, and opens nothing.
    let id_token = text(&given, "id_token");
    server.get(&format!("{API}/agents/1"), id_token).await.is_problem(401, "not-authenticated");
}

#[tokio::test]
async fn section_2_a_code_that_comes_again_ends_what_it_gave() {
    let server = Server::demo();
    let code_1 = code(&server, "agent1").await;
    let given = exchange(&server, &code_1, &[]).await;
    let other = exchange(&server, &code(&server, "agent1").await, &[]).await;
    assert!(works(&server, &given).await);
    is_bad_grant(&exchange(&server, &code_1, &[("code_verifier", "wrong")]).await);
    assert!(!works(&server, &given).await, "its access token ended at once");
    let refresh =
        [("grant_type", "refresh_token"), ("refresh_token", text(&given, "refresh_token"))];
    is_bad_grant(&grant(&server, &refresh).await);
    assert!(works(&server, &other).await);
}

#[tokio::test]
async fn a_code_that_comes_twice_at_once_gives_nothing_that_lasts() {
    let server = Server::demo();
    for _ in 0..5 {
        let code = code(&server, "agent1").await;
        let (one, two) = tokio::join!(exchange(&server, &code, &[]), exchange(&server, &code, &[]));
        for given in [one, two] {
            assert!(given.status != 200 || !works(&server, &given).await, "{}", given.body);
        }
    }
}

#[tokio::test]
async fn section_2_a_code_is_for_its_client_redirect_uri_and_verifier_alone() {
    let server = Server::demo();
    let other = "a".repeat(43);
    for changed in [
        ("client_id", "other@vendor"),
        ("client_id", ""),
        ("redirect_uri", "http://127.0.0.1:5123/back"),
        ("redirect_uri", ""),
        ("code_verifier", other.as_str()),
        ("code_verifier", "short"),
        ("code", "never-given"),
    ] {
        let code = code(&server, "agent1").await;
        is_bad_grant(&exchange(&server, &code, &[changed]).await);
        if changed.0 != "code" {
            is_bad_grant(&exchange(&server, &code, &[]).await);
        }
    }
    for missing in ["code", "code_verifier"] {
        let refused = exchange(&server, "x", &[(missing, "")]).await;
        refused.is_problem(400, "bad-value");
        assert_eq!(refused.body["error"], "invalid_request");
    }
}

#[tokio::test]
async fn the_client_may_stand_in_the_basic_header() {
    let server = Server::demo();
    let code = code(&server, "agent1").await;
    let body = form(&[
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", BACK),
        ("code_verifier", crate::log_in_page::VERIFIER),
    ]);
    // app@vendor:1
    let request = server.request(Method::POST, "/auth/token").body(body);
    let given = answer(request.header("authorization", "Basic YXBwQHZlbmRvcjox")).await;
    assert_eq!(given.status, 200, "{}", given.body);
    verified(&server, text(&given, "id_token"), CLIENT).await;
}

#[tokio::test]
async fn section_2_refresh_tokens_of_a_code_are_for_its_program() {
    let server = Server::demo();
    let given = exchange(&server, &code(&server, "agent2").await, &[]).await;
    let refresh = text(&given, "refresh_token");
    let with = |client: &'static str| {
        let pairs =
            [("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", client)];
        form(&pairs)
    };
    let refused = server.open(Method::POST, "/auth/token", &with("other@vendor")).await;
    is_bad_grant(&refused);
    let renewed = server.open(Method::POST, "/auth/token", &with(CLIENT)).await;
    assert_eq!(renewed.status, 200, "{}", renewed.body);
    let said = verified(&server, text(&renewed, "id_token"), CLIENT).await;
    assert_eq!((&said["sub"], said.get("nonce")), (&json!("user:bu1agent2"), None));
    assert_eq!(said["sid"], claims(text(&given, "id_token"))["sid"]);
}

#[tokio::test]
async fn section_2_a_restart_forgets_codes_and_no_token() {
    let server = Server::demo();
    let (unused, used) = (code(&server, "agent1").await, code(&server, "agent1").await);
    let given = exchange(&server, &used, &[]).await;
    let ended = exchange(&server, &code(&server, "agent1").await, &[]).await;
    let revoke = form(&[("token", text(&ended, "refresh_token"))]);
    assert_eq!(server.open(Method::POST, "/auth/revoke", &revoke).await.status, 200);
    let server = server.ended_by("-KILL").start();
    assert!(works(&server, &given).await);
    assert!(!works(&server, &ended).await, "what was ended stays so");
    is_bad_grant(&exchange(&server, &unused, &[]).await);
    // That it was used is known still.
    is_bad_grant(&exchange(&server, &used, &[]).await);
    assert!(!works(&server, &given).await);
}

#[tokio::test]
async fn section_2_an_access_token_is_exchanged_for_one_that_ends_with_it() {
    let server = Server::demo();
    let given = exchange(&server, &code(&server, "agent1").await, &[]).await;
    let grant_type = "urn:ietf:params:oauth:grant-type:token-exchange";
    let kind = "urn:ietf:params:oauth:token-type:access_token";
    let subject = text(&given, "access_token");
    let pairs = [
        ("grant_type", grant_type),
        ("subject_token", subject),
        ("subject_token_type", kind),
        ("client_id", "second"),
    ];
    let exchanged = grant(&server, &pairs).await;
    assert_eq!(exchanged.status, 200, "{}", exchanged.body);
    assert_eq!(exchanged.body["issued_token_type"], kind);
    assert_eq!(exchanged.body.get("refresh_token"), None, "nothing that lasts longer");
    let of = |answer: &Answer| claims(text(answer, "access_token"));
    assert_eq!(of(&exchanged)["exp"], of(&given)["exp"]);
    verified(&server, text(&exchanged, "id_token"), "second").await;
    assert!(works(&server, &exchanged).await);
    let bare = grant(&server, &[("grant_type", grant_type), ("subject_token", subject)]).await;
    assert_eq!(bare.status, 200, "{}", bare.body);
    for wrong in [text(&given, "id_token"), text(&given, "refresh_token"), "nonsense"] {
        let pairs = [("grant_type", grant_type), ("subject_token", wrong)];
        is_bad_grant(&grant(&server, &pairs).await);
    }
    let refused = grant(&server, &[("grant_type", grant_type)]).await;
    assert_eq!(refused.body["error"], "invalid_request");
    let saml = [
        ("grant_type", grant_type),
        ("subject_token", subject),
        ("subject_token_type", "urn:ietf:params:oauth:token-type:saml2"),
    ];
    assert_eq!(grant(&server, &saml).await.body["error"], "invalid_request");
    let revoke = form(&[("token", text(&given, "refresh_token"))]);
    assert_eq!(server.open(Method::POST, "/auth/revoke", &revoke).await.status, 200);
    assert!(!works(&server, &exchanged).await);
}

#[tokio::test]
async fn section_2_name_and_password_give_an_id_token_here() {
    let server = Server::demo();
    let body = r#"{"grant_type":"password","username":"agent3","password":"demo"}"#;
    let given = server.open(Method::POST, "/AUTH/Token", body).await;
    assert_eq!(given.status, 200, "{}", given.body);
    verified(&server, text(&given, "id_token"), "cordboard").await;
    let wrong = r#"{"grant_type":"password","username":"agent3","password":"x"}"#;
    is_bad_grant(&server.open(Method::POST, "/auth/token", wrong).await);
    for (body, error) in [
        ("", "unsupported_grant_type"),
        ("grant_type=implicit", "unsupported_grant_type"),
        ("[]", "invalid_request"),
    ] {
        let refused = server.open(Method::POST, "/auth/token", body).await;
        assert_eq!((refused.status, &refused.body["error"]), (400, &json!(error)), "{body}");
    }
}

#[tokio::test]
async fn lifetimes_are_those_of_the_configuration() {
    let config = crate::public_url::demo_with("").replace(
        "[business_unit]",
        "[tokens]\naccess_s = 70\nid_s = 80\ncode_s = 5\n\n[business_unit]",
    );
    let server = Server::with_config("lifetimes", &config);
    let given = exchange(&server, &code(&server, "agent1").await, &[]).await;
    assert_eq!(given.body["expires_in"], 70);
    for (name, seconds) in [("access_token", 70), ("id_token", 80)] {
        let said = claims(text(&given, name));
        let of = |claim: &str| said[claim].as_u64().unwrap();
        assert_eq!(of("exp") - of("iat"), seconds, "{name}");
    }
    assert_eq!(ASKED.len(), 9);
}
