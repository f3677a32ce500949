//! Who is woken by what happens.

use cordboard_acd::command::{AgentCommand, WantedState};

use super::*;

/// A poll that counts how often it is woken.
struct Woken {
    poll: std::pin::Pin<Box<dyn Future<Output = Result<PollAnswer, FloorError>>>>,
    times: Arc<Times>,
}

#[derive(Default)]
struct Times(std::sync::atomic::AtomicUsize);

impl std::task::Wake for Times {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Woken {
    /// Lets the floor park it.
    async fn park(stage: &Stage, agent: u64, key: u8) -> Self {
        let agent = AgentId(agent);
        let Ok(PollAnswer::Events { next, .. }) =
            stage.floor.poll(agent, id(key), Duration::ZERO).await
        else {
            panic!("the first answer is the picture");
        };
        let (floor, id) = (stage.floor.clone(), SessionId { received: next, ..id(key) });
        let poll = Box::pin(async move { floor.poll(agent, id, HOUR).await });
        let mut parked = Self { poll, times: Arc::default() };
        assert!(parked.told().is_none());
        // What the floor was sent before is done before it answers this.
        stage.sessions().await.unwrap();
        parked
    }

    fn times(&self) -> usize {
        self.times.0.load(Ordering::Relaxed)
    }

    /// How many events it was told, if any.
    fn told(&mut self) -> Option<usize> {
        let waker = std::task::Waker::from(Arc::clone(&self.times));
        match self.poll.as_mut().poll(&mut std::task::Context::from_waker(&waker)) {
            std::task::Poll::Ready(Ok(PollAnswer::Events { events, .. })) => Some(events.len()),
            std::task::Poll::Ready(told) => panic!("{told:?}"),
            std::task::Poll::Pending => None,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_event_wakes_exactly_the_polls_that_it_concerns() {
    let stage = Stage::new().await;
    let mut polls = Vec::new();
    for agent in 1..=3 {
        let key = u8::try_from(agent).unwrap();
        let start = Command::StartAgentSession {
            agent: AgentId(agent),
            key: SessionKey([key; 16]),
            station: None,
            inactivity_timeout_s: Some(86_400),
            inactivity_force_logout: false,
        };
        stage.floor.command(start, |_, _| ()).await.unwrap();
        polls.push(Woken::park(&stage, agent, key).await);
    }
    // The first agent has a second poll parked.
    polls.push(Woken::park(&stage, 1, 1).await);
    let counts = |polls: &[Woken]| polls.iter().map(Woken::times).collect::<Vec<_>>();
    assert_eq!(counts(&polls), [0, 0, 0, 0]);

    let unavailable = |reason: &str| Command::Agent {
        agent: AgentId(1),
        key: SessionKey([1; 16]),
        command: AgentCommand::SetState(WantedState::Unavailable { reason: reason.to_owned() }),
    };
    assert!(stage.floor.command(unavailable("no such reason"), |_, _| ()).await.is_err());
    assert_eq!(counts(&polls), [0, 0, 0, 0], "what is refused wakes nobody");
    let available = AgentCommand::SetState(WantedState::Available);
    let command =
        Command::Agent { agent: AgentId(1), key: SessionKey([1; 16]), command: available };
    stage.floor.command(command, |_, _| ()).await.unwrap();
    assert_eq!(counts(&polls), [1, 0, 0, 1]);
    assert_eq!(
        polls.iter_mut().map(Woken::told).collect::<Vec<_>>(),
        [Some(1), None, None, Some(1)]
    );

    // A change for all wakes each that waits, once.
    let mut parked = vec![Woken::park(&stage, 1, 1).await];
    parked.extend(polls.drain(1..3));
    let code = cordboard_acd::setup::UnavailableCode {
        id: cordboard_acd::CodeId(99),
        name: "Training".to_owned(),
        is_acw: false,
        timeout_s: None,
        teams: Vec::new(),
    };
    let change = Command::Change {
        by: cordboard_acd::Actor::File,
        expected: None,
        changes: vec![cordboard_acd::Change::UnavailableCode(code)],
    };
    stage.floor.command(change, |_, _| ()).await.unwrap();
    assert_eq!(counts(&parked), [1, 1, 1]);
    assert_eq!(parked.iter_mut().map(Woken::told).collect::<Vec<_>>(), [Some(1), Some(1), Some(1)]);
}
