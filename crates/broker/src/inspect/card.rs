use cordboard_protocol::page::{CardFault, ContactId, Loose, LooseCard};

use super::{
    Deed, Explanation, Heard, Shape, fine, problem, receipt, remark,
    words::{kind, quoted, shown},
};
use crate::Note;

/// P43, P44.
pub(super) fn explain(heard: &Heard<'_>) -> Explanation {
    if heard.missing_grant("contact-card") {
        let why = "the page's entry does not grant contact-card";
        return problem(format!("The card stays as it is: {why}."), "P43");
    }
    let shown = heard.deeds.iter().find_map(|deed| {
        let Deed::CardShown(contact) = deed else { return None };
        Some(*contact)
    });
    if let Some(contact) = shown {
        let taken = taken(heard, contact);
        return match receipt::aside(heard) {
            Some(aside) => remark(format!("{taken}; but {aside}."), "P46"),
            None => fine(format!("{taken}."), "P43"),
        };
    }
    let fault = heard.notes().find_map(|note| {
        let Note::CardRefused { why } = note else { return None };
        Some(*why)
    });
    match fault {
        Some(fault) => {
            problem(format!("The card stays as it is: {}.", fault_words(heard, fault)), "P44")
        }
        None => problem("The card stays as it is.".into(), "P44"),
    }
}

fn taken(heard: &Heard<'_>, contact: ContactId) -> String {
    let card = heard.message.contact_card_data.clone().unwrap_or_default();
    let what = match (is_given(&card.name), is_given(&card.user_img)) {
        (true, true) => "Name and picture stand",
        (true, false) => "The name stands",
        (false, _) => "The picture stands",
    };
    format!("{what} on the card of contact {contact}")
}

fn fault_words(heard: &Heard<'_>, fault: CardFault) -> String {
    let LooseCard { name, user_img } = heard.message.contact_card_data.clone().unwrap_or_default();
    match fault {
        CardFault::NotAnObject if is_flat(heard) => {
            "name and userImg stand beside messageType; they belong into contactCardData".into()
        }
        CardFault::NotAnObject => match heard.misspelt_key("contactCardData") {
            Some(said) => format!("{} is not read, the key is contactCardData", quoted(said)),
            None => "contactCardData is missing, or is no object".into(),
        },
        CardFault::Empty => {
            "contactCardData has neither name nor userImg; other keys are not read".into()
        }
        CardFault::NameKind => format!("name is {}, not a text", kind(&name)),
        CardFault::NameLength => "name has more than 200 characters".into(),
        CardFault::PictureKind => format!("userImg is {}, not a text", kind(&user_img)),
        CardFault::PictureLength => {
            "userImg is longer than 8,192 bytes, or as data: than 256 KiB".into()
        }
        CardFault::PictureAddress => format!(
            "userImg {} is no whole address of a picture (https, or data:image png, jpeg, gif, webp)",
            shown(&user_img)
        ),
        CardFault::InvalidContactId => {
            format!("contactId {} is no contact id", shown(&heard.message.contact_id))
        }
        CardFault::NoContact => {
            "no contact is meant, because there is no contactId and this is no contact panel".into()
        }
        CardFault::UnknownContact if is_given(&heard.message.contact_id) => {
            format!("contact {} is none of the agent's", shown(&heard.message.contact_id))
        }
        CardFault::UnknownContact => "this panel's contact is none of the agent's any more".into(),
    }
}

fn is_given(value: &Loose) -> bool {
    !matches!(value, Loose::Undefined | Loose::Null)
}

/// Name or picture stand a level too high.
fn is_flat(heard: &Heard<'_>) -> bool {
    let Shape::Object(keys) = heard.shape else { return false };
    keys.iter().any(|key| matches!(key.name.as_str(), "name" | "userImg"))
}
