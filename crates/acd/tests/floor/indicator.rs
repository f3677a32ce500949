//! `docs/agent-api.md` section 4, Indicator: on while an agent has a contact of its skills.

use cordboard_acd::{IndicatorId, setup::Indicator};

use crate::stage::{ANN, BILLING, SALES, Stage, setup};

#[test]
fn it_is_on_from_the_offer_to_the_end() {
    let mut setup = setup();
    let order = Indicator {
        id: IndicatorId(1),
        name: "Order".to_owned(),
        tool_tip: "The open order".to_owned(),
        action_uri: "https://crm.example/order?c={contactId}".to_owned(),
        image_uri: String::new(),
        agents: Vec::new(),
        skills: vec![SALES],
    };
    setup.indicators.insert(order.id, order);
    let mut stage = Stage::with(setup);
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    let address = format!("https://crm.example/order?c={contact}");
    assert_eq!(stage.told(ANN).last().unwrap(), &format!("indicator on {address}"));
    let joined = stage.new_key();
    stage
        .give(cordboard_acd::Command::JoinAgentSession {
            agent: ANN,
            key: joined,
            take_over: false,
        })
        .unwrap();
    let cordboard_acd::Poll::Events { events, .. } = stage.poll(ANN, joined, 0) else { panic!() };
    let picture: Vec<_> = events.iter().map(crate::stage::words).collect();
    assert_eq!(picture.last().unwrap(), &format!("indicator on {address}"));
    stage.hang_up(contact).unwrap();
    assert!(stage.told(ANN).contains(&format!("indicator off {address}")));
    // Another skill's contact has none.
    stage.call(BILLING);
    assert!(!stage.told(ANN).iter().any(|told| told.starts_with("indicator")));
}
