//! Signing in by passkey, by password and code; fresh proofs. Passkeys answer from software.

use db::NewFactor;
use model::{FactorKind, Identity, ProofWay, SessionId, SignInWay};
use testkit::{SoftPasskey, totp_code};

use super::*;
use crate::sign_in::{
    challenges::CHALLENGE_SECS,
    factors::{FactorError, PASSKEYS_MAX},
    proofs::{ProofAnswer, ProofError, shown_digest},
    strong::Credentials,
};

const PASSWORD: &str = "four plain words there";

fn personal(text: &str) -> Personal<String> {
    Personal::new(text.to_owned())
}

impl House {
    async fn keep(&self, new: &NewFactor) {
        let mut tx = self.write(Act::StaffInvite).await;
        assert!(tx.insert_factor(new, self.now()).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// A person who is signed in by a link.
    async fn visitor(&self, address: &str) -> (PersonId, SessionId) {
        let id = self.person(address).await;
        let actor = self.signed_in(address).await.actor;
        (id, actor.session_id().unwrap())
    }

    async fn add_passkey(&self, (person, session): (PersonId, SessionId), n: u8) -> SoftPasskey {
        let mut key = SoftPasskey::new(ORIGIN, n);
        let asked = self.sign_in.begin_passkey(person, session, &personal("jana")).await.unwrap();
        let answer = Personal::new(key.create(asked.unwrap().expose()));
        let ready = self.sign_in.finish_passkey(person, session, &personal("key"), &answer).await;
        self.keep(ready.unwrap().new_factor()).await;
        key
    }

    async fn add_password(&self, person: PersonId) {
        let ready = self.sign_in.choose_password(person, &personal(PASSWORD)).await.unwrap();
        self.keep(ready.new_factor()).await;
    }

    /// Sets an app up; returns its secret.
    async fn add_totp(&self, (person, session): (PersonId, SessionId)) -> String {
        let shown = self.sign_in.begin_totp(person, session, &personal("jana")).await.unwrap();
        let secret = shown.text.into_exposed();
        let code = Personal::new(self.code(&secret));
        let ready = self.sign_in.finish_totp(person, session, &code).await.unwrap();
        self.keep(ready.new_factor()).await;
        secret
    }

    async fn add_codes(&self, person: PersonId) -> Vec<Personal<String>> {
        let drawn = self.sign_in.draw_recovery_codes(person);
        let mut tx = self.write(Act::StaffInvite).await;
        tx.replace_recovery_codes(person, drawn.macs(), self.now()).await.unwrap();
        tx.commit().await.unwrap();
        drawn.shown
    }

    fn code(&self, secret: &str) -> String {
        totp_code(secret, self.now())
    }

    async fn try_password(&self, address: &str, password: &str, code: &str) -> Option<SignedIn> {
        let typed = Credentials {
            address: Address::parse(address).unwrap(),
            password: personal(password),
            code: personal(code),
        };
        self.sign_in.sign_in_by_password(&typed, peer(PEER)).await.unwrap()
    }

    async fn ask_for_passkey(&self, visit: &str) -> Personal<String> {
        let asked = self.sign_in.begin_passkey_sign_in(&personal(visit), peer(PEER)).await;
        asked.unwrap().unwrap()
    }

    async fn answer_passkey(&self, visit: &str, answer: &str) -> Option<SignedIn> {
        let (visit, answer) = (personal(visit), personal(answer));
        self.sign_in.finish_passkey_sign_in(&visit, &answer, peer(PEER)).await.unwrap()
    }
}

#[tokio::test]
async fn a_passkey_signs_in_once_for_each_challenge() {
    let house = House::open().await;
    let id = house.staff("eva@example.org").await;
    let actor = house.signed_in("eva@example.org").await.actor;
    let who = (actor.person_id().unwrap(), actor.session_id().unwrap());
    let mut key = house.add_passkey(who, 1).await;
    let asked = house.ask_for_passkey("visit").await;
    let answer = key.get(asked.expose());
    // Somebody else's visit was not asked.
    assert!(house.answer_passkey("another", &answer).await.is_none());
    let signed_in = house.answer_passkey("visit", &answer).await.expect("signed in");
    let Actor::Staff(staff) = &signed_in.actor else { panic!("not of the staff") };
    assert_eq!((staff.id, staff.identity), (id, Identity::Strong));
    assert_eq!(house.holder(&signed_in.cookie).await, Some(signed_in.actor));
    assert!(house.answer_passkey("visit", &answer).await.is_none(), "used");
    // An answer to an earlier challenge, and one that comes too late.
    let asked = house.ask_for_passkey("visit").await;
    house.ask_for_passkey("visit").await;
    assert!(house.answer_passkey("visit", &key.get(asked.expose())).await.is_none());
    let asked = house.ask_for_passkey("visit").await;
    house.pass(CHALLENGE_SECS);
    assert!(house.answer_passkey("visit", &key.get(asked.expose())).await.is_none());
}

#[tokio::test]
async fn a_passkey_must_verify_its_user_be_of_this_site_and_known() {
    let house = House::open().await;
    let who = house.visitor("jana@example.net").await;
    let mut key = house.add_passkey(who, 1).await;
    key.is_verifying = false;
    let asked = house.ask_for_passkey("visit").await;
    assert!(house.answer_passkey("visit", &key.get(asked.expose())).await.is_none());
    let mut stranger = SoftPasskey::new(ORIGIN, 1);
    let asked = house.ask_for_passkey("visit").await;
    // It says the same id, but has another key.
    assert!(house.answer_passkey("visit", &stranger.get(asked.expose())).await.is_none());
    let mut unknown = SoftPasskey::new(ORIGIN, 9);
    let asked = house.ask_for_passkey("visit").await;
    assert!(house.answer_passkey("visit", &unknown.get(asked.expose())).await.is_none());
    let (person, session) = who;
    let mut elsewhere = SoftPasskey::new("https://desk.example.evil", 2);
    let asked = house.sign_in.begin_passkey(person, session, &personal("jana")).await.unwrap();
    let answer = Personal::new(elsewhere.create(asked.unwrap().expose()));
    let refused = house.sign_in.finish_passkey(person, session, &personal("key"), &answer).await;
    assert!(matches!(refused, Err(FactorError::Wrong)));
}

#[tokio::test]
async fn a_copied_passkey_is_noticed_by_its_counter() {
    let house = House::open().await;
    let mut key = house.add_passkey(house.visitor("jana@example.net").await, 1).await;
    let first = house.ask_for_passkey("visit").await;
    let early = key.get(first.expose());
    for _ in 0..2 {
        let asked = house.ask_for_passkey("other").await;
        assert!(house.answer_passkey("other", &key.get(asked.expose())).await.is_some());
    }
    assert!(house.answer_passkey("visit", &early).await.is_none());
}

#[tokio::test]
async fn passkeys_have_a_limit_and_a_name() {
    let house = House::open().await;
    let who = house.visitor("jana@example.net").await;
    for n in 0..PASSKEYS_MAX {
        house.add_passkey(who, u8::try_from(n).unwrap() + 1).await;
    }
    let more = house.sign_in.begin_passkey(who.0, who.1, &personal("jana")).await;
    assert!(matches!(more, Err(FactorError::TooMany)));
    let (name, answer) = (personal("  "), personal("{}"));
    let nameless = house.sign_in.finish_passkey(who.0, who.1, &name, &answer).await;
    assert!(matches!(nameless, Err(FactorError::Unfit(_))));
}

#[tokio::test]
async fn a_password_signs_in_with_a_code_and_never_alone() {
    let house = House::open().await;
    let who = house.visitor("jana@example.net").await;
    house.add_password(who.0).await;
    assert!(house.try_password("jana@example.net", PASSWORD, "").await.is_none());
    let secret = house.add_totp(who).await;
    let used = house.code(&secret);
    assert!(
        house.try_password("jana@example.net", PASSWORD, &used).await.is_none(),
        "set up by it"
    );
    house.pass(30);
    let code = house.code(&secret);
    assert!(house.try_password("jana@example.net", "another one here", &code).await.is_none());
    // The wrong password used nothing up.
    let signed_in = house.try_password("jana@example.net", PASSWORD, &code).await.unwrap();
    assert_eq!(signed_in.actor.identity(), Identity::Strong);
    house.pass(29);
    assert!(house.try_password("jana@example.net", PASSWORD, &code).await.is_none(), "used");
    assert!(house.try_password("nobody@example.net", PASSWORD, &code).await.is_none());
}

#[tokio::test]
async fn a_recovery_code_stands_in_once_and_shows_less() {
    let house = House::open().await;
    let who = house.visitor("jana@example.net").await;
    house.add_password(who.0).await;
    let codes = house.add_codes(who.0).await;
    assert_eq!(codes.len(), 10);
    let code = codes[3].expose();
    assert!(house.try_password("jana@example.net", "wrong password", code).await.is_none());
    let typed = code.to_uppercase().replace('-', " ");
    let signed_in = house.try_password("jana@example.net", PASSWORD, &typed).await.unwrap();
    assert_eq!(signed_in.actor.identity(), Identity::SignedIn);
    assert!(house.try_password("jana@example.net", PASSWORD, code).await.is_none());
    // Another person's code is none.
    let other = house.visitor("petr@example.net").await;
    house.add_password(other.0).await;
    let code = codes[4].expose();
    assert!(house.try_password("petr@example.net", PASSWORD, code).await.is_none());
    let row = sessions(&house, who.0).await.into_iter().find(|row| row.way != SignInWay::Link);
    assert_eq!(row.unwrap().way, SignInWay::PasswordAndRecovery);
}

async fn sessions(house: &House, id: PersonId) -> Vec<db::SessionRow> {
    let mut reader = house.sign_in.db.read().await.unwrap();
    reader.sessions_of_person(id, house.now(), Timestamp::MIN).await.unwrap()
}

#[tokio::test]
async fn guessing_passwords_wears_an_address_out() {
    let house = House::open().await;
    let who = house.visitor("jana@example.net").await;
    house.add_password(who.0).await;
    let codes = house.add_codes(who.0).await;
    for _ in 0..PASSWORDS_PER_ADDRESS_MAX {
        assert!(
            house.try_password("jana@example.net", "a guess of many", "000000").await.is_none()
        );
    }
    // Its owner waits too, but is told nothing that a guesser could use; a link still lets them in.
    let right = house.try_password("jana@example.net", PASSWORD, codes[0].expose()).await;
    assert!(right.is_none());
    house.signed_in("jana@example.net").await;
    house.pass(WINDOW_SECS);
    assert!(house.try_password("jana@example.net", PASSWORD, codes[0].expose()).await.is_some());
}

#[tokio::test]
async fn guessing_codes_in_a_session_is_braked() {
    let house = House::open().await;
    let (person, session) = house.visitor("jana@example.net").await;
    house.add_totp((person, session)).await;
    let digest = shown_digest("thing", &[]);
    let guess = async || {
        let answer = ProofAnswer::Code(personal("000000"));
        house.sign_in.finish_proof(person, session, digest, &answer).await
    };
    // Where nothing was begun no code is tried, and none is counted.
    for _ in 0..2 * CODES_PER_PERSON_MAX {
        assert!(matches!(guess().await, Err(ProofError::Wrong)));
    }
    house.sign_in.begin_proof(person, session, digest).await.unwrap();
    // One went into setting it up.
    for _ in 1..CODES_PER_PERSON_MAX {
        assert!(matches!(guess().await, Err(ProofError::Wrong)));
    }
    let braked = guess().await;
    assert!(matches!(braked, Err(ProofError::SignIn(SignInError::TooMany { .. }))));
}

#[tokio::test]
async fn a_proof_is_of_one_thing_and_makes_the_session_surer() {
    let house = House::open().await;
    let (person, session) = house.visitor("jana@example.net").await;
    let mut key = house.add_passkey((person, session), 1).await;
    let (this, other) = (shown_digest("grant", &[b"a"]), shown_digest("grant", &[b"b"]));
    let offer = house.sign_in.begin_proof(person, session, this).await.unwrap();
    assert!(offer.is_possible() && !offer.takes_code);
    let answer = key.get(offer.passkey_options_json.unwrap().expose());
    let give = async |digest| {
        let answer = ProofAnswer::Passkey(personal(&answer));
        house.sign_in.finish_proof(person, session, digest, &answer).await
    };
    assert!(matches!(give(other).await, Err(ProofError::Wrong)), "nothing was asked about it");
    let proof = give(this).await.unwrap();
    assert_eq!((proof.way(), proof.identity()), (ProofWay::Passkey, Identity::Strong));
    assert_eq!((proof.person_id(), proof.digest()), (person, this));
    assert!(matches!(give(this).await, Err(ProofError::Wrong)), "answered before");
    let standing = async |digest| house.sign_in.standing_proof(person, session, digest).await;
    assert_eq!(standing(this).await.unwrap().map(|proof| proof.id()), Some(proof.id()));
    assert!(standing(other).await.unwrap().is_none());
    assert_eq!(sessions(&house, person).await[0].way, SignInWay::Passkey);
    let spend = async || {
        let mut tx = house.write(Act::StaffInvite).await;
        proof.use_in(&mut tx, house.now()).await?;
        tx.commit().await
    };
    spend().await.unwrap();
    assert!(spend().await.is_err());
    assert!(standing(this).await.unwrap().is_none());
}

#[tokio::test]
async fn a_proof_of_another_session_or_person_is_none() {
    let house = House::open().await;
    let (person, session) = house.visitor("jana@example.net").await;
    let mut key = house.add_passkey((person, session), 1).await;
    let digest = shown_digest("grant", &[]);
    let offer = house.sign_in.begin_proof(person, session, digest).await.unwrap();
    let answer = key.get(offer.passkey_options_json.unwrap().expose());
    let elsewhere = house.signed_in("jana@example.net").await.actor.session_id().unwrap();
    let stranger = house.visitor("petr@example.net").await;
    for (person, session) in [(person, elsewhere), stranger, (stranger.0, session)] {
        let answer = ProofAnswer::Passkey(personal(&answer));
        let refused = house.sign_in.finish_proof(person, session, digest, &answer).await;
        assert!(matches!(refused, Err(ProofError::Wrong)));
    }
    let offer = house.sign_in.begin_proof(stranger.0, stranger.1, digest).await.unwrap();
    assert!(!offer.is_possible());
}

/// A code says nothing of what it is for; the house says it, by what it showed in this session.
#[tokio::test]
async fn a_code_is_of_what_was_begun_in_its_session() {
    let house = House::open().await;
    let (person, session) = house.visitor("jana@example.net").await;
    let secret = house.add_totp((person, session)).await;
    house.pass(30);
    let (this, wider) = (shown_digest("grant", &[b"a"]), shown_digest("grant", &[b"b"]));
    let code = house.code(&secret);
    let give = async |session, digest, code: &str| {
        let answer = ProofAnswer::Code(personal(code));
        house.sign_in.finish_proof(person, session, digest, &answer).await
    };
    assert!(matches!(give(session, this, &code).await, Err(ProofError::Wrong)), "nothing begun");
    house.sign_in.begin_proof(person, session, this).await.unwrap();
    let elsewhere = house.signed_in("jana@example.net").await.actor.session_id().unwrap();
    assert!(matches!(give(session, wider, &code).await, Err(ProofError::Wrong)), "not shown");
    assert!(matches!(give(elsewhere, this, &code).await, Err(ProofError::Wrong)), "shown there");
    // A slip costs nothing but a try, and none of these used the code up.
    assert!(matches!(give(session, this, "000000").await, Err(ProofError::Wrong)));
    assert_eq!(give(session, this, &code).await.unwrap().digest(), this);
    // What was begun is answered once.
    house.pass(30);
    let next = house.code(&secret);
    assert!(matches!(give(session, this, &next).await, Err(ProofError::Wrong)));
    house.sign_in.begin_proof(person, session, this).await.unwrap();
    house.pass(CHALLENGE_SECS);
    let late = house.code(&secret);
    assert!(matches!(give(session, this, &late).await, Err(ProofError::Wrong)), "too late");
}

#[tokio::test]
async fn codes_prove_once_and_are_told_apart() {
    let house = House::open().await;
    let who = house.visitor("jana@example.net").await;
    let secret = house.add_totp(who).await;
    let codes = house.add_codes(who.0).await;
    let digest = shown_digest("grant", &[]);
    let give = async |code: &str| {
        let answer = ProofAnswer::Code(personal(code));
        house.sign_in.begin_proof(who.0, who.1, digest).await.unwrap();
        house.sign_in.finish_proof(who.0, who.1, digest, &answer).await
    };
    let code = house.code(&secret);
    assert!(matches!(give(&code).await, Err(ProofError::Wrong)), "used to set it up");
    let by_recovery = give(codes[0].expose()).await.unwrap();
    assert_eq!(by_recovery.way(), ProofWay::RecoveryCode);
    assert_eq!(by_recovery.identity(), Identity::SignedIn);
    assert_eq!(sessions(&house, who.0).await[0].way, SignInWay::Link);
    house.pass(30);
    let by_code = give(&house.code(&secret)).await.unwrap();
    assert_eq!((by_code.way(), by_code.identity()), (ProofWay::Totp, Identity::Strong));
    assert_eq!(sessions(&house, who.0).await[0].way, SignInWay::LinkAndTotp);
    assert!(matches!(give(codes[0].expose()).await, Err(ProofError::Wrong)));
}

#[tokio::test]
async fn a_new_app_must_show_that_it_has_the_secret() {
    let house = House::open().await;
    let (person, session) = house.visitor("jana@example.net").await;
    let begin = async || {
        let shown = house.sign_in.begin_totp(person, session, &personal("jana")).await.unwrap();
        shown.text.into_exposed()
    };
    let first = begin().await;
    assert_eq!(begin().await, first, "the same until it is confirmed");
    let wrong = house.sign_in.finish_totp(person, session, &personal("000000")).await;
    assert!(matches!(wrong, Err(FactorError::Unfit(_))));
    assert_eq!(begin().await, first, "a mistyped code costs nothing");
    let code = Personal::new(house.code(&first));
    let ready = house.sign_in.finish_totp(person, session, &code).await.unwrap();
    assert_eq!(ready.kind(), FactorKind::Totp);
    assert!(matches!(
        house.sign_in.finish_totp(person, session, &code).await,
        Err(FactorError::Wrong)
    ));
    assert_ne!(begin().await, first);
}

#[tokio::test]
async fn nothing_that_signs_in_is_printed_or_kept_in_the_clear() {
    let house = House::open().await;
    let who = house.visitor("jana@example.net").await;
    let ready = house.sign_in.choose_password(who.0, &personal(PASSWORD)).await.unwrap();
    let drawn = house.sign_in.draw_recovery_codes(who.0);
    let typed = Credentials {
        address: Address::parse("jana@example.net").unwrap(),
        password: personal(PASSWORD),
        code: personal("123456"),
    };
    let printed = format!("{ready:?} {drawn:?} {typed:?}");
    assert!(!printed.contains(PASSWORD) && !printed.contains("123456"), "{printed}");
    assert!(!printed.contains(drawn.shown[0].expose().as_str()));
    let sealed = &ready.new_factor().secret_sealed;
    assert!(!sealed.windows(4).any(|part| part == b"salt"), "not sealed");
}

#[tokio::test]
async fn a_factor_that_was_moved_to_somebody_else_is_noticed() {
    let house = House::open().await;
    let mine = house.visitor("mallory@example.net").await;
    let theirs = house.visitor("jana@example.net").await;
    let ready = house.sign_in.choose_password(mine.0, &personal(PASSWORD)).await.unwrap();
    // As if the row had been edited by hand.
    house.keep(&NewFactor { person_id: theirs.0, ..ready.new_factor().clone() }).await;
    let opened = house.sign_in.open_factors(theirs.0).await;
    assert!(matches!(opened, Err(SignInError::Kept(id)) if id == ready.new_factor().id));
}
