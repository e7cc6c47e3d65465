//! Cases that belong together: what is linked, what is part of another, and how either is shown.
//!
//! A part keeps its messages under its own key and its own number; nothing of it moves. So what is for one case alone, such as
//! an authority, never opens the other, and taking apart gives back exactly what was there. Whoever has the case that took
//! it in has the part; what is asked about one of its messages is asked about the part, in those hands.

mod facts;
mod link;
mod merge;
mod separate;
mod split;

use db::{CaseRecord, MergeRow, Reader};
use jiff::Timestamp;
use model::{
    Act, Actor, AffairError, CaseId, CaseLinkId, CaseNumber, CaseState, LinkKind, MergeId,
    MessageId, Personal, Queue, Resource,
};

use crate::{Decision, Desk, DeskError, Entered, somebody};

pub use merge::Merged;
pub use split::{Split, SplitDraft};

/// A case that is part of another.
#[derive(Clone, Debug)]
pub struct PartView {
    /// The merge, by which it is taken apart.
    pub merge_id: MergeId,
    /// The part.
    pub id: CaseId,
    /// Its number, which goes on being valid.
    pub number: CaseNumber,
    /// When it became part.
    pub merged_at: Timestamp,
    /// By whom, by title.
    pub merged_by: String,
    /// Whether the reader may open its originals, and by what right: an authority for the whole is none for the part.
    pub unseal: Decision,
}

/// A link, read from one of the two cases.
#[derive(Clone, Debug)]
pub struct LinkView {
    /// Its id.
    pub id: CaseLinkId,
    /// How the two belong together.
    pub kind: LinkKind,
    /// True where it is read from the case that it starts from.
    pub is_from_here: bool,
    /// The other case; `None` where the reader may not see it.
    pub other: Option<LinkedCase>,
    /// Who linked them, by title.
    pub linked_by: String,
    /// When.
    pub linked_at: Timestamp,
}

/// A linked case, as whoever may see it is told of it.
#[derive(Clone, Debug)]
pub struct LinkedCase {
    /// Its number.
    pub number: CaseNumber,
    /// Its redacted subject; `None` when its key was destroyed.
    pub subject: Option<Personal<String>>,
    /// Where it stands.
    pub state: CaseState,
    /// The case that it is part of by now, where it is.
    pub host: Option<CaseNumber>,
    /// Whether the reader may merge into it.
    pub may_merge: bool,
}

/// A case whose message is asked about, in the hands of the case that was read.
pub(crate) struct Asked {
    /// The case as the gate is asked.
    pub case: model::Case,
    /// The queue that holds it.
    pub queue: Queue,
    /// The case that it is part of, where it is: it must be the same still when something is written.
    pub host: Option<model::Case>,
}

impl Desk {
    /// Lists the links of a case. Of another case nothing is told to whom may not see it, not even its number.
    pub async fn links(&self, entered: &Entered<'_>) -> Result<Vec<LinkView>, DeskError> {
        let case_id = entered.case().id;
        let rows = self.db.read().await?.case_links(case_id).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let is_from_here = row.case_id == case_id;
            let other_id = if is_from_here { row.other_id } else { row.case_id };
            // What was split off and came home again is part of this case, and shown as that.
            let Some(other) = self.db.read().await?.case(other_id).await? else { continue };
            if other.merged_into == Some(case_id) {
                continue;
            }
            views.push(LinkView {
                id: row.id,
                kind: row.kind,
                is_from_here,
                other: self.linked_case(entered.actor, other).await?,
                linked_by: self.whose(row.linked_by).await?,
                linked_at: row.linked_at,
            });
        }
        Ok(views)
    }

    /// Lists the cases that are part of a case, the earliest merge first.
    pub async fn parts(&self, entered: &Entered<'_>) -> Result<Vec<PartView>, DeskError> {
        entered.must_show()?;
        self.part_views(entered.actor, entered.case(), &entered.queue).await
    }

    async fn linked_case(
        &self,
        actor: &Actor,
        record: CaseRecord,
    ) -> Result<Option<LinkedCase>, DeskError> {
        let texts = self.board_texts(&record)?;
        let number = record.case.number;
        let is_part = record.merged_into.is_some();
        let host = self.db.read().await?.host_of(record).await?;
        let queue = self.queue_of(host.case.queue_id).await?;
        let (host_number, state) = (host.case.number, host.case.state);
        let resource = Resource::Case { case: host.case, queue };
        if !self.sees(actor, &resource).await? {
            return Ok(None);
        }
        Ok(Some(LinkedCase {
            number,
            subject: texts.map(|(subject, _)| Personal::new(subject)),
            state,
            host: is_part.then_some(host_number),
            may_merge: self.authority.allows(actor, Act::CaseMerge, &resource).is_allowed(),
        }))
    }

    /// Words the parts of a case for a reader, the earliest merge first.
    pub(crate) async fn part_views(
        &self,
        actor: &Actor,
        host: &model::Case,
        queue: &Queue,
    ) -> Result<Vec<PartView>, DeskError> {
        let rows = self.db.read().await?.merges_into(host.id).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let record = self.db.read().await?.case(row.from_id).await?;
            let part = record.ok_or(DeskError::NotFound)?.case;
            let resource = Resource::Message {
                message_id: MessageId::from_uuid(part.id.uuid()),
                author_person_id: None,
                author_staff_id: None,
                case: part.as_part_of(host),
                queue: queue.clone(),
            };
            let shown = self.shown(actor, Act::MessageUnseal, &resource, None).await?;
            let unseal =
                self.authority.allows_showing(actor, Act::MessageUnseal, &resource, &shown);
            views.push(PartView {
                merge_id: row.id,
                id: part.id,
                number: part.number,
                merged_at: row.merged_at,
                merged_by: self.whose(row.merged_by).await?,
                unseal,
            });
        }
        Ok(views)
    }

    /// Finds the case of a message that is read in a case: that case, or one that is part of it.
    pub(crate) async fn asked_about(
        &self,
        host: &CaseRecord,
        queue: &Queue,
        case_id: CaseId,
    ) -> Result<Asked, DeskError> {
        if case_id == host.case.id {
            return Ok(Asked { case: host.case.clone(), queue: queue.clone(), host: None });
        }
        let mut reader = self.db.read().await?;
        let rows = reader.merges_into(host.case.id).await?;
        let part = reader.case(case_id).await?;
        drop(reader);
        let part = part.filter(|part| part.merged_into == Some(host.case.id));
        let mut part = part.ok_or(DeskError::NotFound)?.case.as_part_of(&host.case);
        // Whoever took the part in by a merge of their own gave it to themselves, and says why they look.
        let merged_by = rows.iter().find(|row| row.from_id == case_id).map(|row| row.merged_by);
        if let Some(held) = &mut part.assignment {
            held.is_self |= Some(held.staff_id) == merged_by;
        }
        Ok(Asked { case: part, queue: queue.clone(), host: Some(host.case.clone()) })
    }

    /// Refuses what is done to a case that is part of another by now: nothing is done to another case than was named.
    pub(crate) async fn must_be_whole(&self, record: &CaseRecord) -> Result<(), DeskError> {
        if record.merged_into.is_none() {
            return Ok(());
        }
        let host = self.db.read().await?.host_of(record.clone()).await?;
        Err(DeskError::Merged { into: host.case.number })
    }

    async fn whose(&self, id: model::StaffId) -> Result<String, DeskError> {
        Ok(self.title_of(id).await?.unwrap_or_else(|| somebody::SOMEBODY.to_owned()))
    }
}

/// Returns a case's id and those of its parts.
pub(crate) async fn ids_of(reader: &mut Reader, id: CaseId) -> Result<Vec<CaseId>, DeskError> {
    let mut ids = vec![id];
    ids.extend(reader.part_ids(id).await?);
    Ok(ids)
}

fn merge_of(rows: &[MergeRow], id: MergeId) -> Option<&MergeRow> {
    rows.iter().find(|row| row.id == id)
}

/// Makes of a case that is part of another already what the act says of it.
fn said_of_part(error: DeskError, say: AffairError) -> DeskError {
    match error {
        DeskError::Merged { .. } => say.into(),
        error => error,
    }
}
