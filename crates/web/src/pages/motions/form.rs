//! A motion as typed.

use std::collections::BTreeSet;

use desk::{HolderDraft, MandateDraft, PrecedentDraft, StaffView};
use model::{Act, CaseKind, Mandate, QueueName, Role};
use serde::Deserialize;

use crate::{
    pages::{
        cases::case::Colleague,
        disputes::rulings::{USES_FIRST, any_of, day},
    },
    say, say_of,
};

/// A motion as typed.
#[derive(Clone, Default, Deserialize)]
pub struct MotionForm {
    /// `role:…` or `staff:…`.
    #[serde(default)]
    pub holder: String,
    /// The acts by name.
    #[serde(default)]
    pub acts: Vec<String>,
    /// Field keys.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The case.
    #[serde(default)]
    pub case: String,
    /// Or the kind of cases; empty where for one case.
    #[serde(default)]
    pub kind: String,
    /// Their queue; empty is every queue.
    #[serde(default)]
    pub queue: String,
    /// The first day; empty is at once.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub until: String,
    /// How often.
    #[serde(default)]
    pub uses: String,
}

impl MotionForm {
    /// Returns an empty form.
    pub fn empty() -> Self {
        Self { uses: USES_FIRST.to_owned(), ..Self::default() }
    }

    /// Returns the acts that a motion can give: name, words, whether it is chosen.
    pub fn act_choices(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = |act: &Act| self.acts.iter().any(|name| name == act.as_str());
        let choice = |act: &Act| (act.as_str(), crate::floors::act_words(*act), chosen(act));
        Mandate::acts_given().iter().map(choice).collect()
    }

    /// Returns the roles that may be given something: value, words, whether it is chosen.
    pub fn role_choices(&self) -> Vec<(String, String, bool)> {
        let value = |role: &Role| format!("role:{}", role.as_str());
        let choice = |role: &Role| (value(role), any_of(*role), self.holder == value(role));
        let others = Role::ALL.iter().filter(|role| **role != Role::BoardMember);
        others.map(choice).collect()
    }

    /// Returns the kinds of cases: name, words, whether it is chosen.
    pub fn kind_choices(&self) -> Vec<(&'static str, String, bool)> {
        let others = CaseKind::ALL.iter().filter(|kind| **kind != CaseKind::Dispute);
        let names = others.map(|kind| kind.as_str());
        names.map(|name| (name, say_of("every", name).to_string(), self.kind == name)).collect()
    }

    /// Says whether somebody of the staff is chosen.
    pub fn is_staff(&self, id: &str) -> bool {
        self.holder.strip_prefix("staff:") == Some(id)
    }

    /// Says whether a queue is chosen.
    pub fn is_queue(&self, name: &str) -> bool {
        self.queue == name
    }

    /// Reads the draft, or says what is lacking.
    pub fn read(&self) -> Result<MandateDraft, String> {
        let holder = match self.holder.split_once(':') {
            Some(("role", word)) => Role::of_str(word).map(HolderDraft::Role),
            Some(("staff", id)) => id.parse().ok().map(HolderDraft::Staff),
            _ => None,
        };
        let mut acts = BTreeSet::new();
        for name in &self.acts {
            acts.insert(Act::of_str(name).ok_or(say("rulings-form-no-act"))?);
        }
        let case = match self.case.trim() {
            "" => None,
            text => Some(text.parse().map_err(|error: model::NumberError| error.to_string())?),
        };
        Ok(MandateDraft {
            holder: holder.ok_or(say("rulings-form-lacks-who"))?,
            acts,
            fields: self.fields.iter().cloned().collect(),
            case,
            class: self.class()?,
            not_before: day(&self.from, false)?,
            expires_at: day(&self.until, true)?.ok_or(say("rulings-form-lacks-until"))?,
            n_uses_max: self.uses.trim().parse().map_err(|_| say("rulings-form-uses"))?,
        })
    }

    fn class(&self) -> Result<Option<PrecedentDraft>, String> {
        if self.kind.is_empty() {
            return Ok(None);
        }
        let kind = CaseKind::of_str(&self.kind).ok_or(say("rulings-form-no-kind"))?;
        let queue = match self.queue.as_str() {
            "" => None,
            name => Some(QueueName::parse(name).map_err(|error| error.to_string())?),
        };
        Ok(Some(PrecedentDraft { kind, queue }))
    }
}

/// Names a member of the staff for a list to choose from.
pub fn colleague(member: &StaffView) -> Colleague {
    Colleague { id: member.id.to_string(), title: crate::floors::title(member) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_at_a_number_that_is_of_use() {
        // One use would be gone with the first reading of the case.
        assert_eq!(MotionForm::empty().uses, "10");
    }
}
