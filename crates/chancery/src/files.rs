//! Files that somebody names on the command line: folders are walked, `-` is standard input.

mod content;
mod unread;

use std::{
    fs::{self, File},
    io::{self, BufRead, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::bail;

pub use content::{Budget, Rest, content, oddity};
pub use unread::{nameless, unread_text};

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
    /// Why it cannot be read, where that is known already: a folder that may not be opened.
    pub trouble: Option<String>,
}

impl Named {
    fn file(path: PathBuf, n_bytes: u64) -> Self {
        Self { path, n_bytes, trouble: None }
    }
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

/// Finds the files; those within a folder come in the order of their names. Links to folders are not followed. What is
/// named and not there, and a folder that cannot be looked into, stands among them with its trouble: it must not keep the others
/// from being read.
pub fn find(paths: &[PathBuf]) -> anyhow::Result<Vec<Named>> {
    let mut found = Vec::new();
    for path in paths {
        if is_standard_input(path) {
            found.push(Named::file(path.clone(), 0));
            continue;
        }
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => walk(path, DEPTH_MAX, &mut found)?,
            Ok(about) => found.push(Named::file(path.clone(), about.len())),
            Err(error) => {
                let trouble = Some(error.to_string());
                found.push(Named { path: path.clone(), n_bytes: 0, trouble });
            }
        }
    }
    Ok(found)
}

/// Finds the files as `find` does, and fails where there is trouble with any.
pub fn find_all(paths: &[PathBuf]) -> anyhow::Result<Vec<Named>> {
    let found = find(paths)?;
    for file in &found {
        if let Some(trouble) = &file.trouble {
            bail!("{}: {trouble}", file.path.display());
        }
    }
    Ok(found)
}

fn walk(folder: &Path, left: usize, found: &mut Vec<Named>) -> anyhow::Result<()> {
    let in_trouble =
        |trouble: String| Named { path: folder.to_owned(), n_bytes: 0, trouble: Some(trouble) };
    let Some(left) = left.checked_sub(1) else {
        let words = format!("more than {DEPTH_MAX} folders within each other; not looked into");
        found.push(in_trouble(words));
        return Ok(());
    };
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            found.push(in_trouble(format!("the folder cannot be looked into: {error}")));
            return Ok(());
        }
    };
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type();
        if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
            walk(&path, left, found)?;
            continue;
        }
        match fs::metadata(&path) {
            Ok(about) if about.is_file() => found.push(Named::file(path, about.len())),
            // Opening it tells why.
            Err(_) if kind.as_ref().is_ok_and(fs::FileType::is_file) => {
                found.push(Named::file(path, 0));
            }
            // A link may lead to a file; what leads nowhere, or to a pipe or device, is passed over.
            _ => {}
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
///
/// Of a file that grows it reads what was there when it was opened: what comes meanwhile, perhaps from ourselves, would have no end.
pub struct Counted<R> {
    inner: R,
    read: BytesRead,
    left: Option<u64>,
}

/// What can be read.
pub enum Opened {
    /// A file, in which one may go back.
    File(Counted<File>),
    /// A pipe that has a name, or a device.
    Pipe(Counted<File>),
    StandardInput(Counted<io::Stdin>),
}

/// Opens what is named.
pub fn open(file: &Named, read: &BytesRead) -> io::Result<Opened> {
    if let Some(trouble) = &file.trouble {
        return Err(io::Error::other(trouble.clone()));
    }
    let (path, read) = (&file.path, read.clone());
    if is_standard_input(path) {
        return Ok(Opened::StandardInput(Counted { inner: io::stdin(), read, left: None }));
    }
    let inner = File::open(path)?;
    let about = inner.metadata()?;
    if !about.is_file() {
        return Ok(Opened::Pipe(Counted { inner, read, left: None }));
    }
    // Files that the kernel makes up as they are read say that they have no bytes.
    let left = Some(about.len()).filter(|n_bytes| *n_bytes > 0);
    Ok(Opened::File(Counted { inner, read, left }))
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(usize::MAX));
        let n_wanted = buffer.len().min(left);
        let n_bytes = self.inner.read(buffer.get_mut(..n_wanted).unwrap_or_default())?;
        self.left = self.left.map(|left| left.saturating_sub(n_bytes as u64));
        self.read.0.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

/// Whoever goes to and fro in a file knows its end.
impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.left = None;
        self.inner.seek(to)
    }
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) | Self::Pipe(file) => file.read(buffer),
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
    fn a_file_that_grows_is_read_as_it_was_when_it_was_opened() {
        use io::Write as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        fs::write(&path, "one\n").unwrap();
        let named = Named::file(path.clone(), 0);
        let mut opened = open(&named, &BytesRead::default()).unwrap();
        fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"two\n").unwrap();
        let mut text = String::new();
        opened.read_to_string(&mut text).unwrap();
        assert_eq!(text, "one\n");
    }

    #[test]
    fn folders_without_end_hide_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let deep: PathBuf = std::iter::repeat_n("d", DEPTH_MAX + 1).collect();
        fs::create_dir_all(folder.path().join(&deep)).unwrap();
        fs::write(folder.path().join("e.log"), "x").unwrap();
        let found = find(&[folder.path().to_owned()]).unwrap();
        let told: Vec<bool> = found.iter().map(|file| file.trouble.is_some()).collect();
        assert_eq!(told, [true, false]);
        let error = open(&found[0], &BytesRead::default()).err().unwrap().to_string();
        assert!(error.contains("more than 64 folders"), "{error}");
        assert!(find_all(&[folder.path().to_owned()]).is_err());
    }

    #[test]
    fn what_is_not_there_hides_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("e.log");
        fs::write(&path, "x").unwrap();
        let found = find(&[folder.path().join("nosuch"), path]).unwrap();
        let told: Vec<bool> = found.iter().map(|file| file.trouble.is_some()).collect();
        assert_eq!(told, [true, false]);
        let error = find_all(&[folder.path().join("nosuch")]).unwrap_err().to_string();
        assert!(error.contains("nosuch: No such file"), "{error}");
    }

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
