//! A field that takes two: one proposes the value, another who could change it approves exactly that, and one use is counted.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;

use audit::{Entry, Outcome};
use authority::{PolicyText, Step};
use db::EntryFilter;
use desk::{
    ApprovalState, Carried, ConsentChoice, ConsentDraft, Deed, DeskConfig, DeskError, PolicyDraft,
};
use jiff::Timestamp;
use model::{
    Act, ApprovalId, AuthorityId, AuthorityKind, CaseNumber, Class, Clock, Field, FieldKey, Held,
    PersonId, Personal, Role, ToMember,
};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    changing with super::super::set;
    two_change_a_field,
    who_could_not_change_it_approves_nothing,
    what_was_declined_is_forgotten,
    of_two_values_one_is_kept,
    where_both_act_the_first_keeps_it,
);

fn key() -> FieldKey {
    FieldKey::parse("status").unwrap()
}

fn set(config: &mut DeskConfig) {
    config.fields = vec![Field {
        key: key(),
        label: "Status".to_owned(),
        class: Class::Personal,
        held: Held::Here,
        to_member: ToMember::Ask,
        elsewhere: None,
    }];
}

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

struct World {
    house: TestHouse,
    egon: Member,
    emma: Member,
    tessa: Member,
    jana: PersonId,
    number: CaseNumber,
    consent: AuthorityId,
}

/// A house in which a consent lets a field be changed, by two.
async fn world(house: TestHouse, eyes: &str) -> World {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let emma = house.member("emma", &[Role::SupportEngineer]).await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    let cora = house.member("cora", &[Role::Counsel]).await;
    let id = house.mail(mail_from("Jana", "jana@mail.example", "Help", "Please.")).await;
    let number = house.number(id).await;
    house.give(number, &tessa, &egon).await;
    let jana = house.db.read().await.unwrap().case(id).await.unwrap().unwrap().case.requester_id;
    by_eyes(&house, &adam, &cora, eyes).await;
    let consent = consents(&house, &egon, number, jana).await;
    World { house, egon, emma, tessa, jana, number, consent }
}

async fn by_eyes(house: &TestHouse, adam: &Member, cora: &Member, eyes: &str) {
    let standing = PolicyText::standing();
    let fields = standing.into_iter().find(|file| file.file == "field.cedar").unwrap().text;
    let head =
        "@authority(\"consent\")\npermit (principal is Staff, action == Action::\"field.edit\"";
    assert!(fields.contains(head));
    let other = fields.replace(head, &format!("@eyes(\"{eyes}\")\n{head}"));
    let note = "A change takes two.".to_owned();
    let draft = PolicyDraft { file: "field.cedar".to_owned(), text: Some(other), note };
    let change = house.desk.policy_change(&adam.actor, draft).await.unwrap();
    let deed = Deed::ChangePolicies(change);
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    assert!(matches!(approve(house, cora, id).await, Ok(Carried::Done)));
}

async fn consents(
    house: &TestHouse,
    egon: &Member,
    number: CaseNumber,
    jana: PersonId,
) -> AuthorityId {
    let desk = &house.desk;
    let acts: BTreeSet<Act> = [Act::FieldEdit].into();
    let fields: BTreeSet<FieldKey> = [key()].into();
    let (n_uses_max, hours) = (2, 10);
    let words = text("to put it right");
    let draft =
        ConsentDraft { acts: acts.clone(), fields: fields.clone(), words, n_uses_max, hours };
    let id = desk.ask_consent(&egon.actor, number, draft).await.unwrap();
    let secret = house.sign_in.issue_link(jana).await.unwrap();
    let peer = std::net::IpAddr::from([127, 0, 0, 9]);
    let jana = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().actor;
    let shown_at = Timestamp::from_second(house.clock.now().as_second()).unwrap();
    let choice = ConsentChoice { acts, fields, n_uses_max, hours, shown_at };
    let (_, digest) = desk.consent_terms(&jana, id, &choice).await.unwrap();
    let proof = house.prove(&jana, digest).await;
    desk.give_consent(&jana, id, &choice, Some(&proof)).await.unwrap();
    let views = desk.person_authorities(&jana).await.unwrap();
    views[0].terms.id
}

async fn approve(house: &TestHouse, who: &Member, id: ApprovalId) -> Result<Carried, DeskError> {
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    house.desk.approve(&who.actor, id, &row.digest).await
}

impl World {
    async fn propose(&self, value: &str) -> Result<ApprovalId, DeskError> {
        let desk = &self.house.desk;
        let version = desk.field_version(&self.egon.actor, self.number, &key()).await?;
        let value = text(value);
        let change =
            desk.field_change(&self.egon.actor, self.number, &key(), &value, version).await?;
        desk.propose(&self.egon.actor, &Deed::EditField(change)).await
    }

    async fn value(&self) -> Option<String> {
        let jana = self.house.requester(self.jana);
        let fields = self.house.desk.own_fields(&jana).await.unwrap();
        fields[0].value.clone().map(Personal::into_exposed)
    }

    async fn n_used(&self) -> i64 {
        let mut reader = self.house.db.read().await.unwrap();
        reader.authority(self.consent).await.unwrap().unwrap().n_used
    }

    async fn input(&self, id: ApprovalId) -> Option<Vec<u8>> {
        let mut reader = self.house.db.read().await.unwrap();
        reader.approval(id).await.unwrap().unwrap().input_sealed
    }

    async fn is_sound(&self) {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let found = self.house.desk.verify_log(None).await.unwrap();
        assert!(found.report.is_sound(), "{:?}", found.report);
    }
}

async fn two_change_a_field(house: TestHouse) {
    let world = world(house, "four").await;
    let desk = &world.house.desk;
    let (egon, gold) = (&world.egon.actor, text("gold"));
    let alone = desk.edit_field(egon, world.number, &key(), gold, 0, None).await;
    let Err(DeskError::Denied(denial)) = alone else { panic!("one alone changed it") };
    assert!(denial.remedies.iter().any(|way| way.steps == [Step::CallSecond]), "{denial:?}");
    assert_eq!((world.value().await, world.n_used().await), (None, 0));

    let id = world.propose("gold").await.unwrap();
    let sealed = world.input(id).await.unwrap();
    assert!(!sealed.windows(4).any(|part| part == b"gold"), "the value is sealed");
    let listed = desk.approvals(&world.emma.actor).await.unwrap();
    assert!(listed.iter().all(|view| view.deed.is_none()), "not in a list");
    let seen = desk.approval(&world.emma.actor, id).await.unwrap();
    assert!(seen.may_approve && !seen.is_mine);
    assert_eq!(seen.number, Some(world.number));
    let Some(Deed::EditField(change)) = seen.deed else { panic!("{:?}", seen.act) };
    assert_eq!(change.value.expose(), "gold");
    let other = desk.approve(&world.emma.actor, id, &[0; 32]).await;
    assert!(matches!(other, Err(DeskError::Void { .. })), "{other:?}");

    let carried = approve(&world.house, &world.emma, id).await.unwrap();
    assert!(matches!(carried, Carried::Done), "{carried:?}");
    assert_eq!((world.value().await.as_deref(), world.n_used().await), (Some("gold"), 1));
    let after = desk.approval(&world.egon.actor, id).await.unwrap();
    assert_eq!(after.state, ApprovalState::Used);
    assert!(world.input(id).await.is_none(), "the value stands where it belongs, and nowhere else");
    assert!(approve(&world.house, &world.emma, id).await.is_err(), "once");

    while desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(Act::FieldEdit), n_max: 9, ..EntryFilter::default() };
    let rows = world.house.db.read().await.unwrap().entries(&filter).await.unwrap();
    let entries = rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap());
    let done: Vec<_> = entries.filter(|entry| entry.outcome == Outcome::Done).collect();
    assert_eq!(done.len(), 1);
    assert_eq!(done[0].who.id, world.egon.staff.id.to_string());
    assert_eq!(done[0].second.as_ref().unwrap().id, world.emma.staff.id.to_string());
    assert_eq!(done[0].approval_id, Some(id));
    assert!(done[0].authorities.iter().any(|used| used.kind == AuthorityKind::Consent));
    let looks = desk.own_field_looks(&world.house.requester(world.jana)).await.unwrap();
    assert_eq!(looks.len(), 1, "the person sees it");
    assert_eq!(looks[0].0.authority_id, Some(world.consent));
    world.is_sound().await;
}

async fn who_could_not_change_it_approves_nothing(house: TestHouse) {
    let world = world(house, "four").await;
    let desk = &world.house.desk;
    let id = world.propose("gold").await.unwrap();
    let seen = desk.approval(&world.tessa.actor, id).await;
    assert!(matches!(seen, Err(DeskError::NotFound)), "{seen:?}");
    for who in [&world.egon, &world.tessa] {
        let refused = approve(&world.house, who, id).await;
        assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    }
    let theirs = desk.field_change(&world.tessa.actor, world.number, &key(), &text("x"), 0).await;
    assert!(matches!(theirs, Err(DeskError::Denied(_))), "{theirs:?}");
    // From the withdrawal on, neither first nor second could change it.
    let jana = world.house.requester(world.jana);
    desk.withdraw_authority(&jana, world.consent).await.unwrap();
    let refused = approve(&world.house, &world.emma, id).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    assert!(matches!(world.propose("gold").await, Err(DeskError::Denied(_))));
    assert_eq!((world.value().await, world.n_used().await), (None, 0));
    world.is_sound().await;
}

async fn what_was_declined_is_forgotten(house: TestHouse) {
    let world = world(house, "four").await;
    let desk = &world.house.desk;
    let id = world.propose("gold").await.unwrap();
    desk.decline(&world.emma.actor, id, "It is silver.").await.unwrap();
    let seen = desk.approval(&world.egon.actor, id).await.unwrap();
    assert_eq!(seen.state, ApprovalState::Declined);
    assert!(seen.deed.is_none());
    desk.forget_old_approvals().await.unwrap();
    assert!(world.input(id).await.is_none());
    let late = world.propose("silver").await.unwrap();
    world.house.wait_secs(25 * 3600);
    assert!(approve(&world.house, &world.emma, late).await.is_err());
    desk.forget_old_approvals().await.unwrap();
    assert!(world.input(late).await.is_none(), "nobody approved it in time");
}

async fn of_two_values_one_is_kept(house: TestHouse) {
    let world = world(house, "four").await;
    let (first, second) =
        (world.propose("gold").await.unwrap(), world.propose("silver").await.unwrap());
    assert!(matches!(approve(&world.house, &world.emma, first).await, Ok(Carried::Done)));
    let stale = approve(&world.house, &world.emma, second).await;
    assert!(matches!(stale, Err(DeskError::Conflict { what: "field" })), "{stale:?}");
    assert_eq!((world.value().await.as_deref(), world.n_used().await), (Some("gold"), 1));
    world.is_sound().await;
}

async fn where_both_act_the_first_keeps_it(house: TestHouse) {
    let world = world(house, "dual").await;
    let desk = &world.house.desk;
    let id = world.propose("gold").await.unwrap();
    assert!(matches!(approve(&world.house, &world.emma, id).await, Ok(Carried::ByProposer)));
    assert_eq!(world.value().await, None);
    assert!(desk.complete(&world.emma.actor, id).await.is_err());
    desk.complete(&world.egon.actor, id).await.unwrap();
    assert_eq!((world.value().await.as_deref(), world.n_used().await), (Some("gold"), 1));
    world.is_sound().await;
}
