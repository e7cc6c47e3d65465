//! Opening: the house begins with the policies that are in force in its database.

use std::sync::Arc;

use db::{Db, DbError, StaffRow};
use model::{Act, Clock, Identity, Role};

use crate::{
    Authority, Gate, PolicyError, PolicyText, TokenKey,
    facts::Facts,
    gate::Answer,
    scenes::{Scene, noon, resource_kind, staff},
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
        let staff = db.read().await?.all_staff().await?;
        authority.note_board(is_board(&staff));
        Ok(authority)
    }
}

/// Members that make a board: one moves, another seconds.
pub const BOARD_MIN: usize = 2;

/// Says whether so many of the staff have taken their seats that the board stands.
pub fn is_board(staff: &[StaffRow]) -> bool {
    staff.iter().filter(|member| member.is_on_board()).count() >= BOARD_MIN
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

/// Reads policies that somebody proposes. Beside what makes any policies load, those are refused under which
/// nobody of the staff could change them again.
pub fn check_proposed(texts: &[PolicyText]) -> Result<Gate, PolicyError> {
    let gate = Gate::new(texts)?;
    let may = |role: Role, act: Act| {
        let scene = Scene::staffed_by(&[role]);
        let resource = scene.resource(resource_kind(act));
        gate.extent(&Facts::of(&staff(&[role]), act, &resource, noon()))
    };
    let can_change = |role: &Role| {
        may(*role, Act::PolicyChange) != Answer::Refused
            && may(*role, Act::ApprovalPropose) == Answer::Allowed
            && may(*role, Act::ApprovalApprove) == Answer::Allowed
    };
    if Role::ALL.iter().any(can_change) {
        return Ok(gate);
    }
    let file = texts.iter().find(|text| text.text.contains("policy.change"));
    Err(PolicyError {
        file: file.map_or_else(|| "policy.cedar".to_owned(), |text| text.file.clone()),
        line: 1,
        reason:
            "nobody of the staff could change the policies again: one role at least must be let do \
            policy.change, approval.propose and approval.approve"
                .to_owned(),
    })
}
