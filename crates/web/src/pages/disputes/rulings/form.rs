//! A ruling as typed: texts and directions, which grow and shrink on the server, so that no script is needed.

use std::collections::BTreeSet;

use desk::{DirectionDraft, DisputePage, HolderDraft, PrecedentDraft, RulingDraft};
use jiff::{Timestamp, civil::Date};
use model::{Act, CaseKind, Personal, QueueName, Role, RulingDirection};

use crate::{locale, say, say_of};

/// The number of uses that a form begins with: enough to read a case and to do something there, for reading it is a use, too.
pub const USES_FIRST: &str = "10";

/// Directions of one form.
const DIRECTIONS_MAX: usize = 12;

/// A ruling as typed.
#[derive(Default)]
pub struct RulingTyped {
    /// What happened.
    pub facts: String,
    /// Why it is ruled so.
    pub considerations: String,
    /// What is ruled.
    pub decision: String,
    /// True where the dispute goes on.
    pub is_interim: bool,
    /// True where it is sealed.
    pub is_sealed: bool,
    /// What it gives somebody to do.
    pub directions: Vec<DirectionTyped>,
    /// Which version of what was kept of it the form follows; 0 is none.
    pub jotting: i64,
    /// What the button asked for: `add`, or `drop` and a place.
    pub change: String,
    /// What is wrong: the field and the words.
    pub error: Option<(&'static str, String)>,
}

/// A direction as typed.
#[derive(Clone, Default)]
pub struct DirectionTyped {
    /// `role:…` or `staff:…`.
    pub holder: String,
    /// The acts by name.
    pub acts: Vec<String>,
    /// Field keys, with spaces between them.
    pub fields: String,
    /// The case; empty is the one that the dispute came from.
    pub case: String,
    /// `claimant`, `respondent`.
    pub persons: Vec<String>,
    /// The first day; empty is at once.
    pub from: String,
    /// The last day.
    pub until: String,
    /// How often.
    pub uses: String,
    /// The kind of cases for which it stands; empty where for one case.
    pub precedent: String,
    /// The queue of those cases; empty is every queue.
    pub queue: String,
}

impl RulingTyped {
    /// Reads what a form sends: names of fields of a direction carry its place.
    pub fn of_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            // Browsers end lines as they like; what is shown and what is signed is one text.
            let value = value.replace("\r\n", "\n");
            match name.as_str() {
                "facts" => typed.facts = value,
                "considerations" => typed.considerations = value,
                "decision" => typed.decision = value,
                "interim" => typed.is_interim = true,
                "sealed" => typed.is_sealed = true,
                "change" => typed.change = value,
                "jotting" => typed.jotting = value.parse().unwrap_or_default(),
                name => {
                    if let Some((place, field)) = place_of(name)
                        && let Some(direction) = typed.direction(place)
                    {
                        direction.put(field, value);
                    }
                }
            }
        }
        typed
    }

    /// Writes it as a form sends it; what is read back is the same.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut put = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
        put("facts", &self.facts);
        put("considerations", &self.considerations);
        put("decision", &self.decision);
        if self.jotting != 0 {
            put("jotting", &self.jotting.to_string());
        }
        for (name, is_set) in [("interim", self.is_interim), ("sealed", self.is_sealed)] {
            if is_set {
                put(name, "on");
            }
        }
        for (place, direction) in self.directions.iter().enumerate() {
            let words = [
                ("holder", &direction.holder),
                ("fields", &direction.fields),
                ("case", &direction.case),
                ("from", &direction.from),
                ("until", &direction.until),
                ("uses", &direction.uses),
                ("precedent", &direction.precedent),
                ("queue", &direction.queue),
            ];
            let acts = direction.acts.iter().map(|act| ("act", act));
            let persons = direction.persons.iter().map(|person| ("person", person));
            for (field, value) in words.into_iter().chain(acts).chain(persons) {
                put(&format!("d{place}_{field}"), value);
            }
        }
        pairs
    }

    fn direction(&mut self, place: usize) -> Option<&mut DirectionTyped> {
        if self.directions.len() <= place {
            self.directions.resize_with(place + 1, DirectionTyped::default);
        }
        self.directions.get_mut(place)
    }

    /// Adds or drops a direction, as the button asked.
    pub fn changed(mut self) -> Self {
        match self.change.split_once(' ') {
            None if self.change == "add" && self.directions.len() < DIRECTIONS_MAX => {
                let uses = USES_FIRST.to_owned();
                self.directions.push(DirectionTyped { uses, ..Default::default() });
            }
            Some(("drop", place)) => {
                if let Ok(place) = place.parse::<usize>()
                    && place < self.directions.len()
                {
                    self.directions.remove(place);
                }
            }
            _ => {}
        }
        self
    }

    /// Returns what is wrong with a field.
    pub fn error_of(&self, field: &str) -> Option<&str> {
        self.error.as_ref().filter(|(of, _)| *of == field).map(|(_, words)| words.as_str())
    }

    /// Reads the draft; the error names the field.
    pub fn read(&self, found: &DisputePage) -> Result<RulingDraft, (&'static str, String)> {
        let mut directions = Vec::new();
        for (index, typed) in self.directions.iter().enumerate() {
            let direction = typed.read(found);
            let at = |words: String| {
                let said = say("rulings-form-direction").with("n", index + 1).with("words", words);
                ("directions", said.to_string())
            };
            directions.push(direction.map_err(at)?);
        }
        Ok(RulingDraft {
            facts: Personal::new(self.facts.clone()),
            considerations: Personal::new(self.considerations.clone()),
            decision: Personal::new(self.decision.clone()),
            is_interim: self.is_interim,
            is_sealed: self.is_sealed,
            directions,
        })
    }
}

/// Reads `d3_holder`: the place and the field.
fn place_of(name: &str) -> Option<(usize, &str)> {
    let (place, field) = name.strip_prefix('d')?.split_once('_')?;
    let place: usize = place.parse().ok().filter(|place| *place < DIRECTIONS_MAX)?;
    Some((place, field))
}

impl DirectionTyped {
    fn put(&mut self, field: &str, value: String) {
        match field {
            "holder" => self.holder = value,
            "act" => self.acts.push(value),
            "fields" => self.fields = value,
            "case" => self.case = value,
            "person" => self.persons.push(value),
            "from" => self.from = value,
            "until" => self.until = value,
            "uses" => self.uses = value,
            "precedent" => self.precedent = value,
            "queue" => self.queue = value,
            _ => {}
        }
    }

    /// Returns the acts that a ruling can give: name, words, whether it is chosen.
    pub fn act_choices(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = |act: &Act| self.acts.iter().any(|name| name == act.as_str());
        RulingDirection::acts_given()
            .iter()
            .map(|act| (act.as_str(), crate::floors::act_words(*act), chosen(act)))
            .collect()
    }

    /// Returns the roles that may be given something to do: value, words, whether it is chosen.
    pub fn role_choices(&self) -> Vec<(String, String, bool)> {
        let value = |role: &Role| format!("role:{}", role.as_str());
        let choice = |role: &Role| (value(role), any_of(*role), self.holder == value(role));
        Role::ALL.iter().map(choice).collect()
    }

    /// Returns the kinds of cases: name, words, whether it is chosen.
    pub fn kind_choices(&self) -> Vec<(&'static str, String, bool)> {
        let words = |name: &str| say("rulings-precedent-for").with("every", say_of("every", name));
        let names = CaseKind::ALL.iter().map(|kind| kind.as_str());
        names.map(|name| (name, words(name).to_string(), self.precedent == name)).collect()
    }

    /// Says whether somebody of the staff is chosen.
    pub fn is_staff(&self, id: &str) -> bool {
        self.holder.strip_prefix("staff:") == Some(id)
    }

    /// Says whether a queue is chosen.
    pub fn is_queue(&self, name: &str) -> bool {
        self.queue == name
    }

    /// Says whether it concerns a party.
    pub fn is_about(&self, party: &str) -> bool {
        self.persons.iter().any(|word| word == party)
    }

    fn read(&self, found: &DisputePage) -> Result<DirectionDraft, String> {
        let holder = match self.holder.split_once(':') {
            Some(("role", word)) => Role::of_str(word).map(HolderDraft::Role),
            Some(("staff", id)) => id.parse().ok().map(HolderDraft::Staff),
            _ => None,
        };
        let case = match self.case.trim() {
            "" => None,
            text => Some(text.parse().map_err(|error: model::NumberError| error.to_string())?),
        };
        let mut acts = BTreeSet::new();
        for name in &self.acts {
            acts.insert(Act::of_str(name).ok_or(say("rulings-form-no-act"))?);
        }
        let mut persons = BTreeSet::new();
        if self.is_about("claimant") {
            persons.insert(found.view.case.requester_id);
        }
        if self.is_about("respondent") {
            persons.extend(found.view.case.tribunal.respondent_id);
        }
        Ok(DirectionDraft {
            holder: holder.ok_or(say("rulings-form-lacks-who"))?,
            acts,
            fields: self.fields.split_whitespace().map(str::to_owned).collect(),
            case,
            persons,
            not_before: day(&self.from, false)?,
            expires_at: day(&self.until, true)?.ok_or(say("rulings-form-lacks-until"))?,
            n_uses_max: self.uses.trim().parse().map_err(|_| say("rulings-form-uses"))?,
            precedent: self.precedent()?,
        })
    }

    fn precedent(&self) -> Result<Option<PrecedentDraft>, String> {
        if self.precedent.is_empty() {
            return Ok(None);
        }
        let kind = CaseKind::of_str(&self.precedent).ok_or(say("rulings-form-no-kind"))?;
        let queue = match self.queue.as_str() {
            "" => None,
            name => Some(QueueName::parse(name).map_err(|error| error.to_string())?),
        };
        Ok(Some(PrecedentDraft { kind, queue }))
    }
}

/// Says that whoever has a role is meant.
pub fn any_of(role: Role) -> String {
    say("rulings-any-role").with("role", say_of("role", role.as_str())).to_string()
}

/// Reads a day by the clock of who types it: its beginning, or its end.
pub fn day(text: &str, is_end: bool) -> Result<Option<Timestamp>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let fault = |_: jiff::Error| say("rulings-form-day");
    let date: Date = text.trim().parse().map_err(fault)?;
    let date = if is_end { date.tomorrow().map_err(fault)? } else { date };
    let at = date.to_zoned(locale::zone().rules().clone()).map_err(fault)?;
    Ok(Some(at.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn directions_grow_and_shrink_without_losing_a_word() {
        let sent = [
            ("facts", "f"),
            ("sealed", "on"),
            ("d0_holder", "role:triage"),
            ("d0_act", "case.move"),
            ("d0_act", "case.close"),
            ("d1_uses", "3"),
        ];
        let typed = RulingTyped::of_pairs(pairs(&sent));
        assert!(typed.is_sealed && !typed.is_interim);
        assert_eq!(typed.directions[0].acts, ["case.move", "case.close"]);
        let more = RulingTyped::of_pairs(pairs(&[&sent[..], &[("change", "add")]].concat()));
        let more = more.changed().directions;
        // One use would be gone with the first reading of the case.
        assert_eq!((more.len(), more[2].uses.as_str()), (3, "10"));
        let less = RulingTyped::of_pairs(pairs(&[&sent[..], &[("change", "drop 0")]].concat()));
        let less = less.changed();
        assert_eq!((less.directions.len(), less.directions[0].uses.as_str()), (1, "3"));
    }

    #[test]
    fn what_is_carried_reads_back() {
        let sent = [
            ("facts", "one\r\ntwo"),
            ("considerations", "c"),
            ("decision", "d"),
            ("jotting", "7"),
            ("interim", "on"),
            ("d0_holder", "role:triage"),
            ("d0_act", "case.move"),
            ("d0_act", "case.close"),
            ("d0_person", "claimant"),
            ("d0_until", "2026-12-01"),
            ("d0_uses", "3"),
        ];
        let typed = RulingTyped::of_pairs(pairs(&sent));
        assert_eq!(typed.facts, "one\ntwo");
        let again = RulingTyped::of_pairs(typed.pairs());
        assert_eq!(again.pairs(), typed.pairs());
        assert_eq!(again.directions[0].acts, ["case.move", "case.close"]);
        assert!(again.is_interim && again.directions[0].is_about("claimant"));
    }

    #[test]
    fn no_form_makes_more_directions_than_a_ruling_has() {
        let typed = RulingTyped::of_pairs(pairs(&[("d999999_uses", "1"), ("d12_uses", "1")]));
        assert!(typed.directions.is_empty());
    }

    #[test]
    fn the_last_day_is_whole() {
        let at = |text, is_end| day(text, is_end).unwrap().unwrap().to_string();
        assert_eq!(at("2026-11-21", false), "2026-11-21T00:00:00Z");
        assert_eq!(at("2026-11-21", true), "2026-11-22T00:00:00Z");
        // By the clock that the labels of both fields name.
        let reader = locale::Reader {
            locale: locale::Locale::English,
            is_locale_known: true,
            zone: model::Zone::of_name("America/New_York").unwrap(),
            is_zone_chosen: true,
            back: "/".to_owned(),
        };
        reader.sync_scope(|| {
            assert_eq!(at("2026-12-01", false), "2026-12-01T05:00:00Z");
            assert_eq!(at("2026-12-01", true), "2026-12-02T05:00:00Z");
            let until = say("rulings-direction-until-day").with("zone", locale::zone_here());
            assert!(until.to_string().ends_with("America/New York"), "{until}");
        });
        assert!(day("tomorrow", true).is_err());
        assert_eq!(day(" ", true), Ok(None));
    }
}
