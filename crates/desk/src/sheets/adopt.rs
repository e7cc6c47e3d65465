//! Taking over what Chancery comes with: at the founding, and later what a newer version brought.

use jiff::Timestamp;
use model::{
    Act, Actor, Chance, Queue, Resource, Sheet, SheetEdition, SheetId, SheetKind, StaffId,
};

use super::{
    content::{StandingSheet, standing_sheets},
    edit_act,
};
use crate::{Desk, DeskError};

/// What the history says of a first edition that nobody here wrote.
const NOTE: &str = "What Chancery comes with.";

impl Desk {
    /// Says how many sheets Chancery comes with that this house has not, by name and language.
    pub async fn n_sheets_to_adopt(
        &self,
        actor: &Actor,
        kind: SheetKind,
    ) -> Result<usize, DeskError> {
        let act = match kind {
            SheetKind::Template => Act::TemplateShow,
            SheetKind::Guide => Act::GuideShow,
        };
        self.ask_to_read(actor, act, &Resource::House).await?;
        Ok(self.missing(kind).await?.len())
    }

    /// Takes over what Chancery comes with and this house has not. Nothing that it has is touched.
    pub async fn adopt_sheets(&self, actor: &Actor, kind: SheetKind) -> Result<usize, DeskError> {
        let missing = self.missing(kind).await?;
        let permit = self.ask(actor, edit_act(kind), &Resource::House).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let queues = self.queues_now().await?;
        let mut n = 0;
        let mut tx = self.db.write(permit).await?;
        for standing in missing {
            let (sheet, first) = made(standing, &queues, Some(staff.id), self.now(), &*self.chance);
            n += usize::from(tx.insert_sheet(&sheet, &first).await?);
        }
        tx.commit().await?;
        Ok(n)
    }

    async fn missing(&self, kind: SheetKind) -> Result<Vec<StandingSheet>, DeskError> {
        let held = self.db.read().await?.sheets(kind).await?;
        let is_held = |standing: &StandingSheet| {
            held.iter().any(|(sheet, _)| {
                sheet.name == standing.name && sheet.language == standing.language
            })
        };
        Ok(standing_sheets(kind)?.into_iter().filter(|standing| !is_held(standing)).collect())
    }
}

/// Makes the sheets of a new house.
pub fn founding_sheets(
    queues: &[Queue],
    now: Timestamp,
    chance: &dyn Chance,
) -> Result<Vec<(Sheet, SheetEdition)>, DeskError> {
    let mut sheets = Vec::new();
    for kind in [SheetKind::Template, SheetKind::Guide] {
        for standing in standing_sheets(kind)? {
            sheets.push(made(standing, queues, None, now, chance));
        }
    }
    Ok(sheets)
}

fn made(
    standing: StandingSheet,
    queues: &[Queue],
    by: Option<StaffId>,
    now: Timestamp,
    chance: &dyn Chance,
) -> (Sheet, SheetEdition) {
    let id = SheetId::draw(now, chance);
    let own = queues.iter().filter(|queue| standing.queues.contains(&queue.name));
    let first = SheetEdition {
        sheet_id: id,
        number: 1,
        title: standing.title,
        role: standing.role,
        queue_ids: own.map(|queue| queue.id).collect(),
        is_offered: true,
        text: standing.text,
        note: NOTE.to_owned(),
        reverts: None,
        made_by: by,
        made_at: now,
    };
    let sheet = Sheet {
        id,
        kind: standing.kind,
        name: standing.name,
        language: standing.language.to_owned(),
        version: 1,
    };
    (sheet, first)
}
