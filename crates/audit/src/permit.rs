//! The permit: the only key to a write transaction, and what it rests on.

use jiff::Timestamp;
use model::{Act, ApprovalId, AuthorityId, AuthorityRef, CaseId, PersonId, Resource, StaffId, Via};
use serde::{Deserialize, Serialize};

/// Who acted, by pseudonym: an id that means nothing without our sealed records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// `staff`, `person`, `visitor` or `founder`.
    pub kind: String,
    /// The id of the member of the staff or the person; empty for the other two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The roles held at that moment, for the staff.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
}

/// A policy that took part in a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRef {
    /// Its id in the policy files.
    pub id: String,
    /// The clause of the handbook that it comes from.
    pub clause: String,
}

/// One use of a token, to be counted with the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenUse {
    /// Which token.
    pub id: AuthorityId,
    /// How many uses its signed terms allow.
    pub n_max: u32,
}

/// The second pair of eyes that an act needed, and the approval it gave. The write uses the approval up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Second {
    /// Who approved.
    pub who: Who,
    /// The same, with the edition of their roles when they approved; both must still stand at the write.
    pub staff: (StaffId, i64),
    /// The approval.
    pub approval_id: ApprovalId,
    /// Keyed digest of exactly what was approved.
    pub digest: Vec<u8>,
}

/// What was decided and on what the decision rests. The same facts make a permit or a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Who asked.
    pub who: Who,
    /// Who asked, if of the staff, with the edition of their roles that was seen.
    pub staff: Option<(StaffId, i64)>,
    /// How they came in; it must still stand at the write.
    pub via: Via,
    /// What they asked to do.
    pub act: Act,
    /// To what kind of thing.
    pub resource_kind: &'static str,
    /// To which one.
    pub resource_id: String,
    /// The case it belongs to, with the version that was seen.
    pub case: Option<(CaseId, i64)>,
    /// The person whose data it is.
    pub person_id: Option<PersonId>,
    /// The authorities used.
    pub authorities: Vec<AuthorityRef>,
    /// The token among them, whose use is counted in the transaction of the act.
    pub uses: Option<TokenUse>,
    /// The policies that decided.
    pub policies: Vec<PolicyRef>,
    /// The second pair of eyes, where the act takes two.
    pub second: Option<Second>,
    /// The edition of the policies: hex digest of their text.
    pub edition: String,
    /// When it was decided.
    pub at: Timestamp,
}

impl Ground {
    /// Fills in what a resource tells about itself.
    pub fn resource_parts(resource: &Resource) -> (&'static str, String) {
        (resource.kind(), resource.id())
    }
}

/// Leave to write, once. Only `authority` makes one; `db` asks for one by value.
#[derive(Debug)]
#[must_use = "a permit that is not used for a write leaves no entry"]
pub struct Permit {
    ground: Ground,
}

impl Permit {
    /// Mints a permit. Banned by `clippy.toml` and expected in one file of `authority` (house law 1).
    pub const fn mint(ground: Ground) -> Self {
        Self { ground }
    }

    /// Returns what it rests on.
    pub const fn ground(&self) -> &Ground {
        &self.ground
    }
}

/// A refused act, to be recorded.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// What was asked and which policies refused; no policies means that none allowed it.
    pub ground: Ground,
}
