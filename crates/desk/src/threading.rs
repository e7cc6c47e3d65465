//! Which case a mail belongs to: by proof only. A number in a subject is a suggestion.

use model::{CaseId, CaseNumber, DeliveryTarget, IncomingMail, PersonId};

use crate::{Desk, DeskError, accept::Route};

/// Message-IDs that a mail refers to and that are looked up.
const REFERENCES_MAX: usize = 12;

/// Where a mail belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thread {
    /// To a case, by proof.
    Proven(CaseId),
    /// To a new case; its subject names this one, which the staff may confirm.
    Suggested(CaseId),
    /// To a new case.
    New,
}

impl Desk {
    /// Finds the case a mail belongs to. Proof is, in this order: the token of a copy of ours, or of a request for
    /// consent, in the recipient; the Message-ID of a copy of ours; the Message-ID of a mail from outside, when a participant
    /// of its case writes and the mail is vouched for by DKIM or SPF.
    pub(crate) async fn thread(
        &self,
        mail: &IncomingMail,
        sender: PersonId,
    ) -> Result<Thread, DeskError> {
        let thread = self.standing(self.proven(mail, sender).await?).await?;
        match thread {
            // Its requester was destroyed and its key with them: nothing can be sealed into it any more.
            Thread::Proven(id) if !self.is_alive(id)? => Ok(Thread::New),
            thread => Ok(thread),
        }
    }

    /// What belongs to a case that is part of another arrives at that one.
    async fn standing(&self, thread: Thread) -> Result<Thread, DeskError> {
        let host = async |id| -> Result<CaseId, DeskError> {
            let mut reader = self.db.read().await?;
            let Some(record) = reader.case(id).await? else { return Ok(id) };
            Ok(record.merged_into.unwrap_or(id))
        };
        Ok(match thread {
            Thread::Proven(id) => Thread::Proven(host(id).await?),
            Thread::Suggested(id) => Thread::Suggested(host(id).await?),
            Thread::New => Thread::New,
        })
    }

    fn is_alive(&self, id: CaseId) -> Result<bool, DeskError> {
        Ok(self.vault.case_mac(id, "alive", &[])?.is_some())
    }

    async fn proven(&self, mail: &IncomingMail, sender: PersonId) -> Result<Thread, DeskError> {
        let mut reader = self.db.read().await?;
        for address in &mail.recipients {
            let Route::Reply(token) = self.route(address) else { continue };
            let mac = self.token_mac(&token);
            if let Some(found) = reader.delivery_of_reply(&mac).await? {
                return Ok(Thread::Proven(found.case_id));
            }
            if let Some(found) = reader.consent_of_reply(&mac).await? {
                return Ok(Thread::Proven(found.case_id));
            }
        }
        for id in mail.references.iter().take(REFERENCES_MAX) {
            for known in reader.known_mail(&self.mail_id_mac(id)).await? {
                if known.delivery_id.is_some() {
                    return Ok(Thread::Proven(known.case_id));
                }
                let persons = reader.case_persons(known.case_id).await?;
                if mail.is_aligned && persons.contains(&(sender, true)) {
                    return Ok(Thread::Proven(known.case_id));
                }
            }
        }
        for number in numbers_in(mail.subject.expose()) {
            if let Some(record) = reader.case_of_number(number).await? {
                return Ok(Thread::Suggested(record.case.id));
            }
        }
        Ok(Thread::New)
    }

    /// Returns the person to whom the copy or the request for consent went whose token a mail answers, if it answers one.
    pub(crate) async fn answered_person(
        &self,
        mail: &IncomingMail,
    ) -> Result<Option<PersonId>, DeskError> {
        let mut reader = self.db.read().await?;
        for address in &mail.recipients {
            let Route::Reply(token) = self.route(address) else { continue };
            let mac = self.token_mac(&token);
            if let Some(found) = reader.delivery_of_reply(&mac).await?
                && let DeliveryTarget::Person(id) = found.delivery.target
            {
                return Ok(Some(id));
            }
            if let Some(found) = reader.consent_of_reply(&mac).await? {
                return Ok(Some(found.person_id));
            }
        }
        Ok(None)
    }
}

/// Case numbers that stand in a text as words of their own.
pub fn numbers_in(text: &str) -> Vec<CaseNumber> {
    const NUMBERS_MAX: usize = 4;
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .filter_map(|word| word.trim_matches('.').parse().ok())
        .take(NUMBERS_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_numbers_as_words() {
        let found: Vec<String> = numbers_in("Re: [s20261121.17] and d20071225.1.")
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, ["s20261121.17", "d20071225.1"]);
        assert!(numbers_in("xs20261121.17x s2026.1").is_empty());
    }
}
