//! The agent desktop in the browser.
//!
//! [`agent_session`] is the store of signals that the views show; its methods are all that a view may do.
//! [`app`] holds the views: one file for each part of what the agent sees.

#![expect(
    unreachable_pub,
    reason = "the component macro makes the properties of every component `pub`"
)]

pub mod agent_session;
pub mod app;
pub mod call_buttons;
pub mod page_bridge;
pub mod pages;
pub mod popout;
pub mod tab_lock;

mod address_book;
mod agent_leg;
mod brand;
mod call_controls;
mod cannot_save;
mod changed_pages;
mod conference;
mod contact_card;
mod contact_list;
mod contact_panels;
mod dial;
mod dial_panel;
mod dialog;
mod disposition;
mod drafts;
mod dtmf;
mod duration;
mod elsewhere;
mod failure;
mod hang_up_confirmation;
mod header;
mod help;
mod icon;
mod incoming;
mod inspector;
mod keypad;
mod left_notes;
mod log_in;
mod log_out;
mod menu;
mod network_warning;
mod notices;
mod notifications;
mod page_bar;
mod page_frame;
mod page_tabs;
mod part;
mod phone_number;
mod recent_numbers;
mod separator;
mod session_end;
mod settings;
mod settings_menu;
mod shortcuts;
mod state_picker;
mod state_words;
mod two_calls;
mod work;
mod workspaces;
