//! Redeeming: another system asks us before it acts, and gets a signed receipt.
//!
//! The holder takes a token to a console as a *presentation*: for five minutes, for that console, on the installation's
//! word that they are signed in. The console shows it here together with what it is about to do; the gate decides as
//! it would for an act of our own, the use is counted and entered, and the receipt says so.

use authority::{Presentation, Redeemed, TokenFault, receipt_text, staff_actor};
use aws_lc_rs::{constant_time, digest};
use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, AuthorityId, CaseNumber, EntryId, FieldKey, Held, PersonId, Personal,
    PresentationId, Relation, Resource, Via,
};

use crate::{
    Console, Desk, DeskError,
    authorities::{resource_of, staff_of, whole_secs},
};

/// How long a presentation is good, in seconds.
const PRESENTED_SECS: i64 = 5 * 60;

/// A token on its way to another system, and until when it is good.
#[derive(Clone, Debug)]
pub struct Presented {
    /// The token, in base64url without padding.
    pub token: Personal<String>,
    /// Until before when.
    pub expires_at: Timestamp,
}

/// What another system is about to do.
#[derive(Clone, Debug)]
pub struct Redemption {
    /// The presentation.
    pub token: Personal<String>,
    /// The act.
    pub act: Act,
    /// On which field.
    pub field: FieldKey,
    /// Whose.
    pub person_id: PersonId,
    /// In which case.
    pub number: CaseNumber,
    /// Whom it would be told to, for a disclosure.
    pub relation: Option<Relation>,
}

/// What another system gets for a use that was counted.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The lines that are signed.
    pub text: String,
    /// The signature over them by the installation's token key, in base64url without padding.
    pub signature: String,
    /// The entry of the log.
    pub entry_id: EntryId,
}

impl Desk {
    /// Takes an authority to a console: returns its token with the installation's word for its holder.
    pub async fn present_authority(
        &self,
        actor: &Actor,
        id: AuthorityId,
        audience: &str,
    ) -> Result<Presented, DeskError> {
        let (row, terms) = self.authority_of(id).await?;
        let permit = self.ask(actor, Act::AuthorityPresent, &resource_of(&terms)).await?;
        if !self.config.consoles.iter().any(|console| console.name == audience) {
            let words = "there is no such system in this installation".to_owned();
            return Err(DeskError::Invalid { field: "audience", words });
        }
        let (staff_id, _) = staff_of(actor)?;
        let session_id = actor.session_id().ok_or(DeskError::NotFound)?;
        let now = whole_secs(self.now());
        let is_over = row.withdrawn_at.is_some()
            || row.lapsed_at.is_some()
            || now >= terms.expires_at
            || row.n_used >= i64::from(terms.n_uses_max);
        if is_over {
            // The console would be refused; better said before somebody carries it there.
            let words =
                "this authority was used up, was taken back, or its time is over".to_owned();
            return Err(DeskError::Invalid { field: "authority", words });
        }
        let until = now.checked_add(SignedDuration::from_secs(PRESENTED_SECS)).unwrap_or(now);
        let presentation = Presentation {
            id: PresentationId::draw(self.now(), &*self.chance),
            staff_id,
            identity: actor.identity(),
            session_id,
            audience: audience.to_owned(),
            expires_at: until,
        };
        let token = self.authority.token_key().present(&row.token, &presentation, &*self.chance);
        let token = token.map_err(|_| DeskError::Content { what: "authority" })?;
        self.db.write(permit).await?.commit().await?;
        let token = Personal::new(BASE64URL_NOPAD.encode(&token));
        Ok(Presented { token, expires_at: until })
    }

    /// Recognises a console by its secret, in constant time.
    pub fn console_of_secret(&self, secret: &str) -> Option<&Console> {
        let given = digest::digest(&digest::SHA256, secret.as_bytes());
        let mut found = None;
        // All are looked at, so that the time does not tell which one it was.
        for console in &self.config.consoles {
            let ours = digest::digest(&digest::SHA256, console.secret.expose().as_bytes());
            if constant_time::verify_slices_are_equal(given.as_ref(), ours.as_ref()).is_ok() {
                found = Some(console);
            }
        }
        found
    }

    /// Counts a use for a console that is about to act, and returns the receipt. Each presentation is good once.
    pub async fn redeem(
        &self,
        console: &Console,
        redemption: &Redemption,
    ) -> Result<Receipt, DeskError> {
        let bytes = BASE64URL_NOPAD.decode(redemption.token.expose().as_bytes());
        let read = bytes
            .map_err(|_| TokenFault::Form)
            .and_then(|bytes| self.authority.read_token(&bytes).map(|token| (bytes, token)));
        let (bytes, token) = match read {
            Ok(read) => read,
            Err(fault) => return Err(self.turn_away(&Actor::Visitor, redemption, fault).await?),
        };
        let presented = token.presentation.as_ref().ok_or(TokenFault::NotPresented);
        let presentation = match presented.and_then(|found| self.check_presented(console, found)) {
            Ok(found) => found,
            Err(fault) => return Err(self.turn_away(&Actor::Visitor, redemption, fault).await?),
        };
        let Some(actor) = self.presenter(presentation).await? else {
            let fault = TokenFault::HolderLeft;
            return Err(self.turn_away(&Actor::Visitor, redemption, fault).await?);
        };
        let resource = match self.redeemed(redemption).await? {
            Ok(resource) => resource,
            Err(fault) => return Err(self.turn_away(&actor, redemption, fault).await?),
        };
        let mut tx = self.write_showing(&actor, redemption.act, &resource, Some(&bytes)).await?;
        let id = token.terms.id;
        if !tx.redeem(presentation.id, id, &console.name, self.now()).await? {
            drop(tx);
            return Err(self.turn_away(&actor, redemption, TokenFault::Redeemed).await?);
        }
        self.enter_field_look(&mut tx, &actor, &resource, Some(&console.name)).await?;
        let entry_id = tx.commit().await?;
        self.receipt(console, redemption, id, entry_id)
    }

    fn check_presented<'a>(
        &self,
        console: &Console,
        found: &'a Presentation,
    ) -> Result<&'a Presentation, TokenFault> {
        if found.audience != console.name {
            return Err(TokenFault::Audience);
        }
        if self.now() >= found.expires_at {
            return Err(TokenFault::Late);
        }
        Ok(found)
    }

    /// The holder as they are now, if they are still of the staff. That the session at which they presented did not
    /// end, the write checks.
    async fn presenter(&self, presentation: &Presentation) -> Result<Option<Actor>, DeskError> {
        let staff = self.db.read().await?.staff(presentation.staff_id).await?;
        let staff = staff.filter(|staff| staff.is_active);
        let via = Via::Session(presentation.session_id);
        Ok(staff.map(|staff| staff_actor(staff, presentation.identity, via, None)))
    }

    /// The field that is to be acted on. The case is looked up by the number the console says; the gate finds out
    /// whether the token is for it.
    async fn redeemed(
        &self,
        redemption: &Redemption,
    ) -> Result<Result<Resource, TokenFault>, DeskError> {
        let field = self.field_named(&redemption.field).cloned();
        let Some(field) = field.filter(|field| field.held == Held::Console) else {
            return Ok(Err(TokenFault::UnknownField));
        };
        let record = self.db.read().await?.case_of_number(redemption.number).await?;
        let Some(record) = record else { return Ok(Err(TokenFault::UnknownCase)) };
        let queue = self.queue_of(record.case.queue_id).await?;
        Ok(Ok(Resource::Field {
            field,
            person_id: redemption.person_id,
            relation: redemption.relation,
            case: record.case,
            queue,
        }))
    }

    /// Records that something was shown that allows nothing.
    async fn turn_away(
        &self,
        actor: &Actor,
        redemption: &Redemption,
        fault: TokenFault,
    ) -> Result<DeskError, DeskError> {
        let person = Resource::Person(redemption.person_id);
        self.refused(self.authority.refuse_token(actor, redemption.act, &person, fault)).await
    }

    fn receipt(
        &self,
        console: &Console,
        redemption: &Redemption,
        id: AuthorityId,
        entry_id: EntryId,
    ) -> Result<Receipt, DeskError> {
        let text = receipt_text(&Redeemed {
            authority_id: id,
            entry_id,
            audience: &console.name,
            act: redemption.act,
            field: &redemption.field,
            person_id: redemption.person_id,
            case: redemption.number,
            at: self.now(),
        });
        let signature = self.authority.token_key().sign(text.as_bytes());
        let signature = signature.map_err(|_| DeskError::Content { what: "receipt" })?;
        Ok(Receipt { text, signature: BASE64URL_NOPAD.encode(&signature), entry_id })
    }
}
