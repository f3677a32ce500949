//! What goes on in skills.

use std::collections::BTreeMap;

use cordboard_acd::{Floor, SkillId, Time, setup};
use cordboard_protocol::{
    events::CurrentState,
    skill_activity::{Queue, SkillActivity},
};

use super::{agent::PHONE, event::current_state, utc};

/// What goes on in some skills, taken from the floor in one go.
#[derive(Debug)]
pub(crate) struct Activities {
    at: Time,
    of: BTreeMap<SkillId, Counts>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    waiting: u64,
    oldest: Option<Time>,
    active: u64,
    available: u64,
    working: u64,
    after_contact: u64,
    unavailable: u64,
}

impl Activities {
    /// Takes from the floor who waits in these skills, and nothing else: it costs little.
    pub(crate) fn waiting(
        floor: &Floor,
        at: Time,
        skills: impl IntoIterator<Item = SkillId>,
    ) -> Self {
        let of = |skill| {
            let (waiting, oldest) = floor.waiting(skill);
            (skill, Counts { waiting: waiting as u64, oldest, ..Counts::default() })
        };
        Self { at, of: skills.into_iter().map(of).collect() }
    }

    /// Takes from the floor all that goes on in these skills.
    pub(crate) fn whole(
        floor: &Floor,
        at: Time,
        skills: impl IntoIterator<Item = SkillId>,
    ) -> Self {
        let mut all = Self::waiting(floor, at, skills);
        for contact in floor.contacts().filter(|contact| contact.session().is_some()) {
            all.count(contact.skill, |counts| counts.active += 1);
        }
        for session in floor.sessions() {
            let state = floor.state_event(session);
            let Some(agent) = floor.agent(session.agent) else { continue };
            for assigned in &agent.skills {
                all.count(assigned.skill, |counts| match current_state(state.current) {
                    CurrentState::Available => counts.available += 1,
                    CurrentState::Unavailable if !state.is_acw => counts.unavailable += 1,
                    CurrentState::Unavailable
                    | CurrentState::InboundContact
                    | CurrentState::OutboundContact
                    | CurrentState::InboundConsult
                    | CurrentState::OutboundConsult
                    | CurrentState::Dialer
                    | CurrentState::DialerPending => {
                        counts.working += 1;
                        counts.after_contact += u64::from(state.is_acw);
                    }
                });
            }
        }
        all
    }

    fn count(&mut self, skill: SkillId, count: impl FnOnce(&mut Counts)) {
        if let Some(counts) = self.of.get_mut(&skill) {
            count(counts);
        }
    }

    /// Says who waits in a skill.
    pub(crate) fn queue(&self, skill: &setup::Skill) -> Queue {
        let Counts { waiting, oldest, .. } = self.of.get(&skill.id).copied().unwrap_or_default();
        Queue {
            skill_id: skill.id.0,
            skill_name: skill.name.clone(),
            media_type_id: PHONE,
            queue_count: waiting,
            longest_queue_seconds: oldest.map_or(0, |oldest| self.at.ms_since(oldest) / 1_000),
            earliest_queue_time: oldest.map(utc),
        }
    }

    /// Says what goes on in a skill.
    pub(crate) fn activity(&self, skill: &setup::Skill) -> SkillActivity {
        let counts = self.of.get(&skill.id).copied().unwrap_or_default();
        let Queue {
            skill_id,
            skill_name,
            media_type_id,
            queue_count,
            longest_queue_seconds,
            earliest_queue_time,
        } = self.queue(skill);
        SkillActivity {
            server_time: utc(self.at),
            skill_id,
            skill_name,
            is_active: true,
            media_type_id,
            queue_count,
            longest_queue_seconds,
            earliest_queue_time,
            contacts_active: counts.active,
            agents_logged_in: counts.available + counts.working + counts.unavailable,
            agents_available: counts.available,
            agents_working: counts.working,
            agents_acw: counts.after_contact,
            agents_unavailable: counts.unavailable,
        }
    }
}
