//! Packs an archive: each step reads one piece of it, packs it, and gives what came of that to the line.

use std::{
    collections::VecDeque,
    io::{self, Write},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use async_recursion::async_recursion as boxed;
use axum::body::Bytes;
use desk::{
    ARCHIVE_CASES_MAX, ARCHIVE_LOOKS_MAX, ArchivePlace, Desk, DeskError, OwnArchive,
    OwnConversation,
};
use model::{BlobId, CaseId, MessageId, Personal};
use serde::Serialize;
use tracing::warn;
use zip::{
    CompressionMethod, ZipWriter,
    result::ZipError,
    write::{SimpleFileOptions, StreamWriter},
};

use crate::{
    api::OwnRequestBody,
    archive::{
        Place,
        names::file_name,
        told::{DisputeTold, FileTold, HoldingsTold, MessageTold, StatementTold},
    },
    locale::{Locale, Spoken},
    marks, say,
};

/// Files that one archive holds; of each a line is kept until the end, where the directory of the archive is.
const FILES_MAX: usize = 20_000;

/// Octets that are packed at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// Packs one archive.
pub struct Packer {
    desk: Desk,
    archive: OwnArchive,
    place: Place,
    locale: Locale,
    /// When it was taken, as its reader writes moments.
    taken: String,
    zip: Option<ZipWriter<StreamWriter<Line>>>,
    line: Line,
    steps: VecDeque<Step>,
    /// Files of the case that is being packed.
    files: Vec<FileAt>,
    /// What the index says of each case, a line each.
    index: String,
    /// Files that were listed and did not open, a line each.
    unopened: String,
    n_files: usize,
    n_elsewhere: usize,
    is_cut: bool,
    has_many_looks: bool,
    has_moved: bool,
    has_full_lists: bool,
}

/// What is packed next.
enum Step {
    Holdings,
    Case(CaseId),
    Window { id: CaseId, folder: String, after: MessageId, n: usize },
    Elsewhere(CaseId),
    Words { id: CaseId, folder: String, from: ArchivePlace, n: usize },
    File(FileAt),
    Bytes { bytes: Personal<Vec<u8>>, start: usize },
    Index,
    End,
}

/// A file, and where in the archive it goes.
struct FileAt {
    message_id: MessageId,
    blob_id: BlobId,
    path: String,
}

/// What was packed and has not gone over the line yet.
#[derive(Clone, Default)]
struct Line(Arc<Mutex<Vec<u8>>>);

impl Line {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why an archive ends before it is whole.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("a piece could not be read")]
    Desk(#[from] DeskError),
    #[error("a piece could not be packed")]
    Zip(#[from] ZipError),
    #[error("a piece could not be written")]
    Io(#[from] io::Error),
    #[error("a piece has no form")]
    Json(#[from] serde_json::Error),
    #[error("it was at its end")]
    Ended,
}

impl Packer {
    /// Begins to pack an archive for a reader.
    pub fn new(
        desk: Desk,
        archive: OwnArchive,
        place: Place,
        locale: Locale,
        taken: String,
    ) -> Self {
        let line = Line::default();
        let mut steps = VecDeque::from([Step::Holdings]);
        steps.extend(archive.cases.iter().copied().map(Step::Case));
        steps.extend(archive.elsewhere.iter().copied().map(Step::Elsewhere));
        steps.extend([Step::Index, Step::End]);
        Self {
            zip: Some(ZipWriter::new_stream(line.clone())),
            is_cut: archive.is_cut,
            desk,
            archive,
            place,
            locale,
            taken,
            line,
            steps,
            files: Vec::new(),
            index: String::new(),
            unopened: String::new(),
            n_files: 0,
            n_elsewhere: 0,
            has_many_looks: false,
            has_moved: false,
            has_full_lists: false,
        }
    }

    /// Packs until something can go over the line.
    #[boxed]
    pub async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        while let Some(step) = self.steps.pop_front() {
            if let Err(broken) = self.step(step).await {
                warn!(error = &broken as &dyn std::error::Error, "an archive was broken off");
                // Without its directory nothing takes it for a whole one.
                self.steps.clear();
                let error = io::Error::other("the archive was broken off");
                return Some((Err(error), self));
            }
            let packed = self.line.take();
            if !packed.is_empty() {
                return Some((Ok(packed.into()), self));
            }
        }
        None
    }

    #[boxed]
    async fn step(&mut self, step: Step) -> Result<(), Broken> {
        if !self.place.stands() {
            return Err(Broken::Ended);
        }
        match step {
            Step::Holdings => {
                let held = self.desk.archived_holdings(&self.archive).await?;
                let n_looks = held.looks.len().max(held.field_looks.len());
                self.has_full_lists = held.is_cut;
                self.has_many_looks = n_looks >= ARCHIVE_LOOKS_MAX;
                let told = HoldingsTold::new(held, self.archive.made_at);
                self.pack_json("holdings.json", &told)
            }
            Step::Case(id) => self.case(id).await,
            Step::Window { id, folder, after, n } => {
                let found = self.desk.archived_request(&self.archive, id, Some(after)).await?;
                // It became part of another meanwhile, where all of it would be read again.
                let found = found.ok_or(DeskError::Conflict { what: "request" })?;
                self.window(id, folder, found, n).await
            }
            Step::Elsewhere(id) => {
                let folder = format!("elsewhere/{:04}", self.n_elsewhere + 1);
                self.words(id, folder, ArchivePlace::default(), 0).await
            }
            Step::Words { id, folder, from, n } => self.words(id, folder, from, n).await,
            Step::File(file) => self.file(file).await,
            Step::Bytes { bytes, start } => self.bytes(bytes, start),
            Step::Index => {
                let news = self.desk.archive_again(&self.archive).await?;
                self.has_moved |= news.is_moved;
                let fresh = &news.fresh;
                if !fresh.cases.is_empty() || !fresh.elsewhere.is_empty() {
                    // What came is packed, and then it is looked again.
                    self.steps.push_front(Step::Index);
                    for id in fresh.elsewhere.iter().rev() {
                        self.steps.push_front(Step::Elsewhere(*id));
                    }
                    for id in fresh.cases.iter().rev() {
                        self.steps.push_front(Step::Case(*id));
                    }
                    self.archive.take_up(news);
                    self.is_cut |= self.archive.is_cut;
                    return Ok(());
                }
                let index = self.locale.sync_scope(|| self.words_of_index());
                self.pack("index.txt", index.as_bytes())
            }
            Step::End => {
                self.zip.take().ok_or(Broken::Ended)?.finish()?;
                Ok(())
            }
        }
    }

    #[boxed]
    async fn case(&mut self, id: CaseId) -> Result<(), Broken> {
        if let Some(found) = self.desk.archived_request(&self.archive, id, None).await? {
            let number = found.request.number;
            let folder = format!("requests/{number}");
            let subject = one_line(found.request.subject.expose());
            self.index.push_str(&format!("{folder}  {subject}\n"));
            self.start(&format!("{folder}/messages.json"))?;
            let request = serde_json::to_string(&OwnRequestBody::from(found.request.clone()))?;
            self.write(&format!("{{\"request\": {request},\n\"messages\": ["))?;
            return self.window(id, folder, found, 0).await;
        }
        let found = self.desk.archived_dispute(&self.archive, id).await?;
        let Some((dispute, statements, rulings)) = found else { return Ok(()) };
        let folder = format!("disputes/{}", dispute.number);
        self.index.push_str(&format!("{folder}\n"));
        let mut told = Vec::with_capacity(statements.len());
        for statement in statements {
            let files = match statement.is_own {
                true => self.list_files(&folder, statement.id).await?,
                false => Vec::new(),
            };
            told.push(StatementTold::new(statement, files));
        }
        let told = DisputeTold::new(dispute, told, rulings);
        self.pack_json(&format!("{folder}/dispute.json"), &told)?;
        self.pack_files();
        Ok(())
    }

    /// Packs a window of messages into the file that is open, of which `n` stand there, and goes on behind it.
    async fn window(
        &mut self,
        id: CaseId,
        folder: String,
        found: OwnConversation,
        mut n: usize,
    ) -> Result<(), Broken> {
        let last = found.messages.last().map(|message| message.id);
        let is_more = found.beyond.n_later > 0;
        for message in found.messages {
            let files = match message.is_own {
                true => self.list_files(&folder, message.id).await?,
                false => Vec::new(),
            };
            self.write_one(&MessageTold::new(message, files), n)?;
            n += 1;
        }
        match last.filter(|_| is_more) {
            Some(after) => self.steps.push_front(Step::Window { id, folder, after, n }),
            None => {
                self.write("\n]}\n")?;
                self.pack_files();
            }
        }
        Ok(())
    }

    /// Packs what they wrote in somebody else's case. A folder is begun with the first word, so that there is none for a case in
    /// which they are only named.
    async fn words(
        &mut self,
        id: CaseId,
        folder: String,
        from: ArchivePlace,
        mut n: usize,
    ) -> Result<(), Broken> {
        let (words, on) = self.desk.archived_words(&self.archive, id, from).await?;
        for message in words {
            if n == 0 {
                self.n_elsewhere += 1;
                self.index.push_str(&format!("{folder}\n"));
                self.start(&format!("{folder}/messages.json"))?;
                self.write("{\"messages\": [")?;
            }
            let files = self.list_files(&folder, message.id).await?;
            self.write_one(&MessageTold::new(message, files), n)?;
            n += 1;
        }
        match on {
            Some(from) => self.steps.push_front(Step::Words { id, folder, from, n }),
            None if n == 0 => {}
            None => {
                self.write("\n]}\n")?;
                self.pack_files();
            }
        }
        Ok(())
    }

    /// Says where the files of a message go, and has them packed there when the case is through.
    async fn list_files(
        &mut self,
        folder: &str,
        message_id: MessageId,
    ) -> Result<Vec<FileTold>, Broken> {
        let found = self.desk.archived_files(&self.archive, message_id).await?;
        let mut told = Vec::with_capacity(found.len());
        for file in found {
            let path = if file.is_destroyed {
                Err("destroyed with somebody who was in it")
            } else if self.n_files >= FILES_MAX {
                self.is_cut = true;
                Err("one download holds no more files")
            } else {
                self.n_files += 1;
                let name = file.name.as_ref().map(|name| name.expose().as_str());
                let path = format!("{folder}/files/{}", file_name(self.files.len() + 1, name));
                self.files.push(FileAt { message_id, blob_id: file.id, path: path.clone() });
                Ok(path)
            };
            told.push(FileTold::new(file, path));
        }
        Ok(told)
    }

    /// Has the files packed that were listed.
    fn pack_files(&mut self) {
        for file in mem::take(&mut self.files).into_iter().rev() {
            self.steps.push_front(Step::File(file));
        }
    }

    async fn file(&mut self, file: FileAt) -> Result<(), Broken> {
        let FileAt { message_id, blob_id, path } = file;
        let bytes = self.desk.archived_file(&self.archive, message_id, blob_id).await?;
        let Some(bytes) = bytes else {
            // It was destroyed since it was listed, or is damaged.
            self.unopened.push_str(&format!("{path}\n"));
            return Ok(());
        };
        self.start(&path)?;
        self.bytes(bytes, 0)
    }

    fn bytes(&mut self, bytes: Personal<Vec<u8>>, start: usize) -> Result<(), Broken> {
        let rest = bytes.expose().get(start..).unwrap_or_default();
        let chunk = rest.get(..CHUNK_BYTES).unwrap_or(rest);
        self.write_bytes(chunk)?;
        if chunk.len() < rest.len() {
            let start = start + chunk.len();
            self.steps.push_front(Step::Bytes { bytes, start });
        }
        Ok(())
    }

    /// Says in plain words what is in the archive and what is not, in the language of who reads.
    fn words_of_index(&self) -> String {
        let mut lines = vec![
            say("archive-heading").to_string(),
            say("archive-taken").with("at", &self.taken).to_string(),
            String::new(),
            say("archive-holdings").to_string(),
            say("archive-requests").to_string(),
            say("archive-disputes").to_string(),
            say("archive-elsewhere").to_string(),
            say("archive-files").to_string(),
            String::new(),
            say("archive-not").to_string(),
            say("archive-not-others").to_string(),
            say("archive-not-begun").to_string(),
            say("archive-not-secrets").to_string(),
            say("archive-not-staff").to_string(),
            say("archive-not-evidence").to_string(),
        ];
        if self.is_cut {
            let cut = say("archive-cut").with("cases", ARCHIVE_CASES_MAX).with("files", FILES_MAX);
            lines.push(cut.to_string());
        }
        if self.has_full_lists {
            lines.push(say("archive-lists-cut").to_string());
        }
        if self.has_moved {
            lines.push(say("archive-moved").to_string());
        }
        if self.has_many_looks {
            lines.push(say("archive-looks-cut").with("n", ARCHIVE_LOOKS_MAX).to_string());
        }
        lines.extend([
            String::new(),
            say("archive-kept").to_string(),
            String::new(),
            say("archive-contents").with("n", self.n_files).to_string(),
            self.index.clone(),
        ]);
        if !self.unopened.is_empty() {
            lines.extend([say("archive-unopened").to_string(), self.unopened.clone()]);
        }
        // Signs that tell directions apart within a page mean nothing in a plain file.
        lines.join("\n").replace(['\u{2068}', '\u{2069}'], "")
    }

    fn pack_json(&mut self, path: &str, told: &impl Serialize) -> Result<(), Broken> {
        self.pack(path, &serde_json::to_vec_pretty(told)?)
    }

    fn pack(&mut self, path: &str, bytes: &[u8]) -> Result<(), Broken> {
        self.start(path)?;
        self.write_bytes(bytes)
    }

    fn start(&mut self, path: &str) -> Result<(), Broken> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(0o600);
        self.zip.as_mut().ok_or(Broken::Ended)?.start_file(path, options)?;
        Ok(())
    }

    fn write_one(&mut self, told: &impl Serialize, n_before: usize) -> Result<(), Broken> {
        self.write(if n_before == 0 { "\n" } else { ",\n" })?;
        let json = serde_json::to_vec_pretty(told)?;
        self.write_bytes(&json)
    }

    fn write(&mut self, text: &str) -> Result<(), Broken> {
        self.write_bytes(text.as_bytes())
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        self.zip.as_mut().ok_or(Broken::Ended)?.write_all(bytes)?;
        Ok(())
    }
}

/// Puts a subject on a line of the index, with nothing that would end it or turn it around.
fn one_line(text: &str) -> String {
    marks::named(text).replace(char::is_control, " ")
}
