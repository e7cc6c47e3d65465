//! How an arbitrator and the board give authority: a ruling takes a dispute, a motion takes two.

use std::collections::BTreeSet;

use desk::{
    DeskError, DirectionDraft, DisputeDraft, HolderDraft, MandateDraft, PrecedentDraft, RulingDraft,
};
use jiff::Timestamp;
use model::{Actor, CaseKind, Clock, Personal, QueueName, Role, Seat};

use crate::{
    both::{Both, proof, status},
    tries::{ARNO, BELA, BORA, CLEO, QUEUES, STAFF, Wide, act_of},
    world::{Deed, Place, Source, Token},
};

impl Both {
    /// An arbitrator rules, in a dispute of the requester's, what the engineers may do.
    pub(super) async fn rule(
        &mut self,
        case: usize,
        wide: Wide,
        deeds: &BTreeSet<Deed>,
        n_uses: u32,
        hours: u32,
    ) -> Result<&'static str, DeskError> {
        let text = |words: &str| Personal::new(words.to_owned());
        let claimant = &self.people[self.world.cases[case].person].actor;
        let filed = DisputeDraft {
            complaint: text("It does not go on."),
            relief: text("Let it."),
            respondent: text("The support team"),
            ..DisputeDraft::default()
        };
        let desk = &self.house.desk;
        let dispute = desk.own_file(claimant, None, filed).await?;
        let (arno, cleo) = (&self.bench[ARNO], &self.bench[CLEO]);
        for (member, seat) in [(arno, Seat::Arbitrator), (cleo, Seat::CaseManager)] {
            let Actor::Staff(staff) = &member.actor else { panic!("a member") };
            desk.take_seat(&member.actor, dispute, seat, staff.id).await?;
        }
        let (class, place) = self.scope(case, wide);
        let direction = DirectionDraft {
            holder: HolderDraft::Role(Role::SupportEngineer),
            acts: deeds.iter().map(|deed| act_of(*deed)).collect(),
            fields: [status().to_string()].into(),
            case: (wide == Wide::Case).then_some(self.cases[case].0),
            persons: BTreeSet::new(),
            not_before: None,
            expires_at: self.after(hours),
            n_uses_max: i64::from(n_uses),
            precedent: class,
        };
        let draft = RulingDraft {
            facts: text("It does not go on."),
            considerations: text("It should."),
            decision: text("It does."),
            is_interim: false,
            is_sealed: false,
            directions: vec![direction],
        };
        let preview = desk.ruling_shown(&arno.actor, dispute, &draft).await?;
        let proof = proof(&self.house, arno, preview.shown.digest).await;
        desk.rule(&arno.actor, dispute, draft, Some(&proof)).await?;
        let source = if wide == Wide::Case { Source::Ruling } else { Source::Precedent };
        let until = self.world.hour + hours;
        self.note_token(source, None, place, deeds, n_uses, until).await;
        Ok("rule")
    }

    /// The board resolves what somebody may do: one moves, another seconds, and the mover gives it.
    pub(super) async fn resolve(
        &mut self,
        case: usize,
        wide: Wide,
        to: usize,
        deeds: &BTreeSet<Deed>,
        n_uses: u32,
        hours: u32,
    ) -> Result<&'static str, DeskError> {
        let holder = (to < STAFF.len()).then_some(to);
        let (class, place) = self.scope(case, wide);
        let is_of_fields = deeds.iter().any(|deed| *deed != Deed::Unseal);
        let draft = MandateDraft {
            holder: match holder {
                Some(who) => HolderDraft::Staff(self.staff_ids[who]),
                None => HolderDraft::Role(Role::SupportEngineer),
            },
            acts: deeds.iter().map(|deed| act_of(*deed)).collect(),
            fields: is_of_fields.then(|| status().to_string()).into_iter().collect(),
            case: (wide == Wide::Case).then_some(self.cases[case].0),
            class,
            not_before: None,
            expires_at: self.after(hours),
            n_uses_max: n_uses,
        };
        let (desk, bela, bora) = (&self.house.desk, &self.bench[BELA], &self.bench[BORA]);
        let mandate = desk.mandate(&bela.actor, &draft).await?;
        let id = desk.propose(&bela.actor, &desk::Deed::GiveAuthority(mandate)).await?;
        let row = self.house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
        desk.approve(&bora.actor, id, &row.digest).await?;
        let (_, digest) = desk.mandate_terms(&bela.actor, id).await?;
        let proof = proof(&self.house, bela, digest).await;
        desk.complete_proved(&bela.actor, id, Some(&proof)).await?;
        let until = self.world.hour + hours;
        self.note_token(Source::Motion, holder, place, deeds, n_uses, until).await;
        Ok("resolve")
    }

    fn scope(&self, case: usize, wide: Wide) -> (Option<PrecedentDraft>, Place) {
        let queue = self.world.cases[case].queue;
        let class = |queue| Some(PrecedentDraft { kind: CaseKind::Request, queue });
        match wide {
            Wide::Case => (None, Place::Case(case)),
            Wide::Queue => {
                let name = QueueName::parse(QUEUES[queue]).unwrap();
                (class(Some(name)), Place::Class(Some(queue)))
            }
            Wide::House => (class(None), Place::Class(None)),
        }
    }

    fn after(&self, hours: u32) -> Timestamp {
        self.house.clock.now() + jiff::SignedDuration::from_hours(i64::from(hours))
    }

    /// Notes the token that was minted just now: the one that nobody noted yet.
    async fn note_token(
        &mut self,
        source: Source,
        holder: Option<usize>,
        place: Place,
        deeds: &BTreeSet<Deed>,
        n_left: u32,
        until: u32,
    ) {
        let all = self.house.db.read().await.unwrap().authority_counts(None, 1_000).await.unwrap();
        let mut new = all.into_iter().map(|row| row.id).filter(|id| !self.tokens.contains(id));
        let id = new.next().unwrap();
        assert_eq!(new.next(), None, "one act mints one token");
        drop(new);
        self.tokens.push(id);
        let deeds = deeds.clone();
        let is_withdrawn = false;
        self.world.tokens.push(Token { source, holder, place, deeds, n_left, until, is_withdrawn });
    }
}
