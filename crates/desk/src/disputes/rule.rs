//! Ruling: the text, its directions, and the first signature. What needs no other is in force at once.

use audit::Permit;
use authority::Proof;
use db::{RulingRow, WriteTx};
use model::{
    Act, Actor, CaseNumber, CaseState, DeliveryTarget, Message, MessageId, Part, Personal, Role,
    Ruling, RulingDirection, RulingId, RulingNumber, RulingState, StaffActor, StaffId, Stage,
    Visibility, signatures_needed,
};

use crate::{
    Desk, DeskError,
    disputes::{
        DirectionDraft, Found,
        directions::canonical,
        invalid,
        signing::{RulingPreview, RulingShown, Signer},
    },
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
    presides: Option<StaffId>,
}

/// A ruling that may be made, read against its dispute.
struct Readied {
    permit: Permit,
    found: Found,
    staff: StaffActor,
    text: Personal<String>,
    directions: Vec<RulingDirection>,
    number: RulingNumber,
    digest: [u8; 32],
}

impl Desk {
    /// Shows what ruling so would sign, to whoever may: its number, and the digest that their proof is of. Nothing is
    /// written, and the same draft makes the same digest.
    pub async fn ruling_shown(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: &RulingDraft,
    ) -> Result<RulingPreview, DeskError> {
        let readied = self.readied(actor, number, draft).await?;
        drop(readied.permit);
        let mut directions = Vec::with_capacity(readied.directions.len());
        for direction in readied.directions {
            directions.push(self.direction_view(direction).await?);
        }
        let shown = RulingShown::of(readied.number, &readied.digest);
        let n_needed = signatures_needed(readied.found.row.n_arbitrators, draft.is_sealed);
        Ok(RulingPreview { shown, directions, n_needed })
    }

    /// Rules in a dispute, on a proof of just this text. One that a panel or the board must sign, too, waits for that;
    /// a text that waited is withdrawn when another takes its place.
    pub async fn rule(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: RulingDraft,
        proof: Option<&Proof>,
    ) -> Result<RulingNumber, DeskError> {
        let readied = self.readied(actor, number, &draft).await?;
        let Readied { permit, found, staff, text, directions, number, digest } = readied;
        let now = self.now();
        let signing = (&staff, Role::Arbitrator);
        let signer = RulingShown::of(number, &digest).signer(actor, signing, proof, now)?;
        let mut case = found.record.case.clone().heard(now)?;
        let heard = (part_of(draft.is_sealed), Visibility::Tribunal);
        let spoken = self.spoken(&case, &staff, text, heard).await?;
        let ruling = self.new_ruling(&found, &draft, spoken.0.id, number, digest);
        let marks = self.marks_of(&spoken.1.twin.text);
        let mut entering = None;
        if ruling.n_needed <= 1 {
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
        self.put_marks(&mut tx, &ruling, &marks).await?;
        for direction in &directions {
            tx.insert_direction(ruling.id, direction).await?;
        }
        self.put_signature(&mut tx, &ruling, &marks.marks, &signer).await?;
        if let Some(entering) = entering {
            self.enter_into_force(&mut tx, entering, &directions, &signer).await?;
        }
        tx.commit().await?;
        self.leaving.notify_one();
        Ok(ruling.number)
    }

    async fn readied(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: &RulingDraft,
    ) -> Result<Readied, DeskError> {
        let text = checked_text(draft)?;
        let (found, staff) = self.dispute_for(actor, number).await?;
        let permit = self.ask(actor, Act::DisputeRule, &found.resource()).await?;
        self.must_sign(staff.id).await?;
        let directions = self.directions_of(&found, &draft.directions).await?;
        let before = self.db.read().await?.rulings_of_case(found.record.case.id).await?;
        if before.len() >= RULINGS_MAX {
            return Err(invalid("case", format!("at most {RULINGS_MAX} rulings in one dispute")));
        }
        let index = u32::try_from(before.len() + 1).unwrap_or(u32::MAX);
        let number = RulingNumber { case: found.record.case.number, index };
        let digest = self.ruling_digest(&number, draft, text.expose(), &directions);
        Ok(Readied { permit, found, staff, text, directions, number, digest })
    }

    fn new_ruling(
        &self,
        found: &Found,
        draft: &RulingDraft,
        message_id: MessageId,
        number: RulingNumber,
        digest: [u8; 32],
    ) -> Ruling {
        let now = self.now();
        Ruling {
            id: RulingId::draw(now, &*self.chance),
            number,
            case_id: found.record.case.id,
            message_id,
            is_interim: draft.is_interim,
            is_sealed: draft.is_sealed,
            state: RulingState::Waiting,
            digest,
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
        // What holds at once is signed as that: the moment of signing is not known when it is shown.
        let starts = draft.directions.iter().map(|direction| direction.not_before);
        let directions: Vec<String> =
            directions.iter().zip(starts).map(|(one, start)| canonical(one, start)).collect();
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
        let presides = found.record.case.tribunal.arbitrators.first().copied();
        Ok(Entering { ruling, message: message.clone(), targets, words, presides })
    }

    /// Puts a signed ruling in force: its directions become authorities, the parties get its text, and the emergency
    /// that it is about, if one, is reviewed.
    pub(crate) async fn enter_into_force(
        &self,
        tx: &mut WriteTx,
        entering: Entering,
        directions: &[RulingDirection],
        signer: &Signer<'_>,
    ) -> Result<(), DeskError> {
        let Entering { ruling, message, targets, words, presides } = entering;
        tx.update_ruling(&ruling).await?;
        for direction in directions {
            self.mint_for_direction(tx, &ruling, direction, signer).await?;
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
            tx.delete_jotted_rulings(ruling.case_id).await?;
            self.end_review(tx, &ruling, presides.unwrap_or(signer.staff.id)).await?;
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
