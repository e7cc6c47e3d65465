//! Drafts: what members of the staff are writing, one text for each case, member and kind.

use jiff::Timestamp;
use model::{CaseId, DraftId, DraftKind, PersonId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// What stands behind the placeholders of a draft, sealed to whom it is about.
pub type DraftValues = [(PersonId, Vec<u8>)];

/// A draft with its sealed text.
#[derive(Clone, Debug)]
pub struct DraftRow {
    /// Its id.
    pub id: DraftId,
    /// The case it is written in.
    pub case_id: CaseId,
    /// Who writes it.
    pub staff_id: StaffId,
    /// What it becomes.
    pub kind: DraftKind,
    /// Its redacted text, sealed under the case's key.
    pub text_twin: Vec<u8>,
    /// How many messages of the case its writer has seen.
    pub n_seen: i64,
    /// Counts changes; every change names the version it read.
    pub version: i64,
    /// When it was last kept.
    pub saved_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    staff_id: Uuid,
    kind: String,
    text_twin: Vec<u8>,
    n_seen: i64,
    version: i64,
    saved_at: i64,
}

impl TryFrom<Row> for DraftRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "drafts", id: row.id };
        Ok(Self {
            id: DraftId::from_uuid(row.id),
            case_id: CaseId::from_uuid(row.case_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            kind: at.need("kind", DraftKind::of_str(&row.kind))?,
            text_twin: row.text_twin,
            n_seen: row.n_seen,
            version: row.version,
            saved_at: timestamp_of_micros(row.saved_at),
        })
    }
}

impl Reader {
    /// Returns the draft of a member in a case.
    pub async fn draft(
        &mut self,
        case_id: CaseId,
        staff_id: StaffId,
        kind: DraftKind,
    ) -> Result<Option<DraftRow>, DbError> {
        fetch_optional!(self, Row, DRAFT, case_id.uuid(), staff_id.uuid(), kind.as_str())
            .map(DraftRow::try_from)
            .transpose()
    }

    /// Returns the sealed values of a draft, with the person each is sealed to.
    pub async fn draft_values(&mut self, id: DraftId) -> Result<Vec<(PersonId, Vec<u8>)>, DbError> {
        let rows = fetch_all!(self, (Uuid, Vec<u8>), DRAFT_VALUES, id.uuid());
        Ok(rows.into_iter().map(|(id, sealed)| (PersonId::from_uuid(id), sealed)).collect())
    }

    /// Returns the drafts of a member in a case, by kind.
    pub async fn drafts_in(
        &mut self,
        case_id: CaseId,
        staff_id: StaffId,
    ) -> Result<Vec<DraftRow>, DbError> {
        let rows = fetch_all!(self, Row, DRAFTS_IN, case_id.uuid(), staff_id.uuid());
        rows.into_iter().map(DraftRow::try_from).collect()
    }

    /// Returns all drafts in a case, by whomever.
    pub async fn drafts_of_case(&mut self, id: CaseId) -> Result<Vec<DraftRow>, DbError> {
        let rows = fetch_all!(self, Row, DRAFTS_OF_CASE, id.uuid());
        rows.into_iter().map(DraftRow::try_from).collect()
    }

    /// Returns the drafts of a member, the latest kept first.
    pub async fn drafts_of(
        &mut self,
        staff_id: StaffId,
        n_max: i64,
    ) -> Result<Vec<DraftRow>, DbError> {
        let rows = fetch_all!(self, Row, DRAFTS_OF, staff_id.uuid(), n_max);
        rows.into_iter().map(DraftRow::try_from).collect()
    }

    /// Counts the drafts of a member.
    pub async fn n_drafts(&mut self, staff_id: StaffId) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (i64,), N_DRAFTS, staff_id.uuid());
        Ok(row.map_or(0, |(n,)| n))
    }
}

impl BookTx {
    /// Keeps a new draft; says false when there is one.
    pub async fn insert_draft(
        &mut self,
        new: &DraftRow,
        values: &DraftValues,
    ) -> Result<bool, DbError> {
        insert(self, new, values).await
    }

    /// Keeps what a draft says now, if it still has the version that was read; says false when it does not.
    pub async fn update_draft(
        &mut self,
        draft: &DraftRow,
        values: &DraftValues,
        read: i64,
    ) -> Result<bool, DbError> {
        update(self, draft, values, read).await
    }

    /// Discards a draft, if it still has the version that was read; says false when it does not.
    pub async fn delete_draft(&mut self, id: DraftId, read: i64) -> Result<bool, DbError> {
        Ok(execute!(self, DELETE_DRAFT, id.uuid(), read) == 1)
    }
}

impl WriteTx {
    /// Removes the draft that became a message, unless another version was kept meanwhile: that one stays.
    pub async fn use_draft(
        &mut self,
        case_id: CaseId,
        staff_id: StaffId,
        kind: DraftKind,
        version: i64,
    ) -> Result<bool, DbError> {
        let (case_id, staff_id) = (case_id.uuid(), staff_id.uuid());
        Ok(execute!(self, USE_DRAFT, case_id, staff_id, kind.as_str(), version) == 1)
    }

    /// Makes a draft of a message that was taken back, over the version of the draft that was read there, if any;
    /// says false when it changed meanwhile.
    pub async fn put_draft(
        &mut self,
        draft: &DraftRow,
        values: &DraftValues,
        read: Option<i64>,
    ) -> Result<bool, DbError> {
        self.changed("draft", &[draft.id.uuid().as_bytes(), draft.case_id.uuid().as_bytes()]);
        match read {
            Some(read) => update(self, draft, values, read).await,
            None => insert(self, draft, values).await,
        }
    }

    /// Removes all drafts in a case.
    pub async fn delete_drafts_of_case(&mut self, id: CaseId) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_DRAFTS_OF_CASE, id.uuid()))
    }

    /// Removes all drafts of a member.
    pub async fn delete_drafts_of_staff(&mut self, id: StaffId) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_DRAFTS_OF_STAFF, id.uuid()))
    }
}

async fn insert(
    reader: &mut Reader,
    new: &DraftRow,
    values: &DraftValues,
) -> Result<bool, DbError> {
    let n = execute!(
        reader,
        INSERT_DRAFT,
        new.id.uuid(),
        new.case_id.uuid(),
        new.staff_id.uuid(),
        new.kind.as_str(),
        new.text_twin.as_slice(),
        new.n_seen,
        new.version,
        micros(new.saved_at),
    );
    if n == 1 {
        insert_values(reader, new.id, values).await?;
    }
    Ok(n == 1)
}

async fn update(
    reader: &mut Reader,
    draft: &DraftRow,
    values: &DraftValues,
    read: i64,
) -> Result<bool, DbError> {
    let n = execute!(
        reader,
        UPDATE_DRAFT,
        draft.id.uuid(),
        read,
        draft.text_twin.as_slice(),
        draft.n_seen,
        draft.version,
        micros(draft.saved_at),
    );
    if n == 1 {
        execute!(reader, DELETE_DRAFT_VALUES, draft.id.uuid());
        insert_values(reader, draft.id, values).await?;
    }
    Ok(n == 1)
}

async fn insert_values(
    reader: &mut Reader,
    id: DraftId,
    values: &DraftValues,
) -> Result<(), DbError> {
    for (person_id, sealed) in values {
        execute!(reader, INSERT_DRAFT_VALUES, id.uuid(), person_id.uuid(), sealed.as_slice());
    }
    Ok(())
}

statements! {
    DRAFT = "select id, case_id, staff_id, kind, text_twin, n_seen, version, saved_at from drafts
        where case_id = $1 and staff_id = $2 and kind = $3";
    DRAFTS_IN = "select id, case_id, staff_id, kind, text_twin, n_seen, version, saved_at from drafts
        where case_id = $1 and staff_id = $2 order by kind, id";
    DRAFTS_OF_CASE = "select id, case_id, staff_id, kind, text_twin, n_seen, version, saved_at from drafts
        where case_id = $1 order by saved_at, id";
    DRAFTS_OF = "select id, case_id, staff_id, kind, text_twin, n_seen, version, saved_at from drafts
        where staff_id = $1 order by saved_at desc, id desc limit $2";
    N_DRAFTS = "select count(*) from drafts where staff_id = $1";
    INSERT_DRAFT = "insert into drafts (id, case_id, staff_id, kind, text_twin, n_seen, version, saved_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (case_id, staff_id, kind) do nothing";
    UPDATE_DRAFT = "update drafts set text_twin = $3, n_seen = $4, version = $5, saved_at = $6
        where id = $1 and version = $2";
    DRAFT_VALUES = "select person_id, values_sealed from draft_values where draft_id = $1
        order by person_id";
    INSERT_DRAFT_VALUES = "insert into draft_values (draft_id, person_id, values_sealed) values ($1, $2, $3)";
    DELETE_DRAFT_VALUES = "delete from draft_values where draft_id = $1";
    DELETE_DRAFT = "delete from drafts where id = $1 and version = $2";
    USE_DRAFT = "delete from drafts
        where case_id = $1 and staff_id = $2 and kind = $3 and version = $4";
    DELETE_DRAFTS_OF_CASE = "delete from drafts where case_id = $1";
    DELETE_DRAFTS_OF_STAFF = "delete from drafts where staff_id = $1";
}
