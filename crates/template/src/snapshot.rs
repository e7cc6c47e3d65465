//! Everything that was learnt, as plain data, and back.
//!
//! Only facts are kept: kinds, forms, words, budgets. What can be computed from them (the tree, the evidence, the
//! texts) is computed again, so that a snapshot cannot contradict itself there.

use serde::{Deserialize, Serialize};

use crate::{
    budget::Budget,
    canonical::canonical,
    config::Config,
    error::TemplateError,
    form::{self, Form},
    hash,
    kind::Kind,
    miner::Miner,
    novelty::Words,
    slot::Slot,
    source::Source,
};

/// The format that this version writes and reads.
pub const FORMAT: u32 = 1;

/// What a miner has learnt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    format: u32,
    key: u64,
    sources: Vec<SourceSnapshot>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SourceSnapshot {
    name: String,
    first_secs: u64,
    n_lines: u64,
    budget: Budget,
    words: Words,
    kinds: Vec<Kind>,
    forms: Vec<FormSnapshot>,
}

/// A form; a dead one has no slots, but keeps its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FormSnapshot {
    kind: u32,
    slots: Option<Vec<String>>,
}

impl Miner {
    /// Returns everything that was learnt.
    pub fn snapshot(&self) -> Snapshot {
        let sources = self.sources.iter().map(keep).collect();
        Snapshot { format: FORMAT, key: self.config.key, sources }
    }

    /// Makes a miner that knows what a snapshot tells. Limits are those of the configuration.
    pub fn restore(config: Config, snapshot: Snapshot) -> Result<Self, TemplateError> {
        if snapshot.format != FORMAT {
            return Err(TemplateError::Format { found: snapshot.format, read: FORMAT });
        }
        if snapshot.key != config.key {
            return Err(TemplateError::Key);
        }
        let sources: Result<Vec<Source>, TemplateError> =
            snapshot.sources.into_iter().map(|source| restored(source, &config)).collect();
        Ok(Self::from_parts(config, sources?))
    }
}

fn keep(source: &Source) -> SourceSnapshot {
    let text = |slot: &Slot| String::from_utf8_lossy(&slot.text).into_owned();
    let form = |form: &Form| FormSnapshot {
        kind: form.kind,
        slots: (!form.is_dead).then(|| form.slots.iter().map(text).collect()),
    };
    SourceSnapshot {
        name: source.name.to_string(),
        first_secs: source.first_secs,
        n_lines: source.n_lines,
        budget: source.budget.clone(),
        words: source.words.clone(),
        kinds: source.kinds.clone(),
        forms: source.forms.iter().map(form).collect(),
    }
}

fn restored(kept: SourceSnapshot, config: &Config) -> Result<Source, TemplateError> {
    check(&kept)?;
    let mut source = Source::new(&kept.name, config, kept.first_secs);
    source.n_lines = kept.n_lines;
    source.budget = kept.budget;
    source.words = kept.words;
    source.n_bytes =
        kept.kinds.iter().flat_map(|kind| &kind.samples).map(|sample| sample.len()).sum();
    source.ids = kept.kinds.iter().zip(0..).map(|(kind, index)| (kind.id.0, index)).collect();
    source.kinds = kept.kinds;
    for (form, index) in kept.forms.into_iter().zip(0..) {
        let is_dead = form.slots.is_none();
        let texts = form.slots.unwrap_or_default();
        let slots: Vec<Slot> =
            texts.iter().map(|text| Slot::kept(config.key, text.as_bytes())).collect();
        let text = hash::hash(config.key, canonical(&slots).as_bytes());
        if !is_dead {
            source.tree.add(&slots, index);
            source.evidence.add(&slots, index);
            source.texts.insert(text, source.root(form.kind));
            source.n_bytes += form::n_bytes(&slots);
        }
        source.forms.push(Form { slots, kind: form.kind, text, is_dead });
    }
    Ok(source)
}

/// Refuses a snapshot whose numbers lead nowhere or in a circle.
fn check(kept: &SourceSnapshot) -> Result<(), TemplateError> {
    let broken = |what| Err(TemplateError::Broken { name: kept.name.clone(), what });
    if kept.kinds.is_empty() {
        return broken("it has no overflow kind");
    }
    // A kind merges into an elder one, so that following them ends.
    if kept
        .kinds
        .iter()
        .zip(0..)
        .any(|(kind, index): (&Kind, u32)| kind.merged_into.is_some_and(|into| into >= index))
    {
        return broken("a kind was merged into a younger one");
    }
    if kept.forms.iter().any(|form| form.kind as usize >= kept.kinds.len()) {
        return broken("a form belongs to no kind");
    }
    Ok(())
}
