//! Receiving: a kept mail becomes a message of a case, once.

use db::{BlobRow, KnownMail, NewCase, NewMailId, NewMessage, WriteTx};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Case, CaseId, CaseKind, CaseNumber, CaseState, Class, IncomingMail, IntakeId, Message,
    MessageId, PersonId, Personal, Queue, Resource, Tribunal,
};
use redact::Known;

use crate::{
    Desk, DeskError, Profile,
    accept::Route,
    arrival::{Arrival, kind_for, language_of},
    files::KeptFile,
    people::{OTHERS_MAX, Party},
    signed_answers::sender_of,
    threading::Thread,
    twins::{Made, Texts},
};

/// The same mail within so many days is one message.
const SAME_MAIL_DAYS: i64 = 5;

/// How often a write is tried again when somebody else changed the case meanwhile.
const TRIES_MAX: u32 = 8;

/// Case numbers of profile `confidential` are drawn below this.
const RANDOM_SEQUENCE_MAX: u32 = 1_000_000;

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// A new case.
    Opened(CaseId),
    /// A message of a case that was there.
    Added(CaseId),
    /// A report on a copy of ours.
    Reported(CaseId),
    /// A copy of a mail that we have.
    Again,
}

impl Desk {
    /// Turns a kept mail into a message. Running it again for the same intake changes nothing.
    pub async fn receive(
        &self,
        intake_id: IntakeId,
        mut mail: IncomingMail,
    ) -> Result<Received, DeskError> {
        if self.db.read().await?.is_intake_done(intake_id).await? {
            self.vault.drop_intake(intake_id).await?;
            return Ok(Received::Again);
        }
        if let Some(case_id) = self.report(intake_id, &mail).await? {
            self.vault.drop_intake(intake_id).await?;
            return Ok(Received::Reported(case_id));
        }
        let sender = match &mail.from {
            Some(mailbox) => self.party(mailbox).await?,
            None => self.nobody().await?,
        };
        let (mail_mac, body_mac) = self.mail_macs(intake_id, &mail, sender.id)?;
        let _turn = self.arrivals.turn(&mail_mac).await;
        if self.is_known_copy(intake_id, &mail_mac, &body_mac).await? {
            self.vault.drop_intake(intake_id).await?;
            return Ok(Received::Again);
        }
        let thread = self.thread(&mail, sender.id).await?;
        let queue = self.queue_for(&mail).await?;
        let answer = Box::pin(self.answer_by_mail(intake_id, &mail, sender.id, thread));
        mail.faults.extend(answer.await?);
        let arrival = self.arrival(intake_id, mail, sender, mail_mac, body_mac).await?;
        let received = self.place(&arrival, thread, &queue).await?;
        self.vault.drop_intake(intake_id).await?;
        metrics::counter!("desk.mail.received").increment(1);
        Ok(received)
    }

    /// Puts an arrival where it belongs, again when somebody else was quicker.
    pub(crate) async fn place(
        &self,
        arrival: &Arrival,
        thread: Thread,
        queue: &Queue,
    ) -> Result<Received, DeskError> {
        let files = self.keep_files(arrival).await?;
        let _turn = match thread {
            Thread::Proven(case_id) => self.arrivals.turn_at(case_id).await,
            Thread::Suggested(_) | Thread::New => None,
        };
        for _ in 0..TRIES_MAX {
            let done = match thread {
                Thread::Proven(case_id) => {
                    self.add(arrival, &files, case_id).await.map(|()| Received::Added(case_id))
                }
                Thread::Suggested(case_id) => {
                    self.open(arrival, &files, queue, Some(case_id)).await.map(Received::Opened)
                }
                Thread::New => self.open(arrival, &files, queue, None).await.map(Received::Opened),
            };
            match done {
                Err(DeskError::Conflict { .. }) => {}
                done => return done,
            }
        }
        Err(DeskError::Conflict { what: "case" })
    }

    async fn open(
        &self,
        arrival: &Arrival,
        files: &[KeptFile],
        queue: &Queue,
        suggested: Option<CaseId>,
    ) -> Result<CaseId, DeskError> {
        let now = self.now();
        let resource = Resource::Queue(queue.clone());
        let permit = self.ask(&arrival.actor, Act::CaseOpen, &resource).await?;
        let case_id = CaseId::draw(now, &*self.chance);
        self.vault.create_case(case_id, arrival.sender.id).await?;
        let message_id = MessageId::draw(now, &*self.chance);
        let known = arrival.known(Known::new());
        let made = self.make_twins(
            case_id,
            message_id,
            &arrival.texts,
            &known,
            arrival.sender.id,
            Vec::new(),
        )?;
        let (subject_twin, excerpt_twin) =
            self.seal_board_texts(case_id, &made.subject, &made.twin.text)?;
        let blobs = self.file_rows(files, case_id, message_id, &made.twin.names)?;
        let language = language_of(arrival.texts.text.expose());

        let mut tx = self.db.write(permit).await?;
        tx.concerns(case_id, arrival.sender.id);
        let number = self.next_number(&mut tx, kind_for(queue), now).await?;
        let case = Case {
            id: case_id,
            number,
            state: CaseState::Pending,
            queue_id: queue.id,
            requester_id: arrival.sender.id,
            assignment: None,
            class: Class::Personal,
            due: None,
            opened_at: now,
            updated_at: now,
            n_messages: 0,
            language: language.clone(),
            tribunal: Tribunal::default(),
            version: 1,
        }
        .received(queue, arrival.automatic.is_some(), now);
        self.put_party(&mut tx, &arrival.sender).await?;
        let new = NewCase {
            case: &case,
            subject_twin: &subject_twin,
            excerpt_twin: &excerpt_twin,
            suggested_case_id: suggested,
        };
        if !tx.insert_case(&new).await? {
            return Err(DeskError::Conflict { what: "case number" });
        }
        let message = arrival.message(message_id, &case, true, language, now);
        self.put_arrival(&mut tx, arrival, &message, &made, &blobs, now).await?;
        self.put_legal_sign(&mut tx, arrival, &case, now).await?;
        self.put_filed_by_mail(&mut tx, &case, message_id).await?;
        tx.commit().await?;
        Ok(case_id)
    }

    async fn add(
        &self,
        arrival: &Arrival,
        files: &[KeptFile],
        case_id: CaseId,
    ) -> Result<(), DeskError> {
        let now = self.now();
        // It may have become part of another since it was found.
        let (found, _) = self.case_and_queue(case_id).await?;
        let (record, queue) = self.case_and_queue(found.merged_into.unwrap_or(case_id)).await?;
        let case_id = record.case.id;
        let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
        let permit = self.ask(&arrival.actor, Act::CaseAdd, &resource).await?;
        let mut reader = self.db.read().await?;
        let persons = reader.case_persons(case_id).await?;
        let known = arrival.known(self.known_in_case(&mut reader, case_id).await?);
        let labels = reader.case_labels(case_id).await?;
        // That consent was given is told, however often somebody wrote in the sender's name before.
        let is_answer = match arrival.intake_id {
            Some(id) => reader.is_answer(id).await?,
            None => false,
        };
        drop(reader);
        // The proof admits the message. Its sender belongs to the case only if they did before, or if the copy
        // that they answer went to them.
        let is_confirmed = persons.contains(&(arrival.sender.id, true))
            || arrival.answers == Some(arrival.sender.id);
        let message_id = MessageId::draw(now, &*self.chance);
        let mut made = self.make_twins(
            case_id,
            message_id,
            &arrival.texts,
            &known,
            arrival.sender.id,
            labels,
        )?;
        // What a party writes in a dispute is between it and the tribunal, until that shares it.
        let is_dispute = record.case.kind() == CaseKind::Dispute;
        made.is_searchable = !is_dispute;
        let blobs = self.file_rows(files, case_id, message_id, &made.twin.names)?;
        let language = language_of(arrival.texts.text.expose());
        let case = record.case.received(&queue, arrival.automatic.is_some(), now);
        let is_braked = match &arrival.sender.address {
            Some(address) => !self.is_within_brake(address).await? && !is_answer,
            None => false,
        };

        let mut tx = self.db.write(permit).await?;
        self.put_party(&mut tx, &arrival.sender).await?;
        tx.update_case(&case).await?;
        let mut message = arrival.message(message_id, &case, is_confirmed, language, now);
        if is_braked {
            let words =
                "brake: this sender wrote so often within ten minutes that the channel is not told";
            message.fault =
                Some(message.fault.map_or(words.to_owned(), |f| format!("{f}; {words}")));
        }
        self.put_arrival(&mut tx, arrival, &message, &made, &blobs, now).await?;
        self.put_legal_sign(&mut tx, arrival, &case, now).await?;
        if !is_braked && !is_dispute {
            self.call_for_notice(&mut tx, arrival, message_id, is_answer).await?;
        }
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(())
    }

    async fn put_arrival(
        &self,
        tx: &mut WriteTx,
        arrival: &Arrival,
        message: &Message,
        made: &Made,
        blobs: &[BlobRow],
        now: Timestamp,
    ) -> Result<(), DeskError> {
        for party in &arrival.others {
            self.put_party(tx, party).await?;
            tx.put_case_person(message.case_id, party.id, false).await?;
        }
        tx.put_case_person(message.case_id, arrival.sender.id, message.is_confirmed).await?;
        let new = NewMessage {
            message,
            subject_twin: &made.subject_twin,
            text_twin: &made.text_twin,
            values: &made.values,
        };
        tx.insert_message(&new).await?;
        tx.insert_labels(message.case_id, &made.labels).await?;
        for blob in blobs {
            tx.insert_blob(blob).await?;
        }
        if made.is_searchable {
            let words = self.words_of(&made.subject, &made.twin.text)?;
            tx.index_message(message.id, message.case_id, &words).await?;
        }
        if let Some(mac) = arrival.mail_mac {
            let known =
                KnownMail { message_id: message.id, case_id: message.case_id, delivery_id: None };
            tx.insert_mail_id(&NewMailId { mac, known, body_mac: arrival.body_mac }, now).await?;
        }
        if let Some(id) = arrival.intake_id
            && !tx.insert_intake(id, Some(message.id), now).await?
        {
            return Err(DeskError::Conflict { what: "intake" });
        }
        Ok(())
    }

    async fn arrival(
        &self,
        intake_id: IntakeId,
        mail: IncomingMail,
        sender: Party,
        mail_mac: [u8; 32],
        body_mac: [u8; 32],
    ) -> Result<Arrival, DeskError> {
        let (identity, actor) = sender_of(&mail, sender.id);
        let answers = self.answered_person(&mail).await?;
        let mut others: Vec<Party> = Vec::new();
        for mailbox in mail.others.iter().chain(&mail.reply_to).take(OTHERS_MAX) {
            let is_new = sender.address.as_ref() != Some(&mailbox.address)
                && !others.iter().any(|party| party.address.as_ref() == Some(&mailbox.address));
            if is_new && !self.is_ours(&mailbox.address) {
                others.push(self.party(mailbox).await?);
            }
        }
        let from = mail.from.as_ref().map_or_else(String::new, |mailbox| match &mailbox.name {
            Some(name) => format!("{} <{}>", name.expose(), mailbox.address.expose()),
            None => mailbox.address.expose().to_owned(),
        });
        let texts = Texts {
            subject: mail.subject,
            from: Personal::new(from),
            text: mail.text,
            names: mail.attachments.iter().map(|file| file.name.clone()).collect(),
            message_id: mail.message_id,
        };
        Ok(Arrival {
            intake_id: Some(intake_id),
            actor,
            identity,
            sender,
            others,
            texts,
            signature: mail.signature,
            html: mail.html,
            files: mail.attachments,
            automatic: mail.automatic.map(|reason| reason.as_str()),
            fault: (!mail.faults.is_empty()).then(|| mail.faults.join("; ")),
            mail_mac: Some(mail_mac),
            body_mac: Some(body_mac),
            answers,
        })
    }

    /// Digests of a mail's id and of all that it says. A mail without a Message-ID is its own: two pages from a
    /// scanner may differ in nothing that we would see, and one of them must not swallow the other.
    fn mail_macs(
        &self,
        intake_id: IntakeId,
        mail: &IncomingMail,
        sender: PersonId,
    ) -> Result<([u8; 32], [u8; 32]), DeskError> {
        let html = mail.html.as_ref().map_or(&[][..], |html| html.expose().as_bytes());
        let mut parts: Vec<&[u8]> =
            vec![mail.subject.expose().as_bytes(), mail.text.expose().as_bytes(), html];
        for file in &mail.attachments {
            parts.push(file.name.expose().as_bytes());
            parts.push(file.bytes.expose());
        }
        let body_mac =
            self.vault.person_mac(sender, "body", &parts)?.ok_or(DeskError::Destroyed)?;
        let mail_mac = match &mail.message_id {
            Some(id) => self.mail_id_mac(id),
            None => self.vault.mac("mail without id", &[intake_id.uuid().as_bytes()]),
        };
        Ok((mail_mac, body_mac))
    }

    async fn is_known_copy(
        &self,
        intake_id: IntakeId,
        mail_mac: &[u8; 32],
        body_mac: &[u8; 32],
    ) -> Result<bool, DeskError> {
        let now = self.now();
        let since =
            now.saturating_sub(SignedDuration::from_hours(24 * SAME_MAIL_DAYS)).unwrap_or(now);
        let same = self.db.read().await?.same_mail(mail_mac, body_mac, since).await?;
        if same.is_none() {
            return Ok(false);
        }
        let mut book = self.db.bookkeeping().await?;
        book.note_intake(intake_id, now).await?;
        book.commit().await?;
        Ok(true)
    }

    async fn queue_for(&self, mail: &IncomingMail) -> Result<Queue, DeskError> {
        let queues = self.db.read().await?.queues().await?;
        let named = mail.recipients.iter().find_map(|address| match self.route(address) {
            Route::Queue(name) => {
                queues.iter().find(|queue| queue.is_active && queue.name.as_str() == name)
            }
            _ => None,
        });
        let triage = || queues.iter().find(|queue| queue.name.as_str() == "triage");
        named.or_else(triage).or_else(|| queues.first()).cloned().ok_or(DeskError::NotFound)
    }

    pub(crate) async fn next_number(
        &self,
        tx: &mut WriteTx,
        kind: CaseKind,
        now: Timestamp,
    ) -> Result<CaseNumber, DeskError> {
        let day = now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let mut number = CaseNumber { kind, day, sequence: 1 };
        number.sequence = self.next_sequence(tx.highest_sequence(&number).await?);
        Ok(number)
    }

    /// Returns the sequence after the highest of a day; at random where a number must not tell how many there are.
    pub(crate) fn next_sequence(&self, highest: i64) -> u32 {
        match self.config.profile {
            Profile::Open => u32::try_from(highest).unwrap_or(u32::MAX).saturating_add(1),
            Profile::Confidential => {
                u32::from_be_bytes(self.chance.bytes()) % (RANDOM_SEQUENCE_MAX - 1) + 1
            }
        }
    }
}
