//! Passwords as they are set.

use cordboard_acd::{Private, credential::Holder};
use cordboard_protocol::problem::ProblemType;

use crate::{passwords::Passwords, problem::Refused};

/// An administrator's password opens everything.
const LEAST_OF_ADMINISTRATORS: usize = 12;
/// An agent's opens one agent's calls, and too many attempts have to wait.
const LEAST_OF_AGENTS: usize = 8;
/// Hashing takes time by length; no sentence is longer.
const MOST: usize = 1_000;

/// Judges a new password and hashes it.
pub(crate) async fn hashed(
    passwords: &Passwords,
    of: &Holder,
    password: String,
) -> Result<Private, Refused> {
    let (least, whose) = match of {
        Holder::Agent(_) => (LEAST_OF_AGENTS, "an agent"),
        Holder::Administrator(_) => (LEAST_OF_ADMINISTRATORS, "an administrator"),
    };
    let count = password.chars().count();
    if count < least {
        return Err(Refused::bad_value(format!(
            "the password of {whose} has at least {least} characters"
        )));
    }
    if count > MOST {
        return Err(Refused::bad_value(format!("a password has at most {MOST} characters")));
    }
    if let Holder::Administrator(login) = of
        && password.to_lowercase().contains(&login.to_lowercase())
    {
        return Err(Refused::bad_value("the password holds the login"));
    }
    let hash = passwords.hash(password).await.map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        ProblemType::Internal
    })?;
    Ok(Private::new(hash))
}
