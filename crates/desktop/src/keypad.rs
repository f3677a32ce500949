//! The twelve keys of a telephone.

use leptos::prelude::*;

/// Each key with the letters that stand on it.
const KEYS: [(char, &str); 12] = [
    ('1', ""),
    ('2', "ABC"),
    ('3', "DEF"),
    ('4', "GHI"),
    ('5', "JKL"),
    ('6', "MNO"),
    ('7', "PQRS"),
    ('8', "TUV"),
    ('9', "WXYZ"),
    ('*', ""),
    ('0', "+"),
    ('#', ""),
];

/// The keys, in rows of three.
#[component]
pub(crate) fn Keypad(press: Callback<char>) -> impl IntoView {
    let key = move |(sign, letters): (char, &'static str)| {
        view! {
            <button
                type="button"
                class="key"
                aria-label=name(sign)
                on:click=move |_| press.run(sign)
            >
                <span class="key-sign">{sign.to_string()}</span>
                <span class="key-letters" aria-hidden="true">{letters}</span>
            </button>
        }
    };
    view! {
        <div class="keys-grid" role="group" aria-label="Keys">
            {KEYS.into_iter().map(key).collect_view()}
        </div>
    }
}

/// The sign of a key of the keyboard, where a telephone has it.
pub(crate) fn typed(key: &str) -> Option<char> {
    let mut signs = key.chars();
    let sign = signs.next().filter(|_| signs.next().is_none())?;
    (sign.is_ascii_digit() || sign == '*' || sign == '#').then_some(sign)
}

fn name(sign: char) -> String {
    match sign {
        '*' => "Star".to_owned(),
        '#' => "Hash".to_owned(),
        sign => sign.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_telephones_signs_are_typed() {
        for (key, sign) in [("5", Some('5')), ("*", Some('*')), ("#", Some('#'))] {
            assert_eq!(typed(key), sign);
        }
        for key in ["Enter", "a", "+", "F1", "", "٣"] {
            assert_eq!(typed(key), None, "{key}");
        }
    }
}
