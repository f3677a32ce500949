//! `cordboard admin`, `export` and `import`: an administrator at the command line, over HTTP.

mod access_keys;
mod entries;
mod export;
mod import;
mod init;
mod password;
mod sign_ins;

use anyhow::Context;
use cordboard_client::{call, native::Client};
use cordboard_protocol::{
    access_key::RotateTokenKey,
    admin::{LivingAgentSession, NewPassword},
};

use crate::cli::{Admin, AdminCommand, HolderKind, KindWord, Who};

pub(crate) use export::export;
pub(crate) use import::import;
pub(crate) use password::new_password;

/// Does what was asked for.
pub(crate) async fn admin(args: Admin) -> anyhow::Result<()> {
    let Admin { who, command } = args;
    match command {
        AdminCommand::Init(args) => init::init(&who, args).await,
        AdminCommand::List { kind } => entries::list(&log_in(&who).await?, kind).await,
        AdminCommand::Show { kind, id } => {
            entries::show(&log_in(&who).await?, kind, id.as_deref()).await
        }
        AdminCommand::Set { kind, what } => {
            let (id, patch) = entries::read(kind, &what)?;
            entries::set(&log_in(&who).await?, kind, id.as_deref(), patch).await
        }
        AdminCommand::Remove { kind, id } => {
            anyhow::ensure!(kind != KindWord::BusinessUnit, "the business unit stays");
            let call = call::admin::remove(kind.plural(), &id);
            log_in(&who).await?.command(call).await.context("it was not removed")
        }
        AdminCommand::SetPassword { kind, id } => set_password(&who, kind, &id).await,
        AdminCommand::Sessions => sessions(&log_in(&who).await?).await,
        AdminCommand::EndSession { agent } => {
            let call = call::admin::end_agent_session(agent);
            log_in(&who).await?.command(call).await.context("the agent session was not ended")
        }
        AdminCommand::AccessKeys { agent } => access_keys::list(&log_in(&who).await?, agent).await,
        AdminCommand::MakeAccessKey { agent, name } => {
            access_keys::make(&log_in(&who).await?, agent, name).await
        }
        AdminCommand::RevokeAccessKey { id } => {
            let call = call::admin::revoke_access_key(&id);
            log_in(&who).await?.command(call).await.context("the access key was not revoked")
        }
        AdminCommand::SignIns { agent } => sign_ins::list(&log_in(&who).await?, agent).await,
        AdminCommand::EndSignIn { id } => {
            let call = call::admin::end_sign_in(id);
            log_in(&who).await?.command(call).await.context("the sign-in was not ended")
        }
        AdminCommand::EndSignIns { agent } => {
            let call = call::admin::end_sign_ins(agent);
            log_in(&who).await?.command(call).await.context("the sign-ins were not ended")
        }
        AdminCommand::RotateTokenKey { at_once } => {
            let call = call::admin::rotate_token_key(RotateTokenKey { at_once });
            log_in(&who).await?.command(call).await.context("the token key was not replaced")
        }
    }
}

/// A client of the server, not logged in.
fn client(who: &Who) -> anyhow::Result<Client> {
    Client::new(&who.url).with_context(|| format!("{} is not a server's address", who.url))
}

/// Who asks.
fn login(who: &Who) -> anyhow::Result<&str> {
    who.login.as_deref().context("say which administrator you are: --login NAME")
}

async fn log_in(who: &Who) -> anyhow::Result<Client> {
    let login = login(who)?;
    let mut client = client(who)?;
    let password = password::password("Password", who.password_file.as_deref())?;
    client
        .log_in_administrator(login, &password)
        .await
        .with_context(|| format!("nobody was logged in at {}", who.url))?;
    Ok(client)
}

async fn set_password(who: &Who, kind: HolderKind, id: &str) -> anyhow::Result<()> {
    let client = log_in(who).await?;
    let new = NewPassword { password: new_password("New password")? };
    let kind = match kind {
        HolderKind::Agent => KindWord::Agent,
        HolderKind::Administrator => KindWord::Administrator,
    };
    let call = call::admin::set_password(kind.plural(), id, &new);
    client.command(call).await.context("the password was not set")
}

async fn sessions(client: &Client) -> anyhow::Result<()> {
    let sessions: Vec<LivingAgentSession> = client.read(call::admin::agent_sessions()).await?;
    for LivingAgentSession { agent, login, state, started_at } in sessions {
        crate::print(&format!("{agent}\t{login}\t{state}\tsince {started_at}"))?;
    }
    Ok(())
}
