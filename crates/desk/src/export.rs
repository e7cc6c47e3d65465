//! Exporting: a person takes away all that is held about them.

use jiff::Timestamp;
use model::{Act, Actor, CaseNumber, KnownReading, Resource};

use crate::{
    Desk, DeskError,
    assurances::AssuranceView,
    consents::ConsentView,
    fields::FieldView,
    requests::{LOOKS_SHOWN, LookView, OwnConversation, person},
    visits::{VISITS_EXPORTED, VisitView},
};

/// All that is held about a person, as they may see it.
#[derive(Clone, Debug)]
pub struct OwnExport {
    /// When it was taken.
    pub made_at: Timestamp,
    /// Their requests, each with its conversation.
    pub requests: Vec<OwnConversation>,
    /// The disputes that they are a party to; what was said there stands on the page of each.
    pub disputes: Vec<CaseNumber>,
    /// What is known of them beside what they wrote.
    pub fields: Vec<FieldView>,
    /// How they read what is written to them, where that is kept.
    pub reading: Option<KnownReading>,
    /// Who looked at what they wrote.
    pub looks: Vec<LookView>,
    /// Who read in their requests under an authority.
    pub visits: Vec<VisitView>,
    /// What they were asked to consent to, and what they answered.
    pub consents: Vec<ConsentView>,
    /// When they were met in person, by whom, and what was said of it.
    pub assurances: Vec<AssuranceView>,
}

impl Desk {
    /// Gathers all that is held about whoever asks. Its entry is committed before anything is released.
    pub async fn own_export(&self, actor: &Actor) -> Result<OwnExport, DeskError> {
        let me = person(actor)?;
        let as_person = Actor::Person(me.clone());
        let permit = self.ask(&as_person, Act::PersonExport, &Resource::Person(me.id)).await?;
        self.db.write(permit).await?.commit().await?;
        let mut requests = Vec::new();
        for record in self.requests_of(&me).await? {
            requests.push(self.conversation(&me, record, None).await?);
        }
        let disputes = self.own_disputes(&as_person).await?.into_iter();
        Ok(OwnExport {
            made_at: self.now(),
            requests,
            disputes: disputes.map(|dispute| dispute.number).collect(),
            fields: self.own_fields(&as_person).await?,
            reading: self.reading_kept(me.id).await?,
            looks: self.looks_at(&me, LOOKS_SHOWN).await?,
            visits: self.visits_of(&as_person, VISITS_EXPORTED).await?,
            consents: self.own_consents(&as_person).await?,
            assurances: self.own_assurances(&as_person).await?,
        })
    }
}
