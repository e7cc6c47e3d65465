//! Policies: their editions, each with all its texts. An edition is never changed; another follows it.

use jiff::Timestamp;
use model::{ApprovalId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx};

/// Editions that the history shows.
const HISTORY_MAX: i64 = 500;

/// An edition of the policies.
#[derive(Clone, Debug)]
pub struct PolicyEdition {
    /// Counts from 1, which is what Chancery came with.
    pub number: i64,
    /// The digest by which entries name it, as of when it came into force.
    pub edition: String,
    /// Who proposed it; `None` is the command line, or the founding.
    pub proposed_by: Option<StaffId>,
    /// Who approved it.
    pub approved_by: Option<StaffId>,
    /// The approval.
    pub approval_id: Option<ApprovalId>,
    /// The earlier edition whose texts it takes up again.
    pub reverts: Option<i64>,
    /// Why, in the proposer's words.
    pub note: String,
    /// Since when it is in force.
    pub in_force_from: Timestamp,
}

/// One file of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFile {
    /// Its name.
    pub file: String,
    /// What it says.
    pub text: String,
    /// Digest of the text that Chancery came with when this one was made; empty where it came with none.
    pub based_on: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    edition: String,
    proposed_by: Option<Uuid>,
    approved_by: Option<Uuid>,
    approval_id: Option<Uuid>,
    reverts: Option<i64>,
    note: String,
    in_force_from: i64,
}

impl From<Row> for PolicyEdition {
    fn from(row: Row) -> Self {
        Self {
            number: row.number,
            edition: row.edition,
            proposed_by: row.proposed_by.map(StaffId::from_uuid),
            approved_by: row.approved_by.map(StaffId::from_uuid),
            approval_id: row.approval_id.map(ApprovalId::from_uuid),
            reverts: row.reverts,
            note: row.note,
            in_force_from: timestamp_of_micros(row.in_force_from),
        }
    }
}

impl Reader {
    /// Returns the edition in force; `None` before the house is founded.
    pub async fn policy_edition_in_force(&mut self) -> Result<Option<PolicyEdition>, DbError> {
        Ok(fetch_optional!(self, Row, EDITION_IN_FORCE).map(PolicyEdition::from))
    }

    /// Returns one edition.
    pub async fn policy_edition(&mut self, number: i64) -> Result<Option<PolicyEdition>, DbError> {
        Ok(fetch_optional!(self, Row, EDITION, number).map(PolicyEdition::from))
    }

    /// Returns the editions, the latest first.
    pub async fn policy_editions(&mut self) -> Result<Vec<PolicyEdition>, DbError> {
        let rows = fetch_all!(self, Row, EDITIONS, HISTORY_MAX);
        Ok(rows.into_iter().map(PolicyEdition::from).collect())
    }

    /// Returns the files of an edition, in their order.
    pub async fn policy_texts(&mut self, number: i64) -> Result<Vec<PolicyFile>, DbError> {
        let rows = fetch_all!(self, (String, String, String), TEXTS, number);
        Ok(rows
            .into_iter()
            .map(|(file, text, based_on)| PolicyFile { file, text, based_on })
            .collect())
    }
}

impl WriteTx {
    /// Puts an edition in force, with all its files; says false when another came between.
    pub async fn insert_policy_edition(
        &mut self,
        new: &PolicyEdition,
        files: &[PolicyFile],
    ) -> Result<bool, DbError> {
        self.changed("policy_edition", &[&new.number.to_be_bytes(), new.edition.as_bytes()]);
        let n = put(self, new, files).await?;
        if n > 0 {
            execute!(self, PUT_EDITION, &new.edition);
        }
        Ok(n > 0)
    }
}

impl BookTx {
    /// Keeps the policies that a new house begins with.
    pub async fn found_policies(
        &mut self,
        new: &PolicyEdition,
        files: &[PolicyFile],
    ) -> Result<(), DbError> {
        put(self, new, files).await?;
        Ok(())
    }
}

async fn put(
    reader: &mut Reader,
    new: &PolicyEdition,
    files: &[PolicyFile],
) -> Result<u64, DbError> {
    let n = execute!(
        reader,
        INSERT_EDITION,
        new.number,
        &new.edition,
        new.proposed_by.map(StaffId::uuid),
        new.approved_by.map(StaffId::uuid),
        new.approval_id.map(ApprovalId::uuid),
        new.reverts,
        &new.note,
        micros(new.in_force_from),
    );
    if n > 0 {
        for (index, file) in (0_i64..).zip(files) {
            execute!(
                reader,
                INSERT_TEXT,
                new.number,
                index,
                &file.file,
                &file.text,
                &file.based_on
            );
        }
    }
    Ok(n)
}

statements! {
    EDITION_IN_FORCE = "select number, edition, proposed_by, approved_by, approval_id, reverts, note,
        in_force_from from policy_editions order by number desc limit 1";
    EDITION = "select number, edition, proposed_by, approved_by, approval_id, reverts, note,
        in_force_from from policy_editions where number = $1";
    EDITIONS = "select number, edition, proposed_by, approved_by, approval_id, reverts, note,
        in_force_from from policy_editions order by number desc limit $1";
    TEXTS = "select file, text, based_on from policy_texts where number = $1 order by position_index, file";
    INSERT_EDITION = "insert into policy_editions (number, edition, proposed_by, approved_by, approval_id,
        reverts, note, in_force_from) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (number) do nothing";
    INSERT_TEXT = "insert into policy_texts (number, position_index, file, text, based_on)
        values ($1, $2, $3, $4, $5)";
    PUT_EDITION = "update settings set value = $1 where key = 'policy_edition'";
}
