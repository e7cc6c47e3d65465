//! A party's own view of its disputes: what was said to it and by it, and what was ruled.

use db::MessageRecord;
use jiff::Timestamp;
use model::{
    Act, Actor, Case, CaseNumber, Class, MessageId, Part, PersonActor, Personal, Resource,
    RulingNumber, Stage, Viewer, may_appeal,
};

use crate::{
    Desk, DeskError, NewRequest,
    disputes::{Found, heard_as},
    note::check_text,
    requests::person,
    somebody,
    threading::Thread,
};

/// Disputes of one person that are looked through.
const DISPUTES_MAX: i64 = 200;

/// Tries to enter that a party reads, while others say something.
const READ_TRIES_MAX: u32 = 8;

/// A dispute, as one of its parties sees it.
#[derive(Clone, Debug)]
pub struct OwnDispute {
    /// Its number.
    pub number: CaseNumber,
    /// Where it stands.
    pub stage: Stage,
    /// Which party they are.
    pub party: Viewer,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// When anything last happened.
    pub updated_at: Timestamp,
    /// Who rules, by title or name; empty while nobody does.
    pub arbitrators: Vec<Personal<String>>,
    /// Who leads the procedure.
    pub case_manager: Option<Personal<String>>,
    /// Parts that they may still add.
    pub lacks: Vec<Part>,
    /// True where they may write in it.
    pub may_write: bool,
}

/// What something is that a party reads.
pub type OwnTextPart = Part;

/// Something said to a party, by it, or to all.
#[derive(Clone, Debug)]
pub struct OwnStatement {
    /// Its id.
    pub id: MessageId,
    /// What it is.
    pub part: OwnTextPart,
    /// When.
    pub at: Timestamp,
    /// Who said it: `You`, `The other party`, or the title or name of who sits.
    pub author: Personal<String>,
    /// True for their own.
    pub is_own: bool,
    /// True where it is shown redacted, because it is the other party's.
    pub is_redacted: bool,
    /// What was said.
    pub text: Personal<String>,
}

/// A ruling in force, as a party sees it.
#[derive(Clone, Debug)]
pub struct OwnRuling {
    /// Its number.
    pub number: RulingNumber,
    /// True where the dispute went on after it.
    pub is_interim: bool,
    /// True where only the parties and the board read it.
    pub is_sealed: bool,
    /// Since when it stands.
    pub in_force_at: Timestamp,
    /// Its text.
    pub text: Personal<String>,
    /// True where they may ask for its review.
    pub may_appeal: bool,
}

impl Desk {
    /// Lists the disputes that a person is a party of, the latest first.
    pub async fn own_disputes(&self, actor: &Actor) -> Result<Vec<OwnDispute>, DeskError> {
        let me = person(actor)?;
        let asker = Actor::Person(me.clone());
        let permit = self.ask(&asker, Act::PersonRequests, &Resource::Person(me.id)).await?;
        self.db.write(permit).await?.commit().await?;
        let mut reader = self.db.read().await?;
        let mut records = reader.cases_of_requester(me.id, DISPUTES_MAX).await?;
        records.retain(|record| record.case.kind() == model::CaseKind::Dispute);
        let against = reader.disputes_against(me.id, DISPUTES_MAX).await?;
        records.extend(reader.cases_of_ids(&against).await?);
        records.sort_by_key(|record| std::cmp::Reverse(record.case.updated_at));
        let mut own = Vec::with_capacity(records.len());
        for record in records {
            let found = self.found_of(&mut reader, record).await?;
            own.extend(self.party_of(&found, me.id).map(|party| (found, party)));
        }
        // Views ask for places to read from of their own.
        drop(reader);
        let mut disputes = Vec::with_capacity(own.len());
        for (found, party) in own {
            disputes.push(self.own_view(&found, party, &me).await?);
        }
        Ok(disputes)
    }

    /// Names the dispute by which a requester knows that their own request is a legal inquiry; where they are a party of none, they
    /// are told nothing of one. A hold on what is kept of somebody is never told to them: it would tell of an inquiry that is
    /// another's.
    pub(crate) async fn legal_dispute_of(
        &self,
        me: &PersonActor,
        case: &Case,
    ) -> Result<Option<CaseNumber>, DeskError> {
        if case.class != Class::Legal {
            return Ok(None);
        }
        let mut reader = self.db.read().await?;
        for row in reader.disputes_of_origin(case.id).await? {
            let Some(record) = reader.case(row.case_id).await? else { continue };
            let found = self.found_of(&mut reader, record).await?;
            if self.party_of(&found, me.id).is_some() {
                return Ok(Some(found.record.case.number));
            }
        }
        Ok(None)
    }

    /// Shows one dispute to one of its parties; opening it is on record.
    pub async fn own_dispute(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<(OwnDispute, Vec<OwnStatement>, Vec<OwnRuling>), DeskError> {
        let mut tries = 1;
        let (found, party, me) = loop {
            match self.enter_own_reading(actor, number).await {
                // Something happened in it at this moment, which is no reason not to read: then with that.
                Err(DeskError::Conflict { .. }) if tries < READ_TRIES_MAX => tries += 1,
                entered => break entered?,
            }
        };
        let asker = Actor::Person(me.clone());
        let statements = self.own_statements(&found, party, &me).await?;
        let rulings = self.own_rulings(&found, &asker).await?;
        Ok((self.own_view(&found, party, &me).await?, statements, rulings))
    }

    async fn enter_own_reading(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<(Found, Viewer, PersonActor), DeskError> {
        let (found, party, me) = self.own_found(actor, number).await?;
        let asker = Actor::Person(me.clone());
        let permit = self.ask(&asker, Act::DisputeShow, &found.resource()).await?;
        self.db.write(permit).await?.commit().await?;
        Ok((found, party, me))
    }

    /// Says something in one's own dispute, to the tribunal.
    pub async fn own_statement(
        &self,
        actor: &Actor,
        number: CaseNumber,
        text: Personal<String>,
    ) -> Result<(), DeskError> {
        check_text(&text)?;
        let (found, _, _) = self.own_found(actor, number).await?;
        if found.row.stage.is_ended() {
            let words = "this dispute is over; what came of it can be appealed, or filed anew";
            return Err(super::invalid("text", words));
        }
        let new = NewRequest { text, ..NewRequest::default() };
        let arrival = self.own_arrival(actor, new).await?;
        self.place(&arrival, Thread::Proven(found.record.case.id), &found.queue).await?;
        Ok(())
    }

    pub(crate) async fn own_found(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<(Found, Viewer, PersonActor), DeskError> {
        let me = person(actor)?;
        let found = self.found_dispute(number).await?;
        let party = self.party_of(&found, me.id).ok_or(DeskError::NotFound)?;
        Ok((found, party, me))
    }

    async fn own_view(
        &self,
        found: &Found,
        party: Viewer,
        me: &PersonActor,
    ) -> Result<OwnDispute, DeskError> {
        let case = &found.record.case;
        let mut arbitrators = Vec::new();
        for id in &case.tribunal.arbitrators {
            arbitrators.push(self.outward_name(*id).await?);
        }
        let case_manager = match case.tribunal.case_manager {
            Some(id) => Some(self.outward_name(id).await?),
            None => None,
        };
        let asker = Actor::Person(me.clone());
        let may_complete =
            self.authority.allows(&asker, Act::DisputeComplete, &found.resource()).is_allowed();
        let lacks = if may_complete { self.lacks(found).await? } else { Vec::new() };
        Ok(OwnDispute {
            number: case.number,
            stage: found.row.stage,
            party,
            filed_at: found.row.filed_at,
            updated_at: case.updated_at,
            arbitrators,
            case_manager,
            lacks,
            may_write: !found.row.stage.is_ended(),
        })
    }

    async fn own_statements(
        &self,
        found: &Found,
        party: Viewer,
        me: &PersonActor,
    ) -> Result<Vec<OwnStatement>, DeskError> {
        let case = &found.record.case;
        let mut reader = self.db.read().await?;
        let records = reader.messages(case.id).await?;
        let hearing = reader.hearing(case.id).await?;
        drop(reader);
        let mut statements = Vec::new();
        for record in records {
            let (part, visibility) = heard_as(case, &hearing, &record);
            let message = &record.message;
            let is_own = message.author_person_id == Some(me.id);
            let is_ruling = matches!(part, Part::Ruling | Part::SealedRuling);
            if is_ruling || !(is_own || visibility.reaches(party)) {
                continue;
            }
            // What is held can still be taken back; what has no copies was never to leave by mail.
            if message.author_staff_id.is_some() && self.is_still_held(message.id).await? {
                continue;
            }
            let is_redacted = message.author_person_id.is_some() && !is_own;
            let text = if is_redacted {
                self.open_twin(&record)?.map(|(_, twin)| Personal::new(twin.text))
            } else {
                self.text_left(&record).await?
            };
            let author = match (message.author_staff_id, is_own) {
                (Some(id), _) => self.outward_name(id).await?,
                (None, true) => Personal::new(somebody::YOU.to_owned()),
                (None, false) => Personal::new(somebody::OTHER_PARTY.to_owned()),
            };
            statements.push(OwnStatement {
                id: message.id,
                part,
                at: message.at,
                author,
                is_own,
                is_redacted,
                text: text.unwrap_or_else(gone),
            });
        }
        Ok(statements)
    }

    async fn own_rulings(&self, found: &Found, asker: &Actor) -> Result<Vec<OwnRuling>, DeskError> {
        let rows = self.db.read().await?.rulings_of_case(found.record.case.id).await?;
        let is_asked =
            self.authority.allows(asker, Act::DisputeAppeal, &found.resource()).is_allowed();
        let mut rulings = Vec::new();
        for row in rows {
            let Some(in_force_at) = row.ruling.in_force_at else { continue };
            let mut reader = self.db.read().await?;
            let message = reader.message(row.ruling.message_id).await?;
            let message = message.ok_or(DeskError::NotFound)?;
            let is_reviewed = reader.appeal_of(row.ruling.id).await?.is_some();
            drop(reader);
            let may_appeal = is_asked
                && !is_reviewed
                && found.row.appealed_ruling_id.is_none()
                && may_appeal(&row.ruling, self.now());
            rulings.push(OwnRuling {
                number: row.ruling.number,
                is_interim: row.ruling.is_interim,
                is_sealed: row.ruling.is_sealed,
                in_force_at,
                text: self.text_left(&message).await?.unwrap_or_else(gone),
                may_appeal,
            });
        }
        Ok(rulings)
    }

    /// Returns the text of a message; `None` where it was destroyed with the claimant, whose dispute it is: what remains of a
    /// dispute is read all the same.
    async fn text_left(
        &self,
        record: &MessageRecord,
    ) -> Result<Option<Personal<String>>, DeskError> {
        match self.texts_of(record).await {
            Err(DeskError::Destroyed) => Ok(None),
            texts => Ok(Some(texts?.text)),
        }
    }

    async fn is_still_held(&self, id: MessageId) -> Result<bool, DeskError> {
        let deliveries = self.db.read().await?.deliveries(id).await?;
        Ok(!deliveries.is_empty() && !self.has_left(id).await?)
    }
}

fn gone() -> Personal<String> {
    Personal::new(somebody::GONE.to_owned())
}
