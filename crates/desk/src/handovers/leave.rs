//! What leaves for a destination outside: the number of the case, and the sentence that was written for it.

use model::{
    Act, Address, Case, CaseNumber, Class, HandoverId, HandoverState, OutgoingMail, Resource,
};

use super::text_cell;
use crate::{Desk, DeskError};

/// The name of the job; its payload is `{"handover_id":"…"}`.
pub const HANDOVER_MAIL: &str = "handover_mail";

/// The whole text of the mail.
pub(super) fn letter(number: CaseNumber, words: Option<&String>) -> String {
    match words {
        Some(words) => format!("{number}\n\n{words}\n"),
        None => format!("{number}\n"),
    }
}

impl Desk {
    /// Builds the mail of a handover; `None` where it has ended, or where whoever handed over may not any more. What the
    /// case has become since it was handed over counts.
    pub async fn handover_mail(&self, id: HandoverId) -> Result<Option<OutgoingMail>, DeskError> {
        let mut reader = self.db.read().await?;
        let Some(row) = reader.handover(id).await? else { return Ok(None) };
        let Some(record) = reader.case(row.handover.case_id).await? else { return Ok(None) };
        let giver = reader.staff(row.handover.given_by).await?.filter(|giver| giver.is_active);
        drop(reader);
        let is_waiting =
            row.handover.state == HandoverState::Open && !row.handover.is_over(self.now());
        let Some(giver) = giver.filter(|_| is_waiting) else { return Ok(None) };
        let (number, queue) = (record.case.number, self.queue_of(record.case.queue_id).await?);
        let answers_to = Address::parse(&format!("{}@{}", queue.name, self.config.domain)).ok();
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
        let text = letter(number, words.as_ref().map(model::Personal::expose));
        let mail = self.house_mail(address, number.to_string(), text, id.uuid().as_bytes());
        Ok(mail.map(|mail| OutgoingMail { reply_to: answers_to, ..mail }))
    }
}

fn is_fit(case: &Case, audience: &std::collections::BTreeSet<Class>) -> bool {
    audience.contains(&case.class)
}
