//! One line of the board: what it is about, who waits for whom and since when, when an answer is due and why then.

use desk::{CaseView, HandoverMark, Waits};
use jiff::Timestamp;
use model::{Actor, CaseState, HandoverState};

use crate::{
    language,
    moment::{Clock, Moment, ago},
    say,
    twin::Twin,
};

/// One case on the board, or among those of a person.
pub struct CaseRow {
    /// Its number.
    pub number: String,
    /// Its redacted subject.
    pub subject: Twin,
    /// The first words of its latest message from outside.
    pub excerpt: Twin,
    /// Where it stands.
    pub state: CaseState,
    /// Which queue holds it.
    pub queue: String,
    /// The language of its first message, in English; empty where it could not be told.
    pub language: String,
    /// Who works on it; empty is nobody.
    pub assignee: String,
    /// Who waits for whom, and since when.
    pub waits: Option<Waiting>,
    /// The running clock.
    pub clock: Option<Clock>,
    /// When anything last happened on it.
    pub updated_at: Moment,
    /// What waits for the staff to confirm: a new sender, a suspected follow-up.
    pub to_confirm: String,
    /// That it is handed over, and whether nobody accepted in time.
    pub on_its_way: Option<OnItsWay>,
    /// What is sent when it is picked: number and version; empty where it is not to be picked.
    pub pick: String,
}

/// That a case is handed over.
pub struct OnItsWay {
    /// `handed over to Machines`.
    pub words: String,
    /// True where nobody accepted in time.
    pub is_lapsed: bool,
}

/// Who waits for whom.
pub struct Waiting {
    /// `requester waits 2 d`, `we wait for the requester, 3 h`.
    pub words: String,
    /// Since when.
    pub since: Moment,
}

impl CaseRow {
    /// Words a case for the board, as the reader sees it now.
    pub fn new(view: &CaseView, reader: &Actor, now: Timestamp) -> Self {
        let assignee = match (&view.assignee, reader) {
            (Some(assignee), Actor::Staff(me)) if assignee.id == me.id => {
                say("cases-you").to_string()
            }
            (Some(assignee), _) => crate::floors::title(assignee),
            (None, _) => String::new(),
        };
        let queue = view.queue.name.to_string();
        Self {
            number: view.case.number.to_string(),
            subject: Twin::of(view.subject.as_ref()),
            excerpt: Twin::of(view.excerpt.as_ref()),
            state: view.case.state,
            language: language::name(view.case.language.as_deref()),
            assignee,
            waits: view.waits().map(|waits| Waiting::new(waits, now)),
            clock: view.case.due.map(|due| Clock::new(due, now).of_queue(&queue)),
            queue,
            updated_at: Moment::new(view.case.updated_at, now),
            to_confirm: match (view.suggested.is_some(), view.has_new_sender) {
                (true, _) => say("cases-confirm-follow-up").to_string(),
                (false, true) => say("cases-confirm-sender").to_string(),
                (false, false) => String::new(),
            },
            on_its_way: view.handover.as_ref().map(OnItsWay::new),
            pick: String::new(),
        }
    }

    /// Lets the case be picked among others, as the version that is shown.
    pub fn pickable(self, view: &CaseView) -> Self {
        Self { pick: format!("{}/{}", view.case.number, view.case.version), ..self }
    }
}

impl OnItsWay {
    /// Returns sample values.
    pub fn sample(is_lapsed: bool) -> Self {
        let key = if is_lapsed { "cases-not-accepted" } else { "cases-handed-over" };
        Self { words: say(key).with("name", "Machines").to_string(), is_lapsed }
    }

    fn new(mark: &HandoverMark) -> Self {
        let is_lapsed = mark.state == HandoverState::Lapsed;
        let words = match is_lapsed {
            true => say("cases-not-accepted").with("name", &mark.name),
            false => say("cases-handed-over").with("name", &mark.name),
        };
        Self { words: words.to_string(), is_lapsed }
    }
}

impl Waiting {
    /// Words who waits, as seen from now.
    pub fn new(waits: Waits, now: Timestamp) -> Self {
        let (words, since) = match waits {
            Waits::ForUs { since } => {
                (say("cases-waits-for-us").with("span", ago(since, now)), since)
            }
            Waits::ForThem { since } => {
                (say("cases-waits-for-them").with("span", ago(since, now)), since)
            }
        };
        Self { words: words.to_string(), since: Moment::new(since, now) }
    }
}
