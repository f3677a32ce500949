//! What a page's headers say of who may frame it: `frame-ancestors` of the content security policy
//! (CSP Level 3), and, where there is none, `X-Frame-Options` (HTML, "X-Frame-Options processing
//! model").

use axum::http::{HeaderMap, HeaderName, header};
use url::Url;

/// Says why a browser would leave the frame empty: the end of a sentence that begins with the page.
/// `page` is where the answer came from, `desktop` is where the frame would be.
pub(super) fn refusal(headers: &HeaderMap, page: &Url, desktop: &Url) -> Option<String> {
    let mut is_said = false;
    for policy in listed(headers, &header::CONTENT_SECURITY_POLICY) {
        let mut directives = policy.split(';').map(str::trim);
        let ancestors = directives.find_map(|directive| {
            let (name, sources) = directive
                .split_once(|it: char| it.is_ascii_whitespace())
                .unwrap_or((directive, ""));
            name.eq_ignore_ascii_case("frame-ancestors").then_some((directive, sources))
        });
        let Some((directive, sources)) = ancestors else { continue };
        is_said = true;
        let allowed = |source| allows(source, page, desktop);
        if !sources.split_ascii_whitespace().any(allowed) {
            let said = short(directive);
            let mut origins = sources.split_ascii_whitespace().filter_map(without_path);
            let why = if origins.any(allowed) {
                " (browsers frame nothing by a source with a path; it should name the origin alone)"
            } else {
                ""
            };
            return Some(format!("it answers Content-Security-Policy: {said}{why}"));
        }
    }
    // The older header counts for nothing beside the newer one.
    if is_said { None } else { by_options(headers, page, desktop) }
}

fn by_options(headers: &HeaderMap, page: &Url, desktop: &Url) -> Option<String> {
    let mut options: Vec<String> =
        listed(headers, &header::X_FRAME_OPTIONS).map(|it| it.to_ascii_lowercase()).collect();
    options.sort();
    options.dedup();
    let is_known = |it: &String| ["deny", "sameorigin", "allowall"].contains(&it.as_str());
    let refuses = match options.as_slice() {
        [one] if one == "sameorigin" => page.origin() != desktop.origin(),
        [one] => one == "deny",
        // Who says two different things is framed by nobody.
        several => several.iter().any(is_known),
    };
    let said = options.join(", ").to_ascii_uppercase();
    refuses.then(|| format!("it answers X-Frame-Options: {}", short(&said)))
}

/// The values of a header: each of its lines, at each comma. A byte that is no ASCII, as in an
/// address, takes nothing of the others away.
fn listed(headers: &HeaderMap, name: &HeaderName) -> impl Iterator<Item = String> {
    let lines = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    let values = lines.flat_map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    values.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Whether an ancestor source matches the desktop's origin.
fn allows(source: &str, page: &Url, desktop: &Url) -> bool {
    if source == "*" {
        return true;
    }
    if source.starts_with('\'') {
        return source.eq_ignore_ascii_case("'self'")
            && (page.origin() == desktop.origin()
                || page.host() == desktop.host()
                    && page.port().is_none()
                    && desktop.port().is_none()
                    && scheme_matches(page.scheme(), desktop.scheme()));
    }
    if let Some(scheme) = source.strip_suffix(':') {
        return scheme_matches(scheme, desktop.scheme());
    }
    let (scheme, rest) = source.split_once("://").unwrap_or((page.scheme(), source));
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    // What is matched is the desktop's origin, whose path is the shortest.
    if !path.is_empty() {
        return false;
    }
    // An address of version 6 has colons of its own.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        Some(_) | None => (authority, None),
    };
    scheme_matches(scheme, desktop.scheme())
        && host_matches(host, desktop.host_str().unwrap_or_default())
        && port_matches(port, desktop)
}

/// A source that names a path, without it.
fn without_path(source: &str) -> Option<&str> {
    let begin = source.find("://").map_or(0, |at| at + "://".len());
    let end = begin + source.get(begin..)?.find('/')?;
    source.get(..end)
}

/// What may be shown under http may be shown under https.
fn scheme_matches(allowed: &str, scheme: &str) -> bool {
    allowed.eq_ignore_ascii_case(scheme)
        || allowed.eq_ignore_ascii_case("http") && scheme.eq_ignore_ascii_case("https")
}

fn host_matches(allowed: &str, host: &str) -> bool {
    let (allowed, host) = (allowed.to_ascii_lowercase(), host.to_ascii_lowercase());
    match allowed.strip_prefix('*') {
        Some("") => true,
        Some(ending) => ending.starts_with('.') && host.ends_with(ending),
        None => allowed == host,
    }
}

fn port_matches(allowed: Option<&str>, desktop: &Url) -> bool {
    match allowed {
        Some("*") => true,
        Some("80") if desktop.scheme() == "https" && desktop.port().is_none() => true,
        Some(port) => port.parse().is_ok_and(|port| desktop.port_or_known_default() == Some(port)),
        None => desktop.port().is_none(),
    }
}

/// A header may be long; a sentence is not.
fn short(said: &str) -> String {
    const LONGEST: usize = 200;
    if said.chars().count() <= LONGEST {
        return said.to_owned();
    }
    said.chars().take(LONGEST).chain(['…']).collect()
}

#[cfg(test)]
mod tests;
