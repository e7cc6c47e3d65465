//! Approvals and the editions of the policies: an approval is used once, by the act it was given for.

use audit::{Ground, Second, Who};
use db::{ApprovalState, DbError, NewApproval, NewDecision, PolicyEdition, PolicyFile};
use model::{Act, ApprovalId, Eyes, Role, StaffId};
use testkit::db_test;

use crate::house::{House, secs};

/// Seconds until a proposal of these tests lapses.
const LAPSE_SECS: i64 = 600;

async fn propose(house: &House, proposer: Option<StaffId>) -> ApprovalId {
    let id = ApprovalId::from_uuid(house.id());
    let new = NewApproval {
        id,
        act: Act::QueueEdit,
        eyes: Eyes::Four,
        resource_kind: "house".to_owned(),
        resource_id: "house".to_owned(),
        resource_version: None,
        edition: "edition 1".to_owned(),
        digest: b"digest".to_vec(),
        input_sealed: b"sealed".to_vec(),
        proposed_by: proposer,
        lapses_at: house.now() + secs(LAPSE_SECS),
        motion: None,
        deputy_id: None,
    };
    let mut tx = house.write().await;
    tx.insert_approval(&new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn decide(house: &House, id: ApprovalId, second: StaffId, is_approval: bool) -> bool {
    let decision = NewDecision { is_approval, by: Some((second, 1)), reason_sealed: None };
    let mut tx = house.write().await;
    let done = tx.decide_approval(id, &decision, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    done
}

/// The ground of the act that was approved.
fn ground(house: &House, id: ApprovalId, second: StaffId) -> Ground {
    let who = Who { kind: "staff".to_owned(), id: second.to_string(), roles: Vec::new() };
    let digest = b"digest".to_vec();
    let second = Second { who, staff: (second, 1), approval_id: id, digest };
    Ground { second: Some(second), ..house.ground() }
}

async fn opens(house: &House, ground: Ground) -> bool {
    match house.db.write(house.permit(ground)).await {
        Ok(tx) => {
            tx.commit().await.unwrap();
            true
        }
        Err(DbError::PermitStale { .. }) => false,
        Err(error) => panic!("{error}"),
    }
}

db_test! {
    async fn an_approval_is_used_once(house: House) {
        let (first, second) = (house.staff(&[Role::Counsel]).await, house.staff(&[Role::Counsel]).await);
        let id = propose(&house, Some(first)).await;
        assert!(!opens(&house, ground(&house, id, second)).await, "nobody approved");
        assert!(decide(&house, id, second, true).await);
        assert!(!decide(&house, id, second, true).await, "decided already");
        assert!(opens(&house, ground(&house, id, second)).await);
        assert!(!opens(&house, ground(&house, id, second)).await, "used");
        let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
        assert_eq!(row.state, ApprovalState::Used);
        assert_eq!(row.used_at, Some(house.now()));
    }

    async fn an_act_that_is_not_committed_uses_nothing(house: House) {
        let second = house.staff(&[Role::Counsel]).await;
        let id = propose(&house, None).await;
        decide(&house, id, second, true).await;
        drop(house.db.write(house.permit(ground(&house, id, second))).await.unwrap());
        assert!(opens(&house, ground(&house, id, second)).await);
    }

    async fn an_approval_is_of_exactly_this(house: House) {
        let (first, second) = (house.staff(&[Role::Counsel]).await, house.staff(&[Role::Counsel]).await);
        let id = propose(&house, Some(first)).await;
        decide(&house, id, second, true).await;
        let right = || ground(&house, id, second);
        let mut other_bytes = right();
        other_bytes.second.as_mut().unwrap().digest = b"digest!".to_vec();
        let mut other_second = right();
        other_second.second.as_mut().unwrap().staff.0 = first;
        let wrong = [
            other_bytes,
            other_second,
            Ground { act: Act::KeyRotate, ..right() },
            Ground { resource_id: "log".to_owned(), ..right() },
            Ground { edition: "edition 2".to_owned(), ..right() },
        ];
        for ground in wrong {
            assert!(!opens(&house, ground).await);
        }
        house.clock.advance(secs(LAPSE_SECS));
        assert!(!opens(&house, right()).await, "lapsed");
    }

    async fn the_second_stands_at_the_write_and_is_not_the_first(house: House) {
        let second = house.staff(&[Role::Counsel]).await;
        let own = propose(&house, Some(second)).await;
        decide(&house, own, second, true).await;
        assert!(!opens(&house, ground(&house, own, second)).await);
        let id = propose(&house, None).await;
        decide(&house, id, second, true).await;
        let mut tx = house.write().await;
        tx.update_staff_roles(second, &[Role::Publisher].into()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!opens(&house, ground(&house, id, second)).await);
    }

    async fn what_was_declined_or_lapsed_is_not_decided_again(house: House) {
        let second = house.staff(&[Role::Counsel]).await;
        let declined = propose(&house, None).await;
        assert!(decide(&house, declined, second, false).await);
        assert!(!decide(&house, declined, second, true).await);
        // What was approved can still be taken back before it is done.
        let approved = propose(&house, None).await;
        assert!(decide(&house, approved, second, true).await);
        assert!(decide(&house, approved, second, false).await);
        assert!(!opens(&house, ground(&house, approved, second)).await);
        let lapsed = propose(&house, None).await;
        house.clock.advance(secs(LAPSE_SECS));
        assert!(!decide(&house, lapsed, second, true).await);
        let since = house.now() - secs(LAPSE_SECS);
        assert_eq!(house.db.read().await.unwrap().approvals_since(since).await.unwrap().len(), 3);
        assert!(house.db.read().await.unwrap().approvals_since(house.now()).await.unwrap().is_empty());
        let mut book = house.db.bookkeeping().await.unwrap();
        house.clock.advance(secs(1));
        assert_eq!(book.forget_approvals(house.now()).await.unwrap(), 3);
        book.commit().await.unwrap();
        let row = house.db.read().await.unwrap().approval(lapsed).await.unwrap().unwrap();
        assert_eq!(row.input_sealed, None);
    }

    async fn editions_follow_one_another(house: House) {
        let edition = |number: i64| PolicyEdition {
            number,
            edition: format!("digest {number}"),
            proposed_by: None,
            approved_by: None,
            approval_id: None,
            reverts: None,
            note: "why".to_owned(),
            in_force_from: house.now(),
        };
        let file = |name: &str| PolicyFile {
            file: name.to_owned(),
            text: format!("// {name}"),
            based_on: String::new(),
        };
        assert!(house.db.read().await.unwrap().policy_edition_in_force().await.unwrap().is_none());
        let mut book = house.db.bookkeeping().await.unwrap();
        book.found_policies(&edition(1), &[file("b.cedar"), file("a.cedar")]).await.unwrap();
        // Two who found at the same moment found once.
        book.found_policies(&edition(1), &[file("c.cedar")]).await.unwrap();
        book.put_setting("policy_edition", "edition 1").await.unwrap();
        book.commit().await.unwrap();
        let mut tx = house.write().await;
        let files = [file("b.cedar"), file("c.cedar")];
        assert!(tx.insert_policy_edition(&edition(2), &files).await.unwrap());
        assert!(!tx.insert_policy_edition(&edition(2), &files).await.unwrap());
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let now = reader.policy_edition_in_force().await.unwrap().unwrap();
        assert_eq!((now.number, now.edition.as_str()), (2, "digest 2"));
        assert_eq!(reader.policy_texts(1).await.unwrap(), [file("b.cedar"), file("a.cedar")]);
        assert_eq!(reader.policy_texts(2).await.unwrap(), files);
        assert_eq!(reader.policy_editions().await.unwrap().len(), 2);
        let setting = reader.setting("policy_edition").await.unwrap();
        assert_eq!(setting.as_deref(), Some("digest 2"));
        drop(reader);
        // Whatever was permitted under the first is void.
        assert!(!opens(&house, house.ground()).await);
    }
}
