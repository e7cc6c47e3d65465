//! Guides: checklists beside a case, written as plain text, and who may tick which step.
//!
//! ```text
//! When somebody cannot sign in any more and two people can witness who they are.
//!
//! 1. Ask the first witness for their half of the word.
//!    @role support_engineer
//!    @note Where and when they met; never the word itself
//! 2. Ask the second witness for theirs.
//!    @other-than 1
//!    @template recovery-witness
//! 3. Ask the member for consent to compare their date of birth.
//!    @open consent
//! ```

use std::{collections::BTreeSet, fmt};

use crate::{Role, SheetName, StaffId};

/// Steps of the longest guide.
pub const STEPS_MAX: usize = 60;

/// Characters of the longest step, and of the words before the first.
const WORDS_CHARS_MAX: usize = 2_000;

/// Characters of the longest word that a fault repeats.
const SHOWN_CHARS_MAX: usize = 40;

/// What may stand behind an `@`, for faults.
const MARKS: &str = "@role, @other-than, @note, @template and @open";

/// A guide as it is worked along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guide {
    /// When to use it: what stands before the first step. Paragraphs have an empty line between them.
    pub when: String,
    /// What is done, in order.
    pub steps: Vec<Step>,
}

/// One thing to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What to do.
    pub words: String,
    /// Who may tick it: holders of this role; `None` is whoever works along the guide.
    pub role: Option<Role>,
    /// The steps, counted from 1, that somebody else must have ticked.
    pub other_than: BTreeSet<usize>,
    /// What is noted with the tick; `None` asks for no note.
    pub note: Option<String>,
    /// The template of the reply that belongs to it.
    pub template: Option<SheetName>,
    /// The act on the case that belongs to it.
    pub open: Option<GuideLink>,
}

/// An act on the case that a step leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuideLink {
    /// Asking the member for consent.
    Consent,
    /// Filing a dispute from the case.
    Dispute,
    /// Breaking glass.
    Emergency,
    /// Marking the case as a legal inquiry.
    Legal,
}

/// What is wrong with the text of a guide, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideFault {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in it, counted from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub words: String,
}

/// A tick that stands: which step, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingTick {
    /// The step, counted from 1.
    pub step: usize,
    /// Who ticked it.
    pub staff_id: StaffId,
}

/// Why somebody does not tick a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TickRefusal {
    /// There is no such step.
    #[error("this guide has no such step")]
    NoSuchStep,
    /// It is ticked.
    #[error("this step is ticked already")]
    Ticked,
    /// It is for holders of a role.
    #[error("this step is ticked by somebody who is {}", .0.title())]
    Role(Role),
    /// Two people are needed, and this one ticked the other step.
    #[error(
        "this step is ticked by somebody else than step {0}, which you ticked: two people are needed"
    )]
    SamePerson(usize),
}

impl GuideLink {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Consent, Self::Dispute, Self::Emergency, Self::Legal];

    /// Returns the word behind `@open`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Dispute => "dispute",
            Self::Emergency => "emergency",
            Self::Legal => "legal",
        }
    }
}

impl fmt::Display for GuideFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.words)
    }
}

impl Guide {
    /// Reads a guide, or says everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Vec<GuideFault>> {
        let mut reading = Reading::default();
        for (index, line) in text.lines().enumerate() {
            reading.line = index + 1;
            reading.column = line.chars().take_while(|c| c.is_whitespace()).count() + 1;
            reading.read(line.trim());
        }
        reading.end()
    }

    /// Writes it as text that reads back as the same.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        if !self.when.is_empty() {
            text.push_str(&self.when);
            text.push_str("\n\n");
        }
        for (index, step) in self.steps.iter().enumerate() {
            text.push_str(&format!("{}. {}\n", index + 1, step.words));
            let others = step.other_than.iter().map(ToString::to_string).collect::<Vec<_>>();
            let marks = [
                step.role.map(|role| format!("@role {}", role.as_str())),
                (!others.is_empty()).then(|| format!("@other-than {}", others.join(", "))),
                step.note.as_ref().map(|note| format!("@note {note}")),
                step.template.as_ref().map(|name| format!("@template {name}")),
                step.open.map(|link| format!("@open {}", link.as_str())),
            ];
            for mark in marks.into_iter().flatten() {
                text.push_str(&format!("   {mark}\n"));
            }
        }
        text
    }

    /// Says whether somebody may tick a step, beside the ticks that stand. Of two steps that want two people it does
    /// not matter which is ticked first.
    pub fn may_tick(
        &self,
        number: usize,
        who: StaffId,
        roles: &BTreeSet<Role>,
        ticks: &[StandingTick],
    ) -> Result<(), TickRefusal> {
        let step = number.checked_sub(1).and_then(|index| self.steps.get(index));
        let step = step.ok_or(TickRefusal::NoSuchStep)?;
        if ticks.iter().any(|tick| tick.step == number) {
            return Err(TickRefusal::Ticked);
        }
        if let Some(role) = step.role.filter(|role| !roles.contains(role)) {
            return Err(TickRefusal::Role(role));
        }
        let excludes = |other: usize| {
            let other_step = other.checked_sub(1).and_then(|index| self.steps.get(index));
            step.other_than.contains(&other)
                || other_step.is_some_and(|step| step.other_than.contains(&number))
        };
        let mut own = ticks.iter().filter(|tick| tick.staff_id == who);
        match own.find(|tick| excludes(tick.step)) {
            Some(tick) => Err(TickRefusal::SamePerson(tick.step)),
            None => Ok(()),
        }
    }
}

/// A guide that is being read.
#[derive(Default)]
struct Reading {
    guide: Guide,
    /// True after an empty line: what follows before the first step is another paragraph.
    is_apart: bool,
    line: usize,
    column: usize,
    faults: Vec<GuideFault>,
}

impl Reading {
    fn read(&mut self, line: &str) {
        if line.is_empty() {
            self.is_apart = true;
            return;
        }
        if let Some(mark) = line.strip_prefix('@') {
            self.mark(mark);
        } else if let Some((number, words)) = numbered(line) {
            self.step(number, words);
        } else {
            self.go_on(line);
        }
        self.is_apart = false;
    }

    fn step(&mut self, number: &str, words: &str) {
        let n = self.guide.steps.len() + 1;
        if number != n.to_string() {
            let shown = shortened(number);
            self.fault(format!("`{shown}.` would be step {shown}, and this is step {n}: write `{n}.`, or begin the line with another word"));
        }
        if words.is_empty() {
            self.fault(format!("behind `{n}.` stands, on the same line, what is done"));
        }
        if n > STEPS_MAX {
            if n == STEPS_MAX + 1 {
                self.fault(format!("a guide has at most {STEPS_MAX} steps; make two of it"));
            }
            return;
        }
        self.guide.steps.push(Step { words: words.to_owned(), ..Step::default() });
    }

    fn go_on(&mut self, line: &str) {
        let is_before = self.guide.steps.is_empty();
        let words = match self.guide.steps.last_mut() {
            Some(step) => &mut step.words,
            None => &mut self.guide.when,
        };
        if !words.is_empty() {
            words.push_str(if is_before && self.is_apart { "\n\n" } else { " " });
        }
        words.push_str(line);
        let n = words.chars().count();
        // Once: the line that goes past it.
        if n > WORDS_CHARS_MAX && n - line.chars().count() <= WORDS_CHARS_MAX {
            self.fault(format!(
                "at most {WORDS_CHARS_MAX} characters stand together; make another step of it"
            ));
        }
    }

    fn mark(&mut self, mark: &str) {
        let (word, value) = mark.split_once(char::is_whitespace).unwrap_or((mark, ""));
        let value = value.trim();
        let n = self.guide.steps.len();
        if n == 0 {
            self.fault(format!("`@{}` belongs to a step, and there is none above: begin with `1. ` and what is done first", shortened(word)));
            return;
        }
        let read = read_mark(word, value, n);
        let Some(step) = self.guide.steps.last_mut() else { return };
        let twice = match read {
            Ok(Mark::Role(role)) => step.role.replace(role).is_some(),
            Ok(Mark::OtherThan(others)) => {
                let is_twice = !step.other_than.is_empty();
                step.other_than.extend(others);
                is_twice
            }
            Ok(Mark::Note(note)) => step.note.replace(note).is_some(),
            Ok(Mark::Template(name)) => step.template.replace(name).is_some(),
            Ok(Mark::Open(link)) => step.open.replace(link).is_some(),
            Err(words) => return self.fault(words),
        };
        if twice {
            self.fault(format!("this step has an `@{word}` already; one is enough"));
        }
    }

    fn fault(&mut self, words: String) {
        self.faults.push(GuideFault { line: self.line, column: self.column, words });
    }

    fn end(mut self) -> Result<Guide, Vec<GuideFault>> {
        if self.guide.steps.is_empty() && self.faults.is_empty() {
            (self.line, self.column) = (self.line.max(1), 1);
            self.fault(
                "a guide has steps: begin a line with `1. ` and what is done first".to_owned(),
            );
        }
        if self.faults.is_empty() { Ok(self.guide) } else { Err(self.faults) }
    }
}

/// What stands behind an `@`.
enum Mark {
    Role(Role),
    OtherThan(BTreeSet<usize>),
    Note(String),
    Template(SheetName),
    Open(GuideLink),
}

fn read_mark(word: &str, value: &str, step: usize) -> Result<Mark, String> {
    let shown = shortened(value);
    match word {
        "role" => Role::of_str(value).map(Mark::Role).ok_or_else(|| {
            let roles = Role::ALL.map(Role::as_str).join(", ");
            format!("there is no role `{shown}`; roles are {roles}")
        }),
        "other-than" => read_others(value, step).map(Mark::OtherThan),
        "note" if value.is_empty() => {
            Err("`@note` says what is to be noted: `@note Where and when they met`".to_owned())
        }
        "note" if value.chars().count() > WORDS_CHARS_MAX => {
            Err(format!("what is to be noted is said in at most {WORDS_CHARS_MAX} characters"))
        }
        "note" => Ok(Mark::Note(value.to_owned())),
        "template" => SheetName::parse(value).map(Mark::Template).map_err(|_| {
            format!("`{shown}` is no name of a template; write `@template acknowledge`, say")
        }),
        "open" => {
            let link = GuideLink::ALL.into_iter().find(|link| link.as_str() == value);
            link.map(Mark::Open).ok_or_else(|| {
                let links = GuideLink::ALL.map(GuideLink::as_str).join(", ");
                format!("`@open` leads to one of: {links}; not to `{shown}`")
            })
        }
        _ => Err(format!("there is no `@{}`; there are {MARKS}", shortened(word))),
    }
}

fn read_others(value: &str, step: usize) -> Result<BTreeSet<usize>, String> {
    if step == 1 {
        return Err("the first step has no earlier one that another could have done".to_owned());
    }
    let mut others = BTreeSet::new();
    for part in value.split(',') {
        let other = part.trim().parse::<usize>().ok().filter(|other| (1..step).contains(other));
        let Some(other) = other else {
            let shown = shortened(part.trim());
            let last = step - 1;
            return Err(format!(
                "`@other-than` names earlier steps, from 1 to {last}: `@other-than {last}`; not `{shown}`"
            ));
        };
        others.insert(other);
    }
    Ok(others)
}

/// Splits `12. words` into number and words.
fn numbered(line: &str) -> Option<(&str, &str)> {
    let (number, words) = line.split_once('.')?;
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    // Behind a number alone at the end of a line, the words are missing; `2.5` is no number of a step.
    if !words.is_empty() && !words.starts_with(char::is_whitespace) {
        return None;
    }
    let words = words.trim_start();
    is_number.then_some((number, words))
}

fn shortened(word: &str) -> String {
    let mut shown: String = word.chars().take(SHOWN_CHARS_MAX).collect();
    if shown.len() < word.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests;
