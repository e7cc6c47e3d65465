//! Every act is carried out in a test: in one that is about it, or here.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use db::EntryFilter;
use desk::{BoardFilter, DeskConfig, LogFilter, SheetFilter};
use model::{
    Act, Actor, Address, CaseNumber, CaseState, Class, Field, FieldKey, Held, Relation, Role,
    SheetKind, ToMember,
};
use testkit::{
    carried_out::{CARRIED_OUT, READING},
    house::{Member, TestHouse, mail_from},
};

testkit::house_tests!(
    telling with super::super::tells_the_status;
    what_every_member_may_learn_is_told_on_record,
);

testkit::house_tests!(
    what_is_read_by_a_standing_right_leaves_no_entry,
    a_person_is_found_and_sees_what_is_theirs,
    an_ended_case_is_taken_up_again,
    tokens_and_keys_begin_and_end,
);

fn status() -> FieldKey {
    FieldKey::parse("status").unwrap()
}

fn tells_the_status(config: &mut DeskConfig) {
    config.fields = vec![Field {
        key: status(),
        label: "Status".to_owned(),
        class: Class::Personal,
        held: Held::Here,
        to_member: ToMember::Tell,
        elsewhere: None,
    }];
}

/// The text of the tests of a file or folder.
fn source(file: &str) -> String {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let one = tests.join(format!("{file}.rs"));
    let main = tests.join(file).join("main.rs");
    std::fs::read_to_string(one).or_else(|_| std::fs::read_to_string(main)).unwrap()
}

/// The tests of a file that are run on both databases and watched, by their whole paths: what stands in the lists of the macros that
/// do it, and in no comment.
fn watched(file: &str) -> BTreeSet<String> {
    let lines = source(file);
    let code: Vec<_> = lines.lines().map(|line| line.split("//").next().unwrap()).collect();
    let code = code.join("\n");
    let mut tests = BTreeSet::new();
    for (by, is_own) in [("house_tests!(", false), ("world_tests!(", true), ("on_both!(", true)] {
        if is_own && code.matches("carried_out::watch(").count() < 2 {
            continue;
        }
        for rest in code.split(by).skip(1) {
            let list = rest.split(");").next().unwrap();
            let (group, list) = match list.split_once(';') {
                Some((head, list)) => (head.split_whitespace().next(), list),
                None => (None, list),
            };
            let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
            let path = |name| [Some(file), group, Some(name)].into_iter().flatten();
            tests.extend(names.map(|name| path(name).collect::<Vec<_>>().join("::")));
        }
    }
    tests
}

#[test]
fn what_is_not_run_is_not_watched() {
    let found = watched("carried_out");
    assert!(found.contains("carried_out::telling::what_every_member_may_learn_is_told_on_record"));
    assert!(found.contains("carried_out::tokens_and_keys_begin_and_end"));
    assert!(!found.contains("carried_out::what_every_member_may_learn_is_told_on_record"));
    assert!(watched("field_changes").contains("field_changes::changing::two_change_a_field"));
}

#[test]
fn no_act_is_without_a_test_in_which_it_is_carried_out() {
    let named: BTreeSet<Act> = CARRIED_OUT.iter().map(|(act, _)| *act).collect();
    let missing: Vec<_> = Act::ALL.iter().filter(|act| !named.contains(act)).collect();
    assert_eq!(missing, Vec::<&Act>::new());
    // What is named is run, and so watched, on both databases.
    let gone: Vec<_> = CARRIED_OUT
        .iter()
        .filter(|(_, test)| !watched(test.split_once("::").unwrap().0).contains(*test))
        .collect();
    assert!(gone.is_empty(), "no longer tests on both databases: {gone:?}");
    let reading: BTreeSet<_> = READING.iter().collect();
    assert_eq!(reading.len(), READING.len());
}

async fn n_entries(house: &TestHouse) -> usize {
    while house.desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { n_max: 1000, ..EntryFilter::default() };
    house.db.read().await.unwrap().entries(&filter).await.unwrap().len()
}

/// A request in the hands of an engineer, who sorts as well.
async fn request(house: &TestHouse) -> (CaseNumber, Member) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer, Role::Triage]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    (number, egon)
}

async fn what_is_read_by_a_standing_right_leaves_no_entry(house: TestHouse) {
    let (number, egon) = request(&house).await;
    let ada = house.member("ada", &[Role::Administrator]).await;
    let (desk, egon, ada) = (&house.desk, &egon.actor, &ada.actor);
    let n_before = n_entries(&house).await;
    let board = desk.board(egon, BoardFilter::default()).await.unwrap();
    assert_eq!(board.cases.len(), 1);
    assert_eq!(desk.search(egon, "help").await.unwrap().cases.len(), 1);
    assert!(desk.changes(egon, 0).await.unwrap().changes.iter().any(|one| one.number == number));
    assert!(!desk.queues(egon).await.unwrap().is_empty());
    assert!(desk.staff(ada).await.unwrap().len() >= 3);
    assert!(desk.destinations(ada).await.unwrap().is_empty());
    assert!(desk.own_authorities(egon).await.unwrap().is_empty());
    assert!(desk.person_authorities(egon).await.unwrap().is_empty());
    assert!(desk.approvals(ada).await.unwrap().is_empty());
    assert!(desk.own_sessions(egon).await.unwrap().len() == 1);
    assert!(desk.own_factors(egon).await.unwrap().factors.is_empty());
    assert_eq!(desk.policy_editions(egon).await.unwrap().len(), 1);
    desk.house_settings(ada).await.unwrap();
    assert!(!desk.log(ada, LogFilter::default()).await.unwrap().is_empty());
    assert!(desk.prove(ada, 0, None).await.unwrap().contains("\n"));
    for kind in [SheetKind::Template, SheetKind::Guide] {
        let sheets = desk.sheets(egon, kind, &SheetFilter::default()).await.unwrap();
        assert!(!sheets.is_empty());
    }
    assert_eq!(n_entries(&house).await, n_before);
}

async fn a_person_is_found_and_sees_what_is_theirs(house: TestHouse) {
    let (number, egon) = request(&house).await;
    let address = Address::parse("jana@mail.example").unwrap();
    let found = house.desk.find_person(&egon.actor, &address).await.unwrap().unwrap();
    let jana = house.requester(found.id);
    let own = house.desk.own_requests(&jana).await.unwrap();
    assert_eq!(own.iter().map(|one| one.number).collect::<Vec<_>>(), [number]);
    house.desk.own_looks(&jana).await.unwrap();
}

async fn what_every_member_may_learn_is_told_on_record(house: TestHouse) {
    let (number, egon) = request(&house).await;
    house.mail(mail_from("Petr", "petr@mail.example", "Me too", "Please.")).await;
    let petr = Address::parse("petr@mail.example").unwrap();
    let petr = house.vault.find_person(&petr).unwrap().unwrap();
    let n_before = n_entries(&house).await;
    let (key, relation) = (status(), Relation::Member);
    let told = house.desk.disclose_field(&egon.actor, number, petr, &key, relation, None);
    assert!(told.await.unwrap().value.is_none(), "nothing is held of him");
    assert_eq!(n_entries(&house).await, n_before + 1);
    let relation = Relation::Supplier;
    let told = house.desk.disclose_field(&egon.actor, number, petr, &key, relation, None);
    assert!(told.await.is_err(), "no supplier is a member");
}

async fn an_ended_case_is_taken_up_again(house: TestHouse) {
    let (number, egon) = request(&house).await;
    house.desk.close(&egon.actor, number, None).await.unwrap();
    house.desk.reopen(&egon.actor, number, None).await.unwrap();
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    assert_eq!(page.view.case.state, CaseState::Pending);
}

async fn tokens_and_keys_begin_and_end(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let drawn = house.sign_in.draw_token(egon.staff.id, None, 1).unwrap();
    let bearer = drawn.bearer.clone();
    house.desk.create_token(&egon.actor, drawn.new).await.unwrap();
    assert!(house.sign_in.actor_of_token(bearer.expose()).await.unwrap().is_some());
    let [token] = &house.desk.own_tokens(&egon.actor).await.unwrap()[..] else {
        panic!("one was made")
    };
    house.desk.revoke_token(&egon.actor, egon.staff.id, token.id).await.unwrap();
    assert!(house.sign_in.actor_of_token(bearer.expose()).await.unwrap().is_none());
    let epoch = house.desk.rotate_keys(&Actor::Founder).await.unwrap();
    assert_eq!(house.desk.rotate_keys(&Actor::Founder).await.unwrap(), epoch + 1);
}
