use cordboard_protocol::page::Loose;

/// How many characters of what a page wrote are shown within a sentence.
const SHOWN: usize = 60;

/// A text as a page wrote it, no longer than a sentence bears.
pub(super) fn cut(text: &str) -> String {
    let mut signs = text.chars();
    let mut shown: String = signs.by_ref().take(SHOWN).collect();
    if signs.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The same in quotes, with what cannot be seen made visible.
pub(super) fn quoted(text: &str) -> String {
    format!("{:?}", cut(text))
}

/// A value as it would stand in a program.
pub(super) fn shown(value: &Loose) -> String {
    match value {
        Loose::Text(text) | Loose::LongText(text) => quoted(text),
        Loose::Array(_) => "an array".into(),
        Loose::Other(_) => "an object".into(),
        Loose::BigInt(digits) => format!("{}n", cut(digits)),
        Loose::Undefined | Loose::Null | Loose::Bool(_) | Loose::Number(_) => {
            value.joined().into_owned()
        }
    }
}

/// What a value is, in words.
pub(super) const fn kind(value: &Loose) -> &'static str {
    match value {
        Loose::Undefined => "undefined",
        Loose::Null => "null",
        Loose::Bool(_) => "a boolean",
        Loose::Number(_) => "a number",
        Loose::BigInt(_) => "a BigInt",
        Loose::Text(_) | Loose::LongText(_) => "a text",
        Loose::Array(_) => "an array",
        Loose::Other(_) => "an object",
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed<Word: AsRef<str>>(words: &[Word]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// Begins large and ends with a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut signs = text.chars();
    let first = signs.next().map(char::to_uppercase);
    let mut sentence: String = first.into_iter().flatten().chain(signs).collect();
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_wrote_is_cut_and_quoted() {
        assert_eq!(quoted("a\n\"b\""), r#""a\n\"b\"""#);
        assert_eq!(cut(&"é".repeat(SHOWN)), "é".repeat(SHOWN));
        assert_eq!(cut(&"é".repeat(SHOWN + 1)), format!("{}…", "é".repeat(SHOWN)));
    }

    #[test]
    fn words_are_listed_as_in_a_sentence() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b"]), "a and b");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }
}
