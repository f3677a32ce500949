//! Entries of the configuration at the command line.

use anyhow::Context;
use cordboard_client::{Failure, call, native::Client};
use cordboard_protocol::desktop::{FramingVerdict, WillFrame};
use serde_json::{Map, Value};

use crate::{cli::KindWord, print};

type Object = Map<String, Value>;

/// Keys whose values are text whatever they look like: a phone number is not a number.
const TEXTS: [&str; 25] = [
    "action_uri",
    "after_contact_work",
    "allow",
    "company",
    "email",
    "external_id",
    "first_name",
    "framing",
    "icon",
    "image_uri",
    "kind",
    "last_name",
    "login",
    "mobile",
    "name",
    "password",
    "phone",
    "phone_number",
    "station",
    "subject",
    "text",
    "title",
    "tool_tip",
    "url",
    "valid_until",
];

/// Prints the entries of a kind: what names them, and what people read.
pub(super) async fn list(client: &Client, kind: KindWord) -> anyhow::Result<()> {
    if kind == KindWord::BusinessUnit {
        return show(client, kind, None).await;
    }
    let entries: Vec<Object> = client.read(call::admin::list(kind.plural())).await?;
    for entry in entries {
        let keys = ["id", "login", "name", "first_name", "last_name", "company", "subject"];
        let words: Vec<_> = keys.iter().filter_map(|key| entry.get(*key)).map(plain).collect();
        print(words.join("\t").trim_end())?;
    }
    Ok(())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Prints an entry as the file would hold it.
pub(super) async fn show(client: &Client, kind: KindWord, id: Option<&str>) -> anyhow::Result<()> {
    anyhow::ensure!(
        id.is_some() != (kind == KindWord::BusinessUnit),
        "say which by its id; the business unit has none"
    );
    let entry: Object = client.read(call::admin::entry(kind.plural(), id)).await?;
    print(toml::to_string(&entry)?.trim_end())
}

/// Reads the id and the keys that `set` names.
pub(super) fn read(kind: KindWord, what: &[String]) -> anyhow::Result<(Option<String>, Object)> {
    let (id, pairs) = match (kind, what) {
        (KindWord::BusinessUnit, pairs) => (None, pairs),
        (_, [id, pairs @ ..]) if !id.contains('=') => (Some(id.clone()), pairs),
        _ => anyhow::bail!("say which by its id: `set agent 7 first_name=Ada`"),
    };
    let mut patch = Object::new();
    for pair in pairs {
        let (key, text) = pair
            .split_once('=')
            .with_context(|| format!("`{pair}` is not of the form key=value"))?;
        let mut into = &mut patch;
        let mut key = key.trim();
        // `screen_pop.url=...` is a key of a table.
        while let Some((table, rest)) = key.split_once('.') {
            let within = into.entry(table).or_insert_with(|| Object::new().into());
            into = within.as_object_mut().with_context(|| format!("`{table}` is set twice"))?;
            key = rest;
        }
        into.insert(key.to_owned(), value(key, text));
    }
    Ok((id, patch))
}

/// Reads a value as the file has it; what is none is text. Without one, the default counts.
fn value(key: &str, text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    let quoted = text.starts_with(['"', '\'']);
    let read = (quoted || !TEXTS.contains(&key))
        .then(|| toml::from_str::<Map<String, Value>>(&format!("value = {text}")).ok());
    let read = read.flatten().and_then(|mut table| table.remove("value"));
    read.unwrap_or_else(|| text.into())
}

/// Changes an entry, or adds it.
pub(super) async fn set(
    client: &Client,
    kind: KindWord,
    id: Option<&str>,
    patch: Object,
) -> anyhow::Result<()> {
    let changed = client.command(call::admin::patch(kind.plural(), id, &patch)).await;
    let done = match changed {
        Err(Failure::Refused(problem)) if problem.status == 404 => {
            client.command(call::admin::put(kind.plural(), id, &patch)).await
        }
        done => done,
    };
    done.context("nothing was changed")?;
    match (kind, id) {
        (KindWord::Page, Some(id)) => say_whether_it_frames(client, id).await,
        _ => Ok(()),
    }
}

/// The change is made: that the page will not be seen where it is shown is no failure of it.
async fn say_whether_it_frames(client: &Client, id: &str) -> anyhow::Result<()> {
    let page: Object = client.read(call::admin::entry(KindWord::Page.plural(), Some(id))).await?;
    if page.get("framing").is_some_and(|framing| framing == "window") {
        return Ok(());
    }
    let found: FramingVerdict = client.read(call::admin::framing(id)).await?;
    let reason = found.reason;
    match found.verdict {
        WillFrame::Frames => Ok(()),
        WillFrame::Refuses => print(&format!(
            "saved; but {id} will not be seen inside the desktop: {reason}. With framing=window it \
             gets a window of its own"
        )),
        WillFrame::Unknown => {
            print(&format!("saved; whether {id} lets itself be framed is not known: {reason}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> Value {
        let words: Vec<_> = words.iter().map(|&word| word.to_owned()).collect();
        read(KindWord::Agent, &words).unwrap().1.into()
    }

    #[test]
    fn values_are_those_of_the_file_and_bare_words_are_text() {
        assert_eq!(
            set(&[
                "7",
                "login=ada",
                "phone_number=5550100",
                "station=\"12\"",
                "skills=[101, 102]",
                "team=1",
                "mute=true",
                "first_name=",
                "screen_pop.url=https://a.example/?x=1",
                "screen_pop.width=5",
                "other=two words",
            ]),
            serde_json::json!({
                "login": "ada", "phone_number": "5550100", "station": "12",
                "skills": [101, 102], "team": 1, "mute": true, "first_name": null,
                "screen_pop": {"url": "https://a.example/?x=1", "width": 5},
                "other": "two words",
            })
        );
        let words = |words: &[&str]| {
            let words: Vec<_> = words.iter().map(|&word| word.to_owned()).collect();
            read(KindWord::Agent, &words).map(|_| ()).map_err(|error| error.to_string())
        };
        assert!(words(&["first_name=Ada"]).is_err());
        assert!(words(&["7", "first_name"]).is_err());
        assert!(words(&["7", "a=1", "a.b=2"]).is_err());
    }
}
