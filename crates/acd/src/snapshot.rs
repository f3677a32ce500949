//! The floor written down and read again, so that a restart need not replay every fact.
//!
//! What follows from the rest is not written but found anew: who waits and idles where, what is
//! due when, whose agent session and leg is which. Nor is what only a running floor knows: which
//! polls are parked, which agent sessions have something new to be told.

use std::{
    borrow::Cow,
    collections::{BTreeMap, VecDeque},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    AgentId, AgentSession, AgentSessionId, Contact, ContactId, Floor, LegId, Private, SessionKey,
    SetAt, Setup, Time, credential::Credentials, directory::Directory, mailbox::Mailbox,
    poll::Reader, sign_in::SignIns,
};

/// The version of the form in which a [`Floor`] is written now. It grows with every change of the
/// form: a floor of a version that is not read is built from facts.
pub const SNAPSHOT_VERSION: u16 = 2;

/// The oldest version of that form that is read: what it does not say has a default. Where facts
/// were dropped, the snapshot is all there is of them.
pub const OLDEST_SNAPSHOT_READ: u16 = 1;

/// A floor as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Snapshot<'a> {
    setup: Cow<'a, Setup>,
    setup_version: u64,
    credentials: Cow<'a, Credentials>,
    now: Time,
    last_session: AgentSessionId,
    last_contact: ContactId,
    last_leg: LegId,
    sessions: Cow<'a, BTreeMap<AgentSessionId, AgentSession>>,
    contacts: Cow<'a, BTreeMap<ContactId, Contact>>,
    /// With the events that are kept and the ids that were polled lately (E2, E4).
    mail: Cow<'a, BTreeMap<AgentSessionId, Mailbox>>,
    readers: Cow<'a, BTreeMap<SessionKey, Reader>>,
    ended: Cow<'a, VecDeque<(Time, AgentSessionId)>>,
    sign_ins: Cow<'a, SignIns>,
    #[serde(default)]
    set_at: Cow<'a, SetAt>,
    #[serde(default)]
    client_data: Cow<'a, BTreeMap<AgentId, Private>>,
}

impl Serialize for Floor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Each part is named, so that none that is added can be forgotten here.
        let Self {
            directory,
            now,
            last_session,
            last_contact,
            last_leg,
            sessions,
            session_of: _,
            contacts,
            legs: _,
            routing: _,
            timers: _,
            mail,
            readers,
            ended,
            sign_ins,
            client_data,
            presence: _,
            told: _,
        } = self;
        Snapshot {
            setup: Cow::Borrowed(&directory.setup),
            setup_version: directory.version,
            credentials: Cow::Borrowed(&directory.credentials),
            now: *now,
            last_session: *last_session,
            last_contact: *last_contact,
            last_leg: *last_leg,
            sessions: Cow::Borrowed(sessions),
            contacts: Cow::Borrowed(contacts),
            mail: Cow::Borrowed(mail),
            readers: Cow::Borrowed(readers),
            ended: Cow::Borrowed(ended),
            sign_ins: Cow::Borrowed(sign_ins),
            set_at: Cow::Borrowed(&*directory.set_at.0),
            client_data: Cow::Borrowed(client_data),
        }
        .serialize(serializer)
    }
}

/// After the facts that follow the snapshot, [`Floor::recovered`] is to be called, as after a
/// replay of all facts.
impl<'de> Deserialize<'de> for Floor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let snapshot = Snapshot::deserialize(deserializer)?;
        let mut floor = Self {
            directory: Directory::of(
                snapshot.setup.into_owned(),
                snapshot.credentials.into_owned(),
                snapshot.setup_version,
                snapshot.set_at.into_owned(),
            ),
            now: snapshot.now,
            last_session: snapshot.last_session,
            last_contact: snapshot.last_contact,
            last_leg: snapshot.last_leg,
            sessions: snapshot.sessions.into_owned(),
            contacts: snapshot.contacts.into_owned(),
            mail: snapshot.mail.into_owned(),
            readers: snapshot.readers.into_owned(),
            ended: snapshot.ended.into_owned(),
            sign_ins: snapshot.sign_ins.into_owned(),
            client_data: snapshot.client_data.into_owned(),
            ..Self::default()
        };
        floor.find_places();
        Ok(floor)
    }
}

impl Floor {
    /// Makes what follows from agent sessions and contacts.
    fn find_places(&mut self) {
        let leg_of = |session: &AgentSession| session.leg.id().map(|leg| (leg, session.id));
        self.legs = self.sessions.values().filter_map(leg_of).collect();
        self.session_of =
            self.sessions.values().map(|session| (session.agent, session.id)).collect();
        for session in self.sessions.keys().copied().collect::<Vec<_>>() {
            self.place_session(session);
        }
        for contact in self.contacts.keys().copied().collect::<Vec<_>>() {
            self.place_contact(contact);
        }
    }
}
