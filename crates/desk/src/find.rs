//! Finding a person by exact address, on record.

use model::{Act, Actor, Address, Resource};

use crate::{Desk, DeskError, views::PersonView};

impl Desk {
    /// Finds a person by exact address, with those of their cases that the finder may see. Nobody is found,
    /// somebody without visible cases is found: the answer is the same.
    pub async fn find_person(
        &self,
        actor: &Actor,
        address: &Address,
    ) -> Result<Option<PersonView>, DeskError> {
        let found = self.vault.find_person(address)?;
        // The entry names a person in both cases; the one drawn for nobody means nothing.
        let id = found.map_or_else(|| self.person_or_nobody(address), Ok)?;
        let permit = self.ask(actor, Act::PersonFind, &Resource::Person(id)).await?;
        self.db.write(permit).await?.commit().await?;
        let mut reader = self.db.read().await?;
        let records = reader.cases_of_requester(id, 50).await?;
        let queues = reader.queues().await?;
        drop(reader);
        let visible = self.authority.queues_visible(actor, Act::CaseList, &queues);
        let mut cases = Vec::new();
        // What is part of another case is read there.
        for record in records.into_iter().filter(|record| record.merged_into.is_none()) {
            let queue = queues.iter().find(|queue| queue.id == record.case.queue_id);
            let Some(queue) = queue.filter(|queue| visible.contains(&queue.id)) else { continue };
            cases.push(self.case_view(actor, record, queue.clone()).await?);
        }
        Ok((!cases.is_empty()).then_some(PersonView { id, cases }))
    }
}
