//! Sheets: the templates and the guides of the house, read and written in editions.

mod adopt;
mod content;
mod edit;

use std::collections::BTreeSet;

use db::SheetUse;
use model::{
    Act, Actor, Guide, Queue, QueueId, QueueName, Resource, Sheet, SheetEdition, SheetId,
    SheetKind, StaffId,
};

pub(crate) use adopt::founding_sheets;
pub use edit::{NewSheet, SheetDraft, SheetFault};

use crate::{Desk, DeskError};

/// What requesters said of answers is told of so many of them together: of one alone, who knows that case would know their word.
pub const WORDS_TOGETHER: i64 = 5;

/// A sheet with its latest edition.
#[derive(Clone, Debug)]
pub struct SheetView {
    /// The sheet.
    pub sheet: Sheet,
    /// The edition.
    pub edition: SheetEditionView,
    /// True where the reader may write another edition.
    pub may_edit: bool,
}

/// An edition, with the names of what it names by id.
#[derive(Clone, Debug)]
pub struct SheetEditionView {
    /// The edition.
    pub edition: SheetEdition,
    /// The queues it is for; empty is all.
    pub queues: Vec<QueueName>,
    /// Who made it, by title; `None` is what Chancery comes with.
    pub maker: Option<String>,
}

/// A sheet with its history.
#[derive(Clone, Debug)]
pub struct SheetPage {
    /// The sheet, in its latest edition.
    pub view: SheetView,
    /// All editions, the latest first.
    pub editions: Vec<SheetEditionView>,
    /// In how many cases it was used, and whether that helped, as far as it is told: to whoever may write it anew, whom it helps to.
    pub used: Option<SheetUse>,
}

/// Which sheets are wanted.
#[derive(Clone, Debug, Default)]
pub struct SheetFilter {
    /// Only in this language, ISO 639-3.
    pub language: Option<String>,
    /// Only those whose name, heading or text has all of these words.
    pub words: String,
    /// Only those for cases of this queue.
    pub queue: Option<QueueName>,
}

const fn show_act(kind: SheetKind) -> Act {
    match kind {
        SheetKind::Template => Act::TemplateShow,
        SheetKind::Guide => Act::GuideShow,
    }
}

pub(crate) const fn edit_act(kind: SheetKind) -> Act {
    match kind {
        SheetKind::Template => Act::TemplateEdit,
        SheetKind::Guide => Act::GuideEdit,
    }
}

impl Desk {
    /// Returns the sheets of a kind that a filter lets through, by name and language.
    pub async fn sheets(
        &self,
        actor: &Actor,
        kind: SheetKind,
        filter: &SheetFilter,
    ) -> Result<Vec<SheetView>, DeskError> {
        self.ask_to_read(actor, show_act(kind), &Resource::House).await?;
        let found = self.db.read().await?.sheets(kind).await?;
        let queues = self.queues_now().await?;
        let words: Vec<String> = filter.words.split_whitespace().map(str::to_lowercase).collect();
        let wanted = |sheet: &Sheet, edition: &SheetEdition| {
            let queue = filter.queue.as_ref();
            let queue = queue.map(|name| queues.iter().find(|queue| queue.name == *name));
            filter.language.as_ref().is_none_or(|language| *language == sheet.language)
                && queue.is_none_or(|queue| queue.is_some_and(|queue| edition.is_for(queue.id)))
                && has_words(sheet, edition, &words)
        };
        let mut views = Vec::new();
        for (sheet, edition) in found {
            if wanted(&sheet, &edition) {
                views.push(self.sheet_view(actor, sheet, edition, &queues).await?);
            }
        }
        Ok(views)
    }

    /// Returns one sheet with its history.
    pub async fn sheet(
        &self,
        actor: &Actor,
        kind: SheetKind,
        id: SheetId,
    ) -> Result<SheetPage, DeskError> {
        self.ask_to_read(actor, show_act(kind), &Resource::House).await?;
        let (sheet, latest) = self.sheet_of(kind, id).await?;
        let queues = self.queues_now().await?;
        let mut editions = Vec::new();
        // Not in the loop's head, which would hold the place to read from for as long as the loop.
        let found = self.db.read().await?.sheet_editions(id).await?;
        for edition in found {
            editions.push(self.sheet_edition_view(edition, &queues).await?);
        }
        let view = self.sheet_view(actor, sheet, latest, &queues).await?;
        let used = match view.may_edit {
            true => Some(self.db.read().await?.sheet_use(id, WORDS_TOGETHER).await?),
            false => None,
        };
        Ok(SheetPage { view, editions, used })
    }

    /// Says whether somebody may write sheets for all of these queues; for none of them, sheets for all.
    pub fn may_edit_sheets(&self, actor: &Actor, kind: SheetKind, queues: &[Queue]) -> bool {
        let may = |resource| self.authority.allows(actor, edit_act(kind), &resource).is_allowed();
        match queues {
            [] => may(Resource::House),
            queues => queues.iter().all(|queue| may(Resource::Queue(queue.clone()))),
        }
    }

    /// Reads a guide out of a sheet's edition.
    pub(crate) fn guide_of(edition: &SheetEdition) -> Result<Guide, DeskError> {
        Guide::parse(&edition.text).map_err(|_| DeskError::Content { what: "guide" })
    }

    pub(crate) async fn sheet_of(
        &self,
        kind: SheetKind,
        id: SheetId,
    ) -> Result<(Sheet, SheetEdition), DeskError> {
        let found = self.db.read().await?.sheet(id).await?;
        found.filter(|(sheet, _)| sheet.kind == kind).ok_or(DeskError::NotFound)
    }

    async fn sheet_view(
        &self,
        actor: &Actor,
        sheet: Sheet,
        edition: SheetEdition,
        queues: &[Queue],
    ) -> Result<SheetView, DeskError> {
        let own = queues.iter().filter(|queue| edition.queue_ids.contains(&queue.id));
        let own: Vec<Queue> = own.cloned().collect();
        Ok(SheetView {
            may_edit: self.may_edit_sheets(actor, sheet.kind, &own),
            edition: self.sheet_edition_view(edition, queues).await?,
            sheet,
        })
    }

    async fn sheet_edition_view(
        &self,
        edition: SheetEdition,
        queues: &[Queue],
    ) -> Result<SheetEditionView, DeskError> {
        let own = queues.iter().filter(|queue| edition.queue_ids.contains(&queue.id));
        Ok(SheetEditionView {
            queues: own.map(|queue| queue.name.clone()).collect(),
            maker: match edition.made_by {
                Some(id) => self.title_of(id).await?,
                None => None,
            },
            edition,
        })
    }

    pub(crate) async fn title_of(&self, id: StaffId) -> Result<Option<String>, DeskError> {
        Ok(self.staff_view(id).await?.map(|card| card.title))
    }
}

fn has_words(sheet: &Sheet, edition: &SheetEdition, words: &[String]) -> bool {
    let haystack = format!("{} {} {}", sheet.name, edition.title, edition.text).to_lowercase();
    words.iter().all(|word| haystack.contains(word))
}

pub(crate) fn queues_of(all: &[Queue], ids: &BTreeSet<QueueId>) -> Vec<Queue> {
    all.iter().filter(|queue| ids.contains(&queue.id)).cloned().collect()
}
