//! A house of disputes and the reference beside it: each try is asked of both. The desk does just what the reference allows,
//! shows just what it lets somebody read, and stands afterwards where the reference stands.

mod agrees;
mod hearings;
mod pairs;

use std::{collections::BTreeMap, net::IpAddr};

use desk::DeskError;
use model::{
    Act, Actor, Address, ApprovalId, CaseNumber, Class, Clock, Field, FieldKey, Held, MessageId,
    PersonId, Personal, QueueName, Role, Seat, StaffId, ToMember,
};
use testkit::house::{TestHouse, mail_from};

use crate::{
    cast::{ARNO, CASES, CLEO, JANA, KAREL, MONA, NORA, OLGA, PAUL, PEOPLE, STAFF},
    court::{Court, Human, Matter, Stage, Who},
    moves::{KINDS, Move, Try},
};

/// Somebody of the cast as the house knows them.
pub struct Somebody {
    id: PersonId,
    address: Address,
    actor: Actor,
    staff_id: Option<StaffId>,
}

/// A house and the reference beside it.
pub struct Hall {
    house: TestHouse,
    court: Court,
    people: Vec<Somebody>,
    cases: Vec<(CaseNumber, MessageId)>,
    disputes: Vec<CaseNumber>,
    /// The one word that each thing said in a dispute is known by, in the order in which it was said.
    marks: Vec<Vec<String>>,
    n_marks: usize,
    n_signed: u32,
    proposals: Vec<ApprovalId>,
    /// The number of the next entry of the log.
    next_index: i64,
    pub n_done: BTreeMap<&'static str, usize>,
    pub n_refused: BTreeMap<&'static str, usize>,
}

pub fn text(words: impl Into<String>) -> Personal<String> {
    Personal::new(words.into())
}

impl Hall {
    /// Opens a house; one with policies of its own beside those that Chancery comes with, if it has any.
    pub async fn new(ours: Option<&str>) -> Self {
        let field = Field {
            key: FieldKey::parse("status").unwrap(),
            label: "status".to_owned(),
            class: Class::Personal,
            held: Held::Here,
            to_member: ToMember::Ask,
            elsewhere: None,
        };
        let house = TestHouse::with(None, |config| config.fields = vec![field]).await;
        let (mut people, mut humans) = (Vec::new(), Vec::new());
        for (local, roles, is_seated) in STAFF {
            let member = house.member(local, roles).await;
            people.push(Somebody {
                id: member.staff.person_id,
                address: member.address,
                actor: member.actor,
                staff_id: Some(member.staff.id),
            });
            let roles = roles.iter().copied().collect();
            humans.push(Human { roles, is_seated, has_key: true, ..Human::default() });
        }
        let tessa = house.member("tessa", &[Role::Triage]).await;
        let mut cases = Vec::new();
        for (n, (requester, assignee)) in CASES.into_iter().enumerate() {
            let address = PEOPLE[requester - STAFF.len()];
            let mail = mail_from("Somebody", address, &format!("Case {n}"), "Please help me.");
            let number = house.number(house.mail(mail).await).await;
            if let Some(id) = assignee.and_then(|who| people[who].staff_id) {
                house.desk.assign(&tessa.actor, number, id, None).await.unwrap();
            }
            let queue = QueueName::parse("support").unwrap();
            house.desk.move_case(&tessa.actor, number, &queue, None).await.unwrap();
            let page = house.desk.show(&people[0].actor, number).await.unwrap();
            cases.push((number, page.messages[0].message.id));
        }
        for address in PEOPLE {
            let address = Address::parse(address).unwrap();
            let id = house.vault.find_person(&address).unwrap().unwrap();
            people.push(Somebody { id, address, actor: Actor::Visitor, staff_id: None });
            humans.push(Human::default());
        }
        for (person, (_, _, is_seated)) in people.iter().zip(STAFF) {
            if is_seated {
                house.desk.join_board(&person.actor).await.unwrap();
            }
        }
        let matter = |(requester, assignee)| Matter {
            requester,
            assignee,
            authors: [].into(),
            inquiry: None,
            held: Vec::new(),
        };
        let court = Court {
            humans,
            matters: CASES.into_iter().map(matter).collect(),
            disputes: Vec::new(),
            proposals: Vec::new(),
            edition: 0,
            now: 0,
        };
        let mut hall = Self {
            house,
            court,
            people,
            cases,
            disputes: Vec::new(),
            marks: Vec::new(),
            n_marks: 0,
            n_signed: 0,
            proposals: Vec::new(),
            next_index: 0,
            n_done: BTreeMap::new(),
            n_refused: BTreeMap::new(),
        };
        hall.sign_in_again().await;
        if let Some(text) = ours {
            hall.put_in_force(text).await;
        }
        hall.done_since().await;
        hall
    }

    /// Brings a dispute to its appeal, before a panel that is complete. Who sat before are an arbitrator and a case manager
    /// who are of the board, too.
    pub async fn come_to_appeal(&mut self) {
        let take = |of, seat, nominee| (nominee, Move::Take { of, seat, nominee });
        let (arbitrator, manager) = (Seat::Arbitrator, Seat::CaseManager);
        for (who, what) in [
            (JANA, Move::File { origin: None, against: Some(KAREL) }),
            take(0, arbitrator, PAUL),
            take(0, manager, MONA),
            (PAUL, Move::Rule { of: 0, is_interim: false, is_sealed: false }),
            (JANA, Move::Appeal { of: 0, ruling: 0 }),
            take(1, arbitrator, ARNO),
            take(1, arbitrator, NORA),
            take(1, arbitrator, OLGA),
            take(1, manager, CLEO),
        ] {
            self.court.now = self.house.clock.now().as_second();
            assert!(Box::pin(self.does_if_may(who, what)).await, "{who} {what:?}");
        }
        assert_eq!(self.court.disputes[1].stage, Stage::Heard);
    }

    /// Has somebody try something, if there is anything of that kind, and compares.
    pub async fn attempt(&mut self, attempt: Try) {
        self.court.now = self.house.clock.now().as_second();
        let Some((who, what)) = attempt.of(&self.court) else { return };
        let word = KINDS[attempt.kind].0;
        if !Box::pin(self.does_if_may(who, what)).await {
            *self.n_refused.entry(word).or_default() += 1;
            return;
        }
        *self.n_done.entry(word).or_default() += 1;
        if let Move::Rule { of, .. } | Move::Sign { of, .. } = what
            && self.court.disputes[of].n_arbitrators() == 3
        {
            *self.n_done.entry("on a panel").or_default() += 1;
        }
    }

    /// Has somebody try something, and compares. Says whether it was done.
    async fn does_if_may(&mut self, who: Who, what: Move) -> bool {
        let may = self.court.may(who, what);
        let is_torn = self.is_torn(what);
        let done = Box::pin(self.does(who, what)).await;
        let entered = self.done_since().await;
        let is_carried = match done {
            Ok(is_carried) => is_carried,
            Err(why) => {
                let is_right = !may || is_torn;
                assert!(is_right, "{who} may not {what:?}: {why:?}\n{:#?}", self.court);
                assert!(entered.is_empty(), "refused, and entered: {who} {what:?} {entered:?}");
                self.agree(what).await;
                return false;
            }
        };
        assert!(may, "{who} does {what:?}, which nobody allows\n{:#?}", self.court);
        self.court.now = self.house.clock.now().as_second();
        assert_eq!(self.court.happens(who, what), is_carried, "{who} {what:?}");
        if matches!(what, Move::Open { .. } | Move::OpenLetter { .. }) {
            assert_eq!(entered, [Act::MessageUnseal], "opened, and not entered: {what:?}");
        }
        if matches!(what, Move::Remove { .. } | Move::CarryOut { .. }) {
            self.sign_in_again().await;
        }
        self.let_leave().await;
        self.agree(what).await;
        true
    }

    /// The whole log is sound at the end.
    pub async fn finish(self) -> [BTreeMap<&'static str, usize>; 2] {
        let report = self.house.desk.verify_log(None).await.unwrap().report;
        assert!(report.is_sound(), "{report:?}");
        [self.n_done, self.n_refused]
    }

    async fn does(&mut self, who: Who, what: Move) -> Result<bool, DeskError> {
        match what {
            Move::Propose { .. }
            | Move::Second { .. }
            | Move::TakeBack { .. }
            | Move::CarryOut { .. }
            | Move::NameDeputy { .. }
            | Move::Remove { .. } => self.by_two(who, what).await,
            Move::Wait { hours } => {
                self.house.wait_secs(hours * 3_600);
                self.sign_in_again().await;
                Ok(false)
            }
            what => Box::pin(self.in_court(who, what)).await.map(|()| false),
        }
    }

    /// Says whether something is about somebody who was destroyed: then the desk may fail where the reference, which knows
    /// nothing of keys, allows; never the other way round.
    fn is_torn(&self, what: Move) -> bool {
        let is_gone = |who: Who| self.court.humans[who].is_gone;
        let case_is = |case: usize| is_gone(self.court.matters[case].requester);
        let dispute_is = |of: usize| {
            let dispute = &self.court.disputes[of];
            is_gone(dispute.claimant) || dispute.respondent.is_some_and(is_gone)
        };
        match what {
            Move::File { origin, .. } => origin.is_some_and(case_is),
            Move::FileFor { case, .. }
            | Move::Mark { case, .. }
            | Move::Answer { case }
            | Move::OpenLetter { case }
            | Move::EndHold { case, .. } => case_is(case),
            Move::Propose { deed } => {
                matches!(deed, crate::court::Deed::GiveAuthority(case, _) if case_is(case))
            }
            Move::Second { proposal, .. } | Move::CarryOut { proposal } => {
                let deed = self.court.proposals[proposal].deed;
                matches!(deed, crate::court::Deed::GiveAuthority(case, _) if case_is(case))
            }
            Move::Take { of, .. }
            | Move::Decline { of }
            | Move::HandBack { of }
            | Move::End { of }
            | Move::Say { of, .. }
            | Move::State { of }
            | Move::Share { of, .. }
            | Move::Look { of }
            | Move::Read { of }
            | Move::ReadRuling { of, .. }
            | Move::Open { of, .. }
            | Move::Rule { of, .. }
            | Move::Sign { of, .. }
            | Move::Release { of, .. }
            | Move::Appeal { of, .. }
            | Move::Complete { of, .. }
            | Move::Close { of } => dispute_is(of),
            _ => false,
        }
    }

    /// What was done, by the log, since it was last asked; ways to sign in, which the test sets up, aside.
    async fn done_since(&mut self) -> Vec<Act> {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let mut done = Vec::new();
        loop {
            let mut reader = self.house.db.read().await.unwrap();
            let rows = reader.entries_from(self.next_index, 100).await.unwrap();
            drop(reader);
            let Some(last) = rows.last() else { return done };
            self.next_index = last.log_index.unwrap() + 1;
            let entries =
                rows.iter().map(|row| audit::Entry::of_canonical(&row.canonical).unwrap());
            let entries = entries.filter(|entry| entry.outcome == audit::Outcome::Done);
            done.extend(entries.map(|entry| entry.act).filter(|act| *act != Act::FactorAdd));
        }
    }

    /// What is held leaves at once, so that parties see it.
    async fn let_leave(&mut self) {
        self.house.wait_secs(30);
        self.house.leave().await;
        self.done_since().await;
    }

    /// Sessions end while hours pass, and a place is that of a new session.
    async fn sign_in_again(&mut self) {
        for (person, human) in self.people.iter_mut().zip(&self.court.humans) {
            if human.is_gone {
                continue;
            }
            let secret = self.house.sign_in.issue_link(person.id).await.unwrap();
            // From somewhere else each time, or one place would sign in too often.
            self.n_signed = self.n_signed.wrapping_add(1);
            let [.., high, low] = self.n_signed.to_be_bytes();
            let peer = IpAddr::from([10, 0, high, low]);
            let signed_in = self.house.sign_in.use_link(secret.expose(), peer).await.unwrap();
            person.actor = signed_in.unwrap().actor;
            if let Actor::Staff(staff) = &person.actor {
                person.staff_id = Some(staff.id);
            }
        }
    }
}
