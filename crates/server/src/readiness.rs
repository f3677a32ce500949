//! Whether the server can do its work, and why not.

use std::sync::Arc;

use tokio::sync::watch;

/// How far the server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// The floor is being made again from its journal.
    Starting,
    /// The journal cannot be opened yet: the reason, in words.
    HeldUp(Arc<str>),
    /// All is well.
    Ready,
    /// The journal takes no facts: the reason, in words.
    StandsStill(Arc<str>),
    /// The server is going down.
    Ending,
}

impl Readiness {
    /// Says whether there is a floor.
    pub(crate) fn has_started(&self) -> bool {
        match self {
            Self::Starting | Self::HeldUp(_) => false,
            Self::Ready | Self::StandsStill(_) | Self::Ending => true,
        }
    }
}

/// Says how far the server is; cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct ReadinessSign(Arc<watch::Sender<Readiness>>);

impl ReadinessSign {
    /// Begins with [`Readiness::Starting`].
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(Readiness::Starting)))
    }

    /// What the floor's task says. Once the server is going down, it is.
    pub(crate) fn set(&self, readiness: Readiness) {
        self.0.send_if_modified(|now| {
            let changes = *now != Readiness::Ending && *now != readiness;
            if changes {
                *now = readiness;
            }
            changes
        });
    }

    pub(crate) fn get(&self) -> Readiness {
        self.0.borrow().clone()
    }

    /// Waits until the floor has been made again.
    pub(crate) async fn started(&self) {
        // The sender lives as long as `self`.
        let _ = self.0.subscribe().wait_for(Readiness::has_started).await;
    }
}
