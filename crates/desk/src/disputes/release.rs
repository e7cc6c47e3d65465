//! Releasing: a publisher who took no part in it publishes a ruling, anonymised.

use std::collections::BTreeSet;

use model::{Act, Actor, RulingNumber, RulingState};

use crate::{Desk, DeskError, disputes::invalid};

/// Further words that a publisher strikes from one ruling.
const STRIKES_MAX: usize = 100;

/// Characters of the longest of them.
const STRIKE_CHARS_MAX: usize = 200;

/// What stands in place of a word that was struck.
const STRUCK: &str = "[…]";

impl Desk {
    /// Publishes the redacted text of a ruling. A redactor misses things: the publisher names what else is to go,
    /// and can take words away only, never add any.
    pub async fn release_ruling(
        &self,
        actor: &Actor,
        number: RulingNumber,
        strikes: &[String],
    ) -> Result<(), DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let (found, row, message) = self.ruling_of(number).await?;
        let signatures = self.db.read().await?.ruling_signatures(row.ruling.id).await?;
        let signers: BTreeSet<_> = signatures.iter().map(|signature| signature.staff_id).collect();
        let resource = found.resource_of_ruling(&row, &signers);
        let permit = self.ask(actor, Act::RulingRelease, &resource).await?;
        if row.ruling.state != RulingState::InForce {
            return Err(invalid("ruling", "only a ruling in force is published"));
        }
        let Some((_, twin)) = self.open_twin(&message)? else {
            return Err(DeskError::Destroyed);
        };
        let text = struck(&twin.text, strikes)?;
        let salts = self.salts_of(&row.ruling, &text).await?;
        let now = self.now();
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&model::Case { updated_at: now, ..found.record.case.clone() }).await?;
        if !tx.release_ruling(row.ruling.id, staff.id, &text, now).await? {
            return Err(invalid("ruling", "it is published already"));
        }
        if let Some(salts) = salts {
            tx.publish_salts(row.ruling.id, &salts).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

fn struck(text: &str, strikes: &[String]) -> Result<String, DeskError> {
    let words: Vec<&str> =
        strikes.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| word.contains(['\n', '\r'])) {
        return Err(invalid("strikes", "each is words of one line"));
    }
    let is_long = words.iter().any(|word| word.chars().count() > STRIKE_CHARS_MAX);
    if words.len() > STRIKES_MAX || is_long {
        let words = format!("at most {STRIKES_MAX} lines of {STRIKE_CHARS_MAX} characters");
        return Err(invalid("strikes", words));
    }
    let mut text = text.to_owned();
    for word in words {
        if !text.contains(word) {
            return Err(invalid("strikes", "one of these lines does not stand in the text"));
        }
        text = text.replace(word, STRUCK);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_away_and_never_silently_missed() {
        let strike = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            struck("[person 1] of Brno, the blue house.", &words).ok()
        };
        assert_eq!(strike(&[]).as_deref(), Some("[person 1] of Brno, the blue house."));
        assert_eq!(
            strike(&[" Brno ", "", "the blue house"]).as_deref(),
            Some("[person 1] of […], […].")
        );
        assert_eq!(strike(&["Praha"]), None);
        assert_eq!(strike(&["Brno\nthe"]), None);
    }
}
