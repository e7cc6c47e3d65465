//! Templates: replies with places to fill. Which there are, how one is filled for a case, and what is wrong with a text.
//!
//! A template never opens anything private: what it may use is a closed list, and nothing of it is about a person.

mod values;
mod writing;

use model::{
    Act, Actor, CaseNumber, Resource, Role, Sheet, SheetEdition, SheetId, SheetKind, SheetName,
};

pub use values::{TEMPLATE_NAMES, TemplateName, TemplateValues};
pub(crate) use writing::fill;
pub use writing::{TEMPLATE_CHARS_MAX, TemplateFault, check_template};

use crate::{Desk, DeskError};

/// The language that is offered after the case's own, ISO 639-3.
const SECOND_LANGUAGE: &str = "eng";

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
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<Vec<TemplateOffer>, DeskError> {
        let (record, _) = self.case_for(actor, number).await?;
        // Where the policies in force know nothing of templates yet, a case is shown without them.
        let rights = self.rights(actor, &[Act::TemplateShow], &Resource::House);
        if !rights.iter().all(authority::Decision::is_allowed) {
            return Ok(Vec::new());
        }
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let found = self.db.read().await?.sheets(SheetKind::Template).await?;
        let mut offers = Vec::new();
        for (sheet, edition) in found {
            if edition.is_offered && edition.is_for(record.case.queue_id) {
                offers.push(TemplateOffer {
                    lacks: edition.role.filter(|_| !edition.lets(&staff.roles)),
                    id: sheet.id,
                    name: sheet.name,
                    title: edition.title,
                    language: sheet.language,
                });
            }
        }
        let own = record.case.language.as_deref();
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
        if !edition.is_offered || !edition.is_for(queue.id) {
            let words = "this template is not for cases of this queue";
            return Err(DeskError::Invalid { field: "template", words: words.to_owned() });
        }
        if let Some(role) = edition.role.filter(|_| !edition.lets(&staff.roles)) {
            let words = format!("this template is used by somebody who is {}", role.title());
            return Err(DeskError::Invalid { field: "template", words });
        }
        let values = self.values_for(&record.case, &queue, staff.id, &sheet.language).await?;
        let text = fill(&edition.text, &values).map_err(|fault| unfit(&fault))?;
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
        fill(text, &values).map_err(|fault| unfit(&fault))
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
