//! Files that must survive a power cut, and files that must not survive at all.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use crate::VaultError;

/// The ending of a file that is not complete yet. Whoever finds one may remove it.
pub(crate) const UNFINISHED: &str = "new";

/// Octets overwritten at a time when a file is destroyed.
const OVERWRITE_BYTES: usize = 64 * 1024;

const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;
const MODE_OF_OTHERS: u32 = 0o077;

/// Makes a folder that only its owner can enter, with its parents, unless it is there.
pub(crate) fn make(path: &Path) -> Result<(), VaultError> {
    DirBuilder::new()
        .recursive(true)
        .mode(FOLDER_MODE)
        .create(path)
        .map_err(|e| VaultError::io("make the folder", path, e))?;
    match path.parent() {
        Some(parent) if parent != Path::new("") => sync(parent),
        _ => Ok(()),
    }
}

/// Refuses a file or folder that others than its owner can read or write.
pub(crate) fn check_private(path: &Path) -> Result<(), VaultError> {
    let metadata = fs::metadata(path).map_err(|e| VaultError::io("look at", path, e))?;
    let mode = metadata.mode() & 0o7777;
    if mode & MODE_OF_OTHERS == 0 {
        return Ok(());
    }
    let wanted = if metadata.is_dir() { FOLDER_MODE } else { FILE_MODE };
    Err(VaultError::Exposed { path: path.to_owned(), mode, wanted })
}

/// Opens a file for reading and writing, made with owner-only rights if it is not there.
pub(crate) fn open_private(path: &Path) -> Result<File, VaultError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(FILE_MODE)
        .open(path)
        .map_err(|e| VaultError::io("open", path, e))
}

/// Returns the name under which a file stands until it is complete.
pub(crate) fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(UNFINISHED);
    PathBuf::from(name)
}

/// Writes a file so that it is whole or absent after a power cut, and there when this returns.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let new = unfinished(path);
    let written = write_new(&new, bytes)
        .and_then(|()| fs::rename(&new, path))
        .map_err(|e| VaultError::io("write", path, e))
        .and_then(|()| sync_parent(path));
    if written.is_err() {
        // What cannot be acknowledged must not be found later either.
        remove(&new).and_then(|()| remove(path))?;
    }
    written
}

/// Replaces a file by new content; the old one stays if this fails.
pub(crate) fn replace_durably(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let new = unfinished(path);
    if let Err(e) = write_new(&new, bytes).and_then(|()| fs::rename(&new, path)) {
        remove(&new)?;
        return Err(VaultError::io("write", path, e));
    }
    sync_parent(path)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(FILE_MODE).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the names in a folder durable.
pub(crate) fn sync(path: &Path) -> Result<(), VaultError> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(|e| VaultError::io("sync the folder", path, e))
}

/// Makes the name of a file durable.
pub(crate) fn sync_parent(path: &Path) -> Result<(), VaultError> {
    path.parent().map_or(Ok(()), sync)
}

/// Returns the length of a file; 0 if there is none.
pub(crate) fn len(path: &Path) -> Result<u64, VaultError> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(e) => Err(VaultError::io("look at", path, e)),
    }
}

/// Reads a whole file of at most `max` octets; `None` if there is none.
pub(crate) fn read(path: &Path, max: usize) -> Result<Option<Vec<u8>>, VaultError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(VaultError::io("open", path, e)),
    };
    let len = file.metadata().map_err(|e| VaultError::io("look at", path, e))?.len();
    let n_bytes = usize::try_from(len).unwrap_or(usize::MAX);
    if n_bytes > max {
        return Err(VaultError::TooLarge { n_bytes, max });
    }
    let mut bytes = Vec::with_capacity(n_bytes);
    file.take(max as u64).read_to_end(&mut bytes).map_err(|e| VaultError::io("read", path, e))?;
    Ok(Some(bytes))
}

/// Reads the first `N` octets of a file; `None` if there is no file or it is shorter.
pub(crate) fn read_head<const N: usize>(path: &Path) -> Result<Option<[u8; N]>, VaultError> {
    let mut head = [0; N];
    let outcome = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    match outcome {
        Ok(()) => Ok(Some(head)),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof) => {
            Ok(None)
        }
        Err(e) => Err(VaultError::io("read", path, e)),
    }
}

/// Removes a file; none is as good.
pub(crate) fn remove(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(VaultError::io("remove", path, e)),
        _ => Ok(()),
    }
}

/// Overwrites a file, then removes it; none is as good.
///
/// Journals and flash may keep old sectors; the promise rests on the key-encryption key being small and
/// destroyed first, this only narrows what is left.
pub(crate) fn destroy(path: &Path) -> Result<(), VaultError> {
    match overwrite(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        // A full or failing disk must not keep us from removing the name.
        outcome => {
            remove(path)?;
            outcome.map_err(|e| VaultError::io("overwrite", path, e))
        }
    }
}

fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let mut left = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    let zeros = [0; OVERWRITE_BYTES];
    while left > 0 {
        let n_bytes = left.min(OVERWRITE_BYTES as u64);
        let piece = zeros.get(..usize::try_from(n_bytes).unwrap_or(0)).unwrap_or_default();
        file.write_all(piece)?;
        left -= n_bytes;
    }
    file.sync_all()
}

/// Lists the plain names in a folder.
pub(crate) fn names(path: &Path) -> Result<Vec<String>, VaultError> {
    let fault = |e| VaultError::io("list", path, e);
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(fault)? {
        // A name that is not UTF-8 is not one of ours.
        if let Ok(name) = entry.map_err(fault)?.file_name().into_string() {
            names.push(name);
        }
    }
    Ok(names)
}
