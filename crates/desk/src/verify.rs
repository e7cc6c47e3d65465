//! Verifying the whole log against the stored rows.

use std::collections::{BTreeMap, BTreeSet};

use audit::{
    Columns, CountedUses, EntryRow, FieldLookRow, LeafRow, LogVerifier, LookRow, Node, Report,
    VerifyRow, VisitRow,
};
use db::{AuthorityCount, Derived, Reader};
use jiff::Timestamp;
use model::{Act, Actor, AuthorityId, CaseId, EntryId, PersonId, Resource};
use serde::{Deserialize, Serialize};

use crate::{Desk, DeskError};

/// Rows read at once.
const PAGE: i64 = 1_000;

/// What the house remembers of the last verification, sealed.
const LAST: &str = "log_verification";

/// When the log was last verified, and how that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// When.
    pub at: Timestamp,
    /// How many numbers the log had given.
    pub size: u64,
    /// How many things were wrong.
    pub n_faults: u64,
}

/// What verification found, and the checkpoint it ended at.
#[derive(Clone, Debug)]
pub struct LogReport {
    /// What was found.
    pub report: Report,
    /// The latest checkpoint.
    pub checkpoint: Option<String>,
}

impl Desk {
    /// Proves the whole log for somebody who may browse it.
    pub async fn show_verification(&self, actor: &Actor) -> Result<LogReport, DeskError> {
        self.ask_to_read(actor, Act::LogShow, &Resource::Log).await?;
        self.verify_log(None).await
    }

    /// Proves the whole log against the stored rows; with `against`, also that it contains an older checkpoint
    /// that was kept elsewhere.
    pub async fn verify_log(&self, against: Option<&str>) -> Result<LogReport, DeskError> {
        let _one = self.log.verifying.try_lock().map_err(|_| DeskError::Conflict {
            what: "the log is being verified at this moment; the state of that",
        })?;
        let mut verifier = LogVerifier::new(self.db.log_key(), self.log_verifier());
        if let Some(note) = against {
            verifier.against(note).map_err(|_| DeskError::Invalid {
                field: "checkpoint",
                words: "it does not bear the signature of this log".to_owned(),
            })?;
        }
        let mut reader = self.db.read().await?;
        // Counted before the first entry and after the last: what is used meanwhile lies between the two.
        let counts = counts_of(&mut reader).await?;
        push_nodes(&mut reader, &mut verifier).await?;
        let next = push_entries(&mut reader, &mut verifier).await?;
        push_pending(&mut reader, &mut verifier, next).await?;
        for look in reader.stray_looks().await? {
            verifier.push_stray_look(&look);
        }
        for look in reader.stray_field_looks().await? {
            verifier.push_stray_field_look(&look);
        }
        for visit in reader.stray_visits().await? {
            verifier.push_stray_visit(&visit);
        }
        push_authorities(&mut reader, &mut verifier, &counts).await?;
        let checkpoint = reader.last_checkpoint().await?.map(|stored| stored.note);
        drop(reader);
        let report = verifier.finish();
        let (size, n_faults) = (report.size, report.n_faults);
        self.note_verification(Verification { at: self.now(), size, n_faults }).await;
        Ok(LogReport { report, checkpoint })
    }

    /// Returns what came of the last verification, by whomever.
    pub async fn last_verification(&self) -> Result<Option<Verification>, DeskError> {
        let Some(bytes) = self.kept(LAST).await? else { return Ok(None) };
        let read = serde_json::from_slice(bytes.expose());
        read.map(Some).map_err(|_| DeskError::Content { what: "the last verification" })
    }

    // That it cannot be remembered, on a full disk say, takes nothing from what was found.
    async fn note_verification(&self, verification: Verification) {
        let kept = match serde_json::to_vec(&verification) {
            Ok(bytes) => self.keep(LAST, &bytes).await,
            Err(_) => Err(DeskError::Content { what: "the last verification" }),
        };
        if let Err(error) = kept {
            tracing::warn!("that the log was verified is not remembered: {error}");
        }
    }
}

type Counts = BTreeMap<AuthorityId, AuthorityCount>;

async fn counts_of(reader: &mut Reader) -> Result<Counts, DeskError> {
    let mut counts = Counts::new();
    loop {
        let last = counts.keys().next_back().copied();
        let rows = reader.authority_counts(last, PAGE).await?;
        if rows.is_empty() {
            return Ok(counts);
        }
        counts.extend(rows.into_iter().map(|row| (row.id, row)));
    }
}

async fn push_nodes(reader: &mut Reader, verifier: &mut LogVerifier<'_>) -> Result<(), DeskError> {
    for level in [8, 16, 24] {
        let mut first = 0;
        loop {
            let rows = reader.nodes(level, first, PAGE).await?;
            for (position, hash) in &rows {
                // A hash of the wrong length differs from every right one.
                let hash = hash.as_slice().try_into().unwrap_or([0; 32]);
                let position = u64::try_from(*position).unwrap_or(u64::MAX);
                let level = u8::try_from(level).unwrap_or(u8::MAX);
                verifier.push_node(&Node { level, position, hash });
            }
            if rows.is_empty() {
                break;
            }
            first += PAGE;
        }
    }
    Ok(())
}

/// Pushes the numbered entries with their checkpoints; returns the number behind the last.
async fn push_entries(
    reader: &mut Reader,
    verifier: &mut LogVerifier<'_>,
) -> Result<i64, DeskError> {
    // From the lowest number there could be: a row below 0 was put there by hand.
    let mut next = i64::MIN;
    let mut size = -1;
    loop {
        let rows = reader.entries_from(next, PAGE).await?;
        let Some(last) = rows.last().and_then(|row| row.log_index) else { break };
        // The checkpoints of a page go before its rows.
        loop {
            let notes = reader.checkpoints_from(size, PAGE).await?;
            let within: Vec<_> =
                notes.iter().filter(|note| note.size <= last.saturating_add(1)).collect();
            for stored in &within {
                verifier.push_checkpoint(u64::try_from(stored.size).unwrap_or(0), &stored.note);
                size = stored.size;
            }
            if within.len() < notes.len() || notes.is_empty() {
                break;
            }
        }
        // An entry and its look are committed as one, so whoever reads the first finds the second.
        let looks = reader.looks_between(next, last).await?;
        let mut looks: BTreeMap<EntryId, LookRow> =
            looks.into_iter().map(|look| (look.id, look)).collect();
        let fields = reader.field_looks_between(next, last).await?;
        let mut fields: BTreeMap<EntryId, FieldLookRow> =
            fields.into_iter().map(|look| (look.id, look)).collect();
        let visits = reader.visits_between(next, last).await?;
        let mut visits: BTreeMap<EntryId, VisitRow> =
            visits.into_iter().map(|visit| (visit.id, visit)).collect();
        for row in rows {
            let found = (looks.remove(&row.id), fields.remove(&row.id), visits.remove(&row.id));
            verifier.push(&verify_row(&row, found));
        }
        next = last.saturating_add(1);
        if last == i64::MAX {
            break;
        }
    }
    for stored in reader.checkpoints_from(size, PAGE).await? {
        verifier.push_checkpoint(u64::try_from(stored.size).unwrap_or(0), &stored.note);
    }
    Ok(next)
}

/// Pushes the entries that wait for their number, and those that got one since the others were read.
async fn push_pending(
    reader: &mut Reader,
    verifier: &mut LogVerifier<'_>,
    next: i64,
) -> Result<(), DeskError> {
    let mut seen = BTreeSet::new();
    let pending = reader.pending_entries(PAGE).await?;
    if pending.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX) {
        verifier.miss_entries();
    }
    for pending in pending {
        seen.insert(pending.id);
        if let Some(row) = reader.entry_of_id(pending.id).await? {
            verifier.push_pending(&read_row(reader, &row).await?);
        }
    }
    let mut next = next;
    loop {
        let rows = reader.entries_from(next, PAGE).await?;
        let Some(last) = rows.last().and_then(|row| row.log_index) else { return Ok(()) };
        for row in rows.iter().filter(|row| !seen.contains(&row.id)) {
            verifier.push_late(&read_row(reader, row).await?);
        }
        if last == i64::MAX {
            return Ok(());
        }
        next = last.saturating_add(1);
    }
}

async fn push_authorities(
    reader: &mut Reader,
    verifier: &mut LogVerifier<'_>,
    before: &Counts,
) -> Result<(), DeskError> {
    for count in counts_of(reader).await?.into_values() {
        let earlier = before.get(&count.id);
        verifier.push_authority(&CountedUses {
            id: count.id,
            n_before: earlier.map_or(0, |earlier| earlier.n_used),
            n_after: count.n_used,
            n_redeemed: (earlier.map_or(0, |earlier| earlier.n_redeemed), count.n_redeemed),
            is_withdrawn: count.is_withdrawn,
        });
    }
    Ok(())
}

async fn read_row(reader: &mut Reader, row: &db::EntryRow) -> Result<EntryRow, DeskError> {
    let look = reader.look_of_entry(row.id).await?;
    let field_look = reader.field_look_of_entry(row.id).await?;
    let visit = reader.visit_of_entry(row.id).await?;
    Ok(entry_row(row, (look, field_look, visit)))
}

type Found = (Option<LookRow>, Option<FieldLookRow>, Option<VisitRow>);

fn verify_row(row: &db::EntryRow, found: Found) -> VerifyRow {
    let leaf = LeafRow {
        entry_id: row.id,
        hash: row.leaf_hash.clone().unwrap_or_default(),
        seal: row.leaf_seal.clone().unwrap_or_default(),
    };
    VerifyRow {
        index: row.log_index.and_then(|index| u64::try_from(index).ok()).unwrap_or(u64::MAX),
        leaf: Some(leaf),
        entry: Some(entry_row(row, found)),
    }
}

fn entry_row(row: &db::EntryRow, (look, field_look, visit): Found) -> EntryRow {
    EntryRow {
        id: EntryId::from_uuid(row.id.uuid()),
        canonical: row.canonical.clone(),
        seal: row.seal.clone(),
        columns: columns(&row.derived),
        look,
        field_look,
        visit,
    }
}

fn columns(derived: &Derived) -> Columns {
    Columns {
        at: derived.at,
        act: derived.act.clone(),
        outcome: derived.outcome.clone(),
        who_kind: derived.who_kind.clone(),
        who_id: derived.who_id.clone(),
        resource_kind: derived.resource_kind.clone(),
        resource_id: derived.resource_id.clone(),
        case_id: derived.case_id.map(CaseId::from_uuid),
        person_id: derived.person_id.map(PersonId::from_uuid),
    }
}
