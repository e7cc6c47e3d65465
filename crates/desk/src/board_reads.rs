//! What many boards show, read once: behind an arrival everybody who looks at a board reads it anew at the same moment.
//!
//! What is shared is rows as they lie in the database, sealed, and only among readers of whom the gate said, each time and for
//! each, that they see exactly the same queues. Each opens the texts for themself, with the keys there are at that moment: what is
//! kept here shows nobody what they may not see, and nothing of who was destroyed.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use db::{CaseFilter, CaseRecord, CaseSides};
use model::{CaseId, CaseState, QueueId, Test};

use crate::{Desk, DeskError, HandoverMark, lately::Lately, views::SIDES_AT_ONCE};

/// How long rows are kept at most, whatever is committed by other processes: as long as a page takes.
const KEPT_MAX: Duration = Duration::from_millis(100);

/// Boards that are shared at once: queues and states of them. Whoever asks for another one beside them reads it for themself, and
/// takes nothing from those who share.
const BOARDS_MAX: usize = 64;

/// The rows of a page of the board, sealed.
#[derive(Clone, Debug, Default)]
pub struct BoardRows {
    /// The cases.
    pub records: Vec<CaseRecord>,
    /// What of each stands in its messages, in the same order.
    pub sides: Vec<CaseSides>,
    /// Which of them are handed over.
    pub marks: BTreeMap<CaseId, HandoverMark>,
}

/// All that decides which rows a board has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    queue_ids: Vec<QueueId>,
    states: Vec<CaseState>,
    n_max: i64,
}

/// The boards that were read lately.
#[derive(Default)]
pub struct BoardReads(Mutex<HashMap<Key, Arc<Lately<BoardRows>>>>);

impl Key {
    /// Makes it of what the database is asked. `None` where the rows depend on more: on who asks, on the moment, on words. `None` also
    /// for pages behind the first, which nobody reads at the same moment as others. Queues and states of the filter stand in the lists.
    fn of(filter: &CaseFilter) -> Option<Self> {
        let is_listed = |test: &Test| matches!(test, Test::Queue(_) | Test::State(_));
        // Every part by its name, so that a new one cannot be forgotten here. Who asks, what else they see, and the moment matter to
        // other tests alone.
        let CaseFilter {
            queue_ids,
            states,
            terms,
            words,
            without,
            visible_ids: _,
            staff_id: _,
            now: _,
            after,
            n_max,
        } = filter;
        let is_same_for_all = terms.iter().all(|term| is_listed(&term.test))
            && words.is_empty()
            && without.is_empty()
            && after.is_none();
        is_same_for_all.then(|| Self {
            queue_ids: queue_ids.clone(),
            states: states.clone(),
            n_max: *n_max,
        })
    }
}

impl BoardReads {
    /// Returns where a board is shared. `None` where as many others are read or young at this moment as there is room for.
    fn of(&self, key: Key) -> Option<Arc<Lately<BoardRows>>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= BOARDS_MAX && !kept.contains_key(&key) {
            // Held by nobody else, nobody reads it or waits for it: nobody comes by it but here, one at a time.
            kept.retain(|_, lately| Arc::strong_count(lately) > 1 || lately.is_kept(KEPT_MAX));
            if kept.len() >= BOARDS_MAX {
                return None;
            }
        }
        Some(kept.entry(key).or_default().clone())
    }
}

impl Desk {
    /// Returns the rows of a page of the board. The gate has said in which queues they may lie.
    pub(crate) async fn board_rows(&self, filter: &CaseFilter) -> Result<BoardRows, DeskError> {
        let Some(kept) = Key::of(filter).and_then(|key| self.board_reads.of(key)) else {
            return self.read_board(filter).await;
        };
        let n_commits = || self.db.n_commits();
        let rows = kept.now(n_commits, KEPT_MAX, self.read_board(filter)).await?;
        Ok(BoardRows::clone(&rows))
    }

    async fn read_board(&self, filter: &CaseFilter) -> Result<BoardRows, DeskError> {
        let mut reader = self.db.read().await?;
        let records = reader.cases(filter).await?;
        let ids: Vec<CaseId> = records.iter().map(|record| record.case.id).collect();
        let mut sides = Vec::with_capacity(ids.len());
        for ids in ids.chunks(SIDES_AT_ONCE) {
            sides.extend(reader.case_sides(ids).await?);
        }
        drop(reader);
        let marks = self.handover_marks(&ids).await?;
        Ok(BoardRows { records, sides, marks })
    }
}

#[cfg(test)]
mod tests {
    use db::CaseAt;
    use jiff::Timestamp;
    use model::{Filter, StaffId};
    use uuid::Uuid;

    use super::*;

    fn filter(text: &str) -> CaseFilter {
        let filter = Filter::parse_among(text, &[]).unwrap();
        CaseFilter {
            queue_ids: vec![QueueId::from_uuid(Uuid::from_u128(1))],
            states: filter.states(),
            terms: filter.terms().to_vec(),
            staff_id: Some(StaffId::from_uuid(Uuid::from_u128(7))),
            now: Timestamp::UNIX_EPOCH,
            n_max: 51,
            ..CaseFilter::default()
        }
    }

    #[test]
    fn what_depends_on_the_reader_or_the_moment_is_not_shared() {
        let check = |text, expect| assert_eq!(Key::of(&filter(text)).is_some(), expect, "{text}");
        check("", true);
        check("state:open,waiting", true);
        check("-state:resolved", true);
        check("assigned:me", false);
        check("assigned:nobody", false);
        check("is:late", false);
        check("is:unconfirmed", false);
        check("waiting>2d", false);
        check("state:open is:soon", false);
        check("kind:dispute", false);
    }

    #[test]
    fn who_sees_other_queues_shares_nothing() {
        let mine = filter("");
        let theirs = CaseFilter {
            queue_ids: vec![mine.queue_ids[0], QueueId::from_uuid(Uuid::from_u128(2))],
            ..mine.clone()
        };
        let later = CaseFilter {
            after: Some(CaseAt {
                updated_at: Timestamp::UNIX_EPOCH,
                id: CaseId::from_uuid(Uuid::from_u128(3)),
            }),
            ..mine.clone()
        };
        let somebody = StaffId::from_uuid(Uuid::from_u128(8));
        let colleague = CaseFilter { staff_id: Some(somebody), ..mine.clone() };
        assert_ne!(Key::of(&mine), Key::of(&theirs));
        assert!(Key::of(&later).is_none(), "pages behind the first are not shared");
        assert_ne!(Key::of(&mine), Key::of(&filter("state:open")));
        assert_eq!(Key::of(&mine), Key::of(&colleague));
    }

    fn key(n: u128) -> Key {
        let queue_ids = vec![QueueId::from_uuid(Uuid::from_u128(n))];
        Key::of(&CaseFilter { queue_ids, ..filter("") }).unwrap()
    }

    #[test]
    fn who_asks_for_many_boards_takes_none_from_who_shares_one() {
        let reads = BoardReads::default();
        let n = BOARDS_MAX as u128;
        let mut held: Vec<_> = (0..n).map(|n| reads.of(key(n)).unwrap()).collect();
        assert!(reads.of(key(n)).is_none(), "another one is read by who asks");
        for (board, n) in held.iter().zip(0..) {
            assert!(Arc::ptr_eq(board, &reads.of(key(n)).unwrap()));
        }
        // What nobody reads and is not young makes room.
        held.truncate(1);
        assert!(reads.of(key(n)).is_some());
        assert!(Arc::ptr_eq(&held[0], &reads.of(key(0)).unwrap()));
    }
}
