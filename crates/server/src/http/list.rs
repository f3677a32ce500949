//! Lists: the parameters by which a client takes a part of one (`docs/agent-api.md` section 6).

use std::{cmp::Ordering, collections::BTreeSet, sync::Arc};

use axum::{
    Json,
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use cordboard_acd::{SetAt, Time};
use cordboard_protocol::{list::ListParameters, problem::ProblemType};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{problem::Refused, state::AppState, wire::time_of};

use super::keys;

/// `top` asks for so many at most.
const MOST: u64 = 10_000;

/// `searchString` has at most so many characters: names are no longer.
const LONGEST_SEARCH: usize = 200;

/// `fields` names at most so many keys: no list has more.
const MOST_FIELDS: usize = 100;

/// Says which part of a list is wanted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ListWanted {
    fields: Fields,
    /// In lower case.
    search: Option<String>,
    order: Option<Order>,
    /// So many are passed over.
    pub(crate) skip: u64,
    /// So many at most.
    pub(crate) top: Option<u64>,
    /// Only what has changed at this time or later.
    pub(crate) updated_since: Option<Time>,
}

/// Says which keys are wanted: all that reads of one thing take.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    /// In lower case; none: all.
    keys: Option<BTreeSet<String>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Order {
    /// As the client spells it.
    by: String,
    descending: bool,
}

/// A part of a list.
#[derive(Debug)]
pub(crate) struct Listed<T> {
    /// The part.
    pub(crate) rows: Vec<T>,
    /// How many there are in all of its parts.
    pub(crate) total: u64,
}

impl<S: Sync> FromRequestParts<S> for ListWanted {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        Self::of_query(parts.uri.query().unwrap_or_default())
    }
}

impl<S: Sync> FromRequestParts<S> for Fields {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let query = parts.uri.query().unwrap_or_default();
        Self::read(said_in(query).fields.as_deref())
    }
}

impl Fields {
    fn read(text: Option<&str>) -> Result<Self, Refused> {
        let Some(text) = text else { return Ok(Self::default()) };
        let keys = text.split(',').map(|key| key.trim().to_ascii_lowercase());
        let keys: BTreeSet<_> = keys.filter(|key| !key.is_empty()).collect();
        if keys.len() > MOST_FIELDS {
            return Err(Refused::bad_value(format!("fields: at most {MOST_FIELDS} keys")));
        }
        Ok(Self { keys: Some(keys) })
    }

    /// Answers: of the rows, or the one, that a JSON pointer names, the keys that are wanted remain.
    pub(crate) fn answer(&self, answer: impl Serialize, rows: &str) -> Result<Response, Refused> {
        let Some(keys) = &self.keys else { return Ok(Json(answer).into_response()) };
        let mut answer = serde_json::to_value(answer).map_err(|_| ProblemType::Internal)?;
        let only = |row: &mut Value| {
            if let Some(row) = row.as_object_mut() {
                row.retain(|key, _| keys.contains(&key.to_ascii_lowercase()));
            }
        };
        match answer.pointer_mut(rows) {
            Some(Value::Array(rows)) => rows.iter_mut().for_each(only),
            Some(row) => only(row),
            None => {}
        }
        Ok(Json(answer).into_response())
    }
}

impl ListWanted {
    /// Reads it.
    pub(crate) fn of_query(query: &str) -> Result<Self, Refused> {
        let ListParameters { fields, search_string, order_by, skip, top, updated_since } =
            said_in(query);
        Ok(Self {
            fields: Fields::read(fields.as_deref())?,
            search: search_string.as_deref().map(search).transpose()?,
            order: order_by.as_deref().map(Order::read).transpose()?,
            skip: skip.map_or(Ok(0), |skip| number("skip", &skip, u64::MAX))?,
            top: top.map(|top| number("top", &top, MOST)).transpose()?,
            updated_since: updated_since
                .map(|since| instant("updatedSince, lastPollTime", &since))
                .transpose()?,
        })
    }

    /// Gives when entries of the configuration were set last, where the caller asks for what has
    /// changed since: else nothing, which leaves nothing out.
    pub(crate) async fn set_at(&self, state: &AppState) -> Result<Arc<SetAt>, Refused> {
        match self.updated_since {
            Some(_) => Ok(state.floor.read(|floor| Arc::clone(floor.set_at())).await?),
            None => Ok(Arc::default()),
        }
    }

    /// Says whether something that changed last at this time is wanted. What has changed nobody
    /// knows when is.
    pub(crate) fn wants_changed_at(&self, at: Option<Time>) -> bool {
        match (self.updated_since, at) {
            (Some(since), Some(at)) => at >= since,
            (Some(_) | None, None) | (None, Some(_)) => true,
        }
    }

    /// Gives the part of a list: found by name, ordered, cut out.
    pub(crate) fn of<T: Serialize + for<'de> Deserialize<'de>>(
        &self,
        all: impl IntoIterator<Item = T>,
        name: impl Fn(&T) -> String,
    ) -> Result<Listed<T>, Refused> {
        let mut found: Vec<T> =
            all.into_iter().filter(|one| self.is_searched(|| name(one))).collect();
        if let Some(order) = &self.order {
            order.apply(&mut found, &name)?;
        }
        let total = found.len() as u64;
        let skip = usize::try_from(self.skip).unwrap_or(usize::MAX);
        let top = self.top.map_or(usize::MAX, |top| usize::try_from(top).unwrap_or(usize::MAX));
        Ok(Listed { rows: found.into_iter().skip(skip).take(top).collect(), total })
    }

    /// Says whether a list that is found elsewhere, newest first, is wanted the other way round.
    /// It has no names, and is ordered by these keys alone.
    pub(crate) fn oldest_first(&self, id: &str, time: &str) -> Result<bool, Refused> {
        if self.search.is_some() {
            return Err(Refused::bad_value("searchString: what is listed here has no name"));
        }
        let Some(Order { by, descending }) = &self.order else { return Ok(false) };
        if [id, time].iter().any(|key| key.eq_ignore_ascii_case(by)) {
            return Ok(!descending);
        }
        Err(Refused::bad_value(format!("orderBy: {id} or {time}, then asc or desc")))
    }

    /// Answers: of the rows, or the one, that a JSON pointer names, the keys that are wanted remain.
    pub(crate) fn answer(&self, answer: impl Serialize, rows: &str) -> Result<Response, Refused> {
        self.fields.answer(answer, rows)
    }

    fn is_searched(&self, name: impl FnOnce() -> String) -> bool {
        self.search.as_ref().is_none_or(|search| name().to_lowercase().contains(search))
    }
}

impl Order {
    fn read(text: &str) -> Result<Self, Refused> {
        let mut words = text.split_whitespace();
        let by = words.next().unwrap_or_default().to_owned();
        let descending = match words.next().map(str::to_ascii_lowercase).as_deref() {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(_) => return Err(Self::wrong("after the key comes asc or desc")),
        };
        if words.next().is_some() {
            return Err(Self::wrong("one key, then asc or desc"));
        }
        Ok(Self { by, descending })
    }

    fn wrong(what: &str) -> Refused {
        Refused::bad_value(format!("orderBy: {what}, for example `name desc`"))
    }

    /// `name` is what the list is searched by; any other word is a key of what it holds.
    fn apply<T: Serialize + for<'de> Deserialize<'de>>(
        &self,
        found: &mut [T],
        name: impl Fn(&T) -> String,
    ) -> Result<(), Refused> {
        if self.by.eq_ignore_ascii_case("name") {
            found.sort_by_cached_key(|one| name(one).to_lowercase());
        } else {
            let known = keys::of::<T>();
            let Some(key) = known.iter().find(|key| key.eq_ignore_ascii_case(&self.by)) else {
                let known = known.join(", ");
                return Err(Self::wrong(&format!("the list has the keys name, {known}")));
            };
            found.sort_by_cached_key(|one| {
                Place(object(one).ok().and_then(|mut object| object.remove(*key)))
            });
        }
        if self.descending {
            found.reverse();
        }
        Ok(())
    }
}

/// Where a value stands: nothing first, then numbers, then all else as text, in any letter case.
struct Place(Option<Value>);

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let number = |value: &Value| value.as_u64();
        let text = |value: &Value| {
            value.as_str().map_or_else(|| value.to_string(), str::to_owned).to_lowercase()
        };
        match (&self.0, &other.0) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(own), Some(other)) => match (number(own), number(other)) {
                (Some(own), Some(other)) => own.cmp(&other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => text(own).cmp(&text(other)),
            },
        }
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Place {}

/// Letter case of the names does not matter, an empty value is none, and other parameters are the
/// operation's.
fn said_in(query: &str) -> ListParameters {
    let mut said = ListParameters::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let place = match name.to_ascii_lowercase().as_str() {
            "fields" => &mut said.fields,
            "searchstring" => &mut said.search_string,
            "orderby" => &mut said.order_by,
            "skip" => &mut said.skip,
            "top" => &mut said.top,
            "updatedsince" | "lastpolltime" => &mut said.updated_since,
            _ => continue,
        };
        let value = value.trim();
        *place = (!value.is_empty()).then(|| value.to_owned());
    }
    said
}

fn search(text: &str) -> Result<String, Refused> {
    if text.chars().count() > LONGEST_SEARCH {
        let wrong = format!("searchString: at most {LONGEST_SEARCH} characters");
        return Err(Refused::bad_value(wrong));
    }
    Ok(text.to_lowercase())
}

fn number(name: &str, text: &str, most: u64) -> Result<u64, Refused> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten().filter(|number| *number <= most);
    number.ok_or_else(|| Refused::bad_value(format!("{name}: a whole number from 0 to {most}")))
}

/// Reads an instant that a parameter names.
pub(crate) fn instant(name: &str, text: &str) -> Result<Time, Refused> {
    time_of(text)
        .ok_or_else(|| Refused::bad_value(format!("{name}: an instant like 2030-01-31T12:00:00Z")))
}

fn object(one: &impl Serialize) -> Result<Map<String, Value>, Refused> {
    match serde_json::to_value(one) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) | Err(_) => Err(ProblemType::Internal.into()),
    }
}

#[cfg(test)]
mod tests;
