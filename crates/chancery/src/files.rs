//! Files that somebody names on the command line: folders are walked, `-` is standard input.

mod content;

use std::{
    fs::{self, File},
    io::{self, BufRead, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Context, bail};

pub use content::{Budget, Rest, content};

/// Files found in the folders that are named.
const FILES_MAX: usize = 1_000_000;
/// Folders within folders.
const DEPTH_MAX: usize = 64;
/// What standard input is called.
const STANDARD_INPUT: &str = "-";

/// A file to be read.
#[derive(Debug, Clone)]
pub struct Named {
    /// As it was named, or as it was found within a folder that was.
    pub path: PathBuf,
    /// Its size, where that is known before it is read.
    pub n_bytes: u64,
}

/// Bytes that were read so far, over all files; shared with whoever shows progress.
#[derive(Debug, Clone, Default)]
pub struct BytesRead(Arc<AtomicU64>);

impl BytesRead {
    /// Returns how many they are.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Finds the files; those within a folder come in the order of their names. Links to folders are not followed.
pub fn find(paths: &[PathBuf]) -> anyhow::Result<Vec<Named>> {
    let mut found = Vec::new();
    for path in paths {
        if is_standard_input(path) {
            found.push(Named { path: path.clone(), n_bytes: 0 });
            continue;
        }
        let about =
            fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
        if about.is_dir() {
            walk(path, DEPTH_MAX, &mut found)?;
        } else {
            found.push(Named { path: path.clone(), n_bytes: about.len() });
        }
    }
    Ok(found)
}

fn walk(folder: &Path, left: usize, found: &mut Vec<Named>) -> anyhow::Result<()> {
    let Some(left) = left.checked_sub(1) else {
        bail!("{}: more than {DEPTH_MAX} folders within each other", folder.display());
    };
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = entries.with_context(|| format!("cannot read {}", folder.display()))?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type().with_context(|| format!("cannot read {}", path.display()))?;
        if kind.is_dir() {
            walk(&path, left, found)?;
            continue;
        }
        // A link may lead to a file; what leads nowhere, or to a pipe or device, is passed over.
        if let Ok(about) = fs::metadata(&path)
            && about.is_file()
        {
            found.push(Named { path, n_bytes: about.len() });
        }
        if found.len() > FILES_MAX {
            bail!("{}: more than {FILES_MAX} files", folder.display());
        }
    }
    Ok(())
}

/// Says whether standard input is meant.
pub fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// An open file that counts what is read of it.
pub struct Counted<R> {
    inner: R,
    read: BytesRead,
}

/// A file or standard input.
pub enum Opened {
    File(Counted<File>),
    StandardInput(Counted<io::Stdin>),
}

/// Opens what is named.
pub fn open(path: &Path, read: &BytesRead) -> io::Result<Opened> {
    let read = read.clone();
    if is_standard_input(path) {
        return Ok(Opened::StandardInput(Counted { inner: io::stdin(), read }));
    }
    Ok(Opened::File(Counted { inner: File::open(path)?, read }))
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.inner.read(buffer)?;
        self.read.0.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::StandardInput(input) => input.read(buffer),
        }
    }
}

/// Reads a line without its end; what is beyond the limit is passed over. False at the end of the file.
pub fn read_line(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    bytes_max: usize,
) -> io::Result<bool> {
    line.clear();
    let mut has_any = false;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(has_any);
        }
        has_any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        let room = bytes_max.saturating_sub(line.len());
        line.extend(part.iter().take(room));
        let n_used = end.map_or(buffer.len(), |end| end + 1);
        input.consume(n_used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_and_end() {
        let mut input = io::BufReader::with_capacity(3, &b"abcdefgh\n\nij"[..]);
        let mut line = Vec::new();
        let mut lines = Vec::new();
        while read_line(&mut input, &mut line, 5).unwrap() {
            lines.push(String::from_utf8(line.clone()).unwrap());
        }
        assert_eq!(lines, ["abcde", "", "ij"]);
    }
}
