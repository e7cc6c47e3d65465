//! `chancery kinds`: which kinds of lines a log has.

use std::{
    io::{self, BufReader, BufWriter, Read, Write},
    path::PathBuf,
};

use anyhow::bail;
use clap::Args;
use serde::Serialize;
use template::{Census, Headers, KindView, LINE_BYTES_MAX};

use crate::{
    files::{self, Budget, BytesRead, Named},
    hunt::Format,
    progress::Progress,
    shown::{Shown, count, number, tell},
};

/// Samples of a kind that may be asked for.
const SAMPLES_MAX: i64 = 100;

#[derive(Args, Debug)]
#[command(after_help = "\
All files are counted together, line by line, in bounded memory: 8,192 forms of lines, 256 MiB with their samples; lines
for which there is no room are counted as one kind of their own. Of a line 8 KiB are read. Files compressed by gzip are
unpacked as they are read (to 64 GiB together), and UTF-16 with a byte order mark is understood.

With --format ndjson each kind is one object: kind (an id that is the same in every run), n_lines, template, typed,
samples, is_overflow. Samples are lines as they came, and may hold personal data; --samples 0 shows none.

Exit code 0: the lines were counted, also of no file in a folder. 2: wrong usage, or no file could be read. 4: the lines
were counted, but a file could not be read, or not to its end.

Examples:
  chancery kinds /var/log/nginx/access.log
  journalctl -o short-iso | chancery kinds --samples 0 -")]
pub struct Kinds {
    /// Lines that are shown of each kind, as they came.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(i64).range(0..=SAMPLES_MAX))]
    samples: i64,
    /// How kinds are printed: one row, or one object, for each.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Do not cut off times, hosts, levels and programs before the messages.
    #[arg(long)]
    keep_headers: bool,
    /// Log files or folders of them; - is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Line<'a> {
    kind: String,
    n_lines: u64,
    template: &'a str,
    typed: &'a str,
    samples: &'a [Box<str>],
    is_overflow: bool,
}

impl Kinds {
    /// Counts.
    pub fn run(self) -> anyhow::Result<u8> {
        let files = files::find(&self.files)?;
        let headers = if self.keep_headers { Headers::Keep } else { Headers::Cut };
        let samples_max = usize::try_from(self.samples)?;
        let config = template::Config { samples_max, ..template::Config::default() };
        let mut census = Census::new(&config, headers)?;
        let read = BytesRead::default();
        let n_bytes = files.iter().map(|file| file.n_bytes).sum();
        let mut progress = Progress::new(read.clone(), n_bytes, false);
        let (mut n_files, mut n_unread) = (0, 0);
        let budget = Budget::default();
        for file in &files {
            match add(file, (&read, &budget), &mut census, &mut progress) {
                Ok(()) => n_files += 1,
                Err(error) => {
                    n_unread += 1;
                    let words = format!("{}: {error:#}", file.path.display());
                    tell(format_args!("unreadable {}", Shown(&words)));
                }
            }
        }
        drop(progress);
        let kinds = census.kinds();
        let mut out = BufWriter::new(io::stdout().lock());
        match self.format {
            Format::Table => table(&kinds, &mut out)?,
            Format::Ndjson => ndjson(&kinds, &mut out)?,
        }
        let mut words = format!(
            "{} of {} in {}\n",
            count(kinds.len() as u64, "kind"),
            count(census.n_lines(), "line"),
            count(n_files, "file")
        );
        if census.n_overflow() > 0 {
            words += &format!("{} without room for a kind\n", count(census.n_overflow(), "line"));
        }
        if n_unread > 0 {
            words += &format!("{} could not be read, or not to the end\n", count(n_unread, "file"));
        }
        match self.format {
            Format::Table => out.write_all(words.as_bytes())?,
            Format::Ndjson => tell(words.trim_end()),
        }
        out.flush()?;
        Ok(match n_unread {
            0 => 0,
            _ if n_files == 0 && census.n_lines() == 0 => 2,
            _ => 4,
        })
    }
}

fn add(
    file: &Named,
    (read, budget): (&BytesRead, &Budget),
    census: &mut Census,
    progress: &mut Progress,
) -> anyhow::Result<()> {
    let opened = files::open(file, read)?;
    let (head, rest, fault) = files::content(opened, budget)?.into_parts();
    if head.starts_with(b"ElfFile\0") {
        bail!("is a Windows event log and has no lines; `chancery hunt` reads it");
    }
    if let Some(words) = files::oddity(&head) {
        let words = format!("{} seems to be {words}; lines are counted", file.path.display());
        tell(format_args!("note {}", Shown(&words)));
    }
    let input = io::Cursor::new(head).chain(rest);
    add_lines(&mut BufReader::with_capacity(64 << 10, input), census, progress)?;
    fault.settle()
}

fn add_lines(
    input: &mut BufReader<impl Read>,
    census: &mut Census,
    progress: &mut Progress,
) -> anyhow::Result<()> {
    let mut line = Vec::new();
    while files::read_line(input, &mut line, LINE_BYTES_MAX)? {
        census.add(line.strip_suffix(b"\r").unwrap_or(&line));
        progress.step(|| count(census.n_lines(), "line"));
    }
    Ok(())
}

fn table(kinds: &[KindView<'_>], out: &mut impl Write) -> io::Result<()> {
    if !kinds.is_empty() {
        writeln!(out, "{:>12}  KIND", "LINES")?;
    }
    for kind in kinds {
        writeln!(out, "{:>12}  {}", number(kind.n_lines), Shown(&kind.typed))?;
        for sample in kind.samples {
            writeln!(out, "{:>12}    {}", "", Shown(sample.trim_end()))?;
        }
    }
    Ok(())
}

fn ndjson(kinds: &[KindView<'_>], out: &mut impl Write) -> io::Result<()> {
    for kind in kinds {
        let line = Line {
            kind: kind.id.to_string(),
            n_lines: kind.n_lines,
            template: &kind.text,
            typed: &kind.typed,
            samples: kind.samples,
            is_overflow: kind.is_overflow,
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
