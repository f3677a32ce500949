//! What our own desktop asks for beside the agent API.

mod end_page_token;
mod settings;
mod want_page_token;

pub(crate) use end_page_token::end_page_token;
pub(crate) use settings::settings;
pub(crate) use want_page_token::want_page_token;
