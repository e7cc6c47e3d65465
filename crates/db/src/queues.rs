//! Queues: triage buckets and who staffs them.

use std::collections::BTreeSet;

use model::{Queue, QueueId, QueueName, Role};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    first_response_secs: i64,
    position_index: i64,
    is_active: bool,
    version: i64,
}

impl Reader {
    /// Returns every queue, by position.
    pub async fn queues(&mut self) -> Result<Vec<Queue>, DbError> {
        let rows = fetch_all!(self, Row, QUEUES);
        let roles = fetch_all!(self, (Uuid, String), QUEUE_ROLES);
        let mut queues = Vec::with_capacity(rows.len());
        for row in rows {
            let at = At { table: "queues", id: row.id };
            let mut held = BTreeSet::new();
            for (_, role) in roles.iter().filter(|(id, _)| *id == row.id) {
                held.insert(at.need("role", Role::of_str(role))?);
            }
            queues.push(Queue {
                id: QueueId::from_uuid(row.id),
                name: at.need("name", QueueName::parse(&row.name).ok())?,
                first_response_secs: row.first_response_secs,
                roles: held,
                position_index: row.position_index,
                is_active: row.is_active,
                version: row.version,
            });
        }
        Ok(queues)
    }

    /// Returns one queue.
    pub async fn queue(&mut self, id: QueueId) -> Result<Option<Queue>, DbError> {
        Ok(self.queues().await?.into_iter().find(|queue| queue.id == id))
    }

    async fn put_queue(&mut self, queue: &Queue) -> Result<u64, DbError> {
        let n = execute!(
            self,
            INSERT_QUEUE,
            queue.id.uuid(),
            queue.name.as_str(),
            queue.first_response_secs,
            queue.position_index,
            queue.is_active,
        );
        if n == 1 {
            for role in &queue.roles {
                execute!(self, INSERT_QUEUE_ROLE, queue.id.uuid(), role.as_str());
            }
        }
        Ok(n)
    }
}

impl WriteTx {
    /// Inserts a queue; says false when the name is taken.
    pub async fn insert_queue(&mut self, queue: &Queue) -> Result<bool, DbError> {
        self.changed("queue", &[queue.id.uuid().as_bytes(), queue.name.as_str().as_bytes()]);
        Ok(self.put_queue(queue).await? == 1)
    }

    /// Changes a queue that still has the version that was read.
    pub async fn update_queue(&mut self, queue: &Queue) -> Result<(), DbError> {
        self.changed("queue", &[queue.id.uuid().as_bytes(), queue.name.as_str().as_bytes()]);
        let n = execute!(
            self,
            UPDATE_QUEUE,
            queue.id.uuid(),
            queue.version,
            queue.name.as_str(),
            queue.first_response_secs,
            queue.position_index,
            queue.is_active,
        );
        if n == 0 {
            return Err(DbError::Conflict { what: "queue" });
        }
        execute!(self, DELETE_QUEUE_ROLES, queue.id.uuid());
        for role in &queue.roles {
            execute!(self, INSERT_QUEUE_ROLE, queue.id.uuid(), role.as_str());
        }
        Ok(())
    }
}

impl BookTx {
    /// Lays the queues of a new installation.
    pub async fn found_queues(&mut self, queues: &[Queue]) -> Result<(), DbError> {
        for queue in queues {
            self.put_queue(queue).await?;
        }
        Ok(())
    }
}

statements! {
    QUEUES = "select id, name, first_response_secs, position_index, is_active, version
        from queues order by position_index, id";
    QUEUE_ROLES = "select queue_id, role from queue_roles order by queue_id, role";
    INSERT_QUEUE = "insert into queues (id, name, first_response_secs, position_index, is_active, version)
        values ($1, $2, $3, $4, $5, 1) on conflict (name) do nothing";
    INSERT_QUEUE_ROLE = "insert into queue_roles (queue_id, role) values ($1, $2)";
    DELETE_QUEUE_ROLES = "delete from queue_roles where queue_id = $1";
    UPDATE_QUEUE = "update queues set name = $3, first_response_secs = $4, position_index = $5,
        is_active = $6, version = version + 1 where id = $1 and version = $2";
}
