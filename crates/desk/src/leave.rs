//! Leaving: held copies go out, each asked of the gate again as its author, and each once.

use db::DeliveryRecord;
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, Address, CaseKind, Delivery, DeliveryId, DeliveryState, DeliveryTarget, Identity,
    Mailbox, OutgoingMail, Personal, Resource, StaffActor, Via,
};

use crate::{Desk, DeskError, Profile, signing::signing_cell, twins::Texts};

/// How long a departure may take before it counts as broken off, in seconds.
const LEASE_SECS: i64 = 300;

/// Waits between tries, in seconds; after the last the delivery has failed. Together about two days.
const RETRY_SECS: [i64; 9] = [60, 300, 900, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400];

/// Characters of the subject that is answered; with our number it stays below what `mail` sends.
const ANSWERED_SUBJECT_CHARS_MAX: usize = 900;

/// Copies looked at in one round.
const ROUND_MAX: i64 = 64;

/// A mail to hand over.
#[derive(Clone, Debug)]
pub struct Departure {
    /// Which delivery it is; give it back with what became of it.
    pub id: DeliveryId,
    /// The mail.
    pub mail: OutgoingMail,
}

/// Why a departure failed.
#[derive(Clone, Debug)]
pub struct DepartureFault {
    /// True when trying again is of no use.
    pub is_permanent: bool,
    /// The enhanced status code, such as `4.4.1`.
    pub status: String,
}

impl Desk {
    /// Marks departures that a crash broke off, so that they are tried again, and shown so.
    pub async fn recover_leaving(&self) -> Result<usize, DeskError> {
        let far = Timestamp::MAX;
        let found = self.db.read().await?.deliveries_due(far, i64::MAX).await?;
        let broken = found.into_iter().filter(|f| f.delivery.state == DeliveryState::Leaving);
        let mut book = self.db.bookkeeping().await?;
        let mut n = 0;
        for found in broken {
            let mut delivery = found.delivery;
            delivery.state = DeliveryState::Uncertain;
            delivery.leaves_at = self.now();
            book.note_delivery(&delivery).await?;
            n += 1;
        }
        book.commit().await?;
        Ok(n)
    }

    /// Returns when the next copy is due, if any waits.
    pub async fn next_leaving(&self) -> Result<Option<Timestamp>, DeskError> {
        Ok(self.db.read().await?.next_leaving().await?)
    }

    /// Takes the copies that are due and makes them mails. Each is marked `leaving` first.
    pub async fn departures(&self) -> Result<Vec<Departure>, DeskError> {
        let due = self.db.read().await?.deliveries_due(self.now(), ROUND_MAX).await?;
        let mut departures = Vec::new();
        for found in due {
            let delivery = found.delivery.clone();
            match self.begin(found).await {
                Ok(Some(departure)) => departures.push(departure),
                // Refused, undone meanwhile, or its data was destroyed: nothing leaves.
                Ok(None) | Err(DeskError::Conflict { .. }) => {}
                // One that cannot be built must not keep those behind it.
                Err(error) => {
                    tracing::error!(delivery.id = %delivery.id, "a copy could not be prepared: {error}");
                    self.put_off_or_fail(delivery).await?;
                }
            }
        }
        Ok(departures)
    }

    /// Records what became of a departure. A report that came first stands.
    pub async fn departed(
        &self,
        id: DeliveryId,
        outcome: Result<String, DepartureFault>,
    ) -> Result<(), DeskError> {
        let found = self.db.read().await?.delivery(id).await?.ok_or(DeskError::NotFound)?;
        if found.delivery.state != DeliveryState::Leaving {
            return Ok(());
        }
        let mut delivery = found.delivery.clone();
        match outcome {
            Ok(status) => {
                delivery.state = DeliveryState::Sent;
                delivery.status = Some(status);
                self.finish(found, delivery).await
            }
            Err(fault) => {
                let wait = wait_after(delivery.n_tries).filter(|_| !fault.is_permanent);
                delivery.status = Some(fault.status);
                match wait {
                    Some(secs) => self.put_off(delivery, secs).await,
                    None => {
                        delivery.state = DeliveryState::Failed;
                        self.finish(found, delivery).await
                    }
                }
            }
        }
    }

    async fn begin(&self, found: DeliveryRecord) -> Result<Option<Departure>, DeskError> {
        if found.delivery.state == DeliveryState::Leaving {
            // Its time is over and nobody said what became of it; it may have left.
            let delivery = Delivery { state: DeliveryState::Uncertain, ..found.delivery };
            self.note_try(delivery).await?;
            return Ok(None);
        }
        if wait_after(found.delivery.n_tries).is_none() {
            let delivery = Delivery { state: DeliveryState::Failed, ..found.delivery };
            self.note_try(delivery).await?;
            return Ok(None);
        }
        let (resource, actor) = self.author_and_resource(&found).await?;
        let permit = match self.ask(&actor, Act::MessageSend, &resource).await {
            Ok(permit) => permit,
            Err(DeskError::Denied(_)) => {
                let delivery = Delivery { state: DeliveryState::Refused, ..found.delivery };
                self.note_try(delivery).await?;
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let mail = match self.build(&found, &actor).await {
            Ok(mail) => mail,
            Err(DeskError::Destroyed) => {
                let delivery = Delivery { state: DeliveryState::Refused, ..found.delivery };
                self.note_try(delivery).await?;
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let lease = SignedDuration::from_secs(LEASE_SECS);
        let delivery = Delivery {
            state: DeliveryState::Leaving,
            n_tries: found.delivery.n_tries + 1,
            leaves_at: self.now().saturating_add(lease).unwrap_or(Timestamp::MAX),
            ..found.delivery
        };
        // The entry of the sending stands before a byte leaves.
        let mut tx = self.db.write(permit).await?;
        tx.update_delivery(&delivery).await?;
        tx.commit().await?;
        Ok(Some(Departure { id: delivery.id, mail }))
    }

    async fn put_off_or_fail(&self, mut delivery: Delivery) -> Result<(), DeskError> {
        delivery.n_tries += 1;
        let noted = match wait_after(delivery.n_tries) {
            Some(secs) => self.put_off(delivery, secs).await,
            None => {
                delivery.state = DeliveryState::Failed;
                self.note_try(delivery).await
            }
        };
        match noted {
            Err(DeskError::Conflict { .. }) => Ok(()),
            noted => noted,
        }
    }

    async fn note_try(&self, delivery: Delivery) -> Result<(), DeskError> {
        let mut book = self.db.bookkeeping().await?;
        book.note_delivery(&delivery).await?;
        Ok(book.commit().await?)
    }

    async fn put_off(&self, mut delivery: Delivery, secs: i64) -> Result<(), DeskError> {
        delivery.state = DeliveryState::Deferred;
        let wait = SignedDuration::from_secs(secs);
        delivery.leaves_at = self.now().saturating_add(wait).unwrap_or(Timestamp::MAX);
        self.note_try(delivery).await
    }

    // What ends a delivery is a report of the relay: it leaves an entry beside the one of the sending, and
    // nothing that the author lost meanwhile can make it untrue.
    async fn finish(&self, found: DeliveryRecord, delivery: Delivery) -> Result<(), DeskError> {
        let mut tries = 0;
        loop {
            let (resource, _) = self.author_and_resource(&found).await?;
            let permit = self.ask(&Actor::Visitor, Act::MessageReport, &resource).await?;
            let case = resource.case().cloned().ok_or(DeskError::NotFound)?;
            let message = self.db.read().await?.message(delivery.message_id).await?;
            let written_at = message.ok_or(DeskError::NotFound)?.message.at;
            let done = async {
                let mut tx = self.db.write(permit).await?;
                tx.update_delivery(&delivery).await?;
                let is_answer = delivery.state == DeliveryState::Sent
                    && matches!(delivery.target, DeliveryTarget::Person(_));
                if is_answer {
                    tx.update_case(&case.answered(written_at, self.now())).await?;
                }
                tx.commit().await
            };
            match done.await {
                // The case moved on meanwhile; the delivery did not.
                Err(db::DbError::Conflict { what: "case" }) if tries < 8 => tries += 1,
                done => return Ok(done.map(drop)?),
            }
        }
    }

    async fn author_and_resource(
        &self,
        found: &DeliveryRecord,
    ) -> Result<(Resource, Actor), DeskError> {
        let (record, queue) = self.case_and_queue(found.case_id).await?;
        let mut reader = self.db.read().await?;
        let message = reader.message(found.delivery.message_id).await?;
        let message = message.ok_or(DeskError::NotFound)?.message;
        let author = message.author_staff_id.ok_or(DeskError::NotFound)?;
        let staff = reader.staff(author).await?.ok_or(DeskError::NotFound)?;
        let actor = Actor::Staff(StaffActor {
            id: staff.id,
            person_id: staff.person_id,
            roles: staff.roles,
            role_edition: staff.role_edition,
            // They were known well enough when they wrote it; nobody signs in to finish it.
            identity: Identity::SignedIn,
            via: Via::Job,
            scopes: None,
        });
        let resource = Resource::Message {
            message_id: message.id,
            author_person_id: None,
            author_staff_id: Some(author),
            case: record.case,
            queue,
        };
        Ok((resource, actor))
    }

    async fn build(
        &self,
        found: &DeliveryRecord,
        actor: &Actor,
    ) -> Result<OutgoingMail, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let delivery = &found.delivery;
        let mut reader = self.db.read().await?;
        let record = reader.message(delivery.message_id).await?.ok_or(DeskError::NotFound)?;
        let case = reader.case(found.case_id).await?.ok_or(DeskError::NotFound)?.case;
        let row = reader.staff(staff.id).await?.ok_or(DeskError::NotFound)?;
        let signing_key = match &row.signing_sealed {
            Some(sealed) => self.vault.open_cell(signing_cell(row.id), sealed)?,
            None => None,
        };
        let author = self.card(&mut reader, row).await?;
        let mut messages = reader.messages(found.case_id).await?;
        for part_id in reader.part_ids(found.case_id).await? {
            messages.extend(reader.messages(part_id).await?);
        }
        // The first gives the subject, and is the case's own; behind it all stand in the order of time.
        if let Some((_, rest)) = messages.split_first_mut() {
            rest.sort_by_key(|record| record.message.at);
        }
        drop(reader);
        let address = author.address.clone().ok_or(DeskError::Destroyed)?;
        let name = match self.config.profile {
            Profile::Open => author.name.clone(),
            Profile::Confidential => Personal::new(author.title.clone()),
        };
        let is_dispute = case.kind() == CaseKind::Dispute;
        let (asked, subject) = if is_dispute {
            // What one party wrote, its subject too, is not for the other.
            let own: Vec<_> =
                messages.into_iter().filter(|m| is_from(m, delivery.target)).collect();
            (self.asked(&own).await?, format!("Dispute {}", case.number))
        } else {
            let asked = self.asked(&messages).await?;
            let subject = format!("Re: {} [{}]", shortened(asked.subject.expose()), case.number);
            (asked, subject)
        };
        let texts = self.texts_of(&record).await?;
        let (to, subject, text) = match delivery.target {
            DeliveryTarget::Person(id) => {
                let mut reader = self.db.read().await?;
                let to = self.open_party(&mut reader, id).await?.address;
                (to.ok_or(DeskError::Destroyed)?, subject, texts.text)
            }
            DeliveryTarget::Channel => {
                let to: Address = self.config.channel.clone().ok_or(DeskError::Destroyed)?;
                self.channel_copy(to, subject, texts.text, &case.number.to_string())
            }
        };
        let token_address = |kind: &str, token: &str| {
            Address::parse(&format!("{kind}+{token}@{}", self.config.domain)).ok()
        };
        Ok(OutgoingMail {
            from: Mailbox { name: Some(name), address },
            to,
            reply_to: token_address("case", &self.reply_token(delivery.id)),
            envelope_from: token_address("bounce", &self.bounce_token(delivery.id)),
            message_id: self.message_id_of(delivery.id),
            references: asked.message_id.into_iter().collect(),
            subject: Personal::new(subject),
            text,
            at: record.message.at,
            signing_key,
            is_automatic: false,
            choices_url: None,
        })
    }

    /// The last message from outside, which a reply answers; the first one gives the subject.
    async fn asked(&self, messages: &[db::MessageRecord]) -> Result<Texts, DeskError> {
        let mut from_outside = messages
            .iter()
            .filter(|m| m.message.author_person_id.is_some() && m.message.is_confirmed);
        let Some(first) = from_outside.next() else {
            return Ok(Texts::default());
        };
        let last = from_outside.next_back();
        let mut texts = self.texts_of(first).await?;
        if let Some(last) = last {
            texts.message_id = self.texts_of(last).await?.message_id.or(texts.message_id);
        }
        Ok(texts)
    }

    fn channel_copy(
        &self,
        to: Address,
        subject: String,
        text: Personal<String>,
        number: &str,
    ) -> (Address, String, Personal<String>) {
        let link = format!("{}/cases/{number}", self.config.public_url);
        match self.config.profile {
            Profile::Open => (to, subject, text.map(|text| format!("{text}\n\n{link}\n"))),
            Profile::Confidential => {
                (to, format!("Answered: {number}"), Personal::new(format!("{number}\n{link}\n")))
            }
        }
    }
}

fn is_from(record: &db::MessageRecord, target: DeliveryTarget) -> bool {
    let author = record.message.author_person_id.map(DeliveryTarget::Person);
    author == Some(target)
}

/// Returns the beginning of a subject that somebody wrote at any length.
pub(crate) fn shortened(subject: &str) -> &str {
    let subject = subject.trim();
    let end = subject.char_indices().nth(ANSWERED_SUBJECT_CHARS_MAX).map(|(at, _)| at);
    end.and_then(|end| subject.get(..end)).unwrap_or(subject)
}

/// The wait after so many tries, in seconds; none is left after the last.
fn wait_after(n_tries: i64) -> Option<i64> {
    let index = usize::try_from(n_tries.max(1) - 1).ok()?;
    RETRY_SECS.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_cut_between_characters() {
        let check = |subject: &str, expect: &str| assert_eq!(shortened(subject), expect);
        check("", "");
        check("  short \n", "short");
        check(&"é".repeat(900), &"é".repeat(900));
        check(&format!("  {}", "é".repeat(901)), &"é".repeat(900));
        check(&"🦘".repeat(10_000), &"🦘".repeat(900));
    }
}
