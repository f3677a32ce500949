//! Access keys at the command line.

use anyhow::Context;
use cordboard_client::{call, native::Client};
use cordboard_protocol::access_key::{AccessKey, MadeAccessKey, NewAccessKey};

use crate::print;

/// Prints access keys, a line each.
pub(super) async fn list(client: &Client, agent: Option<u64>) -> anyhow::Result<()> {
    let keys: Vec<AccessKey> = client.read(call::admin::access_keys(agent)).await?;
    for AccessKey { id, agent, name, made_at, used_at } in keys {
        let used = used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {at}"));
        print(&format!("{id}\t{agent}\t{name}\tmade {made_at}\t{used}"))?;
    }
    Ok(())
}

/// Makes one and prints it: id, then secret.
pub(super) async fn make(client: &Client, agent: u64, name: String) -> anyhow::Result<()> {
    let call = call::admin::make_access_key(agent, &NewAccessKey { name });
    let made = client.read(call).await.context("no access key was made")?;
    let MadeAccessKey { access_key_id, access_key_secret } = made;
    print(&format!("{access_key_id}\n{access_key_secret}"))
}
