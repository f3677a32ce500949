use cordboard_protocol::problem::Problem;

/// Why a call brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The server answered that it cannot be done.
    #[error("{}", in_words(.0))]
    Refused(Problem),
    /// The server was not reached, or the answer broke off.
    #[error("the server cannot be reached")]
    Network,
    /// Whoever answered has a certificate that does not hold here. A browser tells nobody.
    #[error(
        "the server's certificate is not accepted: it must be for the name in the address, and of an authority that \
         this machine trusts or that stands in the file of the variable SSL_CERT_FILE"
    )]
    Certificate,
    /// The answer is none of this API's.
    #[error("the server's answer is not understood (status {status})")]
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
    /// The caller gave the call up.
    #[error("given up")]
    Aborted,
    /// Nobody is logged in.
    #[error("nobody is logged in")]
    LoggedOut,
}

impl Failure {
    /// The HTTP status, when there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(problem) => Some(problem.status),
            Self::Unreadable { status } => Some(*status),
            Self::Network | Self::Certificate | Self::Aborted | Self::LoggedOut => None,
        }
    }

    /// Which problem it is, by the last part of its type; empty when it is none.
    #[must_use]
    pub fn problem_name(&self) -> &str {
        match self {
            Self::Refused(problem) => problem.kind.rsplit('/').next().unwrap_or_default(),
            Self::Network
            | Self::Certificate
            | Self::Unreadable { .. }
            | Self::Aborted
            | Self::LoggedOut => "",
        }
    }

    /// Whether the same call may go well later: nothing wrong with the call itself.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Network => true,
            Self::Refused(_) | Self::Unreadable { .. } => {
                self.status().is_some_and(|status| status >= 500 || status == 429)
            }
            Self::Certificate | Self::Aborted | Self::LoggedOut => false,
        }
    }

    /// Whether nobody has said yes or no: the server did not answer, or comes or goes, or somebody between says that
    /// it is not there. The call may have been done all the same.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        match self {
            Self::Network => true,
            Self::Unreadable { status } => matches!(status, 502..=504),
            Self::Refused(_) => matches!(self.problem_name(), "starting" | "shutting-down"),
            Self::Certificate | Self::Aborted | Self::LoggedOut => false,
        }
    }

    /// Reads an answer that is not a success.
    #[must_use]
    pub fn from_answer(status: u16, body: &str) -> Self {
        match serde_json::from_str::<Problem>(body) {
            Ok(problem) => Self::Refused(problem),
            Err(_) => Self::Unreadable { status },
        }
    }
}

fn in_words(problem: &Problem) -> String {
    match &problem.detail {
        Some(detail) => format!("{}: {detail}", problem.title),
        None => problem.title.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_with_title_and_detail() {
        let body = r#"{"type":"/problems/unknown-contact","title":"No such contact","status":404,"detail":"It has ended."}"#;
        let failure = Failure::from_answer(404, body);
        assert_eq!(failure.to_string(), "No such contact: It has ended.");
        assert_eq!(failure.problem_name(), "unknown-contact");
        assert_eq!(failure.status(), Some(404));
        assert!(!failure.is_passing());
    }

    #[test]
    fn an_answer_of_something_else_is_unreadable_but_keeps_its_status() {
        let failure = Failure::from_answer(502, "<html>Bad gateway</html>");
        assert_eq!(failure, Failure::Unreadable { status: 502 });
        assert!(failure.is_passing() && failure.is_unanswered());
    }

    #[test]
    fn a_server_that_goes_down_has_not_said_no_and_one_that_cannot_save_has() {
        let problem = |name: &str| {
            let body = format!(r#"{{"type":"/problems/{name}","title":"No","status":503}}"#);
            Failure::from_answer(503, &body)
        };
        assert!(problem("shutting-down").is_unanswered() && problem("starting").is_unanswered());
        let cannot_save = problem("journal-unavailable");
        assert!(cannot_save.is_passing() && !cannot_save.is_unanswered());
    }
}
