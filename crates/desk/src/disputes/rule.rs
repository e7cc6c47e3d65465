//! Ruling: the text, its directions, and the first signature. What needs no other is in force at once.

use db::{RulingRow, SignatureRow, WriteTx};
use model::{
    Act, Actor, CaseNumber, CaseState, DeliveryTarget, Message, MessageId, Part, Personal, Ruling,
    RulingDirection, RulingId, RulingNumber, RulingState, StaffActor, Stage, Visibility,
    signatures_needed,
};

use crate::{
    Desk, DeskError,
    disputes::{DirectionDraft, Found, directions::canonical, invalid},
    note::check_text,
};

/// Rulings of one dispute.
const RULINGS_MAX: usize = 99;

/// A ruling to be made (DRP 3.1).
#[derive(Clone, Debug)]
pub struct RulingDraft {
    /// What happened, as the tribunal found it.
    pub facts: Personal<String>,
    /// Why it rules as it does.
    pub considerations: Personal<String>,
    /// What it rules.
    pub decision: Personal<String>,
    /// True where the dispute goes on after it.
    pub is_interim: bool,
    /// True where only the parties and the board may read it.
    pub is_sealed: bool,
    /// What it gives somebody to do.
    pub directions: Vec<DirectionDraft>,
}

/// A ruling on its way into force.
pub(crate) struct Entering {
    ruling: Ruling,
    message: Message,
    targets: Vec<DeliveryTarget>,
    words: db::Words,
}

impl Desk {
    /// Rules in a dispute. One that a panel or the board must sign, too, waits for that; a text that waited is
    /// withdrawn when another takes its place.
    pub async fn rule(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: RulingDraft,
    ) -> Result<RulingNumber, DeskError> {
        let text = checked_text(&draft)?;
        let (found, staff) = self.dispute_for(actor, number).await?;
        let permit = self.ask(actor, Act::DisputeRule, &found.resource()).await?;
        self.must_sign(staff.id).await?;
        let directions = self.directions_of(&found, &draft.directions).await?;
        let before = self.db.read().await?.rulings_of_case(found.record.case.id).await?;
        if before.len() >= RULINGS_MAX {
            return Err(invalid("case", format!("at most {RULINGS_MAX} rulings in one dispute")));
        }
        let now = self.now();
        let mut case = found.record.case.clone().heard(now)?;
        let heard = (part_of(draft.is_sealed), Visibility::Tribunal);
        let spoken = self.spoken(&case, &staff, text, heard).await?;
        let ruling = self.new_ruling(&found, &draft, &spoken.0, before.len(), &directions);
        let is_enough = ruling.n_needed <= 1;
        let mut entering = None;
        if is_enough {
            let words = self.words_of(&spoken.1.subject, &spoken.1.twin.text)?;
            entering = Some(self.entering(&found, &ruling, &spoken.0, words).await?);
            case = decided(case, ruling.is_interim);
        }
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        self.put_spoken(&mut tx, &spoken, heard).await?;
        self.withdraw_waiting(&mut tx, &found).await?;
        if !tx.insert_ruling(&ruling).await? {
            return Err(DeskError::Conflict { what: "ruling" });
        }
        for direction in &directions {
            tx.insert_direction(ruling.id, direction).await?;
        }
        tx.insert_signature(ruling.id, &signature(&staff, &ruling, false)).await?;
        if let Some(entering) = entering {
            self.enter_into_force(&mut tx, entering, &directions).await?;
        }
        tx.commit().await?;
        self.leaving.notify_one();
        Ok(ruling.number)
    }

    fn new_ruling(
        &self,
        found: &Found,
        draft: &RulingDraft,
        message: &Message,
        n_before: usize,
        directions: &[RulingDirection],
    ) -> Ruling {
        let case = &found.record.case;
        let now = self.now();
        let index = u32::try_from(n_before + 1).unwrap_or(u32::MAX);
        let number = RulingNumber { case: case.number, index };
        let text = ruling_text(draft);
        Ruling {
            id: RulingId::draw(now, &*self.chance),
            number,
            case_id: case.id,
            message_id: message.id,
            is_interim: draft.is_interim,
            is_sealed: draft.is_sealed,
            state: RulingState::Waiting,
            digest: self.ruling_digest(&number, draft, &text, directions),
            n_needed: signatures_needed(found.row.n_arbitrators, draft.is_sealed),
            made_at: now,
            in_force_at: None,
        }
    }

    // Keyed, so that who sees digests cannot try texts; over all that is signed.
    fn ruling_digest(
        &self,
        number: &RulingNumber,
        draft: &RulingDraft,
        text: &str,
        directions: &[RulingDirection],
    ) -> [u8; 32] {
        let number = number.to_string();
        let kinds = [u8::from(draft.is_interim), u8::from(draft.is_sealed)];
        let directions: Vec<String> = directions.iter().map(canonical).collect();
        let mut parts: Vec<&[u8]> = vec![number.as_bytes(), &kinds, text.as_bytes()];
        parts.extend(directions.iter().map(String::as_bytes));
        self.vault.mac("ruling", &parts)
    }

    /// Reads to whom a ruling goes when it enters into force.
    pub(crate) async fn entering(
        &self,
        found: &Found,
        ruling: &Ruling,
        message: &Message,
        words: db::Words,
    ) -> Result<Entering, DeskError> {
        let targets = match self.party_targets(found, Visibility::AllParties).await {
            Ok(targets) => targets,
            // Parties without an address read it in the portal, or not at all; it stands all the same.
            Err(DeskError::Invalid { .. }) => Vec::new(),
            Err(error) => return Err(error),
        };
        let state = RulingState::InForce;
        let ruling = Ruling { state, in_force_at: Some(self.now()), ..ruling.clone() };
        Ok(Entering { ruling, message: message.clone(), targets, words })
    }

    /// Puts a signed ruling in force: its directions become authorities, the parties get its text.
    pub(crate) async fn enter_into_force(
        &self,
        tx: &mut WriteTx,
        entering: Entering,
        directions: &[RulingDirection],
    ) -> Result<(), DeskError> {
        let Entering { ruling, message, targets, words } = entering;
        tx.update_ruling(&ruling).await?;
        for direction in directions {
            self.mint_for_direction(tx, &ruling, direction).await?;
        }
        let part = part_of(ruling.is_sealed);
        let visibility = Visibility::AllParties;
        let row = db::HearingRow { message_id: message.id, part, visibility };
        tx.insert_hearing(ruling.case_id, row).await?;
        if !ruling.is_sealed {
            tx.index_message(message.id, ruling.case_id, &words).await?;
        }
        self.hold_copies(tx, &message, targets).await?;
        if !ruling.is_interim {
            tx.update_dispute(ruling.case_id, Stage::Decided).await?;
        }
        Ok(())
    }

    /// Returns a ruling of a dispute, with the message that is its text.
    pub(crate) async fn ruling_of(
        &self,
        number: RulingNumber,
    ) -> Result<(Found, RulingRow, db::MessageRecord), DeskError> {
        let found = self.found_dispute(number.case).await?;
        let mut reader = self.db.read().await?;
        let row = reader.ruling_of_number(number).await?.ok_or(DeskError::NotFound)?;
        let id: MessageId = row.ruling.message_id;
        let record = reader.message(id).await?.ok_or(DeskError::NotFound)?;
        Ok((found, row, record))
    }
}

const fn part_of(is_sealed: bool) -> Part {
    if is_sealed { Part::SealedRuling } else { Part::Ruling }
}

/// Ends the work on a dispute with a final ruling; it stays open for its appeal.
pub(crate) fn decided(case: model::Case, is_interim: bool) -> model::Case {
    if is_interim { case } else { model::Case { state: CaseState::Resolved, due: None, ..case } }
}

pub(crate) fn signature(staff: &StaffActor, ruling: &Ruling, is_of_board: bool) -> SignatureRow {
    SignatureRow { staff_id: staff.id, is_of_board, digest: ruling.digest, at: ruling.made_at }
}

fn checked_text(draft: &RulingDraft) -> Result<Personal<String>, DeskError> {
    let parts = [
        ("facts", &draft.facts),
        ("considerations", &draft.considerations),
        ("decision", &draft.decision),
    ];
    for (field, text) in parts {
        check_text(text).map_err(|error| match error {
            DeskError::Invalid { words, .. } => DeskError::Invalid { field, words },
            error => error,
        })?;
    }
    let text = Personal::new(ruling_text(draft));
    check_text(&text)?;
    Ok(text)
}

fn ruling_text(draft: &RulingDraft) -> String {
    let (facts, considerations) =
        (draft.facts.expose().trim(), draft.considerations.expose().trim());
    let decision = draft.decision.expose().trim();
    format!("FACTS\n\n{facts}\n\nCONSIDERATIONS\n\n{considerations}\n\nRULING\n\n{decision}\n")
}
