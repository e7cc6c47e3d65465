//! Companies and clubs, by their legal form.

use regex::Regex;

use super::pattern;
use crate::{Finding, PlaceholderKind::Organisation, Scan, words_of_names::NOT_NAMES};

/// Words before the legal form that may belong to the name.
const NAME_WORDS_MAX: usize = 5;

/// Finds organisations.
pub(super) struct Organisations {
    behind: Regex,
    /// Forms that are ordinary letters unless written large: "AG", "SA".
    large: Regex,
    before: Regex,
    eastern: Regex,
}

impl Organisations {
    pub(super) fn new() -> Self {
        Self {
            behind: pattern(concat!(
                r"[ ,](?:gmbh(?: & co\.? ?kg)?|mbh|ug|e\. ?v\.|e\.k\.|kg|ohg|s\. ?r\. ?o\.|spol\. s ?r\. ?o\.|a\. ?s\.|o\.p\.s\.|z\. ?s\.|",
                r"ltd\.?|limited|inc\.?|llc|llp|plc|corp\.?|corporation|sarl|s\.a\.r\.l\.|sas|s\.a\.s\.|s\.l\.u?\.?|s\.p\.a\.?|",
                r"s\.r\.l\.?|srl|sp\. ?z ?o\. ?o\.|sp\. ?j\.|b\.v\.|n\.v\.|bv|oyj?|a/s|aps|ltda\.?|lda\.?|s\.a\.|eireli|pty)",
            )),
            large: pattern(r"[ ,](?:AG|SA|SE|AB|NV|AS|SpA|KGaA)"),
            before: pattern(r#"(?:ооо|оао|зао|пао|ао|тов|нпо) ["„]?\p{L}[^"\n,.;]{1,40}["“]?"#),
            eastern: pattern(
                r"(?:株式会社|有限会社|合同会社)[a-z0-9\u{30a0}-\u{30ff}\u{4e00}-\u{9fff}]{2,20}|[a-z0-9\u{30a0}-\u{30ff}\u{4e00}-\u{9fff}]{2,20}(?:株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司)",
            ),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, found: &mut Vec<Finding>) {
        let folded = scan.folded();
        for hit in self.behind.find_iter(folded) {
            let ends_word = hit.as_str().ends_with('.')
                || !scan.char_at(hit.end()).is_some_and(char::is_alphanumeric);
            if ends_word && let Some(start) = name_start(scan, hit.start()) {
                found.push(scan.finding(Organisation, start..hit.end()));
            }
        }
        for hit in self.large.find_iter(scan.text()) {
            let start = scan
                .words()
                .partition_point(|word| scan.original(word.start..word.end).start <= hit.start());
            let Some(word) = scan.words().get(start) else { continue };
            let is_whole = word.end - word.start == hit.as_str().len() - 1;
            let is_number = scan
                .slice(word.end..scan.folded().len())
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit());
            if is_whole
                && !is_number
                && let Some(start) = name_start(scan, word.start - 1)
            {
                found.push(scan.finding(Organisation, start..word.end));
            }
        }
        for hit in self.before.find_iter(folded) {
            let name_at = scan.word_index_at(hit.start()) + 1;
            let is_capital = scan.words().get(name_at).is_some_and(|word| word.is_capital);
            let is_word = !scan.char_before(hit.start()).is_some_and(char::is_alphanumeric);
            if !is_word || !is_capital {
                continue;
            }
            // Without quotes, only the next capitalised word is the name.
            let is_quoted = hit.as_str().contains('"');
            let end = scan
                .words()
                .get(name_at)
                .map_or(hit.end(), |word| if is_quoted { hit.end() } else { word.end });
            found.push(scan.finding(Organisation, hit.start()..end));
        }
        if scan.words().iter().any(|word| word.is_eastern) {
            found.extend(
                self.eastern.find_iter(folded).map(|hit| scan.finding(Organisation, hit.range())),
            );
        }
    }
}

/// Returns where the capitalised words before a legal form begin.
fn name_start(scan: &Scan<'_>, form_at: usize) -> Option<usize> {
    let before = scan.words().get(..scan.words().partition_point(|word| word.end <= form_at))?;
    let mut start = None;
    let mut right = form_at;
    for (n_words, word) in before.iter().rev().enumerate() {
        let gap = scan.slice(word.end..right);
        let is_near = gap.len() <= 3
            && gap.chars().all(|c| " &.-+,0123456789".contains(c))
            && (n_words == 0 || !gap.contains(", "));
        if !is_near || n_words >= NAME_WORDS_MAX {
            break;
        }
        let text = scan.word(word);
        let is_link =
            start.is_some() && ["&", "and", "und", "a", "et", "of", "y", "i"].contains(&text);
        if word.is_capital && !NOT_NAMES.has(text) {
            start = Some(word.start);
        } else if !is_link {
            break;
        }
        right = word.start;
    }
    start
}
