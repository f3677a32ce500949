use cordboard_acd::{
    command::ContactCommand,
    event::Event,
    setup::{PopBy, Setup},
};

use crate::stage::{ANN, SALES, Stage, screen_pop, setup};

const URL: &str = "http://crm/?a={ani}&c={contactId}&s={skillName}&l={lastName}&b={busNo}&x={x}";

fn with_pop(by: PopBy) -> Setup {
    let mut setup = setup();
    setup.skills.get_mut(&SALES).unwrap().screen_pop = Some(screen_pop(by, URL));
    setup
}

fn filled(contact: u64) -> String {
    format!("http://crm/?a=%2B15551230001&c={contact}&s=Sales&l=Doe%20%26%20Sons&b=1&x={{x}}")
}

#[test]
fn screen_pop_url_travels_with_the_call_from_its_first_event() {
    let mut stage = Stage::with(with_pop(PopBy::ScreenPopUrl));
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.on(ANN, contact, ContactCommand::Accept).unwrap();
    let urls: Vec<_> = stage
        .fetch(ANN)
        .into_iter()
        .filter_map(|event| match event {
            Event::Call(call) => call.screen_pop_url.map(|url| url.text().to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(urls, [filled(contact.0), filled(contact.0)]);
}

#[test]
fn a_pop_url_comes_once_with_the_contact() {
    let mut stage = Stage::with(with_pop(PopBy::PopUrl));
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.on(ANN, contact, ContactCommand::Accept).unwrap();
    stage.hang_up(contact).unwrap();
    let pops: Vec<_> =
        stage.told(ANN).into_iter().filter(|words| words.starts_with("pop")).collect();
    assert_eq!(pops, [format!("pop {}", filled(contact.0))]);
}

#[test]
fn a_page_opens_and_closes_with_the_contact() {
    let mut stage = Stage::with(with_pop(PopBy::PageOpen));
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.on(ANN, contact, ContactCommand::Reject).unwrap();
    let told = stage.told(ANN);
    assert_eq!(
        told[3..],
        [
            "call incoming".to_owned(),
            format!("page {}", filled(contact.0)),
            "call disconnected final".to_owned(),
            "page close".to_owned(),
            "unavailable (Refused)".to_owned(),
        ]
    );
}

#[test]
fn the_full_picture_brings_the_pop_again() {
    let mut stage = Stage::with(with_pop(PopBy::PopUrl));
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    let key = stage.new_key();
    stage
        .give(cordboard_acd::Command::JoinAgentSession { agent: ANN, key, take_over: false })
        .unwrap();
    let cordboard_acd::Poll::Events { events, .. } = stage.poll(ANN, key, 0) else { panic!() };
    let last = events.last().map(crate::stage::words).unwrap();
    assert_eq!(last, format!("pop {}", filled(contact.0)));
}
