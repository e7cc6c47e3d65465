//! Results as Lighthouse writes them, cut to what is read.

use serde_json::json;

use super::*;

fn result() -> Value {
    let measure = |value: f64| json!({ "score": 1, "numericValue": value });
    json!({
        "finalDisplayedUrl": "http://localhost:1/cases",
        "categories": {
            "performance": { "score": 0.949, "auditRefs": [
                { "id": "largest-contentful-paint", "weight": 25 },
                { "id": "bf-cache", "weight": 0 },
            ] },
            "accessibility": { "score": 0.98, "auditRefs": [{ "id": "color-contrast", "weight": 7 }] },
            "best-practices": { "score": 1, "auditRefs": [{ "id": "csp-xss", "weight": 0 }] },
        },
        "audits": {
            "first-contentful-paint": measure(700.0),
            "largest-contentful-paint": { "score": 0.95, "numericValue": 900.5 },
            "interactive": measure(950.0),
            "total-blocking-time": measure(0.0),
            "cumulative-layout-shift": measure(0.0),
            "total-byte-weight": measure(41_000.0),
            "bf-cache": { "score": 0, "title": "Page prevented restoration", "displayValue": "1 reason",
                "details": { "type": "table", "items": [{ "reason": "no-store" }] } },
            "color-contrast": { "score": 0, "title": "Low contrast", "details": { "items": [
                { "node": { "selector": "p.small", "snippet": "<p class=\"small\">" } },
                { "node": { "selector": "p.small", "snippet": "<p class=\"small\">" } },
            ] } },
            "csp-xss": { "score": null, "scoreDisplayMode": "informative", "title": "CSP" },
        },
    })
}

#[test]
fn scores_and_measures_are_read() {
    let report = Report::read(&result().to_string()).unwrap();
    assert_eq!((report.performance, report.accessibility, report.best_practices), (95, 98, 100));
    assert_eq!(report.usable_ms(), 950.0);
    assert_eq!(report.n_bytes, 41_000);
}

#[test]
fn what_did_not_pass_is_named_once_with_its_places() {
    let found = findings(&result());
    let ids: Vec<_> = found.iter().map(|finding| (finding.id.as_str(), finding.counts)).collect();
    assert_eq!(ids, [("bf-cache", false), ("color-contrast", true)]);
    assert_eq!(found[0].title, "Page prevented restoration (1 reason)");
    assert_eq!(found[1].places, ["p.small <p class=\"small\">"]);
}

#[test]
fn an_audit_that_broke_did_not_pass() {
    let mut result = result();
    result["audits"]["csp-xss"] = json!({ "score": null, "scoreDisplayMode": "error", "title": "CSP", "errorMessage": "broke" });
    let found = findings(&result);
    assert!(found.iter().any(|finding| finding.title == "CSP (broke)"));
}

#[test]
fn a_page_that_was_not_loaded_is_an_error() {
    let text = r#"{"runtimeError":{"code":"NO_FCP","message":"nothing was painted"}}"#;
    let error = Report::read(text).unwrap_err();
    assert_eq!(error.to_string(), "Lighthouse could not measure: nothing was painted");
    let mut partial = result();
    partial["categories"]["performance"]["score"] = Value::Null;
    assert!(Report::read(&partial.to_string()).is_err());
}
