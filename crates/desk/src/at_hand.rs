//! What stands on every page of a member of the staff and is theirs alone: their views, the glass that they broke, how many drafts
//! they have. Each page asks for all of it, so it is read in one place.

use jiff::Timestamp;
use model::{Actor, CaseNumber};

use crate::{Desk, DeskError, SavedView};

/// What is theirs.
#[derive(Clone, Debug)]
pub struct AtHand {
    /// Their views that are not dropped, with counts.
    pub views: Vec<SavedView>,
    /// Over which cases they broke glass that is open now, and until when.
    pub alarms: Vec<(CaseNumber, Timestamp)>,
    /// How many drafts they have.
    pub n_drafts: i64,
}

impl Desk {
    /// Returns what the actor has at hand; for who has a desk here.
    pub async fn at_hand(&self, actor: &Actor) -> Result<AtHand, DeskError> {
        let staff = self.own_desk(actor).await?;
        let mut reader = self.db.read().await?;
        let rows = reader.saved_views(staff.id).await?;
        let n_drafts = reader.n_drafts(staff.id).await?;
        let owes_review = reader.owes_review(staff.id).await?;
        drop(reader);
        let views = self.count_those(actor, self.open_views(rows)?).await?;
        // Who owes no review has none, since a review ends what it judges.
        let alarms = if owes_review { self.live_emergencies(staff.id).await? } else { Vec::new() };
        Ok(AtHand { views, alarms, n_drafts })
    }
}
