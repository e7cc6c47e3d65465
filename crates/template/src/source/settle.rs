//! How forms become wider, and kinds one: by a line that nearly fits, by a twin with the same text, by evidence.

use super::{OVERFLOW, Source};
use crate::{canonical::canonical, config::Config, form, hash, seen::Seen, slot::Slot};

impl Source {
    /// Widens a form so that it accepts a line; returns its kind.
    pub(super) fn widen(&mut self, index: u32, seen: &[Seen<'_>], config: &Config) -> u32 {
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
    pub(super) fn settle(&mut self, index: u32, config: &Config) -> u32 {
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
