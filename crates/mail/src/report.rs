//! Delivery status notifications (RFC 3464): what became of a message of ours.

use model::{DeliveryReport, ReportOutcome};

use crate::message_id::message_ids;

/// Octets of a status part that are read; one recipient takes a few hundred.
const STATUS_OCTETS_MAX: usize = 64 * 1024;

/// The machine-readable parts of a multipart/report.
#[derive(Default)]
pub(crate) struct ReportParts {
    /// The delivery-status part.
    pub(crate) status: Option<String>,
    /// The Message-ID field of the returned header or message, as it stands.
    pub(crate) message_id: Option<String>,
}

/// Reads a delivery report, if the parts make one.
///
/// We send one copy per recipient; if a report still names several, the worst outcome counts, so that a
/// failure is never hidden behind a success.
pub(crate) fn read(parts: &ReportParts) -> Option<DeliveryReport> {
    let status = parts.status.as_deref()?;
    let status = status.get(..status.floor_char_boundary(STATUS_OCTETS_MAX)).unwrap_or(status);
    let unfolded = status.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    let mut worst: Option<(ReportOutcome, String)> = None;
    for group in unfolded.split("\n\n") {
        let Some(outcome) = field(group, "action").and_then(|action| outcome_of(&action)) else {
            continue;
        };
        if worst.as_ref().is_none_or(|(known, _)| rank(outcome) > rank(*known)) {
            worst = Some((outcome, status_of(group, outcome)));
        }
    }
    let (outcome, status) = worst?;
    let original = field(&unfolded, "original-message-id")
        .or_else(|| field(&unfolded, "x-original-message-id"));
    let message_id = parts
        .message_id
        .as_deref()
        .or(original.as_deref())
        .and_then(|value| message_ids(value).into_iter().next());
    Some(DeliveryReport { outcome, status, message_id })
}

fn field(group: &str, name: &str) -> Option<String> {
    group.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

fn outcome_of(action: &str) -> Option<ReportOutcome> {
    let word = action.split(|c: char| !c.is_ascii_alphabetic()).next()?.to_ascii_lowercase();
    match word.as_str() {
        "failed" => Some(ReportOutcome::Failed),
        "delayed" => Some(ReportOutcome::Delayed),
        "delivered" | "relayed" | "expanded" => Some(ReportOutcome::Delivered),
        _ => None,
    }
}

fn rank(outcome: ReportOutcome) -> u8 {
    match outcome {
        ReportOutcome::Failed => 2,
        ReportOutcome::Delayed => 1,
        ReportOutcome::Delivered => 0,
    }
}

/// Returns the status code, from its field, from the diagnosis, or the general one of the outcome.
fn status_of(group: &str, outcome: ReportOutcome) -> String {
    let stated = field(group, "status").and_then(|value| enhanced_status(&value));
    let diagnosed = || field(group, "diagnostic-code").and_then(|value| enhanced_status(&value));
    stated.or_else(diagnosed).unwrap_or_else(|| {
        match outcome {
            ReportOutcome::Failed => "5.0.0",
            ReportOutcome::Delayed => "4.0.0",
            ReportOutcome::Delivered => "2.0.0",
        }
        .to_owned()
    })
}

/// Finds the first enhanced status code (RFC 3463 §2) among the words of a text.
pub(crate) fn enhanced_status(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .find(|word| is_enhanced_status(word))
        .map(str::to_owned)
}

fn is_enhanced_status(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let [class, subject, detail] = parts.as_slice() else { return false };
    let is_short = |part: &str| (1..=3).contains(&part.len());
    ["2", "4", "5"].contains(class) && is_short(subject) && is_short(detail)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(
        status: &str,
        message_id: Option<&str>,
        expect: Option<(ReportOutcome, &str, Option<&str>)>,
    ) {
        let parts = ReportParts {
            status: Some(status.to_owned()),
            message_id: message_id.map(str::to_owned),
        };
        let expect = expect.map(|(outcome, status, message_id)| DeliveryReport {
            outcome,
            status: status.to_owned(),
            message_id: message_id.map(str::to_owned),
        });
        assert_eq!(read(&parts), expect, "{status}");
    }

    #[test]
    fn reads_what_mail_systems_write() {
        let head =
            "Reporting-MTA: dns; mx.x.example\r\n\r\nFinal-Recipient: rfc822; a@x.example\r\n";
        let with = |rest: &str| format!("{head}{rest}");
        check(
            &with("Action: failed\r\nStatus: 5.1.1\r\n"),
            Some("<m@us.example>"),
            Some((ReportOutcome::Failed, "5.1.1", Some("m@us.example"))),
        );
        check(
            &with("Action: delayed\r\nStatus: 4.4.7 (x)\r\n"),
            None,
            Some((ReportOutcome::Delayed, "4.4.7", None)),
        );
        check(
            &with("ACTION: Delivered\r\nStatus: 2.0.0\r\n"),
            None,
            Some((ReportOutcome::Delivered, "2.0.0", None)),
        );
        check(
            &with("Action: failed\r\nDiagnostic-Code: smtp; 550\r\n 5.7.26 no\r\n"),
            None,
            Some((ReportOutcome::Failed, "5.7.26", None)),
        );
        check(&with("Action: failed\r\n"), None, Some((ReportOutcome::Failed, "5.0.0", None)));
        check(
            &with("Action: delivered\r\nStatus: 2.0.0\r\n\r\nAction: failed\r\nStatus: 5.2.2\r\n"),
            None,
            Some((ReportOutcome::Failed, "5.2.2", None)),
        );
        check(
            "Original-Message-ID: <o@us.example>\n\nAction: failed\nStatus: 5.0.0\n",
            None,
            Some((ReportOutcome::Failed, "5.0.0", Some("o@us.example"))),
        );
        check(&with("Action: exploded\r\n"), None, None);
        check("", None, None);
    }

    #[test]
    fn finds_status_codes() {
        assert_eq!(enhanced_status("550 5.1.1 no such user"), Some("5.1.1".to_owned()));
        assert_eq!(enhanced_status("host 10.5.1.1 said no"), None);
        assert_eq!(enhanced_status("3.1.1"), None);
    }

    proptest! {
        #[test]
        fn never_panics(status in "(Action: (failed|delayed)\r?\n|Status: [0-9.]{0,9}\n|\n|\\PC{0,20}){0,20}") {
            let parts = ReportParts { status: Some(status), message_id: None };
            if let Some(report) = read(&parts) {
                prop_assert!(is_enhanced_status(&report.status));
            }
        }
    }
}
