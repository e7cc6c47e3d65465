//! The types of values that a form gives away.

/// The type of a value that is masked by its form alone.
///
/// Inside a token's shape a mask is one control byte, which no token can hold, since control bytes separate tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Mask {
    /// A number, with sign, decimals and a unit written to it.
    Number = 1,
    /// Digits of base sixteen.
    Hex = 2,
    /// An IP address, a hardware address or a host with a port.
    Address = 3,
    /// A UUID.
    Uuid = 4,
    /// A path of files.
    Path = 5,
    /// A time or a date.
    Time = 6,
    /// Text in base 64.
    Base64 = 7,
    /// A mail address.
    Mail = 8,
    /// A URL.
    Url = 11,
    /// A version.
    Version = 12,
    /// A name that a machine gave, like `job_1445_0020`.
    Identifier = 14,
    /// The name of a host.
    Host = 15,
    /// `true`, `false` and `null`.
    Flag = 16,
    /// An account that every system has, like `root`.
    Account = 17,
    /// What lies past the limits of a line.
    Rest = 18,
}

/// All masks.
const ALL: [Mask; 15] = [
    Mask::Number,
    Mask::Hex,
    Mask::Address,
    Mask::Uuid,
    Mask::Path,
    Mask::Time,
    Mask::Base64,
    Mask::Mail,
    Mask::Url,
    Mask::Version,
    Mask::Identifier,
    Mask::Host,
    Mask::Flag,
    Mask::Account,
    Mask::Rest,
];

impl Mask {
    /// Returns the mask that a byte of a shape stands for.
    pub fn of(byte: u8) -> Option<Self> {
        // Most bytes are not masks.
        if byte > Self::Rest as u8 {
            return None;
        }
        ALL.into_iter().find(|mask| *mask as u8 == byte)
    }

    /// Returns the name that people read, as in `<number>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Hex => "hex",
            Self::Address => "address",
            Self::Uuid => "uuid",
            Self::Path => "path",
            Self::Time => "time",
            Self::Base64 => "base64",
            Self::Mail => "mail",
            Self::Url => "url",
            Self::Version => "version",
            Self::Identifier => "id",
            Self::Host => "host",
            Self::Flag => "flag",
            Self::Account => "account",
            Self::Rest => "rest",
        }
    }
}
