/// The longest text that is compared; nothing longer is a slip.
const LONGEST: usize = 64;
/// A slip for so many letters of the word meant; at least one.
const LETTERS_A_SLIP: usize = 3;

/// The word that was probably meant, for somebody who looks for a mistake: more is taken for a
/// slip than the record does, because nothing is done about it.
pub(super) fn nearest(
    said: &str,
    known: impl IntoIterator<Item = &'static str>,
) -> Option<&'static str> {
    if said.len() > LONGEST {
        return None;
    }
    let lower = said.trim().to_lowercase();
    known
        .into_iter()
        .map(|word| (strsim::osa_distance(&lower, &word.to_lowercase()), word))
        .filter(|(slips, word)| *slips <= (word.len() / LETTERS_A_SLIP).max(1))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, word)| word)
}

/// Whether the two differ in nothing but the case of letters.
pub(super) fn differs_in_case(said: &str, meant: &str) -> bool {
    said != meant && said.eq_ignore_ascii_case(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found_and_far_ones_are_not() {
        let types = ["all", "agent", "contact", "contacts", "sessioninfo"];
        for (said, meant) in [
            ("agents", Some("agent")),
            ("agnet", Some("agent")),
            (" Contact ", Some("contact")),
            ("contcats", Some("contacts")),
            ("session-info", Some("sessioninfo")),
            ("al", Some("all")),
            ("calls", None),
            ("everything", None),
            ("", None),
        ] {
            assert_eq!(nearest(said, types), meant, "{said:?}");
        }
    }
}
