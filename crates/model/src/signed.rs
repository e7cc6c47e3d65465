//! A signature over a mail: how it was made, what stands in it, and why it may not count.

use jiff::Timestamp;

use crate::Personal;

/// How a mail was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureWay {
    /// By a certificate of an authority that the house trusts (RFC 8551).
    Smime,
    /// By an OpenPGP key that the person has set down (RFC 3156).
    OpenPgp,
}

impl SignatureWay {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Smime => "smime",
            Self::OpenPgp => "openpgp",
        }
    }

    /// Reads the stored word.
    pub fn of_str(word: &str) -> Option<Self> {
        [Self::Smime, Self::OpenPgp].into_iter().find(|way| way.as_str() == word)
    }

    /// Returns the name that people know it by.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Smime => "S/MIME",
            Self::OpenPgp => "OpenPGP",
        }
    }
}

/// The signature that encloses a mail as a whole.
#[derive(Clone, Debug)]
pub struct SignedMail {
    /// How it was made.
    pub way: SignatureWay,
    /// What it covers, if it holds.
    pub found: Result<SignedText, SignatureFault>,
}

/// What a signature that holds covers. Nothing beside it counts.
#[derive(Clone, Debug)]
pub struct SignedText {
    /// The plain text of the signed part.
    pub text: Personal<String>,
    /// The signed part, octet by octet as it was signed.
    pub entity: Personal<Vec<u8>>,
    /// The signature.
    pub signature: Personal<Vec<u8>>,
    /// Which key made it, in hex digits: the fingerprint of the OpenPGP key, or the SHA-256 of the certificate.
    pub fingerprint: Personal<String>,
    /// Which part of it: the fingerprint of the OpenPGP subkey, where one signed, else the same.
    pub part: Personal<String>,
    /// By what it was verified: the OpenPGP key as it was set down, or the certificates from the signer's to the
    /// authority that counts, in DER.
    pub verified_by: Vec<Personal<Vec<u8>>>,
    /// As of when: when the mail came.
    pub at: Timestamp,
}

/// Why a signature does not count. It gives words for the staff, and none of the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SignatureFault {
    /// The house counts no certificates.
    #[error("this house names no authorities whose certificates count")]
    NoAuthorities,
    /// The sender has set no key down. It is said as of another key: who has one here is told to nobody.
    #[error("the signature fits no key that counts for the sender, or what was signed was changed")]
    NoKey,
    /// It is by a key that the sender did not set down, or does not fit what is signed.
    #[error("the signature fits no key that counts for the sender, or what was signed was changed")]
    OtherKey,
    /// What was signed was changed, or is not what was signed.
    #[error("the signature does not fit what it is said to sign")]
    Broken,
    /// The certificate leads to no authority that counts.
    #[error("the certificate comes from an authority that does not count here")]
    OtherAuthority,
    /// The certificate or key was not valid when the mail came.
    #[error("the certificate or key was not valid when the mail came")]
    Expired,
    /// The certificate or key was revoked.
    #[error("the certificate or key was revoked")]
    Revoked,
    /// The certificate is not for signing mail.
    #[error("the certificate or key is not for signing mail")]
    OtherPurpose,
    /// The certificate names another address.
    #[error("the certificate does not name the sender's address")]
    OtherAddress,
    /// A digest or a key of it can be forged.
    #[error("the signature is by a key or a digest that is too weak")]
    Weak,
    /// What its authority has revoked is not known as of then.
    #[error("the list of what its authority has revoked is out of date")]
    StaleList,
    /// It cannot be read.
    #[error("the signature cannot be read")]
    Unreadable,
    /// There is more of it than is looked at.
    #[error("what is signed is too large, or has too many signatures")]
    TooMuch,
    /// The signed part has no plain text.
    #[error("the signed part has no plain text")]
    NoText,
}
