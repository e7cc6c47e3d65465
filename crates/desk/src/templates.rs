//! Templates: replies with places to fill. Which there are, how one is filled for a case, and what is wrong with a text.
//!
//! A template never opens anything private: what it may use is a closed list, and nothing of it is about a person.

mod values;
mod writing;

use std::{collections::BTreeSet, sync::Arc};

use model::{
    Act, Actor, CaseNumber, QueueId, Resource, Role, Sheet, SheetEdition, SheetId, SheetKind,
    SheetName,
};

pub use values::{TEMPLATE_NAMES, TemplateName, TemplateValues};
pub use writing::{TEMPLATE_CHARS_MAX, TemplateFault, check_template};
pub(crate) use writing::{fill, place};

use crate::{Desk, DeskError, Entered};

/// The language that is offered after the case's own, ISO 639-3.
const SECOND_LANGUAGE: &str = "eng";

/// Templates that are filled or checked at once; the others wait, so that one that runs on holds few threads.
pub const TEMPLATES_AT_ONCE: usize = 2;

/// A template that may be used in a case.
#[derive(Clone, Debug)]
pub struct TemplateOffer {
    /// Its id.
    pub id: SheetId,
    /// Its name.
    pub name: SheetName,
    /// Its heading.
    pub title: String,
    /// Its language, ISO 639-3.
    pub language: String,
    /// The role that it needs and the reader does not hold; `None` where they may use it.
    pub lacks: Option<Role>,
}

/// A template, filled for a case.
#[derive(Clone, Debug)]
pub struct FilledTemplate {
    /// Which template.
    pub id: SheetId,
    /// In which edition.
    pub number: i64,
    /// Its heading.
    pub title: String,
    /// What it became.
    pub text: String,
}

impl Desk {
    /// Returns the templates for a case: those in its language, then English, then the others.
    pub async fn template_offers(
        &self,
        entered: &Entered<'_>,
    ) -> Result<Vec<TemplateOffer>, DeskError> {
        let (actor, case) = (entered.actor, entered.case());
        // Where the policies in force know nothing of templates yet, a case is shown without them.
        let rights = self.rights(actor, &[Act::TemplateShow], &Resource::House);
        if !rights.iter().all(authority::Decision::is_allowed) {
            return Ok(Vec::new());
        }
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let found = self.sheet_heads_now(SheetKind::Template).await?;
        let mut offers = Vec::new();
        for head in found.iter() {
            if head.is_offered && head.is_for(case.queue_id) {
                offers.push(TemplateOffer {
                    lacks: head.role.filter(|_| !head.lets(&staff.roles)),
                    id: head.sheet.id,
                    name: head.sheet.name.clone(),
                    title: head.title.clone(),
                    language: head.sheet.language.clone(),
                });
            }
        }
        let own = case.language.as_deref();
        offers.sort_by_key(|offer| (rank(own, &offer.language), offer.language.clone()));
        Ok(offers)
    }

    /// Fills a template for a case, for whoever may answer it.
    pub async fn fill_template(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: SheetId,
    ) -> Result<FilledTemplate, DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
        self.ask_to_read(actor, Act::CaseReply, &resource).await?;
        let (sheet, edition) = self.template(id).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        must_fit(&edition, queue.id, &staff.roles)?;
        let values = self.values_for(&record.case, &queue, staff.id, &sheet.language).await?;
        let text = self.filled(edition.text, values).await?;
        Ok(FilledTemplate { id, number: edition.number, title: edition.title, text })
    }

    /// Shows what a text in a language would become: in a case that the actor may see, or in one that is made up.
    pub async fn preview_template(
        &self,
        actor: &Actor,
        text: &str,
        language: &str,
        number: Option<CaseNumber>,
    ) -> Result<String, DeskError> {
        self.ask_to_read(actor, Act::TemplateShow, &Resource::House).await?;
        let values = match (number, actor) {
            (Some(number), Actor::Staff(staff)) => {
                let (record, queue) = self.case_for(actor, number).await?;
                self.values_for(&record.case, &queue, staff.id, language).await?
            }
            (Some(_), _) => return Err(DeskError::NotFound),
            (None, _) => TemplateValues::sample(language, &self.config, self.now()),
        };
        self.filled(text.to_owned(), values).await
    }

    /// Refuses a reply that says it came from what is no template, or from one that its writer could not have used.
    pub(crate) async fn must_come_from(
        &self,
        (id, number): (SheetId, i64),
        queue: QueueId,
        roles: &BTreeSet<Role>,
    ) -> Result<(), DeskError> {
        let mut reader = self.db.read().await?;
        let sheet = reader.sheet(id).await?;
        let edition = match sheet.filter(|(sheet, _)| sheet.kind == SheetKind::Template) {
            Some(_) => reader.sheet_edition(id, number).await?,
            None => None,
        };
        let Some(edition) = edition else {
            let words = "there is no such edition of a template".to_owned();
            return Err(DeskError::Invalid { field: "template", words });
        };
        must_fit(&edition, queue, roles)
    }

    /// Runs a template, or a check of one, where it holds no thread that answers.
    // Generic because filling and checking give different things.
    pub(crate) async fn run_template<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, DeskError> {
        let broken = || DeskError::Content { what: "template" };
        let turn = Arc::clone(&self.template_turns).acquire_owned().await;
        let turn = turn.map_err(|_| broken())?;
        let work = move || {
            // The turn goes with the work: it does not end because nobody waits for it any more.
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| broken())
    }

    async fn filled(&self, text: String, values: TemplateValues) -> Result<String, DeskError> {
        let filled = self.run_template(move || fill(&text, &values)).await?;
        filled.map_err(|fault| unfit(&fault))
    }

    async fn values_for(
        &self,
        case: &model::Case,
        queue: &model::Queue,
        writer: model::StaffId,
        language: &str,
    ) -> Result<TemplateValues, DeskError> {
        let writer = self.member(writer).await?;
        Ok(TemplateValues::of(case, queue, &writer.title, language, &self.config, self.now()))
    }

    pub(crate) async fn template(&self, id: SheetId) -> Result<(Sheet, SheetEdition), DeskError> {
        let found = self.db.read().await?.sheet(id).await?;
        found.filter(|(sheet, _)| sheet.kind == SheetKind::Template).ok_or(DeskError::NotFound)
    }
}

/// Refuses a template that is not for cases of a queue, or that asks for a role which its user does not hold.
fn must_fit(
    edition: &SheetEdition,
    queue: QueueId,
    roles: &BTreeSet<Role>,
) -> Result<(), DeskError> {
    if !edition.is_offered || !edition.is_for(queue) {
        let words = "this template is not for cases of this queue".to_owned();
        return Err(DeskError::Invalid { field: "template", words });
    }
    match edition.role.filter(|_| !edition.lets(roles)) {
        Some(role) => {
            let words = format!("this template is used by somebody who is {}", role.title());
            Err(DeskError::Invalid { field: "template", words })
        }
        None => Ok(()),
    }
}

/// Where a language stands in a case's list.
pub(crate) fn rank(own: Option<&str>, language: &str) -> u8 {
    if own == Some(language) {
        return 0;
    }
    if language == SECOND_LANGUAGE { 1 } else { 2 }
}

fn unfit(fault: &TemplateFault) -> DeskError {
    DeskError::Invalid { field: "template", words: fault.to_string() }
}
