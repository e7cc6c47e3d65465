//! The log at work: numbering entries, signing checkpoints, browsing, proofs.

use std::sync::atomic::{AtomicI64, Ordering};

use audit::{
    Checkpoint, CheckpointKey, CheckpointVerifier, Entry, Frontier, Growth, NodeRange, NodeSet,
    ProofFile, consistency_proof, entry_seal, inclusion_proof, leaf_hash, nodes_for_consistency,
    nodes_for_inclusion,
};
use db::{EntryFilter, StoredCheckpoint};
use model::{Act, Actor, CaseNumber, Resource};
use tokio::sync::Mutex;
use vault::Vault;

use crate::{Desk, DeskError};

/// Entries numbered in one transaction.
const BATCH: i64 = 1_000;

/// Entries of a page.
const PAGE_ENTRIES: i64 = 50;

/// Seconds between two looks past which the clock, or the house, made a leap.
const LEAP_SECS: i64 = 60;

/// The key of the checkpoints, and the edge of the tree as last signed.
pub struct LogState {
    key: CheckpointKey,
    frontier: Mutex<Option<Frontier>>,
    /// In which second it was last looked what has expired.
    looked_at: AtomicI64,
    /// Verification reads everything: one at a time.
    pub(crate) verifying: Mutex<()>,
}

impl LogState {
    pub(crate) fn of_vault(vault: &Vault, domain: &str) -> Result<Self, DeskError> {
        let seed = vault.secret("checkpoint")?;
        let origin = format!("{domain}/chancery");
        let key = CheckpointKey::of_seed(&origin, &seed)
            .map_err(|_| DeskError::Content { what: "checkpoint key" })?;
        let looked_at = AtomicI64::new(i64::MIN);
        Ok(Self { key, frontier: Mutex::new(None), looked_at, verifying: Mutex::new(()) })
    }
}

/// An entry, as the log shows it.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// Its number, from 0.
    pub log_index: i64,
    /// The entry.
    pub entry: Entry,
    /// Its canonical bytes, which are text.
    pub canonical: String,
}

/// Which entries to show; the latest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogFilter {
    /// Only entries before this number.
    pub before: Option<i64>,
    /// Only this act.
    pub act: Option<Act>,
    /// Only the case of this number.
    pub number: Option<CaseNumber>,
}

impl Desk {
    /// Notes once a second what has expired. It holds from then on: where the clock goes back, nothing that was over
    /// is good again (ADR 23).
    async fn note_expiries(&self) -> Result<(), DeskError> {
        let now = self.now();
        let before = self.log.looked_at.swap(now.as_second(), Ordering::Relaxed);
        if before == now.as_second() {
            return Ok(());
        }
        let leap = leap(before, now.as_second());
        if let Some(secs) = leap {
            tracing::warn!(secs, "the clock made a leap, or the house stood still");
        }
        if !self.db.read().await?.has_expired_authorities(now).await? {
            return Ok(());
        }
        let mut book = self.db.bookkeeping().await?;
        let n = book.lapse_authorities(now).await?;
        book.commit().await?;
        match leap {
            Some(secs) => {
                tracing::warn!(n, secs, "authorities expired by that leap, and stay so");
            }
            None => tracing::info!(n, "authorities expired, and stay so"),
        }
        Ok(())
    }

    /// Gives entries their numbers, grows the tree and signs a checkpoint; returns how many there were.
    pub async fn sequence(&self) -> Result<usize, DeskError> {
        // No round comes by more often, also while nothing is done: who was there is forgotten when it says so.
        self.presence.forget_old(self.now());
        self.note_expiries().await?;
        let mut held = self.log.frontier.lock().await;
        // Most commits are bookkeeping; no turn to write is taken for them.
        if self.db.read().await?.pending_entries(1).await?.is_empty() {
            return Ok(0);
        }
        // Taken out, so that a failure half-way makes the next round read the last good one again.
        let mut frontier = match held.take() {
            Some(frontier) => frontier,
            None => self.stored_frontier().await?,
        };
        let mut book = self.db.bookkeeping().await?;
        let pending = book.pending_entries(BATCH).await?;
        let mut n: i64 = 0;
        for entry in pending {
            let seal = entry_seal(self.db.log_key(), entry.id, &entry.canonical);
            if seal.as_slice() != entry.seal {
                // Nobody who acts here wrote this. It stays without a number; verification names it.
                tracing::error!(entry.id = %entry.id, "an entry has no valid seal and gets no number");
                continue;
            }
            let hash = leaf_hash(&entry.canonical);
            let index = i64::try_from(frontier.size()).unwrap_or(i64::MAX);
            book.number_entry(entry.id, index, &hash).await?;
            for node in frontier.append(hash) {
                if node.level > 0 {
                    let position = i64::try_from(node.position).unwrap_or(i64::MAX);
                    book.insert_node(i64::from(node.level), position, &node.hash).await?;
                }
            }
            n += 1;
        }
        if n > 0 {
            let checkpoint = self.log.key.checkpoint(&frontier.head());
            let note = self.log.key.sign(&checkpoint);
            let stored = StoredCheckpoint {
                size: i64::try_from(frontier.size()).unwrap_or(i64::MAX),
                note: note.map_err(|_| DeskError::Content { what: "checkpoint" })?,
                frontier: frontier.to_bytes(),
                at: self.now(),
            };
            book.insert_checkpoint(&stored).await?;
            book.commit().await?;
            metrics::counter!("desk.log.sequenced").increment(n.unsigned_abs());
            self.tell_changes(stored.size - n, stored.size).await;
        }
        *held = Some(frontier);
        Ok(usize::try_from(n).unwrap_or(0))
    }

    // The edge of the tree bears no seal of its own: it must lead to the root that was signed.
    async fn stored_frontier(&self) -> Result<Frontier, DeskError> {
        let broken = || DeskError::Content { what: "checkpoint" };
        let Some(stored) = self.db.read().await?.last_checkpoint().await? else {
            return Ok(Frontier::empty());
        };
        let signed = self.log_verifier().verify(&stored.note).map_err(|_| broken())?;
        let frontier = Frontier::of_bytes(&stored.frontier).map_err(|_| broken())?;
        if frontier.head() != signed.head() {
            return Err(broken());
        }
        Ok(frontier)
    }

    /// Returns the public key of the checkpoints.
    pub fn log_verifier(&self) -> CheckpointVerifier {
        self.log.key.verifier()
    }

    /// Returns the latest checkpoint, a signed note; it is public.
    pub async fn checkpoint(&self) -> Result<Option<String>, DeskError> {
        Ok(self.db.read().await?.last_checkpoint().await?.map(|stored| stored.note))
    }

    /// Browses the log.
    pub async fn log(&self, actor: &Actor, filter: LogFilter) -> Result<Vec<LogEntry>, DeskError> {
        self.ask_to_read(actor, Act::LogShow, &Resource::Log).await?;
        let mut case_id = None;
        if let Some(number) = filter.number {
            // A number that was never given has no entries.
            let Some(record) = self.db.read().await?.case_of_number(number).await? else {
                return Ok(Vec::new());
            };
            case_id = Some(record.case.id);
        }
        let filter = EntryFilter {
            before: filter.before,
            act: filter.act,
            case_id,
            person_id: None,
            n_max: PAGE_ENTRIES,
        };
        let rows = self.db.read().await?.entries(&filter).await?;
        rows.into_iter().map(log_entry).collect()
    }

    /// Shows one entry.
    pub async fn log_entry(&self, actor: &Actor, log_index: i64) -> Result<LogEntry, DeskError> {
        self.ask_to_read(actor, Act::LogShow, &Resource::Log).await?;
        let row = self.db.read().await?.entry(log_index).await?.ok_or(DeskError::NotFound)?;
        log_entry(row)
    }

    /// Writes the proof that an entry is in the log of the latest checkpoint; with an `older` checkpoint also
    /// that the log has only grown since.
    pub async fn prove(
        &self,
        actor: &Actor,
        log_index: i64,
        older: Option<&str>,
    ) -> Result<String, DeskError> {
        self.ask_to_read(actor, Act::LogProve, &Resource::Log).await?;
        let mut reader = self.db.read().await?;
        let row = reader.entry(log_index).await?.ok_or(DeskError::NotFound)?;
        let stored = reader.last_checkpoint().await?.ok_or(DeskError::NotFound)?;
        drop(reader);
        let broken = || DeskError::Content { what: "log" };
        let (index, size) = (
            u64::try_from(log_index).map_err(|_| DeskError::NotFound)?,
            u64::try_from(stored.size).map_err(|_| broken())?,
        );
        let nodes = self.fetch_nodes(nodes_for_inclusion(index, size)).await?;
        let proof = inclusion_proof(index, size, &nodes).map_err(|_| broken())?;
        let growth = match older {
            None => None,
            Some(note) => Some(self.growth(note, size).await?),
        };
        let file = ProofFile {
            index,
            entry: row.canonical,
            proof,
            checkpoint: stored.note,
            consistency: growth,
        };
        file.to_json().map_err(|_| broken())
    }

    async fn growth(&self, note: &str, size: u64) -> Result<Growth, DeskError> {
        let words = "this is no checkpoint of this log, or not an older one".to_owned();
        let wrong = || DeskError::Invalid { field: "checkpoint", words: words.clone() };
        let older: Checkpoint = self.log_verifier().verify(note).map_err(|_| wrong())?;
        let nodes = self.fetch_nodes(nodes_for_consistency(older.size, size)).await?;
        let proof = consistency_proof(older.size, size, &nodes).map_err(|_| wrong())?;
        Ok(Growth { older_size: older.size, proof })
    }

    async fn fetch_nodes(&self, ranges: Vec<NodeRange>) -> Result<NodeSet, DeskError> {
        let mut nodes = NodeSet::default();
        let mut reader = self.db.read().await?;
        for range in ranges {
            let first = i64::try_from(range.first).unwrap_or(i64::MAX);
            let count = i64::try_from(range.count).unwrap_or(i64::MAX);
            let rows = match range.level {
                0 => reader.leaf_hashes(first, count).await?,
                level => reader.nodes(i64::from(level), first, count).await?,
            };
            for (position, hash) in rows {
                let position = u64::try_from(position).unwrap_or(u64::MAX);
                let hash = hash.try_into().map_err(|_| DeskError::Content { what: "log" })?;
                nodes.insert(audit::Node { level: range.level, position, hash });
            }
        }
        Ok(nodes)
    }
}

fn log_entry(row: db::EntryRow) -> Result<LogEntry, DeskError> {
    let broken = || DeskError::Content { what: "entry" };
    Ok(LogEntry {
        log_index: row.log_index.ok_or_else(broken)?,
        entry: Entry::of_canonical(&row.canonical).map_err(|_| broken())?,
        canonical: String::from_utf8(row.canonical).map_err(|_| broken())?,
    })
}

/// Says by how many seconds the clock went ahead or back between two looks, where that is more than looks are apart.
/// Before the first there was none.
fn leap(before: i64, now: i64) -> Option<i64> {
    let secs = now.saturating_sub(before);
    (before != i64::MIN && !(0..=LEAP_SECS).contains(&secs)).then_some(secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leap_of_the_clock_is_seen() {
        assert_eq!(leap(i64::MIN, 1_000), None, "the first look");
        assert_eq!(leap(1_000, 1_001), None);
        assert_eq!(leap(1_000, 1_000 + LEAP_SECS), None);
        assert_eq!(leap(1_000, 1_001 + LEAP_SECS), Some(1 + LEAP_SECS));
        assert_eq!(leap(1_000, 999), Some(-1));
    }
}
