//! An SMTP client that says what it heard, and swaks for what people send.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    process::{Command, Stdio},
    time::Duration,
};

use crate::house::DOMAIN;

/// Time for one answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Octets written at once; the house reads lines, so big mails come in pieces.
const PIECE_BYTES: usize = 64 * 1024;

/// An open session.
pub struct Session {
    stream: BufReader<TcpStream>,
}

/// What the server said, and in which words.
#[derive(Debug, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    pub text: String,
}

impl Session {
    /// Connects and greets.
    pub fn open(server: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(server)?;
        stream.set_read_timeout(Some(ANSWER_TIME))?;
        stream.set_nodelay(true)?;
        let mut session = Self { stream: BufReader::new(stream) };
        session.hear()?;
        session.say("EHLO client.example")?;
        Ok(session)
    }

    /// Sends a mail to `support@`; the reply is the last one, to the mail or to what was refused before it.
    pub fn send(&mut self, from: &str, mail: &[u8]) -> io::Result<Reply> {
        for line in [format!("MAIL FROM:<{from}>"), format!("RCPT TO:<support@{DOMAIN}>")] {
            let reply = self.say(&line)?;
            if reply.code != 250 {
                self.say("RSET")?;
                return Ok(reply);
            }
        }
        let reply = self.say("DATA")?;
        if reply.code != 354 {
            return Ok(reply);
        }
        let mut stuffed = Vec::with_capacity(mail.len() + 5);
        for line in mail.split_inclusive(|&byte| byte == b'\n') {
            if line.starts_with(b".") {
                stuffed.push(b'.');
            }
            stuffed.extend_from_slice(line);
        }
        if !stuffed.is_empty() && !stuffed.ends_with(b"\r\n") {
            stuffed.extend_from_slice(b"\r\n");
        }
        stuffed.extend_from_slice(b".\r\n");
        for piece in stuffed.chunks(PIECE_BYTES) {
            self.stream.get_mut().write_all(piece)?;
        }
        self.hear()
    }

    fn say(&mut self, line: &str) -> io::Result<Reply> {
        self.stream.get_mut().write_all(format!("{line}\r\n").as_bytes())?;
        self.hear()
    }

    fn hear(&mut self) -> io::Result<Reply> {
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if line.as_bytes().get(3) != Some(&b'-') {
                let code = line.get(..3).and_then(|code| code.parse().ok());
                let code = code.ok_or(io::ErrorKind::InvalidData)?;
                return Ok(Reply { code, text: line.trim_end().to_owned() });
            }
        }
    }
}

/// Sends one mail in a session of its own.
pub fn send(server: SocketAddr, from: &str, mail: &[u8]) -> io::Result<Reply> {
    Session::open(server)?.send(from, mail)
}

/// Sends a mail with swaks, which must be told that it was taken.
pub fn swaks(server: SocketAddr, from: &str, to: &str, mail: &str) {
    let done = Command::new("swaks")
        .args(["--server", &server.to_string(), "--from", from, "--to", to, "--data", "-"])
        .args(["--helo", "client.example", "--timeout", "30"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .and_then(|mut child| {
            child.stdin.take().unwrap().write_all(mail.as_bytes())?;
            child.wait_with_output()
        })
        .expect("swaks is installed (Debian package `swaks`)");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("<-  250 2"), "{said}");
}
