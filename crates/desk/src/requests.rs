//! A requester's own view: their requests, what was said, who looked at their data.

use db::BlobKind;
use jiff::Timestamp;
use model::{
    Act, Actor, Attachment, BlobId, CaseKind, CaseNumber, CaseState, Identity, MessageId,
    PersonActor, PersonId, Personal, QueueName, Resource,
};

use crate::{
    Desk, DeskError, Profile,
    affairs::ids_of,
    arrival::Arrival,
    look::look_cell,
    note::check_text,
    receive::Received,
    threading::Thread,
    timeline::{Beyond, Stretch, Timeline, Window},
    twins::Texts,
    unseal::OriginalFile,
};

/// Requests of one person that are listed.
const REQUESTS_MAX: i64 = 200;

/// Looks of one kind that a page shows.
pub(crate) const LOOKS_SHOWN: i64 = 500;

/// Files that one message of a person brings.
pub const OWN_FILES_MAX: usize = 10;

/// Octets of all of them together.
pub const OWN_FILES_BYTES_MAX: usize = 10 * 1024 * 1024;

/// Characters of the longest subject that somebody types.
const SUBJECT_CHARS_MAX: usize = 300;

/// A request, as its requester sees it.
#[derive(Clone, Debug)]
pub struct OwnRequest {
    /// Its number.
    pub number: CaseNumber,
    /// Where it stands.
    pub state: CaseState,
    /// Its subject as they wrote it.
    pub subject: Personal<String>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When anything last happened.
    pub updated_at: Timestamp,
    /// When an answer is due.
    pub due_at: Option<Timestamp>,
    /// What they last said of the answers; lists leave it out.
    pub is_helped: Option<bool>,
}

/// A request with what was said to and by its requester.
#[derive(Clone, Debug)]
pub struct OwnConversation {
    /// The request.
    pub request: OwnRequest,
    /// What was said, in the order of time.
    pub messages: Vec<OwnMessage>,
    /// What lies before and behind these messages.
    pub beyond: Beyond,
    /// True where anything was answered.
    pub is_answered: bool,
    /// The dispute for which it is kept as a legal inquiry, as far as its requester knows of one. All else of theirs is personal, and
    /// kept until they ask.
    pub legal_dispute: Option<CaseNumber>,
}

/// A public message, as the requester sees it.
#[derive(Clone, Debug)]
pub struct OwnMessage {
    /// Its id.
    pub id: MessageId,
    /// When it was said.
    pub at: Timestamp,
    /// Who said it: `You`, or the title or name of the staff member.
    pub author: Personal<String>,
    /// True for their own.
    pub is_own: bool,
    /// What was said.
    pub text: Personal<String>,
    /// What they brought with it.
    pub files: Vec<OwnFile>,
}

/// One look at a person's data, as that person sees it.
#[derive(Clone, Debug)]
pub struct LookView {
    /// The request it was for.
    pub number: CaseNumber,
    /// Which message was opened: its place in the request, from 1.
    pub position_index: i64,
    /// The clause that allowed it.
    pub clause: String,
    /// Who looked: title, and in profile `open` the name.
    pub who: Personal<String>,
    /// In which role.
    pub role: String,
    /// The reason given.
    pub reason: Option<Personal<String>>,
    /// When.
    pub at: Timestamp,
}

/// A message that a signed-in person adds.
#[derive(Clone, Debug, Default)]
pub struct NewRequest {
    /// The subject; for a new request.
    pub subject: Personal<String>,
    /// What they say.
    pub text: Personal<String>,
    /// What they bring with it.
    pub files: Vec<Attachment>,
}

/// A file that a person brought with one of their messages.
#[derive(Clone, Debug)]
pub struct OwnFile {
    /// Its id.
    pub id: BlobId,
    /// Its name.
    pub name: Personal<String>,
    /// How long it is.
    pub n_bytes: i64,
    /// True where it no longer opens: it went with somebody who was in it.
    pub is_destroyed: bool,
}

impl Desk {
    /// Lists a person's own requests. Opening one's own data is on record too.
    pub async fn own_requests(&self, actor: &Actor) -> Result<Vec<OwnRequest>, DeskError> {
        let me = self.own(actor, Act::PersonRequests).await?;
        let mut requests = Vec::new();
        for record in self.requests_of(&me).await? {
            let messages = self.db.read().await?.messages(record.case.id).await?;
            // Their own first words; what stands before them may be another's.
            let own = messages.iter().find(|found| found.message.author_person_id == Some(me.id));
            let subject = match own.or(messages.first()) {
                Some(first) => self.texts_of(first).await?.subject,
                None => Personal::default(),
            };
            requests.push(OwnRequest {
                number: record.case.number,
                state: record.case.state,
                subject,
                opened_at: record.case.opened_at,
                updated_at: record.case.updated_at,
                due_at: record.case.due.map(model::Due::at),
                is_helped: None,
            });
        }
        Ok(requests)
    }

    /// Shows one of a person's own requests with a window of what was said to and by them. A window at a message that is not
    /// in it, or not any more, is not found.
    pub async fn own_request(
        &self,
        actor: &Actor,
        number: CaseNumber,
        window: Window,
    ) -> Result<OwnConversation, DeskError> {
        let me = self.own(actor, Act::PersonRequests).await?;
        let (record, _) = self.own_case(&me, number).await?;
        self.conversation(&me, record, Some(window)).await
    }

    /// Returns the requests of a person, the latest first.
    pub(crate) async fn requests_of(
        &self,
        me: &PersonActor,
    ) -> Result<Vec<db::CaseRecord>, DeskError> {
        let records = self.db.read().await?.cases_of_requester(me.id, REQUESTS_MAX).await?;
        // Disputes have a page of their own: not all that is said in one is for its claimant.
        // What is part of another is read there.
        let is_request = |record: &db::CaseRecord| {
            record.case.kind() != CaseKind::Dispute && record.merged_into.is_none()
        };
        Ok(records.into_iter().filter(is_request).collect())
    }

    /// Returns one of a person's own requests, or the one that it is part of; what is another's is not found.
    pub(crate) async fn own_case(
        &self,
        me: &PersonActor,
        number: CaseNumber,
    ) -> Result<(db::CaseRecord, model::Queue), DeskError> {
        let mut reader = self.db.read().await?;
        let record = reader.case_of_number(number).await?;
        let record = record.filter(|record| is_own_request(record, me.id));
        let record = reader.host_of(record.ok_or(DeskError::NotFound)?).await?;
        drop(reader);
        // Only cases of one requester are merged; that they are is not believed but looked at.
        if !is_own_request(&record, me.id) {
            return Err(DeskError::NotFound);
        }
        let queue = self.queue_of(record.case.queue_id).await?;
        Ok((record, queue))
    }

    /// Says whether anything was answered in a case.
    pub(crate) async fn is_answered(&self, id: model::CaseId) -> Result<bool, DeskError> {
        let mut reader = self.db.read().await?;
        Timeline::of(&mut reader, id).await?.is_answered(&mut reader).await
    }

    /// Opens what a person said in one of their requests and what they were answered: a window of it, or all.
    pub(crate) async fn conversation(
        &self,
        me: &PersonActor,
        record: db::CaseRecord,
        window: Option<Window>,
    ) -> Result<OwnConversation, DeskError> {
        let mut reader = self.db.read().await?;
        let timeline = Timeline::own(&mut reader, record.case.id, me.id).await?;
        let Stretch { records, beyond } = match window {
            Some(window) => timeline.window(&mut reader, window).await?,
            None => {
                Stretch { records: timeline.all(&mut reader).await?, beyond: Beyond::default() }
            }
        };
        // The case's own first message says what it is about, not an earlier one of a part.
        let first = timeline.first_own(&mut reader).await?;
        let is_answered = timeline.is_answered(&mut reader).await?;
        let outcomes = reader.outcomes(record.case.id).await?;
        drop(reader);
        let subject = match &first {
            Some(first) => self.texts_of(first).await?.subject,
            None => Personal::default(),
        };
        let mut messages = Vec::with_capacity(records.len());
        for found in records {
            let message = &found.message;
            let is_own = message.author_person_id == Some(me.id);
            let texts = self.texts_of(&found).await?;
            let author = match message.author_staff_id {
                Some(id) => self.outward_name(id).await?,
                None => Personal::new(crate::somebody::YOU.to_owned()),
            };
            messages.push(OwnMessage {
                id: message.id,
                at: message.at,
                author,
                is_own,
                files: if is_own {
                    self.own_files(message.id, texts.names).await?
                } else {
                    Vec::new()
                },
                text: texts.text,
            });
        }
        let case = record.case;
        let legal_dispute = self.legal_dispute_of(me, &case).await?;
        let request = OwnRequest {
            number: case.number,
            state: case.state,
            subject,
            opened_at: case.opened_at,
            updated_at: case.updated_at,
            due_at: case.due.map(model::Due::at),
            is_helped: outcomes.last().map(|outcome| outcome.is_helped),
        };
        Ok(OwnConversation { request, messages, beyond, is_answered, legal_dispute })
    }

    async fn own_files(
        &self,
        id: MessageId,
        names: Vec<Personal<String>>,
    ) -> Result<Vec<OwnFile>, DeskError> {
        let rows = self.db.read().await?.blobs(id).await?;
        let rows = rows.into_iter().filter(|row| row.kind == BlobKind::Attachment);
        let mut files = Vec::new();
        for (row, name) in rows.zip(names) {
            let is_destroyed = !self.opens(&row)?;
            files.push(OwnFile { id: row.id, name, n_bytes: row.n_bytes, is_destroyed });
        }
        Ok(files)
    }

    /// Gives a person back a file that they brought. It is on record like all that they see of their own.
    pub async fn own_attachment(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
        blob_id: BlobId,
    ) -> Result<OriginalFile, DeskError> {
        let me = self.own(actor, Act::PersonRequests).await?;
        let (record, _) = self.own_case(&me, number).await?;
        let mut reader = self.db.read().await?;
        let ids = ids_of(&mut reader, record.case.id).await?;
        let found = reader.message(id).await?.filter(|found| {
            let message = &found.message;
            ids.contains(&message.case_id) && message.author_person_id == Some(me.id)
        });
        drop(reader);
        self.file_of(&found.ok_or(DeskError::NotFound)?, blob_id).await
    }

    /// Shows who looked at a person's data.
    pub async fn own_looks(&self, actor: &Actor) -> Result<Vec<LookView>, DeskError> {
        let me = self.own(actor, Act::PersonLooks).await?;
        self.looks_at(&me, LOOKS_SHOWN).await
    }

    /// Returns so many of those who looked at what a person wrote, the latest first.
    pub(crate) async fn looks_at(
        &self,
        me: &PersonActor,
        n_max: i64,
    ) -> Result<Vec<LookView>, DeskError> {
        let looks = self.db.read().await?.looks(me.id, n_max).await?;
        let mut views = Vec::with_capacity(looks.len());
        for look in looks {
            let mut reader = self.db.read().await?;
            let case = reader.case(look.case_id).await?.ok_or(DeskError::NotFound)?;
            let message = reader.message(look.message_id).await?.ok_or(DeskError::NotFound)?;
            drop(reader);
            let reason = match &look.reason_sealed {
                Some(sealed) => self.vault.open_text(look_cell(look.id), sealed)?,
                None => None,
            };
            views.push(LookView {
                number: case.case.number,
                position_index: message.message.position_index,
                clause: look.clause,
                who: self.outward_name(look.staff_id).await?,
                role: look.role,
                reason,
                at: look.at,
            });
        }
        Ok(views)
    }

    /// Opens a new request for a signed-in person.
    pub async fn own_new(&self, actor: &Actor, new: NewRequest) -> Result<CaseNumber, DeskError> {
        let n = new.subject.expose().chars().count();
        if n > SUBJECT_CHARS_MAX || new.subject.expose().trim().is_empty() {
            let words = format!("say in up to {SUBJECT_CHARS_MAX} characters what it is about");
            return Err(DeskError::Invalid { field: "subject", words });
        }
        let arrival = self.own_arrival(actor, new).await?;
        let name = QueueName::parse("triage").map_err(|_| DeskError::NotFound)?;
        let queue = self.queue_named(&name).await?;
        let received = self.place(&arrival, Thread::New, &queue).await?;
        let Received::Opened(id) = received else { return Err(DeskError::NotFound) };
        let record = self.db.read().await?.case(id).await?.ok_or(DeskError::NotFound)?;
        Ok(record.case.number)
    }

    /// Adds a message to one of a person's own requests.
    pub async fn own_add(
        &self,
        actor: &Actor,
        number: CaseNumber,
        text: Personal<String>,
        files: Vec<Attachment>,
    ) -> Result<(), DeskError> {
        let me = person(actor)?;
        let (record, queue) = self.own_case(&me, number).await?;
        let new = NewRequest { text, files, ..NewRequest::default() };
        let arrival = self.own_arrival(actor, new).await?;
        self.place(&arrival, Thread::Proven(record.case.id), &queue).await?;
        Ok(())
    }

    pub(crate) async fn own_arrival(
        &self,
        actor: &Actor,
        new: NewRequest,
    ) -> Result<Arrival, DeskError> {
        check_text(&new.text)?;
        check_files(&new.files)?;
        let me = person(actor)?;
        let names = new.files.iter().map(|file| file.name.clone()).collect();
        let mut reader = self.db.read().await?;
        let sender = self.open_party(&mut reader, me.id).await?;
        Ok(Arrival {
            intake_id: None,
            actor: Actor::Person(me),
            identity: Identity::SignedIn,
            sender,
            others: Vec::new(),
            texts: Texts { subject: new.subject, text: new.text, names, ..Texts::default() },
            signature: None,
            html: None,
            files: new.files,
            automatic: None,
            fault: None,
            mail_mac: None,
            body_mac: None,
            answers: None,
        })
    }

    async fn own(&self, actor: &Actor, act: Act) -> Result<PersonActor, DeskError> {
        let me = person(actor)?;
        let actor = Actor::Person(me.clone());
        let permit = self.ask(&actor, act, &Resource::Person(me.id)).await?;
        self.db.write(permit).await?.commit().await?;
        Ok(me)
    }

    pub(crate) async fn has_left(&self, id: MessageId) -> Result<bool, DeskError> {
        use model::DeliveryState::{Failed, Sent};
        let deliveries = self.db.read().await?.deliveries(id).await?;
        Ok(deliveries.iter().any(|found| matches!(found.delivery.state, Sent | Failed)))
    }

    pub(crate) async fn outward_name(
        &self,
        id: model::StaffId,
    ) -> Result<Personal<String>, DeskError> {
        let Some(card) = self.staff_view(id).await? else {
            return Ok(Personal::new(crate::somebody::STAFF.to_owned()));
        };
        Ok(match self.config.profile {
            Profile::Open => Personal::new(format!("{}, {}", card.name.expose(), card.title)),
            Profile::Confidential => Personal::new(card.title),
        })
    }
}

fn check_files(files: &[Attachment]) -> Result<(), DeskError> {
    let n_bytes: usize = files.iter().map(|file| file.bytes.expose().len()).sum();
    if files.len() > OWN_FILES_MAX || n_bytes > OWN_FILES_BYTES_MAX {
        let n_mib = OWN_FILES_BYTES_MAX >> 20;
        let words = format!("at most {OWN_FILES_MAX} files, together at most {n_mib} MiB");
        return Err(DeskError::Invalid { field: "files", words });
    }
    Ok(())
}

pub(crate) fn is_own_request(record: &db::CaseRecord, id: PersonId) -> bool {
    record.case.requester_id == id && record.case.kind() != CaseKind::Dispute
}

// A member of the staff is a person too, and sees their own requests as one.
pub(crate) fn person(actor: &Actor) -> Result<PersonActor, DeskError> {
    match actor {
        Actor::Person(person) => Ok(person.clone()),
        Actor::Staff(staff) => {
            let (identity, via) = (staff.identity, staff.via);
            // A program reaches no further as the person than it does as the member.
            Ok(PersonActor { id: staff.person_id, identity, via, scopes: staff.scopes.clone() })
        }
        Actor::Visitor | Actor::Founder => Err(DeskError::NotFound),
    }
}
