//! Guides beside a case: how far they are, the next step open, the rest folded; and the templates that may be put into a
//! reply.

use desk::{Entered, GuideOffer, GuideRunView, StepView, TemplateOffer, TickView};
use jiff::Timestamp;
use model::{CaseNumber, GuideLink, GuideRunId, Personal};

use crate::{
    caller::Caller, floors::titled, language, locale::Words, moment::Moment, say, say_of,
    trouble::Trouble, twin::Twin,
};

/// Letters of the longest heading of a step.
const HEADING_CHARS_MAX: usize = 72;

/// The guides beside a case.
#[derive(Default)]
pub struct GuidePanel {
    /// The number of the case.
    pub number: String,
    /// Those that were begun.
    pub runs: Vec<RunItem>,
    /// Those that may be begun.
    pub offers: Vec<OfferItem>,
    /// True where the reader may work along them.
    pub may_work: bool,
    /// True where the reader may answer, and so put a template in.
    pub may_reply: bool,
}

/// A guide beside a case.
pub struct RunItem {
    /// Its id.
    pub id: String,
    /// Where its text is.
    pub href: String,
    /// Its heading.
    pub title: String,
    /// When to use it.
    pub when: Vec<String>,
    /// Steps that are ticked.
    pub n_done: usize,
    /// True once all are.
    pub is_done: bool,
    /// Its steps.
    pub steps: Vec<StepItem>,
    /// Who began it, and when.
    pub starter: String,
    /// When.
    pub at: Moment,
    /// When it was set aside.
    pub stopped_at: Option<Moment>,
}

/// A step.
pub struct StepItem {
    /// Counts from 1.
    pub number: usize,
    /// Its first sentence.
    pub heading: String,
    /// What else it says.
    pub rest: String,
    /// True for the first that is not ticked.
    pub is_next: bool,
    /// The role that it needs, and by whom it may not be ticked: `by a support engineer, other than step 2`.
    pub who: String,
    /// What is noted with it.
    pub note: Option<String>,
    /// The note as typed, when it came back.
    pub typed: Personal<String>,
    /// Why it was not ticked.
    pub error: Option<String>,
    /// Why the reader may not tick it.
    pub refusal: Option<String>,
    /// The template of its reply: id and heading.
    pub template: Option<(String, String)>,
    /// Where the act is that belongs to it, and what the link says.
    pub link: Option<(String, Words)>,
    /// The tick that stands.
    pub tick: Option<TickItem>,
    /// Those taken back.
    pub taken_back: Vec<TickItem>,
}

/// A tick.
pub struct TickItem {
    /// Who: `You`, or a title.
    pub who: String,
    /// When.
    pub at: Moment,
    /// What was noted.
    pub note: Option<Twin>,
    /// Who took it back, and when.
    pub undone: Option<(String, Moment)>,
}

/// A guide that may be begun.
pub struct OfferItem {
    /// Its id.
    pub id: String,
    /// Its heading, with its language where that is not English.
    pub title: String,
    /// True where it is written for the case's queue.
    pub is_suggested: bool,
}

/// Templates of one language.
pub struct TemplateGroup {
    /// Its English name.
    pub language: String,
    /// The templates.
    pub items: Vec<TemplateItem>,
}

/// A template that may be put in.
pub struct TemplateItem {
    /// Its id.
    pub id: String,
    /// Its heading; what it needs, where the reader lacks it.
    pub title: String,
    /// False where the reader lacks the role.
    pub may_use: bool,
}

/// A step that was not ticked.
pub struct TickError {
    /// Of which guide.
    pub run: GuideRunId,
    /// Which step.
    pub step: usize,
    /// Why.
    pub words: String,
    /// The note as typed.
    pub note: Personal<String>,
}

/// Words the guides of a case.
pub async fn panel(
    state: &crate::State,
    caller: &Caller,
    entered: &Entered<'_>,
    error: Option<TickError>,
) -> Result<GuidePanel, Trouble> {
    let number = entered.case().number;
    let found = state.desk.case_guides(entered).await?;
    let now = state.now();
    let mut runs: Vec<RunItem> =
        found.runs.into_iter().map(|run| RunItem::new(number, run, now)).collect();
    if let Some(error) = error {
        let id = error.run.to_string();
        let run = runs.iter_mut().find(|run| run.id == id);
        let step = run.and_then(|run| run.steps.iter_mut().find(|step| step.number == error.step));
        if let Some(step) = step {
            (step.error, step.typed) = (Some(error.words), error.note);
        }
    }
    let held = entered.case().assignment.map(|held| held.staff_id);
    Ok(GuidePanel {
        number: number.to_string(),
        runs,
        offers: found.offers.iter().map(OfferItem::new).collect(),
        may_work: found.may_work,
        may_reply: held.is_some() && held == caller.staff().map(|staff| staff.id),
    })
}

/// Words the templates for a reply, by language.
pub async fn templates(
    state: &crate::State,
    entered: &Entered<'_>,
) -> Result<Vec<TemplateGroup>, Trouble> {
    let offers = state.desk.template_offers(entered).await?;
    let mut groups: Vec<TemplateGroup> = Vec::new();
    for offer in offers {
        let language = language::name(Some(&offer.language));
        let item = TemplateItem::new(offer);
        match groups.last_mut().filter(|group| group.language == language) {
            Some(group) => group.items.push(item),
            None => groups.push(TemplateGroup { language, items: vec![item] }),
        }
    }
    Ok(groups)
}

impl TemplateItem {
    fn new(offer: TemplateOffer) -> Self {
        let title = match offer.lacks {
            Some(role) => {
                let role = say_of("role", role.as_str());
                say("case-template-lacks").with("title", offer.title).with("role", role).to_string()
            }
            None => offer.title,
        };
        Self { id: offer.id.to_string(), title, may_use: offer.lacks.is_none() }
    }
}

impl OfferItem {
    fn new(offer: &GuideOffer) -> Self {
        let title = offer_title(offer);
        Self { id: offer.id.to_string(), title, is_suggested: offer.is_suggested }
    }
}

/// Returns the heading of a guide that may be begun, with its language where that is not English.
pub fn offer_title(offer: &GuideOffer) -> String {
    match offer.language.as_str() {
        "eng" => offer.title.clone(),
        code => format!("{} ({})", offer.title, language::name(Some(code))),
    }
}

impl RunItem {
    fn new(number: CaseNumber, run: GuideRunView, now: Timestamp) -> Self {
        let next = run.next_step();
        Self {
            id: run.id.to_string(),
            href: format!("/guides/{}/editions/{}", run.sheet_id, run.number),
            n_done: run.n_done(),
            is_done: run.is_done(),
            when: run.when.split("\n\n").map(str::to_owned).collect(),
            title: run.title,
            starter: titled(&run.starter),
            at: Moment::new(run.started_at, now),
            stopped_at: run.stopped_at.map(|at| Moment::new(at, now)),
            steps: run
                .steps
                .into_iter()
                .map(|step| StepItem::new(number, step, next, now))
                .collect(),
        }
    }

    /// Says whether it stands open: what is through or set aside is folded.
    pub const fn is_open(&self) -> bool {
        !self.is_done && self.stopped_at.is_none()
    }

    /// Returns how far it is: `3 of 7`.
    pub fn progress(&self) -> Words {
        say("case-guide-progress").with("done", self.n_done).with("all", self.steps.len())
    }
}

impl StepItem {
    fn new(number: CaseNumber, view: StepView, next: Option<usize>, now: Timestamp) -> Self {
        let (heading, rest) = split(&view.step.words);
        Self {
            number: view.number,
            heading,
            rest,
            is_next: next == Some(view.number),
            who: who(&view),
            note: view.step.note,
            typed: Personal::default(),
            error: None,
            refusal: view.refusal,
            template: view.template.map(|(id, title)| (id.to_string(), title)),
            link: view.step.open.map(|link| way(number, link)),
            tick: view.tick.map(|tick| TickItem::new(tick, now)),
            taken_back: view.taken_back.into_iter().map(|tick| TickItem::new(tick, now)).collect(),
        }
    }
}

impl TickItem {
    fn new(tick: TickView, now: Timestamp) -> Self {
        Self {
            who: if tick.is_own { say("case-you").to_string() } else { titled(&tick.who) },
            at: Moment::new(tick.at, now),
            note: tick.note.map(|note| Twin::new(note.into_exposed())),
            undone: tick.undone.map(|(who, at)| (titled(&who), Moment::new(at, now))),
        }
    }
}

fn who(view: &StepView) -> String {
    let role = view.step.role.map(|role| say_of("role", role.as_str()));
    let role = role.map(|role| say("case-step-by").with("role", role).to_string());
    let steps = view.step.other_than.iter().map(ToString::to_string);
    let steps = steps.reduce(|first, second| {
        say("case-step-or").with("first", first).with("second", second).to_string()
    });
    let others = steps.map(|steps| say("case-step-not-who").with("steps", steps).to_string());
    role.into_iter().chain(others).collect::<Vec<_>>().join(", ")
}

fn way(number: CaseNumber, link: GuideLink) -> (String, Words) {
    match link {
        GuideLink::Consent => (format!("/cases/{number}/consents/new"), say("case-ask")),
        GuideLink::Dispute => (format!("/cases/{number}/dispute"), say("case-file-dispute")),
        GuideLink::Emergency => {
            (format!("/cases/{number}/emergencies/new"), say("case-break-glass"))
        }
        GuideLink::Legal => ("#legal".to_owned(), say("case-step-legal")),
    }
}

/// Splits the words of a step into its first sentence, or else its first words, and what follows.
fn split(words: &str) -> (String, String) {
    let is_short =
        |at: &usize| words.get(..*at).is_some_and(|head| head.chars().count() < HEADING_CHARS_MAX);
    let ends = [": ", ". ", "? "].iter().filter_map(|sign| words.find(sign));
    let at = match ends.min().filter(is_short) {
        // A colon goes, a full stop stays.
        Some(at) => at + usize::from(words.get(at..).is_some_and(|tail| !tail.starts_with(':'))),
        None if words.chars().count() <= HEADING_CHARS_MAX => words.len(),
        None => words.match_indices(' ').map(|(at, _)| at).take_while(is_short).last().unwrap_or(0),
    };
    let (heading, rest) = words.split_at_checked(at).unwrap_or((words, ""));
    (heading.to_owned(), rest.trim_start_matches(':').trim().to_owned())
}

impl GuidePanel {
    /// Says whether there is nothing to show.
    pub const fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.offers.is_empty()
    }

    /// Says whether a guide is being followed.
    pub fn has_open(&self) -> bool {
        self.runs.iter().any(RunItem::is_open)
    }

    /// Says whether a guide is written for the case's queue.
    pub fn has_suggested(&self) -> bool {
        self.offers.iter().any(|offer| offer.is_suggested)
    }

    /// Returns sample values: one guide at work, one through, and one that may be begun.
    pub fn sample() -> Self {
        let tick = |who: &str, minutes: i64, note: Option<&str>| TickItem {
            who: who.to_owned(),
            at: crate::samples::minutes_ago(minutes),
            note: note.map(Twin::new),
            undone: None,
        };
        let step = |number: usize, heading: &str, tick| StepItem {
            number,
            heading: heading.to_owned(),
            rest: String::new(),
            is_next: false,
            who: String::new(),
            note: None,
            typed: Personal::default(),
            error: None,
            refusal: None,
            template: None,
            link: None,
            tick,
            taken_back: Vec::new(),
        };
        let first = tick("You", 55, Some("met in [place 1] on [date 1], the signature holds"));
        let back = TickItem {
            undone: Some(("Support engineer 1".to_owned(), crate::samples::minutes_ago(31))),
            ..tick("Support engineer 1", 33, None)
        };
        let template =
            Some(("0199d0c2-0000-7000-8000-0000000000a1".to_owned(), "How it begins".to_owned()));
        let steps = vec![
            StepItem { template, ..step(1, "Tell the member how it goes.", Some(tick("You", 90, None))) },
            StepItem {
                rest: "Check the signature, and that the certificate is the assurer's own.".to_owned(),
                who: "by a support engineer".to_owned(),
                ..step(2, "First witness", Some(first))
            },
            StepItem {
                rest: "Another of us reads the same mail and checks it again.".to_owned(),
                is_next: true,
                who: "by a support engineer, not who ticked 2".to_owned(),
                note: Some("What you checked, and how".to_owned()),
                refusal: Some(
                    "this step is ticked by somebody else than step 2, which you ticked: two people are needed"
                        .to_owned(),
                ),
                taken_back: vec![back],
                ..step(3, "Second witness", None)
            },
            StepItem {
                link: Some(("/cases/s20261121.30/consents/new".to_owned(), say("case-ask"))),
                ..step(4, "Compare what the witness states with what is held.", None)
            },
            StepItem {
                note: Some("Fits or does not fit".to_owned()),
                error: Some("this step asks for a note: Fits or does not fit".to_owned()),
                ..step(5, "Compare under that authority.", None)
            },
        ];
        let run = RunItem {
            id: "0199d0c2-0000-7000-8000-0000000000b1".to_owned(),
            href: "/guides/0199d0c2-0000-7000-8000-0000000000a2/editions/1".to_owned(),
            title: "Password recovery by two witnesses".to_owned(),
            when: vec!["When somebody lost every way to sign in.".to_owned()],
            n_done: 2,
            is_done: false,
            steps,
            starter: "Support engineer 3".to_owned(),
            at: crate::samples::minutes_ago(95),
            stopped_at: None,
        };
        let done = RunItem {
            id: "0199d0c2-0000-7000-8000-0000000000b2".to_owned(),
            href: run.href.clone(),
            title: "A member's name has changed".to_owned(),
            when: Vec::new(),
            n_done: 1,
            is_done: true,
            steps: vec![step(
                1,
                "Ask for both names.",
                Some(tick("Support engineer 1", 2000, None)),
            )],
            starter: run.starter.clone(),
            at: crate::samples::minutes_ago(2100),
            stopped_at: None,
        };
        let offer = |id: &str, title: &str, is_suggested| OfferItem {
            id: format!("0199d0c2-0000-7000-8000-0000000000{id}"),
            title: title.to_owned(),
            is_suggested,
        };
        Self {
            number: "s20261121.30".to_owned(),
            runs: vec![run, done],
            offers: vec![
                offer("c1", "A person asks for their data", true),
                offer("c2", "Everything else", false),
            ],
            may_work: true,
            may_reply: true,
        }
    }
}

impl TemplateGroup {
    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        let item = |id: &str, title: &str, may_use| TemplateItem {
            id: format!("0199d0c2-0000-7000-8000-0000000000{id}"),
            title: title.to_owned(),
            may_use,
        };
        vec![
            Self {
                language: "Czech".to_owned(),
                items: vec![item("d1", "Máme vaši zprávu", true)],
            },
            Self {
                language: "English".to_owned(),
                items: vec![
                    item("d2", "We have your message", true),
                    item("d3", "Legal inquiries (by a team leader)", false),
                ],
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_folded_to_its_first_words() {
        let check = |words: &str, heading: &str, rest: &str| {
            assert_eq!(split(words), (heading.to_owned(), rest.to_owned()), "{words}");
        };
        check("Close it.", "Close it.", "");
        check("First witness: check the signature.", "First witness", "check the signature.");
        check("Ask both. Then wait.", "Ask both.", "Then wait.");
        check("Open a.b.example now", "Open a.b.example now", "");
        let long = "word ".repeat(30);
        let (heading, rest) = split(long.trim());
        assert!(
            heading.chars().count() <= HEADING_CHARS_MAX && heading.ends_with("word"),
            "{heading}"
        );
        assert_eq!(format!("{heading} {rest}"), long.trim());
        check(&"x".repeat(100), "", &"x".repeat(100));
    }
}
