//! Breaking glass: an authority that nobody gave, said why, for hours only, told to leaders and channel at once, and
//! judged afterwards.

use audit::Permit;
use authority::{Proof, grant_digest, shown_digest};
use db::{EmergencyRow, NewJob, ReviewEnd};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, AuthorityId, AuthorityKind, Case, CaseNumber, Holder, Identity, Issuer, JobId,
    OutgoingMail, Personal, Reading, Resource, Role, Scope, StaffActor, Terms,
};
use uuid::Builder;
use vault::{Cell, Owner};

use crate::{
    AuthorityView, Decision, Desk, DeskError, Entered,
    authorities::resource_of,
    house_mails::{self, EMERGENCY_SUBJECT, EMERGENCY_TEXT},
    minting::Release,
    reviews::{ReviewPlace, finding_cell},
};

/// The name of the job; its payload is `{"authority_id":"…","staff_id":"…"}`, no one for the channel.
pub const EMERGENCY_NOTICE: &str = "emergency_notice";

/// Hours that broken glass lasts at most.
pub const EMERGENCY_HOURS_MAX: u32 = 4;

/// Uses within them.
const EMERGENCY_USES: u32 = 200;

/// What it opens. It changes and tells nothing.
const EMERGENCY_ACTS: [Act; 3] = [Act::CaseShow, Act::MessageUnseal, Act::FieldShow];

/// How sure the grant is of its issuer while it is shown.
const SHOWN_IDENTITY: Identity = Identity::Strong;

/// Characters of why, and of what a review found.
const WORDS_CHARS_MAX: usize = 2_000;

/// Breaking glass, as it is worded, and shown before it is proved.
#[derive(Clone, Debug)]
pub struct EmergencyDraft {
    /// Why.
    pub why: Personal<String>,
    /// For how many hours.
    pub hours: u32,
    /// When it was shown: it holds from then on.
    pub shown_at: Timestamp,
}

/// An emergency, as those who declare, watch and judge it see it.
#[derive(Clone, Debug)]
pub struct EmergencyView {
    /// The emergency.
    pub row: EmergencyRow,
    /// The case.
    pub number: CaseNumber,
    /// The authority that it is, with every use of it.
    pub authority: AuthorityView,
    /// Why; `None` when it was destroyed with the case.
    pub why: Option<Personal<String>>,
    /// What the review found.
    pub finding: Option<Personal<String>>,
    /// Who declared it: a title, and in profile `open` a name.
    pub who: Personal<String>,
    /// Where it is reviewed; none of those from before each was a dispute.
    pub place: Option<ReviewPlace>,
    /// True where the reader may judge it by a finding.
    pub may_judge: bool,
}

impl Desk {
    /// Passes whoever could break glass over a case now, for pages that lead there: the refusal is recorded, because
    /// it says whether a case of that number is.
    pub async fn may_declare(&self, actor: &Actor, number: CaseNumber) -> Result<(), DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        drop(self.breaking(actor, staff, number).await?);
        Ok(())
    }

    /// Returns the grant that breaking glass would be, for showing it and for the proof, which is of the returned digest:
    /// of the case, of all of the grant, and of why.
    pub async fn emergency_terms(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: &EmergencyDraft,
    ) -> Result<(Terms, [u8; 32]), DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let (permit, case) = self.breaking(actor, staff, number).await?;
        drop(permit);
        let (terms, why) = self.terms_of_draft(staff, &case, draft).await?;
        let digest = emergency_digest(number, &terms, &why);
        Ok((terms, digest))
    }

    /// Says whether somebody who was let into a case could break glass over it now. Nothing is tried, so nothing is recorded.
    pub async fn could_declare(&self, entered: &Entered<'_>) -> Result<bool, DeskError> {
        Ok(self.declare_right(entered).await?.is_some_and(|decision| decision.is_allowed()))
    }

    /// Returns the gate's answer to whether somebody of the staff could, with what they lack.
    pub async fn declare_right(
        &self,
        entered: &Entered<'_>,
    ) -> Result<Option<Decision>, DeskError> {
        let Actor::Staff(staff) = entered.actor else { return Ok(None) };
        let owes_review = self.db.read().await?.owes_review(staff.id).await?;
        let (case, queue) = (entered.case().clone(), entered.queue.clone());
        let resource = Resource::Emergency { case, queue, owes_review };
        Ok(Some(self.authority.allows(entered.actor, Act::EmergencyDeclare, &resource)))
    }

    /// Asks the gate, and then whether it is a case by itself: which case a part went to is told to nobody whom the gate
    /// refuses.
    async fn breaking(
        &self,
        actor: &Actor,
        staff: &StaffActor,
        number: CaseNumber,
    ) -> Result<(Permit, Case), DeskError> {
        let resource = self.emergency_over(staff.id, number).await?;
        let permit = self.ask(actor, Act::EmergencyDeclare, &resource).await?;
        self.must_be_whole_number(number).await?;
        let Resource::Emergency { case, .. } = resource else { return Err(DeskError::NotFound) };
        Ok((permit, case))
    }

    async fn must_be_whole_number(&self, number: CaseNumber) -> Result<(), DeskError> {
        let record = self.db.read().await?.case_of_number(number).await?;
        self.must_be_whole(&record.ok_or(DeskError::NotFound)?).await
    }

    async fn emergency_over(
        &self,
        id: model::StaffId,
        number: CaseNumber,
    ) -> Result<Resource, DeskError> {
        let mut reader = self.db.read().await?;
        let record = reader.case_of_number(number).await?.ok_or(DeskError::NotFound)?;
        // Of a part the gate is asked as of what took it in, so that whoever may break glass is told where to.
        let case = match record.merged_into {
            Some(_) => record.case.as_part_of(&reader.host_of(record.clone()).await?.case),
            None => record.case,
        };
        let owes_review = reader.owes_review(id).await?;
        drop(reader);
        let queue = self.queue_of(case.queue_id).await?;
        Ok(Resource::Emergency { case, queue, owes_review })
    }

    /// Breaks glass over a case. The case need not be of one's own queue: that is what emergencies are for.
    pub async fn declare_emergency(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: &EmergencyDraft,
        proof: Option<&Proof>,
    ) -> Result<AuthorityId, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let (permit, case) = self.breaking(actor, staff, number).await?;
        let (shown, why) = self.terms_of_draft(staff, &case, draft).await?;
        let proof = proof.filter(|proof| {
            proof.person_id() == staff.person_id
                && Some(proof.session_id()) == actor.session_id()
                && proof.digest() == emergency_digest(number, &shown, &why)
        });
        let proof = proof.ok_or(DeskError::NeedsProof)?;
        let issuer = Issuer { identity: proof.identity(), ..shown.issuer };
        let terms = Terms { issuer, ..shown };
        let sealed = self.vault.seal(Owner::Case(case.id), why_cell(terms.id), why.as_bytes())?;
        let dispute = self.review_dispute(&case, staff, &terms).await?;
        let dispute = self.prepare_dispute(dispute).await?;
        let queue = self.dispute_queue().await?;
        let mut tx = self.db.write(permit).await?;
        // Once more within the transaction: two at once must not both find no debt.
        if tx.owes_review(staff.id).await? {
            return Err(DeskError::Conflict { what: "your own emergency" });
        }
        proof.use_in(&mut tx, self.now()).await?;
        let release = Release::Glass { proof, number, why: &why };
        self.mint(&mut tx, &terms, release).await?;
        // It is a dispute from the start, so that nobody has to remember to review it.
        let dispute = self.put_dispute(&mut tx, &dispute, &queue).await?;
        tx.insert_emergency(&EmergencyRow {
            authority_id: terms.id,
            staff_id: staff.id,
            case_id: case.id,
            dispute_id: Some(dispute.id),
            why_sealed: sealed,
            declared_at: self.now(),
            review: None,
        })
        .await?;
        self.enqueue_alarms(&mut tx, terms.id).await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(terms.id)
    }

    /// Makes the grant of a draft, and reads why. The same draft makes the same grant, so that what was shown, what was
    /// proved and what is given are one.
    async fn terms_of_draft(
        &self,
        staff: &StaffActor,
        case: &Case,
        draft: &EmergencyDraft,
    ) -> Result<(Terms, String), DeskError> {
        let why = check_words("why", &draft.why)?;
        let hours = draft.hours;
        if hours == 0 || hours > EMERGENCY_HOURS_MAX {
            let words = format!("between 1 and {EMERGENCY_HOURS_MAX}");
            return Err(DeskError::Invalid { field: "hours", words });
        }
        let not_before = self.shown_moment(draft.shown_at)?;
        let span = SignedDuration::from_hours(i64::from(hours));
        let terms = Terms {
            id: self.emergency_id(staff, case, hours, not_before).await?,
            kind: AuthorityKind::Emergency,
            number: None,
            // As it is shown; the proof says how sure we are.
            issuer: Issuer {
                person_id: staff.person_id,
                role: staff.roles.first().copied(),
                identity: SHOWN_IDENTITY,
            },
            holder: Holder::Staff(staff.id),
            scope: Scope::Case(case.id),
            persons: [case.requester_id].into(),
            acts: EMERGENCY_ACTS.into(),
            fields: self.config.fields.iter().map(|field| field.key.clone()).collect(),
            not_before,
            expires_at: not_before.checked_add(span).unwrap_or(not_before),
            n_uses_max: EMERGENCY_USES,
        };
        Ok((terms, why))
    }

    /// Draws the id that one showing has, the same each time: nothing is kept of what is only shown, and no page chooses
    /// an id. With the next one that somebody breaks it is another.
    async fn emergency_id(
        &self,
        staff: &StaffActor,
        case: &Case,
        hours: u32,
        shown_at: Timestamp,
    ) -> Result<AuthorityId, DeskError> {
        let rows = self.db.read().await?.emergencies().await?;
        let before = rows.iter().filter(|row| row.staff_id == staff.id);
        let before = before.map(|row| row.authority_id.uuid()).max().unwrap_or_default();
        let (staff, case) = (staff.id.uuid(), case.id.uuid());
        let secs = shown_at.as_second().to_be_bytes();
        let hours = hours.to_be_bytes();
        let parts: [&[u8]; 5] =
            [staff.as_bytes(), case.as_bytes(), before.as_bytes(), &hours, &secs];
        let mac = self.vault.mac("emergency id", &parts);
        let mut drawn = [0; 10];
        for (to, from) in drawn.iter_mut().zip(mac) {
            *to = from;
        }
        let millis = u64::try_from(shown_at.as_millisecond()).unwrap_or(0);
        let id = Builder::from_unix_timestamp_millis(millis, &drawn).into_uuid();
        Ok(AuthorityId::from_uuid(id))
    }

    /// Lists emergencies for those who watch and judge them, and for the tribunal of the dispute about each; one's own
    /// are shown to whoever declared them.
    pub async fn emergencies(&self, actor: &Actor) -> Result<Vec<EmergencyView>, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let rows = self.db.read().await?.emergencies().await?;
        let mut views = Vec::new();
        for row in rows {
            let (authority, terms) = self.authority_of(row.authority_id).await?;
            let watches = [Act::EmergencyReview, Act::AuthorityWithdraw]
                .iter()
                .any(|act| self.authority.allows(actor, *act, &resource_of(&terms)).is_allowed());
            let place = self.review_place(actor, &row).await?;
            if row.staff_id == staff.id || watches || place.is_some_and(|place| place.sits) {
                let resource = self.review_resource(&row, &terms).await?;
                let may_judge = self.authority.allows(actor, Act::EmergencyReview, &resource);
                let view = self.emergency_view(row, authority, place).await?;
                views.push(EmergencyView { may_judge: may_judge.is_allowed(), ..view });
            }
        }
        Ok(views)
    }

    /// Lists the glass that a member of the staff has broken and that is open now: case, and until when.
    pub(crate) async fn live_emergencies(
        &self,
        staff_id: model::StaffId,
    ) -> Result<Vec<(CaseNumber, Timestamp)>, DeskError> {
        let rows = self.db.read().await?.emergencies().await?;
        let mut live = Vec::new();
        for row in rows.iter().filter(|row| row.staff_id == staff_id && row.review.is_none()) {
            let (authority, _) = self.authority_of(row.authority_id).await?;
            let views = self.authority_views(vec![authority]).await?;
            let open = views.iter().filter(|view| view.is_live(self.now()));
            live.extend(open.filter_map(|view| Some((view.number?, view.terms.expires_at))));
        }
        Ok(live)
    }

    /// Builds the alarm for one member of the staff, or for the channel. It holds ids and numbers only.
    pub async fn emergency_notice(
        &self,
        id: AuthorityId,
        to: Option<model::StaffId>,
    ) -> Result<Option<OutgoingMail>, DeskError> {
        let Some(row) = self.db.read().await?.emergency(id).await? else { return Ok(None) };
        let address = match to {
            Some(staff_id) => self.staff_view(staff_id).await?.and_then(|card| card.address),
            None => self.config.channel.clone(),
        };
        let Some(address) = address else { return Ok(None) };
        let reading = match to {
            Some(staff_id) => self.reading_of_staff(staff_id).await?,
            None => Reading::default(),
        };
        let (authority, terms) = self.authority_of(id).await?;
        let place = self.review_place(&Actor::Founder, &row).await?;
        let review = place.map_or_else(String::new, |place| {
            format!("{}/disputes/{}\n", self.config.public_url, place.number)
        });
        let view = self.emergency_view(row, authority, place).await?;
        let (number, end) =
            (view.number.to_string(), house_mails::time(terms.expires_at, &reading));
        let values = [
            ("number", &*number),
            ("who", view.who.expose().as_str()),
            ("end", &end),
            ("url", &self.config.public_url),
            ("review", &review),
        ];
        let text = EMERGENCY_TEXT.with(reading.locale, &values);
        let about = [id.uuid().as_bytes().as_slice(), address.expose().as_bytes()].concat();
        let subject = EMERGENCY_SUBJECT.with(reading.locale, &[("number", &number)]);
        Ok(self.house_mail(address, subject, text, &about))
    }

    async fn enqueue_alarms(&self, tx: &mut db::WriteTx, id: AuthorityId) -> Result<(), DeskError> {
        let now = self.now();
        let mut told = vec![None];
        for row in self.staff_now().await?.iter().filter(|row| row.is_active) {
            if row.roles.contains(&Role::TeamLeader) {
                told.push(Some(row.id));
            }
        }
        for staff_id in told {
            let staff = staff_id.map_or_else(|| "null".to_owned(), |id| format!("\"{id}\""));
            let job = NewJob {
                id: JobId::draw(now, &*self.chance),
                name: EMERGENCY_NOTICE,
                payload: format!("{{\"authority_id\":\"{id}\",\"staff_id\":{staff}}}"),
                run_at: now,
            };
            tx.enqueue(&job, now).await?;
        }
        Ok(())
    }

    async fn emergency_view(
        &self,
        row: EmergencyRow,
        authority: db::AuthorityRow,
        place: Option<ReviewPlace>,
    ) -> Result<EmergencyView, DeskError> {
        let record = self.db.read().await?.case(row.case_id).await?;
        let number = record.ok_or(DeskError::NotFound)?.case.number;
        let id = row.authority_id;
        let finding = match row.review.as_ref().map(|review| &review.end) {
            Some(ReviewEnd::Finding { words_sealed, .. }) => {
                self.vault.open_text(finding_cell(id), words_sealed)?
            }
            Some(ReviewEnd::Ruling(_)) | None => None,
        };
        let mut views = self.authority_views(vec![authority]).await?;
        Ok(EmergencyView {
            number,
            authority: views.pop().ok_or(DeskError::NotFound)?,
            why: self.vault.open_text(why_cell(id), &row.why_sealed)?,
            finding,
            who: self.outward_name(row.staff_id).await?,
            place,
            may_judge: false,
            row,
        })
    }
}

/// Returns what a proof for breaking glass is of: the case as it was named, all of the grant, and why. By which way they
/// show that it is them is no part of it.
pub(crate) fn emergency_digest(number: CaseNumber, terms: &Terms, why: &str) -> [u8; 32] {
    let issuer = Issuer { identity: SHOWN_IDENTITY, ..terms.issuer };
    let grant = grant_digest(&Terms { issuer, ..terms.clone() });
    shown_digest("emergency.declare", &[number.to_string().as_bytes(), &grant, why.as_bytes()])
}

pub(crate) fn check_words(
    field: &'static str,
    words: &Personal<String>,
) -> Result<String, DeskError> {
    let text = words.expose().trim();
    let n = text.chars().count();
    if n == 0 || n > WORDS_CHARS_MAX {
        let words = format!("say it in up to {WORDS_CHARS_MAX} characters");
        return Err(DeskError::Invalid { field, words });
    }
    Ok(text.to_owned())
}

const fn why_cell(id: AuthorityId) -> Cell {
    Cell { table: "emergencies", column: "why_sealed", row: id.uuid() }
}
