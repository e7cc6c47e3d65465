//! What is done in disputes and about inquiries, at the desk; and that everybody reads what is for them.

use std::collections::BTreeSet;

use desk::{
    AppealDraft, Claimant, CompletionDraft, DeskError, DisputeDraft, LegalDraft, ReplyDraft,
    RulingDraft, StatementDraft,
};
use model::{Actor, Address, CaseNumber, MessageId, Personal, RulingNumber};

use testkit::house::{DOMAIN, mail_from};

use crate::{
    cast::PEOPLE,
    court::{Lack, Part, Who},
    hall::{Hall, text},
    moves::Move,
};

impl Hall {
    /// Does what the reference knows of disputes and inquiries.
    pub(super) async fn in_court(&mut self, who: Who, what: Move) -> Result<(), DeskError> {
        let mark = self.mark();
        let desk = self.house.desk.clone();
        let actor = self.people[who].actor.clone();
        let said = || text(format!("It is about the {mark} here."));
        match what {
            Move::File { origin, against } => {
                let (draft, marks) = self.filing(against);
                let origin = origin.map(|case| self.cases[case].0);
                let number = desk.own_file(&actor, origin, draft).await?;
                self.opened(number, marks);
            }
            Move::FileFor { case, is_own, against } => {
                let (draft, marks) = self.filing(against);
                let claimant = if is_own { Claimant::Me } else { Claimant::Requester };
                let number = self.cases[case].0;
                let number = desk.file_from_case(&actor, number, claimant, draft).await?;
                self.opened(number, marks);
            }
            Move::Write => {
                let address = &self.people[who].address;
                if !PEOPLE.contains(&address.expose()) || matches!(actor, Actor::Staff(_)) {
                    return Err(DeskError::NotFound);
                }
                let words = format!("It does not go on with the {mark}.");
                let mut mail = mail_from("Somebody", address.expose(), "A dispute", &words);
                mail.message_id = Some(format!("{mark}@sender.example"));
                mail.recipients = vec![Address::parse(&format!("disputes@{DOMAIN}")).unwrap()];
                let number = self.house.number(self.house.mail(mail).await).await;
                self.opened(number, vec![mark]);
            }
            Move::Complete { of, part, against } => {
                let draft = CompletionDraft {
                    part: match part {
                        Lack::Respondent => model::Part::Respondent,
                        Lack::Relief => model::Part::Relief,
                    },
                    text: said(),
                    respondent_address: against.map(|who| self.people[who].address.clone()),
                };
                desk.complete_dispute(&actor, self.disputes[of], draft).await?;
                self.marks[of].push(mark);
            }
            Move::Take { of, seat, nominee } => {
                let id = self.people[nominee].staff_id.ok_or(DeskError::NotFound)?;
                desk.take_seat(&actor, self.disputes[of], seat, id).await?;
            }
            Move::Decline { of } => {
                desk.decline_dispute(&actor, self.disputes[of], said()).await?;
                self.marks[of].push(mark);
            }
            Move::HandBack { of } => {
                desk.leave_seat(&actor, self.disputes[of], said()).await?;
                self.marks[of].push(mark);
            }
            Move::End { of } => {
                desk.end_dispute(&actor, self.disputes[of], said()).await?;
                self.marks[of].push(mark);
            }
            Move::Say { of, to } => {
                let draft = StatementDraft { text: said(), visibility: to };
                desk.hear(&actor, self.disputes[of], draft).await?;
                self.marks[of].push(mark);
            }
            Move::State { of } => {
                desk.own_statement(&actor, self.disputes[of], said()).await?;
                self.marks[of].push(mark);
            }
            Move::Share { of, said } => {
                let id = self.message(of, said).await?;
                desk.share_statement(&actor, self.disputes[of], id).await?;
            }
            Move::Open { of, said } => {
                let id = self.message(of, said).await?;
                let opened = desk.unseal(&actor, self.disputes[of], id, Some("to hear")).await?;
                if let Some(mark) = self.marks[of].get(said) {
                    assert!(opened.text.expose().contains(mark), "{what:?}");
                }
            }
            Move::Look { .. } | Move::Read { .. } | Move::ReadRuling { .. } => {
                self.look(who, what).await?;
            }
            Move::Rule { of, is_interim, is_sealed } => {
                let draft = RulingDraft {
                    facts: said(),
                    considerations: text("It was heard."),
                    decision: text("It is so."),
                    is_interim,
                    is_sealed,
                    directions: Vec::new(),
                };
                let preview = desk.ruling_shown(&actor, self.disputes[of], &draft).await?;
                let proof = self.house.prove(&actor, preview.shown.digest).await;
                desk.rule(&actor, self.disputes[of], draft, Some(&proof)).await?;
                self.marks[of].push(mark);
            }
            Move::Sign { of, ruling } => {
                let number = self.ruling(of, ruling);
                let row = self.house.db.read().await.unwrap().ruling_of_number(number).await;
                let digest = row.unwrap().unwrap().ruling.digest;
                let digest = data_encoding::HEXLOWER.encode(&digest);
                let shown = desk.signing_shown(&actor, number, &digest).await?;
                let proof = self.house.prove(&actor, shown.digest).await;
                desk.sign_ruling(&actor, number, &digest, Some(&proof)).await?;
            }
            Move::Release { of, ruling } => {
                desk.release_ruling(&actor, self.ruling(of, ruling), &[]).await?;
            }
            Move::Appeal { of, ruling } => {
                let other = self.mark();
                let draft = AppealDraft { complaint: said(), relief: text(format!("A {other}.")) };
                let number = desk.appeal(&actor, self.ruling(of, ruling), draft).await?;
                self.opened(number, vec![mark, other]);
            }
            Move::Close { of } => drop(desk.close(&actor, self.disputes[of], None).await?),
            Move::Mark { case, named } => {
                let named = named.map(|who| self.people[who].address.clone());
                let draft = LegalDraft { named: named.into_iter().collect() };
                let number = desk.mark_legal(&actor, self.cases[case].0, draft).await?;
                // Its parts are the house's own words.
                let words = ["legal inquiry came", "answer to the inquiry"];
                self.opened(number, words.map(str::to_owned).into());
            }
            Move::Answer { case } => {
                let draft = ReplyDraft { text: said(), n_seen: None };
                desk.reply(&actor, self.cases[case].0, draft).await?;
            }
            Move::OpenLetter { case } => {
                let (number, message) = self.cases[case];
                let opened = desk.unseal(&actor, number, message, Some("to help")).await?;
                assert!(opened.text.expose().contains("help me"), "{what:?}");
            }
            Move::EndHold { case, whose } => {
                let number = self.cases[case].0;
                let mut reader = self.house.db.read().await.unwrap();
                let id = reader.case_of_number(number).await.unwrap().unwrap().case.id;
                let holds = reader.holds_of_case(id).await.unwrap();
                drop(reader);
                let of = self.people[whose].id;
                let hold =
                    holds.iter().find(|hold| hold.person_id == of && hold.ended_at.is_none());
                desk.end_hold(&actor, number, hold.unwrap().id).await?;
            }
            _ => unreachable!("{what:?}"),
        }
        Ok(())
    }

    /// Reads a dispute, or a ruling of it, and compares what is seen with what the reference lets them read.
    async fn look(&self, who: Who, what: Move) -> Result<(), DeskError> {
        let (desk, actor) = (&self.house.desk, &self.people[who].actor);
        let (of, as_party) = match what {
            Move::Look { of } | Move::ReadRuling { of, .. } => (of, false),
            Move::Read { of } => (of, true),
            _ => unreachable!("{what:?}"),
        };
        let (mut seen, mut is_whole) = (Vec::new(), true);
        let words = |text: Personal<String>| text.into_exposed();
        match what {
            Move::Look { .. } => {
                let page = desk.show_dispute(actor, self.disputes[of]).await?;
                seen.extend(page.texts.into_iter().filter_map(|said| said.message.text).map(words));
                seen.extend(page.rulings.into_iter().filter_map(|ruling| ruling.text).map(words));
            }
            Move::ReadRuling { ruling, .. } => {
                let view = desk.show_ruling(actor, self.ruling(of, ruling)).await?;
                seen.extend(view.text.map(words));
                is_whole = false;
            }
            _ => {
                let (_, said, rulings) = desk.own_dispute(actor, self.disputes[of]).await?;
                seen.extend(said.into_iter().map(|said| words(said.text)));
                seen.extend(rulings.into_iter().map(|ruling| words(ruling.text)));
            }
        }
        let seen = seen.concat();
        let marks = self.marks[of].iter().enumerate();
        let seen: BTreeSet<usize> =
            marks.filter(|(_, mark)| seen.contains(*mark)).map(|(n, _)| n).collect();
        let said = self.court.disputes[of].said.iter().enumerate();
        let read: BTreeSet<usize> = said
            .filter(|(_, said)| self.court.reads(of, who, as_party, said))
            .map(|(n, _)| n)
            .collect();
        assert!(seen.is_subset(&read), "{who} reads too much: {what:?} {seen:?} {read:?}");
        // A ruling that the board may still sign, or took back, is not always shown to it; what is destroyed is to nobody.
        let is_sure =
            |n: &&usize| !matches!(self.court.disputes[of].said[**n].part, Part::Ruling(_));
        if is_whole && !self.is_torn(what) {
            let missing: Vec<&usize> = read.difference(&seen).filter(is_sure).collect();
            assert!(missing.is_empty(), "{who} reads too little: {what:?} {missing:?}");
        }
        Ok(())
    }

    fn filing(&mut self, against: Option<Who>) -> (DisputeDraft, Vec<String>) {
        let marks: Vec<String> = (0..3).map(|_| self.mark()).collect();
        let draft = DisputeDraft {
            complaint: text(format!("It does not go on with the {}.", marks[0])),
            respondent: text(format!("Whoever has the {}.", marks[1])),
            respondent_address: against.map(|who| self.people[who].address.clone()),
            respondent_role: None,
            relief: text(format!("Give back the {}.", marks[2])),
        };
        (draft, marks)
    }

    /// Draws a word that stands nowhere else.
    fn mark(&mut self) -> String {
        self.n_marks += 1;
        let mut rest = self.n_marks;
        let mut word = String::from("qu");
        for _ in 0..4 {
            word.push(['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r'][rest % 10]);
            word.push('a');
            rest /= 10;
        }
        word
    }

    fn opened(&mut self, number: CaseNumber, marks: Vec<String>) {
        self.disputes.push(number);
        self.marks.push(marks);
    }

    fn ruling(&self, of: usize, ruling: usize) -> RulingNumber {
        RulingNumber { case: self.disputes[of], index: u32::try_from(ruling + 1).unwrap() }
    }

    /// The message that something said is, by its place.
    async fn message(&self, of: usize, said: usize) -> Result<MessageId, DeskError> {
        let mut reader = self.house.db.read().await.unwrap();
        let record = reader.case_of_number(self.disputes[of]).await.unwrap().unwrap();
        let messages = reader.messages(record.case.id).await.unwrap();
        messages.get(said).map(|record| record.message.id).ok_or(DeskError::NotFound)
    }
}
