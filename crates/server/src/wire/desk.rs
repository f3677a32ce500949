//! What a desktop reads beside contacts: indicators, messages, tags.

use cordboard_acd::{
    Time,
    setup::{self, Setup},
};
use cordboard_protocol::{indicator::IndicatorEntry, message::Message, tag::Tag};

use super::utc;

/// Makes the indicators of an agent, by id.
pub(crate) fn indicators(
    agent: &setup::Agent,
    setup: &Setup,
) -> impl Iterator<Item = IndicatorEntry> {
    setup.indicators_of(agent).map(|indicator| {
        let opens = !indicator.action_uri.is_empty();
        IndicatorEntry {
            indicator_id: indicator.id.0,
            name: indicator.name.clone(),
            action_type: if opens { "OpenURL" } else { "" }.to_owned(),
            action_uri: indicator.action_uri.clone(),
            image_uri: indicator.image_uri.clone(),
            tool_tip: indicator.tool_tip.clone(),
        }
    })
}

/// Makes the messages for an agent that hold now, by id.
pub(crate) fn messages(
    agent: &setup::Agent,
    setup: &Setup,
    now: Time,
) -> impl Iterator<Item = Message> {
    setup.messages_for(agent).filter(move |message| message.valid_until > now).map(|message| {
        Message {
            message_id: message.id.0,
            subject: message.subject.text().to_owned(),
            message_text: message.text.text().to_owned(),
            valid_until: utc(message.valid_until),
        }
    })
}

/// Makes the tags of a skill, by id.
pub(crate) fn tags(skill: &setup::Skill, setup: &Setup) -> impl Iterator<Item = Tag> {
    setup.tags_of(skill.id).map(|tag| Tag {
        tag_id: tag.id.0,
        tag_name: tag.name.clone(),
        is_active: tag.is_active,
    })
}
