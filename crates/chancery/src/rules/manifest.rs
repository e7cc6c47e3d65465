//! The digests of the files that were imported, in the form of `sha256sum`.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
};

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;

/// Its name.
pub const MANIFEST: &str = "MANIFEST";

/// Bytes of it; 50,000 files have long names in it.
const BYTES_MAX: u64 = 64 << 20;

/// Digests by file name.
pub type Manifest = BTreeMap<String, String>;

/// Returns the digest of a file's content.
pub fn digest_of(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest(&SHA256, bytes).as_ref())
}

/// Reads the manifest of a folder; one that is not there is empty, and lines that are none are passed over.
pub fn read(folder: &Path) -> io::Result<Manifest> {
    let mut text = String::new();
    match File::open(folder.join(MANIFEST)) {
        Ok(file) => file.take(BYTES_MAX + 1).read_to_string(&mut text)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error),
    };
    if text.len() as u64 > BYTES_MAX {
        return Err(io::Error::other(format!("has more than {BYTES_MAX} bytes")));
    }
    let line = |line: &str| {
        let (digest, name) = line.split_once("  ")?;
        Some((name.to_owned(), digest.to_owned()))
    };
    Ok(text.lines().filter_map(line).collect())
}

/// Writes it as text.
pub fn text(manifest: &Manifest) -> String {
    manifest.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect()
}
