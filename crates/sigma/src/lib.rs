#![doc = include_str!("../README.md")]

pub mod correlate;
pub mod engine;
pub mod event;
pub mod fault;
pub mod hunt;
pub mod maps;
pub mod parse;
pub mod pattern;
pub mod read;
pub mod recheck;
pub mod reference;
pub mod regress;
pub mod rule;
pub mod ruleset;
mod yaml;

pub use correlate::{CorrelateConfig, Correlator, Finding, Hit};
pub use engine::{Engine, EventFault, Explanation, FieldHit, Places, Scratch};
pub use fault::{Fault, Place, Reason};
pub use maps::{Hint, Maps};
pub use parse::Placeholders;
pub use recheck::Recheck;
pub use ruleset::RuleSet;
