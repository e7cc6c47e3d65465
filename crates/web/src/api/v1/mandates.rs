//! Mandates: what a motion of the board lets somebody do, as a proposal shows it.

use jiff::Timestamp;
use model::{Holder, Mandate, Scope};
use serde::Serialize;
use utoipa::ToSchema;

/// An authority that the board is to give.
#[derive(Serialize, ToSchema)]
#[schema(as = Mandate)]
pub struct MandateBody {
    /// The member who may do it, by id.
    #[schema(format = Uuid)]
    holder: Option<String>,
    /// Or the role that may.
    holder_role: Option<String>,
    /// In which case, by id.
    #[schema(format = Uuid)]
    case: Option<String>,
    /// Or in every case of which kind.
    class_kind: Option<String>,
    /// In which queue; null is every one.
    class_queue: Option<String>,
    /// What may be done.
    acts: Vec<String>,
    /// To which fields.
    fields: Vec<String>,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    not_before: Timestamp,
    /// Until before when.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// How often.
    n_uses_max: u32,
}

impl From<Mandate> for MandateBody {
    fn from(mandate: Mandate) -> Self {
        let (holder, holder_role) = match mandate.holder {
            Holder::Staff(id) => (Some(id.to_string()), None),
            Holder::Role(role) => (None, Some(role.as_str().to_owned())),
        };
        let (case, class_kind, class_queue) = match mandate.scope {
            Scope::Case(id) => (Some(id.to_string()), None, None),
            Scope::Class { kind, queue } => {
                let queue = queue.map(|queue| queue.to_string());
                (None, Some(kind.as_str().to_owned()), queue)
            }
        };
        Self {
            holder,
            holder_role,
            case,
            class_kind,
            class_queue,
            acts: mandate.acts.iter().map(|act| act.as_str().to_owned()).collect(),
            fields: mandate.fields.iter().map(ToString::to_string).collect(),
            not_before: mandate.not_before,
            expires_at: mandate.expires_at,
            n_uses_max: mandate.n_uses_max,
        }
    }
}
