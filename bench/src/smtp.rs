//! A small SMTP client, and a sink that takes every mail and forgets it.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
};

/// A session.
pub struct Smtp {
    read: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
}

/// What the server said, and how long it took.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its lines.
    pub text: String,
    /// From the first octet sent to the last received.
    pub time: Duration,
}

impl Said {
    /// Says whether the answer is positive.
    pub fn is_good(&self) -> bool {
        self.text.starts_with('2') || self.text.starts_with('3')
    }
}

impl Smtp {
    /// Connects and introduces itself.
    pub async fn connect(to: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(to).await.context("cannot connect")?;
        stream.set_nodelay(true)?;
        let (read, write) = stream.into_split();
        let mut smtp = Self { read: BufReader::new(read), write };
        smtp.answer().await?;
        smtp.must("EHLO client.bench.example").await?;
        Ok(smtp)
    }

    /// Sends a line and returns the answer.
    pub async fn say(&mut self, line: &str) -> anyhow::Result<Said> {
        let began = Instant::now();
        self.write.write_all(format!("{line}\r\n").as_bytes()).await?;
        let text = self.answer().await?;
        Ok(Said { text, time: began.elapsed() })
    }

    /// Sends a line that must be taken.
    pub async fn must(&mut self, line: &str) -> anyhow::Result<()> {
        let said = self.say(line).await?;
        if !said.is_good() {
            bail!("`{line}` was answered `{}`", said.text.trim());
        }
        Ok(())
    }

    /// Sends a mail's text after DATA and returns the last answer.
    pub async fn text(&mut self, mail: &str) -> anyhow::Result<Said> {
        self.must("DATA").await?;
        self.say(&format!("{mail}\r\n.")).await
    }

    /// Sends a whole mail.
    pub async fn mail(&mut self, from: &str, to: &str, mail: &str) -> anyhow::Result<Said> {
        self.must(&format!("MAIL FROM:<{from}>")).await?;
        self.must(&format!("RCPT TO:<{to}>")).await?;
        self.text(mail).await
    }

    async fn answer(&mut self) -> anyhow::Result<String> {
        let mut text = String::new();
        loop {
            let start = text.len();
            if self.read.read_line(&mut text).await? == 0 {
                bail!("the server hung up");
            }
            let is_last =
                text.get(start..).is_none_or(|line| line.as_bytes().get(3) != Some(&b'-'));
            if is_last {
                return Ok(text);
            }
        }
    }
}

/// Starts a server that takes every mail and forgets it; returns where it listens.
pub async fn sink() -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let at = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A peer that breaks off is no trouble to a sink.
            tokio::spawn(async move { swallow(stream).await.ok() });
        }
    });
    Ok(at)
}

async fn swallow(stream: TcpStream) -> anyhow::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink\r\n").await?;
    let mut is_text = false;
    while let Some(line) = lines.next_line().await? {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match (is_text, verb.as_str()) {
            (true, _) if line == "." => b"250 2.0.0 taken\r\n",
            (true, _) => continue,
            (false, "DATA") => b"354 go on\r\n",
            (false, "QUIT") => b"221 2.0.0 bye\r\n",
            (false, "EHLO") => b"250-sink\r\n250 8BITMIME\r\n",
            (false, _) => b"250 2.0.0 yes\r\n",
        };
        is_text = !is_text && verb == "DATA";
        write.write_all(answer).await?;
    }
    Ok(())
}
