#![doc = include_str!("../README.md")]

mod birth;
mod budget;
mod burst;
mod canonical;
mod census;
mod class;
mod config;
mod error;
mod evidence;
mod form;
mod hash;
mod header;
mod kind;
mod mask;
mod miner;
mod newcomers;
mod novelty;
mod overlay;
mod scan;
mod seen;
mod slot;
mod snapshot;
mod source;
mod state;
mod tokens;
mod tree;

pub use burst::{
    Burst, Bursts, CLUSTER_WINDOWS_MAX, CLUSTERS_MAX, Cluster, ClusterId, Clusters, KINDS_MAX,
    MEMBERS_MAX, PLACES_COUNTED_MAX, PLACES_MAX, Place, WINDOW_SECS,
};
pub use canonical::WILDCARD;
pub use census::{Census, Headers};
pub use config::Config;
pub use error::TemplateError;
pub use header::Header;
pub use kind::{KindId, KindView, SAMPLE_BYTES_MAX};
pub use miner::{Miner, SOURCE_BYTES_MAX, Sighting, SourceId, Status};
pub use newcomers::{HOSTS_MAX, NEWCOMERS_MAX, Newcomers, WATCH_SECS};
pub use novelty::Novelty;
pub use snapshot::{FORMAT, Snapshot};
pub use tokens::{LINE_BYTES_MAX, LINE_TOKENS_MAX};

#[cfg(test)]
mod tests;
