//! Every migration exists for both databases under one name.

use super::{House, fault::Fault};

const SQLITE: &str = "crates/db/migrations/sqlite/";
const POSTGRES: &str = "crates/db/migrations/postgres/";

/// Finds migrations without their twin.
pub fn check(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (here, there) in [(SQLITE, POSTGRES), (POSTGRES, SQLITE)] {
        for path in house.tree.paths() {
            let Some(name) = path.strip_prefix(here) else {
                continue;
            };
            let twin = format!("{there}{name}");
            if !house.tree.has(&twin) {
                faults.push(Fault::in_file(path, format!("has no twin; write {twin}")));
            }
        }
    }
    faults
}
