//! Everything that any crate logs, down to TRACE, kept in memory; less what the binary never lets pass.

#[path = "../../src/quiet.rs"]
mod quiet;

use std::{
    io,
    sync::{Mutex, Once, PoisonError},
};

use tracing_subscriber::{layer::SubscriberExt as _, util::SubscriberInitExt as _};

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static START: Once = Once::new();

struct Lines;

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to listen, once per process.
pub fn listen() {
    START.call_once(|| {
        let lines = tracing_subscriber::fmt::layer().json().with_writer(|| Lines);
        tracing_subscriber::registry().with(quiet::quiet()).with(lines).init();
    });
}

/// Takes what was logged since the last time.
pub fn take() -> Vec<u8> {
    std::mem::take(&mut LINES.lock().unwrap_or_else(PoisonError::into_inner))
}
