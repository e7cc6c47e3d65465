//! `chancery authority show`: what a token says.

use std::io::{self, BufWriter, Write};

use authority::Outline;
use clap::Args;
use serde_json::json;

use super::{Format, input::TokenArgs, words};
use crate::shown::Shown;

/// Said before and behind all else, because whoever looks at a token may take its words for the truth.
const WARNING: &str = "\
NOTHING WAS VERIFIED. Anybody can write a token that says this; `chancery authority verify` tells whether one is genuine.";

#[derive(Args, Debug)]
#[command(after_help = "\
Ids stand for people and cases; a token holds no names. Exit code 0: it could be read. 2: it could not.

Examples:
  chancery authority show EuQCCnkKDm…
  chancery authority show --format json token.txt")]
pub struct Show {
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    token: TokenArgs,
}

impl Show {
    /// Prints.
    pub fn run(self) -> anyhow::Result<u8> {
        let outline = Outline::of(&self.token.read()?)?;
        let mut out = BufWriter::new(io::stdout().lock());
        match self.format {
            Format::Text => text(&outline, &mut out)?,
            Format::Json => json(&outline, &mut out)?,
        }
        out.flush()?;
        Ok(0)
    }
}

fn text(outline: &Outline, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{WARNING}\n")?;
    words::write_terms(out, &outline.terms, &outline.block_id)?;
    if let Some(presentation) = &outline.presentation {
        words::write_presentation(out, presentation)?;
    }
    for (index, block) in outline.blocks.iter().enumerate() {
        let by = match (&block.signed_by, index) {
            (Some(key), _) if *key == outline.issuer_key => format!("signed by the issuer, {key}"),
            (Some(key), _) => format!("signed by {key}"),
            (None, 0) => "signed by the installation".to_owned(),
            (None, _) => "added by whoever passed it on; it can only narrow".to_owned(),
        };
        writeln!(out, "\nblock {index}, says that it is {by}:")?;
        for line in block.source.lines() {
            writeln!(out, "  {}", Shown(line))?;
        }
    }
    writeln!(out, "\n{WARNING}")
}

fn json(outline: &Outline, out: &mut impl Write) -> anyhow::Result<()> {
    let blocks = outline.blocks.iter();
    let blocks = blocks
        .map(|block| json!({"source": block.source, "signed_by": block.signed_by}))
        .collect::<Vec<_>>();
    let value = json!({
        "is_verified": false,
        "warning": WARNING,
        "terms": outline.terms,
        "issuer_key": outline.issuer_key,
        "block_id": outline.block_id,
        "presentation": outline.presentation.as_ref().map(words::presentation_json),
        "blocks": blocks,
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    out.write_all(b"\n")?;
    Ok(())
}
