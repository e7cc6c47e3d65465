//! Which rules are for an event.

use std::{
    collections::{BTreeSet, HashMap},
    hash::BuildHasher,
};

use foldhash::fast::FixedState;

use crate::{
    maps::{Hint, Maps, Test},
    pattern::Piece,
    rule::Logsource,
};

use super::{
    fold::folded,
    glob::Glob,
    predicate::{Predicate, PredicateId},
    probe::Probe,
    program::{Program, Tree},
    slots::{EVERYTHING, SlotId, Slots},
    stage::Stage,
    witness::Witness,
};

/// Profiles that one scratch keeps; when more turn up, it starts anew.
const PROFILES_MAX: usize = 1024;

/// Routes, ordered by what calls for them.
#[derive(Debug, Default)]
pub(super) struct Router {
    routes: Vec<Route>,
    by_field: Vec<(SlotId, Called)>,
}

/// The routes that one field calls for.
#[derive(Debug, Default)]
struct Called {
    /// By its folded value.
    by_value: HashMap<Box<str>, Vec<u32>, FixedState>,
    /// By what its folded value begins with.
    by_start: Vec<(Box<str>, u32)>,
    /// To be tried whatever it holds.
    always: Vec<u32>,
}

#[derive(Debug)]
struct Route {
    /// What must hold yet when the route is called for: called by a whole value, it is not asked for that again.
    when: Vec<(SlotId, Vec<Wanted>)>,
    logsource: Logsource,
    fields: Vec<(SlotId, SlotId)>,
}

/// A test of a field.
#[derive(Debug)]
enum Wanted {
    There,
    /// A folded text.
    Text(Box<str>),
    Pattern(Glob),
}

impl Wanted {
    fn new(test: &Test) -> Self {
        match test {
            Test::There => Self::There,
            Test::Is(pattern) => match pattern.as_literal() {
                Some(text) => Self::Text(folded(text).into()),
                None => Self::Pattern(Glob::new(pattern, folded)),
            },
        }
    }
}

impl Router {
    pub fn new(maps: &Maps, mut slot_of: impl FnMut(&str) -> SlotId) -> Self {
        let literal = |test: &Test| match test {
            Test::Is(pattern) => pattern.as_literal().map(folded),
            Test::There => None,
        };
        // A value that few routes ask for calls for fewer routes in vain.
        let mut asked: HashMap<(SlotId, String), usize> = HashMap::new();
        for (field, tests) in maps.routes.iter().flat_map(|route| &route.when) {
            for text in tests.iter().filter_map(literal) {
                *asked.entry((slot_of(field), text)).or_default() += 1;
            }
        }
        let mut by_field: HashMap<SlotId, Called> = HashMap::new();
        let mut routes = Vec::new();
        for route in &maps.routes {
            let index = u32::try_from(routes.len()).unwrap_or(u32::MAX);
            let mut literals: Vec<(usize, SlotId, Vec<String>, usize)> = Vec::new();
            for (at, (field, tests)) in route.when.iter().enumerate() {
                let slot = slot_of(field);
                let texts: Vec<String> = tests.iter().filter_map(literal).collect();
                if texts.len() == tests.len() {
                    let n =
                        texts.iter().map(|t| asked.get(&(slot, t.clone())).copied().unwrap_or(0));
                    literals.push((n.sum(), slot, texts, at));
                }
            }
            let called_by = literals.into_iter().min();
            let known = called_by.as_ref().map(|(.., at)| *at);
            match called_by {
                Some((_, slot, texts, _)) => {
                    let called = by_field.entry(slot).or_default();
                    for text in texts {
                        called.by_value.entry(text.into()).or_default().push(index);
                    }
                }
                None => {
                    let first = route.when.first();
                    let slot = first.map_or(EVERYTHING, |(field, _)| slot_of(field));
                    let called = by_field.entry(slot).or_default();
                    match first.and_then(|(_, tests)| starts(tests)) {
                        Some(starts) => {
                            called.by_start.extend(starts.into_iter().map(|text| (text, index)));
                        }
                        None => called.always.push(index),
                    }
                }
            }
            // A whole value that called for the route is known to hold; what a value only begins with is not enough.
            let open = route.when.iter().enumerate().filter(|(at, _)| Some(*at) != known);
            routes.push(Route {
                when: open
                    .map(|(_, (field, tests))| {
                        (slot_of(field), tests.iter().map(Wanted::new).collect())
                    })
                    .collect(),
                logsource: route.logsource.clone(),
                fields: route
                    .fields
                    .iter()
                    .map(|(name, other)| (slot_of(name), slot_of(other)))
                    .collect(),
            });
        }
        Self { routes, by_field: by_field.into_iter().collect() }
    }

    /// Finds the routes that are open to the event, in their order.
    pub fn open_routes(&self, slots: &mut Slots, open: &mut Vec<u32>) {
        open.clear();
        for (slot, called) in &self.by_field {
            if !slots.is_there(*slot) {
                continue;
            }
            open.extend(&called.always);
            let mut at = None;
            while let Some(cell) = slots.next_cell(*slot, at) {
                at = Some(cell);
                slots.fold(cell);
                let Some(text) = slots.folded(cell) else { continue };
                open.extend(called.by_value.get(text).into_iter().flatten());
                let begun = called.by_start.iter().filter(|(start, _)| text.starts_with(&**start));
                open.extend(begun.map(|(_, index)| *index));
            }
        }
        open.sort_unstable();
        open.dedup();
        open.retain(|index| self.is_open(*index, slots));
    }

    /// Says whether all holds that a route asks for.
    fn is_open(&self, index: u32, slots: &mut Slots) -> bool {
        let Some(route) = self.routes.get(index as usize) else { return false };
        route.when.iter().all(|(slot, tests)| {
            let mut at = None;
            while let Some(cell) = slots.next_cell(*slot, at) {
                slots.fold(cell);
                at = Some(cell);
            }
            let slots = &*slots;
            let any = |holds: &dyn Fn(&str) -> bool| {
                slots.cells(*slot).filter_map(|cell| slots.folded(cell)).any(holds)
            };
            tests.iter().any(|test| match test {
                Wanted::There => slots.is_there(*slot),
                Wanted::Text(wanted) => any(&|text| text == &**wanted),
                Wanted::Pattern(glob) => any(&|text| glob.is_match(text)),
            })
        })
    }

    /// Lets fields stand in for others, as the open routes say.
    pub fn map_fields(&self, open: &[u32], slots: &mut Slots) {
        for route in open.iter().filter_map(|index| self.routes.get(*index as usize)) {
            for (slot, other) in &route.fields {
                slots.map(*slot, *other);
            }
        }
    }
}

/// Returns folded texts of which one begins each value that passes one of some tests; none if it cannot be told.
fn starts(tests: &[Test]) -> Option<Vec<Box<str>>> {
    let start = |test: &Test| match test {
        Test::There => None,
        Test::Is(pattern) => match pattern.pieces() {
            [Piece::Text(text), ..] => Some(folded(text).into()),
            _ => None,
        },
    };
    tests.iter().map(start).collect()
}

/// What to do with events of one kind of source.
#[derive(Debug)]
pub(super) struct Profile {
    /// A bit for each rule that is meant.
    is_meant: Vec<u64>,
    /// Rules without witness.
    pub always: Vec<u32>,
    /// Fields that must be passed over.
    pub passed: Vec<SlotId>,
    /// Rules called for by a field that is there.
    pub there: Vec<(SlotId, Vec<u32>)>,
    /// Rules called for by a field that is not in ASCII.
    pub beyond: Vec<(SlotId, Vec<u32>)>,
    pub has_keywords: bool,
    /// Tells the events that can hold a keyword; none if it cannot be told.
    pub probe: Option<Probe>,
}

impl Profile {
    pub fn is_meant(&self, rule: u32) -> bool {
        let word = self.is_meant.get(rule as usize / 64).copied().unwrap_or_default();
        word >> (rule % 64) & 1 == 1
    }
}

/// Profiles by the routes that led to them.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    by_hash: HashMap<u64, Vec<Known>, FixedState>,
    profiles: Vec<Profile>,
}

/// Routes and a hint, and the place of their profile.
#[derive(Debug)]
struct Known {
    open: Vec<u32>,
    hint: Hint,
    index: usize,
}

/// What a profile is made from.
pub(super) struct Source<'a> {
    pub router: &'a Router,
    pub logsources: &'a [Logsource],
    pub programs: &'a [Program],
    pub predicates: &'a [Predicate],
    pub witnesses: &'a [Option<Vec<Witness>>],
    pub stages: &'a [Stage],
    pub groups: &'a [Vec<PredicateId>],
}

impl Profiles {
    /// Returns the profile of an event.
    pub fn find(&mut self, open: &[u32], hint: &Hint, source: &Source<'_>) -> usize {
        let hash = FixedState::default().hash_one((open, hint));
        let known = self.by_hash.get(&hash).into_iter().flatten();
        for known in known {
            if known.open == open && known.hint == *hint {
                return known.index;
            }
        }
        if self.profiles.len() >= PROFILES_MAX {
            self.profiles.clear();
            self.by_hash.clear();
        }
        self.profiles.push(source.profile(open, hint));
        let index = self.profiles.len() - 1;
        let known = Known { open: open.to_vec(), hint: hint.clone(), index };
        self.by_hash.entry(hash).or_default().push(known);
        index
    }

    pub fn get(&self, index: usize) -> Option<&Profile> {
        self.profiles.get(index)
    }
}

impl Source<'_> {
    fn profile(&self, open: &[u32], hint: &Hint) -> Profile {
        let open: Vec<&Logsource> = open
            .iter()
            .filter_map(|index| self.router.routes.get(*index as usize))
            .map(|route| &route.logsource)
            .collect();
        let mut is_meant = vec![0_u64; self.programs.len().div_ceil(64)];
        let mut always = Vec::new();
        let mut tests = Vec::new();
        let mut there: HashMap<SlotId, Vec<u32>> = HashMap::new();
        let mut beyond: HashMap<SlotId, Vec<u32>> = HashMap::new();
        for (index, logsource) in self.logsources.iter().enumerate() {
            let fits_hint = hint.logsource.as_ref().is_some_and(|known| logsource.may_cover(known));
            let is_generic = *logsource == Logsource::default();
            let fits = open.iter().any(|known| logsource.covers(known));
            if !(fits || fits_hint || is_generic || hint.is_everything) {
                continue;
            }
            if let Some(word) = is_meant.get_mut(index / 64) {
                *word |= 1 << (index % 64);
            }
            let Ok(rule) = u32::try_from(index) else { continue };
            match self.witnesses.get(index) {
                Some(Some(witnesses)) => {
                    for witness in witnesses {
                        match witness {
                            Witness::There(slot) => there.entry(*slot).or_default().push(rule),
                            Witness::Beyond(slot) => beyond.entry(*slot).or_default().push(rule),
                            Witness::Found(_) => {}
                        }
                    }
                }
                _ => always.push(rule),
            }
            if let Some(program) = self.programs.get(index) {
                self.tests(&program.condition, &mut tests);
            }
        }
        tests.sort_unstable();
        tests.dedup();
        let slot_of = |id: &PredicateId| self.predicates.get(*id as usize).map(|known| known.slot);
        let mut passed: BTreeSet<SlotId> = tests.iter().filter_map(slot_of).collect();
        let keywords: Vec<PredicateId> =
            tests.into_iter().filter(|id| slot_of(id) == Some(EVERYTHING)).collect();
        let has_keywords = !keywords.is_empty();
        let probe = Probe::new(&keywords, self.predicates);
        passed
            .retain(|slot| self.stages.get(*slot as usize).is_some_and(|stage| !stage.is_empty()));
        Profile {
            is_meant,
            always,
            passed: passed.into_iter().collect(),
            there: there.into_iter().collect(),
            beyond: beyond.into_iter().collect(),
            has_keywords,
            probe,
        }
    }

    /// Collects the tests of a tree.
    fn tests(&self, tree: &Tree, found: &mut Vec<PredicateId>) {
        match tree {
            Tree::Test(id) => found.push(*id),
            Tree::AnyFound(group) => {
                found.extend(self.groups.get(*group as usize).into_iter().flatten());
            }
            Tree::Not(inner) => self.tests(inner, found),
            Tree::And(parts) | Tree::Or(parts) => {
                parts.iter().for_each(|part| self.tests(part, found));
            }
        }
    }
}
