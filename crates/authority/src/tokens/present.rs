//! Presenting: a token taken to another system, with the installation's word that its holder is there.

use std::time::SystemTime;

use biscuit_auth::{
    Authorizer,
    builder::{fact, string},
};
use jiff::Timestamp;
use model::{Chance, Identity, PresentationId, SessionId, StaffId};

use super::{
    TokenFault, TokenKey,
    mint::{moment, signed_by},
    narrow::verified,
    read::{all, timestamp},
};

/// What the installation vouches for: this member of the staff, signed in at this session, takes the token to
/// this system, now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
    /// Its id; each is used once.
    pub id: PresentationId,
    /// Who presents.
    pub staff_id: StaffId,
    /// How sure we were of them.
    pub identity: Identity,
    /// The session at which they asked; when it ends, so does this.
    pub session_id: SessionId,
    /// The name of the system.
    pub audience: String,
    /// Until before when.
    pub expires_at: Timestamp,
}

impl TokenKey {
    /// Returns the token with a block by which the installation vouches for its holder.
    pub fn present(
        &self,
        bytes: &[u8],
        presentation: &Presentation,
        chance: &dyn Chance,
    ) -> Result<Vec<u8>, TokenFault> {
        let token = verified(&self.verifier(), bytes)?;
        let said = fact(
            "presented",
            &[
                string(&presentation.id.to_string()),
                string(&presentation.staff_id.to_string()),
                string(presentation.identity.as_str()),
                string(&presentation.session_id.to_string()),
                string(&presentation.audience),
                moment(presentation.expires_at),
            ],
        );
        let token = signed_by(&token, self.pair(), said, chance)?;
        token.to_vec().map_err(super::build_fault)
    }
}

/// Finds what the installation vouched for; more than one presentation is none.
pub fn of_world(world: &mut Authorizer, root: &str) -> Result<Option<Presentation>, TokenFault> {
    said_in(world, &format!(" trusting {root}"))
}

/// Finds a presentation among the facts that the scope lets see.
pub fn said_in(world: &mut Authorizer, scope: &str) -> Result<Option<Presentation>, TokenFault> {
    let rule = format!("data($a, $b, $c, $d, $e, $f) <- presented($a, $b, $c, $d, $e, $f){scope}");
    type Said = (String, String, String, String, String, SystemTime);
    let mut found: Vec<Said> = all(world, &rule)?;
    let Some((id, staff, identity, session, audience, until)) = found.pop() else {
        return Ok(None);
    };
    if !found.is_empty() {
        return Err(TokenFault::Terms);
    }
    let fault = |_| TokenFault::Terms;
    Ok(Some(Presentation {
        id: id.parse().map_err(fault)?,
        staff_id: staff.parse().map_err(fault)?,
        identity: Identity::of_str(&identity).ok_or(TokenFault::Terms)?,
        session_id: session.parse().map_err(fault)?,
        audience,
        expires_at: timestamp(until)?,
    }))
}
