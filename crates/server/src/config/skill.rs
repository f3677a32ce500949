//! `[[skill]]`: what routing matches and where a contact waits.

use cordboard_acd::{
    DispositionId, Private, SkillId,
    setup::{AfterContactWork, PopBy, PopDestination, ScreenPop, Skill},
};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    ConfigError, Place, disposition,
    page::Address,
    place::nowhere,
    team::{known, unique},
};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<SkillId>,
    name: String,
    #[serde(default)]
    priority: u8,
    #[serde(default)]
    after_contact_work: Option<Spanned<Work>>,
    #[serde(default)]
    after_contact_work_s: Option<Spanned<u32>>,
    #[serde(default)]
    require_disposition: Option<Spanned<bool>>,
    #[serde(default)]
    dispositions: Vec<Spanned<u64>>,
    #[serde(default, deserialize_with = "optional_refusal_timeout")]
    refusal_timeout_s: Option<u32>,
    #[serde(default)]
    screen_pop: Option<Pop>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    outbound: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Work {
    #[default]
    None,
    Disposition,
    Automatic,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Pop {
    url: Address,
    #[serde(default)]
    by: By,
    #[serde(default)]
    destination: Destination,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    width: Option<u32>,
    #[serde(default)]
    height: Option<u32>,
    #[serde(default)]
    close_on_termination: bool,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
enum By {
    #[default]
    ScreenPopUrl,
    #[serde(rename = "PopURL")]
    PopUrl,
    PageOpen,
    RunApp,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
enum Destination {
    #[default]
    Default,
    ContactPanel,
    Popout,
}

/// How long automatic after-contact work lasts when the file does not say.
const DEFAULT_WORK_S: u32 = 30;

/// Judges what the skills say of dispositions.
pub(super) fn judge(
    skills: &[Section],
    dispositions: &[disposition::Section],
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    for id in skills.iter().flat_map(|skill| &skill.dispositions) {
        known(id, dispositions.iter().map(|it| it.id.get_ref().0), "disposition", place)?;
    }
    Ok(())
}

impl Section {
    pub(super) fn of(skill: &Skill) -> Self {
        let (work, work_s) = match skill.after_contact_work {
            AfterContactWork::None => (Work::None, None),
            AfterContactWork::Disposition => (Work::Disposition, None),
            AfterContactWork::Automatic { max_s } => (Work::Automatic, Some(max_s)),
        };
        Self {
            id: nowhere(skill.id),
            name: skill.name.clone(),
            priority: skill.priority,
            after_contact_work: Some(nowhere(work)),
            after_contact_work_s: work_s.map(nowhere),
            require_disposition: Some(nowhere(skill.require_disposition)),
            dispositions: skill.dispositions.iter().map(|id| nowhere(id.0)).collect(),
            refusal_timeout_s: skill.refusal_timeout_s,
            screen_pop: skill.screen_pop.as_ref().map(Pop::of),
            outbound: skill.outbound,
        }
    }

    pub(super) fn entry(&self, place: &Place<'_>) -> Result<Skill, ConfigError> {
        unique(self.dispositions.iter(), "disposition", place)?;
        let work = self.after_contact_work.as_ref().map(|it| *it.get_ref()).unwrap_or_default();
        if let Some(seconds) = &self.after_contact_work_s
            && work != Work::Automatic
        {
            let message = "only `after_contact_work = \"automatic\"` has a time limit";
            return Err(place.wrong(seconds, message));
        }
        let required = self.require_disposition.as_ref().filter(|required| *required.get_ref());
        if let Some(required) = required
            && self.dispositions.is_empty()
        {
            let message = "a disposition is required, but `dispositions` lists none";
            return Err(place.wrong(required, message));
        }
        if let Some(at) = &self.after_contact_work
            && work == Work::Disposition
            && self.dispositions.is_empty()
        {
            let message = "it ends with a disposition, but `dispositions` lists none";
            return Err(place.wrong(at, message));
        }
        Ok(Skill {
            id: *self.id.get_ref(),
            name: self.name.clone(),
            priority: self.priority,
            after_contact_work: match work {
                Work::None => AfterContactWork::None,
                Work::Disposition => AfterContactWork::Disposition,
                Work::Automatic => AfterContactWork::Automatic {
                    max_s: self
                        .after_contact_work_s
                        .as_ref()
                        .map_or(DEFAULT_WORK_S, |seconds| *seconds.get_ref()),
                },
            },
            require_disposition: required.is_some(),
            dispositions: self.dispositions.iter().map(|id| DispositionId(*id.get_ref())).collect(),
            refusal_timeout_s: self.refusal_timeout_s,
            screen_pop: self.screen_pop.as_ref().map(Pop::screen_pop),
            outbound: self.outbound,
        })
    }
}

impl Pop {
    fn of(pop: &ScreenPop) -> Self {
        Self {
            url: Address(pop.url.text().to_owned()),
            by: match pop.by {
                PopBy::ScreenPopUrl => By::ScreenPopUrl,
                PopBy::PopUrl => By::PopUrl,
                PopBy::PageOpen => By::PageOpen,
                PopBy::RunApp => By::RunApp,
            },
            destination: match pop.destination {
                PopDestination::Default => Destination::Default,
                PopDestination::ContactPanel => Destination::ContactPanel,
                PopDestination::Popout => Destination::Popout,
            },
            title: pop.title.clone(),
            width: pop.width,
            height: pop.height,
            close_on_termination: pop.close_on_termination,
        }
    }

    fn screen_pop(&self) -> ScreenPop {
        ScreenPop {
            url: Private::new(self.url.0.clone()),
            by: match self.by {
                By::ScreenPopUrl => PopBy::ScreenPopUrl,
                By::PopUrl => PopBy::PopUrl,
                By::PageOpen => PopBy::PageOpen,
                By::RunApp => PopBy::RunApp,
            },
            destination: match self.destination {
                Destination::Default => PopDestination::Default,
                Destination::ContactPanel => PopDestination::ContactPanel,
                Destination::Popout => PopDestination::Popout,
            },
            title: self.title.clone(),
            width: self.width,
            height: self.height,
            close_on_termination: self.close_on_termination,
        }
    }
}

fn optional_refusal_timeout<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    super::agent::refusal_timeout(deserializer).map(Some)
}
