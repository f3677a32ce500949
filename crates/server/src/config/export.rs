//! The floor's configuration as a file.

use std::collections::BTreeMap;

use cordboard_acd::{Setup, setup::PageKind};
use serde::Serialize;

use super::{
    address_book, agent, business_unit::BusinessUnit, disposition, indicator, message, page, skill,
    tag, team, unavailable_code,
};

/// Stands at the head: what the file is, and what is not in it.
const HEAD: &str = "\
# The configuration of a floor, as `cordboard export` writes it: the tables of `cordboard.toml` that
# are the floor's own. `cordboard default-config` explains each key.
#
# `cordboard import FILE` takes it over onto another floor; a floor that is empty takes it as its
# first one from `cordboard serve --config FILE`.
#
# Passwords are not in it, and import leaves those that are set as they are. An agent who is new to a
# floor logs in once `cordboard admin set-password agent ID` has been typed there. Administrators
# are not in it either.
";

/// Writes the configuration down. The same configuration gives the same text.
pub(crate) fn export(setup: &Setup) -> Result<String, toml::ser::Error> {
    let mut text = HEAD.to_owned();
    add(&mut text, &BTreeMap::from([("business_unit", BusinessUnit::of(&setup.business_unit))]))?;
    for team in setup.teams.values() {
        add_table(&mut text, "team", &team::Section::of(team))?;
    }
    for code in setup.unavailable_codes.values() {
        add_table(&mut text, "unavailable_code", &unavailable_code::Section::of(code))?;
    }
    for disposition in setup.dispositions.values() {
        add_table(&mut text, "disposition", &disposition::Section::of(disposition))?;
    }
    for skill in setup.skills.values() {
        add_table(&mut text, "skill", &skill::Section::of(skill))?;
    }
    for agent in setup.agents.values() {
        add_table(&mut text, "agent", &agent::Section::of(agent))?;
    }
    for page in setup.pages_in_order() {
        let word = match page.kind {
            PageKind::Panel => "panel",
            PageKind::Workspace => "workspace",
        };
        add_table(&mut text, word, &page::Section::of(page))?;
    }
    for book in setup.address_books.values() {
        add_table(&mut text, "address_book", &address_book::Section::of(book))?;
    }
    for entry in setup.address_book_entries.values() {
        add_table(&mut text, "address_book_entry", &address_book::EntrySection::of(entry))?;
    }
    for indicator in setup.indicators.values() {
        add_table(&mut text, "indicator", &indicator::Section::of(indicator))?;
    }
    for message in setup.messages.values() {
        add_table(&mut text, "message", &message::Section::of(message))?;
    }
    for tag in setup.tags.values() {
        add_table(&mut text, "tag", &tag::Section::of(tag))?;
    }
    Ok(text)
}

fn add_table(
    text: &mut String,
    word: &str,
    section: &impl Serialize,
) -> Result<(), toml::ser::Error> {
    add(text, &BTreeMap::from([(word, [section])]))
}

fn add(text: &mut String, document: &impl Serialize) -> Result<(), toml::ser::Error> {
    text.push('\n');
    text.push_str(&toml::to_string(document)?);
    Ok(())
}
