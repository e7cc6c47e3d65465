//! The compiled engine: all rules over one event, at the cost of the few that may match.
//!
//! What happens to an event: its keys are walked once and fill the slots that some rule reads; routes say which rules
//! are meant; one pass over each field decides all literal tests and calls for the rules whose witnesses it found; only
//! these are evaluated, and each test at most once.

mod effects;
mod explain;
mod fold;
mod glob;
mod grams;
mod json;
mod judge;
mod places;
mod predicate;
mod probe;
mod program;
mod rarity;
mod required;
mod router;
mod slots;
mod stage;
mod ways;
mod witness;

use std::collections::HashMap;

use serde::de::{DeserializeSeed, Deserializer};
use thiserror::Error;

use crate::{
    maps::{Hint, Maps},
    rule::Logsource,
    ruleset::RuleSet,
};

use self::{
    effects::Effects,
    json::{NoJson, Reader},
    judge::Memo,
    predicate::{Predicate, PredicateId, Table},
    probe::Probe,
    program::{AnyFound, Program},
    router::{Profiles, Router, Source},
    slots::{EVERYTHING, SlotId, Slots},
    stage::Stage,
    ways::{Fill, FillEverything, Ways},
    witness::Witness,
};

pub use explain::{Explanation, FieldHit};
pub use places::Places;
pub use rarity::Rarity;
pub use slots::VALUES_MAX;
pub use ways::EVENT_DEPTH_MAX;

/// Bytes of one event.
pub const EVENT_BYTES_MAX: usize = 16 << 20;

/// Why an event cannot be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the texts say it")]
pub enum EventFault {
    #[error("the event has more than {EVENT_BYTES_MAX} bytes")]
    TooLarge,
    #[error("the event is not UTF-8")]
    NotText,
    #[error("the event is not JSON: {0}")]
    NotJson(String),
}

/// Rules, compiled. It does not change and may be shared between threads.
#[derive(Debug)]
pub struct Engine {
    ways: Ways,
    router: Router,
    fields: HashMap<Box<str>, SlotId>,
    programs: Vec<Program>,
    logsources: Vec<Logsource>,
    predicates: Vec<Predicate>,
    stages: Vec<Stage>,
    witnesses: Vec<Option<Vec<Witness>>>,
    /// Tests of which one is enough.
    groups: Vec<Vec<PredicateId>>,
    /// What follows when a test is found.
    effects: Effects,
}

/// What an engine works with, one for each thread. The last event stays in it until the next.
#[derive(Debug)]
pub struct Scratch {
    slots: Slots,
    memo: Memo,
    profiles: Profiles,
    open_routes: Vec<u32>,
    /// The event in which a rule was called for last.
    called_in: Vec<u32>,
    candidates: Vec<u32>,
    matches: Vec<usize>,
    generation: u32,
    counts: Counts,
}

/// What a scratch has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub events: u64,
    /// Events that no route was open to: only generic rules and those of a hint looked at them.
    pub unrouted: u64,
    /// Rules that were evaluated.
    pub candidates: u64,
    pub matches: u64,
}

impl Engine {
    /// Compiles rules, with the rarities that come with the crate.
    pub fn new(rules: &RuleSet, maps: &Maps) -> Self {
        Self::with_rarity(rules, maps, &Rarity::default())
    }

    /// Compiles rules. Rarities decide the speed, never the result.
    pub fn with_rarity(rules: &RuleSet, maps: &Maps, rarity: &Rarity) -> Self {
        let mut ways = Ways::new();
        let mut fields: HashMap<Box<str>, SlotId> = HashMap::new();
        let mut slot_of = |field: &str| {
            if let Some(slot) = fields.get(field) {
                return *slot;
            }
            // Slot 0 is for keywords.
            let slot = SlotId::try_from(fields.len() + 1).unwrap_or(SlotId::MAX);
            fields.insert(field.into(), slot);
            ways.add(slot, field);
            slot
        };
        let mut table = Table::default();
        let mut programs: Vec<Program> =
            rules.rules.iter().map(|rule| Program::new(rule, &mut table, &mut slot_of)).collect();
        let router = Router::new(maps, &mut slot_of);
        for field in rules.correlation_fields() {
            slot_of(field);
        }
        let predicates = table.into_predicates();
        let stages = stages(&predicates, fields.len() + 1, rarity);
        let witnesses: Vec<Option<Vec<Witness>>> = programs
            .iter()
            .map(|program| witness::witnesses(&program.condition, &predicates, rarity))
            .map(|witnesses| witnesses.map(|witnesses| witnesses.all))
            .collect();
        let mut any = AnyFound::default();
        for program in &mut programs {
            program.condition.gather(&predicates, &mut any);
            program.condition.order(&predicates);
        }
        let groups = any.groups;
        let effects = Effects::new(predicates.len(), &groups, &witnesses);
        let logsources = rules.rules.iter().map(|rule| rule.logsource.clone()).collect();
        Self {
            ways,
            router,
            fields,
            programs,
            logsources,
            predicates,
            stages,
            witnesses,
            groups,
            effects,
        }
    }

    /// Makes room to work in.
    pub fn scratch(&self) -> Scratch {
        Scratch {
            slots: Slots::new(self.fields.len() + 1),
            memo: Memo::new(self.predicates.len(), self.groups.len()),
            profiles: Profiles::default(),
            open_routes: Vec::new(),
            called_in: vec![0; self.programs.len()],
            candidates: Vec::new(),
            matches: Vec::new(),
            generation: 0,
            counts: Counts::default(),
        }
    }

    /// Returns the rules that match an event given as JSON, by their index, in their order.
    pub fn scan<'s>(
        &self,
        scratch: &'s mut Scratch,
        json: &[u8],
        hint: &Hint,
    ) -> Result<&'s [usize], EventFault> {
        if json.len() > EVENT_BYTES_MAX {
            return Err(EventFault::TooLarge);
        }
        let text = std::str::from_utf8(json).map_err(|_| EventFault::NotText)?;
        let not_json = |e: NoJson| EventFault::NotJson(e.to_string());
        scratch.begin();
        let is_hiding = Reader::new(text, &mut scratch.slots).fill(&self.ways).map_err(not_json)?;
        let profile = self.route(scratch, hint);
        if scratch.may_hold_keywords(profile, is_hiding) {
            Reader::again(text, &mut scratch.slots).fill_everything().map_err(not_json)?;
        }
        self.judge(scratch, profile);
        Ok(&scratch.matches)
    }

    /// Returns the rules that match an event given in any form that serde reads; it may be read twice.
    pub fn scan_value<'s, 'de, D: Deserializer<'de> + Copy>(
        &self,
        scratch: &'s mut Scratch,
        event: D,
        hint: &Hint,
    ) -> Result<&'s [usize], D::Error> {
        scratch.begin();
        self.fill(scratch).deserialize(event)?;
        let profile = self.route(scratch, hint);
        if scratch.profiles.get(profile).is_some_and(|profile| profile.has_keywords) {
            FillEverything { slots: &mut scratch.slots }.deserialize(event)?;
        }
        self.judge(scratch, profile);
        Ok(&scratch.matches)
    }

    /// Returns the first value of a field in the last event, as text.
    pub fn value<'s>(&self, scratch: &'s Scratch, field: &str) -> Option<&'s str> {
        let slot = self.fields.get(field)?;
        let slots = &scratch.slots;
        slots.cells(*slot).find_map(|cell| slots.text(cell))
    }

    /// Returns the rules that are evaluated more often than a rare text calls for them, by their index, and the field whose
    /// presence calls for them; none means each event they are meant for.
    pub fn busy_rules(&self) -> Vec<(usize, Option<&str>)> {
        let name = |slot: &SlotId| {
            self.fields.iter().find(|(_, known)| *known == slot).map(|(name, _)| name.as_ref())
        };
        let called_by = |witnesses: &Option<Vec<Witness>>| match witnesses {
            None => Some(None),
            Some(all) => all.iter().find_map(|witness| match witness {
                Witness::There(slot) => Some(name(slot)),
                Witness::Found(_) | Witness::Beyond(_) => None,
            }),
        };
        let busy = self.witnesses.iter().enumerate();
        busy.filter_map(|(rule, witnesses)| Some((rule, called_by(witnesses)?))).collect()
    }

    fn fill<'a>(&'a self, scratch: &'a mut Scratch) -> Fill<'a> {
        Fill { ways: &self.ways, slots: &mut scratch.slots }
    }

    /// Finds out what the event is.
    fn route(&self, scratch: &mut Scratch, hint: &Hint) -> usize {
        let Scratch { slots, open_routes, profiles, .. } = scratch;
        self.router.open_routes(slots, open_routes);
        self.router.map_fields(open_routes, slots);
        scratch.counts.events += 1;
        scratch.counts.unrouted += u64::from(open_routes.is_empty());
        let source = Source {
            router: &self.router,
            logsources: &self.logsources,
            programs: &self.programs,
            predicates: &self.predicates,
            witnesses: &self.witnesses,
            stages: &self.stages,
            groups: &self.groups,
        };
        profiles.find(open_routes, hint, &source)
    }

    /// Calls for rules, and evaluates those that were called.
    fn judge(&self, scratch: &mut Scratch, profile: usize) {
        let Scratch { slots, memo, profiles, called_in, candidates, matches, generation, .. } =
            scratch;
        let Some(profile) = profiles.get(profile) else { return };
        candidates.clear();
        candidates.extend(&profile.always);
        let mut call = |rule: u32| {
            if let Some(last) = called_in.get_mut(rule as usize)
                && *last != *generation
                && profile.is_meant(rule)
            {
                *last = *generation;
                candidates.push(rule);
            }
        };
        for slot in &profile.passed {
            let Some(stage) = self.stages.get(*slot as usize) else { continue };
            let mut at = None;
            while let Some(cell) = slots.next_cell(*slot, at) {
                slots.fold(cell);
                if let Some(text) = slots.folded(cell) {
                    stage.scan(text, slots.is_ascii(cell), |id| {
                        memo.set(id, true);
                        let (groups, rules) = self.effects.of(id);
                        groups.iter().for_each(|group| memo.find(*group));
                        rules.iter().for_each(|rule| call(*rule));
                    });
                }
                at = Some(cell);
            }
        }
        for (slot, rules) in &profile.beyond {
            if slots.has_beyond_ascii(*slot) {
                rules.iter().for_each(|rule| call(*rule));
            }
        }
        for (slot, rules) in &profile.there {
            if slots.is_there(*slot) {
                rules.iter().for_each(|rule| call(*rule));
            }
        }
        candidates.sort_unstable();
        for rule in candidates.iter() {
            let Some(program) = self.programs.get(*rule as usize) else { continue };
            if judge::holds(&program.condition, &self.predicates, slots, memo) {
                matches.push(*rule as usize);
            }
        }
        scratch.counts.candidates += candidates.len() as u64;
        scratch.counts.matches += matches.len() as u64;
    }
}

impl Scratch {
    fn begin(&mut self) {
        self.slots.clear();
        self.memo.clear();
        self.matches.clear();
        if self.generation == u32::MAX {
            self.called_in.fill(0);
            self.generation = 0;
        }
        self.generation += 1;
    }

    fn may_hold_keywords(&mut self, profile: usize, is_hiding: bool) -> bool {
        let Some(profile) = self.profiles.get(profile).filter(|profile| profile.has_keywords)
        else {
            return false;
        };
        let seen_by = |probe: &Probe| is_hiding || probe.may_hold(self.slots.lowered_event());
        profile.probe.as_ref().is_none_or(seen_by)
    }

    /// Returns what was done so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }
}

fn stages(predicates: &[Predicate], n_slots: usize, rarity: &Rarity) -> Vec<Stage> {
    let mut by_slot: Vec<Vec<u32>> = vec![Vec::new(); n_slots];
    for (index, predicate) in predicates.iter().enumerate() {
        if let (Some(ids), Ok(id)) =
            (by_slot.get_mut(predicate.slot as usize), u32::try_from(index))
        {
            ids.push(id);
        }
    }
    by_slot
        .iter()
        .map(|ids| {
            let tests = ids.iter().filter_map(|id| Some((*id, predicates.get(*id as usize)?)));
            Stage::new(tests, rarity)
        })
        .collect()
}

/// Keywords have the first slot; see `Engine::with_rarity`.
const _: () = assert!(EVERYTHING == 0);
