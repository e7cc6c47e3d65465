//! Mail addresses, also as people write them to hide them from machines.

use regex::Regex;

use super::pattern;
use crate::{Finding, PlaceholderKind::Email, Scan, scan::is_unspaced};

/// Bytes read to each side of an `@` (RFC 5321 §4.5.3.1 allows 64 and 255).
const SIDE_BYTES_MAX: usize = 255;

/// Finds mail addresses.
pub(super) struct MailAddresses {
    disguised: Regex,
}

impl MailAddresses {
    pub(super) fn new() -> Self {
        let at = r"(?:\s?[(\[{<]\s?(?:at|zavinac|arroba|chiocciola|malpa|klammeraffe|arobase|собака|@)\s?[)\]}>]\s?| at | zavinac | arroba )";
        let dot = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|tecka|punto|point|kropka|ponto|точка|\.)\s?[)\]}]\s?| dot | tecka | punkt )";
        let disguised = format!(
            r"([a-z0-9][a-z0-9._+-]{{0,63}}){at}([a-z0-9-]{{1,63}}(?:{dot}[a-z0-9-]{{1,63}}){{0,4}}{dot}[a-z]{{2,12}})"
        );
        Self { disguised: pattern(&disguised) }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, found: &mut Vec<Finding>) {
        let folded = scan.folded();
        for (at, _) in folded.match_indices('@') {
            found.extend(plain(scan, at));
        }
        for hit in self.disguised.captures_iter(folded) {
            let (Some(whole), Some(local), Some(domain)) = (hit.get(0), hit.get(1), hit.get(2))
            else {
                continue;
            };
            // "meet at example.org" says where; only a sign or a spelled dot says that it is an address.
            let is_spelled = whole.as_str().contains(['(', '[', '{', '<'])
                || [" dot ", " tecka ", " punkt ", "zavinac", "arroba"]
                    .iter()
                    .any(|w| whole.as_str().contains(w));
            if is_spelled {
                let folded = format!("{}@{}", local.as_str(), plain_domain(domain.as_str()));
                found.push(scan.finding(Email, whole.range()).with_folded(folded));
            }
        }
    }
}

/// Reads the address around an `@`.
fn plain(scan: &Scan<'_>, at: usize) -> Option<Finding> {
    // Chinese and Japanese set no space before an address; it begins where the script changes.
    let is_eastern = scan.char_before(at).is_some_and(is_unspaced);
    let is_local = |c: char| {
        (c.is_alphanumeric() && (is_eastern || !is_unspaced(c))) || "._%+-~'!#$&*".contains(c)
    };
    let is_domain = |c: char| c.is_alphanumeric() || c == '.' || c == '-' || c == '_';
    let before = tail(scan.slice(0..at));
    let local_before = before.trim_end_matches(' ');
    let is_loose = before.len() != local_before.len() || scan.char_at(at + 1) == Some(' ');
    if before.len() - local_before.len() > 1 {
        return None;
    }
    let local_from = local_before.rfind(|c| !is_local(c)).map_or(0, |last| {
        last + local_before.get(last..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8)
    });
    let local = local_before.get(local_from..)?.trim_start_matches(|c: char| !c.is_alphanumeric());
    let after_end = scan.folded().floor_char_boundary(at + 1 + SIDE_BYTES_MAX);
    let after = scan.slice(at + 1..after_end);
    let domain_start = after.len() - after.strip_prefix(' ').unwrap_or(after).len();
    let domain = after.get(domain_start..)?;
    let is_eastern = domain.starts_with(is_unspaced);
    let is_outside = |c: char| !is_domain(c) || (is_unspaced(c) && !is_eastern);
    let domain_end = domain.find(is_outside).unwrap_or(domain.len());
    let domain = domain.get(..domain_end)?.trim_end_matches(['.', '-', '_']);
    if local.is_empty() || !is_host(domain, is_loose) {
        return None;
    }
    let start = at - (before.len() - local_before.len()) - local.len();
    let end = at + 1 + domain_start + domain.len();
    Some(scan.finding(Email, start..end).with_folded(format!("{local}@{domain}")))
}

fn tail(text: &str) -> &str {
    let from = text.ceil_char_boundary(text.len().saturating_sub(SIDE_BYTES_MAX));
    text.get(from..).unwrap_or_default()
}

/// Says whether a text may be a host: `example.org`, or a bare machine name where no space stands at the `@`.
///
/// `react@18.2.0` is a package.
fn is_host(domain: &str, is_loose: bool) -> bool {
    let last = domain.rsplit('.').next().unwrap_or_default();
    let has_name = last.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && last.chars().next().is_some_and(char::is_alphabetic);
    has_name && (domain.contains('.') || !is_loose)
}

/// Writes the dots of a disguised domain as dots.
fn plain_domain(domain: &str) -> String {
    let mut plain = String::with_capacity(domain.len());
    for piece in domain.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        let is_dot = ["dot", "punkt", "tecka", "punto", "point", "kropka", "ponto", "точка", ""]
            .contains(&piece);
        if !is_dot {
            if !plain.is_empty() {
                plain.push('.');
            }
            plain.push_str(piece);
        }
    }
    plain
}
