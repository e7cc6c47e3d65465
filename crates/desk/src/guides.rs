//! Guides beside a case: begun, worked along step by step, set aside.

mod start;
mod tick;

use db::{GuideRunRow, TickRow};
use jiff::Timestamp;
use model::{
    Act, Actor, Case, CaseKind, Guide, GuideRunId, MessageId, Personal, Role, SheetHead, SheetId,
    SheetKind, StandingTick, Step,
};

use crate::{Desk, DeskError, Entered, templates::rank};

/// The guides of a case, and those that could be begun.
#[derive(Clone, Debug, Default)]
pub struct CaseGuides {
    /// Those at work or done, the latest first; those set aside last.
    pub runs: Vec<GuideRunView>,
    /// Those that the reader may begin: those written for the case's queue first.
    pub offers: Vec<GuideOffer>,
    /// True where the reader may work along them.
    pub may_work: bool,
}

/// A guide that may be begun.
#[derive(Clone, Debug)]
pub struct GuideOffer {
    /// Its id.
    pub id: SheetId,
    /// Its heading.
    pub title: String,
    /// Its language, ISO 639-3.
    pub language: String,
    /// True where it is written for the case's queue, and not for all.
    pub is_suggested: bool,
}

/// A guide beside a case.
#[derive(Clone, Debug)]
pub struct GuideRunView {
    /// Its id.
    pub id: GuideRunId,
    /// The guide.
    pub sheet_id: SheetId,
    /// Its edition, as of when it was begun.
    pub number: i64,
    /// Its heading.
    pub title: String,
    /// When to use it.
    pub when: String,
    /// Its steps.
    pub steps: Vec<StepView>,
    /// Who began it, by title.
    pub starter: String,
    /// When.
    pub started_at: Timestamp,
    /// When it was set aside.
    pub stopped_at: Option<Timestamp>,
}

/// A step of a guide beside a case.
#[derive(Clone, Debug)]
pub struct StepView {
    /// Counts from 1.
    pub number: usize,
    /// What it says.
    pub step: Step,
    /// The tick that stands.
    pub tick: Option<TickView>,
    /// Ticks that were taken back.
    pub taken_back: Vec<TickView>,
    /// Why the reader does not tick it; `None` where they may, or where it is ticked.
    pub refusal: Option<String>,
    /// The template of its reply, in the case's language or English.
    pub template: Option<(SheetId, String)>,
}

/// A tick.
#[derive(Clone, Debug)]
pub struct TickView {
    /// Who ticked, by title.
    pub who: String,
    /// True where it was the reader.
    pub is_own: bool,
    /// When.
    pub at: Timestamp,
    /// What was noted with it, redacted.
    pub note: Option<Personal<String>>,
    /// Who took it back, by title, and when.
    pub undone: Option<(String, Timestamp)>,
}

/// A guide that is not through.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// Its heading.
    pub title: String,
    /// Steps that are ticked.
    pub n_done: usize,
    /// Steps in all.
    pub n_steps: usize,
}

impl GuideRunView {
    /// Counts the steps that are ticked.
    pub fn n_done(&self) -> usize {
        self.steps.iter().filter(|step| step.tick.is_some()).count()
    }

    /// Says whether every step is ticked.
    pub fn is_done(&self) -> bool {
        self.n_done() == self.steps.len()
    }

    /// Returns the first step that is not ticked.
    pub fn next_step(&self) -> Option<usize> {
        self.steps.iter().find(|step| step.tick.is_none()).map(|step| step.number)
    }
}

impl Desk {
    /// Returns the guides of a case, and those that the reader could begin.
    pub async fn case_guides(&self, entered: &Entered<'_>) -> Result<CaseGuides, DeskError> {
        let (actor, case) = (entered.actor, entered.case());
        // A dispute is heard on its own page, and not along a checklist.
        if case.kind() == CaseKind::Dispute {
            return Ok(CaseGuides::default());
        }
        let resource = entered.resource();
        let may = |act| self.authority.allows(actor, act, &resource).is_allowed();
        let (may_start, may_work) = (may(Act::GuideStart), may(Act::GuideTick));
        let mut reader = self.db.read().await?;
        let rows = reader.guide_runs(case.id).await?;
        drop(reader);
        let templates = self.sheet_heads_now(SheetKind::Template).await?;
        let mut runs = Vec::with_capacity(rows.len());
        for row in rows.into_iter().rev() {
            runs.push(self.run_view(actor, case, row, &templates).await?);
        }
        runs.sort_by_key(|run| run.stopped_at.is_some());
        let offers =
            if may_start { self.guide_offers(actor, case, &runs).await? } else { Vec::new() };
        Ok(CaseGuides { runs, offers, may_work })
    }

    /// Returns the guides of a case that are neither through nor set aside.
    pub async fn unfinished_guides(
        &self,
        entered: &Entered<'_>,
    ) -> Result<Vec<Unfinished>, DeskError> {
        let guides = self.case_guides(entered).await?;
        let open = guides.runs.into_iter().filter(|run| run.stopped_at.is_none() && !run.is_done());
        let unfinished = |run: GuideRunView| Unfinished {
            n_done: run.n_done(),
            n_steps: run.steps.len(),
            title: run.title,
        };
        Ok(open.map(unfinished).collect())
    }

    async fn guide_offers(
        &self,
        actor: &Actor,
        case: &Case,
        runs: &[GuideRunView],
    ) -> Result<Vec<GuideOffer>, DeskError> {
        let Actor::Staff(staff) = actor else { return Ok(Vec::new()) };
        let is_at_work =
            |id: SheetId| runs.iter().any(|run| run.sheet_id == id && run.stopped_at.is_none());
        let mut offers = Vec::new();
        for head in self.sheet_heads_now(SheetKind::Guide).await?.iter() {
            let is_fit = head.is_offered && head.is_for(case.queue_id);
            if is_fit && head.lets(&staff.roles) && !is_at_work(head.sheet.id) {
                offers.push(GuideOffer {
                    id: head.sheet.id,
                    title: head.title.clone(),
                    language: head.sheet.language.clone(),
                    is_suggested: !head.queue_ids.is_empty(),
                });
            }
        }
        // Guides are read by the staff, so English comes before the language of the case.
        offers.sort_by_key(|offer| (!offer.is_suggested, rank(None, &offer.language)));
        Ok(offers)
    }

    async fn run_view(
        &self,
        actor: &Actor,
        case: &Case,
        row: GuideRunRow,
        templates: &[SheetHead],
    ) -> Result<GuideRunView, DeskError> {
        let mut reader = self.db.read().await?;
        let edition = reader.sheet_edition(row.sheet_id, row.number).await?;
        let ticks = reader.guide_ticks(row.id).await?;
        drop(reader);
        let edition = edition.ok_or(DeskError::NotFound)?;
        let guide = Self::guide_of(&edition)?;
        let standing = standing(&ticks);
        let mut steps = Vec::with_capacity(guide.steps.len());
        for (number, step) in (1..).zip(&guide.steps) {
            let (mut tick, mut taken_back) = (None, Vec::new());
            for row in ticks.iter().filter(|row| usize::try_from(row.step) == Ok(number)) {
                let view = self.tick_view(actor, row).await?;
                match row.undone_at {
                    None => tick = Some(view),
                    Some(_) => taken_back.push(view),
                }
            }
            steps.push(StepView {
                refusal: refusal(actor, &guide, number, &standing).filter(|_| tick.is_none()),
                template: template_of(case, step, templates),
                step: step.clone(),
                number,
                tick,
                taken_back,
            });
        }
        Ok(GuideRunView {
            id: row.id,
            sheet_id: row.sheet_id,
            number: row.number,
            title: edition.title,
            when: guide.when,
            steps,
            starter: self.title_of(row.started_by).await?.unwrap_or_default(),
            started_at: row.started_at,
            stopped_at: row.stopped_at,
        })
    }

    async fn tick_view(&self, actor: &Actor, row: &TickRow) -> Result<TickView, DeskError> {
        let undone = match row.undone_by.zip(row.undone_at) {
            Some((by, at)) => Some((self.title_of(by).await?.unwrap_or_default(), at)),
            None => None,
        };
        Ok(TickView {
            who: self.title_of(row.staff_id).await?.unwrap_or_default(),
            is_own: matches!(actor, Actor::Staff(me) if me.id == row.staff_id),
            at: row.at,
            note: match row.message_id {
                Some(id) => self.note_of(id).await?,
                None => None,
            },
            undone,
        })
    }

    /// Returns the redacted words of a note; `None` when the case's key was destroyed.
    async fn note_of(&self, id: MessageId) -> Result<Option<Personal<String>>, DeskError> {
        let Some(record) = self.db.read().await?.message(id).await? else { return Ok(None) };
        Ok(self.open_twin(&record)?.map(|(_, twin)| Personal::new(twin.text)))
    }
}

pub(crate) fn standing(ticks: &[TickRow]) -> Vec<StandingTick> {
    let standing = ticks.iter().filter(|row| row.undone_at.is_none());
    let standing = standing.filter_map(|row| {
        let step = usize::try_from(row.step).ok()?;
        Some(StandingTick { step, staff_id: row.staff_id })
    });
    standing.collect()
}

fn refusal(actor: &Actor, guide: &Guide, number: usize, ticks: &[StandingTick]) -> Option<String> {
    let Actor::Staff(staff) = actor else { return None };
    guide.may_tick(number, staff.id, &staff.roles, ticks).err().map(|refusal| refusal.to_string())
}

/// Finds the template that a step names: in the case's language, in English, in any.
fn template_of(case: &Case, step: &Step, templates: &[SheetHead]) -> Option<(SheetId, String)> {
    let name = step.template.as_ref()?;
    let own = case.language.as_deref();
    let named = templates
        .iter()
        .filter(|head| head.sheet.name == *name && head.is_offered && head.is_for(case.queue_id));
    let best = named.min_by_key(|head| rank(own, &head.sheet.language))?;
    Some((best.sheet.id, best.title.clone()))
}

/// Refuses whoever does not hold a role that a guide needs.
fn must_hold(
    role: Option<Role>,
    roles: &std::collections::BTreeSet<Role>,
) -> Result<(), DeskError> {
    match role.filter(|role| !roles.contains(role)) {
        Some(role) => {
            let words = format!("this guide is worked along by somebody who is {}", role.title());
            Err(DeskError::Invalid { field: "guide", words })
        }
        None => Ok(()),
    }
}
