//! The lines of a request for consent as a mail carries them, and what an answer that quotes them says. An answer can
//! leave lines out and lower numbers; whatever else was changed makes it no answer.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use crate::{Act, CaseNumber, ConsentId, FieldKey, Role, one_line};

/// Lines of an answer that are read; the rest of a long thread is below it.
const LINES_MAX: usize = 2_000;

/// Characters of a field's label; a line must come back unbroken from every mail program.
const LABEL_CHARS_MAX: usize = 24;

/// What begins each line of a request.
const MARK: char = '#';

/// By what an answer begins that grants; spaces, full stops and case do not matter.
const GRANTS: [&str; 6] =
    ["i grant", "i agree", "uděluji", "souhlasím", "ich willige ein", "ich stimme zu"];

/// By what an answer begins that declines.
const DECLINES: [&str; 4] = ["i decline", "odmítám", "nesouhlasím", "ich lehne ab"];

/// A request for consent, as its lines say it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The request.
    pub id: ConsentId,
    /// The digest of what is asked, in hex digits.
    pub code: String,
    /// The case that it is about.
    pub number: CaseNumber,
    /// Who would hold it.
    pub role: Role,
    /// What would be done.
    pub acts: BTreeSet<Act>,
    /// To which fields, with what they are called.
    pub fields: BTreeMap<FieldKey, String>,
    /// For how many hours.
    pub hours: u32,
    /// How often.
    pub n_uses_max: u32,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuotedAnswer {
    /// It is given, or part of it.
    Grant(Granted),
    /// It is declined.
    Decline,
}

/// What is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The acts.
    pub acts: BTreeSet<Act>,
    /// The fields.
    pub fields: BTreeSet<FieldKey>,
    /// For how many hours.
    pub hours: u32,
    /// How often.
    pub n_uses_max: u32,
}

/// Why a text that quotes a request is no answer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuoteFault {
    /// Its first line is neither of the two.
    #[error("its first line is neither “I grant” nor “I decline”")]
    NoWord,
    /// It quotes more than one request.
    #[error("it quotes more than one request")]
    Several,
    /// Its code is missing or another.
    #[error("the code that it quotes is not the one of this request")]
    OtherCode,
    /// A line was changed, or asks for more.
    #[error("a line that it quotes was changed, or is not of this request")]
    Changed,
    /// What is left is not enough to be a grant.
    #[error("the lines that it quotes are not complete")]
    Incomplete,
}

impl Asked {
    /// Returns the lines, as the mail carries them.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("{MARK} request {}", self.id),
            format!("{MARK} code {}", self.code),
            self.about(),
        ];
        lines.extend(self.acts.iter().map(|act| act_line(*act)));
        lines.extend(self.fields.iter().map(|(key, label)| field_line(key, label)));
        lines.push(format!("{MARK} uses {}", self.n_uses_max));
        lines.push(format!("{MARK} hours {}", self.hours));
        lines
    }

    /// Reads what an answer says. The text is what its sender signed, and nothing else.
    pub fn read(&self, text: &str) -> Result<QuotedAnswer, QuoteFault> {
        let is_grant = says_grant(text)?;
        let mut granted =
            Granted { acts: BTreeSet::new(), fields: BTreeSet::new(), hours: 0, n_uses_max: 0 };
        let (mut has_code, mut is_changed) = (false, false);
        for line in marked(text) {
            let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match word {
                "request" => {
                    if rest.parse() != Ok(self.id) {
                        return Err(QuoteFault::Several);
                    }
                }
                "code" if rest == self.code => has_code = true,
                "code" => return Err(QuoteFault::OtherCode),
                "act" => match self.acts.iter().find(|act| is_line(&line, &act_line(**act))) {
                    Some(act) => drop(granted.acts.insert(*act)),
                    None => is_changed = true,
                },
                "field" => {
                    let found = self.fields.iter();
                    let mut found =
                        found.filter(|(key, label)| is_line(&line, &field_line(key, label)));
                    match found.next() {
                        Some((key, _)) => drop(granted.fields.insert(key.clone())),
                        None => is_changed = true,
                    }
                }
                "uses" => is_changed |= !lowered(&mut granted.n_uses_max, rest, self.n_uses_max),
                "hours" => is_changed |= !lowered(&mut granted.hours, rest, self.hours),
                _ => is_changed |= !is_line(&line, &self.about()),
            }
        }
        if !has_code {
            return Err(QuoteFault::OtherCode);
        }
        if !is_grant {
            return Ok(QuotedAnswer::Decline);
        }
        if is_changed {
            return Err(QuoteFault::Changed);
        }
        let wants_fields = granted.acts.iter().any(|act| *act != Act::MessageUnseal);
        let is_complete = !granted.acts.is_empty()
            && granted.hours > 0
            && granted.n_uses_max > 0
            && (!wants_fields || !granted.fields.is_empty());
        if !is_complete {
            return Err(QuoteFault::Incomplete);
        }
        Ok(QuotedAnswer::Grant(granted))
    }

    fn about(&self) -> String {
        format!("{MARK} about {}, to be used by a {}", self.number, self.role.title())
    }
}

/// Returns the one request that a text quotes; `None` where it quotes none.
pub fn quoted_request(text: &str) -> Option<Result<ConsentId, QuoteFault>> {
    let mut found = None;
    for line in marked(text) {
        let Some(id) = line.strip_prefix("request ").and_then(|id| ConsentId::from_str(id).ok())
        else {
            continue;
        };
        if found.is_some_and(|found| found != id) {
            return Some(Err(QuoteFault::Several));
        }
        found = Some(id);
    }
    found.map(Ok)
}

fn act_line(act: Act) -> String {
    let words = match act {
        Act::MessageUnseal => "open the sealed messages of this request",
        Act::FieldShow => "see the fields below",
        Act::FieldEdit => "change the fields below",
        Act::FieldDisclose => "tell the fields below to who asks",
        _ => "",
    };
    format!("{MARK} act {}: {words}", act.as_str())
}

fn field_line(key: &FieldKey, label: &str) -> String {
    let label: String = one_line(label).chars().take(LABEL_CHARS_MAX).collect();
    format!("{MARK} field {key}: {}", label.trim())
}

/// Compares what came back with what was sent, less the mark and the spaces.
fn is_line(line: &str, sent: &str) -> bool {
    sent.strip_prefix(MARK).is_some_and(|sent| spaced(sent) == line)
}

/// Takes a number that is not above what was asked, and not said twice.
fn lowered(to: &mut u32, rest: &str, max: u32) -> bool {
    match rest.parse() {
        Ok(n) if *to == 0 && (1..=max).contains(&n) => {
            *to = n;
            true
        }
        _ => false,
    }
}

/// Returns the lines of requests in a text, without quoting signs, marks and needless spaces.
fn marked(text: &str) -> impl Iterator<Item = String> {
    text.lines().take(LINES_MAX).filter_map(|line| unquoted(line).strip_prefix(MARK).map(spaced))
}

fn unquoted(line: &str) -> &str {
    line.trim_start_matches(|c: char| c == '>' || c == '|' || c.is_whitespace())
}

fn spaced(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says whether the first line grants (true) or declines (false). It is the sender's own, so no quoted one.
fn says_grant(text: &str) -> Result<bool, QuoteFault> {
    let first = text.lines().take(LINES_MAX).find(|line| !line.trim().is_empty());
    let first = spaced(first.unwrap_or_default()).to_lowercase();
    let first = first.trim_end_matches(['.', '!', ',']).trim();
    if GRANTS.contains(&first) {
        return Ok(true);
    }
    if DECLINES.contains(&first) {
        return Ok(false);
    }
    Err(QuoteFault::NoWord)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn asked() -> Asked {
        let key = |key: &str| FieldKey::parse(key).unwrap();
        Asked {
            id: ConsentId::from_uuid(Uuid::from_u128(7)),
            code: "0123456789abcdef0123456789abcdef".to_owned(),
            number: "s20261121.17".parse().unwrap(),
            role: Role::SupportEngineer,
            acts: [Act::FieldShow, Act::FieldEdit].into(),
            fields: [
                (key("name"), "Name".to_owned()),
                (key("born"), "Date of birth, as it stands in the passport".to_owned()),
            ]
            .into(),
            hours: 24,
            n_uses_max: 3,
        }
    }

    /// An answer: a first line, and the lines of the request as a mail program quotes them, each changed.
    fn answer(first: &str, change: impl Fn(&str) -> Option<String>) -> String {
        let lines = asked().lines();
        let lines = lines.iter().filter_map(|line| change(line)).map(|line| format!("> {line}\n"));
        format!(
            "\n{first}\n\nJana\n\nOn Saturday, Chancery wrote:\n> Hello\n{}",
            lines.collect::<String>()
        )
    }

    fn same(line: &str) -> Option<String> {
        Some(line.to_owned())
    }

    fn all() -> Granted {
        let asked = asked();
        Granted {
            acts: asked.acts,
            fields: asked.fields.into_keys().collect(),
            hours: 24,
            n_uses_max: 3,
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "a table of values reads better")]
    fn check(text: &str, expect: Result<QuotedAnswer, QuoteFault>) {
        assert_eq!(asked().read(text), expect, "{text}");
    }

    #[test]
    fn a_line_comes_back_from_every_mail_program() {
        let lines = asked().lines();
        assert!(lines.iter().all(|line| line.chars().count() < 70), "{lines:?}");
        let reread = lines.join("\n");
        assert_eq!(quoted_request(&reread), Some(Ok(asked().id)));
    }

    #[test]
    fn each_word_is_known_in_each_language() {
        for word in
            ["I grant", "i GRANT.", "  Uděluji", "Souhlasím!", "Ich willige ein.", "Ich stimme  zu"]
        {
            check(&answer(word, same), Ok(QuotedAnswer::Grant(all())));
        }
        for word in ["I decline", "Odmítám.", "ich lehne ab"] {
            check(&answer(word, same), Ok(QuotedAnswer::Decline));
        }
        for word in ["", "I grant nothing", "> I grant", "I do not grant", "yes"] {
            check(&answer(word, same), Err(QuoteFault::NoWord));
        }
    }

    #[test]
    fn what_is_left_out_is_not_given() {
        let text = answer("I grant", |line| match line {
            line if line.starts_with("# act field.edit") => None,
            line if line.starts_with("# field born") => None,
            "# hours 24" => Some("#  hours   4".to_owned()),
            line => same(line),
        });
        let acts = [Act::FieldShow].into();
        let fields = [FieldKey::parse("name").unwrap()].into();
        check(&text, Ok(QuotedAnswer::Grant(Granted { acts, fields, hours: 4, n_uses_max: 3 })));
    }

    #[test]
    fn more_than_was_asked_is_no_answer() {
        let changed = |from: &str, to: &str| {
            let (from, to) = (from.to_owned(), to.to_owned());
            answer("I grant", move |line| Some(line.replace(&from, &to)))
        };
        check(&changed("field.show", "field.disclose"), Err(QuoteFault::Changed));
        check(&changed("see the", "change the"), Err(QuoteFault::Changed));
        check(&changed("field name", "field iban"), Err(QuoteFault::Changed));
        check(&changed("hours 24", "hours 25"), Err(QuoteFault::Changed));
        check(&changed("hours 24", "hours 24h"), Err(QuoteFault::Changed));
        check(&changed("uses 3", "uses 0"), Err(QuoteFault::Changed));
        check(&changed("uses 3", "uses 1\n> # uses 2"), Err(QuoteFault::Changed));
        check(&changed("about s20261121.17", "about s20261121.18"), Err(QuoteFault::Changed));
        check(&changed("# code 0", "# code 1"), Err(QuoteFault::OtherCode));
        check(
            &answer("I grant", |line| (!line.contains("code")).then(|| line.to_owned())),
            Err(QuoteFault::OtherCode),
        );
        check(
            &answer("I grant", |line| (!line.contains("hours")).then(|| line.to_owned())),
            Err(QuoteFault::Incomplete),
        );
        check(
            &answer("I grant", |line| (!line.contains("field ")).then(|| line.to_owned())),
            Err(QuoteFault::Incomplete),
        );
        let other = ConsentId::from_uuid(Uuid::from_u128(8));
        let both = format!("{}> > # request {other}\n", answer("I grant", same));
        check(&both, Err(QuoteFault::Several));
        assert_eq!(quoted_request(&both), Some(Err(QuoteFault::Several)));
        assert_eq!(quoted_request("I grant\n# request x\n"), None);
    }

    proptest! {
        #[test]
        fn no_text_gives_more_than_was_asked(noise in "(> ?)?(# (act|field|uses|hours|code|request) [a-z0-9.: ]{0,20}|[a-z ]{0,9})") {
            let text = format!("{}{noise}\n", answer("I grant", same));
            if let Ok(QuotedAnswer::Grant(granted)) = asked().read(&text) {
                prop_assert!(granted.acts.is_subset(&all().acts) && granted.fields.is_subset(&all().fields));
                prop_assert!(granted.hours <= 24 && granted.n_uses_max <= 3);
            }
        }
    }
}
