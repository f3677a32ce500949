//! What our own desktop asks for beside the agent API.

mod end_page_token;
mod framing;
mod settings;
mod want_page_token;

pub(crate) use end_page_token::*;
pub(crate) use framing::*;
pub(crate) use settings::*;
pub(crate) use want_page_token::*;
