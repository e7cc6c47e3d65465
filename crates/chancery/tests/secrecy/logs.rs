//! Everything that any crate logs, down to TRACE, kept in memory.

use std::{
    io,
    sync::{Mutex, Once, PoisonError},
};

use tracing_subscriber::filter::LevelFilter;

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
        tracing_subscriber::fmt()
            .json()
            .with_max_level(LevelFilter::TRACE)
            .with_writer(|| Lines)
            .init();
    });
}

/// Takes what was logged since the last time.
pub fn take() -> Vec<u8> {
    std::mem::take(&mut LINES.lock().unwrap_or_else(PoisonError::into_inner))
}
