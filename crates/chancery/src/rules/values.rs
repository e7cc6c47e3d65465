//! What placeholders of rules stand for: a TOML file, each name with a text, a whole number, or a list of them.

use std::{
    collections::{BTreeMap, HashSet},
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use anyhow::{Context, bail};
use serde::Deserialize;
use sigma::Placeholders;

use crate::shown::Shown;

use super::sources::Sources;

/// Bytes of the file.
const FILE_BYTES_MAX: u64 = 1 << 20;
/// Names without a rule that are told.
const UNASKED_TOLD_MAX: usize = 5;

/// What a name stands for. A text is read as one in a rule: `*`, `?` and `\` mean there what they mean here.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a text, a whole number, or a list of them")]
enum Given {
    One(One),
    Many(Vec<One>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text or a whole number")]
enum One {
    Text(String),
    Number(i64),
}

/// Reads the file, if there is one.
pub fn read(path: Option<&Path>) -> anyhow::Result<Placeholders> {
    let Some(path) = path else { return Ok(Placeholders::new()) };
    let name = path.display();
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_string(&mut text))
        .with_context(|| format!("cannot read {name}"))?;
    if text.len() as u64 > FILE_BYTES_MAX {
        bail!("{name}: a file of values has at most {FILE_BYTES_MAX} bytes");
    }
    parse(&text).with_context(|| format!("{name} does not say what placeholders stand for"))
}

fn parse(text: &str) -> anyhow::Result<Placeholders> {
    let given: BTreeMap<String, Given> = toml::from_str(text)?;
    let written = |one| match one {
        One::Text(text) => text,
        One::Number(number) => number.to_string(),
    };
    let mut values = Placeholders::new();
    for (name, given) in given {
        if name.contains('%') {
            bail!("{name}: the name of a placeholder stands here without its percent signs");
        }
        let texts: Vec<String> = match given {
            Given::One(one) => vec![written(one)],
            Given::Many(many) => many.into_iter().map(written).collect(),
        };
        if texts.is_empty() {
            bail!("{name} has no value: a rule that asks for it could mean nothing");
        }
        values.insert(name, texts);
    }
    Ok(values)
}

/// Tells which names no rule asks for: a slip in a name leaves its rules refused.
pub fn tell_unasked(
    values: &Placeholders,
    sources: &Sources,
    out: &mut impl Write,
) -> io::Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let texts = sources.files.iter().map(|(_, bytes)| bytes.as_slice());
    let unasked = unasked(values, texts);
    for name in unasked.iter().take(UNASKED_TOLD_MAX) {
        writeln!(out, "no rule asks for %{}%", Shown(name))?;
    }
    if unasked.len() > UNASKED_TOLD_MAX {
        writeln!(out, "no rule asks for {} more", unasked.len() - UNASKED_TOLD_MAX)?;
    }
    Ok(())
}

fn unasked<'v, 'f>(
    values: &'v Placeholders,
    texts: impl Iterator<Item = &'f [u8]>,
) -> Vec<&'v str> {
    let asked: HashSet<&[u8]> = texts.flat_map(|text| text.split(|byte| *byte == b'%')).collect();
    let names = values.keys().map(String::as_str);
    names.filter(|name| !asked.contains(name.as_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_a_rule_are_told() {
        let values = parse("Admins = 'a'\nAdmin = 'b'\n'DC-NAME' = 'c'").unwrap();
        let texts = [&b"a: ['%Admins%', 'x%DC-NAME%y']"[..], b"title: Admin"];
        assert_eq!(unasked(&values, texts.into_iter()), ["Admin"]);
    }

    #[test]
    fn names_have_texts() {
        let values =
            parse("Admins = [\"a*\", 'b\\c']\n\"DC-NAME\" = \"DC1$\"\nports = [1, \"2\"]").unwrap();
        let texts = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let expect = [
            ("Admins".to_owned(), texts(&["a*", "b\\c"])),
            ("DC-NAME".to_owned(), texts(&["DC1$"])),
            ("ports".to_owned(), texts(&["1", "2"])),
        ];
        assert_eq!(values, Placeholders::from(expect));
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        for bad in [
            "a = []",
            "'%a%' = 'x'",
            "a = {b = 'c'}",
            "a = true",
            "a = ['x', 1.5]",
            "a",
            "a = 'x'\na = 'y'",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(parse("a = 'x'\nb = true").unwrap_err().to_string().contains("line 2"));
    }
}
