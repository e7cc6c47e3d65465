//! Lines in, answers out, with limits of length and time.

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time::timeout,
};

use crate::listen::Limits;

/// Octets read at once.
const CHUNK_OCTETS: usize = 16 * 1024;

/// Octets of answers that wait for the peer to stop sending commands.
const ANSWERS_OCTETS_MAX: usize = 16 * 1024;

/// One line of the peer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A command with its CR LF.
    Command(Vec<u8>),
    /// A line beyond the limit; it was skipped.
    TooLong,
    /// A line that ends in a bare LF.
    BareEnd,
}

/// Why no more can be read or written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The peer went away.
    Closed,
    /// The peer let us wait too long.
    TooSlow,
}

/// A connection with what was read ahead and what is to be answered.
pub(super) struct Wire<S> {
    stream: S,
    ahead: Vec<u8>,
    answers: Vec<u8>,
    limits: Limits,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S, limits: &Limits) -> Self {
        Self { stream, ahead: Vec::new(), answers: Vec::new(), limits: limits.clone() }
    }

    /// Returns the stream; what was read ahead is dropped.
    pub(super) fn into_stream(self) -> S {
        self.stream
    }

    /// Reads one line. Answers leave before it waits, so that pipelined commands share a packet.
    pub(super) async fn line(&mut self) -> Result<Line, Broken> {
        let mut is_too_long = false;
        loop {
            if let Some(end) = self.ahead.iter().position(|b| *b == b'\n') {
                let line: Vec<u8> = self.ahead.drain(..=end).collect();
                if is_too_long || line.len() > self.limits.line_octets {
                    return Ok(Line::TooLong);
                }
                if !line.ends_with(b"\r\n") {
                    return Ok(Line::BareEnd);
                }
                return Ok(Line::Command(line));
            }
            if self.ahead.len() > self.limits.line_octets {
                is_too_long = true;
                self.ahead.clear();
            }
            self.flush().await?;
            self.fill().await?;
        }
    }

    /// Returns octets of a mail: what was read ahead, or what comes next.
    pub(super) async fn octets(&mut self) -> Result<&[u8], Broken> {
        if self.ahead.is_empty() {
            self.flush().await?;
            self.fill().await?;
        }
        Ok(&self.ahead)
    }

    /// Tells that octets were used.
    pub(super) fn used(&mut self, n: usize) {
        self.ahead.drain(..n.min(self.ahead.len()));
    }

    /// Adds an answer.
    pub(super) async fn answer(&mut self, answer: &str) -> Result<(), Broken> {
        self.answers.extend_from_slice(answer.as_bytes());
        if self.answers.len() > ANSWERS_OCTETS_MAX {
            self.flush().await?;
        }
        Ok(())
    }

    /// Sends all answers.
    pub(super) async fn flush(&mut self) -> Result<(), Broken> {
        if self.answers.is_empty() {
            return Ok(());
        }
        let writing = async {
            self.stream.write_all(&self.answers).await?;
            self.stream.flush().await
        };
        match timeout(self.limits.command_time, writing).await {
            Ok(Ok(())) => {
                self.answers.clear();
                Ok(())
            }
            Ok(Err(_)) => Err(Broken::Closed),
            Err(_) => Err(Broken::TooSlow),
        }
    }

    /// Says goodbye and closes.
    pub(super) async fn close(&mut self, answer: &str) {
        self.answers.extend_from_slice(answer.as_bytes());
        let farewell = timeout(self.limits.stop_time, self.flush()).await;
        if farewell.is_ok_and(|flushed| flushed.is_ok()) {
            let _ = timeout(self.limits.stop_time, self.stream.shutdown()).await;
        }
    }

    async fn fill(&mut self) -> Result<(), Broken> {
        self.ahead.reserve(CHUNK_OCTETS);
        match timeout(self.limits.command_time, self.stream.read_buf(&mut self.ahead)).await {
            Ok(Ok(0) | Err(_)) => Err(Broken::Closed),
            Ok(Ok(_)) => Ok(()),
            Err(_) => Err(Broken::TooSlow),
        }
    }
}
