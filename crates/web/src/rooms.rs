//! What the house tells about itself on the pages of whoever runs it; handed in by who wires it, for this door knows neither
//! settings nor listeners.

use std::{future::Future, pin::Pin, sync::Arc};

use jiff::Timestamp;

use crate::Part;

/// Asks the house for something that takes a moment to find.
pub type Asks<T> = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = T> + Send>> + Send + Sync>;

/// What the house tells about itself. Nothing of it is about a person.
#[derive(Clone)]
pub struct Rooms {
    /// Its settings, as they were found at the start.
    pub settings: Arc<dyn Fn() -> SettingsTold + Send + Sync>,
    /// Its ways in and out.
    pub ways: Asks<WaysTold>,
    /// How it does.
    pub health: Asks<HealthTold>,
}

/// The settings.
#[derive(Clone, Debug, Default)]
pub struct SettingsTold {
    /// The file that they stand in.
    pub file: String,
    /// True where the file was changed after it was read.
    pub is_changed_since: bool,
    /// Each of them, in the order of the sections.
    pub settings: Vec<SettingTold>,
}

/// One setting.
#[derive(Clone, Debug)]
pub struct SettingTold {
    /// Its key: `desk.undo_secs`.
    pub key: &'static str,
    /// What it means.
    pub words: &'static str,
    /// What is in force; `None` where nothing is set.
    pub value: Option<String>,
    /// True where the value is not told, because it may hold a password.
    pub is_secret: bool,
    /// How it comes; `None` where it comes unset.
    pub standing: Option<String>,
    /// Where it comes from.
    pub source: SourceTold,
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceTold {
    /// It is as it comes.
    Standing,
    /// A file: `chancery.toml, line 4`.
    File(String),
    /// A variable of the environment.
    Variable(String),
}

/// The ways in and out.
#[derive(Clone, Debug, Default)]
pub struct WaysTold {
    /// By which something comes in.
    pub ways_in: Vec<WayTold>,
    /// By which something goes out.
    pub ways_out: Vec<WayTold>,
    /// Until when the certificate of the mail listeners is valid; `None` where it cannot be read.
    pub tls_until: Option<Timestamp>,
    /// How many received mails could not be understood and are tried again.
    pub n_stuck: usize,
}

/// A way in or out.
#[derive(Clone, Debug)]
pub struct WayTold {
    /// Its name: `SMTP`.
    pub name: &'static str,
    /// The key of the setting that opens it.
    pub setting: &'static str,
    /// Where it is; `None` where it is shut.
    pub place: Option<String>,
    /// What there is to know about it, in sentences.
    pub words: String,
    /// True where it is as it should be.
    pub is_good: bool,
    /// When something came by it last, since the start.
    pub last_at: Option<Timestamp>,
    /// How much came by it since the start; `None` where that is not counted.
    pub n: Option<u64>,
}

/// How the house does.
#[derive(Clone, Debug, Default)]
pub struct HealthTold {
    /// Each part, as it was found.
    pub parts: Vec<Part>,
    /// What there is to know besides.
    pub facts: Vec<FactTold>,
}

/// Something to know.
#[derive(Clone, Debug)]
pub struct FactTold {
    /// Of what: `Log`.
    pub group: &'static str,
    /// What: `entries`.
    pub name: &'static str,
    /// What it is.
    pub value: String,
    /// When it was so.
    pub at: Option<Timestamp>,
    /// True where somebody should look.
    pub is_warning: bool,
}

impl Rooms {
    /// Returns rooms of a house that tells nothing: for tests of other pages.
    pub fn silent() -> Self {
        Self {
            settings: Arc::new(SettingsTold::default),
            ways: Arc::new(|| Box::pin(async { WaysTold::default() })),
            health: Arc::new(|| Box::pin(async { HealthTold::default() })),
        }
    }
}
