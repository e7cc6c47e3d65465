//! Queues as whoever runs the house sees them: who staffs them, and whether anybody does.

use std::collections::BTreeSet;

use model::{Act, Actor, Queue, Resource, Role};

use crate::{Desk, DeskError};

/// A queue, with who is there for it.
#[derive(Clone, Debug)]
pub struct QueueRoom {
    /// The queue.
    pub queue: Queue,
    /// Where mail for it goes.
    pub address: String,
    /// How many of its cases are not closed.
    pub n_open: i64,
    /// How many of those are overdue.
    pub n_late: i64,
    /// How many hold each of its roles, and can begin.
    pub staff: Vec<(Role, usize)>,
    /// How many they are in all; who holds two of the roles is one.
    pub n_staff: usize,
}

impl QueueRoom {
    /// Says whether what comes in here is seen by nobody.
    pub const fn is_deserted(&self) -> bool {
        self.n_staff == 0 && (self.queue.is_active || self.n_open > 0)
    }
}

impl Desk {
    /// Returns every queue with its counts and who is there for it, for whoever may see how the house runs.
    pub async fn queue_rooms(&self, actor: &Actor) -> Result<Vec<QueueRoom>, DeskError> {
        self.ask_to_read(actor, Act::HouseShow, &Resource::House).await?;
        let mut reader = self.db.read().await?;
        let queues = reader.queues().await?;
        let mut able: Vec<BTreeSet<Role>> = Vec::new();
        for member in reader.all_staff().await?.iter().filter(|member| member.is_active) {
            // Whose check or agreement is lacking cannot begin, whatever their roles.
            let lacks = self.config.admission.lacks(&mut reader, &self.vault, member).await?;
            if lacks.is_nothing() {
                able.push(member.roles.clone());
            }
        }
        drop(reader);
        let counts = self.counts_now().await?;
        let room = |queue: Queue| {
            let count = counts.iter().find(|count| count.queue_id == queue.id);
            let n_with = |role: Role| able.iter().filter(|roles| roles.contains(&role)).count();
            let works = |roles: &&BTreeSet<Role>| roles.iter().any(|role| staffs(&queue, *role));
            QueueRoom {
                address: format!("{}@{}", queue.name, self.config.domain),
                n_open: count.map_or(0, |count| count.n_open),
                n_late: count.map_or(0, |count| count.n_late),
                n_staff: able.iter().filter(works).count(),
                staff: queue.roles.iter().map(|role| (*role, n_with(*role))).collect(),
                queue,
            }
        };
        Ok(queues.into_iter().map(room).collect())
    }
}

/// Says whether a role has somebody work in a queue. To set the house up or to check its log never does.
fn staffs(queue: &Queue, role: Role) -> bool {
    queue.roles.contains(&role) && !matches!(role, Role::Administrator | Role::Auditor)
}
