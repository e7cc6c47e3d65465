//! What leaves for a destination outside: the number of the case, and the sentence that was written for it.

use std::collections::BTreeSet;

use model::{
    Act, Address, Case, CaseNumber, Class, HandoverId, HandoverState, HandoverTold, OutgoingMail,
    Resource,
};

use super::text_cell;
use crate::{Desk, DeskError, JobOutcome, jobs::is_last};

/// The name of the job; its payload is `{"handover_id":"…"}`.
pub const HANDOVER_MAIL: &str = "handover_mail";

/// Where answers go: an address that every house has, whichever queue holds the case.
const ANSWERS_TO: &str = "support";

impl Desk {
    /// Writes the mail, of which `HandoverPreview` shows all. Nothing in it tells which queue holds the case.
    pub(super) fn letter(
        &self,
        to: Address,
        number: CaseNumber,
        words: Option<&str>,
        about: &[u8],
    ) -> Option<OutgoingMail> {
        let text = match words {
            Some(words) => format!("{number}\n\n{words}\n"),
            None => format!("{number}\n"),
        };
        let answers_to = Address::parse(&format!("{ANSWERS_TO}@{}", self.config.domain)).ok();
        let mail = self.house_mail(to, number.to_string(), text, about)?;
        Some(OutgoingMail { reply_to: answers_to, ..mail })
    }

    /// Builds the mail of a handover, and notes what it tells; `None` where it has ended, or where whoever handed over may not
    /// any more, and then nobody waits for an answer: it comes back. What the case has become since it was handed over counts.
    pub async fn handover_mail(&self, id: HandoverId) -> Result<Option<OutgoingMail>, DeskError> {
        let Some((mail, told)) = self.mail_and_told(id).await? else {
            let row = self.db.read().await?.handover(id).await?;
            // One that left and is built again, as after a crash, has been told.
            if row.is_some_and(|row| row.handover.told == HandoverTold::NotYet) {
                self.handover_fails(id).await?;
            }
            return Ok(None);
        };
        self.note_told(id, told).await?;
        Ok(Some(mail))
    }

    /// Notes that the mail of a handover did not leave; where it never will, the case comes back.
    pub async fn handover_mail_failed(
        &self,
        id: HandoverId,
        outcome: &JobOutcome,
        n_tries: i64,
    ) -> Result<(), DeskError> {
        match outcome {
            JobOutcome::Done => Ok(()),
            outcome if is_last(outcome, n_tries) => self.handover_fails(id).await,
            _ => self.note_told(id, HandoverTold::NotYet).await,
        }
    }

    async fn handover_fails(&self, id: HandoverId) -> Result<(), DeskError> {
        self.note_told(id, HandoverTold::Nothing).await?;
        match self.lapse(id, true).await {
            // Somebody did something to the case at this moment; it lapses when its time is over.
            Ok(_) | Err(DeskError::Conflict { .. } | DeskError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn note_told(&self, id: HandoverId, told: HandoverTold) -> Result<(), DeskError> {
        let mut book = self.db.bookkeeping().await?;
        book.note_handover_told(id, told).await?;
        Ok(book.commit().await?)
    }

    async fn mail_and_told(
        &self,
        id: HandoverId,
    ) -> Result<Option<(OutgoingMail, HandoverTold)>, DeskError> {
        let mut reader = self.db.read().await?;
        let Some(row) = reader.handover(id).await? else { return Ok(None) };
        let Some(record) = reader.case(row.handover.case_id).await? else { return Ok(None) };
        let giver = reader.staff(row.handover.given_by).await?.filter(|giver| giver.is_active);
        drop(reader);
        let is_waiting =
            row.handover.state == HandoverState::Open && !row.handover.is_over(self.now());
        let Some(giver) = giver.filter(|_| is_waiting) else { return Ok(None) };
        let (number, queue) = (record.case.number, self.queue_of(record.case.queue_id).await?);
        let is_fit = is_fit(&record.case, &row.handover.audience) && !row.handover.is_reduced;
        let resource = Resource::Case { case: record.case, queue };
        let giver = self.as_they_are(giver);
        if !self.authority.allows(&giver, Act::CaseHandOver, &resource).is_allowed() {
            return Ok(None);
        }
        let Some(address) = self.handover_address(&row)? else { return Ok(None) };
        let words = match row.words_twin.as_ref().filter(|_| is_fit) {
            Some(sealed) => self.vault.open_text(text_cell(id, "words_twin"), sealed)?,
            None => None,
        };
        let told = match &words {
            Some(_) => HandoverTold::Words,
            None => HandoverTold::Number,
        };
        let words = words.as_ref().map(|words| words.expose().as_str());
        let mail = self.letter(address, number, words, id.uuid().as_bytes());
        Ok(mail.map(|mail| (mail, told)))
    }
}

fn is_fit(case: &Case, audience: &BTreeSet<Class>) -> bool {
    audience.contains(&case.class)
}
