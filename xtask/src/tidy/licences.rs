//! Licences of everything we build in.

use cargo_metadata::Metadata;

use super::{House, fault::Fault, spdx};

/// Licences that fit MIT OR Apache-2.0. A new one is entered by somebody who has read it.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// A package that we did not write.
#[derive(Debug)]
pub struct Foreign {
    /// The package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence expression.
    pub licence: Option<String>,
    /// The name that source code uses.
    pub library: Option<String>,
}

/// Lists the packages that we did not write.
pub fn foreign(metadata: &Metadata) -> Vec<Foreign> {
    let ours = metadata.workspace_packages();
    metadata
        .packages
        .iter()
        .filter(|package| !ours.iter().any(|own| own.id == package.id))
        .map(|package| Foreign {
            name: package.name.to_string(),
            version: package.version.to_string(),
            licence: package.license.clone(),
            library: package
                .targets
                .iter()
                .find(|target| target.is_lib() || target.is_proc_macro() || target.is_rlib())
                .map(|target| target.name.replace('-', "_")),
        })
        .collect()
}

/// Finds packages whose licence is not allowed or not known.
pub fn check(house: &House) -> Vec<Fault> {
    house
        .foreign
        .iter()
        .filter_map(|package| {
            let problem = problem_of(package.licence.as_deref())?;
            let text = format!("{} {}: {problem}", package.name, package.version);
            Some(Fault::in_file("Cargo.lock", text))
        })
        .collect()
}

fn problem_of(licence: Option<&str>) -> Option<String> {
    let Some(licence) = licence else {
        return Some("names no licence; find another package".to_owned());
    };
    match spdx::holds(licence, |name| ALLOWED.contains(&name)) {
        Ok(true) => None,
        Ok(false) => Some(format!("`{licence}` is not allowed; see {}", file!())),
        Err(error) => Some(format!("`{licence}` cannot be read: {error}")),
    }
}
