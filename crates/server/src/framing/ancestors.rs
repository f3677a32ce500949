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
        if !sources.split_ascii_whitespace().any(|source| allows(source, page, desktop)) {
            return Some(format!("it answers Content-Security-Policy: {}", short(directive)));
        }
    }
    // The older header counts for nothing beside the newer one.
    if is_said { None } else { by_options(headers, page, desktop) }
}

fn by_options(headers: &HeaderMap, page: &Url, desktop: &Url) -> Option<String> {
    let mut options: Vec<String> =
        listed(headers, &header::X_FRAME_OPTIONS).map(str::to_ascii_lowercase).collect();
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

/// The values of a header: each of its lines, at each comma.
fn listed<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|value| !value.is_empty())
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
    let authority = rest.split('/').next().unwrap_or_default();
    // An address of version 6 has colons of its own.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        Some(_) | None => (authority, None),
    };
    scheme_matches(scheme, desktop.scheme())
        && host_matches(host, desktop.host_str().unwrap_or_default())
        && port_matches(port, desktop)
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
        Some(port) => {
            desktop.port_or_known_default().is_some_and(|known| known.to_string() == port)
        }
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
