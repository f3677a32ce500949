use axum::{extract::State, response::Response};
use cordboard_protocol::{
    address_book::{AddressBook, AddressBooks},
    list::ListParameters,
    problem::ProblemType,
};

use crate::{
    handlers::agents,
    http::{Caller, ListWanted, Path, path_number},
    problem::Refused,
    state::AppState,
    wire::{Book, Standings, entry_name},
};

/// Reads the entries of an address book that the caller sees.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "address-books/{addressBookId}/entries",
    params(ListParameters),
    responses((status = 200, description = "The book with its entries", body = AddressBooks)),
)]
pub(crate) async fn entries(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(book): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let agent = agents::by_id(&setup, caller)?;
    let book = Book::by_id(path_number(&book)?, agent, &setup);
    let book = book.ok_or(ProblemType::UnknownResource)?;
    let standings = state.floor.read(Standings::of).await?;
    let (id, name, kind) = book.head(&setup);
    let set_at = wanted.set_at(&state).await?;
    let entries = book
        .entries(&setup, &standings)
        .into_iter()
        .filter(|entry| wanted.wants_changed_at(book.changed_at(entry, &set_at, &standings)));
    let listed = wanted.of(entries, entry_name)?;
    let book = AddressBook {
        address_book_id: id,
        address_book_name: name,
        address_book_type: kind.to_owned(),
        address_book_entries: Some(listed.rows),
    };
    let books = AddressBooks { address_books: vec![book], total_records: Some(listed.total) };
    wanted.answer(books, "/addressBooks/0/addressBookEntries")
}
