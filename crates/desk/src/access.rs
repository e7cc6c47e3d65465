//! Access, looked over: what the rules about the staff promise is compared with what is stored, now or once a day by the house
//! itself, which keeps what it found.

use authority::staff_actor;
use jiff::Timestamp;
use model::{Act, Resource, Via, check_roles, micros, timestamp_of_micros};
use serde::{Deserialize, Serialize};

use crate::{Desk, DeskError};

/// So many must be able to change the policies and to destroy: one proposes, another approves.
const HANDS_MIN: usize = 2;

/// Faults that are kept of a look; there are few, or the first ones are enough to begin with.
const KEPT_FAULTS_MAX: usize = 50;

/// Hours after which the daily look is late: a day, and as long as a house may stand still for an update.
const LATE_HOURS: i64 = 36;

/// The setting that keeps the last look.
const LAST_LOOK: &str = "access_looked_over";

/// What the house found when it looked the access of the staff over by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLook {
    /// When.
    pub at: Timestamp,
    /// What was not as it should be, by title; nothing is well.
    pub faults: Vec<String>,
    /// True where it is so long ago that another should have come since.
    pub is_late: bool,
}

/// The spelling of a look.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LookWire {
    at: i64,
    faults: Vec<String>,
}

impl Desk {
    /// Looks the access of the staff over, keeps what it found with its date, and returns it.
    pub async fn look_access_over(&self) -> Result<AccessLook, DeskError> {
        let mut faults = self.access_faults().await?;
        faults.truncate(KEPT_FAULTS_MAX);
        let at = self.now();
        let wire = LookWire { at: micros(at), faults };
        let bytes = serde_json::to_vec(&wire);
        let bytes = bytes.map_err(|_| DeskError::Content { what: "look at the access" })?;
        self.keep(LAST_LOOK, &bytes).await?;
        Ok(AccessLook { at, faults: wire.faults, is_late: false })
    }

    /// Returns what the house found when it last looked by itself; `None` where it never did.
    pub async fn last_access_look(&self) -> Result<Option<AccessLook>, DeskError> {
        let Some(bytes) = self.kept(LAST_LOOK).await? else { return Ok(None) };
        let wire: LookWire = serde_json::from_slice(bytes.expose())
            .map_err(|_| DeskError::Content { what: "look at the access" })?;
        let at = timestamp_of_micros(wire.at);
        let is_late = self.now().duration_since(at).as_hours() >= LATE_HOURS;
        Ok(Some(AccessLook { at, faults: wire.faults, is_late }))
    }

    /// Says what about the access of the staff is not as it should be, by title; nothing is well. Roles are stored
    /// under rules that may have changed since, and by hands that did not ask.
    pub async fn access_faults(&self) -> Result<Vec<String>, DeskError> {
        let mut reader = self.db.read().await?;
        let staff = reader.all_staff().await?;
        let left = reader.left_behind(self.now()).await?;
        let mut n_idle = 0;
        for member in staff.iter().filter(|member| member.is_active) {
            let lacks = self.config.admission.lacks(&mut reader, &self.vault, member).await?;
            n_idle += usize::from(!lacks.is_nothing());
        }
        drop(reader);
        let mut faults = Vec::new();
        for member in &staff {
            let who = format!("member {} of the staff", member.position_index);
            if let Err(conflict) = check_roles(&member.roles) {
                faults.push(format!("{who}: {conflict}"));
            }
            if member.is_active && member.roles.is_empty() {
                faults.push(format!("{who} has a place and no role"));
            }
            if !member.is_active && !member.roles.is_empty() {
                faults.push(format!("{who} left and still holds roles"));
            }
        }
        if n_idle > 0 {
            let words = "of the staff lack a check or the agreement, and cannot begin";
            faults.push(format!("{n_idle} {words}"));
        }
        let n_seated = staff.iter().filter(|member| member.is_on_board()).count();
        if n_seated == 1 {
            let words = "one member alone sits on the board; it stands from two on";
            faults.push(words.to_owned());
        }
        let behind = [
            (left.n_sessions, "a session"),
            (left.n_tokens, "a token for programs"),
            (left.n_authorities, "an authority in their name"),
            (left.n_issuer_keys, "the key by which they gave authorities"),
            (left.n_others, "a key that signs mail, or a seat on the board"),
        ];
        for (n, what) in behind.into_iter().filter(|(n, _)| *n > 0) {
            faults.push(format!("{n} of those who left still have {what}"));
        }
        let staff_level = self.authority.gate().staff_level();
        let can_change = |member: &&db::StaffRow| {
            let actor = staff_actor((*member).clone(), staff_level, Via::Job, None);
            self.authority.allows(&actor, Act::PolicyChange, &Resource::House).is_possible()
        };
        let n_hands = staff.iter().filter(|member| member.is_active).filter(can_change).count();
        if n_hands < HANDS_MIN {
            faults.push(format!(
                "{n_hands} of the staff can change the policies or destroy, and it takes {HANDS_MIN}: one proposes, \
                 another approves"
            ));
        }
        Ok(faults)
    }
}
