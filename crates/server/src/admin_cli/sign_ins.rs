//! Sign-ins at the command line.

use cordboard_client::{call, native::Client};
use cordboard_protocol::access_key::{SignIn, SignInBy};

use crate::print;

/// Prints sign-ins, a line each.
pub(super) async fn list(client: &Client, agent: Option<u64>) -> anyhow::Result<()> {
    let all: Vec<SignIn> = client.read(call::admin::sign_ins(agent)).await?;
    for SignIn { id, agent, login, by, access_key, client, began_at, expires_at, .. } in all {
        let by = match by {
            SignInBy::Password => "by password".to_owned(),
            SignInBy::LogInPage => format!("by {}", client.as_deref().unwrap_or("the log-in page")),
            SignInBy::AccessKey => format!("by access key {}", access_key.unwrap_or_default()),
        };
        let since = began_at.map(|at| format!("\tsince {at}")).unwrap_or_default();
        let until = expires_at.map(|at| format!("\tuntil {at}")).unwrap_or_default();
        print(&format!("{id}\t{agent}\t{login}\t{by}{since}{until}"))?;
    }
    Ok(())
}
