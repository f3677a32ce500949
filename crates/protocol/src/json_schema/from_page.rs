//! What a page posts, as a page should write it; the desktop reads it loosely.

use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::generated;
use crate::json_schema::Definitions;
use crate::json_schema::derived::schema_of;
use crate::json_schema::values::{
    AskedExtension, GivenContactId, PictureAddress, SubscriptionWord,
};
use crate::page::{CommandWord, MessageType, RequestId, Resume};

/// Asks for events, and for what is true now.
///
/// # Source
/// P9, P12 to P17, P45, P49
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its form counts")]
struct Register {
    /// Names the page in the desktop's log; gives no trust.
    issuer: Option<String>,
    /// The contact that `contact` means; in its own panel it need not be said.
    contact_id: Option<GivenContactId>,
    /// Which events are asked for; they add up.
    #[schema(min_items = 1, max_items = 64)]
    subscription_types: Vec<SubscriptionWord>,
    /// What the page asks for beyond MAX.
    #[schema(max_items = 64)]
    extensions: Option<Vec<AskedExtension>>,
    /// Where a page that comes back was.
    resume: Option<Return>,
}

/// Where a page was, and what it wants when it comes back.
///
/// # Source
/// P49
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its form counts")]
struct Return {
    /// Names the registration that the message was of.
    epoch: String,
    /// The message's number in it, from 1.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    seq: u64,
    /// Whether what is the case now is wanted beside what was missed, with the acknowledgement.
    state: Option<bool>,
}

/// Ends the registration.
///
/// # Source
/// P21, P49
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its form counts")]
struct Unregister {
    /// Names the page in the desktop's log; gives no trust.
    issuer: Option<String>,
    /// With `sequence`, as the page goes: the last message that it has dealt with.
    resume: Option<Return>,
}

/// Puts the customer's name and picture on the contact's card.
///
/// # Source
/// P43, P44, P46
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its form counts")]
struct CardMessage {
    /// Names the page in the desktop's log; gives no trust.
    issuer: Option<String>,
    /// What is new on the card; what is absent stays as it was.
    contact_card_data: Card,
    /// The contact whose card is meant; in its own panel it need not be said.
    contact_id: Option<GivenContactId>,
    /// With `receipts`: what the page calls the card by.
    request_id: Option<RequestId>,
}

/// A customer's name and picture, one of them at least.
///
/// # Source
/// P44
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its form counts")]
struct Card {
    /// Text of up to 200 characters, never markup.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// The whole address of a picture.
    user_img: Option<PictureAddress>,
}

/// A call command.
///
/// # Source
/// P35 to P42, P46
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its form counts")]
struct Command {
    /// Names the page in the desktop's log; gives no trust.
    issuer: Option<String>,
    /// The contact that is meant; the call in focus without it.
    contact_id: Option<GivenContactId>,
    /// With `receipts`: what the page calls the command by.
    request_id: Option<RequestId>,
}

/// A call command that toggles.
///
/// # Source
/// P35 to P42, P46, P47
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its form counts")]
struct Toggle {
    /// Names the page in the desktop's log; gives no trust.
    issuer: Option<String>,
    /// The contact that is meant; the call in focus without it.
    contact_id: Option<GivenContactId>,
    /// With `receipts`: what the page calls the command by.
    request_id: Option<RequestId>,
    /// With `receipts`: the state that it is to bring; without it, it toggles.
    on: Option<bool>,
}

/// Defines each message by its `messageType`.
pub(super) fn define(definitions: &mut Definitions) -> [&'static str; 10] {
    generated::every_key_that_is_read();
    for message_type in MessageType::ALL {
        let schema = match message_type {
            MessageType::Register => or_null(schema_of::<Register>(), &["extensions", "resume"]),
            MessageType::Unregister => or_null(schema_of::<Unregister>(), &["resume"]),
            MessageType::ContactCard => schema_of::<CardMessage>(),
            MessageType::Command(word) => command(word),
        };
        definitions.message(message_type.name(), schema);
    }
    let mut card = or_null(schema_of::<Card>(), &["name", "userImg"]);
    let has = |key: &str| json!({ "required": [key], "properties": { key: { "not": { "type": "null" } } } });
    card["anyOf"] = json!([has("name"), has("userImg")]);
    definitions.define("Card", card);
    definitions.define("Resume", schema_of::<Resume>());
    definitions.define("Return", schema_of::<Return>());
    MessageType::ALL.map(MessageType::name)
}

fn command(word: CommandWord) -> Value {
    let (mut schema, says) = match word {
        CommandWord::Answer => (schema_of::<Command>(), "Answers the call that rings."),
        CommandWord::Refuse => (schema_of::<Command>(), "Refuses the call that rings."),
        CommandWord::Hold => (schema_of::<Toggle>(), "Holds the call, or takes it back."),
        CommandWord::Mute => (schema_of::<Toggle>(), "Mutes the agent, or ends that."),
        CommandWord::Mask => (schema_of::<Toggle>(), "Masks the recording, or ends that."),
        CommandWord::Record => (schema_of::<Command>(), "Begins a recording; nothing stops it."),
        CommandWord::HangUp => (schema_of::<Command>(), "Ends the call at once."),
    };
    schema["description"] = says.into();
    schema
}

/// A page may also say of these that there is nothing.
fn or_null(mut schema: Value, keys: &[&str]) -> Value {
    for key in keys {
        let property = schema["properties"][key].take();
        let description = property["description"].clone();
        let mut either = property;
        if let Some(object) = either.as_object_mut() {
            object.remove("description");
        }
        schema["properties"][key] =
            json!({ "description": description, "anyOf": [either, { "type": "null" }] });
    }
    schema
}
