//! What every page function is given.

use std::sync::Arc;

use authority::SignIn;
use desk::Desk;
use jiff::Timestamp;
use model::{Address, Personal};

use crate::{Archives, Demo, Previews, Rooms, Rules};

/// What the pages stand on; cheap to clone.
#[derive(Clone)]
pub struct State {
    /// What the rules around every answer stand on.
    pub rules: Rules,
    /// The desk.
    pub desk: Desk,
    /// Links, sessions and tokens.
    pub sign_in: SignIn,
    /// Reads a signing key that somebody brings; doors do not know each other, so it is handed in.
    pub read_key: ReadKey,
    /// Reads an OpenPGP key that somebody sets down, handed in for the same reason.
    pub read_openpgp: ReadOpenPgp,
    /// Looks at files that strangers sent.
    pub previews: Previews,
    /// Archives of people's own data that are being packed.
    pub archives: Archives,
    /// What the house tells about itself.
    pub rooms: Rooms,
    /// Set where the house is a demonstration, and only there: whoever reaches its pages may sit down as anybody.
    pub demo: Option<Arc<Demo>>,
}

/// Reads a signing key, or says in words what is wrong with it.
pub type ReadKey = Arc<dyn Fn(BroughtKey) -> Result<CheckedKey, String> + Send + Sync>;

/// A signing key as somebody brought it.
pub struct BroughtKey {
    /// The PKCS#12.
    pub pkcs12: Personal<Vec<u8>>,
    /// What opens it.
    pub passphrase: Personal<String>,
    /// The address it must be for.
    pub address: Address,
}

/// A signing key that fits its address.
pub struct CheckedKey {
    /// The PKCS#12, with an empty passphrase.
    pub pkcs12: Personal<Vec<u8>>,
    /// Until when its certificate is valid.
    pub not_after: Timestamp,
}

/// Reads an OpenPGP key, as text, as it stands at a moment.
pub type ReadOpenPgp = Arc<dyn Fn(&str, Timestamp) -> Result<KeyTold, KeyFault> + Send + Sync>;

/// An OpenPGP key that was read.
#[derive(Clone, Debug)]
pub struct KeyTold {
    /// The key.
    pub bytes: Personal<Vec<u8>>,
    /// Its fingerprint, in hex digits.
    pub fingerprint: String,
    /// Whom it says that it belongs to.
    pub owners: Vec<Personal<String>>,
}

/// Why an OpenPGP key cannot be set down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// It is larger than is kept.
    TooLarge,
    /// It is a private one.
    Private,
    /// It is not one OpenPGP key, as text.
    Unreadable,
    /// It does not sign now: expired, revoked, or for something else.
    Useless,
    /// Others could sign in its name.
    Weak,
}

impl KeyFault {
    /// Returns the name by which it is said.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Private => "private",
            Self::Unreadable => "unreadable",
            Self::Useless => "useless",
            Self::Weak => "weak",
        }
    }
}

impl State {
    /// Returns the present moment.
    pub fn now(&self) -> Timestamp {
        self.rules.clock.now()
    }
}
