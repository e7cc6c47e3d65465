//! Admission: what a member of the staff needs before they begin. Until then they are the person they are, and no
//! more: their roles lie idle.

use std::sync::Arc;

use db::{DbError, Reader, StaffRow};
use model::PersonId;
use vault::Vault;

use super::SignIn;

/// What a house asks of its staff before they begin.
#[derive(Clone, Debug, Default)]
pub struct Admission {
    /// True where a check of their background must be on record.
    pub needs_check: bool,
    /// The agreement that they accept.
    pub agreement: Option<Arc<str>>,
}

/// What somebody with a place lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Lacks {
    /// The check of their background is not on record.
    pub check: bool,
    /// They have not accepted the present agreement.
    pub agreement: bool,
}

impl Lacks {
    /// Says whether nothing is missing.
    pub const fn is_nothing(self) -> bool {
        !self.check && !self.agreement
    }
}

impl Admission {
    /// Says what a member of the staff lacks.
    pub async fn lacks(
        &self,
        reader: &mut Reader,
        vault: &Vault,
        staff: &StaffRow,
    ) -> Result<Lacks, DbError> {
        let agreement = match &self.agreement {
            Some(text) => {
                let mac = agreement_mac(vault, staff.person_id, text);
                !reader.has_agreed(staff.person_id, &mac).await?
            }
            None => false,
        };
        Ok(Lacks { check: self.needs_check && staff.checked_at.is_none(), agreement })
    }
}

/// Returns by what is known that a person accepted this text. It is keyed and bound to the person: two who signed
/// the same cannot be told from two who did not.
pub fn agreement_mac(vault: &Vault, id: PersonId, text: &str) -> [u8; 32] {
    vault.mac("agreement", &[id.uuid().as_bytes(), text.as_bytes()])
}

impl SignIn {
    /// Says what the staff need before they begin.
    pub fn admitting(self, admission: Admission) -> Self {
        Self { admission, ..self }
    }

    /// Returns the member of the staff, unless they left or may not begin yet.
    pub(super) async fn admitted(
        &self,
        reader: &mut Reader,
        staff: Option<StaffRow>,
    ) -> Result<Option<StaffRow>, DbError> {
        let Some(staff) = staff.filter(|staff| staff.is_active) else { return Ok(None) };
        let lacks = self.admission.lacks(reader, &self.vault, &staff).await?;
        Ok(lacks.is_nothing().then_some(staff))
    }
}
