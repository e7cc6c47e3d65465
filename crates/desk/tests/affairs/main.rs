//! Cases that belong together: linked, merged, taken apart, split; and what is kept apart all the while.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod linking;
mod merging;
mod splitting;

use desk::{DeskError, ReplyDraft};
use model::{
    Act, Actor, AffairError, CaseNumber, CaseState, IncomingMail, PersonId, Personal, Role,
};
use testkit::house::{Member, TestHouse, mail_from};

use linking::*;
use merging::*;
use splitting::*;

testkit::house_tests!(
    two_become_one_and_both_numbers_lead_there,
    taken_apart_they_are_what_they_were,
    what_came_since_stays_where_it_arrived,
    the_stricter_clock_stays,
    what_is_for_one_never_opens_the_other,
    an_emergency_over_the_whole_does_not_open_a_part,
    only_who_has_the_whole_has_the_part,
    what_does_not_go_together_stays_apart,
    a_part_is_merged_no_further,
    whoever_merges_says_why_they_look,
    what_has_ended_is_merged_into_nothing,
    of_two_at_once_one_wins,
    what_is_being_written_comes_along,
    it_takes_the_right_on_both_sides,
    chosen_messages_become_a_case,
    what_was_split_comes_home,
    what_cannot_be_split_says_why,
    participants_follow_what_they_took_part_in,
    links_show_what_one_may_see,
    no_number_is_told_by_a_link,
);

/// Jana asked twice, and somebody has the first.
struct World {
    house: TestHouse,
    tessa: Member,
    egon: Member,
    first: CaseNumber,
    second: CaseNumber,
    jana: PersonId,
}

const JANA: &str = "jana.novakova@mail.example";

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn jana(subject: &str, words: &str) -> IncomingMail {
    let mut mail = mail_from("Jana Nováková", JANA, subject, words);
    mail.message_id = Some(format!("{}@mail.example", subject.replace(' ', ".")));
    mail
}

fn reply(words: &str) -> ReplyDraft {
    ReplyDraft { text: text(words), n_seen: None }
}

/// What somebody writes to the address that a copy of ours told them.
fn answer_to(sent: &model::OutgoingMail, words: &str) -> IncomingMail {
    let mut mail = jana(&format!("Re {words}"), words);
    mail.recipients = vec![sent.reply_to.clone().unwrap()];
    mail
}

async fn world(house: TestHouse) -> World {
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let id = house.mail(jana("Lost passphrase", "My telephone is gone.")).await;
    let first = house.number(id).await;
    house.give(first, &tessa, &egon).await;
    house.wait_secs(600);
    let other = house.mail(jana("Still lost", "Is anybody there? The kangaroo has it.")).await;
    let second = house.number(other).await;
    house.give(second, &tessa, &tessa).await;
    house.wait_secs(60);
    let jana = house.db.read().await.unwrap().case(id).await.unwrap().unwrap().case.requester_id;
    World { house, tessa, egon, first, second, jana }
}

impl World {
    async fn merge(&self) -> desk::Merged {
        self.house.desk.merge(&self.tessa.actor, self.second, self.first).await.unwrap()
    }

    async fn state(&self, number: CaseNumber) -> model::Case {
        self.house.db.read().await.unwrap().case_of_number(number).await.unwrap().unwrap().case
    }

    /// The redacted texts of a case, in their order, with the number that each came with.
    async fn texts(&self, number: CaseNumber) -> Vec<(String, CaseNumber)> {
        let page = self.house.desk.show(&self.egon.actor, number).await.unwrap();
        let mut texts = Vec::new();
        for found in &page.messages {
            let id = found.message.case_id;
            let part = page.parts.iter().find(|part| part.id == id);
            let own = part.map_or(page.view.case.number, |part| part.number);
            texts.push((found.text.as_ref().unwrap().expose().clone(), own));
        }
        texts
    }

    async fn sent(&self, by: &Member, number: CaseNumber, words: &str) -> model::OutgoingMail {
        self.house.desk.reply(&by.actor, number, reply(words)).await.unwrap();
        self.house.wait_secs(16);
        let mails = self.house.leave().await;
        mails.into_iter().find(|mail| mail.to.domain() == "mail.example").unwrap()
    }

    async fn is_sound(&self) {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let report = self.house.desk.verify_log(None).await.unwrap().report;
        assert!(report.is_sound(), "{report:?}");
    }
}

#[track_caller]
fn kept_apart<T: std::fmt::Debug>(result: Result<T, DeskError>, why: &AffairError) {
    match result {
        Err(DeskError::Affair(error)) => assert_eq!(error, *why),
        other => panic!("{other:?}, not {why}"),
    }
}
