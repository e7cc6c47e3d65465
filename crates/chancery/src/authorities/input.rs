//! What is typed: a token, a key, acts, ids; each error says what would be right.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use anyhow::{Context, bail};
use authority::TokenVerifier;
use clap::Args;
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use model::{Act, FieldKey, QueueName, Role};

/// Octets of input that are read: the longest token in base64url, with room for line ends.
const INPUT_BYTES_MAX: u64 = 32 * 1024;

#[derive(Args, Debug)]
pub struct TokenArgs {
    /// The token in base64url, a file with it, or - for standard input.
    #[arg(value_name = "TOKEN|FILE|-")]
    token: String,
}

impl TokenArgs {
    /// Reads the octets of the token.
    pub fn read(&self) -> anyhow::Result<Vec<u8>> {
        let path = Path::new(&self.token);
        let text = if self.token == "-" {
            read_text(io::stdin().lock()).context("standard input")?
        } else if path.is_file() {
            let file = File::open(path).with_context(|| path.display().to_string())?;
            read_text(file).with_context(|| path.display().to_string())?
        } else {
            self.token.clone()
        };
        let text: String = text.split_whitespace().collect();
        let text = text.trim_end_matches('=');
        if text.is_empty() {
            bail!("there is no token: a token is a line of base64url, such as EuQCCnkKDm…");
        }
        BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| {
            anyhow::anyhow!(
                "this is neither a file nor a token: a token is letters, digits, - and _ (base64url), all on one line"
            )
        })
    }
}

fn read_text(input: impl Read) -> anyhow::Result<String> {
    let mut text = String::new();
    input.take(INPUT_BYTES_MAX + 1).read_to_string(&mut text).context("is not text")?;
    if text.len() as u64 > INPUT_BYTES_MAX {
        bail!("is longer than any token: at most {INPUT_BYTES_MAX} octets");
    }
    Ok(text)
}

// The readers below are clap's: what they refuse is wrong usage.

pub fn key(text: &str) -> Result<TokenVerifier, String> {
    TokenVerifier::parse(text).map_err(|_| {
        "a key is ed25519/ and 64 hex digits, as `chancery authority key` prints it".to_owned()
    })
}

pub fn act(text: &str) -> Result<Act, String> {
    Act::of_str(text).ok_or_else(|| "there is no such act; acts look like field.edit".to_owned())
}

pub fn role(text: &str) -> Result<Role, String> {
    let names = || Role::ALL.map(Role::as_str).join(", ");
    Role::of_str(text).ok_or_else(|| format!("there is no such role; there are {}", names()))
}

pub fn field(text: &str) -> Result<FieldKey, String> {
    FieldKey::parse(text).map_err(|error| error.to_string())
}

pub fn queue(text: &str) -> Result<QueueName, String> {
    QueueName::parse(text).map_err(|error| error.to_string())
}

pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| {
        "an id is 32 hex digits with dashes, such as 0199a1c2-7d00-7000-8000-000000000001; tokens hold ids, never names or \
         case numbers"
            .to_owned()
    })
}

pub fn time(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "a time is such as 2026-11-21T12:00:00Z".to_owned())
}
