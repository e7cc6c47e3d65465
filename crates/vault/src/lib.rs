#![doc = include_str!("../README.md")]

mod blobs;
mod bucket;
mod cache;
mod cells;
mod chance;
mod config;
mod content;
mod digests;
mod error;
mod folder;
mod health;
mod intake;
mod kek;
mod persons;
mod seal;
mod store;
#[cfg(test)]
mod tests;
mod vault;
mod words;
mod wrap;

pub use cells::{Cell, Owner};
pub use chance::SystemChance;
pub use config::{BlobsConfig, KekSource, VaultConfig};
pub use content::CONTENT_BYTES_MAX;
pub use error::VaultError;
pub use health::{FREE_BYTES_MIN, FolderHealth, Health};
pub use store::epoch::Destroyed;
pub use vault::Vault;
pub use words::{WordKey, WordKeys};
pub use wrap::{BlobWrap, PERSONS_PER_BLOB_MAX};
