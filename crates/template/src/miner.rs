//! The learner: lines in, kinds out.

use std::collections::HashMap;

use crate::{
    canonical::{canonical, typed},
    config::Config,
    error::TemplateError,
    kind::{Kind, KindId, KindView},
    novelty::Novelty,
    source::{Learnt, OVERFLOW, Source},
    tokens::Tokens,
};

/// How long the name of a source may be, in bytes.
pub const SOURCE_BYTES_MAX: usize = 256;

/// What the overflow kind shows as its template.
const OVERFLOW_TEXT: &str = "<overflow>";

/// Names a source in one miner; it is the order in which sources were first named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub(crate) u32);

/// What a line turned out to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sighting {
    /// The kind of the line.
    pub kind: KindId,
    /// What is known about that kind.
    pub status: Status,
}

/// What is known about the kind of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// The source has sent such lines before.
    Known,
    /// The first such line, while the source is being learnt.
    Learning,
    /// The first such line of a source that was learnt.
    New(Novelty),
    /// No kind may be made any more; the line was counted under the overflow kind.
    Overflow,
}

/// Learns which kinds of lines sources send.
#[derive(Debug)]
pub struct Miner {
    pub(crate) config: Config,
    pub(crate) sources: Vec<Source>,
    names: HashMap<Box<str>, SourceId>,
    tokens: Tokens,
    /// The memory of templates and samples of all sources, in bytes.
    n_bytes: usize,
}

impl Miner {
    /// Makes a learner that knows nothing.
    pub fn new(config: Config) -> Self {
        let tokens = Tokens::new(config.key);
        Self { config, sources: Vec::new(), names: HashMap::new(), tokens, n_bytes: 0 }
    }

    pub(crate) fn from_parts(config: Config, sources: Vec<Source>) -> Self {
        let names = sources
            .iter()
            .zip(0..)
            .map(|(source, index)| (source.name.clone(), SourceId(index)))
            .collect();
        let n_bytes = sources.iter().map(|source| source.n_bytes).sum();
        let tokens = Tokens::new(config.key);
        Self { config, sources, names, tokens, n_bytes }
    }

    /// Returns the source of a name; it is made when it is first named.
    pub fn source(&mut self, name: &str, at_secs: u64) -> Result<SourceId, TemplateError> {
        if let Some(&id) = self.names.get(name) {
            return Ok(id);
        }
        if name.len() > SOURCE_BYTES_MAX {
            return Err(TemplateError::NameTooLong { bytes: name.len(), max: SOURCE_BYTES_MAX });
        }
        if self.sources.len() >= self.config.sources_max {
            return Err(TemplateError::TooManySources {
                name: name.into(),
                max: self.config.sources_max,
            });
        }
        let id = SourceId(self.sources.len() as u32);
        self.sources.push(Source::new(name, &self.config, at_secs));
        self.names.insert(name.into(), id);
        Ok(id)
    }

    /// Finds the kind of a line, and learns from it. Nothing is known of sources of another miner.
    pub fn observe(&mut self, source: SourceId, line: &[u8], at_secs: u64) -> Option<Sighting> {
        let source = self.sources.get_mut(source.0 as usize)?;
        match std::str::from_utf8(line) {
            Ok(_) => self.tokens.read(line),
            Err(_) => self.tokens.read(String::from_utf8_lossy(line).as_bytes()),
        }
        let n_free = self.config.bytes_max.saturating_sub(self.n_bytes);
        let n_before = source.n_bytes;
        let learnt = source.observe(&self.tokens, line, at_secs, &self.config, n_free);
        self.n_bytes = (self.n_bytes + source.n_bytes).saturating_sub(n_before);
        let (index, status) = match learnt {
            Learnt::Known(kind) => (kind, Status::Known),
            Learnt::Born(kind, None) => (kind, Status::Learning),
            Learnt::Born(kind, Some(novelty)) => (kind, Status::New(novelty)),
            Learnt::Overflow => (OVERFLOW, Status::Overflow),
        };
        source.kinds.get(index as usize).map(|kind| Sighting { kind: kind.id, status })
    }

    /// Returns the kind that an id stands for today: kinds merge as more is learnt.
    pub fn resolve(&self, source: SourceId, id: KindId) -> Option<KindId> {
        let source = self.sources.get(source.0 as usize)?;
        let root = source.root(*source.ids.get(&id.0)?);
        source.kinds.get(root as usize).map(|kind| kind.id)
    }

    /// Returns a kind by an id that it has or had.
    pub fn kind(&self, source: SourceId, id: KindId) -> Option<KindView<'_>> {
        let source = self.sources.get(source.0 as usize)?;
        let root = source.root(*source.ids.get(&id.0)?);
        source.kinds.get(root as usize).map(|kind| view(source, kind, root == OVERFLOW))
    }

    /// Returns the kinds of a source that have lines, in the order of their first.
    pub fn kinds(&self, source: SourceId) -> impl Iterator<Item = KindView<'_>> {
        let source = self.sources.get(source.0 as usize);
        source.into_iter().flat_map(|source| {
            let living = source
                .kinds
                .iter()
                .zip(0..)
                .filter(|(kind, _)| kind.merged_into.is_none() && kind.n_lines > 0);
            living.map(move |(kind, index)| view(source, kind, index == OVERFLOW))
        })
    }

    /// Returns the sources by their names.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &str)> {
        self.sources.iter().zip(0..).map(|(source, index)| (SourceId(index), &*source.name))
    }

    /// Returns the memory that templates and samples take, in bytes.
    pub fn n_bytes(&self) -> usize {
        self.n_bytes
    }
}

fn view<'a>(source: &'a Source, kind: &'a Kind, is_overflow: bool) -> KindView<'a> {
    let slots = source.forms.get(kind.form as usize).map_or(&[][..], |form| &form.slots);
    let (text, typed) = if is_overflow {
        (OVERFLOW_TEXT.into(), OVERFLOW_TEXT.into())
    } else {
        (canonical(slots), typed(slots))
    };
    KindView {
        id: kind.id,
        version: kind.version,
        text,
        typed,
        n_lines: kind.n_lines,
        first_secs: kind.first_secs,
        last_secs: kind.last_secs,
        samples: &kind.samples,
        is_overflow,
    }
}
