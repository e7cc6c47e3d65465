//! Visits: whoever reads the redacted texts of a case only because they show an authority does so on record, and uses it.
//!
//! A visit is one entry and one use, and lasts a while: a page that is read anew, its parts and the API are the same visit. That
//! the last use was its own ends none; that the authority was taken back or ran out, or that the holder lost what the gate asks
//! for, ends it at once, because the gate is asked each time.

use std::collections::{BTreeMap, BTreeSet};

use authority::Shown;
use db::{DbError, Visit};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, AuthorityId, AuthorityKind, CaseId, CaseNumber, Personal, Resource, StaffId,
};

use crate::{
    Desk, DeskError,
    authorities::{TRIES_MAX, staff_of},
    requests::person,
};

/// Seconds that a visit lasts from its first reading. As long as somebody reads a case once, with what is read anew meanwhile,
/// so that uses count readings and no reloads; and so short that an entry tells when it was read. It does not slide: who keeps
/// a case open all day is entered four times an hour.
pub const VISIT_SECS: i64 = 15 * 60;

/// Visits that a person's list shows, the latest; their download holds the others, too.
pub const VISITS_SHOWN: usize = 500;

/// Visits that a person's download holds: four an hour for some years.
pub(crate) const VISITS_EXPORTED: usize = 100_000;

/// Cases whose numbers are read at once.
const CASES_AT_ONCE: usize = 100;

/// A visit, as the person sees it whose case it was, or whom the authority names.
#[derive(Clone, Debug)]
pub struct VisitView {
    /// The case.
    pub number: CaseNumber,
    /// True where it is a request of the person's own.
    pub is_own: bool,
    /// Who read.
    pub who: Personal<String>,
    /// In which role.
    pub role: String,
    /// The clause that allowed it.
    pub clause: String,
    /// By what kind of authority.
    pub kind: AuthorityKind,
    /// The number of the ruling or motion that it comes from.
    pub authority_number: Option<String>,
    /// When it began.
    pub at: Timestamp,
}

/// A visit under an authority, beside what else was done under it.
#[derive(Clone, Debug)]
pub struct VisitUnder {
    /// The case.
    pub number: CaseNumber,
    /// Who read.
    pub who: Personal<String>,
    /// When it began.
    pub at: Timestamp,
}

/// What somebody may show to read a case.
struct Keys {
    /// Those under which they are on a visit, first.
    shown: Vec<Shown>,
    /// Under which they are.
    running: Vec<AuthorityId>,
}

impl Desk {
    /// Asks for reading the redacted texts of a case. Who sees them by standing right leaves no entry. Who sees them under an
    /// authority is entered, with one use of it, before anything is released; once for each visit.
    pub(crate) async fn read_texts(
        &self,
        actor: &Actor,
        resource: &Resource,
    ) -> Result<(), DeskError> {
        if self.sees_by_right(actor, resource) {
            return Ok(());
        }
        // On the heap: it is rare, and all that is done to a case asks for this.
        Box::pin(self.visit(actor, resource)).await
    }

    async fn visit(&self, actor: &Actor, resource: &Resource) -> Result<(), DeskError> {
        for _ in 0..TRIES_MAX {
            let keys = self.keys(actor, resource).await?;
            let permit =
                match self.authority.permit_showing(actor, Act::CaseShow, resource, &keys.shown) {
                    Ok(permit) => permit,
                    Err(denial) => {
                        return Err(self
                            .refused_showing(actor, Act::CaseShow, resource, denial)
                            .await?);
                    }
                };
            // The gate lets them by standing right, or it goes on what was entered a moment ago.
            let used = permit.ground().uses.map(|used| used.id);
            let Some(used) = used.filter(|used| !keys.running.contains(used)) else {
                return Ok(());
            };
            let mut tx = match self.db.write(permit).await {
                // Somebody took the last use, or took it back, a moment ago: ask again, and be told so.
                Err(DbError::AuthorityGone) => continue,
                opened => opened?,
            };
            let (Some((staff_id, case_id)), Some(case)) = (of(actor, resource), resource.case())
            else {
                return Err(DeskError::NotFound);
            };
            let running = self.running(&mut tx, staff_id, case_id).await?;
            if running.contains(&used) {
                // Another page of theirs was first; that is the same visit. It counts once it is on the disk.
                drop(tx);
                self.db.bookkeeping().await?.commit().await?;
                continue;
            }
            let clause = tx.permit().ground().policies.first().map(|policy| policy.clause.clone());
            let (staff_id, role) = staff_of(actor)?;
            let visit = Visit {
                authority_id: used,
                case_id,
                person_id: case.requester_id,
                staff_id,
                role,
                clause: clause.unwrap_or_default(),
                at: self.now(),
            };
            tx.insert_visit(&visit).await?;
            tx.commit().await?;
            return Ok(());
        }
        Err(DeskError::Stale { what: "the authority no longer stands" })
    }

    /// Passes whoever may read a case, by standing right or under an authority, and shows them nothing of it: nothing is entered
    /// but a refusal. For what counts a use of its own, and for what tells numbers only.
    pub(crate) async fn ask_to_read_later(
        &self,
        actor: &Actor,
        resource: &Resource,
    ) -> Result<(), DeskError> {
        if self.sees_by_right(actor, resource) {
            return Ok(());
        }
        let keys = self.keys(actor, resource).await?;
        match self.authority.permit_showing(actor, Act::CaseShow, resource, &keys.shown) {
            Ok(_) => Ok(()),
            Err(denial) => {
                Err(self.refused_showing(actor, Act::CaseShow, resource, denial).await?)
            }
        }
    }

    /// Says whether somebody could read a case, by standing right or under an authority. Nobody asked for it, so a refusal is
    /// not recorded; nothing of a text may be shown for it.
    pub(crate) async fn could_read(
        &self,
        actor: &Actor,
        resource: &Resource,
    ) -> Result<bool, DeskError> {
        if self.sees_by_right(actor, resource) {
            return Ok(true);
        }
        let keys = self.keys(actor, resource).await?;
        let decision = self.authority.allows_showing(actor, Act::CaseShow, resource, &keys.shown);
        Ok(decision.is_allowed())
    }

    /// Says whether somebody sees a case without another entry: by standing right, or because they are on a visit there. For
    /// texts that stand beside other things.
    pub(crate) async fn sees(&self, actor: &Actor, resource: &Resource) -> Result<bool, DeskError> {
        if self.sees_by_right(actor, resource) {
            return Ok(true);
        }
        let Keys { mut shown, running } = self.keys(actor, resource).await?;
        shown.retain(|shown| running.contains(&shown.terms.id));
        let decision = self.authority.allows_showing(actor, Act::CaseShow, resource, &shown);
        Ok(decision.is_allowed())
    }

    /// Says whether somebody who reads a case now would begin a visit there. Nobody reads yet, so a refusal is not recorded.
    pub async fn would_visit(&self, actor: &Actor, number: CaseNumber) -> Result<bool, DeskError> {
        if !matches!(actor, Actor::Staff(_)) {
            return Ok(false);
        }
        let mut reader = self.db.read().await?;
        let Some(record) = reader.case_of_number(number).await? else { return Ok(false) };
        let record = reader.host_of(record).await?;
        drop(reader);
        let queue = self.queue_of(record.case.queue_id).await?;
        let resource = Resource::Case { case: record.case, queue };
        Ok(!self.sees(actor, &resource).await? && self.could_read(actor, &resource).await?)
    }

    fn sees_by_right(&self, actor: &Actor, resource: &Resource) -> bool {
        self.authority.allows(actor, Act::CaseShow, resource).is_allowed()
    }

    /// Lays before the gate what the actor holds for a case. A visit was counted when it began, so that what it used is not
    /// held against it.
    async fn keys(&self, actor: &Actor, resource: &Resource) -> Result<Keys, DeskError> {
        let none = Keys { shown: Vec::new(), running: Vec::new() };
        let (Some((staff_id, case_id)), Some(case)) = (of(actor, resource), resource.case()) else {
            return Ok(none);
        };
        let mut reader = self.db.read().await?;
        let kind = case.kind();
        let mut rows = reader.authorities_for_case(staff_id, case_id, kind, self.now()).await?;
        if rows.is_empty() {
            return Ok(none);
        }
        let running = self.running(&mut reader, staff_id, case_id).await?;
        drop(reader);
        for row in rows.iter_mut().filter(|row| running.contains(&row.id)) {
            row.n_used = 0;
        }
        rows.sort_by_key(|row| !running.contains(&row.id));
        Ok(Keys { shown: self.shown_of(&rows, actor, Act::CaseShow, resource), running })
    }

    async fn running(
        &self,
        reader: &mut db::Reader,
        staff_id: StaffId,
        case_id: CaseId,
    ) -> Result<Vec<AuthorityId>, DeskError> {
        let now = self.now();
        let since = now.saturating_sub(SignedDuration::from_secs(VISIT_SECS)).unwrap_or(now);
        Ok(reader.running_visits(staff_id, case_id, since, now).await?)
    }

    /// Shows a person who read in their requests under an authority, or in a case of which an authority names them: the latest.
    pub async fn own_visits(&self, actor: &Actor) -> Result<Vec<VisitView>, DeskError> {
        self.visits_of(actor, VISITS_SHOWN).await
    }

    /// Shows a person so many of the visits to them, the latest first.
    pub(crate) async fn visits_of(
        &self,
        actor: &Actor,
        n_max: usize,
    ) -> Result<Vec<VisitView>, DeskError> {
        let me = person(actor)?;
        let as_person = Actor::Person(me.clone());
        self.ask_to_read(&as_person, Act::PersonLooks, &Resource::Person(me.id)).await?;
        let n_max = i64::try_from(n_max).unwrap_or(i64::MAX);
        let visits = self.db.read().await?.visits(me.id, n_max).await?;
        let names = self.names_in(&visits).await?;
        let mut whys: BTreeMap<AuthorityId, (AuthorityKind, Option<String>)> = BTreeMap::new();
        let mut views = Vec::with_capacity(visits.len());
        for visit in visits {
            let (kind, authority_number) = match whys.get(&visit.authority_id) {
                Some(why) => why.clone(),
                None => {
                    let why = self.why_of(visit.authority_id).await?;
                    whys.insert(visit.authority_id, why.clone());
                    why
                }
            };
            views.push(VisitView {
                number: names.number(visit.case_id)?,
                is_own: visit.person_id == me.id,
                who: names.who(visit.staff_id)?,
                role: visit.role,
                clause: visit.clause,
                kind,
                authority_number,
                at: visit.at,
            });
        }
        Ok(views)
    }

    /// Returns the kind and the number of an authority. One that cannot be read any more takes nothing else away from who asks:
    /// its kind is told as its row says, and no number.
    async fn why_of(&self, id: AuthorityId) -> Result<(AuthorityKind, Option<String>), DeskError> {
        let row = self.db.read().await?.authority(id).await?.ok_or(DeskError::NotFound)?;
        Ok(self.terms_of(&row).map_or((row.kind, None), |terms| (terms.kind, terms.number)))
    }

    /// Names each visit under an authority, the latest: to which case, by whom, when.
    pub(crate) async fn visits_under(
        &self,
        id: AuthorityId,
        whose: Option<model::PersonId>,
    ) -> Result<Vec<VisitUnder>, DeskError> {
        let visits = self.db.read().await?.visits_under(id, whose).await?;
        let names = self.names_in(&visits).await?;
        let view = |visit: Visit| -> Result<VisitUnder, DeskError> {
            Ok(VisitUnder {
                number: names.number(visit.case_id)?,
                who: names.who(visit.staff_id)?,
                at: visit.at,
            })
        };
        visits.into_iter().map(view).collect()
    }

    /// Reads each case and each member that visits speak of, once.
    async fn names_in(&self, visits: &[Visit]) -> Result<Names, DeskError> {
        let mut names = Names::default();
        let cases: BTreeSet<CaseId> = visits.iter().map(|visit| visit.case_id).collect();
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let mut reader = self.db.read().await?;
        for some in cases.chunks(CASES_AT_ONCE) {
            let records = reader.cases_of_ids(some).await?;
            let numbers = records.into_iter().map(|record| (record.case.id, record.case.number));
            names.numbers.extend(numbers);
        }
        drop(reader);
        let staff: BTreeSet<StaffId> = visits.iter().map(|visit| visit.staff_id).collect();
        for id in staff {
            names.staff.insert(id, self.outward_name(id).await?);
        }
        Ok(names)
    }
}

/// What visits name, by id.
#[derive(Default)]
struct Names {
    numbers: BTreeMap<CaseId, CaseNumber>,
    staff: BTreeMap<StaffId, Personal<String>>,
}

impl Names {
    fn number(&self, id: CaseId) -> Result<CaseNumber, DeskError> {
        self.numbers.get(&id).copied().ok_or(DeskError::NotFound)
    }

    fn who(&self, id: StaffId) -> Result<Personal<String>, DeskError> {
        self.staff.get(&id).cloned().ok_or(DeskError::NotFound)
    }
}

/// Who reads which case, where it is one of the staff.
fn of(actor: &Actor, resource: &Resource) -> Option<(StaffId, CaseId)> {
    let Actor::Staff(staff) = actor else { return None };
    Some((staff.id, resource.case()?.id))
}
