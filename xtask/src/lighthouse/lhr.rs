//! What Lighthouse found: its result in JSON, read as far as we look at it.

use anyhow::{Context as _, bail};
use serde_json::Value;

/// From here on Lighthouse shows an audit of speed in green; all others pass or fail.
const GOOD: f64 = 0.9;

/// Places of one audit that are kept.
const PLACES_MAX: usize = 4;

/// Characters of the longest place that is shown.
const PLACE_CHARS_MAX: usize = 150;

/// How deep audits of audits are looked into.
const DEPTH_MAX: usize = 6;

/// The categories, and how the table calls them.
const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];

/// What was found on one page on one screen.
#[derive(Debug)]
pub struct Report {
    /// The address at which the loading ended.
    pub url: String,
    /// Of 100, each.
    pub performance: u32,
    /// Of 100.
    pub accessibility: u32,
    /// Of 100.
    pub best_practices: u32,
    /// When something is seen, in milliseconds.
    pub fcp_ms: f64,
    /// When the largest part is seen.
    pub lcp_ms: f64,
    /// When the page answers at once.
    pub tti_ms: f64,
    /// How long scripts kept it from that.
    pub tbt_ms: f64,
    /// How much moved by itself; 0 is nothing.
    pub shift: f64,
    /// Octets on the line.
    pub n_bytes: u64,
    /// What did not pass.
    pub findings: Vec<Finding>,
}

/// An audit that did not pass.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its name in Lighthouse.
    pub id: String,
    /// Its category.
    pub category: &'static str,
    /// What it says.
    pub title: String,
    /// Whether it takes from the score.
    pub counts: bool,
    /// On which parts of the page, or for which address.
    pub places: Vec<String>,
}

impl Report {
    /// Reads a result.
    pub fn read(text: &str) -> anyhow::Result<Self> {
        let result: Value = serde_json::from_str(text).context("Lighthouse wrote no JSON")?;
        if let Some(error) = result.pointer("/runtimeError/message").and_then(Value::as_str) {
            bail!("Lighthouse could not measure: {error}");
        }
        let score = |category: &str| {
            let score = result.pointer(&format!("/categories/{category}/score"));
            let score = score.and_then(Value::as_f64);
            score
                .map(|score| (score * 100.0).round() as u32)
                .with_context(|| format!("Lighthouse gave no score for {category}"))
        };
        let measure = |audit: &str| {
            let value = result.pointer(&format!("/audits/{audit}/numericValue"));
            value
                .and_then(Value::as_f64)
                .with_context(|| format!("Lighthouse did not measure {audit}"))
        };
        let url = result.pointer("/finalDisplayedUrl").and_then(Value::as_str);
        Ok(Self {
            url: url.context("Lighthouse does not say what it measured")?.to_owned(),
            performance: score("performance")?,
            accessibility: score("accessibility")?,
            best_practices: score("best-practices")?,
            fcp_ms: measure("first-contentful-paint")?,
            lcp_ms: measure("largest-contentful-paint")?,
            tti_ms: measure("interactive")?,
            tbt_ms: measure("total-blocking-time")?,
            shift: measure("cumulative-layout-shift")?,
            n_bytes: measure("total-byte-weight")? as u64,
            findings: findings(&result),
        })
    }

    /// Returns when the page can be used: all of it is seen, and it answers at once.
    pub fn usable_ms(&self) -> f64 {
        self.lcp_ms.max(self.tti_ms)
    }
}

/// Returns what did not pass, in the order of Lighthouse.
fn findings(result: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for category in CATEGORIES {
        let refs = result.pointer(&format!("/categories/{category}/auditRefs"));
        for audit_ref in refs.and_then(Value::as_array).into_iter().flatten() {
            let Some(id) = text_at(audit_ref, "id") else { continue };
            let Some(audit) = result.pointer(&format!("/audits/{id}")) else { continue };
            let weight = audit_ref.get("weight").and_then(Value::as_f64).unwrap_or(0.0);
            if !has_passed(audit, category) {
                findings.push(Finding {
                    id: id.to_owned(),
                    category,
                    title: said(audit),
                    counts: weight > 0.0,
                    places: places(audit),
                });
            }
        }
    }
    findings
}

fn has_passed(audit: &Value, category: &str) -> bool {
    if text_at(audit, "scoreDisplayMode") == Some("error") {
        return false;
    }
    let enough = if category == "performance" { GOOD } else { 1.0 };
    // What does not apply to a page, or only informs, has no score.
    audit.get("score").and_then(Value::as_f64).is_none_or(|score| score >= enough)
}

fn said(audit: &Value) -> String {
    let title = text_at(audit, "title").unwrap_or_default();
    let more = text_at(audit, "errorMessage").or_else(|| text_at(audit, "displayValue"));
    more.map_or_else(|| title.to_owned(), |more| format!("{title} ({more})"))
}

fn text_at<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

fn places(audit: &Value) -> Vec<String> {
    let mut places = Vec::new();
    if let Some(details) = audit.get("details") {
        look_for_places(details, 0, &mut places);
    }
    places
}

/// Audits tell of places in tables, lists of tables, and trees; each leaf that names one is taken.
fn look_for_places(value: &Value, depth: usize, places: &mut Vec<String>) {
    if depth > DEPTH_MAX || places.len() >= PLACES_MAX {
        return;
    }
    match value {
        Value::Array(items) => {
            for item in items {
                look_for_places(item, depth + 1, places);
            }
        }
        Value::Object(fields) => {
            let node = value.get("node").unwrap_or(value);
            let names = [
                text_at(node, "selector"),
                text_at(node, "snippet"),
                text_at(value, "url"),
                text_at(value, "description"),
                value.pointer("/source/url").and_then(Value::as_str),
                text_at(value, "source"),
            ];
            let place = names.into_iter().flatten().map(short).collect::<Vec<_>>().join(" ");
            if place.is_empty() {
                for field in fields.values() {
                    look_for_places(field, depth + 1, places);
                }
            } else if !places.contains(&place) {
                places.push(place);
            }
        }
        _ => {}
    }
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= PLACE_CHARS_MAX {
        return line;
    }
    let mut cut: String = line.chars().take(PLACE_CHARS_MAX).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests;
