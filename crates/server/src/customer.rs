//! `cordboard call` and `cordboard hangup`: a customer at the command line.

use anyhow::Context;
use cordboard_client::native::Client;
use cordboard_protocol::simulator::PlaceCall;

use crate::cli;

/// Places a call and prints its contact id.
pub(crate) async fn call(args: cli::Call) -> anyhow::Result<()> {
    let call = PlaceCall { skill_id: args.skill, ani: args.ani, dnis: args.dnis };
    let client = client(&args.server)?;
    let placed = client.place_call(&call).await.context("the call was not placed")?;
    crate::print(&placed.contact_id.to_string())
}

/// Lets the customer hang up.
pub(crate) async fn hang_up(args: cli::Hangup) -> anyhow::Result<()> {
    client(&args.server)?.hang_up(args.contact).await.context("nobody hung up")
}

fn client(server: &cli::Server) -> anyhow::Result<Client> {
    Client::new(&server.url).with_context(|| format!("{} is not a server's address", server.url))
}
