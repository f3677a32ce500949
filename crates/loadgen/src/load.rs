//! Many agents, customers and an administrator at once, and who tells them when to work.

mod desk;

use std::{path::Path, sync::Arc};

use cordboard_client::{Failure, native::Client};
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
};

use crate::{
    Mark, Noted, Plan, Random, Recorder, Who, administrator::Administrator, agent::Agent,
    customer::Customer,
};

pub(crate) use desk::{Asked, Desk};

/// Agents, customers and an administrator who work against one server, and go on when it comes back.
///
/// They begin halted. What they draw is drawn from the plan's seed, for each of them apart; what they meet depends
/// on the server and on who comes first, so a seed repeats a load as far as timing allows.
pub struct Load {
    orders: watch::Sender<Orders>,
    done: mpsc::UnboundedReceiver<u64>,
    workers: JoinSet<()>,
    recorder: Arc<Recorder>,
}

/// Why a load cannot begin or go on.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadError {
    /// The server's address is none.
    Address(Failure),
    /// An agent or a customer is gone: an error of the load itself.
    Gone,
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(_) => f.write_str("the server's address is none"),
            Self::Gone => f.write_str("an agent or a customer of the load is gone"),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Address(failure) => Some(failure),
            Self::Gone => None,
        }
    }
}

/// What all are told to do; each order has a number of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Orders {
    pub(crate) number: u64,
    pub(crate) task: Task,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Finish what was begun, then stand still.
    Halt,
    /// Go on until the next order.
    Work,
    /// Agents: compare an older answer, take what is new, and the full picture.
    LookAgain,
    /// Customers: listen to each call that may be living.
    Listen,
    /// Agents: take what is new. The administrator: read what must have been kept.
    Drain,
    /// Customers: hang up each call that may be living.
    HangUp,
}

impl Load {
    /// Puts agents, customers and an administrator in their places before a server. The administrator is made with
    /// the code that the server writes into a file.
    ///
    /// # Errors
    /// [`LoadError::Address`].
    pub fn new(plan: &Plan, server: &str, init_code: &Path) -> Result<Self, LoadError> {
        let recorder = Arc::new(Recorder::default());
        let orders = watch::Sender::new(Orders { number: 0, task: Task::Halt });
        let (report, done) = mpsc::unbounded_channel();
        let mut workers = JoinSet::new();
        let plan = Arc::new(plan.clone());
        let desk = |who, series| {
            Ok(Desk {
                who,
                client: Client::new(server).map_err(LoadError::Address)?,
                random: Random::new(plan.seed, series),
                plan: Arc::clone(&plan),
                recorder: Arc::clone(&recorder),
                orders: orders.subscribe(),
                report: report.clone(),
            })
        };
        for (place, series) in (0..plan.agents.len()).zip(1_u64..) {
            workers.spawn(Agent::new(desk(Who::Agent(place), series)?, place).run());
        }
        for customer in 1..=plan.customers {
            workers.spawn(Customer::new(desk(Who::Customer(customer), customer << 32)?).run());
        }
        let administrator = desk(Who::Administrator, u64::MAX - 1)?;
        workers.spawn(Administrator::new(administrator, init_code.to_owned()).run());
        Ok(Self { orders, done, workers, recorder })
    }

    /// Gives what notes.
    #[must_use]
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Lets all work until told otherwise.
    pub fn work(&mut self) {
        self.mark(Mark::Resumed);
        self.order(Task::Work);
    }

    /// Notes that the server is gone: who waits for an answer is not answered any more. All stand still.
    ///
    /// # Errors
    /// [`LoadError::Gone`].
    pub async fn server_is_down(&mut self) -> Result<(), LoadError> {
        self.mark(Mark::Down);
        self.halt().await
    }

    /// Notes that the server is there again.
    pub fn server_is_up(&mut self) {
        self.mark(Mark::Up);
    }

    /// Notes that the server's disk fails from now on.
    pub fn disk_fails(&mut self) {
        self.mark(Mark::Trouble);
    }

    /// Waits until all stand still.
    ///
    /// # Errors
    /// [`LoadError::Gone`].
    pub async fn halt(&mut self) -> Result<(), LoadError> {
        self.carry_out(Task::Halt).await
    }

    /// Lets all who stand still look at what the server says now: agents ask again for what they were told before
    /// and for the full picture, customers listen to their calls, the administrator reads what was changed. What [`check`](crate::check::check) judges by.
    ///
    /// # Errors
    /// [`LoadError::Gone`].
    pub async fn look_again(&mut self) -> Result<(), LoadError> {
        self.mark(Mark::Halted);
        self.carry_out(Task::LookAgain).await?;
        self.carry_out(Task::Listen).await?;
        self.carry_out(Task::Drain).await
    }

    /// Lets all customers hang up who may still be on the line.
    ///
    /// # Errors
    /// [`LoadError::Gone`].
    pub async fn hang_up_all(&mut self) -> Result<(), LoadError> {
        self.carry_out(Task::HangUp).await
    }

    fn mark(&self, mark: Mark) {
        self.recorder.note(Who::Operator, Noted::Mark(mark));
    }

    fn order(&mut self, task: Task) -> u64 {
        let mut number = 0;
        self.orders.send_modify(|orders| {
            *orders = Orders { number: orders.number + 1, task };
            number = orders.number;
        });
        number
    }

    async fn carry_out(&mut self, task: Task) -> Result<(), LoadError> {
        let number = self.order(task);
        let mut missing = self.workers.len();
        while missing > 0 {
            tokio::select! {
                Some(done) = self.done.recv() => {
                    if done == number {
                        missing -= 1;
                    }
                }
                // None of them ends by itself.
                _ = self.workers.join_next() => return Err(LoadError::Gone),
            }
        }
        Ok(())
    }
}
