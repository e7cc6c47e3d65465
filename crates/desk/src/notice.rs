//! Notices: the team's channel hears of each answer that comes in, redacted, with a brake per sender.

use db::{ConsentState, NewJob, WriteTx};
use jiff::Timestamp;
use model::{
    Address, JobId, Mailbox, MessageId, OutgoingMail, Personal, micros, timestamp_of_micros,
};

use crate::{Desk, DeskError, Profile, arrival::Arrival, leave::shortened};

/// The name of the job.
pub const CHANNEL_NOTICE: &str = "channel_notice";

/// The brake's window, in seconds.
pub(crate) const BRAKE_WINDOW_SECS: i64 = 600;

impl Desk {
    /// Calls for a notice on a new message, unless there is no channel. One that answered a request for consent is told
    /// of whatever else it says of itself.
    pub(crate) async fn call_for_notice(
        &self,
        tx: &mut WriteTx,
        arrival: &Arrival,
        id: MessageId,
        is_answer: bool,
    ) -> Result<(), DeskError> {
        let is_automatic = arrival.automatic.is_some() && !is_answer;
        if self.config.channel.is_none() || is_automatic {
            return Ok(());
        }
        let now = self.now();
        let job = NewJob {
            id: JobId::draw(now, &*self.chance),
            name: CHANNEL_NOTICE,
            payload: format!("{{\"message_id\":\"{id}\"}}"),
            run_at: now,
        };
        Ok(tx.enqueue(&job, now).await?)
    }

    /// Counts a message of a sender against the brake; says whether the channel is still told.
    pub(crate) async fn is_within_brake(&self, address: &Address) -> Result<bool, DeskError> {
        let key = self.sender_mac(address);
        let window = window_of(self.now(), BRAKE_WINDOW_SECS);
        let mut book = self.db.bookkeeping().await?;
        let n = book.count(&key, window).await?;
        book.commit().await?;
        Ok(n <= self.live_settings().notices_per_sender_max)
    }

    /// Builds the notice on a message; `None` when there is nothing to tell, or nobody.
    pub async fn channel_notice(&self, id: MessageId) -> Result<Option<OutgoingMail>, DeskError> {
        let Some(channel) = self.config.channel.clone() else {
            return Ok(None);
        };
        let mut reader = self.db.read().await?;
        let Some(record) = reader.message(id).await? else {
            return Ok(None);
        };
        let case = reader.case(record.message.case_id).await?.ok_or(DeskError::NotFound)?.case;
        let answer = match reader.signed_answer_of_message(id).await? {
            Some((way, ConsentState::Given)) => {
                format!("Consent was given by this mail, signed ({}).\n\n", way.title())
            }
            Some((way, _)) => {
                format!("Consent was declined by this mail, signed ({}).\n\n", way.title())
            }
            None => String::new(),
        };
        drop(reader);
        let Some((subject, twin)) = self.open_twin(&record)? else {
            return Ok(None);
        };
        let link = format!("{}/cases/{}", self.config.public_url, case.number);
        let (subject, text) = match self.config.profile {
            Profile::Open => (
                format!("{} [{}]", shortened(&subject), case.number),
                format!("{answer}{}\n\n{link}\n", twin.text),
            ),
            Profile::Confidential => {
                let answer = if answer.is_empty() {
                    ""
                } else {
                    "A request for consent was answered by signed mail.\n"
                };
                (format!("Answer: {}", case.number), format!("{}\n{answer}{link}\n", case.number))
            }
        };
        Ok(self.house_mail(channel, subject, text, id.uuid().as_bytes()))
    }

    /// Builds a mail that the house sends by itself; `about` makes its Message-ID the same each time.
    pub fn house_mail(
        &self,
        to: Address,
        subject: String,
        text: String,
        about: &[u8],
    ) -> Option<OutgoingMail> {
        let address = Address::parse(&format!("chancery@{}", self.config.domain)).ok()?;
        let mac = self.vault.mac("house mail", &[about]);
        let id: String = mac.iter().take(15).map(|byte| format!("{byte:02x}")).collect();
        Some(OutgoingMail {
            from: Mailbox { name: Some(Personal::new("Chancery".to_owned())), address },
            to,
            reply_to: None,
            envelope_from: None,
            message_id: format!("{id}@{}", self.config.domain),
            references: Vec::new(),
            subject: Personal::new(subject),
            text: Personal::new(text),
            at: self.now(),
            signing_key: None,
            is_automatic: true,
            choices_url: None,
        })
    }
}

/// The beginning of the fixed window that a moment lies in.
pub fn window_of(now: Timestamp, secs: i64) -> Timestamp {
    let window = secs.saturating_mul(1_000_000).max(1);
    timestamp_of_micros(micros(now).div_euclid(window) * window)
}
