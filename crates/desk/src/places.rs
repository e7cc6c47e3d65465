//! Places on the staff: given, changed and ended.

use std::collections::BTreeSet;

use audit::Permit;
use authority::{Approval, board_of};
use db::{NewJob, NewStaff};
use jiff::{civil::Date, tz::TimeZone};
use model::{
    Act, Actor, Address, JobId, Mailbox, OutgoingMail, Personal, Resource, Role, StaffId,
    check_roles,
};
use vault::{Cell, Owner};

use crate::{
    Desk, DeskError,
    house_mails::{self, PLACE_SUBJECT, PLACE_TEXT},
    views::StaffView,
};

/// The name of the job that tells somebody of their place; its payload is `{"staff_id":"…"}`.
pub const PLACE_NOTICE: &str = "place_notice";

/// Characters of the longest name.
const NAME_CHARS_MAX: usize = 200;

/// Characters of the longest reference to a check.
const REFERENCE_CHARS_MAX: usize = 200;

/// Somebody who is to join the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMember {
    /// Their own address at the organisation.
    pub address: Address,
    /// Their name.
    pub name: Personal<String>,
    /// What they are trusted with.
    pub roles: BTreeSet<Role>,
}

/// A check of somebody's background: that it was made, and where it is told of. What was found stays there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The day on which it was finished.
    pub on: Date,
    /// What tells of it: the number of its case, say.
    pub reference: Personal<String>,
}

/// A place as it is given.
struct Given {
    new: NewMember,
    check: Option<Check>,
    /// The edition of their roles that a motion was decided on; 0 for who had none.
    base: Option<i64>,
    /// Whether they are told by mail; the command line prints a link.
    is_told: bool,
}

impl Desk {
    /// Gives a person a place on the staff. Somebody who has one gets these roles instead of theirs.
    pub async fn invite(
        &self,
        actor: &Actor,
        new: NewMember,
        check: Option<Check>,
    ) -> Result<StaffView, DeskError> {
        valid_place(&new, check.as_ref())?;
        let permit = self.ask(actor, Act::StaffInvite, &Resource::House).await?;
        let given = Given { new, check, base: None, is_told: false };
        let id = self.give_place(permit, given).await?;
        self.staff_view(id).await?.ok_or(DeskError::NotFound)
    }

    /// Gives the place that a motion of the board gave.
    pub(crate) async fn give_place_by_two(
        &self,
        actor: &Actor,
        new: NewMember,
        check: Option<Check>,
        base: i64,
        approval: &Approval,
    ) -> Result<(), DeskError> {
        let permit = self.ask_by_two(actor, Act::StaffInvite, &Resource::House, approval).await?;
        let given = Given { new, check, base: Some(base), is_told: true };
        self.give_place(permit, given).await.map(drop)
    }

    /// Ends a member's place: roles, seat, keys, sessions, tokens and what they hold go at once.
    pub async fn remove_staff(&self, actor: &Actor, id: StaffId) -> Result<(), DeskError> {
        let resource = self.staff_resource(id).await?;
        let permit = self.ask(actor, Act::StaffRemove, &resource).await?;
        self.end_place(permit, &resource, id).await
    }

    /// Ends the place that a motion of the board ends.
    pub(crate) async fn remove_staff_by_two(
        &self,
        actor: &Actor,
        id: StaffId,
        approval: &Approval,
    ) -> Result<(), DeskError> {
        let resource = self.staff_resource(id).await?;
        let permit = self.ask_by_two(actor, Act::StaffRemove, &resource, approval).await?;
        self.end_place(permit, &resource, id).await
    }

    /// Returns a member as the gate is asked about them: who sits on the board is not removed like others.
    pub(crate) async fn staff_resource(&self, id: StaffId) -> Result<Resource, DeskError> {
        let staff = self.db.read().await?.staff(id).await?.ok_or(DeskError::NotFound)?;
        Ok(if staff.is_on_board() { Resource::BoardMember(id) } else { Resource::Staff(id) })
    }

    /// Gives a place with a seat on the board.
    pub(crate) async fn give_seat(
        &self,
        permit: Permit,
        new: NewMember,
    ) -> Result<StaffId, DeskError> {
        valid_place(&new, None)?;
        let given = Given { new, check: None, base: None, is_told: false };
        self.give_place(permit, given).await
    }

    async fn give_place(&self, permit: Permit, given: Given) -> Result<StaffId, DeskError> {
        let Given { new, check, base, is_told } = given;
        let mailbox = Mailbox { name: Some(new.name.clone()), address: new.address };
        let party = self.party(&mailbox).await?;
        let now = self.now();
        let mut tx = self.db.write(permit).await?;
        let held = tx.staff_of_person(party.id).await?;
        let edition = held.as_ref().map_or(0, |staff| staff.role_edition);
        if base.is_some_and(|base| base != edition) {
            return Err(DeskError::Void { words: "their roles changed since it was proposed" });
        }
        let id = match held {
            Some(staff) => {
                // The roles first: whoever is just taking a seat in the old ones is waited for, and seen.
                tx.update_staff_roles(staff.id, &new.roles).await?;
                self.vacate_seats(&mut tx, staff.id, &new.roles).await?;
                staff.id
            }
            None => {
                self.put_party(&mut tx, &party).await?;
                let id = StaffId::draw(now, &*self.chance);
                let roles = new.roles;
                tx.insert_staff(&NewStaff { id, person_id: party.id, roles }, now).await?;
                id
            }
        };
        let name = self.seal_name(party.id, new.name.expose())?;
        tx.update_person_name(party.id, &name).await?;
        if let Some(check) = check {
            let reference = check.reference.expose().trim().as_bytes();
            let sealed = self.vault.seal(Owner::Person(party.id), check_cell(id), reference)?;
            let at = check.on.to_zoned(TimeZone::UTC).map_err(|_| far_day())?.timestamp();
            tx.update_check(id, at, &sealed).await?;
        }
        if is_told {
            let payload = format!("{{\"staff_id\":\"{id}\"}}");
            let job = JobId::draw(now, &*self.chance);
            tx.enqueue(&NewJob { id: job, name: PLACE_NOTICE, payload, run_at: now }, now).await?;
        }
        tx.commit().await?;
        self.cards.clear();
        self.enqueued.notify_one();
        self.look_at_board().await?;
        Ok(id)
    }

    async fn end_place(
        &self,
        permit: Permit,
        resource: &Resource,
        id: StaffId,
    ) -> Result<(), DeskError> {
        let mut tx = self.db.write(permit).await?;
        // They may have taken a seat since the gate was asked.
        let staff = tx.staff(id).await?;
        let is_on_board = staff.as_ref().is_some_and(|staff| staff.is_on_board());
        if is_on_board != matches!(resource, Resource::BoardMember(_)) {
            return Err(DeskError::Conflict { what: "place" });
        }
        // The place first: whoever is just taking a seat, or keeping what they type, in it is waited for, and seen.
        tx.remove_staff(id, self.now()).await?;
        tx.delete_drafts_of_staff(id).await?;
        if let Some(staff) = staff {
            // What they had begun as one of the staff and as a person; they stay a person, and may begin anew.
            tx.delete_jottings_of_person(staff.person_id).await?;
        }
        tx.delete_own_desk(id).await?;
        tx.delete_notices_of(id).await?;
        self.vacate_seats(&mut tx, id, &BTreeSet::new()).await?;
        tx.commit().await?;
        self.cards.clear();
        self.look_at_board().await
    }

    /// Notes whether the board stands now: roles or seats changed.
    pub(crate) async fn look_at_board(&self) -> Result<(), DeskError> {
        let _one = self.board.lock().await;
        let board = board_of(&mut self.db.read().await?).await?;
        self.authority.note_board(board);
        Ok(())
    }

    /// Builds the mail that tells somebody of their place; `None` when they are gone.
    pub async fn place_notice(&self, id: StaffId) -> Result<Option<OutgoingMail>, DeskError> {
        let Some(member) = self.staff_view(id).await?.filter(|member| member.is_active) else {
            return Ok(None);
        };
        let Some(address) = member.address else { return Ok(None) };
        let locale = self.reading_of(member.person_id).await?.locale;
        let roles = member.roles.iter().map(|role| house_mails::role(*role, locale));
        let roles = roles.collect::<Vec<_>>().join(", ");
        let (domain, url) = (&*self.config.domain, &*self.config.public_url);
        let text = PLACE_TEXT.with(locale, &[("domain", domain), ("roles", &roles), ("url", url)]);
        let about = [id.uuid().as_bytes().as_slice(), self.now().to_string().as_bytes()].concat();
        Ok(self.house_mail(address, PLACE_SUBJECT.said(locale).to_owned(), text, &about))
    }

    /// Returns everyone on the staff.
    pub async fn staff(&self, actor: &Actor) -> Result<Vec<StaffView>, DeskError> {
        self.ask_to_read(actor, Act::StaffList, &Resource::House).await?;
        let mut reader = self.db.read().await?;
        let rows = reader.all_staff().await?;
        let mut staff = Vec::with_capacity(rows.len());
        for row in rows {
            staff.push(self.card(&mut reader, row).await?);
        }
        Ok(staff)
    }

    /// Returns the card of one member: of oneself, say.
    pub async fn member(&self, id: StaffId) -> Result<StaffView, DeskError> {
        self.staff_view(id).await?.ok_or(DeskError::NotFound)
    }
}

/// Accepts a place that can be given.
pub fn valid_place(new: &NewMember, check: Option<&Check>) -> Result<(), DeskError> {
    let invalid = |field, words: String| Err(DeskError::Invalid { field, words });
    let name = new.name.expose().trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return invalid("name", format!("say their name, in at most {NAME_CHARS_MAX} characters"));
    }
    if let Err(conflict) = check_roles(&new.roles) {
        return invalid("roles", conflict.to_string());
    }
    if new.roles.is_empty() {
        return invalid("roles", "name at least one role".to_owned());
    }
    let Some(check) = check else { return Ok(()) };
    let reference = check.reference.expose().trim();
    if reference.is_empty() || reference.chars().count() > REFERENCE_CHARS_MAX {
        let words = format!(
            "say where the check is told of, a case number say, in at most {REFERENCE_CHARS_MAX} characters"
        );
        return invalid("reference", words);
    }
    Ok(())
}

const fn check_cell(id: StaffId) -> Cell {
    Cell { table: "staff", column: "check_sealed", row: id.uuid() }
}

fn far_day() -> DeskError {
    DeskError::Invalid { field: "checked_on", words: "there is no such day".to_owned() }
}
