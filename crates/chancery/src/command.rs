//! The command line: what can be asked, with help that teaches.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::{Args, Parser, Subcommand};
use serde::{Deserialize, Serialize};

use crate::{authorities::Authorities, tool::Tool};

/// One house for a team that helps people and guards systems.
///
/// Settings stand in DIR/chancery.toml and in the environment (CHANCERY_MAIL_DOMAIN is mail.domain); the
/// environment wins. Every command works beside a running `chancery serve` of the same folder.
#[derive(Parser, Debug)]
#[command(name = "chancery", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub words: Words,
}

/// What needs a house, and what does not.
#[derive(Subcommand, Debug)]
pub enum Words {
    #[command(flatten)]
    House(Command),
    #[command(flatten)]
    Tool(Tool),
    /// Show, verify and narrow authorities (signed tokens) on any machine. Needs no house, but for `key`.
    #[command(subcommand)]
    Authority(Authorities),
    /// Show a house of invented people, forty days old, to look around and work in. Needs no settings.
    ///
    /// Whoever opens its first page sits down as any of the staff or of those who wrote. No mail leaves the machine:
    /// what would is kept as files.
    Demo(DemoArgs),
}

#[derive(Args, Debug)]
pub struct DemoArgs {
    /// Where its pages are; only an address of this machine itself.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// A folder to keep it in, and to go on with it later; without one it is gone at the end.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Command {
    /// Start the house: pages, mail, log. Stops cleanly on SIGTERM or Ctrl-C.
    ///
    /// Makes the data folder, keys and database where they are missing.
    Serve(DataArgs),
    /// Manage the staff.
    #[command(subcommand)]
    Staff(Staff),
    /// Found the board of the house.
    #[command(subcommand)]
    Board(Board),
    /// Manage API tokens.
    #[command(subcommand)]
    Token(Token),
    /// Check and prove the log.
    #[command(subcommand)]
    Audit(Audit),
    /// Manage the key-encryption key.
    #[command(subcommand)]
    Keys(Keys),
    /// Acts on a person's data as a whole.
    #[command(subcommand)]
    Person(Person),
    /// Read, check and propose the policies that decide who may do what.
    #[command(subcommand)]
    Policy(Policy),
    /// Look for what is wrong, and say what would be right. Exit code 0: all is well; 1: a line says `look`.
    Doctor(DataArgs),
    /// Show the settings in force, and where each comes from.
    #[command(subcommand)]
    Config(Config),
    /// Said as `chancery authority key`, beside the tools that need no house.
    #[command(skip)]
    AuthorityKey(DataArgs),
    /// What `chancery config show` asks the house itself.
    #[command(skip)]
    HouseSettings(DataArgs),
}

#[derive(Args, Debug, Clone, Serialize, Deserialize)]
pub struct DataArgs {
    /// The data folder.
    #[arg(long, value_name = "DIR", env = "CHANCERY_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Staff {
    /// Give somebody a place on the staff and print a sign-in link that works once, for 15 minutes.
    ///
    /// Somebody who has a place gets these roles instead of theirs, and a fresh link. Once the board of the house
    /// stands this only proposes a motion to it, and prints where. Makes the data folder where it is missing.
    Invite {
        #[command(flatten)]
        data: DataArgs,
        /// Their own address at the organisation; replies leave from it.
        #[arg(long, value_name = "ADDRESS")]
        address: String,
        /// Their name.
        #[arg(long, value_name = "NAME")]
        name: String,
        /// A role; repeat for more: triage, support_engineer, case_manager, arbitrator, team_leader,
        /// board_member, system_administrator, security_analyst, counsel, publisher, auditor, administrator.
        #[arg(long = "role", value_name = "ROLE", required = true)]
        roles: Vec<String>,
        /// The day on which the check of their background was finished, such as 2026-11-20.
        #[arg(long, value_name = "DAY", requires = "check_reference")]
        checked_on: Option<String>,
        /// Where that check is told of, a case number say; what was found is not kept here.
        #[arg(long, value_name = "REFERENCE", requires = "checked_on")]
        check_reference: Option<String>,
    },
    /// List the staff: title and roles, no names.
    List {
        #[command(flatten)]
        data: DataArgs,
    },
    /// End somebody's place: roles, keys, sessions, tokens and what they hold go at once.
    ///
    /// Once the board of the house was founded this only proposes a motion to it, and prints where: an administrator
    /// ends the place at once on the page Staff, and `token revoke` stops at once what acts as them.
    Remove {
        #[command(flatten)]
        data: DataArgs,
        /// Their address.
        #[arg(long, value_name = "ADDRESS")]
        address: String,
    },
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Board {
    /// Give seats on the board to two or more, and print a sign-in link for each.
    ///
    /// The board stands once two of them have signed in and taken their seat. From then on places and roles are
    /// given by its motions, and this command line only proposes.
    Found {
        #[command(flatten)]
        data: DataArgs,
        /// The address of a member; repeat for each.
        #[arg(long = "address", value_name = "ADDRESS", required = true)]
        addresses: Vec<String>,
        /// Their name; repeat for each, in the same order. Who has a place on the staff keeps the name they have there.
        #[arg(long = "name", value_name = "NAME", required = true)]
        names: Vec<String>,
    },
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Token {
    /// Create a token that acts as a member of the staff, and print it, alone. They are told by mail.
    Create {
        #[command(flatten)]
        data: DataArgs,
        /// The address of the member.
        #[arg(long, value_name = "ADDRESS")]
        staff: String,
        /// An act that the token is limited to, such as case.list; repeat for more. Without: all their roles allow.
        #[arg(long = "scope", value_name = "ACT")]
        scopes: Vec<String>,
        /// How long it lives.
        #[arg(long, default_value_t = 90)]
        days: i64,
    },
    /// End all that acts as a member of the staff, at once: their tokens and their sessions.
    ///
    /// Their place stays, and so does what they sign in by.
    Revoke {
        #[command(flatten)]
        data: DataArgs,
        /// The address of the member.
        #[arg(long, value_name = "ADDRESS")]
        staff: String,
    },
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Audit {
    /// Prove the whole log against the stored rows. Exit code 0: sound; 1: something is wrong, named by entry.
    Verify {
        #[command(flatten)]
        data: DataArgs,
        /// A checkpoint that was kept elsewhere: proves that the log still contains it.
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
    },
    /// Print the proof that entry N is in the log; contrib/verify_proof.py checks it elsewhere.
    Prove {
        #[command(flatten)]
        data: DataArgs,
        /// The number of the entry; the first is 0.
        #[arg(value_name = "N")]
        index: i64,
        /// An older checkpoint: proves too that the log has only grown since.
        #[arg(long, value_name = "FILE")]
        older: Option<PathBuf>,
    },
    /// Print the latest checkpoint, to be kept elsewhere.
    Checkpoint {
        #[command(flatten)]
        data: DataArgs,
    },
    /// Print the public key that checkpoints are signed with.
    Key {
        #[command(flatten)]
        data: DataArgs,
    },
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Keys {
    /// Start a new epoch: every key is wrapped anew, the old key-encryption key is destroyed.
    Rotate {
        #[command(flatten)]
        data: DataArgs,
    },
    /// Print the certificate of the installation's own signing authority.
    Ca {
        #[command(flatten)]
        data: DataArgs,
    },
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Person {
    /// Destroy a person's keys, and so their data in every copy and backup. This cannot be undone.
    Destroy {
        #[command(flatten)]
        data: DataArgs,
        /// Their address.
        #[arg(long, value_name = "ADDRESS")]
        address: String,
        /// Say that you mean it.
        #[arg(long)]
        yes: bool,
    },
    /// Take away all by which a person signs in, when they have lost it: passkeys, app, password, codes, sessions.
    ///
    /// A link to their address lets them in again. They are told by mail. Be sure that it is them who asks.
    Reset {
        #[command(flatten)]
        data: DataArgs,
        /// Their address.
        #[arg(long, value_name = "ADDRESS")]
        address: String,
    },
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Policy {
    /// Name the edition in force and its files.
    List {
        #[command(flatten)]
        data: DataArgs,
    },
    /// Print a file as it is in force.
    Show {
        #[command(flatten)]
        data: DataArgs,
        /// Its name, such as case.cedar.
        #[arg(value_name = "NAME")]
        file: String,
    },
    /// Check that all policy files of a folder load. Needs no house. Exit code 1: one does not, named by file and line.
    Check {
        /// The folder.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Propose a file in place of the one of the same name, and say what it would change. Somebody of the staff who
    /// may change the policies approves it on the pages, or takes it up for another to approve once there is a board;
    /// then it is in force at once.
    Propose {
        #[command(flatten)]
        data: DataArgs,
        /// The file. An empty one removes the file of that name.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Why, for the history; names nobody.
        #[arg(long, value_name = "WORDS")]
        note: String,
    },
}

#[derive(Subcommand, Debug, Serialize, Deserialize)]
pub enum Config {
    /// Show every setting, its value and its source.
    Show {
        #[command(flatten)]
        data: DataArgs,
    },
}

impl Config {
    pub fn data(&self) -> &Path {
        let Self::Show { data } = self;
        &data.data
    }
}

impl Command {
    pub fn data(&self) -> &Path {
        let args = match self {
            Self::Serve(data)
            | Self::Doctor(data)
            | Self::AuthorityKey(data)
            | Self::HouseSettings(data) => data,
            Self::Staff(
                Staff::Invite { data, .. } | Staff::List { data } | Staff::Remove { data, .. },
            ) => data,
            Self::Board(Board::Found { data, .. }) => data,
            Self::Token(Token::Create { data, .. } | Token::Revoke { data, .. }) => data,
            Self::Audit(
                Audit::Verify { data, .. }
                | Audit::Prove { data, .. }
                | Audit::Checkpoint { data }
                | Audit::Key { data },
            ) => data,
            Self::Keys(Keys::Rotate { data } | Keys::Ca { data }) => data,
            Self::Person(Person::Destroy { data, .. } | Person::Reset { data, .. }) => data,
            Self::Policy(
                Policy::List { data } | Policy::Show { data, .. } | Policy::Propose { data, .. },
            ) => data,
            // It needs no house, so the only folder it has is the one it looks at.
            Self::Policy(Policy::Check { folder }) => return folder,
            Self::Config(Config::Show { data }) => data,
        };
        &args.data
    }
}
