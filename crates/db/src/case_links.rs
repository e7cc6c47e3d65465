//! Links between cases: that two belong together, and how.

use jiff::Timestamp;
use model::{CaseId, CaseLinkId, LinkKind, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// Links of one case that are read.
const LINKS_MAX: i64 = 200;

/// A link between two cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLinkRow {
    /// Its id.
    pub id: CaseLinkId,
    /// The case that it starts from.
    pub case_id: CaseId,
    /// The case that it leads to.
    pub other_id: CaseId,
    /// How they belong together, read from the first.
    pub kind: LinkKind,
    /// Who linked them.
    pub linked_by: StaffId,
    /// When.
    pub linked_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    other_case_id: Uuid,
    kind: String,
    linked_by: Uuid,
    linked_at: i64,
}

impl TryFrom<Row> for CaseLinkRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "case_links", id: row.id };
        Ok(Self {
            id: CaseLinkId::from_uuid(row.id),
            case_id: CaseId::from_uuid(row.case_id),
            other_id: CaseId::from_uuid(row.other_case_id),
            kind: at.need("kind", LinkKind::of_str(&row.kind))?,
            linked_by: StaffId::from_uuid(row.linked_by),
            linked_at: timestamp_of_micros(row.linked_at),
        })
    }
}

impl Reader {
    /// Returns the standing links of a case, from both sides, the earliest first.
    pub async fn case_links(&mut self, id: CaseId) -> Result<Vec<CaseLinkRow>, DbError> {
        let rows = fetch_all!(self, Row, CASE_LINKS, id.uuid(), LINKS_MAX);
        rows.into_iter().map(CaseLinkRow::try_from).collect()
    }
}

impl WriteTx {
    /// Links two cases; says false when they are linked so already.
    pub async fn insert_case_link(&mut self, new: &CaseLinkRow) -> Result<bool, DbError> {
        let (from, to) = (new.case_id.uuid(), new.other_id.uuid());
        let kind = new.kind.as_str();
        self.changed("case_link", &[from.as_bytes(), to.as_bytes(), kind.as_bytes()]);
        let n = execute!(
            self,
            INSERT_CASE_LINK,
            new.id.uuid(),
            from,
            to,
            kind,
            new.linked_by.uuid(),
            micros(new.linked_at),
        );
        Ok(n == 1)
    }

    /// Takes a link away; says false when it was taken away meanwhile.
    pub async fn end_case_link(
        &mut self,
        id: CaseLinkId,
        by: StaffId,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("case_link_ended", &[id.uuid().as_bytes()]);
        Ok(execute!(self, END_CASE_LINK, id.uuid(), by.uuid(), micros(now)) == 1)
    }
}

statements! {
    CASE_LINKS = "select id, case_id, other_case_id, kind, linked_by, linked_at from case_links
        where id in (select id from case_links where case_id = $1 and unlinked_at is null
            union select id from case_links where other_case_id = $1 and unlinked_at is null)
        order by linked_at, id limit $2";
    INSERT_CASE_LINK = "insert into case_links (id, case_id, other_case_id, kind, linked_by, linked_at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    END_CASE_LINK = "update case_links set unlinked_by = $2, unlinked_at = $3
        where id = $1 and unlinked_at is null";
}
