//! Looking at files that strangers sent: in a thread beside, one at a time, and not for long.

use std::{sync::Arc, time::Duration};

use desk::OriginalFile;
use model::{IncomingMail, Personal};
use preview::{Preview, Sent};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tracing::error;

/// Files that are looked at at once. A picture takes as much memory as its pixels do, and so much is there once.
const AT_ONCE: usize = 1;

/// How long somebody waits for their turn, and then for what is drawn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads a mail; doors do not know each other, so it is handed in.
pub type ReadMail = Arc<dyn Fn(&[u8]) -> IncomingMail + Send + Sync>;

/// Looks at files. Cheap to clone.
#[derive(Clone)]
pub struct Previews {
    turns: Arc<Semaphore>,
    patience: Duration,
    read_mail: ReadMail,
}

/// A turn to look at one file.
pub struct Turn {
    _permit: OwnedSemaphorePermit,
}

/// Why a file was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotLooked {
    /// It took too long.
    NoTime,
    /// What reads such files gave up.
    Failed,
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
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Self { turns, patience: PATIENCE, read_mail }
    }

    /// Sets how long somebody waits for their turn, and then for what is drawn.
    pub fn waiting(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Waits for a turn; `None` when none came in time. It is taken before a file is opened: nobody is entered as having
    /// looked at what they only wait for, and no file is held open meanwhile.
    pub async fn turn(&self) -> Option<Turn> {
        let turn = timeout(self.patience, Arc::clone(&self.turns).acquire_owned()).await;
        Some(Turn { _permit: turn.ok()?.ok()? })
    }

    /// Looks at a file.
    pub async fn look(&self, turn: Turn, file: OriginalFile) -> Result<Looked, NotLooked> {
        let read_mail = Arc::clone(&self.read_mail);
        let look = move || {
            // Held until it is done, not until somebody stops waiting: a thread cannot be broken off.
            let _turn = turn;
            look(file, &read_mail)
        };
        match timeout(self.patience, tokio::task::spawn_blocking(look)).await {
            Ok(Ok(looked)) => Ok(looked),
            Ok(Err(fault)) => {
                // No more than that: what a panic says may hold words of the file.
                error!(is_panic = fault.is_panic(), "looking at a file failed");
                Err(NotLooked::Failed)
            }
            Err(_) => Err(NotLooked::NoTime),
        }
    }
}

fn look(file: OriginalFile, read_mail: &ReadMail) -> Looked {
    let bytes = file.bytes.expose();
    let sent = Sent { name: file.name.expose(), media_type: &file.media_type, bytes };
    let preview = preview::look(sent);
    let mail = matches!(preview.body, preview::Body::Mail).then(|| read_mail(bytes));
    Looked { preview, mail, n_bytes: bytes.len(), name: file.name, media_type: file.media_type }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> OriginalFile {
        OriginalFile {
            name: Personal::new("a.eml".to_owned()),
            media_type: "message/rfc822".to_owned(),
            bytes: Personal::new(b"From: a@x.example\r\n\r\nText".to_vec()),
        }
    }

    #[tokio::test]
    async fn a_reader_that_gives_up_is_told_from_one_that_is_late() {
        let previews =
            Previews::new(Arc::new(|_: &[u8]| -> IncomingMail { panic!("a fault of the reader") }));
        let turn = previews.turn().await.unwrap();
        assert_eq!(previews.look(turn, mail()).await.err(), Some(NotLooked::Failed));
        let patience = Duration::from_millis(20);
        let previews = Previews::new(Arc::new(move |_: &[u8]| {
            std::thread::sleep(patience * 20);
            IncomingMail::default()
        }));
        let previews = previews.waiting(patience);
        let turn = previews.turn().await.unwrap();
        assert_eq!(previews.look(turn, mail()).await.err(), Some(NotLooked::NoTime));
        // The thread still looks, so nobody else has a turn.
        assert!(previews.turn().await.is_none());
    }
}
