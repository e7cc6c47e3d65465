//! Reports: what another mail server says became of a copy of ours lands on that copy.

use db::DeliveryRecord;
use model::{Act, Actor, CaseId, DeliveryState, IncomingMail, IntakeId, ReportOutcome, Resource};

use crate::{Desk, DeskError, accept::Route};

impl Desk {
    /// Lands a report on its delivery. `None` when the mail is no report, or on nothing of ours: then it is
    /// received like any other mail, so that the staff see it.
    pub(crate) async fn report(
        &self,
        intake_id: IntakeId,
        mail: &IncomingMail,
    ) -> Result<Option<CaseId>, DeskError> {
        let Some(report) = &mail.report else {
            return Ok(None);
        };
        let Some(found) = self.reported_delivery(mail).await? else {
            return Ok(None);
        };
        let now = self.now();
        let (record, queue) = self.case_and_queue(found.case_id).await?;
        let resource = Resource::Message {
            message_id: found.delivery.message_id,
            author_person_id: None,
            author_staff_id: None,
            case: record.case,
            queue,
        };
        let permit = self.ask(&Actor::Visitor, Act::MessageReport, &resource).await?;
        let mut delivery = found.delivery;
        delivery.status = Some(report.status.clone());
        if report.outcome == ReportOutcome::Failed {
            delivery.state = DeliveryState::Failed;
        }
        let mut tx = self.db.write(permit).await?;
        tx.update_delivery(&delivery).await?;
        tx.insert_intake(intake_id, Some(delivery.message_id), now).await?;
        tx.commit().await?;
        Ok(Some(found.case_id))
    }

    // The bounce token proves that the report comes from where the copy went; the Message-ID of a copy is as
    // hard to guess.
    async fn reported_delivery(
        &self,
        mail: &IncomingMail,
    ) -> Result<Option<DeliveryRecord>, DeskError> {
        let mut reader = self.db.read().await?;
        for address in &mail.recipients {
            if let Route::Bounce(token) = self.route(address)
                && let Some(found) = reader.delivery_of_bounce(&self.token_mac(&token)).await?
            {
                return Ok(Some(found));
            }
        }
        let returned = mail.report.as_ref().and_then(|report| report.message_id.as_deref());
        let Some(returned) = returned else {
            return Ok(None);
        };
        for known in reader.known_mail(&self.mail_id_mac(returned)).await? {
            if let Some(id) = known.delivery_id {
                return Ok(reader.delivery(id).await?);
            }
        }
        Ok(None)
    }
}
