//! What stands in the files of an archive, as programs read it.

use desk::{ArchivedFile, OwnDispute, OwnHoldings, OwnMessage, OwnRuling, OwnStatement};
use jiff::Timestamp;
use model::Personal;
use serde::Serialize;

use crate::api::{
    AssuranceBody, AuthorityBody, ConsentBody, FieldLookBody, LookBody, OwnDisputeBody,
    OwnMessageBody, OwnRulingBody, OwnStatementBody, ValueBody, VisitBody,
};

/// What is held about somebody beside what they wrote.
#[derive(Serialize)]
pub struct HoldingsTold {
    taken_at: Timestamp,
    name: Option<String>,
    addresses: Vec<String>,
    language: Option<String>,
    time_zone: Option<String>,
    fields: Vec<ValueBody>,
    sign_in: SignInTold,
    signed_answer_keys: Vec<KeyTold>,
    looks_at_messages: Vec<LookBody>,
    looks_at_fields: Vec<FieldLookBody>,
    readings_under_an_authority: Vec<VisitBody>,
    consents: Vec<ConsentBody>,
    authorities: Vec<AuthorityBody>,
    meetings: Vec<AssuranceBody>,
}

#[derive(Serialize)]
struct SignInTold {
    factors: Vec<FactorTold>,
    n_recovery_codes: i64,
    sessions: Vec<SessionTold>,
}

#[derive(Serialize)]
struct FactorTold {
    kind: &'static str,
    name: String,
    set_up_at: Timestamp,
    used_at: Option<Timestamp>,
}

#[derive(Serialize)]
struct SessionTold {
    way: &'static str,
    begun_at: Timestamp,
    used_at: Timestamp,
}

#[derive(Serialize)]
struct KeyTold {
    fingerprint: String,
    set_down_at: Timestamp,
}

/// A message, and where in the archive its files are.
#[derive(Serialize)]
pub struct MessageTold {
    #[serde(flatten)]
    message: OwnMessageBody,
    files: Vec<FileTold>,
}

/// A file: its name as it was sent, and where it is.
#[derive(Serialize)]
pub struct FileTold {
    name: Option<String>,
    media_type: String,
    /// Where in the archive; none where it is not in it.
    path: Option<String>,
    /// Why it is not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<&'static str>,
}

/// A dispute, as its party sees it.
#[derive(Serialize)]
pub struct DisputeTold {
    #[serde(flatten)]
    dispute: OwnDisputeBody,
    statements: Vec<StatementTold>,
    rulings: Vec<OwnRulingBody>,
}

/// Something said in a dispute, and where in the archive its files are.
#[derive(Serialize)]
pub struct StatementTold {
    #[serde(flatten)]
    statement: OwnStatementBody,
    files: Vec<FileTold>,
}

impl HoldingsTold {
    /// Tells them as of when the archive was taken.
    pub fn new(held: OwnHoldings, at: Timestamp) -> Self {
        let reading = held.reading.as_ref();
        let factors = held.factors.factors.into_iter().map(|factor| FactorTold {
            kind: factor.kind.as_str(),
            name: factor.name.into_exposed(),
            set_up_at: factor.created_at,
            used_at: factor.used_at,
        });
        let sessions = held.sessions.into_iter().map(|session| SessionTold {
            way: session.way.as_str(),
            begun_at: session.created_at,
            used_at: session.seen_at,
        });
        let keys = held.keys.into_iter().map(|key| KeyTold {
            fingerprint: key.fingerprint.into_exposed(),
            set_down_at: key.created_at,
        });
        let field_looks = held.field_looks.into_iter();
        Self {
            taken_at: at,
            name: held.name.map(Personal::into_exposed),
            addresses: held.addresses.into_iter().map(Personal::into_exposed).collect(),
            language: reading.and_then(|known| known.locale).map(|locale| locale.tag().to_owned()),
            time_zone: reading.and_then(|known| Some(known.zone.as_ref()?.name().to_owned())),
            fields: held.fields.into_iter().map(ValueBody::from).collect(),
            sign_in: SignInTold {
                factors: factors.collect(),
                n_recovery_codes: held.factors.n_recovery_codes,
                sessions: sessions.collect(),
            },
            signed_answer_keys: keys.collect(),
            looks_at_messages: held.looks.into_iter().map(LookBody::from).collect(),
            looks_at_fields: field_looks.map(FieldLookBody::from).collect(),
            readings_under_an_authority: held.visits.into_iter().map(VisitBody::from).collect(),
            consents: held.consents.into_iter().map(ConsentBody::from).collect(),
            authorities: held
                .authorities
                .into_iter()
                .map(|view| AuthorityBody::new(view, at))
                .collect(),
            meetings: held.assurances.into_iter().map(AssuranceBody::from).collect(),
        }
    }
}

impl MessageTold {
    /// Tells a message with its files.
    pub fn new(message: OwnMessage, files: Vec<FileTold>) -> Self {
        Self { message: message.into(), files }
    }
}

impl FileTold {
    /// Tells a file that is at a path in the archive, or why it is at none.
    pub fn new(file: ArchivedFile, path: Result<String, &'static str>) -> Self {
        Self {
            name: file.name.map(Personal::into_exposed),
            media_type: file.media_type,
            left_out: path.as_ref().err().copied(),
            path: path.ok(),
        }
    }
}

impl StatementTold {
    /// Tells a statement with its files.
    pub fn new(statement: OwnStatement, files: Vec<FileTold>) -> Self {
        Self { statement: statement.into(), files }
    }
}

impl DisputeTold {
    /// Tells a dispute.
    pub fn new(
        dispute: OwnDispute,
        statements: Vec<StatementTold>,
        rulings: Vec<OwnRuling>,
    ) -> Self {
        let rulings = rulings.into_iter().map(OwnRulingBody::from).collect();
        Self { dispute: dispute.into(), statements, rulings }
    }
}
