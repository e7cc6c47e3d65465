//! What takes two: proposed by one, approved by another, carried out once; and the policies changed that way.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::time::Duration;

use audit::{Entry, Outcome};
use db::EntryFilter;
use desk::{
    AnalysisLimits, Answer, ApprovalState, Carried, Deed, DeskError, PolicyChange, PolicyDraft,
    QueueDraft, Replay,
};
use model::{Act, Actor, Address, ApprovalId, QueueName, Role};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    two_destroy_a_person,
    one_alone_destroys_nobody,
    the_second_is_another_who_may_do_the_same,
    what_was_declined_or_taken_back_is_not_done,
    an_approval_lapses,
    an_approval_is_of_what_was_shown,
    an_approval_is_used_once,
    where_the_policy_says_dual_both_act,
    roles_that_fell_away_take_the_approval_along,
    the_policies_are_changed_by_two_and_taken_back,
    the_command_line_proposes_and_one_of_the_staff_approves,
    policies_that_lock_everybody_out_are_refused,
    other_policies_void_what_waits,
    a_change_is_analysed,
    an_analysis_goes_over_page_after_page,
    an_analysis_that_does_not_reach_all_says_so,
    an_entry_of_a_wrong_clock_does_not_end_an_analysis,
    a_permit_of_old_policies_falls_away_at_the_write,
    a_new_house_starts_from_what_it_comes_with,
    access_is_looked_over,
);

const READERS: &str = "@id(\"ours-show\")\n@clause(\"000 Picture\")\n\
    @sentence(\"System administrators read the redacted texts of every case.\")\n\
    permit (principal is Staff, action == Action::\"case.show\", resource)\n\
    when { principal.roles.contains(\"system_administrator\") };\n";

async fn two(house: &TestHouse) -> (Member, Member) {
    (
        house.member("adam", &[Role::Administrator]).await,
        house.member("cora", &[Role::Counsel]).await,
    )
}

fn jana() -> Address {
    Address::parse("jana@mail.example").unwrap()
}

async fn destruction(house: &TestHouse) -> Deed {
    house.mail(mail_from("Jana", "jana@mail.example", "Forget me", "Please forget me.")).await;
    Deed::DestroyPerson(house.desk.named_person(&jana()).unwrap())
}

async fn digest(house: &TestHouse, who: &Member, id: ApprovalId) -> Vec<u8> {
    house.desk.approval(&who.actor, id).await.unwrap().digest
}

async fn approve(house: &TestHouse, who: &Member, id: ApprovalId) -> Result<Carried, DeskError> {
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    house.desk.approve(&who.actor, id, &row.digest).await
}

async fn entries(house: &TestHouse, act: Act) -> Vec<Entry> {
    while house.desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(act), n_max: 100, ..EntryFilter::default() };
    let rows = house.db.read().await.unwrap().entries(&filter).await.unwrap();
    rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap()).collect()
}

fn ours(text: &str) -> PolicyDraft {
    PolicyDraft {
        file: "ours.cedar".to_owned(),
        text: Some(text.to_owned()),
        note: "To try it.".to_owned(),
    }
}

async fn change(house: &TestHouse, who: &Member, text: &str) -> PolicyChange {
    house.desk.policy_change(&who.actor, ours(text)).await.unwrap()
}

async fn two_destroy_a_person(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let deed = destruction(&house).await;
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    let seen = house.desk.approvals(&cora.actor).await.unwrap();
    assert_eq!(seen.len(), 1);
    assert!(seen[0].may_approve && !seen[0].is_mine);
    assert_eq!(seen[0].deed.as_ref(), Some(&deed), "exactly what is approved");
    let mine = house.desk.approval(&adam.actor, id).await.unwrap();
    assert!(mine.is_mine && !mine.may_approve && mine.may_decline && !mine.may_complete);

    let carried = approve(&house, &cora, id).await.unwrap();
    assert!(matches!(carried, Carried::Done), "{carried:?}");
    assert!(house.vault.find_person(&jana()).unwrap().is_none());
    let after = house.desk.approval(&adam.actor, id).await.unwrap();
    assert_eq!(after.state, ApprovalState::Used);
    assert!(after.deed.is_none(), "whom they destroyed is forgotten with them");

    for (act, by, second) in [
        (Act::ApprovalPropose, &adam, None),
        (Act::ApprovalApprove, &cora, None),
        (Act::PersonDestroy, &adam, Some(&cora)),
    ] {
        let entries = entries(&house, act).await;
        assert_eq!(entries.len(), 1, "{}", act.as_str());
        assert_eq!(entries[0].who.id, by.staff.id.to_string());
        assert_eq!(entries[0].approval_id, Some(id));
        let named = entries[0].second.as_ref().map(|who| who.id.clone());
        assert_eq!(named, second.map(|member| member.staff.id.to_string()));
    }
    let found = house.desk.verify_log(None).await.unwrap();
    assert!(found.report.is_sound(), "{:?}", found.report);
}

async fn one_alone_destroys_nobody(house: TestHouse) {
    let (adam, _) = two(&house).await;
    destruction(&house).await;
    let refused = house.desk.destroy_person(&adam.actor, &jana()).await;
    let Err(DeskError::Denied(denial)) = refused else { panic!("{refused:?}") };
    assert_eq!(denial.remedies[0].steps.len(), 1);
    assert!(denial.sentence.contains("two"), "{denial}");
    assert_eq!(entries(&house, Act::PersonDestroy).await[0].outcome, Outcome::Refused);
    assert!(house.vault.find_person(&jana()).unwrap().is_some());
    // The command line still does, under the founding motion.
    house.desk.destroy_person(&Actor::Founder, &jana()).await.unwrap();
}

async fn the_second_is_another_who_may_do_the_same(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let deed = destruction(&house).await;
    let refused = house.desk.propose(&egon.actor, &deed).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    assert!(house.desk.approvals(&egon.actor).await.unwrap().is_empty());
    assert!(matches!(house.desk.approval(&egon.actor, id).await, Err(DeskError::NotFound)));
    for who in [&adam, &egon] {
        let refused = approve(&house, who, id).await;
        assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    }
    assert!(matches!(house.desk.complete(&adam.actor, id).await, Err(DeskError::Void { .. })));
    // Whoever could do nothing with it hears nothing of where it stands, before and after.
    let early = house.desk.complete(&egon.actor, id).await;
    assert!(matches!(early, Err(DeskError::Denied(_))), "{early:?}");
    let early = house.desk.take_up(&egon.actor, id).await;
    assert!(matches!(early, Err(DeskError::Denied(_))), "{early:?}");
    approve(&house, &cora, id).await.unwrap();
    // What it was about went with it.
    let late = house.desk.complete(&egon.actor, id).await;
    assert!(matches!(late, Err(DeskError::Denied(_) | DeskError::NotFound)), "{late:?}");
}

async fn what_was_declined_or_taken_back_is_not_done(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let deed = destruction(&house).await;
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    let silent = house.desk.decline(&cora.actor, id, " ").await;
    assert!(matches!(silent, Err(DeskError::Invalid { field: "reason", .. })), "{silent:?}");
    house.desk.decline(&cora.actor, id, "She did not ask for it.").await.unwrap();
    let view = house.desk.approval(&adam.actor, id).await.unwrap();
    assert_eq!(view.state, ApprovalState::Declined);
    assert_eq!(view.reason.unwrap().expose(), "She did not ask for it.");
    assert!(matches!(approve(&house, &cora, id).await, Err(DeskError::Void { .. })));

    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    house.desk.decline(&adam.actor, id, "").await.unwrap();
    assert!(matches!(approve(&house, &cora, id).await, Err(DeskError::Void { .. })));
    assert!(house.vault.find_person(&jana()).unwrap().is_some());
}

async fn an_approval_lapses(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let deed = destruction(&house).await;
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    house.wait_secs(desk::LAPSE_HOURS * 3_600);
    assert!(matches!(
        approve(&house, &cora, id).await,
        Err(DeskError::Stale { .. } | DeskError::Void { .. } | DeskError::Denied(_))
    ));
    assert!(house.vault.find_person(&jana()).unwrap().is_some());
    house.wait_secs(31 * 86_400);
    house.desk.forget_old_approvals().await.unwrap();
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    assert!(row.input_sealed.is_none());
}

async fn an_approval_is_of_what_was_shown(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let deed = destruction(&house).await;
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    let mut shown = digest(&house, &cora, id).await;
    shown[0] ^= 1;
    let refused = house.desk.approve(&cora.actor, id, &shown).await;
    assert!(matches!(refused, Err(DeskError::Void { .. })), "{refused:?}");
}

async fn an_approval_is_used_once(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let text = change(&house, &adam, READERS).await;
    let id = house.desk.propose(&adam.actor, &Deed::ChangePolicies(text)).await.unwrap();
    approve(&house, &cora, id).await.unwrap();
    let again = house.desk.complete(&adam.actor, id).await;
    assert!(again.is_err(), "{again:?}");
    assert!(matches!(approve(&house, &cora, id).await, Err(DeskError::Void { .. })));
    assert_eq!(entries(&house, Act::PolicyChange).await.len(), 1);
}

async fn where_the_policy_says_dual_both_act(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let person = house.desk.policy_file(&adam.actor, "person.cedar").await.unwrap().text.unwrap();
    let draft = PolicyDraft {
        file: "person.cedar".to_owned(),
        text: Some(person.replace("@eyes(\"four\")", "@eyes(\"dual\")")),
        note: "Both turn a key.".to_owned(),
    };
    let text = house.desk.policy_change(&adam.actor, draft).await.unwrap();
    let id = house.desk.propose(&adam.actor, &Deed::ChangePolicies(text)).await.unwrap();
    approve(&house, &cora, id).await.unwrap();

    let deed = destruction(&house).await;
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    let early = house.desk.complete(&adam.actor, id).await;
    assert!(matches!(early, Err(DeskError::Void { .. })), "{early:?}");
    assert!(matches!(approve(&house, &cora, id).await.unwrap(), Carried::ByProposer));
    assert!(house.vault.find_person(&jana()).unwrap().is_some(), "only one has acted");
    let other = house.desk.complete(&cora.actor, id).await;
    assert!(matches!(other, Err(DeskError::Denied(_))), "{other:?}");
    house.desk.complete(&adam.actor, id).await.unwrap();
    assert!(house.vault.find_person(&jana()).unwrap().is_none());

    // Whoever approved and has other roles now has approved nothing.
    let deed = destruction(&house).await;
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    approve(&house, &cora, id).await.unwrap();
    house.member("cora", &[Role::Counsel, Role::Publisher]).await;
    let stale = house.desk.complete(&adam.actor, id).await;
    assert!(matches!(stale, Err(DeskError::Stale { .. })), "{stale:?}");
    assert!(house.vault.find_person(&jana()).unwrap().is_some());
}

async fn roles_that_fell_away_take_the_approval_along(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let deed = destruction(&house).await;
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    // The proposer is given other roles between the proposal and the approval: it is approved, and not carried out.
    house.member("adam", &[Role::Publisher]).await;
    let carried = approve(&house, &cora, id).await.unwrap();
    let Carried::Failed(why) = carried else { panic!("{carried:?}") };
    assert!(matches!(*why, DeskError::Denied(_)), "{why:?}");
    assert!(house.vault.find_person(&jana()).unwrap().is_some());
}

async fn the_policies_are_changed_by_two_and_taken_back(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let samuel = house.member("samuel", &[Role::SystemAdministrator]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    assert!(house.desk.show(&samuel.actor, number).await.is_err());
    let edition = house.desk.handbook(&adam.actor).await.unwrap().edition;
    assert_eq!(edition.edition.number, 1);

    let deed = Deed::ChangePolicies(change(&house, &adam, READERS).await);
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    assert!(house.desk.show(&samuel.actor, number).await.is_err(), "not yet");
    assert!(matches!(approve(&house, &cora, id).await.unwrap(), Carried::Done));
    house.desk.show(&samuel.actor, number).await.unwrap();
    let book = house.desk.handbook(&samuel.actor).await.unwrap();
    assert_eq!(book.edition.edition.number, 2);
    assert_ne!(book.edition.digest, edition.digest);
    assert!(book.rules.iter().any(|rule| rule.id == "ours-show" && rule.file == "ours.cedar"));
    assert!(!book.may_change && book.newer.is_empty());

    // What is written from now on names the new edition.
    house.desk.create_queue(&adam.actor, queue("printing")).await.unwrap();
    assert_eq!(entries(&house, Act::QueueEdit).await[0].edition, book.edition.digest);

    let back = house.desk.policy_reversion(&cora.actor, 1, "It was too much.").await.unwrap();
    assert_eq!(back.reverts, Some(1));
    let id = house.desk.propose(&cora.actor, &Deed::ChangePolicies(back)).await.unwrap();
    approve(&house, &adam, id).await.unwrap();
    assert!(house.desk.show(&samuel.actor, number).await.is_err());
    let book = house.desk.handbook(&adam.actor).await.unwrap();
    assert_eq!((book.edition.edition.number, book.edition.edition.reverts), (3, Some(1)));
    assert_eq!(book.edition.digest, edition.digest, "the same texts");
    assert_eq!(house.desk.policy_editions(&adam.actor).await.unwrap().len(), 3);
}

fn queue(name: &str) -> QueueDraft {
    QueueDraft {
        name: QueueName::parse(name).unwrap(),
        first_response_secs: 3_600,
        roles: [Role::SupportEngineer].into(),
        is_active: true,
    }
}

async fn the_command_line_proposes_and_one_of_the_staff_approves(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    let founder = Actor::Founder;
    let change = house.desk.policy_change(&founder, ours(READERS)).await.unwrap();
    let id = house.desk.propose(&founder, &Deed::ChangePolicies(change)).await.unwrap();
    let seen = house.desk.approval(&adam.actor, id).await.unwrap();
    assert!(seen.proposer.is_none() && seen.may_approve);
    assert!(matches!(approve(&house, &adam, id).await.unwrap(), Carried::Done));
    let entry = entries(&house, Act::PolicyChange).await.remove(0);
    assert_eq!(entry.who.kind, "founder");
    assert_eq!(entry.second.unwrap().id, adam.staff.id.to_string());
}

async fn policies_that_lock_everybody_out_are_refused(house: TestHouse) {
    let (adam, _) = two(&house).await;
    let try_out = async |file: &str, text: Option<&str>| {
        let text = text.map(str::to_owned);
        let draft = PolicyDraft { file: file.to_owned(), text, note: "Why not.".to_owned() };
        let refused = house.desk.policy_change(&adam.actor, draft).await;
        let Err(DeskError::Invalid { words, .. }) = refused else { panic!("{refused:?}") };
        words
    };
    let words = try_out("policy.cedar", None).await;
    assert!(words.contains("nobody of the staff could change"), "{words}");
    let words = try_out("approval.cedar", Some("// Nothing.\n")).await;
    assert!(words.contains("nobody of the staff could change"), "{words}");
    let words = try_out("ours.cedar", Some("\npermit (principal, action, resource);")).await;
    assert!(words.starts_with("ours.cedar:2: the policy has no @id"), "{words}");
    let words = try_out("../x.cedar", Some("")).await;
    assert!(words.contains("lower-case"), "{words}");
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let refused = house.desk.policy_change(&egon.actor, ours(READERS)).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
}

async fn other_policies_void_what_waits(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let deed = destruction(&house).await;
    let waiting = house.desk.propose(&adam.actor, &deed).await.unwrap();
    let text = change(&house, &adam, READERS).await;
    let id = house.desk.propose(&adam.actor, &Deed::ChangePolicies(text)).await.unwrap();
    approve(&house, &cora, id).await.unwrap();
    let refused = approve(&house, &cora, waiting).await;
    assert!(matches!(refused, Err(DeskError::Void { .. })), "{refused:?}");
}

async fn a_change_is_analysed(house: TestHouse) {
    let (adam, _) = two(&house).await;
    let samuel = house.member("samuel", &[Role::SystemAdministrator]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    assert!(house.desk.show(&samuel.actor, number).await.is_err());
    while house.desk.sequence().await.unwrap() > 0 {}
    let change = change(&house, &adam, READERS).await;
    let analysis = house.desk.analyse(&adam.actor, &change).await.unwrap();
    let shift = analysis.matrix.shifts.iter().find(|shift| {
        shift.act == Act::CaseShow && shift.asker == "system administrator" && shift.widens()
    });
    assert!(shift.is_some(), "{:?}", analysis.matrix.shifts);
    let replayed = &analysis.replay;
    assert!(replayed.n_entries > 5 && !replayed.has_more);
    assert_eq!(replayed.shifts.len(), 1, "{replayed:?}");
    let shift = &replayed.shifts[0];
    assert_eq!(
        (shift.act, shift.before, shift.after),
        (Act::CaseShow, Answer::Refused, Answer::Allowed)
    );
    // Thirty days later, nothing of it is asked again.
    house.wait_secs(31 * 86_400);
    let analysis = house.desk.analyse(&adam.actor, &change).await.unwrap();
    assert_eq!(analysis.replay.n_entries, 0);
}

async fn an_analysis_goes_over_page_after_page(house: TestHouse) {
    const N: usize = 1_030;
    let (adam, _) = two(&house).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let emma = house.member("emma", &[Role::SupportEngineer]).await;
    let number =
        house.number(house.mail(mail_from("Jana", "jana@mail.example", "A", "B.")).await).await;
    for n in 0..N {
        let to = if n % 2 == 0 { &egon } else { &emma };
        house.desk.assign(&tessa.actor, number, to.staff.id, None).await.unwrap();
    }
    while house.desk.sequence().await.unwrap() > 0 {}
    let text = "@id(\"ours-assign\")\n@clause(\"000 Picture\")\n@sentence(\"Nobody hands out.\")\n\
        forbid (principal, action == Action::\"case.assign\", resource);\n";
    let change = change(&house, &adam, text).await;
    let replay = replayed(&house, &adam, &change, AnalysisLimits::COMMAND_LINE).await;
    assert!(replay.n_entries > N && !replay.has_more, "{}", replay.n_entries);
    let shift = replay.shifts.iter().find(|shift| shift.act == Act::CaseAssign).unwrap();
    assert_eq!((shift.n, shift.asker.as_str()), (N, "triage"));
    // What is older than thirty days is not asked.
    house.wait_secs(31 * 24 * 3600);
    let analysis = house.desk.analyse(&adam.actor, &change).await.unwrap();
    assert_eq!(analysis.replay.n_entries, 0);
}

async fn replayed(
    house: &TestHouse,
    who: &Member,
    change: &PolicyChange,
    limits: AnalysisLimits,
) -> Replay {
    house.desk.analyse_within(&who.actor, change, limits).await.unwrap().replay
}

async fn an_analysis_that_does_not_reach_all_says_so(house: TestHouse) {
    let (adam, _) = two(&house).await;
    for name in ["printing", "scanning", "copying"] {
        house.desk.create_queue(&adam.actor, queue(name)).await.unwrap();
    }
    while house.desk.sequence().await.unwrap() > 0 {}
    let change = change(&house, &adam, READERS).await;
    let all = AnalysisLimits::COMMAND_LINE;
    let whole = replayed(&house, &adam, &change, all).await;
    assert!(whole.n_entries > 4 && !whole.has_more, "{whole:?}");
    // Page after page comes to the same.
    let paged = replayed(&house, &adam, &change, AnalysisLimits { n_page: 2, ..all }).await;
    assert_eq!((paged.n_entries, paged.has_more), (whole.n_entries, false));
    // No time: one page all the same, so that something is known.
    let short = AnalysisLimits { n_page: 2, within: Duration::ZERO, ..all };
    let short = replayed(&house, &adam, &change, short).await;
    assert_eq!((short.n_entries, short.has_more), (2, true));
    let few = AnalysisLimits { n_entries_max: 3, n_page: 2, ..all };
    let few = replayed(&house, &adam, &change, few).await;
    assert_eq!((few.n_entries, few.has_more), (3, true));
    // As many as there are is all of them.
    let exact = AnalysisLimits { n_entries_max: whole.n_entries, ..all };
    let exact = replayed(&house, &adam, &change, exact).await;
    assert_eq!((exact.n_entries, exact.has_more), (whole.n_entries, false));
}

async fn an_entry_of_a_wrong_clock_does_not_end_an_analysis(house: TestHouse) {
    const DAYS_90: i64 = 90 * 86_400;
    let (adam, _) = two(&house).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    let change = change(&house, &adam, READERS).await;
    let limits = AnalysisLimits::COMMAND_LINE;
    let n_before = replayed(&house, &adam, &change, limits).await.n_entries;
    // The machine came up without its clock, and it was set right.
    house.wait_secs(-DAYS_90);
    house.desk.create_queue(&adam.actor, queue("printing")).await.unwrap();
    while house.desk.sequence().await.unwrap() > 0 {}
    house.wait_secs(DAYS_90);
    house.desk.create_queue(&adam.actor, queue("scanning")).await.unwrap();
    while house.desk.sequence().await.unwrap() > 0 {}
    let replay = replayed(&house, &adam, &change, limits).await;
    assert_eq!((replay.n_entries, replay.has_more), (n_before + 1, false));
}

async fn a_permit_of_old_policies_falls_away_at_the_write(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let text = change(&house, &adam, READERS).await;
    let id = house.desk.propose(&adam.actor, &Deed::ChangePolicies(text.clone())).await.unwrap();
    approve(&house, &cora, id).await.unwrap();
    // The database says another edition than the gate at hand: as if the gate were exchanged between ask and write.
    let mut book = house.db.bookkeeping().await.unwrap();
    book.put_setting("policy_edition", "another").await.unwrap();
    book.commit().await.unwrap();
    let refused = house.desk.create_queue(&adam.actor, queue("printing")).await;
    assert!(matches!(refused, Err(DeskError::Stale { .. })), "{refused:?}");
    // What was proposed for an edition that is no longer in force cannot be proposed again as it is.
    let stale = house.desk.analyse(&adam.actor, &text).await;
    assert!(matches!(stale, Err(DeskError::Conflict { what: "edition" })), "{stale:?}");
}

async fn a_new_house_starts_from_what_it_comes_with(house: TestHouse) {
    let (adam, cora) = two(&house).await;
    let (number, newer) = house.desk.newer_policies().await.unwrap();
    assert_eq!((number, newer.len()), (1, 0));
    let text = change(&house, &adam, READERS).await;
    let id = house.desk.propose(&adam.actor, &Deed::ChangePolicies(text)).await.unwrap();
    approve(&house, &cora, id).await.unwrap();
    // The next start begins with the edition in force.
    let texts = authority::texts_in_force(&house.db).await.unwrap();
    assert!(texts.iter().any(|text| text.file == "ours.cedar" && text.text == READERS));
    let gate = authority::Gate::new(&texts).unwrap();
    let book = house.desk.handbook(&adam.actor).await.unwrap();
    assert_eq!(gate.edition(), book.edition.digest);
}

async fn access_is_looked_over(house: TestHouse) {
    let (adam, _) = two(&house).await;
    assert_eq!(house.desk.access_faults().await.unwrap(), Vec::<String>::new());
    house.desk.remove_staff(&Actor::Founder, adam.staff.id).await.unwrap();
    let faults = house.desk.access_faults().await.unwrap();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("1 of the staff can change the policies"), "{faults:?}");
    // Who left and has a key since then, by which they consented as a person, is no fault of the house.
    let consented = "insert into issuer_keys (person_id, public_key, seed_sealed, made_at) \
        select f.person_id, 'ab', \
        (select signing_sealed from staff where signing_sealed is not null limit 1), 1 \
        from staff f where not f.is_active";
    house.by_hand(consented).await;
    assert_eq!(house.desk.access_faults().await.unwrap(), faults);
}
