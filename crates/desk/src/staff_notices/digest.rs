//! Notices by mail: all that is due of one member in one mail.
//!
//! It leaves once, and not at all where the house ends in between. Where a relay took it and did not say so in time, it
//! leaves again, under the same Message-ID.

use db::{NOTICES_READ_MAX, NewJob, NoticeRow};
use jiff::Timestamp;
use model::{
    Actor, HandoverState, JobId, Locale, NoticeEvent, OutgoingMail, PersonId, Reading, StaffId,
};
use uuid::Uuid;

use super::passing_over;
use crate::{
    Desk, DeskError,
    approvals::staff_id,
    house_mails::{
        self, DIGEST_CASE, DIGEST_END, DIGEST_MANY, DIGEST_MORE, DIGEST_MORE_THAN, DIGEST_ONE,
        DIGEST_SECOND, DIGEST_SOME,
    },
};

/// The name of the job.
pub const STAFF_NOTICE: &str = "staff_notice";

/// Notices that a mail lists; of the others it says how many they are.
const LISTED_MAX: usize = 30;

impl Desk {
    /// Puts all that is due into batches, one for each member, and calls for their mails. Returns how many.
    pub async fn batch_notices(&self) -> Result<usize, DeskError> {
        let now = self.now();
        let due = self.db.read().await?.notices_leaving(now).await?;
        for staff_id in &due {
            let id = JobId::draw(now, &*self.chance);
            let mut book = self.db.bookkeeping().await?;
            // The batch and its job stand together or not at all.
            if book.batch_notices(*staff_id, id.uuid(), now).await? > 0 {
                let payload = format!("{{\"staff_id\":\"{staff_id}\",\"batch_id\":\"{id}\"}}");
                book.enqueue(&NewJob { id, name: STAFF_NOTICE, payload, run_at: now }, now).await?;
            }
            book.commit().await?;
        }
        if !due.is_empty() {
            self.enqueued.notify_one();
        }
        Ok(due.len())
    }

    /// Builds the mail of a batch; `None` when there is nothing to tell any more, or nobody.
    ///
    /// It is noted as sent before it leaves. What a crash breaks off in between is not sent again: what it told of
    /// stands on the board, and two mails of the same would be one too many. What the relay did not take is given back
    /// by `notices_not_sent`.
    pub async fn staff_notice(
        &self,
        staff_id: StaffId,
        batch_id: Uuid,
    ) -> Result<Option<OutgoingMail>, DeskError> {
        let mut reader = self.db.read().await?;
        let rows = reader.notices_of_batch(batch_id).await?;
        let member = reader.staff(staff_id).await?.filter(|row| row.is_active);
        drop(reader);
        let Some(member) = member else { return Ok(None) };
        if rows.is_empty() {
            return Ok(None);
        }
        let reading = self.reading_for_notices(staff_id, member.person_id).await?;
        let actor = self.as_they_are(member);
        let is_all = rows.len() < NOTICES_READ_MAX;
        let mut lines = Vec::new();
        for row in rows {
            let id = row.id;
            lines.extend(passing_over(id, self.line(&actor, row, &reading).await)?);
        }
        let address = self.staff_view(staff_id).await?.and_then(|view| view.address);
        // The last that can fail here: what was not built is not sent, and is built again.
        self.mark_batch(batch_id, Some(self.now())).await?;
        let Some(address) = address.filter(|_| !lines.is_empty()) else { return Ok(None) };
        let n = lines.len().to_string();
        let subject = match lines.len() {
            1 => DIGEST_ONE.said(reading.locale).to_owned(),
            _ if is_all => DIGEST_SOME.with(reading.locale, &[("n", &n)]),
            _ => DIGEST_MANY.with(reading.locale, &[("n", &n)]),
        };
        let text = self.digest(&lines, is_all, reading.locale);
        let mail = self.house_mail(address, subject, text, batch_id.as_bytes());
        Ok(mail.map(|mail| OutgoingMail {
            choices_url: Some(format!("{}/profile/notices", self.config.public_url)),
            ..mail
        }))
    }

    /// Notes that the mail of a batch did not leave, so that it is tried again.
    pub async fn notices_not_sent(&self, batch_id: Uuid) -> Result<(), DeskError> {
        self.mark_batch(batch_id, None).await
    }

    async fn mark_batch(&self, id: Uuid, sent_at: Option<Timestamp>) -> Result<(), DeskError> {
        let mut book = self.db.bookkeeping().await?;
        book.mark_notices(id, sent_at).await?;
        Ok(book.commit().await?)
    }

    /// Words one notice, where its reader may still know and it still stands.
    async fn line(
        &self,
        actor: &Actor,
        row: NoticeRow,
        reading: &Reading,
    ) -> Result<Option<String>, DeskError> {
        let day = reading.zone.at(row.at).strftime("%Y-%m-%d");
        let at = format!("{day} {}", house_mails::time(row.at, reading));
        let what = house_mails::notice(row.event, reading.locale);
        let url = &*self.config.public_url;
        if let Some(id) = row.approval_id {
            let id_text = id.to_string();
            let values = [("at", &*at), ("what", what), ("url", url), ("id", &id_text)];
            let stands = self.may_second(actor, id).await?;
            return Ok(stands.then(|| DIGEST_SECOND.with(reading.locale, &values)));
        }
        let Some(case_id) = row.case_id else { return Ok(None) };
        let Some((case, queue)) = self.case_told(case_id, row.event).await? else {
            return Ok(None);
        };
        // A clock that was answered meanwhile is no news any more.
        let is_clock = matches!(row.event, NoticeEvent::ClockNear | NoticeEvent::ClockLate);
        if is_clock && case.due.is_none() {
            return Ok(None);
        }
        // Given to another meanwhile, or taken up by themself again, it is no gift any more.
        let has = case.assignment.filter(|held| !held.is_self).map(|held| held.staff_id);
        if row.event == NoticeEvent::Assigned && has != staff_id(actor) {
            return Ok(None);
        }
        let (number, name) = (case.number.to_string(), queue.name.to_string());
        let is_offer = row.event == NoticeEvent::Offered;
        let link =
            if is_offer { format!("{url}/handovers") } else { format!("{url}/cases/{number}") };
        let values =
            [("at", &*at), ("number", &number), ("queue", &name), ("what", what), ("link", &link)];
        if is_offer {
            let stands = self.may_accept(actor, case_id).await?;
            return Ok(stands.then(|| DIGEST_CASE.with(reading.locale, &values)));
        }
        if row.event == NoticeEvent::Lapsed {
            let standing = self.db.read().await?.standing_handover(case_id).await?;
            if !standing.is_some_and(|row| row.handover.state == HandoverState::Lapsed) {
                return Ok(None);
            }
        }
        let may = self.may_be_told(actor, case, queue).await?;
        Ok(may.then(|| DIGEST_CASE.with(reading.locale, &values)))
    }

    fn digest(&self, lines: &[String], is_all: bool, locale: Locale) -> String {
        let mut text = String::new();
        for line in lines.iter().take(LISTED_MAX) {
            text.push_str(line);
            text.push_str("\n\n");
        }
        let url = &*self.config.public_url;
        if let Some(n_more) = lines.len().checked_sub(LISTED_MAX).filter(|n| *n > 0) {
            let wording = if is_all { DIGEST_MORE } else { DIGEST_MORE_THAN };
            text.push_str(&wording.with(locale, &[("n", &n_more.to_string()), ("url", url)]));
        }
        text.push_str(&DIGEST_END.with(locale, &[("url", url)]));
        text
    }

    /// Returns how a member reads their notices: in their language, and by the clock whose hours they chose.
    async fn reading_for_notices(
        &self,
        staff_id: StaffId,
        person_id: PersonId,
    ) -> Result<Reading, DeskError> {
        let reading = self.reading_of(person_id).await?;
        let chosen = self.db.read().await?.notice_choices().await?.remove(&staff_id);
        let zone = chosen.map_or(reading.zone, |choices| choices.zone);
        Ok(Reading { zone, ..reading })
    }
}
