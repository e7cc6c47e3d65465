//! The cases that a case belongs together with: what is part of it, what is linked, and the forms for both.

use authority::Decision;
use desk::{CasePage, Entered, LinkView};
use jiff::Timestamp;
use model::{Act, CaseState, LinkKind};

use crate::{
    locale::Words, moment::Moment, notice::Done, pages::cases::rights::act, samples::minutes_ago,
    say, trouble::Trouble, twin::Twin,
};

/// The cases that a case belongs together with, for the column at the right.
#[derive(Default)]
pub struct AffairPanel {
    /// The number of the case that is shown.
    pub number: String,
    /// The cases that are part of it.
    pub parts: Vec<PartItem>,
    /// The cases that are linked.
    pub links: Vec<LinkItem>,
    /// True where the reader may link it.
    pub may_link: bool,
    /// True where the reader may merge it and take it apart.
    pub may_merge: bool,
    /// True where messages may be made a case of their own.
    pub may_split: bool,
    /// The kinds of links, as values and in words.
    pub kinds: Vec<(&'static str, Words)>,
    /// The number as typed for a link.
    pub link_typed: String,
    /// Why the link came back.
    pub link_error: Option<String>,
    /// The number as typed for a merge.
    pub merge_typed: String,
    /// Why the merge came back.
    pub merge_error: Option<String>,
    /// How what was done just now is taken back.
    pub undo: Option<Undo>,
}

/// A case that is part of the one that is shown.
pub struct PartItem {
    /// Its number.
    pub number: String,
    /// Since when.
    pub at: Moment,
    /// Who merged them, by title.
    pub by: String,
    /// Where taking it out is posted to.
    pub path: String,
}

/// A linked case.
pub struct LinkItem {
    /// How they belong together, read from the case that is shown.
    pub words: Words,
    /// The other case, where the reader may see it.
    pub other: Option<LinkedItem>,
    /// Who linked them, by title.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Where taking the link away is posted to.
    pub path: String,
}

/// The other case of a link.
pub struct LinkedItem {
    /// Its number.
    pub number: String,
    /// Its redacted subject.
    pub subject: Twin,
    /// Where it stands.
    pub state: CaseState,
    /// The case that it is part of.
    pub host: Option<String>,
}

/// How what was done just now is taken back.
pub struct Undo {
    /// Where it is posted to.
    pub path: String,
    /// What is sent, beside the token.
    pub into: Option<String>,
}

/// What of other cases was typed, or done just now.
#[derive(Default)]
pub struct CameBack {
    /// The number for a link as typed, and why it came back.
    pub link: Option<(String, String)>,
    /// The number for a merge as typed, and why it came back.
    pub merge: Option<(String, String)>,
    /// What was done just now.
    pub done: Option<Done>,
}

impl CameBack {
    /// Notes what was done just now.
    pub fn of_done(done: Option<Done>) -> Self {
        Self { done, ..Self::default() }
    }
}

/// Words the cases that a case belongs together with.
pub async fn panel(
    state: &crate::State,
    entered: &Entered<'_>,
    found: &CasePage,
    decisions: &[Decision],
    came_back: CameBack,
) -> Result<AffairPanel, Trouble> {
    let number = found.view.case.number;
    let now = state.now();
    let may = |wanted: Act| {
        decisions.iter().any(|decision| act(decision) == wanted && decision.is_allowed())
    };
    let links = state.desk.links(entered).await?;
    let part = |part: &desk::PartView| PartItem {
        number: part.number.to_string(),
        at: Moment::new(part.merged_at, now),
        by: crate::floors::titled(&part.merged_by),
        path: format!("/cases/{number}/merges/{}/undoing", part.merge_id),
    };
    let undo = match came_back.done {
        Some(Done::Merged | Done::CameHome) => found.parts.last().map(|last| Undo {
            path: format!("/cases/{number}/merges/{}/undoing", last.merge_id),
            into: None,
        }),
        Some(Done::Split) => home_of(&links)
            .map(|home| Undo { path: format!("/cases/{number}/merge"), into: Some(home) }),
        _ => None,
    };
    let (link_typed, link_error) = came_back.link.unzip();
    let (merge_typed, merge_error) = came_back.merge.unzip();
    Ok(AffairPanel {
        number: number.to_string(),
        parts: found.parts.iter().map(part).collect(),
        links: links
            .into_iter()
            .map(|link| LinkItem::new(link, &number.to_string(), now))
            .collect(),
        may_link: may(Act::CaseLink),
        may_merge: may(Act::CaseMerge),
        may_split: may(Act::CaseSplit) && found.view.case.state != CaseState::Closed,
        kinds: kinds(),
        link_typed: link_typed.unwrap_or_default(),
        link_error,
        merge_typed: merge_typed.unwrap_or_default(),
        merge_error,
        undo: undo.filter(|_| may(Act::CaseMerge)),
    })
}

/// Returns the case that a split one came from, where the reader may give it back.
pub fn home_of(links: &[LinkView]) -> Option<String> {
    let link = links.iter().find(|link| link.kind == LinkKind::SplitFrom && link.is_from_here)?;
    // Whoever merges must be allowed to on both sides, and a part takes nothing in.
    let other = link.other.as_ref().filter(|other| other.host.is_none() && other.may_merge)?;
    Some(other.number.to_string())
}

fn kinds() -> Vec<(&'static str, Words)> {
    LinkKind::CHOSEN.into_iter().map(|kind| (kind.as_str(), words(kind, true))).collect()
}

/// Says how two cases belong together, read from one of them.
const fn words(kind: LinkKind, is_from_here: bool) -> Words {
    match (kind, is_from_here) {
        (LinkKind::Related, _) => say("affairs-related-to"),
        (LinkKind::DuplicateOf, true) => say("affairs-duplicate-of"),
        (LinkKind::DuplicateOf, false) => say("affairs-has-duplicate"),
        (LinkKind::CausedBy, true) => say("affairs-caused-by"),
        (LinkKind::CausedBy, false) => say("affairs-cause-of"),
        (LinkKind::FollowUpOf, true) => say("affairs-follow-up-of"),
        (LinkKind::FollowUpOf, false) => say("affairs-followed-by"),
        (LinkKind::SplitFrom, true) => say("affairs-split-from"),
        (LinkKind::SplitFrom, false) => say("affairs-split-into"),
    }
}

impl LinkItem {
    fn new(view: LinkView, number: &str, now: Timestamp) -> Self {
        Self {
            words: words(view.kind, view.is_from_here),
            other: view.other.map(|other| LinkedItem {
                number: other.number.to_string(),
                subject: Twin::of(other.subject.as_ref()),
                state: other.state,
                host: other.host.map(|host| host.to_string()),
            }),
            by: crate::floors::titled(&view.linked_by),
            at: Moment::new(view.linked_at, now),
            path: format!("/cases/{number}/links/{}/removal", view.id),
        }
    }
}

impl AffairPanel {
    /// Says whether something was typed wrongly, so that it stands open.
    pub const fn has_error(&self) -> bool {
        self.link_error.is_some() || self.merge_error.is_some()
    }

    /// Says whether there is nothing to show and nothing to do.
    pub fn is_empty(&self) -> bool {
        let has_any = !self.parts.is_empty() || !self.links.is_empty();
        !(has_any || self.may_link || self.may_merge || self.may_split)
    }

    /// Returns sample values: three links, one of them to what the reader may not see.
    pub fn sample() -> Self {
        let link = |n: u8, words, other| LinkItem {
            words,
            other,
            by: "Triage 4".to_owned(),
            at: minutes_ago(90),
            path: format!(
                "/cases/s20261121.30/links/0199d0c2-0000-7000-8000-0000000000c{n}/removal"
            ),
        };
        let other = |number: &str, subject: &str, state, host: Option<&str>| {
            Some(LinkedItem {
                number: number.to_owned(),
                subject: Twin::new(subject),
                state,
                host: host.map(str::to_owned),
            })
        };
        Self {
            number: "s20261121.30".to_owned(),
            links: vec![
                link(
                    1,
                    say("affairs-duplicate-of"),
                    other("s20261118.5", "Passphrase of [person 1]", CaseState::Waiting, None),
                ),
                link(
                    2,
                    say("affairs-caused-by"),
                    other("s20261120.3", "No mail arrives", CaseState::Open, Some("s20261120.1")),
                ),
                link(3, say("affairs-related-to"), None),
            ],
            may_link: true,
            may_merge: true,
            may_split: true,
            kinds: kinds(),
            ..Self::default()
        }
    }

    /// Returns sample values of a case that took another in a moment ago, and of forms that came back.
    pub fn sample_merged() -> Self {
        let path = "/cases/s20261121.30/merges/0199d0c2-0000-7000-8000-0000000000d1/undoing";
        Self {
            parts: vec![PartItem {
                number: "s20261120.8".to_owned(),
                at: minutes_ago(0),
                by: "Triage 4".to_owned(),
                path: path.to_owned(),
            }],
            links: Vec::new(),
            link_typed: "s20261121.99".to_owned(),
            link_error: Some("There is no case s20261121.99 that you may see.".to_owned()),
            merge_typed: "s20261119.2".to_owned(),
            merge_error: Some(
                "Two people asked, and neither may read what the other wrote or was answered; link them instead."
                    .to_owned(),
            ),
            undo: Some(Undo { path: path.to_owned(), into: None }),
            ..Self::sample()
        }
    }
}
