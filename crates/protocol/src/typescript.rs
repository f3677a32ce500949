//! `sdk/src/generated/protocol.ts`: what pages post and are told, in TypeScript, from these types themselves.

use std::fmt::Write as _;

use ts_rs::{Config, TS};

use crate::event_value::{Digits, TrueFalse};
use crate::events;
use crate::generated;
use crate::page::{
    Acknowledge, CommandReceipt, ContactFocus, ContactId, Extension, Extensions, HostMessage,
    LifecycleState, MessageType, PageLifecycle, Reason, ReceiptStatus, RequestId, Resume,
    SessionInfo, Status, SubscriptionType,
};

const FILE: &str = "sdk/src/generated/protocol.ts";
const HEADER: &str =
    "// Made by `cargo xtask codegen` from crates/protocol; a change here is undone.\n";

#[test]
fn the_sdk_has_these_types() {
    generated::check(FILE, &made());
}

/// What a page posts, as a page writes it: the desktop reads it loosely, whatever it is.
///
/// # Source
/// P6, P7, P9, P12, P16, P43, P45 to P49.
#[derive(TS)]
#[ts(rename_all = "camelCase", optional_fields)]
#[expect(dead_code, reason = "only its form counts")]
struct PageMessage {
    /// What it is; compared with regard to case.
    #[ts(type = "MessageType")]
    message_type: MessageType,
    /// Names the page in the desktop's log; gives no trust.
    issuer: Option<String>,
    /// The contact that is meant.
    #[ts(as = "Option<GivenContactId>")]
    contact_id: Option<u64>,
    /// Which events are asked for; they add up.
    #[ts(as = "Option<Vec<SubscriptionTypeName>>")]
    subscription_types: Option<Vec<SubscriptionType>>,
    /// What is new on a contact's card.
    contact_card_data: Option<ContactCardData>,
    /// What the page asks for beyond MAX, in its registration.
    extensions: Option<Extensions>,
    /// Where a page that comes back was, in its registration; how far it has come, as it unregisters.
    resume: Option<Return>,
    /// What the page calls its command or card by.
    request_id: Option<RequestId>,
    /// The state that a command is to bring; without it, it toggles.
    on: Option<bool>,
}

/// Where a page was, and what it wants when it comes back.
///
/// # Source
/// P49
#[derive(TS)]
#[ts(optional_fields)]
#[expect(dead_code, reason = "only its form counts")]
struct Return {
    /// Names the registration that the message was of.
    epoch: String,
    /// The message's number in it, from 1.
    #[ts(type = "number")]
    seq: u64,
    /// Whether what is the case now is wanted beside what was missed, with the acknowledgement.
    state: Option<bool>,
}

/// A customer's name and picture; what is absent stays as it was.
///
/// # Source
/// P44
#[derive(TS)]
#[ts(rename_all = "camelCase", optional_fields)]
#[expect(dead_code, reason = "only its form counts")]
struct ContactCardData {
    /// Text of up to 200 characters, never markup.
    name: Option<String>,
    /// The whole address of a picture.
    user_img: Option<String>,
}

/// A number from 1 up, its digits, or nothing.
#[derive(TS)]
#[ts(type = "number | string | null")]
#[expect(dead_code, reason = "only its form counts")]
struct GivenContactId(u64);

#[derive(TS)]
#[ts(type = "string", rename = "SubscriptionType")]
#[expect(dead_code, reason = "only its form counts")]
struct SubscriptionTypeName(u64);

fn made() -> String {
    generated::every_key_that_is_read();
    let mut text = String::from(HEADER);
    union(&mut text, "MessageType", &MessageType::ALL.map(MessageType::name));
    union(&mut text, "SubscriptionType", &SubscriptionType::ALL.map(SubscriptionType::name));
    union(&mut text, "Reason", &Reason::ALL.map(Reason::name));
    union(&mut text, "Status", &Status::ALL.map(Status::name));
    union(&mut text, "Extension", &Extension::ALL.map(Extension::name));
    union(&mut text, "ReceiptStatus", &ReceiptStatus::ALL.map(ReceiptStatus::name));
    union(&mut text, "LifecycleState", &LifecycleState::ALL.map(LifecycleState::name));
    declare::<Digits>(&mut text);
    declare::<TrueFalse>(&mut text);
    declare::<ContactId>(&mut text);
    declare::<GivenContactId>(&mut text);
    declare::<ContactCardData>(&mut text);
    declare::<Extensions>(&mut text);
    declare::<Resume>(&mut text);
    declare::<Return>(&mut text);
    declare::<RequestId>(&mut text);
    declare::<PageMessage>(&mut text);
    declare::<HostMessage<()>>(&mut text);
    declare::<Acknowledge>(&mut text);
    declare::<SessionInfo>(&mut text);
    declare::<CommandReceipt>(&mut text);
    declare::<ContactFocus>(&mut text);
    declare::<PageLifecycle>(&mut text);
    declare::<events::AgentLegStatus>(&mut text);
    declare::<events::AgentLeg>(&mut text);
    declare::<events::AgentSessionStart>(&mut text);
    declare::<events::AgentSessionEnd>(&mut text);
    declare::<events::CurrentState>(&mut text);
    declare::<events::NextState>(&mut text);
    declare::<events::AgentState>(&mut text);
    declare::<events::CallStatus>(&mut text);
    declare::<events::CallType>(&mut text);
    declare::<events::CallContactEvent>(&mut text);
    declare::<events::Conference>(&mut text);
    declare::<events::Indicator>(&mut text);
    declare::<events::MchAgentSettingsChangeEvent>(&mut text);
    declare::<events::Mute>(&mut text);
    declare::<events::PopDestination>(&mut text);
    declare::<events::PopUrl>(&mut text);
    declare::<events::PageAction>(&mut text);
    declare::<events::PageOpen>(&mut text);
    declare::<events::RunApp>(&mut text);
    declare::<events::What>(&mut text);
    text
}

fn declare<T: TS>(text: &mut String) {
    let config = Config::new().with_large_int("number");
    let docs = T::docs().unwrap_or_default();
    let _ = write!(text, "\n{docs}export {}\n", T::decl(&config));
}

fn union(text: &mut String, name: &str, words: &[&str]) {
    let words: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    let _ = write!(text, "\nexport type {name} = {};\n", words.join(" | "));
}
