//! Linking: two cases belong together, and stay two.

use db::{CaseLinkRow, CaseRecord};
use model::{Act, Actor, AffairError, CaseLinkId, CaseNumber, LinkKind, Queue, Resource};

use crate::{Desk, DeskError};

/// Links that one case has.
const LINKS_MAX: usize = 50;

impl Desk {
    /// Links a case with another that the actor sees. A number that there is not and one that they may not see are answered
    /// alike.
    pub async fn link(
        &self,
        actor: &Actor,
        number: CaseNumber,
        kind: LinkKind,
        other: CaseNumber,
    ) -> Result<CaseLinkId, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let resource = Resource::Case { case: record.case.clone(), queue };
        let permit = self.ask(actor, Act::CaseLink, &resource).await?;
        let (other, _) = self.other_case(actor, other).await?;
        if other.case.id == record.case.id {
            return Err(AffairError::Itself.into());
        }
        if !LinkKind::CHOSEN.contains(&kind) {
            let words = "choose how the two belong together".to_owned();
            return Err(DeskError::Invalid { field: "kind", words });
        }
        let mut tx = self.db.write(permit).await?;
        let standing = tx.case_links(record.case.id).await?;
        let is_there = standing.iter().any(|row| {
            let ends = (row.case_id, row.other_id);
            let is_same = ends == (record.case.id, other.case.id);
            row.kind == kind
                && (is_same || (kind.is_mutual() && ends == (other.case.id, record.case.id)))
        });
        if is_there {
            return Err(DeskError::Void { words: "they are linked so already" });
        }
        if standing.len() >= LINKS_MAX {
            return Err(DeskError::TooMany { what: "links of a case", n_max: 50 });
        }
        let now = self.now();
        let row = CaseLinkRow {
            id: CaseLinkId::draw(now, &*self.chance),
            case_id: record.case.id,
            other_id: other.case.id,
            kind,
            linked_by: staff.id,
            linked_at: now,
        };
        if !tx.insert_case_link(&row).await? {
            return Err(DeskError::Void { words: "they are linked so already" });
        }
        tx.commit().await?;
        Ok(row.id)
    }

    /// Takes a link of a case away; from either of the two.
    pub async fn unlink(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: CaseLinkId,
    ) -> Result<(), DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let rows = self.db.read().await?.case_links(record.case.id).await?;
        if !rows.iter().any(|row| row.id == id) {
            return Err(DeskError::NotFound);
        }
        let resource = Resource::Case { case: record.case, queue };
        let permit = self.ask(actor, Act::CaseUnlink, &resource).await?;
        let mut tx = self.db.write(permit).await?;
        if !tx.end_case_link(id, staff.id, self.now()).await? {
            return Err(DeskError::Conflict { what: "link" });
        }
        tx.commit().await?;
        Ok(())
    }

    /// Reads the case that somebody names beside another.
    pub(super) async fn other_case(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<(CaseRecord, Queue), DeskError> {
        match self.case_unread(actor, number).await {
            Err(DeskError::NotFound | DeskError::Denied(_)) => {
                let words = format!("there is no case {number} that you may see");
                Err(DeskError::Invalid { field: "number", words })
            }
            found => found,
        }
    }
}
