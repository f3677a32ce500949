//! A failure as a sentence.

use cordboard_client::Failure;

/// The failure, beginning with a capital and ending with a full stop.
pub(crate) fn words(failure: &Failure) -> String {
    let text = failure.to_string();
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return text };
    let sentence: String = first.to_uppercase().chain(letters).collect();
    if sentence.ends_with(['.', '!', '?']) { sentence } else { format!("{sentence}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_reads_as_a_sentence() {
        assert_eq!(words(&Failure::Network), "The server cannot be reached.");
    }
}
