//! The tower: a crate imports only crates of lower floors.

use super::{
    House,
    fault::Fault,
    manifest::{Dependency, Manifest, Purpose},
};

/// Every crate of ours and its floor. A new crate is entered here first.
const FLOORS: &[(&str, u8)] = &[
    ("model", 0),
    ("audit", 1),
    ("preview", 1),
    ("redact", 1),
    ("sigma", 1),
    ("template", 1),
    ("db", 2),
    ("lake", 2),
    ("vault", 2),
    ("authority", 3),
    ("desk", 4),
    ("siem", 5),
    ("collect", DOORS),
    ("exchange", DOORS),
    ("honeypot", DOORS),
    ("mail", DOORS),
    ("web", DOORS),
    ("chancery", 7),
];

/// The floor of the doors.
const DOORS: u8 = 6;

/// What a door may not know: it asks the desk (house law 3).
const HIDDEN_FROM_DOORS: [&str; 3] = ["db", "lake", "vault"];

/// Stands beside the tower and is for tests only.
const TESTKIT: &str = "testkit";

/// Stands beside the tower, measures it, and is used by nothing.
const BENCH: &str = "bench";

/// Stands beside the tower and knows nothing of it.
const XTASK: &str = "xtask";

/// Finds dependencies that point up, sideways, or past the desk.
pub fn check(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for manifest in &house.manifests {
        if !is_beside(&manifest.name) && floor(&manifest.name).is_none() {
            let text = format!("`{}` has no floor; enter it in {}", manifest.name, file!());
            faults.push(Fault::in_file(&manifest.path, text));
            continue;
        }
        for dependency in &manifest.dependencies {
            let is_ours = house.manifests.iter().any(|other| other.name == dependency.name);
            if !is_ours {
                continue;
            }
            if let Some(text) = fault_of(manifest, dependency) {
                faults.push(Fault::at(&manifest.path, dependency.line, text));
            }
        }
    }
    faults
}

fn floor(name: &str) -> Option<u8> {
    FLOORS.iter().find(|(listed, _)| *listed == name).map(|(_, floor)| *floor)
}

fn is_beside(name: &str) -> bool {
    name == TESTKIT || name == BENCH || name == XTASK
}

/// Judges one edge between two crates of ours.
fn fault_of(manifest: &Manifest, dependency: &Dependency) -> Option<String> {
    let (from, to) = (manifest.name.as_str(), dependency.name.as_str());
    if from == XTASK || to == XTASK {
        return Some(format!("xtask and the tower do not know each other; remove `{to}`"));
    }
    if to == BENCH {
        return Some("the bench measures the tower; nothing uses it; remove `bench`".to_owned());
    }
    if to == TESTKIT {
        return (dependency.purpose != Purpose::Dev)
            .then(|| "testkit is for tests; list it under [dev-dependencies]".to_owned());
    }
    let to_floor = floor(to)?;
    // Beside the tower: they may use any floor but the house.
    let from_floor = if from == TESTKIT || from == BENCH { 7 } else { floor(from)? };
    if to_floor >= from_floor {
        return Some(format!(
            "`{from}` (floor {from_floor}) may not use `{to}` (floor {to_floor}); move what is \
             needed down to the floor where it means something"
        ));
    }
    // A test of a door may build the house behind it; the door itself asks the desk.
    let is_past_the_desk = from_floor == DOORS && HIDDEN_FROM_DOORS.contains(&to);
    (is_past_the_desk && dependency.purpose != Purpose::Dev)
        .then(|| format!("a door does not know `{to}`; ask `desk` for an act (house law 3)"))
}
