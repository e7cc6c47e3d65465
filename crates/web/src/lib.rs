#![doc = include_str!("../README.md")]

mod answer;
mod api;
mod archive;
mod assets;
mod caller;
mod config;
mod cookies;
mod demo;
mod diff;
mod errors;
mod floors;
mod form;
mod forwarded;
mod frame;
mod headers;
mod keys;
mod language;
mod locale;
mod marks;
mod moment;
mod network;
mod notice;
mod origin;
mod packing;
mod pages;
mod previews;
mod probes;
mod proving;
mod query;
mod rooms;
mod routes;
mod rules;
mod samples;
mod saving;
mod serve;
mod state;
mod trouble;
mod twin;
mod unsent;
mod uploads;
mod window;

pub(crate) use locale::{say, say_of};

pub use archive::Archives;
pub use config::{Config, ConfigError};
pub use demo::{Demo, DemoSeat, DemoStep, DemoWords};
pub use network::{Network, NetworkError, Networks};
pub use pages::{gallery, link_path};
pub use previews::{NotLooked, Previews, ReadMail, Turn};
pub use probes::{Part, Probes, Ready};
pub use rooms::{
    Asks, FactTold, HealthTold, Rooms, SettingTold, SettingsTold, SourceTold, WayTold, WaysTold,
};
pub use rules::{Rules, under_the_rules};
pub use samples::{Sample, samples};
pub use serve::{Limits, Server};
pub use state::{BroughtKey, CheckedKey, KeyFault, KeyTold, ReadKey, ReadOpenPgp, State};

/// Builds all routes of this door: the pages, the API and the probes.
pub fn router(state: State, probes: Probes) -> axum::Router {
    let rules = state.rules.clone();
    let probes = probes::router(probes, &rules);
    pages::router(state.clone()).merge(api::router(state)).merge(probes)
}
