//! Signs of a legal inquiry: words of letterheads and domains of agencies, out of a list that is data.

use std::sync::LazyLock;

/// The list; its head says what a line means.
const LIST: &str = include_str!("signs.txt");

/// Characters of a text that are looked through: a letterhead stands above, a demand soon below.
const CHARS_MAX: usize = 20_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Domain,
}

struct Sign {
    kind: Kind,
    pattern: String,
    of: &'static str,
}

static SIGNS: LazyLock<Vec<Sign>> = LazyLock::new(|| LIST.lines().filter_map(read).collect());

fn read(line: &'static str) -> Option<Sign> {
    let mut fields = line.split(" | ");
    let (kind, pattern, of) = (fields.next()?, fields.next()?, fields.next()?);
    let kind = match kind.trim() {
        "word" => Kind::Word,
        "domain" => Kind::Domain,
        _ => return None,
    };
    Some(Sign { kind, pattern: pattern.trim().to_lowercase(), of: of.trim() })
}

/// Returns why a message looks like a legal inquiry, in words of the list alone: nothing of the message is in it.
pub fn sign_of(subject: &str, text: &str, domain: Option<&str>) -> Option<String> {
    let domain = domain.map(str::to_lowercase).unwrap_or_default();
    let found =
        SIGNS.iter().find(|sign| sign.kind == Kind::Domain && is_of(&domain, &sign.pattern));
    if let Some(sign) = found {
        return Some(format!("it comes from {}", sign.of));
    }
    let head: String = text.chars().take(CHARS_MAX).collect();
    let text = squeezed(&format!("{subject}\n{head}"));
    let found = SIGNS.iter().find(|sign| sign.kind == Kind::Word && holds(&text, &sign.pattern));
    found.map(|sign| format!("it speaks of {} (“{}”)", sign.of, sign.pattern))
}

fn is_of(domain: &str, end: &str) -> bool {
    domain == end || domain.strip_suffix(end).is_some_and(|head| head.ends_with('.'))
}

/// Lower case, with one space where any white space was: letterheads are broken over lines.
fn squeezed(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says whether a text holds words that do not go on at either end. Scripts without spaces have no ends.
fn holds(text: &str, words: &str) -> bool {
    let goes_on =
        |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() && !is_ideograph(c));
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|tail| tail.chars().next());
        let is_spaceless = words.chars().any(is_ideograph);
        is_spaceless || !(goes_on(before) || goes_on(after))
    })
}

const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(subject: &str, text: &str, domain: &str, expect: Option<&str>) {
        let sign = sign_of(subject, text, Some(domain));
        let sign = sign.as_deref();
        assert_eq!(sign.is_some(), expect.is_some(), "{subject} {text} {domain}: {sign:?}");
        assert!(sign.unwrap_or_default().contains(expect.unwrap_or_default()), "{sign:?}");
    }

    #[test]
    fn letterheads_in_several_languages() {
        check("Subpoena duces tecum", "", "law.example", Some("a subpoena"));
        check("Case 17", "STAATSANWALTSCHAFT\nMünchen I", "x.example", Some("a prosecutor"));
        check("", "We hold a search\n   warrant for", "x.example", Some("a warrant"));
        check("", "Policie České republiky, OŘ Brno", "x.example", Some("the police"));
        check("", "Réquisition judiciaire no 12", "x.example", Some("a court order"));
        check("", "貴社は捜査関係事項照会書に", "x.example", Some("an agency"));
        check("Hello", "", "met.police.uk", Some("comes from the police"));
        check("Hello", "", "police.uk", Some("comes from the police"));
    }

    #[test]
    fn ordinary_mail_is_ordinary() {
        check("Lost passphrase", "I lost it, please help.", "mail.example", None);
        check("", "The warranty is over, the bailiffs' song is on.", "mail.example", None);
        check("", "", "notpolice.uk", None);
        check("", "subpoenas are dull", "mail.example", None);
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        let n =
            LIST.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        assert_eq!(SIGNS.len(), n);
    }

    proptest! {
        #[test]
        fn never_panics(subject in ".{0,80}", text in ".{0,200}", domain in ".{0,40}") {
            let _ = sign_of(&subject, &text, Some(&domain));
        }
    }
}
