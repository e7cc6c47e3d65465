//! The fields of one event, each in its slot; nothing is allocated once the buffers have grown, but for events that take
//! more than `KEPT_BYTES_MAX` of one: that room is given back.

use std::net::IpAddr;

use super::fold::fold_into;

/// A field that some rule reads.
pub(super) type SlotId = u32;

/// The slot of keywords: every value of the event.
pub(super) const EVERYTHING: SlotId = 0;
/// Values of one event that are kept; what comes after is not looked at.
pub const VALUES_MAX: u32 = 65_536;

const NONE: u32 = u32::MAX;
/// The rank of what came through a map and not from the event.
const RANK_MAPPED: u8 = u8::MAX;

/// The slots, refilled for each event.
#[derive(Debug, Default)]
pub(super) struct Slots {
    generation: u32,
    slots: Vec<Slot>,
    cells: Vec<Cell>,
    /// What `Reader` read: the event as it is written, and behind it what reads in another way than it is written. What
    /// came by way of serde: each value, once for each slot.
    raw: String,
    /// Where the event stands in it; empty if it came by way of serde.
    event: Span,
    /// The same in lower case, as far as somebody asked for it. What is not ASCII is as it was, so places are the same: a
    /// text in ASCII need not be folded by itself.
    lowered: String,
    /// Folded texts that are not in ASCII.
    folded: String,
    /// The value that was read as an address last: a rule asks one value of many networks.
    address: Option<(CellId, Option<IpAddr>)>,
}

/// Where a text stands in what is held.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    generation: u32,
    rank: u8,
    first: u32,
    last: u32,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    start: u32,
    end: u32,
    /// Where the folded text of what is not ASCII stands, once somebody asked for it.
    folded: (u32, u32),
    is_null: bool,
    is_ascii: bool,
    next: u32,
}

/// A value of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellId(u32);

/// Room that a text keeps for the next event; what one large event took is given back.
const KEPT_BYTES_MAX: usize = 1 << 20;

/// Empties a text for the next event.
pub(super) fn empty(text: &mut String) {
    text.clear();
    text.shrink_to(KEPT_BYTES_MAX);
}

impl Slots {
    pub fn new(n_slots: usize) -> Self {
        Self { slots: vec![Slot::default(); n_slots], ..Self::default() }
    }

    /// Forgets the event before.
    pub fn clear(&mut self) {
        if self.generation == u32::MAX {
            self.generation = 0;
            self.slots.iter_mut().for_each(|slot| *slot = Slot::default());
        }
        self.generation += 1;
        self.cells.clear();
        self.event = Span::default();
        empty(&mut self.raw);
        empty(&mut self.lowered);
        empty(&mut self.folded);
        self.address = None;
    }

    /// Holds an event as it is written.
    ///
    /// Returns where it begins.
    pub fn hold(&mut self, event: &str) -> usize {
        let start = self.raw.len();
        self.raw.push_str(event);
        self.event = Span { start, end: self.raw.len() };
        start
    }

    /// Returns where the event begins that was held last.
    pub fn event_start(&self) -> usize {
        self.event.start
    }

    /// Where texts are put together that read in another way than they are written; what is added stays.
    pub fn buffer(&mut self) -> &mut String {
        &mut self.raw
    }

    /// Returns a text that is held.
    #[inline]
    pub fn held(&self, span: Span) -> &str {
        self.raw.get(span.start..span.end).unwrap_or_default()
    }

    /// Returns the event that was held last as it is written, in lower case as far as it is ASCII.
    pub fn lowered_event(&mut self) -> &str {
        self.lower();
        self.lowered.get(self.event.start..self.event.end).unwrap_or_default()
    }

    /// Brings the lower case up to what is held.
    fn lower(&mut self) {
        let start = self.lowered.len();
        self.lowered.push_str(self.raw.get(start..).unwrap_or_default());
        if let Some(added) = self.lowered.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    }

    /// Returns how many bytes are held of the event, in each text.
    #[cfg(test)]
    pub fn n_held_bytes(&self) -> [usize; 3] {
        [&self.raw, &self.lowered, &self.folded].map(String::len)
    }

    /// Returns how many bytes each text keeps room for.
    #[cfg(test)]
    pub fn n_kept_bytes(&self) -> [usize; 3] {
        [&self.raw, &self.lowered, &self.folded].map(String::capacity)
    }

    /// Says whether one more value is kept.
    pub fn has_room(&self) -> bool {
        self.cells.len() < VALUES_MAX as usize
    }

    /// Says that a field is there, found by a way of this rank. A better way makes void what a worse one brought.
    ///
    /// Returns whether values are welcome.
    pub fn claim(&mut self, id: SlotId, rank: u8) -> bool {
        let generation = self.generation;
        let Some(slot) = self.slots.get_mut(id as usize) else { return false };
        if slot.generation == generation && slot.rank < rank {
            return false;
        }
        if slot.generation != generation || slot.rank > rank {
            *slot = Slot { generation, rank, first: NONE, last: NONE };
        }
        true
    }

    /// Adds a value, or null, to a slot that welcomes it.
    pub fn push(&mut self, id: SlotId, rank: u8, text: Option<&str>) {
        if !self.claim(id, rank) || !self.has_room() {
            return;
        }
        let start = self.raw.len();
        self.raw.push_str(text.unwrap_or_default());
        let end = self.raw.len();
        self.push_held(id, rank, text.map(|_| Span { start, end }));
    }

    /// Adds a value that is held already, or null, to a slot that welcomes it.
    pub fn push_held(&mut self, id: SlotId, rank: u8, span: Option<Span>) {
        if !self.claim(id, rank) || !self.has_room() {
            return;
        }
        let Span { start, end } = span.unwrap_or_default();
        let is_ascii = self.held(Span { start, end }).is_ascii();
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
        let Ok(index) = u32::try_from(self.cells.len()) else { return };
        self.cells.push(Cell {
            start,
            end,
            folded: (NONE, NONE),
            is_null: span.is_none(),
            is_ascii,
            next: NONE,
        });
        let Some(slot) = self.slots.get_mut(id as usize) else { return };
        let last = std::mem::replace(&mut slot.last, index);
        if last == NONE {
            slot.first = index;
        } else if let Some(cell) = self.cells.get_mut(last as usize) {
            cell.next = index;
        }
    }

    /// Lets a field stand in for one that is absent. What stands in for another cannot be stood in for.
    pub fn map(&mut self, id: SlotId, other: SlotId) {
        let Some(source) = self.slots.get(other as usize).copied() else { return };
        if source.generation != self.generation || source.rank == RANK_MAPPED {
            return;
        }
        let generation = self.generation;
        if let Some(slot) = self.slots.get_mut(id as usize)
            && slot.generation != generation
        {
            *slot = Slot { rank: RANK_MAPPED, ..source };
        }
    }

    /// Says whether a field is there, whatever it holds.
    pub fn is_there(&self, id: SlotId) -> bool {
        self.slots.get(id as usize).is_some_and(|slot| slot.generation == self.generation)
    }

    /// Says whether a value of a field is not in ASCII.
    pub fn has_beyond_ascii(&self, id: SlotId) -> bool {
        self.cells(id).any(|cell| !self.is_ascii(cell))
    }

    /// Returns the values of a field, null among them.
    pub fn cells(&self, id: SlotId) -> Cells<'_> {
        let slot = self.slots.get(id as usize).filter(|slot| slot.generation == self.generation);
        Cells { slots: self, next: slot.map_or(NONE, |slot| slot.first) }
    }

    /// Returns the first value of a field; with `after`, the one behind it.
    pub fn next_cell(&self, id: SlotId, after: Option<CellId>) -> Option<CellId> {
        let next = match after {
            None => self.slots.get(id as usize).filter(|s| s.generation == self.generation)?.first,
            Some(CellId(at)) => self.cells.get(at as usize)?.next,
        };
        (next != NONE).then_some(CellId(next))
    }

    /// Returns the text as the event has it; null has none.
    pub fn text(&self, CellId(at): CellId) -> Option<&str> {
        let cell = self.cells.get(at as usize).filter(|cell| !cell.is_null)?;
        self.raw.get(cell.start as usize..cell.end as usize)
    }

    /// Returns the address that a value is.
    pub fn address(&mut self, cell: CellId) -> Option<IpAddr> {
        if let Some((known, address)) = self.address
            && known == cell
        {
            return address;
        }
        let address = self.text(cell).and_then(|text| text.parse().ok());
        self.address = Some((cell, address));
        address
    }

    /// Says whether the text is ASCII.
    pub fn is_ascii(&self, CellId(at): CellId) -> bool {
        self.cells.get(at as usize).is_some_and(|cell| cell.is_ascii)
    }

    /// Folds the text of a value, if that was not done yet.
    pub fn fold(&mut self, CellId(at): CellId) {
        if self.lowered.len() < self.raw.len() {
            self.lower();
        }
        let Some(cell) = self.cells.get_mut(at as usize) else { return };
        if cell.is_null || cell.is_ascii || cell.folded.0 != NONE {
            return;
        }
        let Some(text) = self.raw.get(cell.start as usize..cell.end as usize) else { return };
        let start = self.folded.len();
        fold_into(text, &mut self.folded);
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(self.folded.len())) {
            cell.folded = (start, end);
        }
    }

    /// Returns the folded text of a value that `fold` was called for.
    pub fn folded(&self, CellId(at): CellId) -> Option<&str> {
        let cell = self.cells.get(at as usize).filter(|cell| !cell.is_null)?;
        if cell.is_ascii {
            return self.lowered.get(cell.start as usize..cell.end as usize);
        }
        self.folded.get(cell.folded.0 as usize..cell.folded.1 as usize)
    }
}

/// The values of a slot.
pub(super) struct Cells<'a> {
    slots: &'a Slots,
    next: u32,
}

impl Iterator for Cells<'_> {
    type Item = CellId;

    fn next(&mut self) -> Option<CellId> {
        if self.next == NONE {
            return None;
        }
        let id = CellId(self.next);
        self.next = self.slots.cells.get(self.next as usize).map_or(NONE, |cell| cell.next);
        Some(id)
    }
}
