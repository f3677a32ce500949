//! Skills and their dispositions.

use cordboard_acd::setup::{self, AfterContactWork, Setup};
use cordboard_protocol::{
    disposition::{Disposition, Dispositions},
    skill::Skill,
};

use super::agent::PHONE;

/// Makes a skill.
pub(crate) fn skill(skill: &setup::Skill) -> Skill {
    let (acw_type_id, max_seconds_acw) = match skill.after_contact_work {
        AfterContactWork::None => (1, 0),
        AfterContactWork::Disposition => (2, 0),
        AfterContactWork::Automatic { max_s } => (3, max_s.into()),
    };
    Skill {
        skill_id: skill.id.0,
        skill_name: skill.name.clone(),
        is_active: true,
        media_type_id: PHONE,
        acw_type_id,
        use_disposition: !skill.dispositions.is_empty(),
        require_disposition: skill.require_disposition,
        max_seconds_acw,
    }
}

/// Makes a skill's dispositions, in the order to show them; `None` when it has none.
pub(crate) fn dispositions(skill: &setup::Skill, setup: &Setup) -> Option<Dispositions> {
    let dispositions: Vec<Disposition> = (1..)
        .zip(setup.dispositions_of(skill))
        .map(|(place, disposition)| Disposition {
            disposition_id: disposition.id.0,
            disposition_name: disposition.name.clone(),
            display_order: place,
            is_preview_disposition: false,
        })
        .collect();
    (!dispositions.is_empty()).then_some(Dispositions { dispositions })
}
