//! Jottings: what persons have typed in forms and not sent, one for each person, form and matter.

use jiff::Timestamp;
use model::{CaseId, JottingId, JottingPlace, PersonId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, DraftValues, Reader, WriteTx, rows::At};

/// A jotting with its sealed fields.
#[derive(Clone, Debug)]
pub struct JottingRow {
    /// Its id.
    pub id: JottingId,
    /// Who types it.
    pub person_id: PersonId,
    /// In which form.
    pub place: JottingPlace,
    /// What the form is about: a case, a sheet; nil where about nothing that is there yet.
    pub about: Uuid,
    /// The case whose it is: of a part, the one that took it in. None where it is sealed to its writer.
    pub case_id: Option<CaseId>,
    /// Its fields, redacted where they are a case's, sealed.
    pub fields_sealed: Vec<u8>,
    /// Counts changes; every change names the version it read.
    pub version: i64,
    /// When it was last kept.
    pub saved_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    place: String,
    about: Uuid,
    case_id: Option<Uuid>,
    fields_sealed: Vec<u8>,
    version: i64,
    saved_at: i64,
}

impl TryFrom<Row> for JottingRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "jottings", id: row.id };
        Ok(Self {
            id: JottingId::from_uuid(row.id),
            person_id: PersonId::from_uuid(row.person_id),
            place: at.need("place", JottingPlace::of_str(&row.place))?,
            about: row.about,
            case_id: row.case_id.map(CaseId::from_uuid),
            fields_sealed: row.fields_sealed,
            version: row.version,
            saved_at: timestamp_of_micros(row.saved_at),
        })
    }
}

impl Reader {
    /// Returns what a person typed in a form about something.
    pub async fn jotting(
        &mut self,
        person_id: PersonId,
        place: JottingPlace,
        about: Uuid,
    ) -> Result<Option<JottingRow>, DbError> {
        fetch_optional!(self, Row, JOTTING, person_id.uuid(), place.as_str(), about)
            .map(JottingRow::try_from)
            .transpose()
    }

    /// Returns the sealed values of a jotting, with the person each is sealed to.
    pub async fn jotting_values(
        &mut self,
        id: JottingId,
    ) -> Result<Vec<(PersonId, Vec<u8>)>, DbError> {
        let rows = fetch_all!(self, (Uuid, Vec<u8>), JOTTING_VALUES, id.uuid());
        Ok(rows.into_iter().map(|(id, sealed)| (PersonId::from_uuid(id), sealed)).collect())
    }

    /// Returns the jottings of a person, the latest kept first.
    pub async fn jottings_of(
        &mut self,
        id: PersonId,
        n_max: i64,
    ) -> Result<Vec<JottingRow>, DbError> {
        let rows = fetch_all!(self, Row, JOTTINGS_OF, id.uuid(), n_max);
        rows.into_iter().map(JottingRow::try_from).collect()
    }
}

impl BookTx {
    /// Keeps a new jotting; says false when there is one.
    pub async fn insert_jotting(
        &mut self,
        new: &JottingRow,
        values: &DraftValues,
    ) -> Result<bool, DbError> {
        let n = execute!(
            self,
            INSERT_JOTTING,
            new.id.uuid(),
            new.person_id.uuid(),
            new.place.as_str(),
            new.about,
            new.case_id.map(CaseId::uuid),
            new.fields_sealed.as_slice(),
            new.version,
            micros(new.saved_at),
        );
        if n == 1 {
            insert_values(self, new.id, values).await?;
        }
        Ok(n == 1)
    }

    /// Keeps what a jotting says now, if it still has the version that was read; says false when it does not.
    pub async fn update_jotting(
        &mut self,
        jotting: &JottingRow,
        values: &DraftValues,
        read: i64,
    ) -> Result<bool, DbError> {
        let n = execute!(
            self,
            UPDATE_JOTTING,
            jotting.id.uuid(),
            read,
            jotting.case_id.map(CaseId::uuid),
            jotting.fields_sealed.as_slice(),
            jotting.version,
            micros(jotting.saved_at),
        );
        if n == 1 {
            execute!(self, DELETE_JOTTING_VALUES, jotting.id.uuid());
            insert_values(self, jotting.id, values).await?;
        }
        Ok(n == 1)
    }

    /// Discards a jotting, if it still has the version that was read; says false when it does not.
    pub async fn delete_jotting(&mut self, id: JottingId, read: i64) -> Result<bool, DbError> {
        Ok(execute!(self, DELETE_JOTTING, id.uuid(), read) == 1)
    }
}

impl WriteTx {
    /// Takes along what is being typed in forms of a case, to the case that it is part of from now on. It stays about the
    /// case that it was typed for, so that it goes back with it.
    pub async fn move_jottings(&mut self, from: CaseId, to: CaseId) -> Result<u64, DbError> {
        Ok(execute!(self, MOVE_JOTTINGS, from.uuid(), to.uuid()))
    }

    /// Gives what was typed for a case back to it, from the case that it was part of.
    pub async fn move_jottings_back(&mut self, from: CaseId, to: CaseId) -> Result<u64, DbError> {
        Ok(execute!(self, MOVE_JOTTINGS_BACK, from.uuid(), to.uuid()))
    }

    /// Removes all jottings in a case.
    pub async fn delete_jottings_of_case(&mut self, id: CaseId) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_JOTTINGS_OF_CASE, id.uuid()))
    }

    /// Removes what somebody types in a dispute because they sit in it.
    pub async fn delete_jottings_of_seat(
        &mut self,
        id: CaseId,
        person_id: PersonId,
    ) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_JOTTINGS_OF_SEAT, id.uuid(), person_id.uuid()))
    }

    /// Removes all rulings that are being typed in a dispute.
    pub async fn delete_jotted_rulings(&mut self, id: CaseId) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_JOTTED_RULINGS, id.uuid()))
    }

    /// Removes all jottings of a person.
    pub async fn delete_jottings_of_person(&mut self, id: PersonId) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_JOTTINGS_OF_PERSON, id.uuid()))
    }
}

async fn insert_values(
    reader: &mut Reader,
    id: JottingId,
    values: &DraftValues,
) -> Result<(), DbError> {
    for (person_id, sealed) in values {
        execute!(reader, INSERT_JOTTING_VALUES, id.uuid(), person_id.uuid(), sealed.as_slice());
    }
    Ok(())
}

statements! {
    JOTTING = "select id, person_id, place, about, case_id, fields_sealed, version, saved_at from jottings
        where person_id = $1 and place = $2 and about = $3";
    JOTTING_VALUES = "select person_id, values_sealed from jotting_values where jotting_id = $1
        order by person_id";
    JOTTINGS_OF = "select id, person_id, place, about, case_id, fields_sealed, version, saved_at from jottings
        where person_id = $1 order by saved_at desc, id desc limit $2";
    INSERT_JOTTING = "insert into jottings (id, person_id, place, about, case_id, fields_sealed, version, saved_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (person_id, place, about) do nothing";
    UPDATE_JOTTING = "update jottings set case_id = $3, fields_sealed = $4, version = $5, saved_at = $6
        where id = $1 and version = $2";
    INSERT_JOTTING_VALUES = "insert into jotting_values (jotting_id, person_id, values_sealed)
        values ($1, $2, $3)";
    DELETE_JOTTING_VALUES = "delete from jotting_values where jotting_id = $1";
    DELETE_JOTTING = "delete from jottings where id = $1 and version = $2";
    MOVE_JOTTINGS = "update jottings set case_id = $2 where case_id = $1";
    MOVE_JOTTINGS_BACK = "update jottings set case_id = $2 where case_id = $1 and about = $2";
    DELETE_JOTTINGS_OF_CASE = "delete from jottings where case_id = $1";
    DELETE_JOTTINGS_OF_SEAT = "delete from jottings
        where case_id = $1 and person_id = $2 and place in ('statement', 'ruling')";
    DELETE_JOTTED_RULINGS = "delete from jottings where case_id = $1 and place = 'ruling'";
    DELETE_JOTTINGS_OF_PERSON = "delete from jottings where person_id = $1";
}
