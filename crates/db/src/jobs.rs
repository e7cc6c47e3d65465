//! Jobs: slow follow-up work, enqueued with the change that calls for it, claimed by one runner at a time.

use jiff::Timestamp;
use model::{JobId, micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx};

/// A job that was claimed.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What kind of work it is.
    pub name: String,
    /// Ids that it works on, as JSON; never personal data.
    pub payload: String,
    /// How often it was begun, this time included.
    pub n_tries: i64,
}

/// A job to be done.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What kind of work it is.
    pub name: &'static str,
    /// Ids that it works on, as JSON.
    pub payload: String,
    /// Not before this moment.
    pub run_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    payload: String,
    n_tries: i64,
}

impl Reader {
    async fn put_job(&mut self, job: &NewJob, now: Timestamp) -> Result<(), DbError> {
        let NewJob { id, name, payload, run_at } = job;
        execute!(self, INSERT_JOB, id.uuid(), *name, payload, micros(*run_at), micros(now));
        Ok(())
    }

    /// Counts jobs that are due and nobody has done.
    pub async fn n_jobs_due(&mut self, now: Timestamp) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (i64,), N_DUE, micros(now));
        Ok(row.map_or(0, |(n,)| n))
    }
}

impl WriteTx {
    /// Calls for a job in the transaction of its act.
    pub async fn enqueue(&mut self, job: &NewJob, now: Timestamp) -> Result<(), DbError> {
        self.changed("job", &[job.name.as_bytes(), job.payload.as_bytes()]);
        self.put_job(job, now).await
    }
}

impl BookTx {
    /// Calls for a job that the house needs for itself.
    pub async fn enqueue(&mut self, job: &NewJob, now: Timestamp) -> Result<(), DbError> {
        self.put_job(job, now).await
    }

    /// Claims the job that is due the longest, for a while.
    pub async fn claim_job(
        &mut self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Job>, DbError> {
        // One of the few places where the two differ: on PostgreSQL runners pass over each other's rows,
        // on SQLite `begin immediate` lets in one at a time.
        let row =
            fetch_by_driver!(self, Row, CLAIM_JOB, CLAIM_JOB_SKIPPING, micros(now), micros(until));
        Ok(row.map(|row| Job {
            id: JobId::from_uuid(row.id),
            name: row.name,
            payload: row.payload,
            n_tries: row.n_tries,
        }))
    }

    /// Marks a job done.
    pub async fn finish_job(&mut self, id: JobId) -> Result<(), DbError> {
        execute!(self, FINISH_JOB, id.uuid());
        Ok(())
    }

    /// Puts a job off.
    pub async fn retry_job(
        &mut self,
        id: JobId,
        at: Timestamp,
        fault: &str,
    ) -> Result<(), DbError> {
        execute!(self, RETRY_JOB, id.uuid(), micros(at), fault);
        Ok(())
    }

    /// Gives a job up.
    pub async fn give_up_job(&mut self, id: JobId, fault: &str) -> Result<(), DbError> {
        execute!(self, GIVE_UP_JOB, id.uuid(), fault);
        Ok(())
    }

    /// Deletes jobs done before a moment.
    pub async fn delete_jobs(&mut self, before: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_JOBS, micros(before)))
    }
}

driver_statements! {
    sqlite {
        CLAIM_JOB = "update jobs set claimed_until = $2, n_tries = n_tries + 1
            where id = (select id from jobs where state = 'ready' and run_at <= $1
                and (claimed_until is null or claimed_until <= $1) order by run_at, id limit 1)
            returning id, name, payload, n_tries";
    }
    postgres {
        CLAIM_JOB_SKIPPING = "update jobs set claimed_until = $2, n_tries = n_tries + 1
            where id = (select id from jobs where state = 'ready' and run_at <= $1
                and (claimed_until is null or claimed_until <= $1) order by run_at, id limit 1
                for update skip locked)
            returning id, name, payload, n_tries";
    }
}

statements! {
    INSERT_JOB = "insert into jobs (id, name, payload, run_at, n_tries, state, created_at)
        values ($1, $2, $3, $4, 0, 'ready', $5)";
    N_DUE = "select count(*) from jobs where state = 'ready' and run_at <= $1";
    FINISH_JOB = "update jobs set state = 'done', fault = null where id = $1";
    RETRY_JOB = "update jobs set run_at = $2, claimed_until = null, fault = $3 where id = $1";
    GIVE_UP_JOB = "update jobs set state = 'given_up', fault = $2 where id = $1";
    DELETE_JOBS = "delete from jobs where state = 'done' and created_at < $1";
}
