//! A line on the terminal that says how far a long reading is, and is gone at its end.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use crate::files::BytesRead;

/// Between two writings of the line.
const EVERY: Duration = Duration::from_millis(100);
/// Steps between two looks at the clock.
const STEPS: u32 = 64;
/// Characters of the bar.
const WIDTH: u64 = 24;

/// The line. It is written on a terminal's stderr only.
pub struct Progress {
    read: BytesRead,
    n_bytes: u64,
    is_shown: bool,
    is_drawn: bool,
    n_steps: u32,
    started: Instant,
    next: Instant,
}

impl Progress {
    /// Begins; `n_bytes` is how much will be read, as far as it is known.
    ///
    /// Matches that are printed while it goes on would be torn by the line, so there is none if they go to a terminal, too.
    pub fn new(read: BytesRead, n_bytes: u64, prints_meanwhile: bool) -> Self {
        let is_shown =
            io::stderr().is_terminal() && !(prints_meanwhile && io::stdout().is_terminal());
        let now = Instant::now();
        Self {
            read,
            n_bytes,
            is_shown,
            is_drawn: false,
            n_steps: 0,
            started: now,
            next: now + EVERY,
        }
    }

    /// Says that something was done; now and then the line is written anew.
    pub fn step(&mut self, words: impl FnOnce() -> String) {
        self.n_steps = self.n_steps.wrapping_add(1);
        if !self.is_shown || !self.n_steps.is_multiple_of(STEPS) || Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + EVERY;
        self.is_drawn = true;
        let _ = write!(io::stderr(), "\r\x1b[K{} {}", self.bar(), words());
    }

    fn bar(&self) -> String {
        let read = self.read.get();
        let mib = read >> 20;
        let secs = self.started.elapsed().as_secs().max(1);
        if self.n_bytes == 0 {
            return format!("{mib} MiB, {} MiB/s", mib / secs);
        }
        let filled = (read.saturating_mul(WIDTH) / self.n_bytes).min(WIDTH);
        let bar: String = (0..WIDTH).map(|at| if at < filled { '#' } else { '.' }).collect();
        format!("[{bar}] {mib} of {} MiB, {} MiB/s", self.n_bytes >> 20, mib / secs)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_drawn {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
