//! `chancery authority`: tokens as they are handled on another machine, with the installation's public key alone.

mod input;
mod narrow;
mod show;
mod verify;
mod words;

use clap::Subcommand;

use crate::command::DataArgs;

/// Exit code where a token is not genuine, or does not hold.
const DOES_NOT_HOLD: u8 = 1;

#[expect(clippy::large_enum_variant, reason = "read once, at the start of a command")]
#[derive(Subcommand, Debug)]
pub enum Authorities {
    #[command(flatten)]
    Tool(AuthorityTool),
    /// Print the public key that verifies this installation's tokens: ed25519/ and 64 hex digits.
    ///
    /// It is no secret. Whoever verifies elsewhere gets it in a way that they trust, such as from the administrators
    /// themselves: a key that comes beside a token proves nothing.
    #[command(after_help = "Example:\n  chancery authority key --data /var/lib/chancery")]
    Key(DataArgs),
}

/// What needs no house.
#[derive(Subcommand, Debug)]
pub enum AuthorityTool {
    /// Print what a token says, in words and in Datalog. Verifies nothing.
    Show(show::Show),
    /// Check a token with the installation's public key: signatures, grant, time, and one act if it is asked.
    Verify(verify::Verify),
    /// Make a copy of a token that can do less, to be passed on.
    Narrow(narrow::Narrow),
}

/// How answers are printed.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// Lines for people.
    Text,
    /// One JSON object.
    Json,
}

impl AuthorityTool {
    /// Runs to the end.
    pub fn run(self) -> anyhow::Result<u8> {
        match self {
            Self::Show(show) => show.run(),
            Self::Verify(verify) => verify.run(),
            Self::Narrow(narrow) => narrow.run(),
        }
    }
}
