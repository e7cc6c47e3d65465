//! API tokens: drawn by `authority`, kept by an act, and never without a word to their holder.

use db::{ApiToken, NewApiToken, NewJob};
use model::{Act, Actor, ApiTokenId, JobId, OutgoingMail, Resource, StaffId};

use crate::{
    Desk, DeskError,
    house_mails::{self, TOKEN_SUBJECT, TOKEN_TEXT},
};

/// The name of the job.
pub const TOKEN_NOTICE: &str = "token_notice";

/// What was stopped that acted as a member of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// Tokens for programs.
    pub n_tokens: usize,
    /// Sessions.
    pub n_sessions: u64,
}

impl Desk {
    /// Keeps a token that was drawn for a member of the staff; they are told by mail.
    pub async fn create_token(&self, actor: &Actor, new: NewApiToken) -> Result<(), DeskError> {
        let staff_id = new.token.staff_id;
        let permit = self.ask(actor, Act::TokenCreate, &Resource::Staff(staff_id)).await?;
        let now = self.now();
        let job = NewJob {
            id: JobId::draw(now, &*self.chance),
            name: TOKEN_NOTICE,
            payload: format!("{{\"staff_id\":\"{staff_id}\"}}"),
            run_at: now,
        };
        let mut tx = self.db.write(permit).await?;
        tx.insert_api_token(&new, now).await?;
        tx.enqueue(&job, now).await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(())
    }

    /// Returns the actor's own tokens that are in force.
    pub async fn own_tokens(&self, actor: &Actor) -> Result<Vec<ApiToken>, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        // Whoever may end them may see that they are there.
        self.ask_to_read(actor, Act::TokenRevoke, &Resource::Staff(staff.id)).await?;
        Ok(self.db.read().await?.api_tokens(staff.id).await?)
    }

    /// Ends one token of a member of the staff.
    pub async fn revoke_token(
        &self,
        actor: &Actor,
        staff_id: StaffId,
        id: ApiTokenId,
    ) -> Result<(), DeskError> {
        let permit = self.ask(actor, Act::TokenRevoke, &Resource::Staff(staff_id)).await?;
        let mut tx = self.db.write(permit).await?;
        let held = tx.api_tokens(staff_id).await?;
        if !held.iter().any(|token| token.id == id) {
            return Err(DeskError::NotFound);
        }
        tx.end_api_token(id, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends all tokens that act as a member of the staff, and for the command line their sessions, too: who runs the machine
    /// stops at once what acts as them, and gives nobody anything.
    pub async fn revoke_tokens(&self, actor: &Actor, id: StaffId) -> Result<Revoked, DeskError> {
        let permit = self.ask(actor, Act::TokenRevoke, &Resource::Staff(id)).await?;
        let held = self.db.read().await?.api_tokens(id).await?;
        let now = self.now();
        let mut tx = self.db.write(permit).await?;
        for token in &held {
            tx.end_api_token(token.id, now).await?;
        }
        let n_sessions = match actor {
            Actor::Founder => tx.end_staff_sessions(id, now).await?,
            _ => 0,
        };
        tx.commit().await?;
        Ok(Revoked { n_tokens: held.len(), n_sessions })
    }

    /// Builds the mail that tells a member of the staff about a new token.
    pub async fn token_notice(&self, id: StaffId) -> Result<Option<OutgoingMail>, DeskError> {
        let Some(card) = self.staff_view(id).await?.filter(|card| card.is_active) else {
            return Ok(None);
        };
        let Some(address) = card.address else {
            return Ok(None);
        };
        let locale = self.reading_of(card.person_id).await?.locale;
        let url = &*self.config.public_url;
        let text =
            house_mails::warning(locale, "\n", |locale| TOKEN_TEXT.with(locale, &[("url", url)]));
        let subject =
            house_mails::warning(locale, " / ", |locale| TOKEN_SUBJECT.said(locale).to_owned());
        let about = self.now().to_string();
        let about = [id.uuid().as_bytes().as_slice(), about.as_bytes()].concat();
        Ok(self.house_mail(address, subject, text, &about))
    }
}
