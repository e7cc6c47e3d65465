//! What the desk is told when it starts.

use std::collections::BTreeMap;

use authority::Admission;
use model::{Address, Field, Identity, LiveSetting, LiveSettings, Personal};

/// How open the house is about its own people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Profile {
    /// Staff sign with their name; the channel gets what was sent.
    #[default]
    Open,
    /// Staff sign with a title; the channel gets a number and a link; case numbers are drawn at random.
    Confidential,
}

/// A system outside that asks us for authority before it acts.
#[derive(Clone, Debug)]
pub struct Console {
    /// Its name, which presentations are made out to.
    pub name: String,
    /// What it shows to be recognised.
    pub secret: Personal<String>,
    /// Where people work with it.
    pub url: Option<String>,
}

/// Settings of the desk.
#[derive(Clone, Debug)]
pub struct DeskConfig {
    /// The domain that the house takes mail for.
    pub domain: String,
    /// How open the house is.
    pub profile: Profile,
    /// The team's private channel; `None` copies to nobody.
    pub channel: Option<Address>,
    /// How long a reply can be taken back, in seconds, where the house itself says nothing.
    pub undo_secs: i64,
    /// Where the pages are, without a slash at the end.
    pub public_url: String,
    /// Cases of a page of the board, where the house itself says nothing.
    pub page_cases: i64,
    /// Sealed originals that somebody may open on their own account within 24 hours, where the house itself says nothing.
    pub self_looks_per_day_max: i64,
    /// Channel copies that one sender may cause within ten minutes, where the house itself says nothing.
    pub notices_per_sender_max: i64,
    /// The settings that a file or a variable has, which the house therefore cannot change itself; and where they stand.
    pub pinned: BTreeMap<LiveSetting, String>,
    /// The fields that are known of a person.
    pub fields: Vec<Field>,
    /// The systems outside that hold some of them.
    pub consoles: Vec<Console>,
    /// What the staff need before they begin.
    pub admission: Admission,
    /// Whether mail that is signed by certificates is verified, so that consent can be given by it.
    pub takes_certificates: bool,
}

impl DeskConfig {
    /// Returns sensible settings for a domain.
    pub fn for_domain(domain: &str) -> Self {
        Self {
            domain: domain.to_owned(),
            profile: Profile::Open,
            channel: None,
            undo_secs: LiveSettings::STANDING.undo_secs,
            public_url: "http://127.0.0.1:8080".to_owned(),
            page_cases: LiveSettings::STANDING.page_cases,
            self_looks_per_day_max: LiveSettings::STANDING.self_looks_per_day_max,
            notices_per_sender_max: LiveSettings::STANDING.notices_per_sender_max,
            pinned: BTreeMap::new(),
            fields: Vec::new(),
            consoles: Vec::new(),
            admission: Admission::default(),
            takes_certificates: false,
        }
    }

    /// Returns what can be changed while the house runs, as it stands where the house itself says nothing.
    pub(crate) const fn standing(&self, staff_level: Identity) -> LiveSettings {
        LiveSettings {
            undo_secs: self.undo_secs,
            page_cases: self.page_cases,
            self_looks_per_day_max: self.self_looks_per_day_max,
            notices_per_sender_max: self.notices_per_sender_max,
            staff_level,
        }
    }
}
