//! The server as a process, over real HTTP; the files mirror `src/handlers`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

mod address_books;
mod admin;
mod agent;
mod agent_phone;
mod agent_sessions;
mod agents;
mod backup;
mod bad_input;
mod business_unit;
mod calls;
mod contacts;
mod customer;
mod desktop;
mod discovery;
mod guide;
mod health;
mod log;
mod openapi;
mod public_url;
mod races;
mod restart;
mod rules;
mod serve;
mod server;
mod shutting_down;
mod simulator;
mod skills;
mod static_files;
mod systemd;
mod teams;
mod tls;
mod tokens;
mod users;
mod whole_call;
mod wire;
