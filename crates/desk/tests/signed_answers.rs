//! Answers to requests for consent by signed mail: what counts, what does not, and that nobody is answered otherwise for it.
//! Long because each way that an answer may fail is walked to its end.
//!
//! That a signature holds is the mail room's to say and tested there; here it is said.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::sync::atomic::{AtomicU32, Ordering};

use audit::{Entry, Outcome};
use authority::{Proof, shown_digest};
use data_encoding::{BASE64, HEXLOWER};
use db::EntryFilter;
use desk::{
    CHANNEL_NOTICE, ConsentDraft, ConsentState, Deed, DeskConfig, DeskError, NewIntake,
    NewSignatureKey, PolicyDraft, Profile, Received, SignatureKeyChange,
};
use jiff::SignedDuration;
use model::{
    Act, Actor, Address, Asked, CaseNumber, Class, Clock, ConsentId, Field, FieldKey, Held,
    Identity, IncomingMail, OutgoingMail, PersonId, Personal, Role, SignatureFault, SignatureWay,
    SignedMail, SignedText, ToMember,
};
use testkit::house::{Member, TestHouse, mail_from};
use vault::Cell;

macro_rules! world_tests {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let test = concat!(module_path!(), "::", stringify!($name));
                let run = async {
                    let house = testkit::house::TestHouse::with(None, super::set).await;
                    super::$name(super::world(house).await).await;
                };
                testkit::carried_out::watch(test, run).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                let test = concat!(module_path!(), "::", stringify!($name));
                let run = async {
                    let database = Some(testkit::postgres::database().await);
                    let house = testkit::house::TestHouse::with(database, super::set).await;
                    super::$name(super::world(house).await).await;
                };
                testkit::carried_out::watch(test, run).await;
            })*
        }
    };
}

world_tests!(
    a_signed_quote_grants,
    what_is_left_out_is_not_given,
    a_signed_quote_declines,
    what_was_changed_does_not_count,
    a_signature_that_fails_does_not_count,
    only_whoever_was_asked_answers,
    a_quote_of_another_request_does_not_count,
    a_request_is_answered_once,
    a_request_that_lapsed_is_not_answered,
    what_is_beside_the_signature_does_not_count,
    a_key_is_set_down_by_a_proof_of_it,
    a_key_that_was_removed_signs_nothing,
    who_is_destroyed_leaves_no_evidence,
    the_staff_answer_on_the_page,
    what_counted_is_kept_with_its_key,
    an_opaque_signature_that_fails_is_told,
    what_the_case_does_not_take_answers_nothing,
    nothing_is_said_of_keys_of_others,
    four_keys_are_kept_of_a_person,
    who_may_be_trusted_is_on_record,
    what_has_no_place_to_come_to_is_not_offered,
);

const FINGERPRINT: &str = "92c6033549ebde51f5f3ce2f042217e436b49309";

struct World {
    house: TestHouse,
    egon: Member,
    jana: PersonId,
    number: CaseNumber,
}

fn key(key: &str) -> FieldKey {
    FieldKey::parse(key).unwrap()
}

fn set(config: &mut DeskConfig) {
    let field = |name: &str, label: &str| Field {
        key: key(name),
        label: label.to_owned(),
        class: Class::Personal,
        held: Held::Here,
        to_member: ToMember::Ask,
        elsewhere: None,
    };
    config.fields = vec![field("name", "Name"), field("born", "Date of birth")];
    config.takes_certificates = true;
}

async fn world(house: TestHouse) -> World {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let id = house.mail(mail_from("Jana", "jana@mail.example", "Help", "Please help me.")).await;
    let number = house.number(id).await;
    house.give(number, &tessa, &egon).await;
    let jana = house.db.read().await.unwrap().case(id).await.unwrap().unwrap().case.requester_id;
    World { house, egon, jana, number }
}

impl World {
    async fn asks(&self) -> (ConsentId, OutgoingMail) {
        self.asks_in(self.number).await
    }

    async fn asks_in(&self, number: CaseNumber) -> (ConsentId, OutgoingMail) {
        let draft = ConsentDraft {
            acts: [Act::FieldShow, Act::FieldEdit].into(),
            fields: [key("name"), key("born")].into(),
            words: Personal::new("to correct what is wrong".to_owned()),
            n_uses_max: 3,
            hours: 24,
        };
        let id = self.house.desk.ask_consent(&self.egon.actor, number, draft).await.unwrap();
        (id, self.house.desk.consent_notice(id).await.unwrap().unwrap())
    }

    async fn state(&self, id: ConsentId) -> ConsentState {
        self.house.db.read().await.unwrap().consent(id).await.unwrap().unwrap().state
    }

    /// Takes a mail in, and returns what stands as wrong with it.
    async fn receives(&self, mail: IncomingMail) -> Option<String> {
        let received = self.house.take_in(mail).await;
        let (Received::Added(id) | Received::Opened(id)) = received else { return None };
        let mut reader = self.house.db.read().await.unwrap();
        let number = reader.case(id).await.unwrap().unwrap().case.number;
        drop(reader);
        let page = self.house.desk.show(&self.egon.actor, number).await.unwrap();
        page.messages.last().unwrap().message.fault.clone()
    }

    async fn entries(&self, act: Act) -> usize {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let filter = EntryFilter { act: Some(act), n_max: 100, ..EntryFilter::default() };
        let rows = self.house.db.read().await.unwrap().entries(&filter).await.unwrap();
        let entries = rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap());
        entries.filter(|entry| entry.outcome == Outcome::Done).count()
    }

    async fn signs_in(&self, of: PersonId) -> Actor {
        let secret = self.house.sign_in.issue_link(of).await.unwrap();
        let peer = std::net::IpAddr::from([127, 0, 0, 9]);
        self.house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().actor
    }

    async fn sets_down(&self, actor: &Actor) -> model::SignatureKeyId {
        self.tries_to_set_down(actor, FINGERPRINT).await.unwrap()
    }

    async fn tries_to_set_down(
        &self,
        actor: &Actor,
        fingerprint: &str,
    ) -> Result<model::SignatureKeyId, DeskError> {
        let me = actor.person_id().unwrap();
        let digest = SignatureKeyChange::Add(fingerprint).digest(me);
        let proof = self.house.prove(actor, digest).await;
        self.house.desk.add_signature_key(actor, &key_of(fingerprint), Some(&proof)).await
    }

    /// Opens what an answer rests on; `None` where it is there no more.
    async fn evidence(&self, id: ConsentId) -> Option<serde_json::Value> {
        let mut reader = self.house.db.read().await.unwrap();
        let (proof, sealed) = reader.signed_evidence(id).await.unwrap()?;
        let cell = Cell { table: "signed_answers", column: "evidence_sealed", row: proof.uuid() };
        let opened = self.house.vault.open_text(cell, &sealed).unwrap()?;
        Some(serde_json::from_str(opened.expose()).unwrap())
    }

    /// The lines of a request as its mail would carry them, for whomever it tells none.
    async fn lines(&self, id: ConsentId) -> String {
        let mut reader = self.house.db.read().await.unwrap();
        let row = reader.consent(id).await.unwrap().unwrap();
        let number = reader.case(row.case_id).await.unwrap().unwrap().case.number;
        let acts = row.acts.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(" ");
        let fields = row.fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let digest = shown_digest(
            "consent request",
            &[
                row.id.uuid().as_bytes(),
                row.case_id.uuid().as_bytes(),
                row.person_id.uuid().as_bytes(),
                row.asked_by.uuid().as_bytes(),
                row.holder_role.as_str().as_bytes(),
                acts.as_bytes(),
                fields.as_bytes(),
                &row.words_sealed,
                &row.n_uses_max.to_be_bytes(),
                &row.hours.to_be_bytes(),
                &row.lapses_at.as_microsecond().to_be_bytes(),
            ],
        );
        let labels = [(key("name"), "Name"), (key("born"), "Date of birth")];
        let asked = Asked {
            id,
            code: HEXLOWER.encode(&digest[..16]),
            number,
            role: row.holder_role,
            acts: row.acts,
            fields: labels.map(|(key, label)| (key, label.to_owned())).into(),
            hours: row.hours,
            n_uses_max: row.n_uses_max,
        };
        asked.lines().join("\n")
    }

    /// The changes that somebody is told of by mail.
    async fn changes_told(&self) -> Vec<String> {
        let mut found = Vec::new();
        while let Some(job) = self.house.desk.claim_job().await.unwrap() {
            if job.name == desk::FACTOR_NOTICE {
                let payload: serde_json::Value = serde_json::from_str(&job.payload).unwrap();
                found.push(payload["change"].as_str().unwrap().to_owned());
            }
        }
        found
    }

    /// Has a policy of the house's own, beside the standing ones.
    async fn rules(&self, text: &str) {
        let adam = self.house.member("adam", &[Role::Administrator]).await;
        let cora = self.house.member("cora", &[Role::Counsel]).await;
        let draft = PolicyDraft {
            file: "ours.cedar".to_owned(),
            text: Some(text.to_owned()),
            note: "To try it.".to_owned(),
        };
        let desk = &self.house.desk;
        let change = desk.policy_change(&adam.actor, draft).await.unwrap();
        let id = desk.propose(&adam.actor, &Deed::ChangePolicies(change)).await.unwrap();
        let row = self.house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
        desk.approve(&cora.actor, id, &row.digest).await.unwrap();
    }
}

fn new_key() -> NewSignatureKey {
    key_of(FINGERPRINT)
}

fn key_of(fingerprint: &str) -> NewSignatureKey {
    NewSignatureKey {
        fingerprint: fingerprint.to_owned(),
        bytes: Personal::new(b"a public key".to_vec()),
    }
}

/// Quotes a mail below a first line, each of its lines changed.
fn quoted(first: &str, asked: &OutgoingMail, change: impl Fn(&str) -> Option<String>) -> String {
    let lines = asked.text.expose().lines().filter_map(change);
    let lines = lines.map(|line| format!("> {line}\n"));
    format!("{first}\n\nJana\n\n{}", lines.collect::<String>())
}

fn same(line: &str) -> Option<String> {
    Some(line.to_owned())
}

static N_ANSWERS: AtomicU32 = AtomicU32::new(1);

/// A mail to where answers to a request come, unsigned.
fn answer(asked: &OutgoingMail, from: &str, text: &str) -> IncomingMail {
    let mail = mail_from("Jana", from, "Re: Your consent is asked for", text);
    IncomingMail {
        recipients: asked.reply_to.clone().into_iter().collect(),
        message_id: Some(format!("{}@answers.example", N_ANSWERS.fetch_add(1, Ordering::Relaxed))),
        ..mail
    }
}

fn signed_by(way: SignatureWay, text: &str) -> SignedMail {
    SignedMail {
        way,
        found: Ok(SignedText {
            text: Personal::new(text.to_owned()),
            entity: Personal::new(format!("Content-Type: text/plain\r\n\r\n{text}").into_bytes()),
            signature: Personal::new(vec![1, 2, 3]),
            fingerprint: Personal::new(FINGERPRINT.to_owned()),
            part: Personal::new("cafe".to_owned()),
            verified_by: vec![Personal::new(b"a key or a chain".to_vec())],
            at: "2026-11-21T09:00:00Z".parse().unwrap(),
        }),
    }
}

fn signed(asked: &OutgoingMail, from: &str, text: &str) -> IncomingMail {
    let signed = Some(signed_by(SignatureWay::Smime, text));
    IncomingMail { signed, ..answer(asked, from, text) }
}

const JANA: &str = "jana@mail.example";
const NOT_COUNTED: &str = "it quotes a request for consent, but does not count as an answer: ";

fn why(fault: Option<String>) -> String {
    fault.unwrap().strip_prefix(NOT_COUNTED).unwrap().to_owned()
}

async fn a_signed_quote_grants(world: World) {
    let (id, asked) = world.asks().await;
    assert_eq!(asked.reply_to.as_ref().unwrap().local().split('+').next(), Some("case"));
    let fault = world.receives(signed(&asked, JANA, &quoted("I grant", &asked, same))).await;
    assert_eq!(fault, None);
    let row = world.house.db.read().await.unwrap().consent(id).await.unwrap().unwrap();
    assert_eq!((row.state, row.signed_way), (ConsentState::Given, Some(SignatureWay::Smime)));
    let jana = world.house.requester(world.jana);
    let given = world.house.desk.person_authorities(&jana).await.unwrap();
    let terms = &given[0].terms;
    assert_eq!(terms.acts, [Act::FieldShow, Act::FieldEdit].into());
    assert_eq!(terms.fields, [key("name"), key("born")].into());
    assert_eq!((terms.n_uses_max, terms.issuer.identity), (3, Identity::Strong));
    assert_eq!(terms.issuer.person_id, world.jana);
    let hours = terms.expires_at.duration_since(terms.not_before).as_hours();
    assert_eq!((hours, terms.persons.len()), (24, 1));
    assert_eq!(world.entries(Act::ConsentGive).await, 1);
    // The staff use it as any other: its token is good for the fields that it names.
    let egon = &world.egon.actor;
    let desk = &world.house.desk;
    let name = Personal::new("Jana Nováková".to_owned());
    desk.edit_field(egon, world.number, &key("name"), name, 0, None).await.unwrap();
    let shown = desk.show_field(egon, world.number, &key("name"), None).await.unwrap();
    assert_eq!(shown.value.unwrap().expose(), "Jana Nováková");
    // She is told, at the address that is hers.
    assert_eq!(world.changes_told().await, ["consent_given"]);
    let told = desk.factor_notice(world.jana, "consent_given").await.unwrap().unwrap();
    assert_eq!(told.to.expose(), JANA);
    assert!(told.text.expose().starts_with("Consent was given in your name"));
    let page = world.house.desk.show(&world.egon.actor, world.number).await.unwrap();
    assert_eq!(page.messages.len(), 2, "the answer is a message, too");
    // The channel is told how.
    let message = page.messages.last().unwrap().message.id;
    let notice = world.house.desk.channel_notice(message).await.unwrap().unwrap();
    assert!(notice.text.expose().starts_with("Consent was given by this mail, signed (S/MIME)."));
}

async fn what_is_left_out_is_not_given(world: World) {
    let (id, asked) = world.asks().await;
    let text = quoted("Uděluji.", &asked, |line| match line {
        line if line.starts_with("# act field.edit") || line.starts_with("# field born") => None,
        "# hours 24" => Some("# hours 2".to_owned()),
        line => same(line),
    });
    assert_eq!(world.receives(signed(&asked, JANA, &text)).await, None);
    assert_eq!(world.state(id).await, ConsentState::Given);
    let jana = world.house.requester(world.jana);
    let terms = world.house.desk.person_authorities(&jana).await.unwrap()[0].terms.clone();
    assert_eq!((terms.acts, terms.fields), ([Act::FieldShow].into(), [key("name")].into()));
    assert_eq!(terms.expires_at.duration_since(terms.not_before).as_hours(), 2);
}

async fn a_signed_quote_declines(world: World) {
    let (id, asked) = world.asks().await;
    let text = quoted("Ich lehne ab", &asked, same);
    assert_eq!(world.receives(signed(&asked, JANA, &text)).await, None);
    assert_eq!(world.state(id).await, ConsentState::Declined);
    assert_eq!(world.entries(Act::ConsentDecline).await, 1);
    assert_eq!(world.changes_told().await, ["consent_declined"]);
    let jana = world.house.requester(world.jana);
    assert!(world.house.desk.person_authorities(&jana).await.unwrap().is_empty());
}

async fn what_was_changed_does_not_count(world: World) {
    let (id, asked) = world.asks().await;
    let changes = [
        (
            "field.show",
            "message.unseal",
            "a line that it quotes was changed, or is not of this request",
        ),
        (
            "# hours 24",
            "# hours 240",
            "a line that it quotes was changed, or is not of this request",
        ),
        ("# code ", "# code 0", "the code that it quotes is not the one of this request"),
        ("# uses 3", "", "the lines that it quotes are not complete"),
    ];
    for (from, to, expect) in changes {
        let text = quoted("I grant", &asked, |line| Some(line.replace(from, to)));
        assert_eq!(why(world.receives(signed(&asked, JANA, &text)).await), expect);
    }
    let text = quoted("I grant it", &asked, same);
    let fault = why(world.receives(signed(&asked, JANA, &text)).await);
    assert_eq!(fault, "its first line is neither “I grant” nor “I decline”");
    assert_eq!(world.state(id).await, ConsentState::Asked);
    assert_eq!(world.entries(Act::ConsentGive).await, 0);
}

async fn a_signature_that_fails_does_not_count(world: World) {
    let (id, asked) = world.asks().await;
    let text = quoted("I grant", &asked, same);
    for (n, fault) in [
        SignatureFault::Expired,
        SignatureFault::Revoked,
        SignatureFault::OtherAuthority,
        SignatureFault::OtherAddress,
        SignatureFault::Broken,
        SignatureFault::NoKey,
    ]
    .into_iter()
    .enumerate()
    {
        let signed = Some(SignedMail { way: SignatureWay::Smime, found: Err(fault) });
        let mail = IncomingMail { signed, ..answer(&asked, JANA, &format!("{text}{n}")) };
        assert_eq!(why(world.receives(mail).await), fault.to_string());
    }
    let unsigned = answer(&asked, JANA, &text);
    assert_eq!(why(world.receives(unsigned).await), "no signature encloses it");
    let question = answer(&asked, JANA, &quoted("Why?", &asked, same));
    assert_eq!(world.receives(question).await, None, "a question is a question");
    assert_eq!(world.state(id).await, ConsentState::Asked);
}

async fn only_whoever_was_asked_answers(world: World) {
    let (id, asked) = world.asks().await;
    let text = quoted("I grant", &asked, same);
    // A delegate, who was sent the mail on and signs it with a good certificate of their own.
    let fault = world.receives(signed(&asked, "klara@mail.example", &text)).await;
    assert_eq!(why(fault), "it is not from whoever was asked");
    assert_eq!(world.state(id).await, ConsentState::Asked);
    let jana = world.house.requester(world.jana);
    assert!(world.house.desk.person_authorities(&jana).await.unwrap().is_empty());
}

async fn a_quote_of_another_request_does_not_count(world: World) {
    let (id, asked) = world.asks().await;
    let (other, other_asked) = world.asks().await;
    // The code of one under the name of the other.
    let code = |asked: &OutgoingMail| {
        let text = asked.text.expose();
        text.lines().find(|line| line.starts_with("# code")).unwrap().to_owned()
    };
    let text =
        quoted("I grant", &asked, |line| Some(line.replace(&code(&asked), &code(&other_asked))));
    let fault = why(world.receives(signed(&asked, JANA, &text)).await);
    assert_eq!(fault, "the code that it quotes is not the one of this request");
    let both =
        format!("{}{}", quoted("I grant", &asked, same), quoted("I grant", &other_asked, same));
    let fault = why(world.receives(signed(&asked, JANA, &both)).await);
    assert_eq!(fault, "it quotes more than one request");
    // A good answer that comes to no case, or to another one.
    let text = quoted("I grant", &asked, same);
    let lost = IncomingMail {
        recipients: vec![Address::parse("support@desk.example").unwrap()],
        ..signed(&asked, JANA, &text)
    };
    let case = world.house.mail(lost).await;
    let tessa = world.house.member("tom", &[Role::Triage]).await;
    let number = world.house.number(case).await;
    let page = world.house.desk.show(&tessa.actor, number).await.unwrap();
    let fault = page.messages.last().unwrap().message.fault.clone();
    assert_eq!(why(fault), "it quotes no request of this case");
    for id in [id, other] {
        assert_eq!(world.state(id).await, ConsentState::Asked);
    }
    // A token of one request leads to its case, where the other, too, may be answered.
    let here = signed(&other_asked, JANA, &format!("{text}\n"));
    assert_eq!(world.receives(here).await, None);
    assert_eq!(world.state(id).await, ConsentState::Given);
}

async fn a_request_is_answered_once(world: World) {
    let (id, asked) = world.asks().await;
    let text = quoted("I grant", &asked, same);
    let mail = signed(&asked, JANA, &text);
    assert_eq!(world.receives(mail.clone()).await, None);
    // The very mail again is no message; under another Message-ID it is one, and nothing more.
    assert_eq!(world.house.take_in(mail.clone()).await, Received::Again);
    let replayed = IncomingMail { message_id: Some("other@x.example".to_owned()), ..mail };
    assert_eq!(why(world.receives(replayed.clone()).await), "the request is answered already");
    let jana = world.house.requester(world.jana);
    let given = world.house.desk.person_authorities(&jana).await.unwrap();
    assert_eq!(given.len(), 1);
    // Nor does it come back when it was taken back.
    world.house.desk.withdraw_authority(&jana, given[0].terms.id).await.unwrap();
    let again = IncomingMail { message_id: Some("third@x.example".to_owned()), ..replayed };
    assert_eq!(why(world.receives(again).await), "the request is answered already");
    assert_eq!(world.state(id).await, ConsentState::Given);
    assert_eq!(world.entries(Act::ConsentGive).await, 1);
    // Whoever goes on in the thread, quoting all of it, is not told each time.
    let thanks = answer(&asked, JANA, &quoted("Thank you", &asked, same));
    assert_eq!(world.receives(thanks).await, None);
}

async fn a_request_that_lapsed_is_not_answered(world: World) {
    let (id, asked) = world.asks().await;
    let text = quoted("I grant", &asked, same);
    world.house.clock.advance(SignedDuration::from_hours(24 * 14));
    let fault = world.receives(signed(&asked, JANA, &text)).await;
    assert_eq!(why(fault), "the request has lapsed");
    assert_eq!(world.state(id).await, ConsentState::Asked);
}

async fn what_is_beside_the_signature_does_not_count(world: World) {
    let (id, asked) = world.asks().await;
    let text = quoted("I grant", &asked, same);
    // Around a signed greeting stands an unsigned answer.
    let greeting = Some(signed_by(SignatureWay::Smime, "Good morning\n"));
    let mail = IncomingMail { signed: greeting, ..answer(&asked, JANA, &text) };
    assert_eq!(world.receives(mail).await, None);
    assert_eq!(world.state(id).await, ConsentState::Asked);
}

async fn a_key_is_set_down_by_a_proof_of_it(world: World) {
    let jana = world.signs_in(world.jana).await;
    let desk = &world.house.desk;
    let none = desk.add_signature_key(&jana, &new_key(), None).await;
    assert!(matches!(none, Err(DeskError::NeedsProof)), "{none:?}");
    let other = SignatureKeyChange::Add("00").digest(world.jana);
    let proof: Proof = world.house.prove(&jana, other).await;
    let done = desk.add_signature_key(&jana, &new_key(), Some(&proof)).await;
    assert!(matches!(done, Err(DeskError::NeedsProof)), "a proof of another key is none: {done:?}");
    let id = world.sets_down(&jana).await;
    let keys = desk.own_signature_keys(&jana).await.unwrap();
    assert_eq!((keys.len(), keys[0].fingerprint.expose().as_str()), (1, FINGERPRINT));
    let address = Address::parse(JANA).unwrap();
    assert_eq!(
        desk.signature_keys_of(&address, world.house.clock.now()).await.unwrap()[0].expose(),
        b"a public key"
    );
    let now = world.house.clock.now();
    let nobody = Address::parse("nobody@mail.example").unwrap();
    assert!(desk.signature_keys_of(&nobody, now).await.unwrap().is_empty());
    // What came before signs nothing that was set down later.
    let before = now - SignedDuration::from_secs(1);
    assert!(desk.signature_keys_of(&address, before).await.unwrap().is_empty());
    // The same once more is refused; somebody else's is nobody's business.
    let proof =
        world.house.prove(&jana, SignatureKeyChange::Add(FINGERPRINT).digest(world.jana)).await;
    let twice = desk.add_signature_key(&jana, &new_key(), Some(&proof)).await;
    assert!(matches!(twice, Err(DeskError::Invalid { .. })), "{twice:?}");
    let klara = world.house.mail(mail_from("Klara", "klara@mail.example", "Help", "Me too.")).await;
    let klara = world.house.db.read().await.unwrap().case(klara).await.unwrap().unwrap();
    let klara = world.signs_in(klara.case.requester_id).await;
    world.sets_down(&klara).await;
    // The staff answer on the page, and are told so before they show anything.
    let early = desk.check_signature_key(&world.egon.actor, FINGERPRINT).await;
    assert!(matches!(early, Err(DeskError::Invalid { .. })), "{early:?}");
    let staff = world.tries_to_set_down(&world.egon.actor, FINGERPRINT).await;
    assert!(matches!(staff, Err(DeskError::Invalid { .. })), "{staff:?}");
    assert!(!desk.takes_signature_keys(&world.egon.actor).await.unwrap());
    assert!(desk.takes_signature_keys(&jana).await.unwrap());
    assert!(desk.remove_signature_key(&world.egon.actor, id, None).await.is_err());
    let bare = desk.remove_signature_key(&jana, id, None).await;
    assert!(matches!(bare, Err(DeskError::NeedsProof)), "{bare:?}");
    let proof = world.house.prove(&jana, SignatureKeyChange::Remove(id).digest(world.jana)).await;
    desk.remove_signature_key(&jana, id, Some(&proof)).await.unwrap();
    assert!(desk.own_signature_keys(&jana).await.unwrap().is_empty());
    // Three apps, that of Egon too; two keys set down; and one key removed.
    assert_eq!(world.entries(Act::FactorAdd).await, 5);
    assert_eq!(world.entries(Act::FactorRemove).await, 1);
}

async fn a_key_that_was_removed_signs_nothing(world: World) {
    let jana = world.signs_in(world.jana).await;
    let key = world.sets_down(&jana).await;
    let (first, asked) = world.asks().await;
    let openpgp = |asked: &OutgoingMail| {
        let text = quoted("I grant", asked, same);
        IncomingMail {
            signed: Some(signed_by(SignatureWay::OpenPgp, &text)),
            ..answer(asked, JANA, &text)
        }
    };
    assert_eq!(world.receives(openpgp(&asked)).await, None);
    assert_eq!(world.state(first).await, ConsentState::Given);
    let (second, asked) = world.asks().await;
    let proof = world.house.prove(&jana, SignatureKeyChange::Remove(key).digest(world.jana)).await;
    world.house.desk.remove_signature_key(&jana, key, Some(&proof)).await.unwrap();
    // It was verified a moment before.
    let mail = IncomingMail { message_id: Some("late@x.example".to_owned()), ..openpgp(&asked) };
    assert_eq!(why(world.receives(mail).await), "the sender has removed the key that signed it");
    assert_eq!(world.state(second).await, ConsentState::Asked);
}

#[tokio::test]
async fn the_mail_says_how_only_to_whom_it_helps() {
    let unset = |config: &mut DeskConfig| {
        set(config);
        config.takes_certificates = false;
    };
    let world = world(TestHouse::with(None, unset).await).await;
    let says = |mail: &OutgoingMail| mail.text.expose().contains("# request ");
    let ways =
        |mail: &OutgoingMail| ["S/MIME", "OpenPGP"].map(|way| mail.text.expose().contains(way));
    let (_, asked) = world.asks().await;
    assert!(!says(&asked) && asked.reply_to.is_none(), "it would not count");
    let jana = world.signs_in(world.jana).await;
    world.sets_down(&jana).await;
    let (_, asked) = world.asks().await;
    assert!(says(&asked) && asked.reply_to.is_some());
    assert_eq!(ways(&asked), [false, true], "a certificate would not count");
    assert!(!asked.text.expose().contains("to correct what is wrong"), "the reason is sealed");
}

#[tokio::test]
async fn the_mail_says_openpgp_only_to_whom_has_a_key() {
    let world = world(TestHouse::with(None, set).await).await;
    let ways = |mail: &OutgoingMail| {
        ["(S/MIME)", "(S/MIME or OpenPGP)"].map(|ways| mail.text.expose().contains(ways))
    };
    assert_eq!(ways(&world.asks().await.1), [true, false]);
    let jana = world.signs_in(world.jana).await;
    world.sets_down(&jana).await;
    assert_eq!(ways(&world.asks().await.1), [false, true]);
}

async fn who_is_destroyed_leaves_no_evidence(world: World) {
    let jana = world.signs_in(world.jana).await;
    world.sets_down(&jana).await;
    let (id, asked) = world.asks().await;
    let text = quoted("I decline", &asked, same);
    assert_eq!(world.receives(signed(&asked, JANA, &text)).await, None);
    assert!(world.evidence(id).await.is_some());
    let address = Address::parse(JANA).unwrap();
    world.house.desk.destroy_person(&Actor::Founder, &address).await.unwrap();
    let now = world.house.clock.now();
    assert!(world.house.desk.signature_keys_of(&address, now).await.unwrap().is_empty());
    let mut reader = world.house.db.read().await.unwrap();
    assert!(reader.signature_keys(world.jana).await.unwrap().is_empty());
    // The column itself is empty, not only its key gone.
    assert!(reader.signed_evidence(id).await.unwrap().is_none());
}

async fn the_staff_answer_on_the_page(world: World) {
    // Emma is of the staff, and asks for help as anybody does.
    let emma = world.house.member("emma", &[Role::Triage]).await;
    let tom = world.house.member("tom", &[Role::Triage]).await;
    let address = emma.address.expose().to_owned();
    let first = IncomingMail {
        message_id: Some("mine@emma.example".to_owned()),
        ..mail_from("Emma", &address, "Mine", "My own request.")
    };
    let id = world.house.mail(first).await;
    let number = world.house.number(id).await;
    world.house.give(number, &tom, &world.egon).await;
    let (consent, asked) = world.asks_in(number).await;
    assert_eq!(asked.reply_to, None, "she is not told how");
    assert!(!asked.text.expose().contains("# request"));
    // Whoever makes the lines up, with the keys that the house holds for her, answers nothing.
    let asked = OutgoingMail { text: Personal::new(world.lines(consent).await), ..asked };
    let text = quoted("I grant", &asked, same);
    let answer = IncomingMail {
        recipients: vec![Address::parse("support@desk.example").unwrap()],
        references: vec!["mine@emma.example".to_owned()],
        is_aligned: true,
        ..signed(&asked, &address, &text)
    };
    let fault = why(world.receives(answer).await);
    assert!(fault.starts_with("the house holds the signing keys of its staff"), "{fault}");
    assert_eq!(world.state(consent).await, ConsentState::Asked);
}

async fn what_counted_is_kept_with_its_key(world: World) {
    let jana = world.signs_in(world.jana).await;
    let key = world.sets_down(&jana).await;
    let (id, asked) = world.asks().await;
    let text = quoted("I grant", &asked, same);
    let mail = IncomingMail {
        signed: Some(signed_by(SignatureWay::OpenPgp, &text)),
        ..answer(&asked, JANA, &text)
    };
    assert_eq!(world.receives(mail).await, None);
    let proof = world.house.prove(&jana, SignatureKeyChange::Remove(key).digest(world.jana)).await;
    world.house.desk.remove_signature_key(&jana, key, Some(&proof)).await.unwrap();
    // The key is gone from where it was set down; who shows the grant still shows by what it was verified, and when.
    let evidence = world.evidence(id).await.unwrap();
    assert_eq!(evidence["verified_by"][0], BASE64.encode(b"a key or a chain"));
    assert_eq!((&evidence["key"], &evidence["part"]), (&FINGERPRINT.into(), &"cafe".into()));
    assert_eq!(evidence["as_of"], "2026-11-21T09:00:00Z");
    assert!(evidence["answered_at"].is_string() && evidence["signed"].is_string());
}

async fn an_opaque_signature_that_fails_is_told(world: World) {
    let (id, asked) = world.asks().await;
    let opaque = |from: &str, fault| IncomingMail {
        signed: Some(SignedMail { way: SignatureWay::Smime, found: Err(fault) }),
        ..answer(&asked, from, "")
    };
    let fault = world.receives(opaque(JANA, SignatureFault::Expired)).await.unwrap();
    let words =
        "it came to where a request for consent is answered, but does not count as an answer: ";
    assert_eq!(fault, format!("{words}{}", SignatureFault::Expired));
    // Of others nothing is said.
    let klara = opaque("klara@mail.example", SignatureFault::Expired);
    assert_eq!(world.receives(klara).await, None);
    assert_eq!(world.state(id).await, ConsentState::Asked);
}

async fn what_the_case_does_not_take_answers_nothing(world: World) {
    let (id, asked) = world.asks().await;
    let ours = "@id(\"ours-add\") @clause(\"ours\") @sentence(\"Only mail that is vouched for is added to cases.\")\n\
        forbid (principal is Person, action == Action::\"case.add\", resource)\n\
        unless { context.identity_reaches.contains(\"address_controlled\") };\n";
    world.rules(ours).await;
    let text = quoted("I grant", &asked, same);
    let mail = signed(&asked, JANA, &text);
    let intake = NewIntake {
        envelope_from: mail.envelope_from.clone(),
        recipients: mail.recipients.clone(),
        peer: None,
        helo: String::new(),
        bytes: text.as_bytes().to_vec(),
    };
    let desk = &world.house.desk;
    let intake = desk.accept(intake).await.unwrap();
    let refused = desk.receive(intake, mail.clone()).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    assert_eq!(world.state(id).await, ConsentState::Asked);
    let jana = world.house.requester(world.jana);
    assert!(desk.person_authorities(&jana).await.unwrap().is_empty());
    // What it takes does.
    assert_eq!(world.receives(IncomingMail { is_aligned: true, ..mail }).await, None);
    assert_eq!(world.state(id).await, ConsentState::Given);
}

async fn nothing_is_said_of_keys_of_others(world: World) {
    let (_, asked) = world.asks().await;
    let text = quoted("I grant", &asked, same);
    for (n, fault) in [SignatureFault::NoKey, SignatureFault::OtherKey].into_iter().enumerate() {
        let signed = Some(SignedMail { way: SignatureWay::OpenPgp, found: Err(fault) });
        let mail = answer(&asked, "klara@mail.example", &format!("{text}{n}"));
        let fault = world.receives(IncomingMail { signed, ..mail }).await;
        assert_eq!(why(fault), "it is not from whoever was asked");
    }
    // Who was asked is told so either way, too.
    assert_eq!(SignatureFault::NoKey.to_string(), SignatureFault::OtherKey.to_string());
}

async fn four_keys_are_kept_of_a_person(world: World) {
    let jana = world.signs_in(world.jana).await;
    for fingerprint in ["01", "02", "03", "04"] {
        world.house.desk.check_signature_key(&jana, fingerprint).await.unwrap();
        world.tries_to_set_down(&jana, fingerprint).await.unwrap();
    }
    let words = |done: Result<(), DeskError>| match done {
        Err(DeskError::Invalid { words, .. }) => words,
        other => format!("{other:?}"),
    };
    let desk = &world.house.desk;
    let early = words(desk.check_signature_key(&jana, "05").await);
    assert_eq!(early, "4 keys are kept; remove one first");
    let twice = words(desk.check_signature_key(&jana, "04").await);
    assert_eq!(twice, "you have set this key down already");
    let late = world.tries_to_set_down(&jana, "05").await;
    assert_eq!(words(late.map(drop)), early);
}

async fn who_may_be_trusted_is_on_record(world: World) {
    let desk = &world.house.desk;
    let now = || world.house.clock.now();
    assert_eq!(desk.enter_authorities(None, "").await.unwrap(), now());
    assert_eq!(world.entries(Act::SettingChange).await, 0, "there never were any");
    let first = desk.enter_authorities(Some("aa"), "It names 1.").await.unwrap();
    world.house.wait_secs(3_600);
    // A start with the same ones changes nothing, and they hold since then.
    assert_eq!(desk.enter_authorities(Some("aa"), "It names 1.").await.unwrap(), first);
    assert_eq!(world.entries(Act::SettingChange).await, 1);
    // Another's for an hour, and the old ones put back: both are there for good.
    assert_eq!(desk.enter_authorities(Some("bb"), "It names 2.").await.unwrap(), now());
    world.house.wait_secs(3_600);
    assert_eq!(desk.enter_authorities(Some("aa"), "It names 1.").await.unwrap(), now());
    desk.enter_authorities(None, "").await.unwrap();
    assert_eq!(world.entries(Act::SettingChange).await, 4);
    let adam = world.house.member("adam", &[Role::Administrator]).await;
    let seen = desk.house_settings(&adam.actor).await.unwrap().changes;
    let told = seen.iter().map(|change| (change.before.as_deref(), change.value.as_deref()));
    let expect = [
        (Some("aa"), None),
        (Some("bb"), Some("aa")),
        (Some("aa"), Some("bb")),
        (None, Some("aa")),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expect);
    assert!(seen.iter().all(|change| change.key == "mail.certificates" && !change.is_last));
    assert!(desk.own_settings().await.unwrap().is_empty(), "it is no setting of the house's own");
    assert!(desk.undo_setting_change(&adam.actor, 1).await.is_err());
}

async fn what_has_no_place_to_come_to_is_not_offered(world: World) {
    let (id, asked) = world.asks().await;
    assert!(asked.text.expose().contains("# request "));
    // It was asked before answers came by mail.
    world.house.by_hand("update consents set reply_mac = null").await;
    let asked = world.house.desk.consent_notice(id).await.unwrap().unwrap();
    assert!(!asked.text.expose().contains("# request ") && asked.reply_to.is_none());
}

#[tokio::test]
async fn the_channel_hears_of_consent_whatever_came_before() {
    let world = world(TestHouse::with(None, set).await).await;
    let (id, asked) = world.asks().await;
    let n_max = world.house.desk.live_settings().notices_per_sender_max;
    // Somebody writes in her name until the channel is not told of her any more.
    for n in 0..=n_max {
        let _ = world.house.take_in(answer(&asked, JANA, &format!("Hello {n}"))).await;
    }
    let told = async || {
        let mut n_told = 0;
        while let Some(job) = world.house.desk.claim_job().await.unwrap() {
            n_told += i64::from(job.name == CHANNEL_NOTICE);
        }
        n_told
    };
    assert!(told().await > 0);
    let _ = world.house.take_in(answer(&asked, JANA, "One more")).await;
    assert_eq!(told().await, 0);
    let text = quoted("I grant", &asked, same);
    let _ = world.house.take_in(signed(&asked, JANA, &text)).await;
    assert_eq!((world.state(id).await, told().await), (ConsentState::Given, 1));
}

#[tokio::test]
async fn a_confidential_channel_hears_that_a_request_was_answered() {
    let confidential = |config: &mut DeskConfig| {
        set(config);
        config.profile = Profile::Confidential;
    };
    let world = world(TestHouse::with(None, confidential).await).await;
    let (_, asked) = world.asks().await;
    let text = quoted("I grant", &asked, same);
    assert_eq!(world.receives(signed(&asked, JANA, &text)).await, None);
    let page = world.house.desk.show(&world.egon.actor, world.number).await.unwrap();
    let message = page.messages.last().unwrap().message.id;
    let notice = world.house.desk.channel_notice(message).await.unwrap().unwrap();
    let line = "A request for consent was answered by signed mail.";
    assert_eq!(notice.text.expose().lines().nth(1), Some(line));
}
