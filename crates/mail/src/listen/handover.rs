//! The text of a mail: read to its end, handed to the desk, and only then answered.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::listen::{
    House, Protocol, Received, answers,
    data::DataReader,
    gate::{Gate, Load},
    session::{Ending, Mail, Session, answer_of},
    wire::{Broken, Wire},
};

/// How often a mail may exceed its limit before the connection is cut instead of read to the end.
const OVERRUN_FACTOR: usize = 2;

impl Session<'_> {
    /// Answers DATA.
    pub(super) async fn data<S>(&mut self, wire: &mut Wire<S>) -> Result<Option<Ending>, Broken>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let Some(mail) = self.mail.take() else { return Ok(None) };
        wire.answer(answers::SEND_DATA).await?;
        wire.flush().await?;
        let reading = tokio::time::timeout(
            self.house.limits.mail_time,
            read_text(self.house, self.gate, wire),
        );
        let text = tokio::select! {
            text = reading => text.unwrap_or(Err(Broken::TooSlow))?,
            // A running mail is finished, but does not hold up the end for ever.
            () = stopped_for_long(self.stop, self.house) => {
                wire.close(answers::STOPPING).await;
                return Ok(Some(Ending::Over));
            }
        };
        let n_answers = match self.house.protocol {
            Protocol::Smtp => 1,
            Protocol::Lmtp => mail.recipients.len(),
        };
        let answer = match text {
            // The load is given back only when the desk has the mail.
            Text::Whole(bytes, _load) => self.keep(mail, bytes).await,
            Text::TooBig => answers::TOO_BIG,
            Text::NoRoom => answers::FULL,
            Text::Endless => {
                wire.close(answers::TOO_BIG).await;
                return Ok(Some(Ending::Over));
            }
        };
        let outcome = if answer == answers::KEPT { "kept" } else { "refused" };
        metrics::counter!("mail.listen.mail", "protocol" => self.house.protocol.as_str(), "outcome" => outcome).increment(1);
        for _ in 0..n_answers {
            wire.answer(answer).await?;
        }
        Ok(None)
    }

    /// Hands a mail to the desk; all its recipients in one intake.
    async fn keep(&self, mail: Mail, bytes: Vec<u8>) -> &'static str {
        let mut recipients = mail.recipients;
        recipients.sort();
        recipients.dedup();
        let n_octets = bytes.len();
        let received = Received {
            envelope_from: mail.from,
            recipients,
            peer: (self.house.protocol == Protocol::Smtp).then_some(self.peer.to_canonical()),
            helo: self.helo.clone().unwrap_or_default(),
            bytes,
        };
        let keeping = self.house.intake.keep(received);
        match tokio::time::timeout(self.house.limits.keep_time, keeping).await {
            Ok(Ok(())) => {
                info!(octets = n_octets, "kept a mail of {n_octets} octets");
                answers::KEPT
            }
            Ok(Err(trouble)) => {
                error!(trouble = ?trouble, "could not keep a mail; its sender was told to try again");
                answer_of(trouble)
            }
            Err(_) => {
                error!("keeping a mail took too long; its sender was told to try again");
                answers::BROKEN
            }
        }
    }
}

/// The text of a mail, or why there is none.
enum Text {
    Whole(Vec<u8>, Load),
    TooBig,
    NoRoom,
    Endless,
}

async fn read_text<S>(house: &House, gate: &Gate, wire: &mut Wire<S>) -> Result<Text, Broken>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let octets_max = house.limits.message_octets;
    let mut reader = DataReader::new(octets_max);
    let mut load = gate.load();
    let mut has_room = true;
    let mut n_read = 0;
    loop {
        let before = reader.len();
        let octets = wire.octets().await?;
        let n_octets = octets.len();
        let end = reader.take(octets);
        wire.used(end.unwrap_or(n_octets));
        n_read += n_octets;
        if has_room && !gate.add(&mut load, reader.len().saturating_sub(before)) {
            has_room = false;
            reader.discard();
        }
        if end.is_some() {
            return Ok(match (has_room, reader.is_too_big()) {
                (false, _) => Text::NoRoom,
                (true, true) => Text::TooBig,
                (true, false) => Text::Whole(reader.into_bytes(), load),
            });
        }
        if n_read / OVERRUN_FACTOR > octets_max {
            return Ok(Text::Endless);
        }
    }
}

async fn stopped_for_long(stop: &CancellationToken, house: &House) {
    stop.cancelled().await;
    tokio::time::sleep(house.limits.stop_time).await;
}
