//! Jobs: enqueued with their act, claimed by one runner at a time.

use std::collections::BTreeSet;

use db::NewJob;
use jiff::Timestamp;
use model::JobId;
use testkit::db_test;
use tokio::task::JoinSet;

use crate::house::{House, secs};

fn job(house: &House, run_at: Timestamp) -> NewJob {
    NewJob {
        id: JobId::from_uuid(house.id()),
        name: "acknowledge",
        payload: r#"{"case":1}"#.to_owned(),
        run_at,
    }
}

async fn claim(house: &House, n_secs: i64) -> Option<db::Job> {
    let mut book = house.db.bookkeeping().await.unwrap();
    let until = house.now().saturating_add(secs(n_secs)).unwrap();
    let job = book.claim_job(house.now(), until).await.unwrap();
    book.commit().await.unwrap();
    job
}

db_test! {
    async fn eight_claimers_never_get_the_same_job(house: House) {
        let mut tx = house.write().await;
        for _ in 0..40 {
            tx.enqueue(&job(&house, house.now()), house.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tasks = JoinSet::new();
        for _ in 0..8 {
            let (db, now) = (house.db.clone(), house.now());
            let until = now.saturating_add(secs(60)).unwrap();
            tasks.spawn(async move {
                let mut claimed = Vec::new();
                loop {
                    let mut book = db.bookkeeping().await.unwrap();
                    let job = book.claim_job(now, until).await.unwrap();
                    book.commit().await.unwrap();
                    let Some(job) = job else { return claimed };
                    assert_eq!(job.n_tries, 1);
                    claimed.push(job.id);
                }
            });
        }
        let claimed: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(claimed.len(), 40);
        assert_eq!(claimed.iter().collect::<BTreeSet<_>>().len(), 40);
    }

    async fn a_crashed_claim_is_claimed_again_after_its_time(house: House) {
        let mut book = house.db.bookkeeping().await.unwrap();
        let new = job(&house, house.now());
        book.enqueue(&new, house.now()).await.unwrap();
        book.commit().await.unwrap();
        let first = claim(&house, 30).await.unwrap();
        assert_eq!((first.id, first.name.as_str()), (new.id, new.name));
        assert_eq!((first.payload, first.n_tries), (new.payload, 1));
        house.clock.advance(secs(29));
        assert!(claim(&house, 30).await.is_none());
        house.clock.advance(secs(1));
        let second = claim(&house, 30).await.unwrap();
        assert_eq!((second.id, second.n_tries), (new.id, 2));
    }

    async fn the_longest_due_comes_first_and_a_retry_waits(house: House) {
        let at = |n| house.now().saturating_add(secs(n)).unwrap();
        let (late, soon, far) = (job(&house, at(20)), job(&house, at(10)), job(&house, at(500)));
        let mut tx = house.write().await;
        for new in [&late, &soon, &far] {
            tx.enqueue(new, house.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(claim(&house, 30).await.is_none());
        assert_eq!(house.db.read().await.unwrap().n_jobs_due(at(20)).await.unwrap(), 2);
        house.clock.advance(secs(20));
        assert_eq!(claim(&house, 900).await.unwrap().id, soon.id);
        assert_eq!(claim(&house, 900).await.unwrap().id, late.id);
        let began_at = house.now();
        let mut book = house.db.bookkeeping().await.unwrap();
        let again_at = house.now().saturating_add(secs(60)).unwrap();
        book.retry_job(soon.id, again_at, "relay gone").await.unwrap();
        book.give_up_job(late.id, "relay gone").await.unwrap();
        book.commit().await.unwrap();
        assert!(claim(&house, 900).await.is_none());
        house.clock.advance(secs(60));
        let again = claim(&house, 900).await.unwrap();
        assert_eq!((again.id, again.n_tries), (soon.id, 2));
        let mut book = house.db.bookkeeping().await.unwrap();
        book.finish_job(soon.id).await.unwrap();
        assert_eq!(book.n_jobs_due(house.now()).await.unwrap(), 0);
        // The one given up stays for people to see, the far one for its time.
        let after = house.now();
        assert!(after > began_at);
        assert_eq!(book.delete_jobs(after).await.unwrap(), 1);
        book.commit().await.unwrap();
        house.clock.advance(secs(900));
        assert_eq!(claim(&house, 900).await.unwrap().id, far.id);
        assert!(claim(&house, 900).await.is_none());
    }
}
