//! One conversation: which command is allowed when, and what it does.

use std::net::IpAddr;

use model::Address;
use smtp_proto::{
    Error as SyntaxError, MAIL_BODY_7BIT, MAIL_BODY_8BITMIME, MAIL_SMTPUTF8, MailFrom, RcptTo,
    Request,
};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;

use crate::listen::{
    House, Protocol, Trouble, answers,
    gate::Gate,
    wire::{Broken, Line, Wire},
};

/// Parameters of MAIL that were announced.
const MAIL_FLAGS: u64 = MAIL_BODY_7BIT | MAIL_BODY_8BITMIME | MAIL_SMTPUTF8;

/// How a conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It is over.
    Over,
    /// It goes on after a TLS handshake.
    StartTls,
}

/// What the next step is after a command.
enum Next {
    Answer(&'static str),
    Error(&'static str),
    Text(String),
    Data,
    StartTls,
    Quit,
}

/// The state of a conversation.
pub(super) struct Session<'a> {
    pub(super) house: &'a House,
    pub(super) gate: &'a Gate,
    pub(super) peer: IpAddr,
    pub(super) stop: &'a CancellationToken,
    is_private: bool,
    pub(super) helo: Option<String>,
    pub(super) mail: Option<Mail>,
    n_commands: usize,
    n_errors: usize,
}

/// A mail being handed over.
pub(super) struct Mail {
    pub(super) from: Option<Address>,
    /// One entry for each accepted RCPT: LMTP answers each.
    pub(super) recipients: Vec<Address>,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        house: &'a House,
        gate: &'a Gate,
        peer: IpAddr,
        stop: &'a CancellationToken,
    ) -> Self {
        Self {
            house,
            gate,
            peer,
            stop,
            is_private: false,
            helo: None,
            mail: None,
            n_commands: 0,
            n_errors: 0,
        }
    }

    /// Forgets what was said in the clear (RFC 3207 §4.2).
    pub(super) fn begin_anew_in_private(&mut self) {
        self.is_private = true;
        self.helo = None;
        self.mail = None;
    }

    /// Greets, then converses.
    pub(super) async fn greet_and_converse<S>(&mut self, wire: &mut Wire<S>) -> Ending
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        if wire.answer(&answers::greeting(self.house)).await.is_err() {
            return Ending::Over;
        }
        self.converse(wire).await
    }

    /// Takes commands until one of the two goes.
    pub(super) async fn converse<S>(&mut self, wire: &mut Wire<S>) -> Ending
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        loop {
            match self.turn(wire).await {
                Ok(None) => {}
                Ok(Some(ending)) => return ending,
                Err(Broken::Closed) => return Ending::Over,
                Err(Broken::TooSlow) => {
                    wire.close(answers::TOO_SLOW).await;
                    return Ending::Over;
                }
            }
        }
    }

    async fn turn<S>(&mut self, wire: &mut Wire<S>) -> Result<Option<Ending>, Broken>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let line = tokio::select! {
            biased;
            () = self.stop.cancelled() => {
                wire.close(answers::STOPPING).await;
                return Ok(Some(Ending::Over));
            }
            line = wire.line() => line?,
        };
        self.n_commands += 1;
        if self.n_commands > self.house.limits.commands {
            wire.close(answers::TOO_MANY_COMMANDS).await;
            return Ok(Some(Ending::Over));
        }
        let next = match line {
            Line::TooLong => Next::Error(answers::LINE_TOO_LONG),
            Line::BareEnd => Next::Error(answers::BARE_LINE_END),
            Line::Command(line) => self.command(&line).await,
        };
        match next {
            Next::Answer(answer) => wire.answer(answer).await?,
            Next::Text(answer) => wire.answer(&answer).await?,
            Next::Error(answer) => {
                self.n_errors += 1;
                wire.answer(answer).await?;
                if self.n_errors > self.house.limits.errors {
                    wire.close(answers::TOO_MANY_ERRORS).await;
                    return Ok(Some(Ending::Over));
                }
            }
            Next::Data => return self.data(wire).await,
            Next::StartTls => {
                wire.answer(answers::START_TLS).await?;
                wire.flush().await?;
                return Ok(Some(Ending::StartTls));
            }
            Next::Quit => {
                wire.close(answers::BYE).await;
                return Ok(Some(Ending::Over));
            }
        }
        Ok(None)
    }

    async fn command(&mut self, line: &[u8]) -> Next {
        let request = match Request::parse(&mut line.iter()) {
            Ok(request) => request,
            Err(SyntaxError::InvalidSenderAddress) => return Next::Error(answers::BAD_SENDER),
            Err(SyntaxError::InvalidRecipientAddress) => {
                return Next::Error(answers::BAD_RECIPIENT);
            }
            Err(
                SyntaxError::UnsupportedParameter { .. } | SyntaxError::InvalidParameter { .. },
            ) => {
                return Next::Error(answers::UNKNOWN_PARAMETER);
            }
            Err(SyntaxError::SyntaxError { .. }) => return Next::Error(answers::SYNTAX),
            Err(_) => return Next::Error(answers::UNKNOWN_COMMAND),
        };
        match request {
            Request::Ehlo { host } => self.hello(&host, Protocol::Smtp, true),
            Request::Helo { host } => self.hello(&host, Protocol::Smtp, false),
            Request::Lhlo { host } => self.hello(&host, Protocol::Lmtp, true),
            Request::Mail { from } => self.mail(&from),
            Request::Rcpt { to } => self.recipient(&to, line).await,
            Request::Data => self.may_send_data(),
            Request::StartTls if self.house.tls.is_none() => Next::Error(answers::NOT_HERE),
            Request::StartTls if self.is_private => Next::Error(answers::SEQUENCE),
            Request::StartTls => Next::StartTls,
            Request::Rset => {
                self.mail = None;
                Next::Answer(answers::OK)
            }
            Request::Noop { .. } => Next::Answer(answers::OK),
            Request::Vrfy { .. } => Next::Answer(answers::MAYBE),
            Request::Help { .. } => Next::Answer(answers::HELP),
            Request::Quit => Next::Quit,
            Request::Bdat { .. }
            | Request::Auth { .. }
            | Request::Expn { .. }
            | Request::Etrn { .. }
            | Request::Atrn { .. }
            | Request::Burl { .. } => Next::Error(answers::NOT_HERE),
        }
    }

    fn hello(&mut self, host: &str, protocol: Protocol, is_extended: bool) -> Next {
        if protocol != self.house.protocol {
            return Next::Error(answers::UNKNOWN_COMMAND);
        }
        self.helo = Some(host.trim().to_owned());
        self.mail = None;
        if !is_extended {
            return Next::Text(answers::plain_hello(self.house));
        }
        let can_start_tls = self.house.tls.is_some() && !self.is_private;
        Next::Text(answers::extended_hello(self.house, can_start_tls))
    }

    fn mail(&mut self, from: &MailFrom<std::borrow::Cow<'_, str>>) -> Next {
        if self.helo.is_none() {
            return Next::Error(answers::HELLO_FIRST);
        }
        if self.mail.is_some() {
            return Next::Error(answers::SEQUENCE);
        }
        let is_plain = from.flags & !MAIL_FLAGS == 0 && from.env_id.is_none() && from.by == 0;
        if !is_plain {
            return Next::Error(answers::UNKNOWN_PARAMETER);
        }
        if from.size > self.house.limits.message_octets {
            return Next::Error(answers::TOO_BIG);
        }
        let address = match from.address.trim() {
            "" => None,
            text => match Address::parse(text) {
                Ok(address) => Some(address),
                Err(_) => return Next::Error(answers::BAD_SENDER),
            },
        };
        self.mail = Some(Mail { from: address, recipients: Vec::new() });
        Next::Answer(answers::SENDER_OK)
    }

    async fn recipient(&mut self, to: &RcptTo<std::borrow::Cow<'_, str>>, line: &[u8]) -> Next {
        let Some(mail) = &mut self.mail else { return Next::Error(answers::SEQUENCE) };
        if mail.recipients.len() >= self.house.limits.recipients {
            return Next::Answer(answers::TOO_MANY_RECIPIENTS);
        }
        if to.flags != 0 || to.orcpt.is_some() {
            return Next::Error(answers::UNKNOWN_PARAMETER);
        }
        // The parser gives nothing for `<postmaster>`, which must be taken (RFC 5321 §4.5.1), and for `<>`.
        let is_postmaster = to.address.is_empty()
            && line.to_ascii_lowercase().windows(10).any(|w| w == b"postmaster");
        let text = if is_postmaster {
            format!("postmaster@{}", self.house.domain)
        } else {
            to.address.trim().to_owned()
        };
        let Ok(address) = Address::parse(&text) else { return Next::Error(answers::BAD_RECIPIENT) };
        match self.house.intake.takes(address.clone()).await {
            Ok(true) => {
                mail.recipients.push(address);
                Next::Answer(answers::RECIPIENT_OK)
            }
            Ok(false) => Next::Error(answers::UNKNOWN_RECIPIENT),
            Err(trouble) => Next::Answer(answer_of(trouble)),
        }
    }

    fn may_send_data(&self) -> Next {
        match &self.mail {
            None => Next::Error(answers::SEQUENCE),
            Some(mail) if mail.recipients.is_empty() => Next::Error(answers::NO_RECIPIENTS),
            Some(_) => Next::Data,
        }
    }
}

pub(super) const fn answer_of(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Full => answers::FULL,
        Trouble::Broken => answers::BROKEN,
    }
}
