#![doc = include_str!("../README.md")]

#[macro_use]
mod backend;
mod agreements;
mod api_tokens;
mod approvals;
mod assurances;
mod authorities;
mod blobs;
mod book;
mod case_filters;
mod case_links;
mod case_rows;
mod cases;
mod challenges;
mod checkpoints;
mod consents;
mod counters;
mod deliveries;
mod destinations;
mod disputes;
mod drafts;
mod emergencies;
mod entries;
mod error;
mod factors;
mod fields;
mod guide_runs;
mod handovers;
mod holds;
mod idempotency;
mod intakes;
mod issuer_keys;
mod jobs;
mod jottings;
mod labels;
mod links;
mod looks;
mod mail_ids;
mod merges;
mod messages;
mod notices;
mod open;
mod outcomes;
mod persons;
mod policies;
mod proofs;
mod queues;
mod rows;
mod rulings;
mod saved_views;
mod search;
mod sessions;
mod setting_changes;
mod settings;
mod sheets;
mod signature_keys;
mod signatures;
mod signed_answers;
mod staff;
mod traffic;
mod turns;
mod visits;
mod windows;
mod write;

pub use agreements::AgreementRow;
pub use api_tokens::{ApiToken, NewApiToken};
pub use approvals::{ApprovalRow, ApprovalState, Decided, NewApproval, NewDecision};
pub use assurances::{ASSURANCES_MAX, AssuranceRow};
pub use authorities::{AUTHORITIES_MAX, AuthorityCount, AuthorityRow, NewAuthority};
pub use backend::Reader;
pub use blobs::{BlobKind, BlobRow};
pub use book::BookTx;
pub use case_filters::{CaseFilter, CaseSides};
pub use case_links::CaseLinkRow;
pub use cases::{CaseAt, CaseRecord, NewCase, QueueCount};
pub use challenges::Challenge;
pub use checkpoints::StoredCheckpoint;
pub use consents::{CONSENTS_MAX, ConsentRow, ConsentState};
pub use deliveries::{DeliveryRecord, NewDelivery};
pub use destinations::DestinationRow;
pub use disputes::{DisputeRow, HearingRow, SeatRow};
pub use drafts::{DraftRow, DraftValues};
pub use emergencies::{EmergencyRow, ReviewEnd, ReviewRow};
pub use entries::{Change, Derived, EntryFilter, EntryRow, Pending};
pub use error::DbError;
pub use factors::{FactorRow, NewFactor};
pub use fields::{FieldLook, FieldValueRow};
pub use guide_runs::{GuideRunRow, TickRow};
pub use handovers::HandoverRow;
pub use holds::HoldRow;
pub use idempotency::Kept;
pub use issuer_keys::{IssuerKeyRow, PublicKeyRow};
pub use jobs::{Job, NewJob};
pub use jottings::JottingRow;
pub use labels::Label;
pub use links::{Link, NewLink};
pub use looks::{Look, NewLook};
pub use mail_ids::{KnownMail, NewMailId};
pub use merges::MergeRow;
pub use messages::{MessageRecord, MovedMessage, NewMessage};
pub use notices::{NOTICES_READ_MAX, NewNotice, NoticeRow};
pub use open::{Db, DbConfig, READERS_MAX};
pub use outcomes::{OutcomeRow, SHEET_CASES_MAX, SheetUse};
pub use persons::{PersonAddress, PersonRow};
pub use policies::{PolicyEdition, PolicyFile};
pub use proofs::{PROOF_SECS, ProofRow};
pub use rulings::RulingRow;
pub use saved_views::SavedViewRow;
pub use search::{Phrases, SearchHit, StaleRow, Words};
pub use sessions::{NewSession, SessionRow};
pub use setting_changes::{CHANGES_MAX, SettingChangeRow};
pub use sheets::SHEETS_MAX;
pub use signature_keys::SignatureKeyRow;
pub use signatures::{MarksRow, SignatureRow, Signed};
pub use signed_answers::NewSignedAnswer;
pub use staff::{LeftBehind, NewStaff, StaffRow};
pub use traffic::{CopyCount, JobCount};
pub use visits::Visit;
pub use windows::{MessagePlace, MessagesOf};
pub use write::WriteTx;

/// The few statements that only SQLite runs; README names the places.
#[doc(hidden)]
pub fn sqlite_statements() -> Vec<(&'static str, &'static str)> {
    [jobs::SQLITE_ONLY, search::SQLITE_ONLY, traffic::SQLITE_ONLY, write::SQLITE_ONLY].concat()
}

/// The few statements that only PostgreSQL runs; README names the places.
#[doc(hidden)]
pub fn postgres_statements() -> Vec<(&'static str, &'static str)> {
    [jobs::POSTGRES_ONLY, search::POSTGRES_ONLY, traffic::POSTGRES_ONLY, write::POSTGRES_ONLY]
        .concat()
}

/// Every registered statement with its name, for the test that prepares them on both databases.
#[doc(hidden)]
pub fn statements() -> Vec<(&'static str, &'static str)> {
    [
        api_tokens::STATEMENTS,
        agreements::STATEMENTS,
        approvals::STATEMENTS,
        assurances::STATEMENTS,
        authorities::STATEMENTS,
        blobs::STATEMENTS,
        case_links::STATEMENTS,
        cases::STATEMENTS,
        challenges::STATEMENTS,
        checkpoints::STATEMENTS,
        consents::STATEMENTS,
        counters::STATEMENTS,
        deliveries::STATEMENTS,
        destinations::STATEMENTS,
        disputes::STATEMENTS,
        drafts::STATEMENTS,
        emergencies::STATEMENTS,
        entries::STATEMENTS,
        factors::STATEMENTS,
        fields::STATEMENTS,
        guide_runs::STATEMENTS,
        handovers::STATEMENTS,
        holds::STATEMENTS,
        idempotency::STATEMENTS,
        intakes::STATEMENTS,
        issuer_keys::STATEMENTS,
        jobs::STATEMENTS,
        jottings::STATEMENTS,
        labels::STATEMENTS,
        links::STATEMENTS,
        looks::STATEMENTS,
        mail_ids::STATEMENTS,
        merges::STATEMENTS,
        messages::STATEMENTS,
        notices::STATEMENTS,
        outcomes::STATEMENTS,
        persons::STATEMENTS,
        policies::STATEMENTS,
        proofs::STATEMENTS,
        queues::STATEMENTS,
        rulings::STATEMENTS,
        saved_views::STATEMENTS,
        search::STATEMENTS,
        sessions::STATEMENTS,
        setting_changes::STATEMENTS,
        settings::STATEMENTS,
        sheets::STATEMENTS,
        signature_keys::STATEMENTS,
        signatures::STATEMENTS,
        signed_answers::STATEMENTS,
        staff::STATEMENTS,
        traffic::STATEMENTS,
        visits::STATEMENTS,
        windows::STATEMENTS,
        write::STATEMENTS,
    ]
    .concat()
}
