//! Access, looked over: what the rules about the staff promise is compared with what is stored.

use authority::staff_actor;
use model::{Act, Resource, Via, check_roles};

use crate::{Desk, DeskError};

/// So many must be able to change the policies and to destroy: one proposes, another approves.
const HANDS_MIN: usize = 2;

impl Desk {
    /// Says what about the access of the staff is not as it should be, by title; nothing is well. Roles are stored
    /// under rules that may have changed since, and by hands that did not ask.
    pub async fn access_faults(&self) -> Result<Vec<String>, DeskError> {
        let mut reader = self.db.read().await?;
        let staff = reader.all_staff().await?;
        let n_open_doors = reader.n_former_with_doors(self.now()).await?;
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
        if n_open_doors > 0 {
            let words = "who left can still come in by a session or a token";
            faults.push(format!("{n_open_doors} of those {words}"));
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
