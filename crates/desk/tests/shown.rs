//! Tokens that were shown and do not do: each way is refused with its own sentence, and is on record, once in each
//! window; and an expiry that was seen stays, whatever the clock says.
//!
//! Long because each way in which a token does not do has a row, with the world that makes it so.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;

use audit::{Entry, Outcome};
use authority::{IssuerKey, Narrowing, TokenKey, narrow};
use db::EntryFilter;
use desk::{
    ConsentChoice, ConsentDraft, Console, DeskError, DirectionDraft, DisputeDraft, EmergencyDraft,
    HolderDraft, LegalDraft, PrecedentDraft, Redemption, RulingDraft,
};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, AuthorityId, AuthorityKind, CaseKind, CaseNumber, Class, Clock as _, Field,
    FieldKey, Held, Issuer, PersonId, Personal, QueueName, Relation, Role, Scope, Seat, Terms,
    ToMember,
};
use testkit::{
    SeededChance,
    house::{Member, TestHouse, mail_from},
    postgres::TestDatabase,
};

/// Seconds of one window of refusals (`db/src/entries.rs`).
const WINDOW_SECS: i64 = 60;

macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let test = concat!(module_path!(), "::", stringify!($name));
                let run = async { super::$name(super::world(None).await).await };
                testkit::carried_out::watch(test, run).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                let test = concat!(module_path!(), "::", stringify!($name));
                let run = async {
                    let database = testkit::postgres::database().await;
                    super::$name(super::world(Some(database)).await).await;
                };
                testkit::carried_out::watch(test, run).await;
            })*
        }
    };
}

on_both!(
    what_does_not_do_is_refused_in_words_and_entered_once,
    what_is_no_token_is_refused_in_words_and_entered_once,
    of_two_at_the_last_use_one_wins_and_the_other_is_on_record,
    a_precedent_does_not_reach_whoever_gave_it,
    what_is_carried_elsewhere_is_refused_in_words_and_entered,
    unknown_case,
    other_subject,
    closed_case,
    other_act,
    what_expired_stays_so_when_the_clock_goes_back,
    a_clock_that_ran_ahead_leaves_a_house_that_goes_on,
    a_case_is_marked_under_a_ruling_that_names_it,
    one_use_is_enough_to_mark_a_case,
);

struct World {
    house: TestHouse,
    egon: Member,
    ema: Member,
    tessa: Member,
    arno: Member,
    cleo: Member,
    jana: PersonId,
    /// Signed in.
    as_jana: Actor,
    number: CaseNumber,
    other: CaseNumber,
    otto: PersonId,
}

/// A consent of Jana's, as a token.
struct Given {
    id: AuthorityId,
    token: Vec<u8>,
}

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn key(word: &str) -> FieldKey {
    FieldKey::parse(word).unwrap()
}

fn field(word: &str, held: Held) -> Field {
    Field {
        key: key(word),
        label: word.to_owned(),
        class: Class::Personal,
        held,
        to_member: ToMember::Ask,
        elsewhere: None,
    }
}

fn console(name: &str) -> Console {
    Console { name: name.to_owned(), secret: text("a secret of its own"), url: None }
}

async fn world(database: Option<TestDatabase>) -> World {
    let house = TestHouse::with(database, |config| {
        config.fields = vec![
            field("status", Held::Here),
            field("born", Held::Here),
            field("passphrase", Held::Console),
        ];
        config.consoles = vec![console("accounts"), console("mail")];
    })
    .await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let ema = house.member("ema", &[Role::SupportEngineer]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let cleo = house.member("cleo", &[Role::CaseManager]).await;
    let number = opened(&house, "jana@mail.example", "Lost").await;
    let other = opened(&house, "otto@mail.example", "Where is it").await;
    let (jana, otto) = (requester(&house, number).await, requester(&house, other).await);
    let secret = house.sign_in.issue_link(jana).await.unwrap();
    let peer = std::net::IpAddr::from([127, 0, 0, 9]);
    let as_jana = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().actor;
    World { house, egon, ema, tessa, arno, cleo, jana, as_jana, number, other, otto }
}

async fn opened(house: &TestHouse, address: &str, subject: &str) -> CaseNumber {
    let mail = mail_from("Somebody", address, subject, "Please help me.");
    house.number(house.mail(mail).await).await
}

async fn requester(house: &TestHouse, number: CaseNumber) -> PersonId {
    let record = house.db.read().await.unwrap().case_of_number(number).await.unwrap();
    record.unwrap().case.requester_id
}

impl World {
    /// Jana agrees to all that is asked.
    async fn consent(&self, acts: &[Act], fields: &[&str], n_uses_max: u32, hours: u32) -> Given {
        let desk = &self.house.desk;
        let acts: BTreeSet<Act> = acts.iter().copied().collect();
        let fields: BTreeSet<FieldKey> = fields.iter().map(|word| key(word)).collect();
        let words = text("to compare it");
        let draft =
            ConsentDraft { acts: acts.clone(), fields: fields.clone(), words, n_uses_max, hours };
        let id = desk.ask_consent(&self.egon.actor, self.number, draft).await.unwrap();
        let shown_at = Timestamp::from_second(self.house.clock.now().as_second()).unwrap();
        let choice = ConsentChoice { acts, fields, n_uses_max, hours, shown_at };
        let (_, digest) = desk.consent_terms(&self.as_jana, id, &choice).await.unwrap();
        let proof = self.house.prove(&self.as_jana, digest).await;
        let id = desk.give_consent(&self.as_jana, id, &choice, Some(&proof)).await.unwrap();
        let row = self.house.db.read().await.unwrap().authority(id).await.unwrap().unwrap();
        Given { id, token: row.token }
    }

    /// Opens the status of the requester of a case with a token shown.
    async fn shows(
        &self,
        by: &Member,
        number: CaseNumber,
        word: &str,
        token: &[u8],
    ) -> Result<(), DeskError> {
        let done = self.house.desk.show_field(&by.actor, number, &key(word), Some(token)).await;
        done.map(drop)
    }

    async fn refusals(&self, act: Act) -> Vec<Entry> {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let filter = EntryFilter { act: Some(act), n_max: 1_000, ..EntryFilter::default() };
        let rows = self.house.db.read().await.unwrap().entries(&filter).await.unwrap();
        let entries = rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap());
        entries.filter(|entry| entry.outcome == Outcome::Refused).collect()
    }

    /// Tries twice in one window; each is refused with the sentence, by the policy, and the two are one entry, of
    /// whoever tried.
    async fn refused(
        &self,
        by: &Member,
        act: Act,
        (policy, words): (&str, &str),
        attempt: impl AsyncFn() -> Result<(), DeskError>,
    ) {
        self.house.wait_secs(WINDOW_SECS);
        let before = self.refusals(act).await.len();
        for _ in 0..2 {
            is_refused(attempt().await, policy, words);
        }
        let after = self.refusals(act).await;
        assert_eq!(after.len(), before + 1, "{policy}: one entry for one window");
        is_entry(&after[0], &by.staff.id.to_string(), policy);
    }

    /// The same of a console that nobody vouches for: each try is an entry, of nobody.
    async fn turned_away(&self, words: &str, attempt: impl AsyncFn() -> Result<(), DeskError>) {
        let before = self.refusals(Act::FieldEdit).await.len();
        is_refused(attempt().await, "core-token-form", words);
        let after = self.refusals(Act::FieldEdit).await;
        assert_eq!(after.len(), before + 1, "{words}");
        is_entry(&after[0], "", "core-token-form");
    }

    /// Takes an authority to a system outside.
    async fn presented(&self, id: AuthorityId) -> Personal<String> {
        let desk = &self.house.desk;
        desk.present_authority(&self.egon.actor, id, "accounts").await.unwrap().token
    }

    async fn redeems(&self, at: &str, redemption: &Redemption) -> Result<(), DeskError> {
        self.house.desk.redeem(&console(at), redemption).await.map(drop)
    }

    async fn redemption(&self, id: AuthorityId) -> Redemption {
        Redemption {
            token: self.presented(id).await,
            act: Act::FieldEdit,
            field: key("passphrase"),
            person_id: self.jana,
            number: self.number,
            relation: None,
        }
    }

    /// An arbitrator rules what the engineers may do, in every request or in the case that is named.
    async fn ruled(&self, acts: &[Act], case: Option<CaseNumber>) -> Vec<u8> {
        self.ruled_for(acts, case, 9).await
    }

    async fn ruled_for(&self, acts: &[Act], case: Option<CaseNumber>, n_uses_max: i64) -> Vec<u8> {
        let desk = &self.house.desk;
        let filed = DisputeDraft {
            complaint: text("It does not go on."),
            relief: text("Let it."),
            respondent: text("The support team"),
            ..DisputeDraft::default()
        };
        let dispute = desk.own_file(&self.as_jana, None, filed).await.unwrap();
        for (member, seat) in [(&self.arno, Seat::Arbitrator), (&self.cleo, Seat::CaseManager)] {
            desk.take_seat(&member.actor, dispute, seat, member.staff.id).await.unwrap();
        }
        let class = PrecedentDraft { kind: CaseKind::Request, queue: None };
        let direction = DirectionDraft {
            holder: HolderDraft::Role(Role::SupportEngineer),
            acts: acts.iter().copied().collect(),
            fields: acts
                .contains(&Act::FieldShow)
                .then(|| "status".to_owned())
                .into_iter()
                .collect(),
            case,
            persons: BTreeSet::new(),
            not_before: None,
            expires_at: self.house.clock.now() + SignedDuration::from_hours(48),
            n_uses_max,
            precedent: case.is_none().then_some(class),
        };
        let draft = RulingDraft {
            facts: text("It does not go on."),
            considerations: text("It should."),
            decision: text("It does."),
            is_interim: false,
            is_sealed: false,
            directions: vec![direction],
        };
        let before = self.given().await;
        self.house.rule(&self.arno, dispute, draft).await.unwrap();
        let new = self.given().await.into_iter().find(|id| !before.contains(id)).unwrap();
        self.house.db.read().await.unwrap().authority(new).await.unwrap().unwrap().token
    }

    async fn given(&self) -> Vec<AuthorityId> {
        let mut reader = self.house.db.read().await.unwrap();
        let all = reader.authority_counts(None, 1_000).await.unwrap();
        all.into_iter().map(|row| row.id).collect()
    }

    async fn is_sound(&self) {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let report = self.house.desk.verify_log(None).await.unwrap().report;
        assert!(report.is_sound(), "{report:?}");
    }
}

#[track_caller]
fn is_refused(done: Result<(), DeskError>, policy: &str, words: &str) {
    match done {
        Err(DeskError::Denied(denial)) => {
            assert_eq!(denial.policies[0].id, policy, "{denial}");
            let sentence = &denial.sentence;
            assert!(sentence.contains(words) && sentence.ends_with('.'), "{sentence}");
        }
        other => panic!("{policy}: {other:?}"),
    }
}

#[track_caller]
fn is_entry(entry: &Entry, who: &str, policy: &str) {
    assert_eq!((entry.who.id.as_str(), entry.policies[0].id.as_str()), (who, policy));
    assert!(entry.authorities.is_empty() && entry.digest.is_empty(), "nothing was done: {entry:?}");
}

async fn what_does_not_do_is_refused_in_words_and_entered_once(world: World) {
    let (egon, number) = (&world.egon, world.number);
    let show = Act::FieldShow;
    let good = world.consent(&[show, Act::FieldDisclose], &["status"], 5, 40).await;
    let token = good.token.as_slice();
    world.shows(egon, number, "status", token).await.unwrap();
    let row = ("core-authority-case", "for another case");
    world
        .refused(egon, show, row, async || world.shows(egon, world.other, "status", token).await)
        .await;
    let row = ("core-authority-field", "does not reach this field");
    world.refused(egon, show, row, async || world.shows(egon, number, "born", token).await).await;
    let row = ("core-authority-role", "holders of another role");
    world
        .refused(&world.tessa, show, row, async || {
            world.shows(&world.tessa, number, "status", token).await
        })
        .await;
    let (desk, status) = (&world.house.desk, key("status"));
    let row = ("core-authority-act", "for another act");
    world
        .refused(egon, Act::FieldEdit, row, async || {
            desk.edit_field(&egon.actor, number, &status, text("x"), 0, Some(token)).await
        })
        .await;
    let row = ("core-authority-subject-field", "somebody else's data");
    world
        .refused(egon, Act::FieldDisclose, row, async || {
            let (actor, member) = (&egon.actor, Relation::Member);
            let told =
                desk.disclose_field(actor, number, world.otto, &status, member, Some(token)).await;
            told.map(drop)
        })
        .await;
    // Passed on for less than it is, it does no more than that.
    let verifier = desk.token_verifier();
    let to = Narrowing { staff_id: Some(world.ema.staff.id), ..Narrowing::default() };
    let narrowed = narrow(&verifier, token, &to, &SeededChance::new(3)).unwrap();
    let row = ("core-authority-narrowed", "was narrowed");
    world
        .refused(egon, show, row, async || world.shows(egon, number, "status", &narrowed).await)
        .await;
    world.shows(&world.ema, number, "status", &narrowed).await.unwrap();

    let once = world.consent(&[show], &["status"], 1, 40).await;
    world.shows(egon, number, "status", &once.token).await.unwrap();
    let row = ("core-authority-spent", "All uses");
    world
        .refused(egon, show, row, async || world.shows(egon, number, "status", &once.token).await)
        .await;
    let short = world.consent(&[show], &["status"], 5, 1).await;
    world.house.wait_secs(3_600);
    let row = ("core-authority-expired", "has expired");
    world
        .refused(egon, show, row, async || world.shows(egon, number, "status", &short.token).await)
        .await;
    let back = world.consent(&[show], &["status"], 5, 30).await;
    desk.withdraw_authority(&world.as_jana, back.id).await.unwrap();
    let row = ("core-authority-withdrawn", "was taken back");
    world
        .refused(egon, show, row, async || world.shows(egon, number, "status", &back.token).await)
        .await;
    // Of all that, two uses were counted, and the last one of another.
    let row = world.house.db.read().await.unwrap().authority(good.id).await.unwrap().unwrap();
    assert_eq!(row.n_used, 2);
    world.is_sound().await;
}

async fn what_is_no_token_is_refused_in_words_and_entered_once(world: World) {
    let (egon, number, show) = (&world.egon, world.number, Act::FieldShow);
    let good = world.consent(&[show], &["status"], 5, 40).await;
    let read = world.house.desk.token_verifier().read(&good.token).unwrap();
    let (chance, issuer) = (SeededChance::new(9), IssuerKey::of_seed(&[2; 32]).unwrap());
    let mint = |key: &TokenKey, terms: &Terms| key.mint(terms, &issuer, &chance).unwrap();
    let stranger = TokenKey::of_seed(&[9; 32]).unwrap();
    let own = TokenKey::of_seed(&world.house.vault.secret("authority").unwrap()).unwrap();
    let wide = Terms { n_uses_max: 1_000, ..read.terms.clone() };
    let elsewhere = Terms {
        kind: AuthorityKind::Precedent,
        number: Some("d20261121.1/r1".to_owned()),
        scope: Scope::Class { kind: CaseKind::Request, queue: None },
        persons: BTreeSet::new(),
        issuer: Issuer { role: Some(Role::Arbitrator), ..read.terms.issuer },
        ..wide.clone()
    };
    let cut = good.token[..good.token.len() - 9].to_vec();
    // One octet of the terms that were signed.
    let at = good.token.windows(6).position(|octets| octets == b"status").unwrap();
    let mut widened = good.token.clone();
    widened[at] ^= 1;
    let long = vec![7; 64 * 1024];
    let table = [
        ("cut off", cut),
        ("cut off", b"AAAA".to_vec()),
        ("cut off", Vec::new()),
        ("at most", long),
        ("signature does not hold", widened),
        ("signature does not hold", mint(&stranger, &read.terms)),
        ("signature does not hold", mint(&stranger, &wide)),
        // The house's own key is not enough: it was never given here.
        ("signature does not hold", mint(&own, &wide)),
        ("signature does not hold", mint(&own, &elsewhere)),
    ];
    for (words, token) in table {
        let row = ("core-token-form", words);
        world
            .refused(egon, show, row, async || world.shows(egon, number, "status", &token).await)
            .await;
    }
    // What they hold is not looked for in its place, and nothing of it was used.
    let row = world.house.db.read().await.unwrap().authority(good.id).await.unwrap().unwrap();
    assert_eq!(row.n_used, 0);
    world.shows(egon, number, "status", &good.token).await.unwrap();
    world.is_sound().await;
}

async fn of_two_at_the_last_use_one_wins_and_the_other_is_on_record(world: World) {
    let (number, show) = (world.number, Act::FieldShow);
    let once = world.consent(&[show], &["status"], 1, 40).await;
    world.house.wait_secs(WINDOW_SECS);
    let before = world.refusals(show).await.len();
    let (one, two) = tokio::join!(
        world.shows(&world.egon, number, "status", &once.token),
        world.shows(&world.ema, number, "status", &once.token),
    );
    let (late, loser) = match (one.is_ok(), two.is_ok()) {
        (true, false) => (two, &world.ema),
        (false, true) => (one, &world.egon),
        both => panic!("one wins: {both:?}"),
    };
    is_refused(late, "core-authority-spent", "All uses");
    let after = world.refusals(show).await;
    assert_eq!(after.len(), before + 1);
    is_entry(&after[0], &loser.staff.id.to_string(), "core-authority-spent");
    let row = world.house.db.read().await.unwrap().authority(once.id).await.unwrap().unwrap();
    assert_eq!(row.n_used, 1);
    world.is_sound().await;
}

/// The arbitrator asks for help themself, later: what they ruled for all requests is not for theirs.
async fn a_precedent_does_not_reach_whoever_gave_it(world: World) {
    let (egon, show) = (&world.egon, Act::FieldShow);
    let token = world.ruled(&[show, Act::MessageUnseal], None).await;
    world.shows(egon, world.number, "status", &token).await.unwrap();
    world.shows(egon, world.other, "status", &token).await.unwrap();
    let address = world.arno.address.expose().to_owned();
    let own = opened(&world.house, &address, "My own request").await;
    assert_eq!(requester(&world.house, own).await, world.arno.staff.person_id);
    let row = ("core-authority-own", "concerned in this case themself");
    world.refused(egon, show, row, async || world.shows(egon, own, "status", &token).await).await;
    let desk = &world.house.desk;
    let message = desk.show(&egon.actor, own).await.unwrap().messages[0].message.id;
    world
        .refused(egon, Act::MessageUnseal, row, async || {
            desk.unseal(&egon.actor, own, message, None).await.map(drop)
        })
        .await;
    world.is_sound().await;
}

async fn what_is_carried_elsewhere_is_refused_in_words_and_entered(world: World) {
    let good = world.consent(&[Act::FieldEdit], &["passphrase"], 5, 20).await;
    let right = world.redemption(good.id).await;
    world
        .turned_away("presented to another system", async || world.redeems("mail", &right).await)
        .await;
    let bare = data_encoding::BASE64URL_NOPAD.encode(&good.token);
    let bare = Redemption { token: Personal::new(bare), ..right.clone() };
    let words = "was not presented to a system by its holder";
    world.turned_away(words, async || world.redeems("accounts", &bare).await).await;
    let broken = Redemption { token: text("AAAA"), ..right.clone() };
    world.turned_away("cut off", async || world.redeems("accounts", &broken).await).await;

    world.redeems("accounts", &right).await.unwrap();
    let row = ("core-token-form", "was redeemed before");
    let egon = &world.egon;
    world
        .refused(egon, Act::FieldEdit, row, async || world.redeems("accounts", &right).await)
        .await;
    let late = world.redemption(good.id).await;
    world.house.wait_secs(5 * 60);
    world
        .turned_away("presentation is too old", async || world.redeems("accounts", &late).await)
        .await;
    let row = world.house.db.read().await.unwrap().authority(good.id).await.unwrap().unwrap();
    assert_eq!(row.n_used, 1);
    world.is_sound().await;
}

// The four failures of the console that this replaces, through the desk, each on record.

async fn unknown_case(world: World) {
    let good = world.consent(&[Act::FieldEdit], &["passphrase"], 5, 20).await;
    let right = world.redemption(good.id).await;
    let number = CaseNumber { sequence: 999, ..right.number };
    let none = Redemption { number, ..right };
    let row = ("core-token-form", "no such case");
    let attempt = async || world.redeems("accounts", &none).await;
    world.refused(&world.egon, Act::FieldEdit, row, attempt).await;
    let number = world.other;
    let another = Redemption { number, ..none };
    let row = ("core-authority-case", "for another case");
    let attempt = async || world.redeems("accounts", &another).await;
    world.refused(&world.egon, Act::FieldEdit, row, attempt).await;
}

async fn other_subject(world: World) {
    let good = world.consent(&[Act::FieldEdit], &["passphrase"], 5, 20).await;
    let right = world.redemption(good.id).await;
    let theirs = Redemption { person_id: world.otto, ..right };
    let row = ("core-authority-subject-field", "somebody else's data");
    let attempt = async || world.redeems("accounts", &theirs).await;
    world.refused(&world.egon, Act::FieldEdit, row, attempt).await;
}

async fn closed_case(world: World) {
    let good = world.consent(&[Act::FieldEdit], &["passphrase"], 5, 20).await;
    let right = world.redemption(good.id).await;
    world.house.desk.close(&world.tessa.actor, world.number, None).await.unwrap();
    let row = ("core-field-closed", "closed case");
    let attempt = async || world.redeems("accounts", &right).await;
    world.refused(&world.egon, Act::FieldEdit, row, attempt).await;
}

async fn other_act(world: World) {
    let good = world.consent(&[Act::FieldEdit], &["passphrase"], 5, 20).await;
    let right = world.redemption(good.id).await;
    let reads = Redemption { act: Act::FieldShow, ..right };
    let row = ("core-authority-act", "for another act");
    let attempt = async || world.redeems("accounts", &reads).await;
    world.refused(&world.egon, Act::FieldShow, row, attempt).await;
}

async fn what_expired_stays_so_when_the_clock_goes_back(world: World) {
    let (egon, number, show) = (&world.egon, world.number, Act::FieldShow);
    let short = world.consent(&[show], &["status"], 5, 1).await;
    let long = world.consent(&[show], &["status"], 5, 9).await;
    world.shows(egon, number, "status", &short.token).await.unwrap();
    world.house.wait_secs(3_600);
    // Nobody tries it meanwhile: that time passed is seen by whoever numbers entries.
    world.house.desk.sequence().await.unwrap();
    world.house.wait_secs(-1_800);
    let row = ("core-authority-expired", "has expired");
    world
        .refused(egon, show, row, async || world.shows(egon, number, "status", &short.token).await)
        .await;
    let held = world.house.desk.own_authorities(&egon.actor).await.unwrap();
    let live = held.iter().filter(|view| view.is_live(world.house.clock.now()));
    assert_eq!(live.map(|view| view.terms.id).collect::<Vec<_>>(), [long.id]);
    let taken = world.house.desk.present_authority(&egon.actor, short.id, "accounts").await;
    assert!(matches!(taken, Err(DeskError::Invalid { .. })), "{taken:?}");
    world.shows(egon, number, "status", &long.token).await.unwrap();
    world.is_sound().await;
}

async fn a_clock_that_ran_ahead_leaves_a_house_that_goes_on(world: World) {
    let (egon, number, show) = (&world.egon, world.number, Act::FieldShow);
    let before = world.consent(&[show], &["status"], 5, 9).await;
    let years = 20 * 365 * 86_400;
    world.house.wait_secs(years);
    world.house.desk.sequence().await.unwrap();
    world.house.wait_secs(-years);
    let row = ("core-authority-expired", "has expired");
    world
        .refused(egon, show, row, async || world.shows(egon, number, "status", &before.token).await)
        .await;
    // It is asked for anew, and holds.
    let after = world.consent(&[show], &["status"], 5, 9).await;
    world.house.desk.sequence().await.unwrap();
    world.shows(egon, number, "status", &after.token).await.unwrap();
    world.is_sound().await;
}

/// A case that the engineers neither see by their queue nor have in their hands.
async fn elsewhere(world: &World, address: &str) -> CaseNumber {
    let number = opened(&world.house, address, "What is this").await;
    let abuse = QueueName::parse("abuse").unwrap();
    world.house.desk.move_case(&world.tessa.actor, number, &abuse, None).await.unwrap();
    number
}

async fn class_of(world: &World, number: CaseNumber) -> Class {
    let row = world.house.db.read().await.unwrap().case_of_number(number).await.unwrap();
    row.unwrap().case.class
}

async fn marks(world: &World, number: CaseNumber) -> Result<(), DeskError> {
    let draft = LegalDraft::default();
    world.house.desk.mark_legal(&world.egon.actor, number, draft).await.map(drop)
}

async fn offers_to_mark(world: &World, number: CaseNumber) -> bool {
    let desk = &world.house.desk;
    let entered = desk.enter(&world.egon.actor, number).await.unwrap();
    let rights = desk.case_rights(&entered).await.unwrap();
    rights.iter().any(|decision| {
        matches!(decision, desk::Decision::Allowed(grant) if grant.act == Act::CaseMarkLegal)
    })
}

async fn a_case_is_marked_under_a_ruling_that_names_it(world: World) {
    let (desk, egon) = (&world.house.desk, &world.egon);
    let (show, unseal, mark) = (Act::CaseShow, Act::MessageUnseal, Act::CaseMarkLegal);
    let alien = marks(&world, elsewhere(&world, "adam@mail.example").await).await;
    assert!(matches!(alien, Err(DeskError::Denied(_))), "{alien:?}");
    // Whoever asks marks nothing, signed in or not.
    let own = desk.mark_legal(&world.as_jana, world.number, LegalDraft::default()).await;
    assert!(matches!(own, Err(DeskError::NotFound)), "{own:?}");

    // Neither opening nor reading is marking, and what is not read is not marked.
    let none: [(&str, &[Act]); 4] =
        [("bea", &[unseal]), ("cyril", &[show]), ("dora", &[show, unseal]), ("emil", &[mark])];
    for (local, acts) in none {
        let number = elsewhere(&world, &format!("{local}@mail.example")).await;
        world.ruled(acts, Some(number)).await;
        let done = marks(&world, number).await;
        assert!(matches!(done, Err(DeskError::Denied(_))), "{acts:?}: {done:?}");
        assert_ne!(class_of(&world, number).await, Class::Legal, "{acts:?}");
        if acts.contains(&show) {
            assert!(!offers_to_mark(&world, number).await, "{acts:?}");
        }
    }
    // A ruling for all such cases marks none of them.
    let number = elsewhere(&world, "filip@mail.example").await;
    world.ruled(&[show, mark], None).await;
    let done = marks(&world, number).await;
    assert!(matches!(done, Err(DeskError::Denied(_))), "{done:?}");
    // Who breaks glass reads, and changes nothing.
    let why = text("Somebody else uses the account now.");
    let glass = EmergencyDraft { why, hours: 2, shown_at: world.house.clock.now() };
    let (_, digest) = desk.emergency_terms(&egon.actor, number, &glass).await.unwrap();
    let proof = world.house.prove(&egon.actor, digest).await;
    desk.declare_emergency(&egon.actor, number, &glass, Some(&proof)).await.unwrap();
    assert!(!offers_to_mark(&world, number).await);
    let done = marks(&world, number).await;
    assert!(matches!(done, Err(DeskError::Denied(_))), "{done:?}");
    assert_ne!(class_of(&world, number).await, Class::Legal);

    let number = elsewhere(&world, "gita@mail.example").await;
    let token = world.ruled(&[show, mark], Some(number)).await;
    let id = desk.token_verifier().read(&token).unwrap().terms.id;
    assert!(offers_to_mark(&world, number).await);
    marks(&world, number).await.unwrap();
    assert_eq!(class_of(&world, number).await, Class::Legal);
    while desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(mark), n_max: 100, ..EntryFilter::default() };
    let rows = world.house.db.read().await.unwrap().entries(&filter).await.unwrap();
    let entries = rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap());
    let done: Vec<Entry> = entries.filter(|entry| entry.outcome == Outcome::Done).collect();
    assert_eq!((done.len(), &done[0].authorities[0].id), (1, &id.to_string()));
    world.is_sound().await;
}

/// It is not read for that, so nothing but the marking counts.
async fn one_use_is_enough_to_mark_a_case(world: World) {
    let number = elsewhere(&world, "hana@mail.example").await;
    let token = world.ruled_for(&[Act::CaseShow, Act::CaseMarkLegal], Some(number), 1).await;
    let id = world.house.desk.token_verifier().read(&token).unwrap().terms.id;
    marks(&world, number).await.unwrap();
    assert_eq!(class_of(&world, number).await, Class::Legal);
    let row = world.house.db.read().await.unwrap().authority(id).await.unwrap().unwrap();
    assert_eq!(row.n_used, 1);
    while world.house.desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(Act::CaseShow), n_max: 100, ..EntryFilter::default() };
    let rows = world.house.db.read().await.unwrap().entries(&filter).await.unwrap();
    let mut entries = rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap());
    let under = id.to_string();
    assert!(!entries.any(|entry| entry.authorities.iter().any(|used| used.id == under)));
    let read = world.house.desk.show(&world.egon.actor, number).await;
    assert!(matches!(read, Err(DeskError::Denied(_))), "the use is used: {read:?}");
    world.is_sound().await;
}
