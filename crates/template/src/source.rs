//! What was learnt about the lines of one source.

mod settle;

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
        if let Learnt::Known(kind) = learnt
            && line.len() <= n_free
        {
            self.sample(kind, line, config);
        }
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
            (None, Some(near)) => Learnt::Known(self.widen(near, &seen, config)),
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
}
