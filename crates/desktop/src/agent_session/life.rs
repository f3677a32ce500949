//! How an agent session begins and ends here: log in, log out, join again, take over.

use cordboard_broker::{ContactId, Input};
use cordboard_client::Failure;
use cordboard_client::call;
use cordboard_protocol::agent_session::{
    AgentSessionStarted, EndAgentSession, JoinAgentSession, StartAgentSession,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kept::Kept;
use super::{AgentSession, Level, Network, Phase, Place, Station};
use crate::tab_lock::{self, TabLock};

impl AgentSession {
    /// Begins: goes on where a reload broke off, or waits for a log-in. Called once, when the desktop starts.
    pub fn begin(self) {
        let driver = self.driver();
        let api = driver.api();
        api.on_tokens(move |tokens| match tokens {
            Some(tokens) => {
                Kept { tokens: tokens.clone(), station: self.driver().station() }.write();
            }
            None => Kept::forget(),
        });
        self.watch_browser();
        let bridge = self.bridge();
        bridge.listen();
        Effect::new(move |_| {
            let focus = self.focus.get().and_then(ContactId::new);
            self.bridge().input(Input::Focus(focus));
        });
        tab_lock::answer_other_tabs(move || {
            let is_working = self.phase.get_untracked() == Phase::Working;
            is_working.then(|| self.driver().kept()?.text()).flatten()
        });
        spawn_local(async move {
            match Kept::read() {
                Some(kept) => self.go_on(kept, false).await,
                None if tab_lock::is_held_by_any().await => {
                    self.phase.set(Phase::Elsewhere { place: Place::Tab, is_taken_over: false });
                }
                None => {}
            }
        });
    }

    /// Logs in and starts an agent session. When the agent works elsewhere, [`Self::phase`] says so.
    ///
    /// # Errors
    /// As the server says; the log-in form shows it, the notices do not.
    pub async fn log_in(
        &self,
        username: &str,
        password: &str,
        station: Station,
    ) -> Result<(), Failure> {
        self.phase.set(Phase::LoggingIn);
        let driver = self.driver();
        driver.set_station(station);
        let outcome = match driver.api().log_in(username, password).await {
            Ok(agent) if self.lock(agent.agent_id, false).await => self.start().await,
            Ok(_) => {
                self.phase.set(Phase::Elsewhere { place: Place::Tab, is_taken_over: false });
                return Ok(());
            }
            Err(failure) => Err(failure),
        };
        match outcome {
            Err(failure) if failure.problem_name() == "agent-session-exists" => {
                self.phase.set(Phase::Elsewhere { place: Place::Computer, is_taken_over: false });
                Ok(())
            }
            Err(failure) => {
                self.leave(Phase::LoggedOut);
                Err(failure)
            }
            Ok(()) => Ok(()),
        }
    }

    /// Ends the agent session. With contacts open the server refuses (`contacts-open`) unless `is_forced`.
    ///
    /// # Errors
    /// As the server says.
    pub async fn log_out(&self, is_forced: bool) -> Result<(), Failure> {
        let flag = is_forced.then_some(true.into());
        let end = EndAgentSession {
            force_logoff: flag.clone(),
            end_contacts: flag,
            ignore_personal_queue: None,
        };
        let Some(session) = self.session_id() else {
            crate::drafts::forget();
            self.leave(Phase::LoggedOut);
            return Ok(());
        };
        match self.api().command(call::end_session(&session, &end)).await {
            // Over already, or nobody knows it any more: that is what was asked for.
            Err(failure)
                if failure.problem_name() != "contacts-open"
                    && !matches!(failure.status(), Some(401 | 404 | 409))
                    && failure != Failure::LoggedOut =>
            {
                self.told("Log out", Err(failure))
            }
            Err(failure) if failure.problem_name() == "contacts-open" => Err(failure),
            _ => {
                crate::drafts::forget();
                self.leave(Phase::LoggedOut);
                Ok(())
            }
        }
    }

    /// Brings the work here, from another tab or another computer.
    ///
    /// # Errors
    /// [`Failure::LoggedOut`] when a log-in is needed first; else as the server says.
    pub async fn take_over(&self) -> Result<(), Failure> {
        let driver = self.driver();
        // The working tab's tokens are the newest; ours, if there are any, may have been used up by it.
        let is_tab =
            matches!(self.phase.get_untracked(), Phase::Elsewhere { place: Place::Tab, .. });
        let kept = if is_tab { tab_lock::ask_working_tab().await } else { None };
        if let Some(kept) = kept.as_deref().and_then(Kept::from_text) {
            driver.set_station(kept.station);
            driver.api().take_over(Some(kept.tokens));
        } else if driver.api().tokens().is_none() {
            self.leave(Phase::LoggedOut);
            self.tell(Level::Failure, "The other tab does not answer: log in to work here.");
            return Err(Failure::LoggedOut);
        }
        let agent = driver.api().agent().ok_or(Failure::LoggedOut)?.agent_id;
        self.phase.set(Phase::Restoring);
        self.lock(agent, true).await;
        let outcome = self.join_or_start(true).await;
        if outcome.is_err() {
            self.leave(Phase::LoggedOut);
        }
        self.told("Work here", outcome)
    }

    /// Leaves the question whether to take over, for a log-in as somebody else.
    pub fn back_to_log_in(&self) {
        self.leave(Phase::LoggedOut);
    }

    /// Goes on with what was kept: joins the agent session that runs.
    async fn go_on(self, kept: Kept, is_taken: bool) {
        self.phase.set(Phase::Restoring);
        let driver = self.driver();
        driver.set_station(kept.station);
        let agent = kept.tokens.agent.agent_id;
        driver.api().take_over(Some(kept.tokens));
        if !self.lock(agent, is_taken).await {
            self.phase.set(Phase::Elsewhere { place: Place::Tab, is_taken_over: false });
            return;
        }
        let run = driver.begin_run();
        let mut back_off = cordboard_client::back_off::BackOff::default();
        loop {
            match self.join(false).await {
                Ok(()) => return,
                Err(failure) if failure.is_passing() => {
                    self.lost(&mut back_off).await;
                    if !driver.is_run(run) {
                        return;
                    }
                }
                Err(_) => {
                    self.leave(Phase::LoggedOut);
                    self.tell(Level::Information, "Your session is over: log in again.");
                    return;
                }
            }
        }
    }

    async fn start(&self) -> Result<(), Failure> {
        let (phone, id) = match self.driver().station() {
            Station::Phone(phone) => (phone, String::new()),
            Station::Id(id) => (String::new(), id),
        };
        let start = StartAgentSession {
            station_id: Some(id),
            station_phone_number: Some(phone),
            ..StartAgentSession::default()
        };
        let started: AgentSessionStarted = self.api().read(call::start_session(&start)).await?;
        self.work(started.session_id);
        Ok(())
    }

    pub(super) async fn join(&self, is_taken: bool) -> Result<(), Failure> {
        let join = JoinAgentSession {
            take_over: is_taken.then_some(true.into()),
            ..JoinAgentSession::default()
        };
        let joined: AgentSessionStarted = self.api().read(call::join_session(&join)).await?;
        self.work(joined.session_id);
        Ok(())
    }

    async fn join_or_start(&self, is_taken: bool) -> Result<(), Failure> {
        match self.join(is_taken).await {
            Err(failure) if failure.status() == Some(404) => self.start().await,
            outcome => outcome,
        }
    }

    /// From here on this tab works.
    fn work(&self, session_id: String) {
        let driver = self.driver();
        driver.set_session_id(Some(session_id));
        if let Some(kept) = driver.kept() {
            kept.write();
        }
        self.network.set(Network::Online);
        self.bridge().input(Input::AgentSessionStarted);
        self.phase.set(Phase::Working);
        let (session, run) = (*self, driver.begin_run());
        spawn_local(async move { session.read_settings().await });
        spawn_local(async move { session.poll(run).await });
    }

    /// From here on this tab does not work.
    pub(super) fn leave(&self, phase: Phase) {
        let driver = self.driver();
        driver.stop_run();
        self.close_all_pages();
        self.bridge().input(Input::AgentSessionEnded);
        driver.set_session_id(None);
        driver.set_lock(None);
        match phase {
            // The tokens stay in memory, so that the work can be taken back.
            Phase::Elsewhere { .. } => Kept::forget(),
            Phase::LoggedOut
            | Phase::LoggingIn
            | Phase::Restoring
            | Phase::Working
            | Phase::Ended { .. } => driver.api().take_over(None),
        }
        self.clear();
        self.phase.set(phase);
    }

    async fn lock(&self, agent: u64, is_taken: bool) -> bool {
        let session = *self;
        let on_lost = move || {
            session.leave(Phase::Elsewhere { place: Place::Tab, is_taken_over: true });
        };
        let lock = TabLock::get(agent, is_taken, on_lost).await;
        let is_held = lock.is_some();
        self.driver().set_lock(lock);
        is_held
    }
}
