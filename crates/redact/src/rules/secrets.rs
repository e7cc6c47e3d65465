//! Keys, passwords and tokens.

use regex::Regex;

use super::{CueHit, pattern};
use crate::{
    Finding,
    PlaceholderKind::{Number, Secret},
    Scan,
    words::Cue,
};

/// Characters of the shortest token that is judged by its disorder alone.
const RANDOM_CHARS_MIN: usize = 20;

/// Characters of the shortest hexadecimal key.
const HEX_CHARS_MIN: usize = 32;

/// Bytes of the longest password that is read behind its word.
const PASSWORD_BYTES_MAX: usize = 128;

/// Finds secrets.
pub(super) struct Secrets {
    formed: Regex,
    uuid: Regex,
    separator: Regex,
}

impl Secrets {
    pub(super) fn new() -> Self {
        let formed = concat!(
            r"(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}|",
            r"eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)*|",
            r"(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|npm_|hf_|sk-|pk-|sk_live_|sk_test_|rk_live_|whsec_|dop_v1_)[A-Za-z0-9_-]{12,}|",
            r"AIza[A-Za-z0-9_-]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|",
            r"(?:ssh-rsa|ssh-ed25519|ssh-dss|ecdsa-sha2-[a-z0-9-]+|sk-ssh-ed25519@openssh\.com) AAAA[A-Za-z0-9+/=]+|",
            r"(?:[Bb]earer|[Bb]asic) [A-Za-z0-9._~+/-]{12,}=*|",
            r"AGE-SECRET-KEY-1[A-Z0-9]{20,}",
        );
        Self {
            formed: pattern(formed),
            uuid: pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
            separator: pattern(
                r"^(?:[*_'\x22`]{0,2}\s{0,2}(?:[:=：]|->|=>)\s{0,3}|\s{1,2}(?:is|was|je|bylo|ist|war|lautet|est|es|era|jest|to|e|-|это|был)\s{1,2}|\s{0,2}(?:は|是|为)\s{0,2}|\s{1,2})",
            ),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, cues: &[CueHit], found: &mut Vec<Finding>) {
        armoured(scan, found);
        found.extend(
            self.formed.find_iter(scan.text()).map(|hit| Finding::new(Secret, hit.range())),
        );
        found.extend(
            self.uuid.find_iter(scan.folded()).map(|hit| scan.finding(Number, hit.range())),
        );
        for token in tokens(scan.text()) {
            if is_random(scan.text().get(token.clone()).unwrap_or_default()) {
                found.push(Finding::new(Secret, token));
            }
        }
        for hit in cues {
            let strictness = match hit.cue {
                Cue::Password => Strictness::Told,
                Cue::Secret => Strictness::Hinted,
                Cue::Code => Strictness::Digits,
                _ => continue,
            };
            found.extend(self.told(scan, hit.range.end, strictness));
        }
    }

    /// Reads the value behind a word for a secret.
    fn told(&self, scan: &Scan<'_>, from: usize, strictness: Strictness) -> Option<Finding> {
        let line_end = scan.line_end(from);
        let rest = scan.slice(from..line_end);
        let separator = self.separator.find(rest)?;
        let sign = separator.as_str().trim_matches([' ', '*', '_', '\'', '"', '`']);
        let start = from + separator.end();
        let token = scan.slice(start..line_end);
        let token = token.get(..token.floor_char_boundary(PASSWORD_BYTES_MAX))?;
        let quoted = token
            .strip_prefix(['"', '\'', '`', '„'])
            .map(|inner| (inner, token.len() - inner.len()));
        let (token, start, is_quoted) = match quoted {
            Some((inner, skipped)) => {
                (inner.split(['"', '\'', '`']).next()?, start + skipped, true)
            }
            None => (
                token.split(|c: char| c.is_whitespace() || "。、，".contains(c)).next()?,
                start,
                false,
            ),
        };
        let token = token.trim_end_matches(['.', ',', ';', ')', '"', '\'', '>']);
        let range = start..start + token.len();
        let spelling = scan.spelling(range.clone());
        let is_last = scan.slice(range.end..line_end).trim().len() <= 1;
        let has_sign = [":", "=", "：", "->", "=>"].contains(&sign);
        let looks_secret = looks_secret(spelling);
        let is_secret = match strictness {
            Strictness::Told if has_sign || is_quoted => {
                !spelling.is_empty() && (looks_secret || is_last || is_quoted)
            }
            Strictness::Told => looks_secret,
            Strictness::Hinted => {
                (has_sign || is_quoted || sign.len() <= 3) && looks_secret && mixes(spelling)
            }
            Strictness::Digits => {
                let digits = spelling.chars().filter(char::is_ascii_digit).count();
                (3..=10).contains(&digits) && digits + 2 >= spelling.chars().count()
            }
        };
        (is_secret && token.chars().any(char::is_alphanumeric)).then(|| scan.finding(Secret, range))
    }
}

/// How sure the word is that a secret follows.
#[derive(Clone, Copy)]
enum Strictness {
    /// A password follows.
    Told,
    /// It has other uses: "key", "token".
    Hinted,
    /// Only digits count.
    Digits,
}

/// Finds PEM and PGP blocks, from their first line to their last or to the end of the text.
fn armoured(scan: &Scan<'_>, found: &mut Vec<Finding>) {
    let text = scan.text();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("-----BEGIN ")) {
        let start = from + at;
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find("-----END ").map_or(rest.len(), |end| {
            let tail = rest.get(end + "-----END ".len()..).unwrap_or_default();
            let label = tail.find("-----").map_or(0, |dashes| dashes + "-----".len());
            end + "-----END ".len() + label
        });
        found.push(Finding::new(Secret, start..start + end));
        from = start + end;
    }
}

/// Returns the stretches of a text that may be tokens.
fn tokens(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "+/_-".contains(c);
    let mut from = 0;
    text.split(move |c| !is_token(c)).filter_map(move |token| {
        let start = from;
        from += token.len();
        from += text.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (token.len() >= RANDOM_CHARS_MIN).then_some(start..start + token.len())
    })
}

/// Says whether a token looks drawn at random, not written: kinds of characters change all the time.
pub(super) fn is_random(token: &str) -> bool {
    if token.len() >= HEX_CHARS_MIN && token.chars().all(|c| c.is_ascii_hexdigit()) {
        return token.contains(|c: char| c.is_ascii_digit());
    }
    // A path is judged by its pieces.
    token.split('/').any(is_random_piece) || (token.contains('+') && is_random_piece(token))
}

fn is_random_piece(piece: &str) -> bool {
    if piece.len() < RANDOM_CHARS_MIN {
        return false;
    }
    let class = |c: char| match c {
        'a'..='z' => 1,
        'A'..='Z' => 2,
        '0'..='9' => 3,
        _ => 0,
    };
    let count = |wanted: u8| piece.chars().filter(|c| class(*c) == wanted).count();
    let (lower, upper, digits) = (count(1), count(2), count(3));
    let plain = || piece.chars().filter(char::is_ascii_alphanumeric);
    let changes = plain().zip(plain().skip(1)).filter(|(a, b)| class(*a) != class(*b)).count();
    let is_mixed = lower >= 2 && upper >= 2 && digits >= 2;
    // Words with capitals inside change once in six or seven letters, words with numbers less.
    (is_mixed && changes * 4 >= piece.len())
        || (digits >= 4 && (lower >= 4 || upper >= 4) && changes * 3 >= piece.len())
}

/// Says whether a value looks like a password and not like the next word of a sentence.
fn looks_secret(value: &str) -> bool {
    let has_digit = value.chars().any(|c| c.is_ascii_digit());
    let has_sign = value.chars().any(|c| c.is_ascii_punctuation() && !"-'/.,()".contains(c));
    let has_inner_capital =
        value.chars().skip(1).any(char::is_uppercase) && value.chars().any(char::is_lowercase);
    value.chars().count() >= 4 && (has_digit || has_sign || has_inner_capital)
}

fn mixes(value: &str) -> bool {
    value.chars().count() >= 8
        && value.chars().any(|c| c.is_ascii_digit())
        && value.chars().any(char::is_alphabetic)
}
