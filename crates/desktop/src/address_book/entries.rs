//! What stands in the address book, and what a search finds of it.

use cordboard_protocol::address_book::{AddressBook, AddressBookEntry};
use cordboard_protocol::agent_state::AgentStateRow;
use cordboard_protocol::skill_activity::SkillActivity;

use crate::agent_session::Whom;
use crate::duration;
use crate::phone_number;

/// Entries of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// What the agent reads.
    pub(crate) title: String,
    pub(crate) entries: Vec<Entry>,
}

/// Somebody who can be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Names it in the whole address book.
    pub(crate) key: String,
    pub(crate) name: String,
    /// The state, the number, or what else tells it from others.
    pub(crate) note: String,
    /// The mark of the state, where there is one.
    pub(crate) mark: Option<&'static str>,
    pub(crate) whom: Whom,
    /// Whether a call has a chance.
    pub(crate) can_be_called: bool,
}

/// Everything there is: colleagues, skills, and each book of numbers.
pub(crate) fn sections(
    agents: &[AgentStateRow],
    skills: &[SkillActivity],
    books: &[AddressBook],
    own: Option<u64>,
) -> Vec<Section> {
    let mut colleagues: Vec<Entry> =
        agents.iter().filter(|agent| Some(agent.agent_id) != own).map(colleague).collect();
    colleagues.sort_by_key(|entry| entry.name.to_lowercase());
    let skills = skills.iter().filter(|skill| skill.is_active).map(skill).collect();
    let mut numbers = Vec::new();
    for book in books {
        // How agents and skills stand is read again and again, and is newer than these.
        if !matches!(book.address_book_type.as_str(), "Agent" | "Skill") {
            let entries = book.address_book_entries.iter().flatten();
            numbers.push(Section {
                title: book.address_book_name.clone(),
                entries: entries.flat_map(|entry| numbers_of(book, entry)).collect(),
            });
        }
    }
    let section = |title: &str, entries| Section { title: title.to_owned(), entries };
    [section("Colleagues", colleagues), section("Skills", skills)]
        .into_iter()
        .chain(numbers)
        .filter(|section| !section.entries.is_empty())
        .collect()
}

/// The entries that hold every word of the search, in name or note, or its digits in the number.
pub(crate) fn found(sections: Vec<Section>, search: &str) -> Vec<Section> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let digits = phone_number::is_begun(search).then(|| phone_number::digits(search));
    let is_found = |entry: &Entry| {
        let text = match entry.whom {
            // How many wait is nothing to search for.
            Whom::Skill(_) => entry.name.to_lowercase(),
            Whom::Number(_) | Whom::Agent(_) => {
                format!("{} {}", entry.name, entry.note).to_lowercase()
            }
        };
        let has_digits = || match (&entry.whom, digits.as_deref()) {
            (Whom::Number(number), Some(digits)) if !digits.is_empty() => {
                phone_number::digits(number).contains(digits)
            }
            (Whom::Number(_) | Whom::Agent(_) | Whom::Skill(_), _) => false,
        };
        words.iter().all(|word| text.contains(word)) || has_digits()
    };
    sections
        .into_iter()
        .map(|section| Section {
            entries: section.entries.into_iter().filter(is_found).collect(),
            ..section
        })
        .filter(|section| !section.entries.is_empty())
        .collect()
}

fn colleague(agent: &AgentStateRow) -> Entry {
    let (note, mark, can_be_called) = match agent.agent_state_name.as_str() {
        "Available" => ("Available".to_owned(), "mark mark-available", true),
        "LoggedOut" => ("Logged out".to_owned(), "mark mark-out", false),
        "Unavailable" if agent.is_acw => {
            ("After-contact work".to_owned(), "mark mark-after", false)
        }
        "Unavailable" => {
            let why = agent.out_state_description.trim();
            let why = if why.is_empty() { "Unavailable" } else { why };
            (why.to_owned(), "mark mark-unavailable", true)
        }
        _ => ("On a contact".to_owned(), "mark mark-working", false),
    };
    Entry {
        key: format!("agent {}", agent.agent_id),
        name: name([&agent.first_name, &agent.last_name]),
        note: format!("{note} · {}", agent.team_name),
        mark: Some(mark),
        whom: Whom::Agent(agent.agent_id),
        can_be_called,
    }
}

fn skill(skill: &SkillActivity) -> Entry {
    let waiting = match (skill.queue_count, u32::try_from(skill.longest_queue_seconds)) {
        (0, _) => "Nobody waits".to_owned(),
        (count, Ok(longest_s)) => {
            format!("{count} waiting, longest {}", duration::words(f64::from(longest_s) * 1000.0))
        }
        (count, Err(_)) => format!("{count} waiting"),
    };
    Entry {
        key: format!("skill {}", skill.skill_id),
        name: skill.skill_name.clone(),
        note: format!("{waiting} · {} free", skill.agents_available),
        mark: None,
        whom: Whom::Skill(skill.skill_id),
        can_be_called: true,
    }
}

fn numbers_of(book: &AddressBook, entry: &AddressBookEntry) -> Vec<Entry> {
    let person = name([&entry.first_name, &entry.last_name]);
    let company = entry.company.trim();
    let name = match (person.is_empty(), company.is_empty()) {
        (false, false) => format!("{person}, {company}"),
        (false, true) => person,
        (true, _) => company.to_owned(),
    };
    let one = |kind: &str, number: &str| {
        let dialled = phone_number::dialled(number).ok()?;
        Some(Entry {
            key: format!("book {} {} {kind}", book.address_book_id, entry.address_book_entry_id),
            name: if name.is_empty() { number.trim().to_owned() } else { name.clone() },
            note: format!("{}{kind}", number.trim()),
            mark: None,
            whom: Whom::Number(dialled),
            can_be_called: true,
        })
    };
    [one("", &entry.phone), one(" · mobile", &entry.mobile)].into_iter().flatten().collect()
}

fn name(parts: [&String; 2]) -> String {
    parts.map(|part| part.trim()).join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colleagues_stand_by_name_with_their_state_and_the_agent_is_not_among_them() {
        let all = sections(
            &[
                agent(1, "Ada", "Archer", "Available"),
                agent(3, "Cleo", "Castle", "InboundContact"),
                AgentStateRow {
                    out_state_description: "Break".to_owned(),
                    ..agent(2, "Ben", "Brook", "Unavailable")
                },
                agent(4, "Ava", "Zorn", "LoggedOut"),
            ],
            &[],
            &[],
            Some(1),
        );
        let [colleagues] = &all[..] else { panic!("one section: {all:?}") };
        let told: Vec<_> = colleagues
            .entries
            .iter()
            .map(|entry| (entry.name.as_str(), entry.note.as_str(), entry.can_be_called))
            .collect();
        assert_eq!(
            told,
            [
                ("Ava Zorn", "Logged out · Sales floor", false),
                ("Ben Brook", "Break · Sales floor", true),
                ("Cleo Castle", "On a contact · Sales floor", false),
            ]
        );
    }

    #[test]
    fn a_skill_says_who_waits_and_how_many_are_free() {
        let note = |count, longest_s| {
            let all = sections(&[], &[activity(count, longest_s)], &[], None);
            all[0].entries[0].note.clone()
        };
        assert_eq!(note(0, 0), "Nobody waits · 1 free");
        assert_eq!(note(2, 75), "2 waiting, longest 1:15 · 1 free");
    }

    #[test]
    fn a_book_shows_each_number_that_can_be_dialled() {
        let entry = AddressBookEntry {
            address_book_entry_id: 7,
            first_name: "Pia".to_owned(),
            last_name: "Doe".to_owned(),
            company: "Example".to_owned(),
            phone: "+1 (555) 0123".to_owned(),
            mobile: "0171-4711".to_owned(),
            ..AddressBookEntry::default()
        };
        let nobody =
            AddressBookEntry { phone: "ask Pia".to_owned(), ..AddressBookEntry::default() };
        let all = sections(&[], &[], &[book("Standard", vec![entry, nobody])], None);
        let told: Vec<_> = all[0]
            .entries
            .iter()
            .map(|entry| (entry.name.as_str(), entry.note.as_str(), entry.whom.clone()))
            .collect();
        assert_eq!(
            told,
            [
                ("Pia Doe, Example", "+1 (555) 0123", Whom::Number("+15550123".to_owned())),
                ("Pia Doe, Example", "0171-4711 · mobile", Whom::Number("01714711".to_owned())),
            ]
        );
    }

    #[test]
    fn a_search_finds_words_anywhere_and_digits_in_numbers() {
        let entry = AddressBookEntry {
            first_name: "Pia".to_owned(),
            company: "Example".to_owned(),
            phone: "+1 (555) 0123".to_owned(),
            ..AddressBookEntry::default()
        };
        let computed = AddressBookEntry { phone: "101".to_owned(), ..AddressBookEntry::default() };
        let all = || {
            sections(
                &[agent(2, "Ben", "Brook", "Available")],
                &[activity(0, 0)],
                &[book("Standard", vec![entry.clone()]), book("Skill", vec![computed.clone()])],
                None,
            )
        };
        let names = |search: &str| -> Vec<String> {
            let found = found(all(), search).into_iter().flat_map(|section| section.entries);
            found.map(|entry| entry.name).collect()
        };
        assert_eq!(names(""), ["Ben Brook", "Sales", "Pia, Example"]);
        assert_eq!(names("SALES"), ["Ben Brook", "Sales"], "a team's name is found too");
        assert_eq!(names("brook be"), ["Ben Brook"]);
        assert_eq!(names("exam"), ["Pia, Example"]);
        assert_eq!(names("5550"), ["Pia, Example"]);
        assert_eq!(names("nobody"), Vec::<String>::new());
    }

    fn agent(agent_id: u64, first_name: &str, last_name: &str, state: &str) -> AgentStateRow {
        AgentStateRow {
            agent_id,
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            team_id: 1,
            team_name: "Sales floor".to_owned(),
            agent_state_id: 0,
            agent_state_name: state.to_owned(),
            is_acw: false,
            out_state_description: String::new(),
            out_state_id: None,
            contact_id: None,
            skill_id: None,
            skill_name: None,
            open_contacts: 0,
            start_date: None,
        }
    }

    fn activity(queue_count: u64, longest_queue_seconds: u64) -> SkillActivity {
        SkillActivity {
            server_time: String::new(),
            skill_id: 101,
            skill_name: "Sales".to_owned(),
            is_active: true,
            media_type_id: 4,
            queue_count,
            longest_queue_seconds,
            earliest_queue_time: None,
            contacts_active: 0,
            agents_logged_in: 2,
            agents_available: 1,
            agents_working: 1,
            agents_acw: 0,
            agents_unavailable: 0,
        }
    }

    fn book(kind: &str, entries: Vec<AddressBookEntry>) -> AddressBook {
        AddressBook {
            address_book_id: 1,
            address_book_name: "Partners".to_owned(),
            address_book_type: kind.to_owned(),
            address_book_entries: Some(entries),
        }
    }
}
