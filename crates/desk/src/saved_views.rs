//! Saved views: filters that a member of the staff keeps by name, for themself.
//!
//! Bookkeeping, not acts: a view changes no case and no right, nobody else sees it, and what it finds is asked of the gate
//! each time. An entry of it would tell only how somebody tidies their own desk. It is sealed to whose it is, because
//! name and filter may hold words about people.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use db::SavedViewRow;
use jiff::{SignedDuration, Timestamp};
use model::{Act, Actor, CaseState, Filter, Personal, Resource, SavedViewId, StaffActor, StaffId};
use vault::{Cell, Owner};

use crate::{Desk, DeskError};

/// Views of one member.
pub const VIEWS_MAX: usize = 12;

/// Views of one member with those that were dropped and can be brought back.
const VIEWS_HELD_MAX: usize = 60;

/// Characters of the longest name of a view.
pub const VIEW_NAME_CHARS_MAX: usize = 40;

/// Cases of a view that are counted; beyond, there are more.
pub const VIEW_COUNT_MAX: i64 = 99;

/// How long a dropped view can be brought back, in hours.
pub const VIEW_DROPPED_HOURS: i64 = 24;

/// How long counts are kept, whatever is committed: each page shows them, and none needs them to the second.
const COUNTS_KEPT: Duration = Duration::from_secs(5);

/// Members whose counts are kept; beyond, all are counted anew.
const COUNTED_MAX: usize = 1_000;

/// A saved view, opened for whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// Its name.
    pub name: Personal<String>,
    /// Its filter as text; a queue in it may be gone since.
    pub filter: Personal<String>,
    /// True where it was dropped and can still be brought back.
    pub is_dropped: bool,
    /// How many cases it means, up to one more than are counted; `None` where counting would be a search.
    pub n_cases: Option<i64>,
}

/// The counts of members' views, for a few seconds.
#[derive(Default)]
pub struct ViewCounts(Mutex<BTreeMap<StaffId, Kept>>);

struct Kept {
    at: Instant,
    counts: BTreeMap<SavedViewId, Option<i64>>,
}

impl ViewCounts {
    fn get(&self, id: StaffId) -> Option<BTreeMap<SavedViewId, Option<i64>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&id).filter(|kept| kept.at.elapsed() < COUNTS_KEPT).map(|kept| kept.counts.clone())
    }

    fn put(&self, id: StaffId, counts: BTreeMap<SavedViewId, Option<i64>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= COUNTED_MAX {
            kept.clear();
        }
        kept.insert(id, Kept { at: Instant::now(), counts });
    }

    fn forget(&self, id: StaffId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

impl Desk {
    /// Returns the actor's views, the dropped ones that can be brought back among them, without counts.
    pub async fn saved_views(&self, actor: &Actor) -> Result<Vec<SavedView>, DeskError> {
        let staff = self.own_desk(actor).await?;
        let rows = self.db.read().await?.saved_views(staff.id).await?;
        self.open_views(rows)
    }

    pub(crate) fn open_views(&self, rows: Vec<SavedViewRow>) -> Result<Vec<SavedView>, DeskError> {
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let name = self.vault.open_text(cell("name_sealed", row.id), &row.name_sealed)?;
            let filter = self.vault.open_text(cell("filter_sealed", row.id), &row.filter_sealed)?;
            // What was sealed to somebody who was destroyed is no view any more.
            let (Some(name), Some(filter)) = (name, filter) else { continue };
            let is_dropped = row.is_dropped;
            views.push(SavedView { id: row.id, name, filter, is_dropped, n_cases: None });
        }
        Ok(views)
    }

    /// Returns those of the actor's views that are not dropped, with their counts.
    pub(crate) async fn count_those(
        &self,
        actor: &Actor,
        mut views: Vec<SavedView>,
    ) -> Result<Vec<SavedView>, DeskError> {
        views.retain(|view| !view.is_dropped);
        let Some(id) = staff(actor).map(|staff| staff.id).filter(|_| !views.is_empty()) else {
            return Ok(views);
        };
        let kept = self
            .view_counts
            .get(id)
            .filter(|kept| views.iter().all(|view| kept.contains_key(&view.id)));
        let counts = match kept {
            Some(counts) => counts,
            None => {
                let counts = self.count_views(actor, &views).await?;
                self.view_counts.put(id, counts.clone());
                counts
            }
        };
        for view in &mut views {
            view.n_cases = counts.get(&view.id).copied().flatten();
        }
        Ok(views)
    }

    async fn count_views(
        &self,
        actor: &Actor,
        views: &[SavedView],
    ) -> Result<BTreeMap<SavedViewId, Option<i64>>, DeskError> {
        let queues = self.queues_now().await?;
        let mut counts = BTreeMap::new();
        for view in views {
            let filter = self.read_filter(actor, view.filter.expose()).await.ok();
            // What is closed grows without end, and words are a search: neither is done for a number beside a name.
            let cheap = filter.filter(|filter| {
                !filter.has_words() && !filter.states().contains(&CaseState::Closed)
            });
            let n = match cheap {
                Some(filter) => self.count_cases(actor, &filter, &queues).await?,
                None => None,
            };
            counts.insert(view.id, n);
        }
        Ok(counts)
    }

    async fn count_cases(
        &self,
        actor: &Actor,
        filter: &Filter,
        queues: &[model::Queue],
    ) -> Result<Option<i64>, DeskError> {
        let visible = self.authority.queues_visible(actor, Act::CaseList, queues);
        let is_seen =
            |queue: &&model::Queue| visible.contains(&queue.id) && filter.means_queue(&queue.name);
        if !queues.iter().any(|queue| is_seen(&queue)) {
            return Ok(Some(0));
        }
        let mut asked = self.case_filter(actor, filter, queues).await?;
        asked.n_max = VIEW_COUNT_MAX + 1;
        Ok(Some(self.db.read().await?.count_cases(&asked).await?))
    }

    /// Keeps a filter by a name.
    pub async fn keep_view(
        &self,
        actor: &Actor,
        name: &Personal<String>,
        filter: &Filter,
    ) -> Result<SavedViewId, DeskError> {
        let me = self.own_desk(actor).await?;
        let now = self.now();
        let id = SavedViewId::draw(now, &*self.chance);
        let row = SavedViewRow {
            id,
            name_sealed: self.seal_for(me, cell("name_sealed", id), &checked_name(name)?)?,
            filter_sealed: self.seal_for(me, cell("filter_sealed", id), &filter.text())?,
            is_dropped: false,
        };
        let mut book = self.db.bookkeeping().await?;
        book.forget_saved_views(me.id, forgotten_before(now)).await?;
        let held = book.saved_views(me.id).await?;
        let n_kept = held.iter().filter(|view| !view.is_dropped).count();
        if n_kept >= VIEWS_MAX || held.len() >= VIEWS_HELD_MAX {
            return Err(too_many());
        }
        book.insert_saved_view(me.id, &row, now).await?;
        book.commit().await?;
        Ok(id)
    }

    /// Gives a view of one's own another name.
    pub async fn rename_view(
        &self,
        actor: &Actor,
        id: SavedViewId,
        name: &Personal<String>,
    ) -> Result<(), DeskError> {
        let me = self.own_desk(actor).await?;
        let sealed = self.seal_for(me, cell("name_sealed", id), &checked_name(name)?)?;
        let mut book = self.db.bookkeeping().await?;
        if !book.rename_saved_view(me.id, id, &sealed).await? {
            return Err(DeskError::NotFound);
        }
        Ok(book.commit().await?)
    }

    /// Drops a view of one's own; for a day it can be brought back.
    pub async fn drop_view(&self, actor: &Actor, id: SavedViewId) -> Result<(), DeskError> {
        let me = self.own_desk(actor).await?;
        let now = self.now();
        let mut book = self.db.bookkeeping().await?;
        book.forget_saved_views(me.id, forgotten_before(now)).await?;
        if !book.drop_saved_view(me.id, id, Some(now)).await? {
            return Err(DeskError::NotFound);
        }
        Ok(book.commit().await?)
    }

    /// Brings a dropped view back.
    pub async fn return_view(&self, actor: &Actor, id: SavedViewId) -> Result<(), DeskError> {
        let me = self.own_desk(actor).await?;
        let mut book = self.db.bookkeeping().await?;
        // What was dropped longer ago is gone, whoever asks first.
        book.forget_saved_views(me.id, forgotten_before(self.now())).await?;
        let held = book.saved_views(me.id).await?;
        if held.iter().filter(|view| !view.is_dropped && view.id != id).count() >= VIEWS_MAX {
            return Err(too_many());
        }
        if !book.drop_saved_view(me.id, id, None).await? {
            return Err(DeskError::NotFound);
        }
        book.commit().await?;
        self.view_counts.forget(me.id);
        Ok(())
    }

    /// Returns the actor as one who has a desk here: who is held back has none yet.
    pub(crate) async fn own_desk<'a>(&self, actor: &'a Actor) -> Result<&'a StaffActor, DeskError> {
        let me = staff(actor).ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        Ok(me)
    }

    fn seal_for(
        &self,
        me: &StaffActor,
        cell: Cell,
        text: &Personal<String>,
    ) -> Result<Vec<u8>, DeskError> {
        Ok(self.vault.seal(Owner::Person(me.person_id), cell, text.expose().as_bytes())?)
    }
}

fn forgotten_before(now: Timestamp) -> Timestamp {
    let held = SignedDuration::from_hours(VIEW_DROPPED_HOURS);
    now.saturating_sub(held).unwrap_or(Timestamp::MIN)
}

fn too_many() -> DeskError {
    let words = format!("{VIEWS_MAX} views are kept; drop one first");
    DeskError::Invalid { field: "name", words }
}

const fn staff(actor: &Actor) -> Option<&StaffActor> {
    match actor {
        Actor::Staff(staff) => Some(staff),
        _ => None,
    }
}

const fn cell(column: &'static str, id: SavedViewId) -> Cell {
    Cell { table: "saved_views", column, row: id.uuid() }
}

fn checked_name(name: &Personal<String>) -> Result<Personal<String>, DeskError> {
    let name = name.expose().split_whitespace().collect::<Vec<_>>().join(" ");
    let is_fine = !name.is_empty()
        && name.chars().count() <= VIEW_NAME_CHARS_MAX
        && !name.chars().any(char::is_control);
    if is_fine {
        return Ok(Personal::new(name));
    }
    let words = format!("a name of 1 to {VIEW_NAME_CHARS_MAX} characters");
    Err(DeskError::Invalid { field: "name", words })
}
