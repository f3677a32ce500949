//! Answers of HTTP/1.1 as they lie in a buffer.

/// One answer.
#[derive(Clone, Copy)]
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    head: &'a str,
    pub(crate) body: &'a [u8],
    /// On the wire, head and body.
    pub(crate) bytes: usize,
}

impl<'a> Answer<'a> {
    /// Reads the answer that stands at the beginning, when all of it has come.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let head = bytes.windows(4).position(|end| end == b"\r\n\r\n")?;
        let body = head + 4;
        let head = std::str::from_utf8(&bytes[..head]).unwrap();
        let status = head.get(9..12).and_then(|status| status.parse().ok()).unwrap();
        let mut answer = Self { status, head, body: &[], bytes: body };
        let length: usize = match status {
            204 | 304 => 0,
            _ => answer.header("content-length")?.parse().unwrap(),
        };
        answer.body = bytes.get(body..body + length)?;
        answer.bytes += length;
        Some(answer)
    }

    /// Gives a header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        self.head.lines().skip(1).find_map(|line| {
            let (its_name, value) = line.split_once(':')?;
            its_name.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// Says it in a sentence of a failure.
    pub(crate) fn said(&self) -> String {
        format!("{} {}", self.status, String::from_utf8_lossy(self.body))
    }

    /// Gives a string value of the body's JSON by its first place, without parsing it all.
    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        value(self.body, key).and_then(|rest| {
            let rest = rest.strip_prefix(b"\"")?;
            let end = rest.iter().position(|byte| *byte == b'"')?;
            std::str::from_utf8(&rest[..end]).ok()
        })
    }

    /// Gives a whole number of the body's JSON by its first place, without parsing it all.
    pub(crate) fn number(&self, key: &str) -> Option<u64> {
        number(self.body, key)
    }
}

/// Gives a whole number of a JSON text by its first place.
pub(crate) fn number(body: &[u8], key: &str) -> Option<u64> {
    value(body, key).and_then(|rest| {
        let end = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        std::str::from_utf8(&rest[..end]).ok()?.parse().ok()
    })
}

fn value<'a>(body: &'a [u8], key: &str) -> Option<&'a [u8]> {
    let key = format!("\"{key}\":");
    let at = body.windows(key.len()).position(|part| part == key.as_bytes())?;
    Some(&body[at + key.len()..])
}
