//! Signing a ruling as the second pair of eyes: an arbitrator of the panel, or the board for a sealed one.

use std::collections::BTreeSet;

use audit::Permit;
use authority::Proof;
use data_encoding::HEXLOWER;
use db::{MessageRecord, RulingRow, SignatureRow};
use model::{Act, Actor, Role, RulingNumber, RulingState};

use crate::{
    Desk, DeskError,
    disputes::{
        Found, invalid,
        rule::decided,
        signing::{RulingShown, read_marks},
    },
};

/// A ruling that waits for this signature.
struct Waiting {
    permit: Permit,
    found: Found,
    row: RulingRow,
    message: MessageRecord,
    signatures: Vec<SignatureRow>,
}

impl Desk {
    /// Shows what signing would sign, to whoever may.
    pub async fn signing_shown(
        &self,
        actor: &Actor,
        number: RulingNumber,
        digest: &str,
    ) -> Result<RulingShown, DeskError> {
        let waiting = self.waiting_ruling(actor, number, digest).await?;
        drop(waiting.permit);
        Ok(RulingShown::of(number, &waiting.row.ruling.digest))
    }

    /// Signs exactly the text that was read, named by its digest, on a proof of that. With the last signature that is
    /// needed the ruling is in force.
    pub async fn sign_ruling(
        &self,
        actor: &Actor,
        number: RulingNumber,
        digest: &str,
        proof: Option<&Proof>,
    ) -> Result<RulingState, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let waiting = self.waiting_ruling(actor, number, digest).await?;
        let Waiting { permit, found, row, message, signatures } = waiting;
        let ruling = &row.ruling;
        let now = self.now();
        let is_of_board = !found.record.case.tribunal.arbitrators.contains(&staff.id);
        let role = if is_of_board { Role::BoardMember } else { Role::Arbitrator };
        let shown = RulingShown::of(number, &ruling.digest);
        let signer = shown.signer(actor, (staff, role), proof, now)?;
        let is_enough = is_enough(&signatures, is_of_board, ruling.is_sealed, ruling.n_needed);
        let mut reader = self.db.read().await?;
        let directions = reader.directions(ruling.id).await?;
        let marks = reader.ruling_marks(ruling.id).await?;
        drop(reader);
        let marks = read_marks(marks.as_ref().map_or("", |row| row.marks.as_str()))?;
        let mut entering = None;
        let mut case = model::Case { updated_at: now, ..found.record.case.clone() };
        if is_enough {
            let Some((subject, twin)) = self.open_twin(&message)? else {
                return Err(DeskError::Destroyed);
            };
            let words = self.words_of(&subject, &twin.text)?;
            entering = Some(self.entering(&found, ruling, &message.message, words).await?);
            case = decided(case, ruling.is_interim);
        }
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        if !self.put_signature(&mut tx, ruling, &marks, &signer).await? {
            return Err(DeskError::Conflict { what: "ruling" });
        }
        if let Some(entering) = entering {
            self.enter_into_force(&mut tx, entering, &directions, &signer).await?;
        }
        tx.commit().await?;
        self.leaving.notify_one();
        Ok(if is_enough { RulingState::InForce } else { RulingState::Waiting })
    }

    async fn waiting_ruling(
        &self,
        actor: &Actor,
        number: RulingNumber,
        digest: &str,
    ) -> Result<Waiting, DeskError> {
        let Actor::Staff(_) = actor else { return Err(DeskError::NotFound) };
        let (found, row, message) = self.ruling_of(number).await?;
        let signatures = self.db.read().await?.ruling_signatures(row.ruling.id).await?;
        let signers: BTreeSet<_> = signatures.iter().map(|signature| signature.staff_id).collect();
        let resource = found.resource_of_ruling(&row, &signers);
        let permit = self.ask(actor, Act::RulingSign, &resource).await?;
        if row.ruling.state != RulingState::Waiting {
            let words = "it does not wait for a signature; load the page again";
            return Err(invalid("ruling", words));
        }
        if HEXLOWER.encode(&row.ruling.digest) != digest.trim() {
            let words = "the text you read is not the one that waits; read it again";
            return Err(invalid("digest", words));
        }
        Ok(Waiting { permit, found, row, message, signatures })
    }
}

/// Says whether this signature is the last that is needed. For a sealed ruling one is the board's, and all
/// others are the tribunal's: neither stands in for the other.
fn is_enough(given: &[SignatureRow], is_of_board: bool, is_sealed: bool, n_needed: i64) -> bool {
    let count = |of_board: bool| {
        let n = given.iter().filter(|signature| signature.is_of_board == of_board).count();
        i64::try_from(n).unwrap_or(i64::MAX) + i64::from(is_of_board == of_board)
    };
    let n_board_needed = i64::from(is_sealed);
    count(true) >= n_board_needed && count(false) >= n_needed - n_board_needed
}
