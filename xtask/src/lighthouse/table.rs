//! The table of what was measured, and under it what did not pass.

use std::{collections::BTreeMap, path::Path};

use super::{
    engine::Screen,
    house::Page,
    lhr::{Finding, Report},
    targets,
};

/// Audits that do not pass by our own decision, each with its reason. None takes from a score.
const DECIDED: [(&str, &str); 1] = [(
    "bf-cache",
    "pages say `no-store`: after signing out, no browser brings back what somebody saw",
)];

/// The heads of the columns.
const HEADS: [&str; 12] = [
    "page", "screen", "perf", "a11y", "best", "FCP ms", "LCP ms", "TTI ms", "TBT ms", "CLS",
    "octets", "",
];

/// One page on one screen.
pub struct Measured<'a> {
    /// The page.
    pub page: &'a Page,
    /// The screen.
    pub screen: Screen,
    /// What was found.
    pub report: Report,
}

impl Measured<'_> {
    fn cells(&self) -> [String; 12] {
        let report = &self.report;
        let is_met = targets::missed(self).is_empty();
        [
            self.page.name.to_owned(),
            self.screen.as_str().to_owned(),
            report.performance.to_string(),
            report.accessibility.to_string(),
            report.best_practices.to_string(),
            format!("{:.0}", report.fcp_ms),
            format!("{:.0}", report.lcp_ms),
            format!("{:.0}", report.tti_ms),
            format!("{:.0}", report.tbt_ms),
            format!("{:.3}", report.shift),
            report.n_bytes.to_string(),
            if is_met { "met" } else { "NOT MET" }.to_owned(),
        ]
    }
}

/// Prints both.
pub fn print(all: &[Measured<'_>], out: &Path) {
    let rows: Vec<[String; 12]> = all.iter().map(Measured::cells).collect();
    println!();
    print_line(&HEADS.map(str::to_owned), &rows);
    for row in &rows {
        print_line(row, &rows);
    }
    print_findings(all);
    println!("\nreports: {}/*.html", out.display());
}

/// Prints cells as wide as the widest of their column.
fn print_line(cells: &[String; 12], rows: &[[String; 12]]) {
    let mut line = String::new();
    for (index, cell) in cells.iter().enumerate() {
        let others = rows.iter().filter_map(|row| row.get(index));
        let head = HEADS.get(index).map_or(0, |head| head.len());
        let width = others.map(String::len).max().unwrap_or(0).max(head);
        // Words begin together, numbers end together.
        let is_number = (2..HEADS.len() - 1).contains(&index);
        let cell = if is_number { format!("{cell:>width$}") } else { format!("{cell:<width$}") };
        line.push_str(&cell);
        line.push_str("  ");
    }
    println!("{}", line.trim_end());
}

/// An audit and everywhere that it did not pass.
struct Everywhere<'a> {
    finding: &'a Finding,
    pages: Vec<String>,
    places: Vec<&'a str>,
}

impl Everywhere<'_> {
    /// Says where, in as few words as there are.
    fn whereabouts(&self, n_measured: usize) -> String {
        if self.pages.len() == n_measured {
            return "everywhere".to_owned();
        }
        self.pages.join(", ")
    }
}

/// Prints what takes from a score with its places, and hints in one line each; the reports have the rest.
fn print_findings(all: &[Measured<'_>]) {
    let by_audit = by_audit(all);
    let (faults, hints): (Vec<_>, Vec<_>) =
        by_audit.values().partition(|audit| audit.finding.counts);
    if faults.is_empty() {
        println!("\nnothing takes from a score");
    } else {
        println!("\nwhat takes from a score:");
    }
    for audit in faults {
        let Finding { id, category, title, .. } = audit.finding;
        println!("  {id} ({category}): {title}\n      {}", audit.whereabouts(all.len()));
        for place in &audit.places {
            println!("      {place}");
        }
    }
    if !hints.is_empty() {
        println!("hints, which take nothing:");
    }
    for audit in hints {
        let Finding { id, title, .. } = audit.finding;
        println!("  {id}: {title}; {}", audit.whereabouts(all.len()));
        if let Some((_, why)) = DECIDED.iter().find(|(decided, _)| decided == id) {
            println!("      as decided: {why}");
        }
    }
}

fn by_audit<'a>(all: &'a [Measured<'_>]) -> BTreeMap<(&'a str, &'a str), Everywhere<'a>> {
    let mut by_audit = BTreeMap::new();
    for measured in all {
        for finding in &measured.report.findings {
            let audit = by_audit.entry((finding.category, finding.id.as_str()));
            let audit = audit.or_insert_with(|| Everywhere {
                finding,
                pages: Vec::new(),
                places: Vec::new(),
            });
            audit.pages.push(format!("{} {}", measured.page.name, measured.screen.as_str()));
            for place in &finding.places {
                if !audit.places.contains(&place.as_str()) {
                    audit.places.push(place);
                }
            }
        }
    }
    by_audit
}
