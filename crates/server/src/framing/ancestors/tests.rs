use axum::http::HeaderValue;

use super::*;

const POLICY: &str = "content-security-policy";
const OPTIONS: &str = "x-frame-options";

/// Headers of a page at `https://page.example/`, framed by `https://desk.example`: whether it is
/// seen. Each line is what Chromium does.
#[test]
fn p4_headers_say_who_may_frame_a_page() {
    let cases: [(&[(&str, &str)], bool); 42] = [
        (&[], true),
        (&[(OPTIONS, "DENY")], false),
        (&[(OPTIONS, "deny")], false),
        (&[(OPTIONS, "SAMEORIGIN")], false),
        (&[(OPTIONS, "ALLOWALL")], true),
        (&[(OPTIONS, "ALLOW-FROM https://desk.example")], true),
        (&[(OPTIONS, "ALLOW-FROM https://elsewhere.example")], true),
        (&[(OPTIONS, "nonsense")], true),
        (&[(OPTIONS, "DENY"), (OPTIONS, "DENY")], false),
        (&[(OPTIONS, "DENY, ALLOWALL")], false),
        (&[(OPTIONS, "nonsense"), (OPTIONS, "SAMEORIGIN")], false),
        (&[(OPTIONS, "nonsense, more")], true),
        (&[(POLICY, "default-src 'none'")], true),
        (&[(POLICY, "frame-ancestors 'none'")], false),
        (&[(POLICY, "frame-ancestors")], false),
        (&[(POLICY, "frame-ancestors 'self'")], false),
        (&[(POLICY, "frame-ancestors *")], true),
        (&[(POLICY, "frame-ancestors https:")], true),
        (&[(POLICY, "frame-ancestors http:")], true),
        (&[(POLICY, "frame-ancestors desk.example")], true),
        (&[(POLICY, "frame-ancestors DESK.example")], true),
        (&[(POLICY, "frame-ancestors https://desk.example")], true),
        (&[(POLICY, "frame-ancestors http://desk.example")], true),
        (&[(POLICY, "frame-ancestors https://desk.example:443")], true),
        (&[(POLICY, "frame-ancestors https://desk.example:80")], true),
        (&[(POLICY, "frame-ancestors https://desk.example:0443")], true),
        (&[(POLICY, "frame-ancestors https://desk.example:8443")], false),
        (&[(POLICY, "frame-ancestors https://desk.example:*")], true),
        (&[(POLICY, "frame-ancestors https://*.example")], true),
        (&[(POLICY, "frame-ancestors https://desk.example/")], true),
        (&[(POLICY, "frame-ancestors https://desk.example/desk")], false),
        (&[(POLICY, "frame-ancestors desk.example/desk/")], false),
        (&[(POLICY, "frame-ancestors 'none'; report-uri /ü")], false),
        (&[(POLICY, "default-src ü"), (OPTIONS, "DENY")], false),
        (&[(POLICY, "frame-ancestors https://*.desk.example")], false),
        (&[(POLICY, "frame-ancestors https://other.example https://desk.example")], true),
        (&[(POLICY, "frame-ancestors 'none' https://desk.example")], true),
        (&[(POLICY, "script-src x; Frame-Ancestors https://other.example")], false),
        (&[(POLICY, "frame-ancestors *; frame-ancestors 'none'")], true),
        // Each policy must allow it.
        (&[(POLICY, "frame-ancestors *, frame-ancestors 'none'")], false),
        (&[(POLICY, "frame-ancestors *"), (POLICY, "frame-ancestors 'none'")], false),
        // The newer header alone counts.
        (&[(POLICY, "frame-ancestors *"), (OPTIONS, "DENY")], true),
    ];
    for (lines, is_seen) in cases {
        let said = said(lines, "https://page.example/", "https://desk.example");
        assert_eq!(said.is_none(), is_seen, "{lines:?}: {said:?}");
    }
}

#[test]
fn p4_what_may_frame_depends_on_scheme_and_port() {
    let of = |policy, page, desktop| said(&[(POLICY, policy)], page, desktop).is_none();
    let own = "frame-ancestors 'self'";
    assert!(of(own, "https://desk.example/a", "https://desk.example"));
    assert!(of(own, "http://desk.example/a", "https://desk.example"));
    assert!(!of(own, "https://desk.example/a", "http://desk.example"));
    assert!(!of(own, "http://desk.example:81/a", "http://desk.example:82"));
    let plain = "frame-ancestors desk.example:8440";
    assert!(of(plain, "http://page.example", "http://desk.example:8440"));
    assert!(of(plain, "http://page.example", "https://desk.example:8440"));
    assert!(!of(plain, "https://page.example", "http://desk.example:8440"));
    assert!(!of(plain, "http://page.example", "http://desk.example"));
    assert!(of("frame-ancestors [::1]:8440", "http://page.example", "http://[::1]:8440"));
    let same = said(&[(OPTIONS, "SAMEORIGIN")], "http://a.example/x", "http://a.example");
    assert_eq!(same, None);
}

#[test]
fn p4_the_reason_names_the_header() {
    let said = |name, value| said(&[(name, value)], "https://page.example", "https://desk.example");
    assert_eq!(said(OPTIONS, "deny").as_deref(), Some("it answers X-Frame-Options: DENY"));
    let policy = "default-src *; frame-ancestors https://other.example";
    assert_eq!(
        said(POLICY, policy).as_deref(),
        Some("it answers Content-Security-Policy: frame-ancestors https://other.example")
    );
    assert_eq!(
        said(POLICY, "frame-ancestors https://desk.example/desk").as_deref(),
        Some(
            "it answers Content-Security-Policy: frame-ancestors https://desk.example/desk \
             (browsers frame nothing by a source with a path; it should name the origin alone)"
        )
    );
    let long = format!("frame-ancestors {}", "https://other.example ".repeat(100));
    assert!(said(POLICY, &long).is_some_and(|said| said.chars().count() < 250));
}

fn said(lines: &[(&'static str, &str)], page: &str, desktop: &str) -> Option<String> {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    refusal(&headers, &Url::parse(page).unwrap(), &Url::parse(desktop).unwrap())
}
