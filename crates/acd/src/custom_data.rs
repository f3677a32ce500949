//! Data that clients keep with a contact.

use crate::{Contact, ContactId, Floor, Private, Refusal, Time, fact::Happened, floor::Decision};

/// Two pages of text; it goes out with each event of the contact.
const MOST_CHARS: usize = 4_000;

/// Puts `name=value` pairs, joined with `|`, to those that are there: the later value of a name
/// counts.
fn merged<'a>(before: &'a str, new: &'a str) -> String {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for pair in before.split('|').chain(new.split('|')).filter(|pair| !pair.is_empty()) {
        let name = pair.split('=').next().unwrap_or(pair);
        match pairs.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = pair,
            None => pairs.push((name, pair)),
        }
    }
    pairs.into_iter().map(|(_, pair)| pair).collect::<Vec<_>>().join("|")
}

impl Floor {
    pub(crate) fn decide_custom_data(contact: &Contact, data: &Private) -> Decision {
        let before = contact.custom_data.as_ref().map_or("", Private::text);
        let data = merged(before, data.text());
        if data.chars().count() > MOST_CHARS {
            return Err(Refusal::OutOfLimits("data"));
        }
        if data == before {
            return Ok(Vec::new());
        }
        Ok(vec![Happened::CustomDataSet { contact: contact.id, data: Private::new(data) }])
    }

    pub(crate) fn evolve_custom_data(&mut self, at: Time, contact: ContactId, data: &Private) {
        if let Some(contact) = self.contacts.get_mut(&contact) {
            contact.custom_data = Some(data.clone());
        }
        self.tell_call(at, contact);
    }
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn the_later_value_of_a_name_counts() {
        assert_eq!(merged("", "a=1|b=2"), "a=1|b=2");
        assert_eq!(merged("a=1|b=2", "b=3|c=4|"), "a=1|b=3|c=4");
        assert_eq!(merged("a=1", "plain"), "a=1|plain");
    }
}
