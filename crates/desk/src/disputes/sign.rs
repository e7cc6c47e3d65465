//! Signing a ruling as the second pair of eyes: an arbitrator of the panel, or the board for a sealed one.

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use db::SignatureRow;
use model::{Act, Actor, RulingNumber, RulingState, Viewer};

use crate::{
    Desk, DeskError,
    disputes::{invalid, rule::decided},
};

impl Desk {
    /// Signs exactly the text that was read, named by its digest. With the last signature that is needed the
    /// ruling is in force.
    pub async fn sign_ruling(
        &self,
        actor: &Actor,
        number: RulingNumber,
        digest: &str,
    ) -> Result<RulingState, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let (found, row, message) = self.ruling_of(number).await?;
        let signatures = self.db.read().await?.ruling_signatures(row.ruling.id).await?;
        let signers: BTreeSet<_> = signatures.iter().map(|signature| signature.staff_id).collect();
        let resource = found.resource_of_ruling(&row, &signers);
        let permit = self.ask(actor, Act::RulingSign, &resource).await?;
        let ruling = &row.ruling;
        if ruling.state != RulingState::Waiting {
            let words = "it does not wait for a signature; load the page again";
            return Err(invalid("ruling", words));
        }
        if HEXLOWER.encode(&ruling.digest) != digest.trim() {
            let words = "the text you read is not the one that waits; read it again";
            return Err(invalid("digest", words));
        }
        let is_of_board = found.viewer(staff) != Viewer::Tribunal;
        let now = self.now();
        let signature =
            SignatureRow { staff_id: staff.id, is_of_board, digest: ruling.digest, at: now };
        let is_enough = is_enough(&signatures, is_of_board, ruling.is_sealed, ruling.n_needed);
        let directions = self.db.read().await?.directions(ruling.id).await?;
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
        if !tx.insert_signature(ruling.id, &signature).await? {
            return Err(DeskError::Conflict { what: "ruling" });
        }
        if let Some(entering) = entering {
            self.enter_into_force(&mut tx, entering, &directions).await?;
        }
        tx.commit().await?;
        self.leaving.notify_one();
        Ok(if is_enough { RulingState::InForce } else { RulingState::Waiting })
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
