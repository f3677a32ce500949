//! Facts last: each kind is read and written for ever as its stored sample says.
//!
//! `facts/<Kind>.<version>.json` holds the samples of one kind. What a released version has written
//! stays readable, so a stored sample is never changed: a new meaning is a new kind or a new
//! version, with samples of its own. `CORDBOARD_STORE_SAMPLES=1` stores those that are missing, and
//! further samples of a kind behind those that are there.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "facts/samples.rs"]
mod samples;
#[path = "facts/variants.rs"]
mod variants;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use cordboard_acd::{
    Actor, Change, Fact, NextState, Time,
    command::Destination,
    credential::Holder,
    fact::{CallEnd, ContactClose, ContactReturn, FACT_VERSION, Happened, LegEnd, SessionEnd},
    setup::{AfterContactWork, Framing, Grant, PageKind, PopBy, PopDestination},
    sign_in::{SignInEnd, SignInWay},
};
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/facts")
}

/// The samples by kind, as facts.
fn by_kind() -> BTreeMap<String, Vec<Fact>> {
    let mut by_kind: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    for happened in samples::all() {
        let written = serde_json::to_value(&happened).unwrap();
        let kind = written.as_object().unwrap().keys().next().unwrap().clone();
        let fact = Fact::new(Time(1_700_000_000_000), happened);
        by_kind.entry(kind).or_default().push(fact);
    }
    by_kind
}

#[test]
fn stored_samples_are_read_and_written_as_ever() {
    let storing = std::env::var_os("CORDBOARD_STORE_SAMPLES").is_some();
    for (kind, facts) in by_kind() {
        let file = folder().join(format!("{kind}.{FACT_VERSION}.json"));
        if storing && !file.exists() {
            let text = serde_json::to_string_pretty(&facts).unwrap();
            fs::write(&file, text + "\n").unwrap();
        }
        if storing {
            let stored = fs::read_to_string(&file).unwrap();
            let stored: Vec<Value> = serde_json::from_str(&stored).unwrap();
            let written: Vec<_> =
                facts.iter().map(|fact| serde_json::to_value(fact).unwrap()).collect();
            if stored.len() < written.len() && written.starts_with(&stored) {
                fs::write(&file, serde_json::to_string_pretty(&facts).unwrap() + "\n").unwrap();
            }
        }
        let name = file.display();
        let text = fs::read_to_string(&file).unwrap_or_else(|error| {
            assert!(storing, "{name}: {error}: store it with CORDBOARD_STORE_SAMPLES=1");
            String::new()
        });
        let read: Vec<Fact> = serde_json::from_str(&text)
            .unwrap_or_else(|error| unreadable(&name.to_string(), &error));
        assert!(read == facts, "{name}: it is read as something else:\n{read:#?}\n{facts:#?}");
        let written = serde_json::to_value(&facts).unwrap();
        let stored: Value = serde_json::from_str(&text).unwrap();
        assert!(written == stored, "{name}: it is written in another form:\n{written:#}");
    }
}

#[expect(clippy::panic, reason = "a test that cannot go on fails")]
fn unreadable(name: &str, error: &serde_json::Error) -> Vec<Fact> {
    panic!("{name}: what an earlier version wrote cannot be read any more: {error}")
}

#[test]
fn each_kind_has_a_stored_sample_and_each_sample_a_kind() {
    let kinds: BTreeSet<_> =
        variants::of::<Happened>().iter().map(|kind| (*kind).to_owned()).collect();
    let sampled: BTreeSet<_> = by_kind().into_keys().collect();
    assert_eq!(sampled, kinds, "a kind of fact without a sample");
    let files: BTreeSet<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".1.json").map(str::to_owned))
        .collect();
    assert_eq!(files, kinds, "a stored sample without a kind: facts are never given up");
}

#[test]
fn each_variant_of_what_a_fact_holds_is_in_a_sample() {
    let text = serde_json::to_string(&samples::all()).unwrap();
    for (what, names) in [
        ("Actor", variants::of::<Actor>()),
        ("Change", variants::of::<Change>()),
        ("Holder", variants::of::<Holder>()),
        ("AfterContactWork", variants::of::<AfterContactWork>()),
        ("PopBy", variants::of::<PopBy>()),
        ("PopDestination", variants::of::<PopDestination>()),
        ("PageKind", variants::of::<PageKind>()),
        ("Grant", variants::of::<Grant>()),
        ("Framing", variants::of::<Framing>()),
        ("Destination", variants::of::<Destination>()),
        ("NextState", variants::of::<NextState>()),
        ("SessionEnd", variants::of::<SessionEnd>()),
        ("LegEnd", variants::of::<LegEnd>()),
        ("ContactReturn", variants::of::<ContactReturn>()),
        ("CallEnd", variants::of::<CallEnd>()),
        ("ContactClose", variants::of::<ContactClose>()),
        ("SignInEnd", variants::of::<SignInEnd>()),
        ("SignInWay", variants::of::<SignInWay>()),
    ] {
        for name in names {
            assert!(text.contains(&format!("\"{name}\"")), "{what}::{name} is in no sample");
        }
    }
}
