//! `cordboard admin init`: the first administrator.

use anyhow::Context;
use cordboard_client::call;
use cordboard_protocol::admin::FirstAdministrator;

use crate::{
    administration::INIT_CODE_FILE,
    cli::{Init, Who},
};

use super::{client, login, new_password, password::password};

/// Makes the first administrator with the code that stands in the data folder.
pub(super) async fn init(who: &Who, args: Init) -> anyhow::Result<()> {
    let login = login(who)?.to_owned();
    let client = client(who)?;
    let path = args.data.join(INIT_CODE_FILE);
    let code = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "{} cannot be read: the server has an administrator already, or another data folder \
             (`--data`), or it is another user's (`sudo`)",
            path.display()
        )
    })?;
    let password = match &who.password_file {
        Some(file) => password("Password", Some(file))?,
        None => new_password("Password")?,
    };
    let code = code.trim().to_owned();
    let first = FirstAdministrator { code, login, name: args.name, password };
    client
        .command(call::admin::init(&first))
        .await
        .with_context(|| format!("no administrator was made at {}", who.url))
}
