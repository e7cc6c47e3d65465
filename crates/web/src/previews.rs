//! Looking at files that strangers sent: in a thread beside, one at a time, and not for long.

use std::{sync::Arc, time::Duration};

use desk::OriginalFile;
use model::{IncomingMail, Personal};
use preview::{Preview, Sent};
use tokio::sync::Semaphore;

/// Files that are looked at at once. A picture takes as much memory as its pixels do, and so much is there once.
const AT_ONCE: usize = 1;

/// How long somebody waits for their turn and for what is drawn, in seconds.
const LOOK_SECS_MAX: u64 = 10;

/// Reads a mail; doors do not know each other, so it is handed in.
pub type ReadMail = Arc<dyn Fn(&[u8]) -> IncomingMail + Send + Sync>;

/// Looks at files. Cheap to clone.
#[derive(Clone)]
pub struct Previews {
    turns: Arc<Semaphore>,
    read_mail: ReadMail,
}

/// A file that was looked at.
pub struct Looked {
    /// What it is.
    pub preview: Preview,
    /// What is in it, where it is a mail.
    pub mail: Option<IncomingMail>,
    /// Its length in octets.
    pub n_bytes: usize,
    /// Its name as sent.
    pub name: Personal<String>,
    /// The type that its sender declared, as far as it is a usual one.
    pub media_type: String,
}

impl Previews {
    /// Makes the looking; `read_mail` is the mail room's.
    pub fn new(read_mail: ReadMail) -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), read_mail }
    }

    /// Looks at a file; `None` when there was no time for it.
    pub async fn look(&self, file: OriginalFile) -> Option<Looked> {
        let read_mail = Arc::clone(&self.read_mail);
        let turns = Arc::clone(&self.turns);
        let looking = async move {
            let turn = turns.acquire_owned().await.ok()?;
            let look = move || {
                // Held until it is done, not until somebody stops waiting: a thread cannot be broken off.
                let _turn = turn;
                look(file, &read_mail)
            };
            tokio::task::spawn_blocking(look).await.ok()
        };
        tokio::time::timeout(Duration::from_secs(LOOK_SECS_MAX), looking).await.ok().flatten()
    }
}

fn look(file: OriginalFile, read_mail: &ReadMail) -> Looked {
    let bytes = file.bytes.expose();
    let sent = Sent { name: file.name.expose(), media_type: &file.media_type, bytes };
    let preview = preview::look(sent);
    let mail = matches!(preview.body, preview::Body::Mail).then(|| read_mail(bytes));
    Looked { preview, mail, n_bytes: bytes.len(), name: file.name, media_type: file.media_type }
}
