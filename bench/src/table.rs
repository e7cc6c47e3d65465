//! Tables: what was measured, against which target, met or not; and on what machine.

use std::{path::Path, process::Command, time::Duration};

/// A line of the table of measures.
pub struct Row {
    /// What.
    pub what: String,
    /// What came out.
    pub measured: String,
    /// What was wanted; empty where it is only told.
    pub target: String,
    /// Whether it was met; `None` where nothing was wanted.
    pub is_met: Option<bool>,
}

impl Row {
    /// A measure without a target.
    pub fn told(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self { what: what.into(), measured: measured.into(), target: String::new(), is_met: None }
    }

    /// A measure that is to be under a limit.
    pub fn under(what: impl Into<String>, measured: f64, limit: f64, unit: &str) -> Self {
        Self {
            what: what.into(),
            measured: format!("{measured:.1} {unit}"),
            target: format!("< {limit} {unit}"),
            is_met: Some(measured < limit),
        }
    }

    /// A measure that is to reach a floor.
    pub fn at_least(what: impl Into<String>, measured: f64, floor: f64, unit: &str) -> Self {
        Self {
            what: what.into(),
            measured: format!("{measured:.0} {unit}"),
            target: format!(">= {floor} {unit}"),
            is_met: Some(measured >= floor),
        }
    }
}

/// Prints measures.
pub fn print_rows(rows: &[Row]) {
    let cells = rows.iter().map(|row| {
        let met = match row.is_met {
            Some(true) => "met",
            Some(false) => "NOT MET",
            None => "",
        };
        vec![row.what.clone(), row.measured.clone(), row.target.clone(), met.to_owned()]
    });
    print(&["what", "measured", "target", ""], &cells.collect::<Vec<_>>());
}

/// Prints a table with a heading.
pub fn print(heads: &[&str], rows: &[Vec<String>]) {
    let width = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.chars().count());
        let head = heads.get(index).map_or(0, |head| head.chars().count());
        cells.max().unwrap_or(0).max(head)
    };
    let line = |cells: &[String]| {
        let padded = cells.iter().enumerate().map(|(index, cell)| {
            format!("{cell}{}", " ".repeat(width(index).saturating_sub(cell.chars().count())))
        });
        println!("{}", padded.collect::<Vec<_>>().join("  ").trim_end());
    };
    line(&heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>());
    for row in rows {
        line(row);
    }
}

/// Describes the machine: processors, memory, file system of the data, build.
pub fn machine(data: &Path) -> String {
    let n_cores = std::thread::available_parallelism().map_or(0, usize::from);
    let build = if cfg!(debug_assertions) { "dev" } else { "release" };
    let meminfo = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib = meminfo.split_whitespace().nth(1).and_then(|word| word.parse::<u64>().ok());
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |text| text.trim_start_matches([' ', '\t', ':']));
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?").to_owned();
    format!(
        "{n_cores} cores ({model}), {} GiB, {} file system, {build} build, load average {load}",
        kib.unwrap_or(0) / 1024 / 1024,
        file_system(data)
    )
}

fn file_system(path: &Path) -> String {
    let output = Command::new("findmnt").args(["-n", "-o", "FSTYPE", "-T"]).arg(path).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.ok().filter(|text| !text.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

/// Writes a time in milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
