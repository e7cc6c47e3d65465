#![doc = include_str!("../README.md")]

mod answer;
mod assets;
mod config;
mod cookies;
mod csrf;
mod errors;
mod frame;
mod headers;
mod moment;
mod pages;

mod samples;
mod state;
mod twin;

pub use config::{Config, ConfigError};
pub use pages::{router, under_the_rules};
pub use samples::{Sample, samples};
pub use state::State;
