//! The redactor: runs the detectors, settles what they found, writes placeholders.

use model::{PersonId, Personal};

use crate::{
    Detector, Finding, Known, Labels, Placeholder, PlaceholderKind, Scan,
    matcher::Matcher,
    rules::Rules,
    scan::{fold, is_unspaced},
    settle::settle,
};

/// Bytes of a text that are read. What lies behind is replaced as a whole, unread.
pub const TEXT_BYTES_MAX: usize = 1024 * 1024;

/// What a redactor is told once.
#[derive(Debug, Clone, Default)]
pub struct RedactConfig {
    /// Countries (ISO 3166, `CZ`) whose national telephone forms are recognised; none means the built-in list.
    pub regions: Vec<String>,
}

/// One placeholder of the twin and what it stood for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// What stands in the twin.
    pub placeholder: Placeholder,
    /// The exact spelling in the original.
    pub value: Personal<String>,
    /// Whom the value is about, where that is known.
    pub about: Option<PersonId>,
}

/// The twin and what its placeholders stood for, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The text with placeholders.
    pub text: String,
    /// One for each placeholder, in order.
    pub occurrences: Vec<Occurrence>,
}

/// Finds personal data and replaces it. Built once (it compiles its rules) and shared.
pub struct Redactor {
    rules: Rules,
    others: Vec<Box<dyn Detector>>,
}

impl Redactor {
    /// Compiles the rules.
    pub fn new(config: &RedactConfig) -> Self {
        Self { rules: Rules::new(&config.regions), others: Vec::new() }
    }

    /// Adds a detector that is asked beside the rules.
    pub fn with_detector(mut self, detector: Box<dyn Detector>) -> Self {
        self.others.push(detector);
        self
    }

    /// Makes the twin of a text.
    ///
    /// `key` gives a keyed hash of a folded value; equal keys get equal placeholders.
    pub fn redact(
        &self,
        text: &str,
        known: &Known,
        labels: &mut Labels,
        key: &dyn Fn(PlaceholderKind, &str) -> [u8; 16],
    ) -> Redacted {
        let read = readable(text);
        let scan = Scan::new(text.get(..read).unwrap_or_default());
        let mut found = lookalikes(scan.text());
        let ruled = self.rules.detect(&scan);
        let mut matcher = Matcher::new(known);
        for other in &self.others {
            found.extend(other.detect(&scan));
        }
        for finding in ruled.iter().chain(&found) {
            if finding.kind == PlaceholderKind::Person {
                matcher.learn(scan.text().get(finding.range.clone()).unwrap_or_default());
            }
        }
        found.extend(matcher.detect(&scan));
        found.extend(ruled);
        let mut findings = settle(scan.text(), found);
        if read < text.len() {
            findings.push(Finding::new(PlaceholderKind::Text, read..text.len()));
        }
        write(text, findings, &matcher, labels, key)
    }
}

/// Returns how many bytes of a text are read: all, or up to the last blank before the limit, so that no
/// value is cut in two.
fn readable(text: &str) -> usize {
    if text.len() <= TEXT_BYTES_MAX {
        return text.len();
    }
    let head = text.get(..text.floor_char_boundary(TEXT_BYTES_MAX)).unwrap_or_default();
    head.rfind(char::is_whitespace).unwrap_or(0)
}

/// Finds what looks like a placeholder already: it is hidden, so that restoring cannot mistake it.
fn lookalikes(text: &str) -> Vec<Finding> {
    let brackets = text.match_indices('[');
    brackets
        .filter_map(|(at, _)| {
            let (_, length) = Placeholder::read(text.get(at..)?)?;
            Some(Finding::new(PlaceholderKind::Text, at..at + length))
        })
        .collect()
}

fn write(
    text: &str,
    findings: Vec<Finding>,
    matcher: &Matcher,
    labels: &mut Labels,
    key: &dyn Fn(PlaceholderKind, &str) -> [u8; 16],
) -> Redacted {
    let mut twin = String::with_capacity(text.len());
    let mut occurrences = Vec::with_capacity(findings.len());
    let mut written = 0;
    for finding in findings {
        let value = text.get(finding.range.clone()).unwrap_or_default();
        let folded = match finding.folded {
            Some(folded) => folded.into_exposed(),
            None => folded_value(finding.kind, value),
        };
        let about = finding.about.or_else(|| matcher.about(finding.kind, &folded));
        let placeholder = labels.label(finding.kind, key(finding.kind, &folded));
        twin.push_str(text.get(written..finding.range.start).unwrap_or_default());
        twin.push_str(&placeholder.to_string());
        written = finding.range.end;
        occurrences.push(Occurrence { placeholder, value: Personal::new(value.to_owned()), about });
    }
    twin.push_str(text.get(written..).unwrap_or_default());
    Redacted { text: twin, occurrences }
}

/// Returns what two spellings of one value have in common.
pub(crate) fn folded_value(kind: PlaceholderKind, value: &str) -> String {
    use PlaceholderKind::{Card, Iban, Number, Phone, Secret, Text};
    match kind {
        // Secrets and foreign placeholders differ by case.
        Secret | Text => value.to_owned(),
        Phone | Iban | Card | Number => {
            fold(value).chars().filter(|c| c.is_alphanumeric() || *c == '+').collect()
        }
        _ => {
            let folded = fold(value);
            if folded.chars().any(is_unspaced) {
                return folded.split_whitespace().collect();
            }
            folded.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    }
}
