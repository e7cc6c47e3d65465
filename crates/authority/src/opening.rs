//! Opening: the house begins with the policies that are in force in its database.

use std::sync::Arc;

use db::{Db, DbError, Reader};
use model::{Act, Clock, Identity, Role};

use crate::{
    Authority, Board, Gate, PolicyError, PolicyText, TokenKey,
    facts::{Beside, Facts},
    gate::Answer,
    policies::Rule,
    scenes::{COLLEAGUE, ME, Scene, noon, resource_kind, staff, staff_id},
};

/// Why a house has no gate.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database does not say which policies are in force.
    #[error("the policies in force cannot be read")]
    Db(#[from] DbError),
    /// They do not fit this version's schema or fixed core. Nothing is put in their place silently.
    #[error("the policies in force do not load with this version")]
    Policy(#[from] PolicyError),
}

impl Authority {
    /// Opens the gate with the edition in force, in a house that wants its staff known this well; a new house has
    /// the policies that Chancery comes with.
    pub async fn open(
        db: &Db,
        staff_level: Identity,
        clock: Arc<dyn Clock>,
        key: TokenKey,
    ) -> Result<Self, OpenError> {
        let gate = Gate::new(&texts_in_force(db).await?)?.with_staff_level(staff_level);
        let authority = Self::new(Arc::new(gate), clock, key);
        authority.note_board(board_of(&mut db.read().await?).await?);
        Ok(authority)
    }
}

/// Reads the board of the house as it is now.
pub async fn board_of(reader: &mut Reader) -> Result<Board, DbError> {
    let is_founded = reader.is_board_founded().await?;
    Ok(Board::of(&reader.all_staff().await?, is_founded))
}

/// Returns the policy files that are in force.
pub async fn texts_in_force(db: &Db) -> Result<Vec<PolicyText>, DbError> {
    let mut reader = db.read().await?;
    let Some(edition) = reader.policy_edition_in_force().await? else {
        return Ok(PolicyText::standing());
    };
    let texts = reader.policy_texts(edition.number).await?;
    Ok(texts.into_iter().map(|kept| PolicyText { file: kept.file, text: kept.text }).collect())
}

/// Reads policies that somebody proposes. Beside what makes any policies load, those are refused that ask for a second
/// where nobody can propose, and those under which nobody of the staff could change them again, or the board could not
/// give and end places: both with a board and without.
pub fn check_proposed(texts: &[PolicyText]) -> Result<Gate, PolicyError> {
    let gate = Gate::new(texts)?;
    if let Some(error) = gate.rules().iter().find_map(needless_second) {
        return Err(error);
    }
    for has_board in [false, true] {
        let can_change = |role: &Role| {
            may(&gate, *role, Act::PolicyChange, has_board) != Answer::Refused
                && may(&gate, *role, Act::ApprovalPropose, has_board) == Answer::Allowed
                && may(&gate, *role, Act::ApprovalApprove, has_board) == Answer::Allowed
        };
        if !Role::ALL.iter().any(can_change) {
            let reason = "nobody of the staff could change the policies again: one role at least must be let do \
                policy.change, approval.propose and approval.approve";
            return Err(lockout(texts, "policy.change", reason));
        }
    }
    let board = |act| may(&gate, Role::BoardMember, act, true) != Answer::Refused;
    if [Act::StaffInvite, Act::StaffRemove, Act::BoardJoin].into_iter().all(board) {
        return Ok(gate);
    }
    let reason = "the board of the house could not give and end places: its members must be let do staff.invite and \
        staff.remove with a second, and board.join";
    Err(lockout(texts, "staff.invite", reason))
}

/// Says why a policy asks for a second in vain: what nobody can propose would be refused to everybody, with a remedy that
/// cannot be followed.
fn needless_second(rule: &Rule) -> Option<PolicyError> {
    let act = rule.acts.iter().find(|act| !act.is_proposable())?;
    if rule.is_fixed() || !rule.minds_a_second() {
        return None;
    }
    let can = Act::PROPOSABLE.map(Act::as_str).join(", ");
    let what = if rule.eyes.is_some() { "@eyes" } else { "context.seconded" };
    let reason = format!(
        "{what} would refuse {} to everybody, because nobody can propose it; a second can be asked for in: {can}",
        act.as_str()
    );
    Some(PolicyError { file: rule.file.clone(), line: rule.line, reason })
}

/// Says how far one of the staff who holds a role may do an act, with another as proposer where that matters.
fn may(gate: &Gate, role: Role, act: Act, has_board: bool) -> Answer {
    let own = act == Act::BoardJoin;
    let place = if own { ME } else { COLLEAGUE };
    let scene = Scene { place, ..Scene::staffed_by(&[role]) };
    let resource = scene.resource(resource_kind(act));
    let beside = Beside {
        proposer: Some(staff_id(COLLEAGUE)),
        has_board,
        is_on_board: has_board && role == Role::BoardMember,
        ..Beside::default()
    };
    gate.extent(&Facts::of(&staff(&[role]), act, &resource, noon()).beside(beside))
}

fn lockout(texts: &[PolicyText], act: &str, reason: &str) -> PolicyError {
    let file = texts.iter().find(|text| text.text.contains(act));
    PolicyError {
        file: file.map_or_else(|| "policy.cedar".to_owned(), |text| text.file.clone()),
        line: 1,
        reason: reason.to_owned(),
    }
}
