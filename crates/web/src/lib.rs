#![doc = include_str!("../README.md")]

mod answer;
mod api;
mod assets;
mod caller;
mod config;
mod cookies;
mod errors;
mod form;
mod frame;
mod headers;
mod language;
mod moment;
mod notice;
mod origin;
mod pages;
mod query;
mod rules;
mod samples;
mod state;
mod trouble;
mod twin;

pub use config::{Config, ConfigError};
pub use pages::link_path;
pub use rules::{Rules, under_the_rules};
pub use samples::{Sample, samples};
pub use state::{BroughtKey, CheckedKey, ReadKey, State};

/// Builds all routes of this door: the pages and the API.
pub fn router(state: State) -> axum::Router {
    pages::router(state.clone()).merge(api::router(state))
}
