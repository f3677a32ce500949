use crate::{http::Caller, problem::Refused};

/// Makes a commitment to call back. It comes in a later version.
///
/// # Errors
/// `not-implemented`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(post, path = "scheduled-callbacks", responses())]
pub(crate) async fn commit(_: Caller) -> Refused {
    super::later("commitments to call back come")
}

/// Changes a commitment to call back, or gives it up. It comes in a later version.
///
/// # Errors
/// `not-implemented`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(method(put, delete), path = "scheduled-callbacks/{callbackId}", responses())]
pub(crate) async fn change_commitment(_: Caller) -> Refused {
    super::later("commitments to call back come")
}
