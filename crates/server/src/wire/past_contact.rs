//! Contacts as the contact history has them.

use cordboard_acd::{Origin, fact::CallEnd};
use cordboard_journal as journal;
use cordboard_protocol::admin::PastContact;

use super::utc;

/// Makes a contact of the history.
pub(crate) fn past_contact(past: &journal::PastContact) -> PastContact {
    let form = past.disposition.as_ref();
    PastContact {
        contact: past.contact.0,
        master: past.master.0,
        parent: past.parent.map(|parent| parent.0),
        direction: match past.origin {
            Origin::Inbound => "inbound",
            Origin::Outbound => "outbound",
            Origin::Consulting => "consulting",
            Origin::Consulted => "consulted",
        }
        .to_owned(),
        skill: past.skill.0,
        ani: past.ani.text().to_owned(),
        dnis: past.dnis.text().to_owned(),
        arrived_at: utc(past.arrived_at),
        agent: past.agent.map(|agent| agent.0),
        offered_at: past.offered_at.map(utc),
        answered_at: past.answered_at.map(utc),
        returns: past.returns,
        holds: past.holds,
        held_ms: past.held_ms,
        recorded: past.recorded,
        ended_at: past.ended_at.map(utc),
        ended_by: past.ended_by.map(|by| {
            match by {
                CallEnd::Agent => "agent",
                CallEnd::Customer => "customer",
                CallEnd::LegLost => "line",
                CallEnd::OtherAgent => "other-agent",
                CallEnd::Transferred => "transfer",
                CallEnd::Busy => "busy",
                CallEnd::Unanswered => "no-answer",
            }
            .to_owned()
        }),
        disposition: form.and_then(|form| form.primary).map(|disposition| disposition.0),
        notes: form.map(|form| form.notes.text().to_owned()).filter(|notes| !notes.is_empty()),
        closed_at: past.closed_at.map(utc),
    }
}
