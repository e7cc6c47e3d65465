//! What those who have cases do in them, and how the reference is asked for just the right that the entry names.

use db::EntryFilter;
use desk::{ConsentChoice, DeskError, EmergencyDraft};
use jiff::Timestamp;
use model::{Act, AuthorityKind, Clock, Personal};

use crate::{
    both::{Both, proof, status},
    tries::{DEEDS, act_of},
    world::{Deed, Place, Source, Token},
};

impl Both {
    pub(super) async fn assign(
        &mut self,
        who: usize,
        case: usize,
        to: usize,
    ) -> Result<&'static str, DeskError> {
        let (number, actor) = (self.cases[case].0, &self.staff[who].actor);
        self.house.desk.assign(actor, number, self.staff_ids[to], None).await?;
        assert!(self.world.may_sort(who, case), "{who} assigns {case}");
        assert!(self.world.may_sort(to, case), "{to} is given {case}");
        self.world.cases[case].assignee = Some(to);
        Ok("assign")
    }

    /// Opens or changes what is sealed; the entry says by what right, and the reference is asked for just that.
    pub(super) async fn sealed(
        &mut self,
        who: usize,
        case: usize,
        deed: Deed,
    ) -> Result<&'static str, DeskError> {
        // What came before is numbered first, so that the last entry is that of this act.
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let ((number, message), actor) = (self.cases[case], &self.staff[who].actor);
        let desk = &self.house.desk;
        match deed {
            Deed::Unseal => {
                let opened = desk.unseal(actor, number, message, Some("to help")).await?;
                assert!(opened.text.expose().contains("help me"));
            }
            Deed::ShowField => drop(desk.show_field(actor, number, &status(), None).await?),
            Deed::EditField => {
                let person = self.people[self.world.cases[case].person].id;
                let row = self.house.db.read().await.unwrap().field_value(person, &status()).await;
                let version = row.unwrap().map_or(0, |row| row.version);
                let value = Personal::new("gold".to_owned());
                desk.edit_field(actor, number, &status(), value, version, None).await?;
            }
        }
        let (kind, id) = self.last_right(act_of(deed)).await;
        if kind == AuthorityKind::Clause {
            assert!(self.world.may_by_clause(who, case, deed), "{who} does {deed:?} in {case}");
            return Ok("by clause");
        }
        let token = self.tokens.iter().position(|token| token.to_string() == id).unwrap();
        assert!(
            self.world.may_by_token(who, case, deed, token),
            "{who} does {deed:?} in {case} by {:?} at hour {}",
            self.world.tokens[token],
            self.world.hour
        );
        self.world.tokens[token].n_left -= 1;
        Ok("by token")
    }

    async fn last_right(&self, act: Act) -> (AuthorityKind, String) {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let filter = EntryFilter { act: Some(act), n_max: 200, ..EntryFilter::default() };
        let rows = self.house.db.read().await.unwrap().entries(&filter).await.unwrap();
        let last = rows.iter().max_by_key(|row| row.log_index).unwrap();
        let entry = audit::Entry::of_canonical(&last.canonical).unwrap();
        assert_eq!(entry.outcome, audit::Outcome::Done);
        assert_eq!(entry.authorities.len(), 1, "one right for one act");
        (entry.authorities[0].kind, entry.authorities[0].id.clone())
    }

    pub(super) async fn give(
        &mut self,
        person: usize,
        asked: usize,
        fewer: bool,
    ) -> Result<&'static str, DeskError> {
        let Some((id, case)) = self.asked.get(asked).copied() else { return Ok("nothing") };
        let someone = &self.people[person];
        let desk = &self.house.desk;
        let view = desk.own_consent(&someone.actor, id).await?;
        let mut acts = view.row.acts.clone();
        if fewer && acts.len() > 1 {
            acts.pop_last();
        }
        let shown_at = Timestamp::from_second(self.house.clock.now().as_second()).unwrap();
        let choice = ConsentChoice {
            acts: acts.clone(),
            fields: view.row.fields.clone(),
            n_uses_max: view.row.n_uses_max,
            hours: view.row.hours,
            shown_at,
        };
        let (_, digest) = desk.consent_terms(&someone.actor, id, &choice).await?;
        let proof = proof(&self.house, someone, digest).await;
        let token = desk.give_consent(&someone.actor, id, &choice, Some(&proof)).await?;
        assert_eq!(self.world.cases[case].person, person, "nobody consents for another");
        self.tokens.push(token);
        self.world.tokens.push(Token {
            source: Source::Consent,
            holder: None,
            place: Place::Case(case),
            deeds: DEEDS.into_iter().filter(|deed| acts.contains(&act_of(*deed))).collect(),
            n_left: view.row.n_uses_max,
            until: self.world.hour + view.row.hours,
            is_withdrawn: false,
        });
        Ok("give")
    }

    pub(super) async fn break_glass(
        &mut self,
        who: usize,
        case: usize,
        hours: u32,
    ) -> Result<&'static str, DeskError> {
        let (number, someone) = (self.cases[case].0, &self.staff[who]);
        let desk = &self.house.desk;
        let (why, shown_at) = (Personal::new("it burns".to_owned()), self.house.clock.now());
        let draft = EmergencyDraft { why, hours, shown_at };
        let (_, digest) = desk.emergency_terms(&someone.actor, number, &draft).await?;
        let proof = proof(&self.house, someone, digest).await;
        let token = desk.declare_emergency(&someone.actor, number, &draft, Some(&proof)).await?;
        assert!(self.world.may_break(who, case), "{who} breaks glass over {case}");
        self.tokens.push(token);
        self.world.tokens.push(Token {
            source: Source::Emergency,
            holder: Some(who),
            place: Place::Case(case),
            deeds: [Deed::Unseal, Deed::ShowField].into(),
            n_left: u32::MAX,
            until: self.world.hour + hours,
            is_withdrawn: false,
        });
        Ok("break")
    }
}
