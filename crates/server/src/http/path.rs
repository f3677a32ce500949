//! Paths: any version, any letter case, doubled slashes (A1).

use std::borrow::Cow;

use axum::http::{Uri, uri::PathAndQuery};

/// What the agent API begins with, once the version is out of it.
const AGENT_API: &str = "/incontactapi/services/";

/// What is matched without regard to letter case. Other paths are files.
const WITHOUT_CASE: [&str; 9] = [
    "/incontactapi/",
    "/incontactauthorizationserver/",
    "/auth/",
    "/authentication/",
    "/user-management/",
    "/config/",
    "/desktop/v1/",
    "/simulator/v1/",
    "/.well-known/",
];

/// Gives the address as the router knows it.
pub(crate) fn normal(uri: &Uri) -> Option<Uri> {
    let path = normal_path(uri.path());
    if path == uri.path() {
        return None;
    }
    let path_and_query = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.into_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path_and_query).ok()?);
    Uri::from_parts(parts).ok()
}

/// Gives the route of a path as the documentation spells it; parameters keep their names.
pub(crate) fn route_of(documented: &str) -> String {
    let is_name = |segment: &&str| segment.starts_with('{');
    let mut names = documented.split('/').filter(is_name);
    let normal = normal_path(documented);
    let segments = normal
        .split('/')
        .map(|segment| if is_name(&segment) { names.next().unwrap_or(segment) } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

fn normal_path(path: &str) -> Cow<'_, str> {
    let mut path = collapsed(path);
    if !WITHOUT_CASE.iter().any(|prefix| starts_with(&path, prefix)) {
        return path;
    }
    let lower = lower_case(path.strip_suffix('/').unwrap_or(&path));
    path = Cow::Owned(match lower.strip_prefix(AGENT_API).and_then(|rest| rest.split_once('/')) {
        Some((version, rest)) if is_version(version) => [AGENT_API, rest].concat(),
        // Without a version, or with one that never was: no such address.
        Some(_) => "/incontactapi/".to_owned(),
        None => lower,
    });
    path
}

fn collapsed(path: &str) -> Cow<'_, str> {
    if !path.contains("//") {
        return Cow::Borrowed(path);
    }
    let mut collapsed = String::with_capacity(path.len());
    for char in path.chars() {
        if !(char == '/' && collapsed.ends_with('/')) {
            collapsed.push(char);
        }
    }
    Cow::Owned(collapsed)
}

fn starts_with(path: &str, prefix: &str) -> bool {
    path.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Session ids keep their letter case; all other segments are words or digits.
fn lower_case(path: &str) -> String {
    let mut lower = String::with_capacity(path.len());
    let mut names_a_session = false;
    for segment in path.split('/') {
        let begin = lower.len();
        lower.push_str(segment);
        lower.push('/');
        if !names_a_session || segment.eq_ignore_ascii_case("join") {
            lower[begin..].make_ascii_lowercase();
        }
        let names = |word: &str| segment.eq_ignore_ascii_case(word);
        names_a_session = names("agent-sessions") || names("page-tokens");
    }
    lower.pop();
    lower
}

/// `v2.0` and up.
fn is_version(text: &str) -> bool {
    let number = text.strip_prefix('v').and_then(|rest| rest.strip_suffix(".0"));
    number.is_some_and(|number| {
        number.bytes().all(|byte| byte.is_ascii_digit())
            && number.parse::<u32>().is_ok_and(|number| number >= 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a1_any_version_and_letter_case_and_doubled_slashes() {
        for path in [
            "/InContactAPI/services/v2.0/agent-sessions/kX3/interactions/7/hold",
            "/inContactAPI//services/v30.0/Agent-Sessions/kX3/INTERACTIONS/7//Hold",
            "//incontactapi/SERVICES/V13.0/agent-sessions/kX3/interactions/7/hold",
        ] {
            assert_eq!(
                normal_path(path),
                "/incontactapi/services/agent-sessions/kX3/interactions/7/hold"
            );
        }
        assert_eq!(
            normal_path("/InContactAPI/services/v2.0/agent-sessions/JOIN"),
            "/incontactapi/services/agent-sessions/join"
        );
    }

    #[test]
    fn a1_a_version_below_2_or_none_is_no_address() {
        for version in ["v1.0", "v2", "v2.1", "2.0", "v.0", "v+2.0", "v-2.0", "agent-sessions"] {
            let path = format!("/InContactAPI/services/{version}/agent-sessions");
            assert_eq!(normal_path(&path), "/incontactapi/", "{version}");
        }
    }

    #[test]
    fn a_documented_path_is_a_route_whose_parameters_keep_their_names() {
        let documented = "/InContactAPI/services/v33.0/skills/{skillId}/Dispositions";
        assert_eq!(route_of(documented), "/incontactapi/services/skills/{skillId}/dispositions");
        assert_eq!(route_of("/admin/v1/{kind}/{id}"), "/admin/v1/{kind}/{id}");
    }

    #[test]
    fn names_of_files_keep_their_letter_case() {
        assert_eq!(normal_path("/desktop-aBc.js"), "/desktop-aBc.js");
        assert_eq!(normal(&Uri::from_static("/desktop-aBc.js?v=1")), None);
        assert_eq!(normal(&Uri::from_static("//a?v=1")), Some(Uri::from_static("/a?v=1")));
    }
}
