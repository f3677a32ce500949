use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use cordboard_protocol::{
    address_book::{AddressBook, AddressBooks, AddressBooksWanted},
    list::ListParameters,
};

use crate::{
    http::{Caller, ListWanted, Params, Path, flag},
    problem::Refused,
    state::AppState,
    wire::{Book, Standings},
};

/// Reads the address books that an agent sees. Those that an
/// administrator keeps come first, then all agents with their states, then all skills.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/address-books",
    params(AddressBooksWanted, ListParameters),
    responses((status = 200, description = "The address books", body = AddressBooks)),
)]
pub(crate) async fn address_books(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
    RawQuery(query): RawQuery,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let asked: AddressBooksWanted = Params::of_query(query.as_deref())?.read()?;
    let with_entries = match &asked.include_entries {
        None => true,
        said => flag("includeEntries", said.as_ref())?,
    };
    let setup = state.setup();
    let agent = super::own(&setup, caller, &agent)?;
    let standings =
        if with_entries { state.floor.read(Standings::of).await? } else { Standings::default() };
    let set_at = wanted.set_at(&state).await?;
    let books = Book::all_of(agent, &setup).into_iter().map(|book| {
        let (id, name, kind) = book.head(&setup);
        AddressBook {
            address_book_id: id,
            address_book_name: name,
            address_book_type: kind.to_owned(),
            address_book_entries: with_entries.then(|| {
                let mut entries = book.entries(&setup, &standings);
                entries.retain(|entry| {
                    wanted.wants_changed_at(book.changed_at(entry, &set_at, &standings))
                });
                entries
            }),
        }
    });
    let listed = wanted.of(books, |book| book.address_book_name.clone())?;
    let books = AddressBooks { address_books: listed.rows, total_records: None };
    wanted.answer(books, "/addressBooks")
}
