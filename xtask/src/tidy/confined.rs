//! Libraries that one room hides from the others (house law 2).

use super::{House, fault::Fault, manifest::Purpose};

/// A library and the only crate that may use it.
const CONFINED: &[(&str, &str)] = &[
    ("sqlx", "db"),
    ("arrow", "lake"),
    ("ballista", "lake"),
    ("datafusion", "lake"),
    ("parquet", "lake"),
    ("object_store", "vault"),
    ("redb", "vault"),
    ("biscuit-auth", "authority"),
    ("cedar-policy", "authority"),
    ("totp-rs", "authority"),
    ("webauthn-rs", "authority"),
    ("askama", "web"),
    ("qrcodegen", "web"),
    ("axum", "web"),
    ("axum-extra", "web"),
    ("hyper", "web"),
    ("hyper-util", "web"),
    ("tower-http", "web"),
    ("utoipa", "web"),
    ("utoipa-axum", "web"),
    ("ammonia", "mail"),
    ("async-imap", "mail"),
    ("lettre", "mail"),
    ("mail-auth", "mail"),
    ("mail-builder", "mail"),
    ("mail-parser", "mail"),
    ("pgp", "mail"),
    ("smtp-proto", "mail"),
    ("russh", "exchange"),
    ("russh-sftp", "exchange"),
    ("image", "preview"),
    ("phonenumber", "redact"),
    ("minijinja", "desk"),
];

/// A library and the only folder, or file beside it, of its crate that may name it.
const WITHIN: &[(&str, &str)] = &[
    // What the staff write is run in one place, under its limits.
    ("minijinja", "crates/desk/src/templates"),
];

/// Second rooms of a library, each with its reason standing here.
const ALSO: &[(&str, &str)] = &[
    // Segments go to the same buckets as blobs.
    ("object_store", "lake"),
    // The tests' browser is spoken to over HTTP, and its driver's client wants to be given a connection.
    ("hyper-util", "testkit"),
];

/// Tests of the whole house stand outside it, where its users stand, and may use what those use.
const OUTSIDE: &str = "chancery";

/// Finds confined libraries in other rooms.
pub fn check(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for manifest in &house.manifests {
        for dependency in &manifest.dependencies {
            let name = dependency.name.as_str();
            let Some((_, room)) = CONFINED.iter().find(|(library, _)| *library == name) else {
                continue;
            };
            let is_at_home = manifest.name == *room || ALSO.contains(&(name, &manifest.name));
            let is_outside = manifest.name == OUTSIDE && dependency.purpose == Purpose::Dev;
            if !is_at_home && !is_outside {
                let text = format!("`{name}` lives in `{room}` only; call a function of `{room}`");
                faults.push(Fault::at(&manifest.path, dependency.line, text));
            }
        }
    }
    faults.extend(astray(house));
    faults
}

/// Finds files that name a library outside the one place in its crate.
fn astray(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in house.tree.rust_files().filter(|(path, _)| path.starts_with("crates/")) {
        for (library, folder) in WITHIN {
            let name = library.replace('-', "_");
            let is_at_home =
                path.strip_prefix(folder).is_some_and(|rest| rest.starts_with(['/', '.']));
            let is_named = |line: &str| {
                line.contains(&format!("{name}::")) || line.contains(&format!("use {name}"))
            };
            let line = text.lines().position(is_named).filter(|_| !is_at_home);
            if let Some(index) = line {
                let words =
                    format!("`{library}` lives in `{folder}` only; call a function of that");
                faults.push(Fault::at(path, index + 1, words));
            }
        }
    }
    faults
}
