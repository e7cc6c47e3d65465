//! `chancery authority verify`: whether a token is genuine, and whether it holds for an act.

use std::io::{self, BufWriter, Write};

use authority::{Asked, Lack, ReadToken, TokenFault, TokenVerifier};
use clap::Args;
use jiff::Timestamp;
use model::{Act, CaseId, CaseKind, Clock, FieldKey, PersonId, QueueName, Role, StaffId};
use serde_json::json;

use super::{DOES_NOT_HOLD, Format, input, input::TokenArgs, words};
use crate::{clock::SystemClock, shown::Shown};

/// What no public key can tell.
const UNKNOWN: &str = "\
How often it was used and whether it was taken back, the installation alone knows: redeem it there before you act.";

#[derive(Args, Debug)]
#[command(after_help = "\
Needs the installation's public key and nothing else: no network, no database. Without --act: whether the signatures hold, the
issuer granted just these terms, and it is in time. With --act: whether each block of the token holds for that act as well;
say everything about the act that you know, because what is left out counts as not so.

Exit code 0: genuine, in time, and holds for what was asked. 1: not so. 2: wrong usage, or nothing could be read.

Examples:
  chancery authority verify --key ed25519/8a88e3dd… token.txt
  chancery authority verify --key ed25519/8a88e3dd… --act field.edit --field passphrase \\
    --person 0199a1c2-… --case 0199a1c3-… --role support_engineer token.txt")]
pub struct Verify {
    /// The installation's public key, as `chancery authority key` prints it there.
    #[arg(long, value_name = "KEY", value_parser = input::key)]
    key: TokenVerifier,
    /// Whether it holds at this moment, such as 2026-11-21T12:00:00Z, instead of now.
    #[arg(long, value_name = "TIME", value_parser = input::time)]
    at: Option<Timestamp>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    about: AboutArgs,
    #[command(flatten)]
    token: TokenArgs,
}

/// What is about to be done.
#[derive(Args, Debug)]
struct AboutArgs {
    /// The act, such as field.edit.
    #[arg(long, value_name = "ACT", value_parser = input::act)]
    act: Option<Act>,
    /// The field that is acted on.
    #[arg(long, value_name = "FIELD", requires = "act", value_parser = input::field)]
    field: Option<FieldKey>,
    /// Whose data it is: an id.
    #[arg(long, value_name = "ID", requires = "act", value_parser = input::id::<PersonId>)]
    person: Option<PersonId>,
    /// In which case: its id, not its number.
    #[arg(long, value_name = "ID", requires = "act", value_parser = input::id::<CaseId>)]
    case: Option<CaseId>,
    /// Of which kind the case is, for a precedent or a motion: request, incident, dispute, problem, change.
    #[arg(long, value_name = "KIND", requires = "queue", value_parser = kind)]
    kind: Option<CaseKind>,
    /// In which queue the case is, for a precedent or a motion.
    #[arg(long, value_name = "QUEUE", requires_all = ["kind", "act"], value_parser = input::queue)]
    queue: Option<QueueName>,
    /// Which member of the staff acts: an id.
    #[arg(long, value_name = "ID", requires = "act", value_parser = input::id::<StaffId>)]
    staff: Option<StaffId>,
    /// A role that they hold; repeat for more.
    #[arg(long = "role", value_name = "ROLE", requires = "act", value_parser = input::role)]
    roles: Vec<Role>,
}

/// What came of it.
struct Verdict {
    token: ReadToken,
    at: Timestamp,
    late: Option<String>,
    /// `None` when no act was asked about.
    lacks: Option<Vec<Lack>>,
}

impl Verify {
    /// Verifies.
    pub fn run(self) -> anyhow::Result<u8> {
        let bytes = self.token.read()?;
        let mut out = BufWriter::new(io::stdout().lock());
        let code = match self.verdict(&bytes) {
            Ok(verdict) => {
                match self.format {
                    Format::Text => verdict.write_text(&mut out)?,
                    Format::Json => write_json(&mut out, &verdict.json())?,
                }
                if verdict.holds() { 0 } else { DOES_NOT_HOLD }
            }
            Err(fault) => {
                match self.format {
                    Format::Text => writeln!(out, "NOT GENUINE: {fault}")?,
                    Format::Json => {
                        let value = json!({"is_genuine": false, "fault": fault.to_string()});
                        write_json(&mut out, &value)?;
                    }
                }
                DOES_NOT_HOLD
            }
        };
        out.flush()?;
        Ok(code)
    }

    fn verdict(&self, bytes: &[u8]) -> Result<Verdict, TokenFault> {
        let at = self.at.unwrap_or_else(|| SystemClock.now());
        let token = self.key.read(bytes)?;
        let late = words::in_time(&token.terms, at).err();
        let asked = self.about.asked(at);
        let lacks = asked.map(|asked| self.key.lacks(bytes, &asked)).transpose()?;
        Ok(Verdict { token, at, late, lacks })
    }
}

impl AboutArgs {
    fn asked(&self, at: Timestamp) -> Option<Asked> {
        Some(Asked {
            act: self.act?,
            staff_id: self.staff,
            roles: self.roles.iter().copied().collect(),
            case_id: self.case,
            class: self.kind.zip(self.queue.clone()),
            person_id: self.person,
            field: self.field.clone(),
            at,
        })
    }
}

impl Verdict {
    fn holds(&self) -> bool {
        self.late.is_none() && self.lacks.as_ref().is_none_or(Vec::is_empty)
    }

    fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "genuine: the installation and the issuer signed these terms\n")?;
        words::write_terms(out, &self.token.terms, &self.token.block_id)?;
        if let Some(presentation) = &self.token.presentation {
            words::write_presentation(out, presentation)?;
        }
        if self.token.is_narrowed && self.token.presentation.is_none() {
            writeln!(out, "narrowed      this copy may do less; `--act` tells whether it reaches")?;
        }
        writeln!(out)?;
        match &self.late {
            Some(words) => writeln!(out, "NOT IN TIME at {}: it {words}", self.at)?,
            None => writeln!(out, "in time at {}", self.at)?,
        }
        match &self.lacks {
            None => writeln!(out, "no act was asked about")?,
            Some(lacks) if lacks.is_empty() => writeln!(out, "HOLDS for what was asked")?,
            Some(lacks) => {
                writeln!(out, "DOES NOT HOLD for what was asked:")?;
                for lack in lacks {
                    let why = reason(&lack.check);
                    writeln!(
                        out,
                        "  {why}\n    block {}: {}",
                        lack.block_index,
                        Shown(&lack.check)
                    )?;
                }
            }
        }
        writeln!(out, "{UNKNOWN}")
    }

    fn json(&self) -> serde_json::Value {
        let token = &self.token;
        let lacks = self.lacks.as_ref().map(|lacks| {
            let lack = |lack: &Lack| {
                json!({
                    "block": lack.block_index,
                    "check": lack.check,
                    "reason": reason(&lack.check)
                })
            };
            lacks.iter().map(lack).collect::<Vec<_>>()
        });
        json!({
            "is_genuine": true,
            "is_in_time": self.late.is_none(),
            "at": self.at,
            "holds": self.lacks.as_ref().map(|_| self.holds()),
            "lacks": lacks,
            "terms": token.terms,
            "block_id": token.block_id,
            "is_narrowed": token.is_narrowed,
            "presentation": token.presentation.as_ref().map(words::presentation_json),
        })
    }
}

/// Says which part of what was asked a check is about, and how it is said here.
fn reason(check: &str) -> &'static str {
    const REASONS: [(&str, &str); 6] = [
        ("asked_time(", "the time is outside (--at)"),
        ("asked_act(", "it is for other acts (--act)"),
        ("asked_holder(", "it was given to somebody else, or nobody was named (--staff, --role)"),
        ("asked_case(", "it is for another case, or none was named (--case; --kind and --queue)"),
        ("asked_person(", "it concerns somebody else, or nobody was named (--person)"),
        ("asked_field(", "it is for other fields (--field)"),
    ];
    let found = REASONS.into_iter().find(|(part, _)| check.contains(part));
    found.map_or("somebody who passed it on added a check of their own", |(_, words)| words)
}

fn kind(text: &str) -> Result<CaseKind, String> {
    CaseKind::of_str(text).ok_or_else(|| {
        "there is no such kind; there are request, incident, dispute, problem, change".to_owned()
    })
}

fn write_json(out: &mut impl Write, value: &serde_json::Value) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}
