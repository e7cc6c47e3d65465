//! Requests for consent: who asked whom, for which acts and fields, and what they answered.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{
    Act, AuthorityId, CaseId, ConsentId, FieldKey, PersonId, Role, SignatureWay, StaffId, micros,
    timestamp_of_micros,
};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, authorities::role, rows::At};

/// Requests that one page shows.
pub const CONSENTS_MAX: i64 = 100;

/// A request for consent.
#[derive(Clone, Debug)]
pub struct ConsentRow {
    /// Its id.
    pub id: ConsentId,
    /// The case it is for.
    pub case_id: CaseId,
    /// Who is asked.
    pub person_id: PersonId,
    /// Who asks.
    pub asked_by: StaffId,
    /// Who may use it: holders of this role.
    pub holder_role: Role,
    /// What would be done.
    pub acts: BTreeSet<Act>,
    /// To which fields.
    pub fields: BTreeSet<FieldKey>,
    /// Why, sealed to whoever is asked.
    pub words_sealed: Vec<u8>,
    /// How often.
    pub n_uses_max: u32,
    /// For how many hours.
    pub hours: u32,
    /// Where it stands.
    pub state: ConsentState,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it can no longer be answered.
    pub lapses_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// The authority that came of it.
    pub authority_id: Option<AuthorityId>,
    /// How the mail was signed that answered it; `None` where it was answered on a page.
    pub signed_way: Option<SignatureWay>,
}

/// Where a request for consent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// Nobody answered yet.
    Asked,
    /// It was given, or part of it.
    Given,
    /// It was declined.
    Declined,
}

impl ConsentState {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Declined => "declined",
        }
    }

    pub(crate) fn of_str(text: &str) -> Option<Self> {
        [Self::Asked, Self::Given, Self::Declined].into_iter().find(|state| state.as_str() == text)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    person_id: Uuid,
    asked_by: Uuid,
    holder_role: String,
    acts: String,
    fields: String,
    words_sealed: Vec<u8>,
    n_uses_max: i64,
    hours: i64,
    state: String,
    asked_at: i64,
    lapses_at: i64,
    answered_at: Option<i64>,
    authority_id: Option<Uuid>,
    signed_way: Option<String>,
}

impl TryFrom<Row> for ConsentRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "consents", id: row.id };
        let acts = row.acts.split_whitespace().map(|word| at.need("acts", Act::of_str(word)));
        let fields = row.fields.split_whitespace();
        let fields = fields.map(|word| at.need("fields", FieldKey::parse(word).ok()));
        let way = row.signed_way.map(|word| at.need("way", SignatureWay::of_str(&word)));
        Ok(Self {
            id: ConsentId::from_uuid(row.id),
            case_id: CaseId::from_uuid(row.case_id),
            person_id: PersonId::from_uuid(row.person_id),
            asked_by: StaffId::from_uuid(row.asked_by),
            holder_role: role(at, "holder_role", &row.holder_role)?,
            acts: acts.collect::<Result<_, _>>()?,
            fields: fields.collect::<Result<_, _>>()?,
            words_sealed: row.words_sealed,
            n_uses_max: at.need("n_uses_max", u32::try_from(row.n_uses_max).ok())?,
            hours: at.need("hours", u32::try_from(row.hours).ok())?,
            state: at.need("state", ConsentState::of_str(&row.state))?,
            asked_at: timestamp_of_micros(row.asked_at),
            lapses_at: timestamp_of_micros(row.lapses_at),
            answered_at: row.answered_at.map(timestamp_of_micros),
            authority_id: row.authority_id.map(AuthorityId::from_uuid),
            signed_way: way.transpose()?,
        })
    }
}

impl Reader {
    /// Returns a request.
    pub async fn consent(&mut self, id: ConsentId) -> Result<Option<ConsentRow>, DbError> {
        fetch_optional!(self, Row, CONSENT, id.uuid()).map(ConsentRow::try_from).transpose()
    }

    /// Returns the request whose answers come to this token.
    pub async fn consent_of_reply(
        &mut self,
        mac: &[u8; 32],
    ) -> Result<Option<ConsentRow>, DbError> {
        fetch_optional!(self, Row, OF_REPLY, mac.as_slice()).map(ConsentRow::try_from).transpose()
    }

    /// Returns what a person was asked, the latest first.
    pub async fn consents_of_person(&mut self, id: PersonId) -> Result<Vec<ConsentRow>, DbError> {
        let rows = fetch_all!(self, Row, OF_PERSON, id.uuid(), CONSENTS_MAX);
        rows.into_iter().map(ConsentRow::try_from).collect()
    }

    /// Returns what was asked in a case, the latest first.
    pub async fn consents_of_case(&mut self, id: CaseId) -> Result<Vec<ConsentRow>, DbError> {
        let rows = fetch_all!(self, Row, OF_CASE, id.uuid(), CONSENTS_MAX);
        rows.into_iter().map(ConsentRow::try_from).collect()
    }
}

impl WriteTx {
    /// Keeps a request; `reply_mac` is the keyed digest of the token that its answers come to.
    pub async fn insert_consent(
        &mut self,
        new: &ConsentRow,
        reply_mac: &[u8; 32],
    ) -> Result<(), DbError> {
        self.changed("consent", &[new.id.uuid().as_bytes(), &new.words_sealed]);
        let acts = new.acts.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(" ");
        let fields = new.fields.iter().map(FieldKey::as_str).collect::<Vec<_>>().join(" ");
        execute!(
            self,
            INSERT_CONSENT,
            new.id.uuid(),
            new.case_id.uuid(),
            new.person_id.uuid(),
            new.asked_by.uuid(),
            new.holder_role.as_str(),
            acts.as_str(),
            fields.as_str(),
            new.words_sealed.as_slice(),
            i64::from(new.n_uses_max),
            i64::from(new.hours),
            new.state.as_str(),
            micros(new.asked_at),
            micros(new.lapses_at),
            reply_mac.as_slice(),
        );
        Ok(())
    }

    /// Notes the answer to a request that waits for one; false when somebody was quicker, or it lapsed.
    pub async fn answer_consent(
        &mut self,
        id: ConsentId,
        state: ConsentState,
        authority_id: Option<AuthorityId>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("consent_answered", &[id.uuid().as_bytes(), state.as_str().as_bytes()]);
        let authority = authority_id.map(AuthorityId::uuid);
        Ok(execute!(self, ANSWER, id.uuid(), state.as_str(), authority, micros(now)) == 1)
    }
}

statements! {
    CONSENT = "select id, case_id, person_id, asked_by, holder_role, acts, fields, words_sealed, n_uses_max,
        hours, state, asked_at, lapses_at, answered_at, authority_id,
        (select s.way from signed_answers s where s.consent_id = consents.id) as signed_way from consents where id = $1";
    OF_REPLY = "select id, case_id, person_id, asked_by, holder_role, acts, fields, words_sealed, n_uses_max,
        hours, state, asked_at, lapses_at, answered_at, authority_id,
        (select s.way from signed_answers s where s.consent_id = consents.id) as signed_way from consents where reply_mac = $1";
    OF_PERSON = "select id, case_id, person_id, asked_by, holder_role, acts, fields, words_sealed, n_uses_max,
        hours, state, asked_at, lapses_at, answered_at, authority_id,
        (select s.way from signed_answers s where s.consent_id = consents.id) as signed_way from consents where person_id = $1
        order by asked_at desc nulls last, id desc limit $2";
    OF_CASE = "select id, case_id, person_id, asked_by, holder_role, acts, fields, words_sealed, n_uses_max,
        hours, state, asked_at, lapses_at, answered_at, authority_id,
        (select s.way from signed_answers s where s.consent_id = consents.id) as signed_way from consents where case_id = $1
        order by asked_at desc nulls last, id desc limit $2";
    INSERT_CONSENT = "insert into consents (id, case_id, person_id, asked_by, holder_role, acts, fields,
        words_sealed, n_uses_max, hours, state, asked_at, lapses_at, reply_mac)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    ANSWER = "update consents set state = $2, authority_id = $3, answered_at = $4
        where id = $1 and state = 'asked' and lapses_at > $4";
}
