//! What was learnt about the lines of one source.

use crate::{
    birth,
    budget::Budget,
    canonical::canonical,
    config::Config,
    evidence::Evidence,
    form::{self, Fit, Form},
    hash::{self, HashedMap},
    kind::{Kind, KindId},
    novelty::{self, Novelty, Words},
    seen::{self, Seen},
    slot::Slot,
    tokens::Tokens,
    tree::Tree,
};

/// How many shapes of lines are remembered for a source; then it starts anew.
pub const SHAPES_MAX: usize = 65_536;

/// Where lines go for which no kind may be made any more; every source has it from the start.
pub const OVERFLOW: u32 = 0;

/// What was learnt about one source.
#[derive(Debug)]
pub struct Source {
    pub name: Box<str>,
    pub first_secs: u64,
    pub n_lines: u64,
    pub budget: Budget,
    pub kinds: Vec<Kind>,
    pub forms: Vec<Form>,
    pub words: Words,
    /// The memory of templates and samples, in bytes.
    pub n_bytes: usize,
    /// Lines seen before, by the hash of their shape. It is forgotten whenever a form changes, so that it never
    /// holds an answer that would be given differently today.
    shapes: HashedMap<u32>,
    pub tree: Tree,
    pub evidence: Evidence,
    pub texts: HashedMap<u32>,
    pub ids: HashedMap<u32>,
}

/// What a line turned out to be, by the index of its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Learnt {
    Known(u32),
    Born(u32, Option<Novelty>),
    Overflow,
}

impl Source {
    /// Makes a source that knows nothing.
    pub fn new(name: &str, config: &Config, at_secs: u64) -> Self {
        let mut source = Self {
            name: name.into(),
            first_secs: at_secs,
            n_lines: 0,
            budget: Budget::new(config, at_secs),
            kinds: Vec::new(),
            forms: Vec::new(),
            words: Words::default(),
            n_bytes: 0,
            shapes: HashedMap::default(),
            tree: Tree::default(),
            evidence: Evidence::default(),
            texts: HashedMap::default(),
            ids: HashedMap::default(),
        };
        let id = source.free_id(config, "");
        source.ids.insert(id.0, OVERFLOW);
        source.kinds.push(Kind::new(id, u32::MAX, at_secs));
        source
    }

    /// Finds the kind of the line that was read into `tokens`. `n_free` is the memory it may still take.
    pub fn observe(
        &mut self,
        tokens: &Tokens,
        line: &[u8],
        at_secs: u64,
        config: &Config,
        n_free: usize,
    ) -> Learnt {
        self.n_lines += 1;
        let shape = tokens.hash();
        let learnt = match self.shapes.get(&shape) {
            Some(&kind) => Learnt::Known(self.root(kind)),
            None => self.meet(tokens, line, at_secs, config, n_free),
        };
        let index = match learnt {
            Learnt::Known(kind) | Learnt::Born(kind, _) => kind,
            Learnt::Overflow => OVERFLOW,
        };
        if let Some(kind) = self.kinds.get_mut(index as usize) {
            kind.count(at_secs);
        }
        learnt
    }

    /// Follows a kind to the one it was merged into.
    #[inline]
    pub fn root(&self, kind: u32) -> u32 {
        let mut kind = kind;
        while let Some(next) = self.kinds.get(kind as usize).and_then(|kind| kind.merged_into) {
            kind = next;
        }
        kind
    }

    /// Takes a line whose shape is not remembered.
    fn meet(
        &mut self,
        tokens: &Tokens,
        line: &[u8],
        at_secs: u64,
        config: &Config,
        n_free: usize,
    ) -> Learnt {
        let seen = seen::seen(tokens);
        let learnt = match self.nearest(&seen) {
            (Some(whole), _) => Learnt::Known(self.kind_of(whole)),
            (None, Some(near)) => {
                let kind = self.widen(near, &seen, config);
                if line.len() <= n_free {
                    self.sample(kind, line, config);
                }
                Learnt::Known(kind)
            }
            (None, None) => self.give_birth(&seen, line, at_secs, config, n_free),
        };
        if let Learnt::Known(kind) | Learnt::Born(kind, _) = learnt {
            if self.shapes.len() >= SHAPES_MAX {
                self.shapes.clear();
            }
            self.shapes.insert(tokens.hash(), kind);
        }
        learnt
    }

    /// Returns the form that accepts the line with the fewest holes, and the one that nearly does. The elder wins.
    fn nearest(&self, seen: &[Seen<'_>]) -> (Option<u32>, Option<u32>) {
        let (mut whole, mut near) = (None, None);
        for index in self.tree.candidates(seen) {
            let Some(form) = self.forms.get(index as usize) else { continue };
            let (best, n) = match form::fit(&form.slots, seen) {
                Fit::Whole(n) => (&mut whole, n),
                Fit::Near(n) => (&mut near, n),
                Fit::Not => continue,
            };
            if best.is_none_or(|(most, _)| n > most) {
                *best = Some((n, index));
            }
        }
        (whole.map(|(_, index)| index), near.map(|(_, index)| index))
    }

    fn kind_of(&self, form: u32) -> u32 {
        self.root(self.forms.get(form as usize).map_or(OVERFLOW, |form| form.kind))
    }

    /// Makes a form, and a kind unless the text is known, for a line that fits nothing.
    fn give_birth(
        &mut self,
        seen: &[Seen<'_>],
        line: &[u8],
        at_secs: u64,
        config: &Config,
        n_free: usize,
    ) -> Learnt {
        let slots = birth::slots(seen);
        let n_bytes = form::n_bytes(&slots) + line.len().min(crate::kind::SAMPLE_BYTES_MAX);
        let has_room =
            self.forms.len() < config.forms_max && n_bytes <= n_free && self.tree.has_room(&slots);
        if !has_room || !self.budget.take(config, at_secs) {
            return Learnt::Overflow;
        }
        let is_learning = at_secs < self.first_secs.saturating_add(config.learning_secs)
            || self.n_lines < config.learning_lines;
        let novelty = (!is_learning).then(|| novelty::of(seen, &self.forms, &self.words));
        self.words.add(seen);
        let text = canonical(&slots);
        let text_hash = hash::hash(config.key, text.as_bytes());
        let index = self.forms.len() as u32;
        let twin = self.texts.get(&text_hash).map(|&kind| self.root(kind));
        let kind = twin.unwrap_or(self.kinds.len() as u32);
        if twin.is_none() {
            let id = self.free_id(config, &text);
            self.ids.insert(id.0, kind);
            self.kinds.push(Kind::new(id, index, at_secs));
            self.texts.insert(text_hash, kind);
        }
        self.n_bytes += form::n_bytes(&slots);
        self.shapes.clear();
        self.tree.add(&slots, index);
        self.forms.push(Form { slots, kind, text: text_hash, is_dead: false });
        let settled = self.settle(index, config);
        self.sample(settled, line, config);
        let is_new = twin.is_none() && settled == kind;
        if is_new { Learnt::Born(kind, novelty) } else { Learnt::Known(settled) }
    }

    /// Returns an id that no kind of this source has: that of the text, unless hashes collide.
    fn free_id(&self, config: &Config, text: &str) -> KindId {
        let name = hash::hash(config.key, self.name.as_bytes());
        let mut id = hash::pair(name, hash::hash(config.key, text.as_bytes()));
        while self.ids.contains_key(&id) {
            id = hash::pair(id, name);
        }
        KindId(id)
    }

    fn sample(&mut self, kind: u32, line: &[u8], config: &Config) {
        if let Some(kind) = self.kinds.get_mut(kind as usize) {
            self.n_bytes += kind.keep(line, config.samples_max);
        }
    }

    fn widen(&mut self, index: u32, seen: &[Seen<'_>], config: &Config) -> u32 {
        let Some(form) = self.forms.get(index as usize) else { return OVERFLOW };
        let slots = form::widened(&form.slots, seen);
        self.replace(index, slots, config);
        self.settle(index, config)
    }

    /// Gives a form other slots.
    fn replace(&mut self, index: u32, slots: Vec<Slot>, config: &Config) {
        self.forget(index);
        self.shapes.clear();
        let text = hash::hash(config.key, canonical(&slots).as_bytes());
        self.tree.add(&slots, index);
        self.n_bytes += form::n_bytes(&slots);
        let kind = self.kind_of(index);
        if let Some(form) = self.forms.get_mut(index as usize) {
            form.slots = slots;
            form.text = text;
        }
        if let Some(kind) = self.kinds.get_mut(kind as usize) {
            kind.version += 1;
        }
    }

    /// Takes a form out of everything that leads to it. Its slots are gone.
    fn forget(&mut self, index: u32) {
        let Some(form) = self.forms.get_mut(index as usize) else { return };
        let slots = std::mem::take(&mut form.slots);
        let text = form.text;
        self.tree.remove(&slots, index);
        self.evidence.remove(&slots, index);
        self.n_bytes = self.n_bytes.saturating_sub(form::n_bytes(&slots));
        let has_twin = self
            .forms
            .iter()
            .zip(0..)
            .any(|(form, other)| other != index && !form.is_dead && form.text == text);
        if !has_twin {
            self.texts.remove(&text);
        }
    }

    /// Merges a form with its twin by text and with its siblings by evidence, until nothing more is found.
    fn settle(&mut self, index: u32, config: &Config) -> u32 {
        let mut index = index;
        loop {
            self.meet_twin(index, config);
            let Some(form) = self.forms.get(index as usize) else { return OVERFLOW };
            let Some(group) = self.evidence.add(&form.slots, index).map(<[u32]>::to_vec) else {
                break;
            };
            match self.gather(&group, config) {
                Some(eldest) => index = eldest,
                None => break,
            }
        }
        self.kind_of(index)
    }

    fn meet_twin(&mut self, index: u32, config: &Config) {
        let Some(text) = self.forms.get(index as usize).map(|form| form.text) else { return };
        let kind = self.kind_of(index);
        let twin = self.texts.get(&text).map_or(kind, |&twin| self.root(twin));
        let elder = self.merge(kind, twin, config);
        self.texts.insert(text, elder);
    }

    /// Takes forms up into the eldest; nothing if each of them holds a state that the others have not.
    fn gather(&mut self, group: &[u32], config: &Config) -> Option<u32> {
        let (&eldest, others) = group.split_first()?;
        let mut slots = self.forms.get(eldest as usize)?.slots.clone();
        let mut taken = Vec::new();
        for &other in others {
            let Some(form) = self.forms.get(other as usize) else { continue };
            if let Some(joined) = form::joined(&slots, &form.slots) {
                slots = joined;
                taken.push(other);
            }
        }
        if taken.is_empty() {
            return None;
        }
        for other in taken {
            self.forget(other);
            if let Some(form) = self.forms.get_mut(other as usize) {
                form.is_dead = true;
            }
            let elder = self.merge(self.kind_of(eldest), self.kind_of(other), config);
            let shows_other = self.kinds.get(elder as usize).is_some_and(|kind| kind.form == other);
            if shows_other && let Some(kind) = self.kinds.get_mut(elder as usize) {
                kind.form = eldest;
            }
        }
        self.replace(eldest, slots, config);
        Some(eldest)
    }

    /// Merges two kinds; the elder lives on.
    fn merge(&mut self, left: u32, right: u32, config: &Config) -> u32 {
        let (elder, younger) = (left.min(right), left.max(right));
        if elder == younger {
            return elder;
        }
        if let Ok([elder_kind, younger_kind]) =
            self.kinds.get_disjoint_mut([elder as usize, younger as usize])
        {
            elder_kind.absorb(younger_kind, config.samples_max);
            younger_kind.merged_into = Some(elder);
        }
        elder
    }
}
