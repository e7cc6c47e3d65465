//! An archive: all that is held about a person, read piece by piece, so that whoever packs it never holds all of it.
//!
//! That it is taken is one entry, committed before anything is read. Each piece asks again whether the session still stands.

use std::collections::{BTreeMap, BTreeSet};

use db::{
    ASSURANCES_MAX, AUTHORITIES_MAX, BlobKind, BlobRow, CONSENTS_MAX, FieldLook, MessagePlace,
    MessageRecord, MessagesOf,
};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, BlobId, CaseId, CaseKind, CaseNumber, IntakeId, KnownReading, MessageId,
    PersonActor, Personal, Resource,
};

use crate::{
    Desk, DeskError, OwnDispute, OwnRuling, OwnStatement, Window,
    accept::read_waiting,
    assurances::AssuranceView,
    authorities::AuthorityView,
    consents::ConsentView,
    factors::OwnFactors,
    fields::FieldView,
    requests::{LookView, OwnConversation, OwnMessage, is_own_request, person},
    sessions::SessionView,
    signature_keys::SignatureKeyView,
    visits::{VISITS_EXPORTED, VisitView},
};

/// Cases of one kind (asked in, against oneself, written to) that one archive holds, the latest.
pub const ARCHIVE_CASES_MAX: usize = 10_000;

/// Looks of one kind that one archive names, the latest.
pub const ARCHIVE_LOOKS_MAX: usize = 10_000;

/// Seconds within which an archive is read to its end: so long an entry speaks for what is released.
pub const ARCHIVE_SECS_MAX: i64 = 3_600;

/// Messages that are read at once where others' are among them.
const MESSAGES_AT_ONCE: usize = 100;

/// An archive that somebody takes; it holds which cases it is made of, and nothing of what is in them.
#[derive(Clone, Debug)]
pub struct OwnArchive {
    me: PersonActor,
    /// When it was taken.
    pub made_at: Timestamp,
    /// The cases that they asked in or are a party of, the latest first; what is part of another is read there.
    pub cases: Vec<CaseId>,
    /// The cases of others that they may have written to.
    pub elsewhere: Vec<CaseId>,
    /// What each was part of when it was listed.
    hosts: BTreeMap<CaseId, Option<CaseId>>,
    /// True where there are more cases than it holds.
    pub is_cut: bool,
}

impl OwnArchive {
    /// Takes up what came meanwhile.
    pub fn take_up(&mut self, news: ArchiveNews) {
        let OwnArchive { cases, elsewhere, hosts, is_cut, .. } = news.fresh;
        self.cases.extend(cases);
        self.elsewhere.extend(elsewhere);
        self.hosts = hosts;
        self.is_cut |= is_cut;
    }
}

/// What happened to the cases of an archive while it was packed.
#[derive(Clone, Debug)]
pub struct ArchiveNews {
    /// The cases that came, and what all are part of now.
    pub fresh: OwnArchive,
    /// True where some were put together or taken apart: what moved may be missing, or there twice.
    pub is_moved: bool,
}

/// What is held about a person beside what they wrote.
#[derive(Clone, Debug)]
pub struct OwnHoldings {
    /// Their name, as far as it is known.
    pub name: Option<Personal<String>>,
    /// Their addresses.
    pub addresses: Vec<Personal<String>>,
    /// Their fields.
    pub fields: Vec<FieldView>,
    /// How they read what is written to them, where that is kept.
    pub reading: Option<KnownReading>,
    /// By what they sign in.
    pub factors: OwnFactors,
    /// Where they are signed in.
    pub sessions: Vec<SessionView>,
    /// The keys that they set down for signed answers.
    pub keys: Vec<SignatureKeyView>,
    /// Who opened what they wrote.
    pub looks: Vec<LookView>,
    /// What was done with their fields, for which case, and by whom.
    pub field_looks: Vec<(FieldLook, CaseNumber, Personal<String>)>,
    /// Who read in their requests under an authority.
    pub visits: Vec<VisitView>,
    /// What they were asked to consent to, and what they answered.
    pub consents: Vec<ConsentView>,
    /// Who holds or held authority over their data.
    pub authorities: Vec<AuthorityView>,
    /// When they were met in person.
    pub assurances: Vec<AssuranceView>,
    /// True where one of the last three lists, or of who read, is as long as it may be.
    pub is_cut: bool,
}

/// A file that came with one of a person's messages, or the mail that it came by.
#[derive(Clone, Debug)]
pub struct ArchivedFile {
    /// Its id.
    pub id: BlobId,
    /// Its name; none of the mail itself.
    pub name: Option<Personal<String>>,
    /// The type that was declared.
    pub media_type: String,
    /// True where it no longer opens: it went with somebody who was in it.
    pub is_destroyed: bool,
}

/// A place in a case from which to read on.
#[derive(Clone, Copy, Debug)]
pub struct ArchivePlace(MessagePlace);

impl Default for ArchivePlace {
    fn default() -> Self {
        Self(MessagePlace::START)
    }
}

impl Desk {
    /// Begins an archive of whoever asks. Its entry is committed before anything is read.
    pub async fn begin_archive(&self, actor: &Actor) -> Result<OwnArchive, DeskError> {
        let me = person(actor)?;
        let as_person = Actor::Person(me.clone());
        let permit = self.ask(&as_person, Act::PersonExport, &Resource::Person(me.id)).await?;
        self.db.write(permit).await?.commit().await?;
        let made_at = self.now();
        self.listed_archive(me, made_at).await
    }

    /// Lists again what an archive is made of, to be held against what was packed: cases are put together and split meanwhile.
    pub async fn archive_again(&self, archive: &OwnArchive) -> Result<ArchiveNews, DeskError> {
        self.must_stand(archive).await?;
        let mut now = self.listed_archive(archive.me.clone(), archive.made_at).await?;
        let is_moved = now
            .hosts
            .iter()
            .any(|(id, host)| archive.hosts.get(id).is_some_and(|before| before != host));
        let known: BTreeSet<CaseId> =
            archive.cases.iter().chain(&archive.elsewhere).copied().collect();
        now.cases.retain(|id| !known.contains(id));
        now.elsewhere.retain(|id| !known.contains(id));
        Ok(ArchiveNews { fresh: now, is_moved })
    }

    async fn listed_archive(
        &self,
        me: PersonActor,
        made_at: Timestamp,
    ) -> Result<OwnArchive, DeskError> {
        let mut reader = self.db.read().await?;
        let n_max = i64::try_from(ARCHIVE_CASES_MAX + 1).unwrap_or(i64::MAX);
        let asked = reader.case_ids_of_requester(me.id, n_max).await?;
        let mut against = reader.disputes_against(me.id, n_max).await?;
        // What they asked and what is against them may be among these, which is why there are more.
        let n_written = i64::try_from(3 * ARCHIVE_CASES_MAX + 1).unwrap_or(i64::MAX);
        let written = reader.cases_written_in(me.id, n_written).await?;
        let hosts: BTreeMap<_, _> = asked.iter().chain(&written).copied().collect();
        let mut cases: Vec<CaseId> = asked.into_iter().map(|(id, _)| id).collect();
        let mut elsewhere: Vec<CaseId> = written.into_iter().map(|(id, _)| id).collect();
        let mut known: BTreeSet<CaseId> = cases.iter().copied().collect();
        against.retain(|id| known.insert(*id));
        elsewhere.retain(|id| !known.contains(id));
        let lists = [&mut cases, &mut against, &mut elsewhere];
        let is_cut = lists.iter().any(|list| list.len() > ARCHIVE_CASES_MAX);
        for list in lists {
            list.truncate(ARCHIVE_CASES_MAX);
        }
        cases.extend(against);
        Ok(OwnArchive { me, made_at, cases, elsewhere, hosts, is_cut })
    }

    /// Reads what is held about a person beside what they wrote.
    pub async fn archived_holdings(&self, archive: &OwnArchive) -> Result<OwnHoldings, DeskError> {
        self.must_stand(archive).await?;
        let me = &archive.me;
        let as_person = Actor::Person(me.clone());
        let n_looks = i64::try_from(ARCHIVE_LOOKS_MAX).unwrap_or(i64::MAX);
        let mut reader = self.db.read().await?;
        let name = self.open_party(&mut reader, me.id).await?.name;
        let addresses = self.addresses_of(&mut reader, me.id).await?;
        drop(reader);
        let visits = self.visits_of(&as_person, VISITS_EXPORTED).await?;
        let consents = self.own_consents(&as_person).await?;
        let authorities = self.person_authorities(&as_person).await?;
        let assurances = self.own_assurances(&as_person).await?;
        let is_full = |n: usize, n_max: i64| i64::try_from(n).unwrap_or(i64::MAX) >= n_max;
        let is_cut = is_full(consents.len(), CONSENTS_MAX)
            || is_full(authorities.len(), AUTHORITIES_MAX)
            || is_full(assurances.len(), ASSURANCES_MAX)
            || visits.len() >= VISITS_EXPORTED;
        Ok(OwnHoldings {
            name,
            addresses,
            fields: self.own_fields(&as_person).await?,
            reading: self.reading_kept(me.id).await?,
            factors: self.own_factors(&as_person).await?,
            sessions: self.own_sessions(&as_person).await?,
            keys: self.own_signature_keys(&as_person).await?,
            looks: self.looks_at(me, n_looks).await?,
            field_looks: self.field_looks_of(&as_person, n_looks).await?,
            visits,
            consents,
            authorities,
            assurances,
            is_cut,
        })
    }

    /// Reads a window of one of the requests, the first or the one behind a message; `None` where the case is no request of
    /// theirs that stands by itself.
    pub async fn archived_request(
        &self,
        archive: &OwnArchive,
        id: CaseId,
        after: Option<MessageId>,
    ) -> Result<Option<OwnConversation>, DeskError> {
        self.must_stand(archive).await?;
        let record = self.db.read().await?.case(id).await?;
        let is_theirs = |record: &db::CaseRecord| {
            is_own_request(record, archive.me.id) && record.merged_into.is_none()
        };
        let Some(record) = record.filter(is_theirs) else { return Ok(None) };
        let window = after.map_or(Window::Oldest, Window::After);
        Ok(Some(self.conversation(&archive.me, record, Some(window)).await?))
    }

    /// Reads one of the disputes, as its page shows it, and on record as there; `None` where the case is none of theirs.
    pub async fn archived_dispute(
        &self,
        archive: &OwnArchive,
        id: CaseId,
    ) -> Result<Option<(OwnDispute, Vec<OwnStatement>, Vec<OwnRuling>)>, DeskError> {
        self.must_stand(archive).await?;
        let record = self.db.read().await?.case(id).await?;
        let record = record.filter(|record| record.case.kind() == CaseKind::Dispute);
        let Some(record) = record else { return Ok(None) };
        let as_person = Actor::Person(archive.me.clone());
        match self.own_dispute(&as_person, record.case.number).await {
            // They are a party no more.
            Err(DeskError::NotFound) => Ok(None),
            read => read.map(Some),
        }
    }

    /// Reads what a person wrote in a case of somebody else from a place on, and says where to read on. Neither its number nor
    /// anything that others said in it is theirs.
    pub async fn archived_words(
        &self,
        archive: &OwnArchive,
        id: CaseId,
        from: ArchivePlace,
    ) -> Result<(Vec<OwnMessage>, Option<ArchivePlace>), DeskError> {
        self.must_stand(archive).await?;
        let me = archive.me.id;
        let of = MessagesOf { case_id: id, reader_id: Some(me) };
        let found = self.db.read().await?.messages_after(of, from.0, MESSAGES_AT_ONCE).await?;
        let last = found.last().filter(|_| found.len() == MESSAGES_AT_ONCE);
        let on = last.map(|last| {
            let (at, position_index) = (last.message.at, last.message.position_index);
            ArchivePlace(MessagePlace { at, position_index })
        });
        let mut words = Vec::new();
        for record in found.iter().filter(|record| record.message.author_person_id == Some(me)) {
            let texts = match self.texts_of(record).await {
                // It went with whoever asked there.
                Err(DeskError::Destroyed) => continue,
                texts => texts?,
            };
            words.push(OwnMessage {
                id: record.message.id,
                at: record.message.at,
                author: Personal::new(crate::somebody::YOU.to_owned()),
                is_own: true,
                text: texts.text,
                files: Vec::new(),
            });
        }
        Ok((words, on))
    }

    /// Lists the files of a message that is theirs; of others' there are none.
    pub async fn archived_files(
        &self,
        archive: &OwnArchive,
        id: MessageId,
    ) -> Result<Vec<ArchivedFile>, DeskError> {
        let Some(record) = self.archived_message(archive, id).await? else { return Ok(Vec::new()) };
        let rows = self.db.read().await?.blobs(id).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut names = match self.texts_of(&record).await {
            // They went with the words; a file may open all the same.
            Err(DeskError::Destroyed) => Vec::new(),
            texts => texts?.names,
        }
        .into_iter();
        let mut files = Vec::with_capacity(rows.len());
        for row in rows {
            let name = match row.kind {
                BlobKind::Attachment => Some(names.next().unwrap_or_default()),
                BlobKind::Raw => None,
                // It stands in the mail.
                BlobKind::Html => continue,
            };
            let is_destroyed = !self.opens(&row)?;
            let media_type = row.media_type;
            files.push(ArchivedFile { id: row.id, name, media_type, is_destroyed });
        }
        Ok(files)
    }

    /// Opens a file of a message that is theirs; `None` where it no longer opens, or is missing or damaged: one file is not the
    /// end of all others.
    pub async fn archived_file(
        &self,
        archive: &OwnArchive,
        id: MessageId,
        blob_id: BlobId,
    ) -> Result<Option<Personal<Vec<u8>>>, DeskError> {
        let Some(record) = self.archived_message(archive, id).await? else { return Ok(None) };
        let rows = self.db.read().await?.blobs(id).await?;
        let is_asked = |row: &BlobRow| row.id == blob_id && row.kind != BlobKind::Html;
        let Some(row) = rows.into_iter().find(is_asked) else { return Ok(None) };
        let is_mail = row.kind == BlobKind::Raw;
        let bytes = match self.open_blob(row).await {
            Err(DeskError::Destroyed) => return Ok(None),
            Err(DeskError::Vault(error)) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a file was left out of an archive"
                );
                return Ok(None);
            }
            bytes => bytes?,
        };
        if !is_mail {
            return Ok(Some(bytes));
        }
        // What was kept begins with our own line about the envelope.
        let intake_id = IntakeId::from_uuid(blob_id.uuid());
        Ok(Some(Personal::new(read_waiting(intake_id, &bytes, record.message.at).intake.bytes)))
    }

    /// Returns a message that they wrote.
    async fn archived_message(
        &self,
        archive: &OwnArchive,
        id: MessageId,
    ) -> Result<Option<MessageRecord>, DeskError> {
        self.must_stand(archive).await?;
        let record = self.db.read().await?.message(id).await?;
        Ok(record.filter(|record| record.message.author_person_id == Some(archive.me.id)))
    }

    /// Passes while the archive may be read on: its hour is not over, and who takes it is still signed in.
    async fn must_stand(&self, archive: &OwnArchive) -> Result<(), DeskError> {
        let now = self.now();
        let age = now.duration_since(archive.made_at);
        if age > SignedDuration::from_secs(ARCHIVE_SECS_MAX) {
            return Err(DeskError::Stale { what: "a download is read within an hour" });
        }
        let as_person = Actor::Person(archive.me.clone());
        let Some(session_id) = as_person.session_id() else { return Ok(()) };
        let mut reader = self.db.read().await?;
        let sessions = reader.sessions_of_person(archive.me.id, now, Timestamp::MIN).await?;
        if sessions.iter().any(|session| session.id == session_id) {
            return Ok(());
        }
        Err(DeskError::Stale { what: "the session ended" })
    }
}
