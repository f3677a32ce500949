//! A phone number as the agent types it, and as it is dialled.

/// As many as the server takes: E.164 has 15, service codes and extensions fit as well.
const MOST_DIGITS: usize = 32;

/// The number as it is dialled: digits, `*` and `#`, with `+` in front where it was typed.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn dialled(text: &str) -> Result<String, String> {
    let mut number = String::new();
    for sign in text.trim().chars() {
        match sign {
            '0'..='9' | '*' | '#' => number.push(sign),
            '+' if number.is_empty() => number.push(sign),
            '+' => return Err("The + stands in front of the number.".to_owned()),
            _ if is_between(sign) => {}
            _ => {
                return Err(format!(
                    "“{sign}” is no part of a number. Type digits, with + in front for abroad."
                ));
            }
        }
    }
    match number.trim_start_matches('+').len() {
        0 => Err("Type a number.".to_owned()),
        digits if digits > MOST_DIGITS => {
            Err(format!("The number is too long: it has at most {MOST_DIGITS} digits."))
        }
        _ => Ok(number),
    }
}

/// Whether the text can become a number: what else is typed is a search.
pub(crate) fn is_begun(text: &str) -> bool {
    let text = text.trim();
    let is_dialled = |sign: char| sign.is_ascii_digit() || "+*#".contains(sign);
    text.chars().any(is_dialled) && text.chars().all(|sign| is_dialled(sign) || is_between(sign))
}

/// The digits alone.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What people write between the digits.
fn is_between(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '–' | '.' | '/' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_without_what_people_write_between_the_digits() {
        for (typed, number) in [
            ("+1 (555) 123-0001", "+15551230001"),
            (" 0711/47.11 ", "07114711"),
            ("101", "101"),
            ("*43#", "*43#"),
            ("+49\u{a0}711", "+49711"),
        ] {
            assert_eq!(dialled(typed).as_deref(), Ok(number), "{typed}");
            assert!(is_begun(typed), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_number_is_said_in_words() {
        for (typed, words) in [
            ("", "Type a number"),
            (" +( ", "Type a number"),
            ("123456789012345678901234567890123", "too long"),
            ("555x1", "“x” is no part"),
            ("49+711", "in front"),
            ("1;drop", "“;” is no part"),
        ] {
            let wrong = dialled(typed).expect_err(typed);
            assert!(wrong.contains(words), "{typed}: {wrong}");
        }
    }

    #[test]
    fn what_has_a_letter_is_a_search() {
        assert!(!is_begun("Ben"));
        assert!(!is_begun("4th floor"));
        assert!(!is_begun(""));
        assert!(!is_begun(" - "));
        assert!(is_begun("+"));
        assert!(is_begun("55"));
    }
}
