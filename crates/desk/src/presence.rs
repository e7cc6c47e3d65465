//! Presence: who has a case open and who writes in it, in memory only and for half a minute.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use model::{Actor, CaseId, CaseNumber, DraftKind, StaffId};

use crate::{Desk, DeskError, Entered, live::Told, views::StaffView};

/// How long somebody counts as there after the last sign of them, in seconds.
pub const PRESENT_SECS: i64 = 30;

/// Time between two looks for old signs, in seconds: so much later than they are old they are gone.
const SWEEP_SECS: i64 = 1;

/// Cases in which anybody is noticed at once; in others nobody is.
const CASES_MAX: usize = 4_096;

/// People who are noticed in one case.
const PEOPLE_MAX: usize = 16;

/// Somebody who is there.
#[derive(Clone, Copy, Debug)]
struct Sign {
    staff_id: StaffId,
    seen_at: Timestamp,
    wrote: Option<(DraftKind, Timestamp)>,
}

/// Who is there.
#[derive(Default)]
pub struct Presence(Mutex<Signs>);

/// Who is there, by case, and when it was last looked for old signs.
#[derive(Default)]
struct Signs {
    cases: HashMap<CaseId, Vec<Sign>>,
    swept_at: Option<Timestamp>,
}

/// Somebody of the staff in a case, as colleagues who see the case are told.
#[derive(Clone, Debug)]
pub struct Present {
    /// Who.
    pub who: StaffView,
    /// What they are writing.
    pub writes: Option<DraftKind>,
}

impl Presence {
    /// Notices somebody who has a case open; says whether that is news.
    pub fn opens(&self, case_id: CaseId, staff_id: StaffId, now: Timestamp) -> bool {
        self.sign(case_id, now, |signs| match find(signs, staff_id) {
            Some(sign) => {
                sign.seen_at = now;
                false
            }
            None => {
                let is_news = signs.len() < PEOPLE_MAX;
                if is_news {
                    signs.push(Sign { staff_id, seen_at: now, wrote: None });
                }
                is_news
            }
        })
    }

    /// Notices somebody who writes in a case; says whether that is news.
    pub fn writes(
        &self,
        case_id: CaseId,
        staff_id: StaffId,
        kind: DraftKind,
        now: Timestamp,
    ) -> bool {
        self.opens(case_id, staff_id, now);
        self.sign(case_id, now, |signs| {
            let Some(sign) = find(signs, staff_id) else { return false };
            let before = sign.wrote.filter(|(_, at)| is_fresh(*at, now));
            sign.wrote = Some((kind, now));
            before.map(|(kind, _)| kind) != Some(kind)
        })
    }

    /// Notices that somebody writes no more: they sent it.
    pub fn rests(&self, case_id: CaseId, staff_id: StaffId, now: Timestamp) {
        self.sign(case_id, now, |signs| {
            if let Some(sign) = find(signs, staff_id) {
                sign.wrote = None;
            }
            false
        });
    }

    /// Returns who is in a case, and what they are writing, in the order in which they came.
    pub fn of(&self, case_id: CaseId, now: Timestamp) -> Vec<(StaffId, Option<DraftKind>)> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let signs = all.cases.get(&case_id).into_iter().flatten();
        let there = signs.filter(|sign| is_fresh(sign.seen_at, now));
        let writes = |sign: &Sign| sign.wrote.filter(|(_, at)| is_fresh(*at, now));
        there.map(|sign| (sign.staff_id, writes(sign).map(|(kind, _)| kind))).collect()
    }

    /// Forgets all old signs, at most once a second: it is called far more often.
    pub fn forget_old(&self, now: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).sweep(now);
    }

    fn sign(
        &self,
        case_id: CaseId,
        now: Timestamp,
        note: impl FnOnce(&mut Vec<Sign>) -> bool,
    ) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.sweep(now);
        if all.cases.len() >= CASES_MAX && !all.cases.contains_key(&case_id) {
            return false;
        }
        let signs = all.cases.entry(case_id).or_default();
        signs.retain(|sign| is_fresh(sign.seen_at, now));
        note(signs)
    }
}

impl Signs {
    fn sweep(&mut self, now: Timestamp) {
        let pause = SignedDuration::from_secs(SWEEP_SECS);
        if self.swept_at.is_some_and(|at| now.duration_since(at) < pause) {
            return;
        }
        self.swept_at = Some(now);
        self.cases.retain(|_, signs| {
            signs.retain_mut(|sign| {
                sign.wrote = sign.wrote.filter(|(_, at)| is_fresh(*at, now));
                is_fresh(sign.seen_at, now)
            });
            !signs.is_empty()
        });
    }
}

fn find(signs: &mut [Sign], staff_id: StaffId) -> Option<&mut Sign> {
    signs.iter_mut().find(|sign| sign.staff_id == staff_id)
}

fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < SignedDuration::from_secs(PRESENT_SECS)
}

impl Desk {
    /// Returns who else is in a case that somebody sees, and notices them there: who asks has it open.
    pub async fn present(&self, entered: &Entered<'_>) -> Result<Vec<Present>, DeskError> {
        self.present_at(entered.actor, entered.case().id).await
    }

    /// The same for a page that is open and shows nothing new of the case.
    pub async fn still_present(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<Vec<Present>, DeskError> {
        let (record, _) = self.case_unread(actor, number).await?;
        self.present_at(actor, record.case.id).await
    }

    async fn present_at(&self, actor: &Actor, case_id: CaseId) -> Result<Vec<Present>, DeskError> {
        let mut there = self.presence.of(case_id, self.now());
        if let Actor::Staff(me) = actor {
            there.retain(|(id, _)| *id != me.id);
            if self.presence.opens(case_id, me.id, self.now()) {
                self.live.tell(Told::Presence(case_id));
            }
        }
        let mut cards = self.staff_views(&there.iter().map(|(id, _)| *id).collect()).await?;
        let shown = |(id, writes)| cards.remove(&id).map(|who| Present { who, writes });
        Ok(there.into_iter().filter_map(shown).collect())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn case(n: u128) -> CaseId {
        CaseId::from_uuid(Uuid::from_u128(n))
    }

    fn who(n: u128) -> StaffId {
        StaffId::from_uuid(Uuid::from_u128(n))
    }

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(1_795_262_400 + secs).unwrap()
    }

    #[test]
    fn somebody_is_there_for_half_a_minute() {
        let presence = Presence::default();
        assert!(presence.opens(case(1), who(1), at(0)), "news");
        assert!(!presence.opens(case(1), who(1), at(5)), "no news");
        assert!(presence.writes(case(1), who(2), DraftKind::Reply, at(10)));
        assert!(!presence.writes(case(1), who(2), DraftKind::Reply, at(20)));
        let writing = Some(DraftKind::Reply);
        assert_eq!(presence.of(case(1), at(20)), [(who(1), None), (who(2), writing)]);
        assert_eq!(presence.of(case(1), at(35)), [(who(2), writing)], "the first is gone");
        assert_eq!(presence.of(case(2), at(20)), [], "another case");
        presence.rests(case(1), who(2), at(36));
        assert_eq!(presence.of(case(1), at(36)), [(who(2), None)]);
        assert_eq!(presence.of(case(1), at(60)), []);
    }

    #[test]
    fn old_signs_are_forgotten_whichever_case_they_are_of() {
        let n_cases = |presence: &Presence| presence.0.lock().unwrap().cases.len();
        let presence = Presence::default();
        presence.opens(case(1), who(1), at(0));
        presence.opens(case(2), who(1), at(29));
        assert_eq!(n_cases(&presence), 2);
        presence.opens(case(3), who(1), at(30));
        assert_eq!(n_cases(&presence), 2, "with any sign");
        presence.forget_old(at(61));
        assert_eq!(n_cases(&presence), 0, "and without one");
    }

    #[test]
    fn it_stays_bounded() {
        let presence = Presence::default();
        for n in 0..2 * CASES_MAX as u128 {
            presence.opens(case(n), who(1), at(0));
        }
        assert_eq!(presence.0.lock().unwrap().cases.len(), CASES_MAX);
        assert!(presence.opens(case(1 << 70), who(1), at(40)), "those of before make room");
        for n in 0..2 * PEOPLE_MAX as u128 {
            presence.opens(case(1 << 70), who(n), at(40));
        }
        assert_eq!(presence.of(case(1 << 70), at(40)).len(), PEOPLE_MAX);
    }
}
