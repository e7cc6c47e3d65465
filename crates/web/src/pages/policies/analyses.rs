//! What a change of the policies would newly allow or refuse, in words.

use desk::{Analysis, Answer, REPLAYED_DAYS};

use crate::{locale::Words, say, say_of};

/// Rows that each list shows; the first are the ones that matter most.
const ROWS_MAX: usize = 100;

/// An analysis, for reading.
pub struct AnalysisView {
    /// Questions of the matrix.
    pub n_asked: usize,
    /// What would newly be allowed in the matrix, or by fewer people.
    pub wider: Vec<ShiftRow>,
    /// What would newly be refused in the matrix, or take more people.
    pub narrower: Vec<ShiftRow>,
    /// What was refused lately and would be done.
    pub wider_lately: Vec<LatelyRow>,
    /// What was done lately and would be refused.
    pub narrower_lately: Vec<LatelyRow>,
    /// Rows that are not shown.
    pub n_more: usize,
    /// The days that were looked at.
    pub days: i64,
    /// Entries of these days.
    pub n_entries: usize,
    /// True where there are more entries than were looked at.
    pub has_more_entries: bool,
    /// Entries whose answer cannot be had again.
    pub n_not_rebuilt: usize,
}

/// A question of the matrix that would be answered otherwise.
pub struct ShiftRow {
    /// The act.
    pub act: &'static str,
    /// Who asks, with what they show.
    pub asker: String,
    /// How the thing stands.
    pub situation: &'static str,
    /// The answer of the policies in force.
    pub before: Words,
    /// The answer of those proposed.
    pub after: Words,
}

/// Questions of the past that would be answered otherwise.
pub struct LatelyRow {
    /// The act.
    pub act: &'static str,
    /// Who asked.
    pub asker: String,
    /// How often.
    pub n: usize,
    /// The latest entry.
    pub log_index: i64,
    /// The answer of the policies proposed.
    pub after: Words,
}

impl AnalysisView {
    /// Words an analysis.
    pub fn new(analysis: &Analysis) -> Self {
        let shift = |shift: &desk::Shift| ShiftRow {
            act: shift.act.as_str(),
            asker: match shift.shown {
                Some(kind) => say("policies-showing")
                    .with("who", &shift.asker)
                    .with("kind", say_of("authorities-kind", kind.as_str()))
                    .to_string(),
                None => shift.asker.clone(),
            },
            situation: shift.situation,
            before: words(shift.before),
            after: words(shift.after),
        };
        let lately = |shift: &desk::ReplayShift| LatelyRow {
            act: shift.act.as_str(),
            asker: shift.asker.clone(),
            n: shift.n,
            log_index: shift.log_index,
            after: words(shift.after),
        };
        let (wide, narrow): (Vec<_>, Vec<_>) =
            analysis.matrix.shifts.iter().partition(|shift| shift.widens());
        let replay = &analysis.replay;
        let (wide_lately, narrow_lately): (Vec<_>, Vec<_>) =
            replay.shifts.iter().partition(|shift| shift.widens());
        let n_all = [wide.len(), narrow.len(), wide_lately.len(), narrow_lately.len()];
        Self {
            n_asked: analysis.matrix.n_asked,
            wider: wide.into_iter().take(ROWS_MAX).map(shift).collect(),
            narrower: narrow.into_iter().take(ROWS_MAX).map(shift).collect(),
            wider_lately: wide_lately.into_iter().take(ROWS_MAX).map(lately).collect(),
            narrower_lately: narrow_lately.into_iter().take(ROWS_MAX).map(lately).collect(),
            n_more: n_all.into_iter().map(|n| n.saturating_sub(ROWS_MAX)).sum(),
            days: REPLAYED_DAYS,
            n_entries: replay.n_entries,
            has_more_entries: replay.has_more,
            n_not_rebuilt: replay.n_not_rebuilt,
        }
    }

    /// Returns sample values.
    pub fn sample() -> Self {
        let row = |act, asker: &str, situation, before, after| ShiftRow {
            act,
            asker: asker.to_owned(),
            situation,
            before: words(before),
            after: words(after),
        };
        let (refused, allowed) = (Answer::Refused, Answer::Allowed);
        Self {
            n_asked: 4_312,
            wider: vec![
                row("queue.edit", "team leader", "own queue", refused, allowed),
                row("case.show", "counsel, showing consent", "closed", refused, allowed),
            ],
            narrower: vec![row("queue.edit", "administrator", "own queue", allowed, refused)],
            wider_lately: vec![LatelyRow {
                act: "queue.edit",
                asker: "support engineer, team leader".to_owned(),
                n: 3,
                log_index: 4_701,
                after: words(allowed),
            }],
            narrower_lately: Vec::new(),
            n_more: 2,
            days: REPLAYED_DAYS,
            n_entries: 5_000,
            has_more_entries: true,
            n_not_rebuilt: 214,
        }
    }

    /// Returns sample values where nothing would be answered otherwise.
    pub fn sample_same() -> Self {
        Self {
            wider: Vec::new(),
            narrower: Vec::new(),
            wider_lately: Vec::new(),
            n_more: 0,
            n_entries: 812,
            has_more_entries: false,
            n_not_rebuilt: 0,
            ..Self::sample()
        }
    }

    /// Says whether nothing that was asked would be answered otherwise.
    pub fn is_same(&self) -> bool {
        self.wider.is_empty()
            && self.narrower.is_empty()
            && self.wider_lately.is_empty()
            && self.narrower_lately.is_empty()
    }

    /// Says what was asked, and what could not be asked again.
    pub fn extent(&self) -> Words {
        say("policies-extent")
            .with("asked", self.n_asked)
            .with("scope", if self.has_more_entries { "latest" } else { "all" })
            .with("entries", self.n_entries)
            .with("days", self.days)
            .with("lost", self.n_not_rebuilt)
    }

    /// Says whether anything would newly be allowed.
    pub fn widens(&self) -> bool {
        !(self.wider.is_empty() && self.wider_lately.is_empty())
    }
}

const fn words(answer: Answer) -> Words {
    match answer {
        Answer::Refused => say("policies-answer-refused"),
        Answer::ByTwo => say("policies-answer-by-two"),
        Answer::Allowed => say("policies-answer-allowed"),
    }
}
