//! What decides whether cases may be merged, read where it can no longer change.

use db::{CaseRecord, ConsentState, WriteTx};
use model::{LinkKind, Mergeable};

use super::split::is_under_way;
use crate::{Desk, DeskError};

impl Desk {
    /// Reads what decides of one of two cases whether they may be merged. Inside the transaction that has both of them:
    /// whatever would change it waits, and then finds another version.
    pub(super) async fn mergeable(
        &self,
        tx: &mut WriteTx,
        record: &CaseRecord,
        other: &CaseRecord,
    ) -> Result<Mergeable, DeskError> {
        let id = record.case.id;
        let now = self.now();
        let persons = tx.case_persons(id).await?;
        let deliveries = tx.case_deliveries(id).await?;
        let messages = tx.messages(id).await?;
        let runs = tx.guide_runs(id).await?;
        let consents = tx.consents_of_case(id).await?;
        let links = tx.case_links(id).await?;
        Ok(Mergeable {
            participants: persons.into_iter().filter(|(_, is)| *is).map(|(id, _)| id).collect(),
            is_part: record.merged_into.is_some(),
            n_parts: tx.part_ids(id).await?.len(),
            is_disputed: !tx.disputes_of_origin(id).await?.is_empty(),
            has_held_reply: deliveries.iter().any(|found| is_under_way(found.delivery.state)),
            has_new_sender: messages.iter().any(|found| !found.message.is_confirmed),
            has_guide: runs.iter().any(|run| run.stopped_at.is_none()),
            awaits_consent: consents
                .iter()
                .any(|row| row.state == ConsentState::Asked && row.lapses_at > now),
            is_split_from_other: links.iter().any(|link| {
                link.kind == LinkKind::SplitFrom
                    && link.case_id == id
                    && link.other_id == other.case.id
            }),
        })
    }
}
