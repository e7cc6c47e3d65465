//! What the pages are to reach, and what they missed.

use super::{engine::Screen, table::Measured};

/// The least score of performance, of 100.
const PERFORMANCE_MIN: u32 = 95;

/// The least score of accessibility.
const ACCESSIBILITY_MIN: u32 = 100;

/// The least score of best practices.
const BEST_PRACTICES_MIN: u32 = 100;

/// When a page can be used on the slow line of the telephone, in milliseconds.
const USABLE_MS: f64 = 1_000.0;

/// A layout shift that is none: less than Lighthouse shows.
const SHIFT_MAX: f64 = 0.000_5;

/// Octets of the first load of the board, compressed.
const BOARD_BYTES: u64 = 60_000;

/// The page that has a target for its octets.
const BOARD: &str = "board";

/// Says which targets a page missed.
pub fn missed(measured: &Measured<'_>) -> Vec<String> {
    let Measured { page, screen, report } = measured;
    let mut missed = Vec::new();
    let mut judge = |is_met: bool, what: String| {
        if !is_met {
            missed.push(format!("{} on a {}: {what}", page.name, screen.as_str()));
        }
    };
    for (what, score, min) in [
        ("performance", report.performance, PERFORMANCE_MIN),
        ("accessibility", report.accessibility, ACCESSIBILITY_MIN),
        ("best practices", report.best_practices, BEST_PRACTICES_MIN),
    ] {
        judge(score >= min, format!("{what} {score}, wanted {min}"));
    }
    let shift = report.shift;
    judge(shift < SHIFT_MAX, format!("layout shift {shift:.3}, wanted none"));
    if *screen == Screen::Phone {
        let usable = report.usable_ms();
        judge(usable < USABLE_MS, format!("usable after {usable:.0} ms, wanted < {USABLE_MS} ms"));
    }
    if page.name == BOARD {
        let n_bytes = report.n_bytes;
        judge(n_bytes < BOARD_BYTES, format!("{n_bytes} octets, wanted < {BOARD_BYTES}"));
    }
    missed
}
