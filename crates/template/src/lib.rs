#![doc = include_str!("../README.md")]

mod birth;
mod budget;
mod canonical;
mod class;
mod config;
mod error;
mod evidence;
mod form;
mod hash;
mod kind;
mod mask;
mod miner;
mod novelty;
mod overlay;
mod scan;
mod slot;
mod snapshot;
mod source;
mod state;
mod tokens;
mod tree;

pub use canonical::WILDCARD;
pub use config::Config;
pub use error::TemplateError;
pub use kind::{KindId, KindView, LINE_BYTES_MAX, SAMPLE_BYTES_MAX};
pub use miner::{Miner, SOURCE_BYTES_MAX, Sighting, SourceId, Status};
pub use novelty::Novelty;
pub use snapshot::{FORMAT, Snapshot};
