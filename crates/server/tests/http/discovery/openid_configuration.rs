use reqwest::Method;
use serde_json::json;

use crate::{
    log_in_page::browser,
    server::{Server, answer},
};

#[tokio::test]
async fn section_2_it_names_what_works_under_the_name_that_the_client_uses() {
    let server = Server::demo();
    for host in
        [server.url.clone(), format!("http://cordboard.localhost:{}", server.address().port())]
    {
        let request = server.request(Method::GET, "/.well-known/openid-configuration");
        let said = answer(request.header("host", host.strip_prefix("http://").unwrap())).await;
        assert_eq!(said.status, 200, "{}", said.body);
        let expected = json!({
            "issuer": host,
            "authorization_endpoint": format!("{host}/auth/authorize"),
            "token_endpoint": format!("{host}/auth/token"),
            "end_session_endpoint": format!("{host}/auth/endsession"),
            "revocation_endpoint": format!("{host}/auth/revoke"),
            "jwks_uri": format!("{host}/auth/jwks"),
            "userinfo_endpoint": format!("{host}/auth/userinfo"),
            "display_values_supported": ["page", "popup"],
            "code_challenge_methods_supported": ["S256"],
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
        });
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(said.body[name], *value, "{name}");
        }
    }
    // Every address that it names is one.
    let said = server.open(Method::GET, "/.well-known/openid-configuration", "").await.body;
    let names = said.as_object().unwrap().iter();
    let addresses = names.filter(|(name, _)| name.ends_with("_endpoint") || *name == "jwks_uri");
    let mut count = 0;
    for (name, address) in addresses {
        let got = answer(browser().get(address.as_str().unwrap())).await;
        assert_ne!(got.status, 404, "{name}");
        count += 1;
    }
    assert_eq!(count, 6);
}
