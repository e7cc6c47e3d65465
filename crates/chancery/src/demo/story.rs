//! The story happens: each step by the act that a page would call, as the person who would.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use anyhow::{Context, bail};
use desk::{
    ConsentDraft, Deed, NewIntake, NewMember, NoteDraft, Received, ReplyDraft, StatementDraft,
};
use jiff::{SignedDuration, Timestamp};
use mail::{Envelope, Relay};
use model::{
    Act, Actor, Address, CaseKind, CaseNumber, CaseState, Clock, FieldKey, IncomingMail, MessageId,
    PersonId, Personal, QueueName, Seat, StaffId, Visibility,
};

use crate::{
    commands::role,
    demo::{
        clock::StoryClock,
        letters::Letter,
        script::{self, CaseScript, DOMAIN, MessageKind, Script, Seats, SeenStep, Step, What},
    },
    house::House,
    jobs,
};

/// After so long somebody signs in anew: sessions end when nobody uses them.
const SEAT_TIME: SignedDuration = SignedDuration::from_hours(2);

/// From where everybody signs in.
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Why whoever took a case themself opens what was written.
const REASON: &str = "to answer it";

/// Who sorts what comes in.
const SORTS: &str = "triager";

/// Beside this case stands a guide of this title, with its first step done.
const GUIDED_CASE: &str = "01-lost-passphrase-new-phone";
const GUIDE: &str = "Password recovery with split words and two witnesses";

/// In this case its requester is asked for consent.
const NAME_CASE: &str = "02-name-after-wedding";

/// The requester of this case asked to be forgotten.
const ERASURE_CASE: &str = "13-erase-me";

pub struct Story<'a> {
    house: &'a House,
    clock: Arc<StoryClock>,
    script: &'a Script,
    relay: Relay,
    rooms: mail::House,
    members: BTreeMap<&'a str, Member>,
    cases: BTreeMap<usize, Told>,
}

struct Member {
    staff_id: StaffId,
    person_id: PersonId,
    seat: Option<(Actor, Timestamp)>,
}

/// A case that has begun.
struct Told {
    number: CaseNumber,
    requester_id: PersonId,
    /// What came from outside and nobody has opened yet.
    unread: Vec<MessageId>,
}

impl<'a> Story<'a> {
    /// Gives the staff their places.
    pub async fn begin(
        house: &'a House,
        clock: Arc<StoryClock>,
        script: &'a Script,
        relay: Relay,
    ) -> anyhow::Result<Self> {
        let rooms = mail::House {
            domain: DOMAIN.to_owned(),
            installation_id: house.desk.log_verifier().origin().to_owned(),
        };
        let mut members = BTreeMap::new();
        for person in &script.people {
            let address = Address::parse(&person.address)?;
            let roles = person.roles.iter().map(|word| role(word));
            let new = NewMember {
                address: address.clone(),
                name: Personal::new(person.name.clone()),
                roles: roles.collect::<anyhow::Result<BTreeSet<_>>>()?,
            };
            let given = house.desk.invite(&Actor::Founder, new, None).await?;
            house.issue_signing_key(&Actor::Founder, given.id, &person.name, &address).await?;
            let member = Member { staff_id: given.id, person_id: given.person_id, seat: None };
            members.insert(person.key.as_str(), member);
        }
        Ok(Self { house, clock, script, relay, rooms, members, cases: BTreeMap::new() })
    }

    /// Has one thing happen.
    pub async fn step(&mut self, step: &Step) -> anyhow::Result<()> {
        self.clock.go_on_to(step.at);
        let case = self.script.cases.get(step.case).context("a case of the script")?;
        match step.what {
            What::Mail(index) => self.arrive(step, case, index).await,
            What::Take => self.take(step.case, case).await,
            What::Say(index) => self.say(step.case, case, index).await,
            What::Close => self.close(step.case, case).await,
        }
    }

    /// Tells what waits for the reader, and says who sits where.
    pub async fn end(mut self) -> anyhow::Result<Seats> {
        let keys: Vec<&str> = self.members.keys().copied().collect();
        for key in keys {
            self.stand_up(key).await?;
        }
        self.begin_guide().await?;
        self.ask_consent().await?;
        self.propose_destruction().await?;
        self.house.desk.sequence().await?;
        self.seats()
    }

    async fn arrive(&mut self, step: &Step, case: &CaseScript, index: usize) -> anyhow::Result<()> {
        let message = case.messages.get(index).context("a message of the script")?;
        let first = case.messages.first().context("a first message")?;
        let reply = format!("Re: {}", first.subject);
        let letter = Letter {
            from: &message.from,
            to: &case.queue,
            subject: if index == 0 { &first.subject } else { &reply },
            text: &message.text,
            at: step.at,
            place: (step.case, index),
        };
        let to = Address::parse(&format!("{}@{DOMAIN}", case.queue))?;
        let bytes = letter.bytes();
        let sender = Some(Address::parse(address_in(&message.from))?);
        let envelope = Envelope { from: sender.clone(), recipients: vec![to.clone()] };
        let mail = IncomingMail { is_aligned: true, ..mail::parse(&bytes, &envelope) };
        let new = NewIntake {
            envelope_from: sender,
            recipients: vec![to],
            peer: Some(HERE),
            helo: "story.example".to_owned(),
            bytes,
        };
        let intake = self.house.desk.accept(new).await?;
        let case_id = match self.house.desk.receive(intake, mail).await? {
            Received::Opened(id) | Received::Added(id) => id,
            other => bail!("the mail became {other:?}"),
        };
        let record = self.house.db.read().await?.case(case_id).await?.context("the case")?;
        let told = self.cases.entry(step.case).or_insert_with(|| Told {
            number: record.case.number,
            requester_id: record.case.requester_id,
            unread: Vec::new(),
        });
        if told.number != record.case.number {
            bail!("the mail did not find its case");
        }
        let mut reader = self.house.db.read().await?;
        if let Some(last) = reader.messages(case_id).await?.last() {
            told.unread.push(last.message.id);
        }
        Ok(())
    }

    /// Who sorts gives the case to whoever works on it; a tribunal's seats are taken, not given.
    async fn take(&mut self, index: usize, case: &CaseScript) -> anyhow::Result<()> {
        let number = self.told(index)?.number;
        if number.kind == CaseKind::Dispute {
            return self.take_seats(number).await;
        }
        let to = self.member(&case.assigned)?.staff_id;
        let by_sorter = self.seat(SORTS).await?;
        let wanted = QueueName::parse(&case.queue)?;
        let me = self.seat(&case.assigned).await?;
        if self.house.desk.show(&me, number).await?.view.queue.name != wanted {
            self.house.desk.move_case(&by_sorter, number, &wanted, None).await?;
        }
        if self.house.desk.assign(&by_sorter, number, to, None).await.is_ok() {
            return Ok(());
        }
        self.house.desk.assign(&me, number, to, None).await?;
        Ok(())
    }

    async fn take_seats(&mut self, number: CaseNumber) -> anyhow::Result<()> {
        for (key, seat) in [("manager", Seat::CaseManager), ("arbitrator", Seat::Arbitrator)] {
            let me = self.seat(key).await?;
            let staff_id = self.member(key)?.staff_id;
            self.house.desk.take_seat(&me, number, seat, staff_id).await?;
        }
        Ok(())
    }

    async fn say(&mut self, index: usize, case: &CaseScript, n: usize) -> anyhow::Result<()> {
        let message = case.messages.get(n).context("a message of the script")?;
        let number = self.told(index)?.number;
        let desk = self.house.desk.clone();
        let is_note = message.kind == MessageKind::Note;
        let text = Personal::new(message.text.trim().to_owned());
        if number.kind == CaseKind::Dispute {
            let me = self.seat(&case.assigned).await?;
            let visibility = if is_note { Visibility::Tribunal } else { Visibility::Claimant };
            desk.hear(&me, number, StatementDraft { text, visibility }).await?;
        } else {
            self.hold(index, case).await?;
            self.open(index, case).await?;
            let me = self.seat(&case.assigned).await?;
            if is_note {
                desk.note(&me, number, NoteDraft { text }).await?;
            } else {
                desk.reply(&me, number, ReplyDraft { text, n_seen: None }).await?;
            }
        }
        if is_note { Ok(()) } else { self.leave().await }
    }

    /// What was written leaves, once it can no longer be taken back.
    async fn leave(&self) -> anyhow::Result<()> {
        let undo = SignedDuration::from_secs(self.house.config.desk.undo_secs + 1);
        self.clock.go_on_to(self.clock.now() + undo);
        for departure in self.house.desk.departures().await? {
            let id = departure.id;
            let sent = jobs::leaving::depart(departure, Some(&self.relay), &self.rooms).await;
            self.house.desk.departed(id, sent).await?;
        }
        Ok(())
    }

    /// A case that was closed and came back is taken again.
    async fn hold(&mut self, index: usize, case: &CaseScript) -> anyhow::Result<()> {
        let number = self.told(index)?.number;
        let me = self.seat(&case.assigned).await?;
        let view = self.house.desk.show(&me, number).await?.view;
        if view.case.assignment.is_none() && view.case.state != CaseState::Closed {
            self.take(index, case).await?;
        }
        Ok(())
    }

    /// Whoever answers has read what was written: an act, with its entry, that the requester sees.
    async fn open(&mut self, index: usize, case: &CaseScript) -> anyhow::Result<()> {
        let me = self.seat(&case.assigned).await?;
        let told = self.cases.get_mut(&index).context("the case has begun")?;
        for id in std::mem::take(&mut told.unread) {
            self.house.desk.unseal(&me, told.number, id, Some(REASON)).await?;
        }
        Ok(())
    }

    async fn close(&mut self, index: usize, case: &CaseScript) -> anyhow::Result<()> {
        let number = self.told(index)?.number;
        let key = if case.assigned.is_empty() { SORTS } else { &case.assigned };
        let me = self.seat(key).await?;
        self.house.desk.close(&me, number, None).await?;
        Ok(())
    }

    /// Somebody who lost every way to sign in is helped along a guide.
    async fn begin_guide(&mut self) -> anyhow::Result<()> {
        let (index, case) = self.case_of(GUIDED_CASE)?;
        let number = self.told(index)?.number;
        let me = self.seat(&case.assigned).await?;
        let entered = self.house.desk.enter(&me, number).await?;
        let offers = self.house.desk.case_guides(&entered).await?.offers;
        let guide = offers.into_iter().find(|offer| offer.title == GUIDE);
        let guide = guide.with_context(|| format!("no guide is called {GUIDE}"))?;
        let run = self.house.desk.start_guide(&me, number, guide.id).await?;
        self.house.desk.tick(&me, number, run, 1, None).await?;
        Ok(())
    }

    /// In a case about a name, its requester is asked for leave to look at the name on record.
    async fn ask_consent(&mut self) -> anyhow::Result<()> {
        let (index, case) = self.case_of(NAME_CASE)?;
        let number = self.told(index)?.number;
        let me = self.seat(&case.assigned).await?;
        let draft = ConsentDraft {
            acts: [Act::FieldShow, Act::FieldEdit].into(),
            fields: [FieldKey::parse("legal_name")?, FieldKey::parse("date_of_birth")?].into(),
            words: Personal::new(
                "To write your new name into your account, we compare it with what is on record."
                    .to_owned(),
            ),
            n_uses_max: 2,
            hours: 48,
        };
        self.house.desk.ask_consent(&me, number, draft).await?;
        Ok(())
    }

    /// Somebody asked to be forgotten: that takes two, and one of them has proposed it.
    async fn propose_destruction(&mut self) -> anyhow::Result<()> {
        let (_, case) = self.case_of(ERASURE_CASE)?;
        let from = case.messages.first().context("a first message")?.from.as_str();
        let address = Address::parse(address_in(from))?;
        let named = self.house.desk.named_person(&address)?;
        let me = self.seat("sysadmin").await?;
        self.house.desk.propose(&me, &Deed::DestroyPerson(named)).await?;
        Ok(())
    }

    fn seats(&self) -> anyhow::Result<Seats> {
        let mut seats = Vec::new();
        for person in &self.script.people {
            let member = self.member(&person.key)?;
            seats.push(script::Seat {
                key: person.key.clone(),
                person_id: member.person_id.to_string(),
                name: person.name.clone(),
                part: person.roles.join(", ").replace('_', " "),
                line: person.line.clone(),
            });
        }
        let mut steps = Vec::new();
        for step in &self.script.tour {
            let is_known = seats.iter().any(|seat| seat.key == step.seat);
            if !is_known {
                seats.push(self.requester(&step.seat)?);
            }
            steps.push(SeenStep {
                title: step.title.clone(),
                words: step.words.clone(),
                seat: step.seat.clone(),
                path: self.path(&step.path)?,
            });
        }
        Ok(Seats { seats, steps })
    }

    /// The requester of a case, as somebody who can be sat down as.
    fn requester(&self, stem: &str) -> anyhow::Result<script::Seat> {
        let (index, case) = self.case_of(stem)?;
        let from = &case.messages.first().context("a first message")?.from;
        let name = from.split('<').next().unwrap_or(from).trim().trim_matches('"');
        let told = self.told(index)?;
        Ok(script::Seat {
            key: stem.to_owned(),
            person_id: told.requester_id.to_string(),
            name: name.to_owned(),
            part: "requester".to_owned(),
            line: script::Said {
                en: format!("Wrote {}.", told.number),
                cs: format!("Napsáno: {}.", told.number),
                de: format!("Schrieb {}.", told.number),
            },
        })
    }

    /// Puts the number of a case in place of its stem.
    fn path(&self, path: &str) -> anyhow::Result<String> {
        let Some((before, rest)) = path.split_once('{') else { return Ok(path.to_owned()) };
        let (stem, after) = rest.split_once('}').context("a path with { has a }")?;
        let (index, _) = self.case_of(stem)?;
        Ok(format!("{before}{}{after}", self.told(index)?.number))
    }

    fn case_of(&self, stem: &str) -> anyhow::Result<(usize, &'a CaseScript)> {
        let mut cases = self.script.cases.iter().enumerate();
        cases.find(|(_, case)| case.stem == stem).with_context(|| format!("no case {stem}"))
    }

    fn told(&self, index: usize) -> anyhow::Result<&Told> {
        self.cases.get(&index).context("the case has begun")
    }

    fn member(&self, key: &str) -> anyhow::Result<&Member> {
        self.members.get(key).with_context(|| format!("people.toml has nobody called {key}"))
    }

    /// Returns somebody as an actor, signed in now.
    async fn seat(&mut self, key: &str) -> anyhow::Result<Actor> {
        // Nobody does two things at once.
        self.clock.go_on_to(self.clock.now() + SignedDuration::from_secs(1));
        let now = self.clock.now();
        let member = self.members.get_mut(key);
        let member = member.with_context(|| format!("people.toml has nobody called {key}"))?;
        if let Some((actor, since)) = &member.seat
            && now.duration_since(*since) < SEAT_TIME
        {
            return Ok(actor.clone());
        }
        let sign_in = &self.house.sign_in;
        let secret = sign_in.issue_link(member.person_id).await?;
        let signed_in = sign_in.use_link(secret.expose(), HERE).await?.context("a fresh link")?;
        member.seat = Some((signed_in.actor.clone(), now));
        Ok(signed_in.actor)
    }

    async fn stand_up(&mut self, key: &str) -> anyhow::Result<()> {
        let me = self.seat(key).await?;
        self.house.desk.end_other_sessions(&me).await?;
        let session = me.session_id().context("whoever signed in has a session")?;
        self.house.desk.end_session(&me, session).await?;
        if let Some(member) = self.members.get_mut(key) {
            member.seat = None;
        }
        Ok(())
    }
}

/// Returns the address in `Name <address>`.
fn address_in(from: &str) -> &str {
    from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>'))
}
