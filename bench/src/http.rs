//! A small HTTP client: one connection kept alive, one request at a time, nothing hidden.
//!
//! The load it makes costs little of the processors that the server needs, and it shows every octet of the
//! answer, which the oracle compares.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// Octets of the longest answer.
const ANSWER_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Octets read at once.
const READ_BYTES: usize = 64 * 1024;

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its header as it came, the status line first.
    pub head: String,
    /// Its body, put together.
    pub body: Vec<u8>,
    /// From the first octet sent to the last received.
    pub time: Duration,
}

impl Answer {
    /// Returns a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// Returns the body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body as JSON.
    pub fn json(&self) -> anyhow::Result<serde_json::Value> {
        serde_json::from_slice(&self.body).context("the answer is no JSON")
    }
}

/// A connection.
pub struct Client {
    stream: TcpStream,
    to: SocketAddr,
    /// Header lines of every request, each with its line end.
    headers: String,
    rest: Vec<u8>,
}

impl Client {
    /// Connects, from a local address if one is given; `headers` go with every request.
    pub async fn connect(
        to: SocketAddr,
        from: Option<Ipv4Addr>,
        headers: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let stream = stream(to, from).await?;
        let headers = headers.iter().map(|(key, value)| format!("{key}: {value}\r\n")).collect();
        Ok(Self { stream, to, headers, rest: Vec::new() })
    }

    /// Asks for a path.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.send("GET", path, None).await
    }

    /// Posts a form.
    pub async fn post_form(&mut self, path: &str, form: &str) -> anyhow::Result<Answer> {
        self.send("POST", path, Some(form)).await
    }

    /// Asks for what does not end; what comes is read by [`Self::until`].
    pub async fn ask(&mut self, path: &str) -> anyhow::Result<()> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{}\r\n", self.to, self.headers);
        Ok(self.stream.write_all(request.as_bytes()).await?)
    }

    /// Reads until something was said, and returns what stood before it; what came with it behind is kept.
    pub async fn until(&mut self, said: &str) -> anyhow::Result<String> {
        let mut bytes = std::mem::take(&mut self.rest);
        let at = loop {
            if let Some(at) = find(&bytes, said.as_bytes()) {
                break at;
            }
            let read = self.more(&mut bytes).await;
            read.with_context(|| {
                format!("waiting for `{said}` behind {}", String::from_utf8_lossy(&bytes))
            })?;
        };
        self.rest = bytes.split_off(at + said.len());
        bytes.truncate(at);
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn send(
        &mut self,
        method: &str,
        path: &str,
        form: Option<&str>,
    ) -> anyhow::Result<Answer> {
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{}", self.to, self.headers);
        if let Some(form) = form {
            request.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
            request.push_str(&format!("Content-Length: {}\r\n", form.len()));
        }
        request.push_str("\r\n");
        request.push_str(form.unwrap_or_default());
        let began = Instant::now();
        self.stream.write_all(request.as_bytes()).await?;
        let (status, head, body) = self.read().await.with_context(|| format!("{method} {path}"))?;
        Ok(Answer { status, head, body, time: began.elapsed() })
    }

    async fn read(&mut self) -> anyhow::Result<(u16, String, Vec<u8>)> {
        let mut bytes = std::mem::take(&mut self.rest);
        let end = loop {
            if let Some(end) = find(&bytes, b"\r\n\r\n") {
                break end;
            }
            self.more(&mut bytes).await?;
        };
        let mut body = bytes.split_off(end + 4);
        let head = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        let status = head.split_whitespace().nth(1).and_then(|word| word.parse().ok());
        let status: u16 = status.context("no status line")?;
        let lower = head.to_ascii_lowercase();
        if lower.contains("transfer-encoding: chunked") {
            body = self.chunks(body).await?;
        } else {
            let length = lower.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.map_or(Ok(0), |text| text.trim().parse())?;
            while body.len() < length {
                self.more(&mut body).await?;
            }
            self.rest = body.split_off(length);
        }
        Ok((status, head, body))
    }

    async fn chunks(&mut self, mut bytes: Vec<u8>) -> anyhow::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                if let Some(end) = find(&bytes, b"\r\n") {
                    break end;
                }
                self.more(&mut bytes).await?;
            };
            let mut rest = bytes.split_off(end + 2);
            let line = String::from_utf8_lossy(&bytes);
            let length = usize::from_str_radix(line.trim(), 16).context("no chunk length")?;
            while rest.len() < length + 2 {
                self.more(&mut rest).await?;
            }
            bytes = rest.split_off(length + 2);
            rest.truncate(length);
            body.extend_from_slice(&rest);
            if length == 0 {
                self.rest = bytes;
                return Ok(body);
            }
        }
    }

    async fn more(&mut self, bytes: &mut Vec<u8>) -> anyhow::Result<()> {
        bytes.reserve(READ_BYTES);
        if self.stream.read_buf(bytes).await? == 0 {
            bail!("the connection ended");
        }
        if bytes.len() > ANSWER_BYTES_MAX {
            bail!("the answer is too long");
        }
        Ok(())
    }
}

async fn stream(to: SocketAddr, from: Option<Ipv4Addr>) -> anyhow::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    if let Some(from) = from {
        socket.bind(SocketAddr::from((from, 0)))?;
    }
    let stream = socket.connect(to).await.context("cannot connect")?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Writes a value for a query or a form.
pub fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
        escaped
    })
}
