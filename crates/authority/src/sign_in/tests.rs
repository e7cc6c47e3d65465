//! Signing in: links, sessions, tokens, brakes.
mod factors;

use std::{collections::BTreeSet, net::IpAddr};

use db::{DbConfig, NewStaff, PersonAddress};
use model::{
    Act, Actor, Address, LinkId, Locale, PersonId, Personal, Reading, Resource, Role, StaffId, Via,
    Zone,
};
use testkit::{FixedClock, SeededChance};
use vault::{BlobsConfig, KekSource, VaultConfig};

use super::{brakes::*, *};
use crate::{Authority, Gate, PolicyText};

const ORIGIN: &str = "https://desk.example";
const PEER: &str = "192.0.2.7";

/// Signing in over real rooms, with one member of the staff and one requester.
struct House {
    sign_in: SignIn,
    authority: Authority,
    clock: Arc<FixedClock>,
    chance: Arc<SeededChance>,
    _dir: tempfile::TempDir,
}

impl House {
    async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::noon());
        let chance = Arc::new(SeededChance::new(7));
        let keys_dir = dir.path().join("keys");
        let blobs = BlobsConfig::Dir(dir.path().join("blobs"));
        let config = VaultConfig { keys_dir, blobs, kek: KekSource::File };
        let vault = Arc::new(Vault::open(config, chance.clone(), clock.now()).await.unwrap());
        let url = format!("sqlite:{}", dir.path().join("chancery.db").display());
        let log_key = audit::LogKey::new(&[3; 32]);
        let db = Db::open(&DbConfig { url }, log_key, clock.clone(), chance.clone()).await.unwrap();
        let sign_in = SignIn::new(db, vault, clock.clone(), chance.clone()).at_site(ORIGIN);
        let gate = Arc::new(Gate::new(&PolicyText::standing()).unwrap());
        let authority =
            Authority::new(gate, clock.clone(), crate::TokenKey::of_seed(&[1; 32]).unwrap());
        Self { sign_in, authority, clock, chance, _dir: dir }
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn pass(&self, secs: i64) {
        self.clock.advance(SignedDuration::from_secs(secs));
    }

    async fn write(&self, act: Act) -> db::WriteTx {
        let permit = self.authority.permit(&Actor::Founder, act, &Resource::House).unwrap();
        self.sign_in.db.write(permit).await.unwrap()
    }

    async fn person(&self, address: &str) -> PersonId {
        let now = self.now();
        let id = PersonId::draw(now, &*self.chance);
        let address = Address::parse(address).unwrap();
        self.sign_in.vault.create_person_with_address(id, &address).await.unwrap();
        let mut tx = self.write(Act::StaffInvite).await;
        tx.insert_person(id, None, now).await.unwrap();
        tx.insert_person_address(
            &PersonAddress { id: id.uuid(), person_id: id, address_sealed: vec![0] },
            now,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn staff(&self, address: &str) -> StaffId {
        let person_id = self.person(address).await;
        let id = StaffId::draw(self.now(), &*self.chance);
        let roles = BTreeSet::from([Role::SupportEngineer]);
        let mut tx = self.write(Act::StaffInvite).await;
        assert!(tx.insert_staff(&NewStaff { id, person_id, roles }, self.now()).await.unwrap());
        tx.commit().await.unwrap();
        id
    }

    /// Asks for a link as a page does; returns its id, from the job.
    async fn request(&self, address: &str, peer: &str) -> LinkId {
        let address = Address::parse(address).unwrap();
        self.sign_in
            .request_link(&address, peer.parse().unwrap(), &Reading::default())
            .await
            .unwrap();
        self.claim().await.expect("a job was called for")
    }

    async fn claim(&self) -> Option<LinkId> {
        let mut tx = self.sign_in.db.bookkeeping().await.unwrap();
        let job = tx.claim_job(self.now(), later(self.now(), 60)).await.unwrap()?;
        tx.finish_job(job.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(job.name, LINK_JOB);
        let id = job.payload.strip_prefix("{\"link_id\":\"").unwrap().strip_suffix("\"}").unwrap();
        Some(id.parse().unwrap())
    }

    async fn secret_of(&self, address: &str) -> Personal<String> {
        let id = self.request(address, PEER).await;
        self.sign_in.arm_link(id).await.unwrap().expect("known").secret
    }

    async fn use_link(&self, secret: &str) -> Option<SignedIn> {
        self.sign_in.use_link(secret, peer(PEER)).await.unwrap()
    }

    async fn signed_in(&self, address: &str) -> SignedIn {
        let secret = self.secret_of(address).await;
        self.use_link(secret.expose()).await.expect("the link works")
    }

    async fn holder(&self, cookie: &Personal<String>) -> Option<Actor> {
        self.sign_in.actor_of_session(cookie.expose()).await.unwrap()
    }
}

fn peer(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[tokio::test]
async fn how_whoever_asks_reads_goes_along_sealed() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let address = Address::parse("eva@example.org").unwrap();
    let zone = Zone::of_name("Europe/Prague").unwrap();
    let reading = Reading { locale: Locale::Czech, zone };
    house.sign_in.request_link(&address, peer(PEER), &reading).await.unwrap();
    // The payload of the job is the id of the link and nothing else.
    let id = house.claim().await.unwrap();
    let link = house.sign_in.db.read().await.unwrap().link(id).await.unwrap().unwrap();
    let sealed = link.address_sealed.unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("Prague"));
    let armed = house.sign_in.arm_link(id).await.unwrap().unwrap();
    assert_eq!((armed.address, armed.reading), (address, reading));
    let link = house.sign_in.db.read().await.unwrap().link(id).await.unwrap().unwrap();
    assert_eq!(link.address_sealed, None);
}

#[tokio::test]
async fn a_link_signs_in_once() {
    let house = House::open().await;
    let id = house.staff("eva@example.org").await;
    let secret = house.secret_of("eva@example.org").await;
    let signed_in = house.use_link(secret.expose()).await.unwrap();
    let Actor::Staff(staff) = &signed_in.actor else { panic!("not of the staff") };
    assert_eq!(staff.id, id);
    assert_eq!(staff.roles, BTreeSet::from([Role::SupportEngineer]));
    assert!(matches!(staff.via, Via::Session(_)));
    assert_eq!(house.holder(&signed_in.cookie).await.as_ref(), Some(&signed_in.actor));
    assert!(house.use_link(secret.expose()).await.is_none());
}

#[tokio::test]
async fn a_requester_signs_in_as_a_person() {
    let house = House::open().await;
    let id = house.person("jana@example.net").await;
    let signed_in = house.signed_in("jana@example.net").await;
    let Actor::Person(person) = signed_in.actor else { panic!("not a person") };
    assert_eq!((person.id, person.identity), (id, model::Identity::SignedIn));
}

#[tokio::test]
async fn a_link_ends() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let secret = house.secret_of("eva@example.org").await;
    house.pass(LINK_SECS);
    assert!(house.use_link(secret.expose()).await.is_none());
    let late = house.request("eva@example.org", PEER).await;
    house.pass(LINK_SECS);
    assert!(house.sign_in.arm_link(late).await.unwrap().is_none());
}

#[tokio::test]
async fn whoever_is_unknown_gets_the_same_work_and_no_mail() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let draws = |house: &House| house.chance.n_draws();
    let before = draws(&house);
    let known = house.request("eva@example.org", PEER).await;
    let n_known = draws(&house) - before;
    let before = draws(&house);
    let unknown = house.request("nobody@example.org", PEER).await;
    assert_eq!(draws(&house) - before, n_known);
    assert!(house.sign_in.arm_link(known).await.unwrap().is_some());
    assert!(house.sign_in.arm_link(unknown).await.unwrap().is_none());
    // Armed once: what it was asked for is forgotten.
    assert!(house.sign_in.arm_link(known).await.unwrap().is_none());
    let link = house.sign_in.db.read().await.unwrap().link(unknown).await.unwrap().unwrap();
    assert!(link.address_sealed.is_none());
}

#[tokio::test]
async fn a_made_up_link_is_no_link() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let cookie = house.signed_in("eva@example.org").await.cookie;
    for secret in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", cookie.expose()] {
        assert!(house.use_link(secret).await.is_none());
    }
}

#[tokio::test]
async fn an_invited_person_gets_a_link_at_once() {
    let house = House::open().await;
    let id = house.person("eva@example.org").await;
    let secret = house.sign_in.issue_link(id).await.unwrap();
    assert!(house.use_link(secret.expose()).await.is_some());
}

#[tokio::test]
async fn a_session_ends_when_idle() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let cookie = house.signed_in("eva@example.org").await.cookie;
    house.pass(SESSION_IDLE_SECS - 1);
    assert!(house.holder(&cookie).await.is_some());
    house.pass(SESSION_IDLE_SECS - 1);
    assert!(house.holder(&cookie).await.is_some());
    house.pass(SESSION_IDLE_SECS);
    assert!(house.holder(&cookie).await.is_none());
}

#[tokio::test]
async fn a_session_ends_however_busy() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let cookie = house.signed_in("eva@example.org").await.cookie;
    for _ in 0..11 {
        house.pass(60 * 60);
        assert!(house.holder(&cookie).await.is_some());
    }
    house.pass(60 * 60);
    assert!(house.holder(&cookie).await.is_none());
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let cookie = house.signed_in("eva@example.org").await.cookie;
    let other = house.signed_in("eva@example.org").await.cookie;
    house.sign_in.sign_out(cookie.expose()).await.unwrap();
    assert!(house.holder(&cookie).await.is_none());
    assert!(house.holder(&other).await.is_some());
    house.sign_in.sign_out("made up").await.unwrap();
}

#[tokio::test]
async fn form_tokens_belong_to_one_session() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let cookie = house.signed_in("eva@example.org").await.cookie;
    let other = house.signed_in("eva@example.org").await.cookie;
    let token = house.sign_in.form_token(cookie.expose()).unwrap();
    assert_ne!(&token, cookie.expose());
    assert!(house.sign_in.is_form_token(cookie.expose(), &token));
    assert!(!house.sign_in.is_form_token(other.expose(), &token));
    assert!(!house.sign_in.is_form_token(cookie.expose(), ""));
}

#[tokio::test]
async fn one_place_cannot_ask_without_end() {
    let house = House::open().await;
    let ask = async |n: i64, from: &str| {
        let address = Address::parse(&format!("a{n}@example.org")).unwrap();
        house.sign_in.request_link(&address, peer(from), &Reading::default()).await
    };
    for n in 0..LINKS_PER_PEER_MAX {
        // The same network, another address of it each time.
        ask(n, &format!("2001:db8::{n:x}")).await.unwrap();
    }
    let refused = ask(99, "2001:db8::ffff").await;
    let Err(SignInError::TooMany { retry_after_secs }) = refused else { panic!("not braked") };
    assert!((1..=WINDOW_SECS).contains(&retry_after_secs));
    ask(99, "2001:db8:0:1::1").await.unwrap();
    house.pass(retry_after_secs);
    ask(99, "2001:db8::ffff").await.unwrap();
}

#[tokio::test]
async fn one_mailbox_is_not_filled() {
    let house = House::open().await;
    house.staff("eva@example.org").await;
    let mut n_mailed = 0;
    for n in 0..LINKS_PER_ADDRESS_MAX + 3 {
        // Every request is answered alike; the mails stop.
        let id = house.request("eva@example.org", &format!("192.0.2.{n}")).await;
        n_mailed += i64::from(house.sign_in.arm_link(id).await.unwrap().is_some());
    }
    assert_eq!(n_mailed, LINKS_PER_ADDRESS_MAX);
}

#[tokio::test]
async fn guessing_links_is_braked() {
    let house = House::open().await;
    for _ in 0..USES_PER_PEER_MAX {
        assert!(house.use_link("guess").await.is_none());
    }
    let refused = house.sign_in.use_link("guess", peer(PEER)).await;
    assert!(matches!(refused, Err(SignInError::TooMany { .. })));
}

async fn keep(house: &House, drawn: &DrawnToken) {
    let resource = Resource::Staff(drawn.new.token.staff_id);
    let permit = house.authority.permit(&Actor::Founder, Act::TokenCreate, &resource).unwrap();
    let mut tx = house.sign_in.db.write(permit).await.unwrap();
    tx.insert_api_token(&drawn.new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_token_acts_within_its_scopes_until_it_expires() {
    let house = House::open().await;
    let id = house.staff("eva@example.org").await;
    let scopes = BTreeSet::from([Act::CaseShow]);
    let drawn = house.sign_in.draw_token(id, Some(scopes.clone()), 2).unwrap();
    let bearer = drawn.bearer.expose();
    assert!(house.sign_in.actor_of_token(bearer).await.unwrap().is_none());
    keep(&house, &drawn).await;
    let Some(Actor::Staff(staff)) = house.sign_in.actor_of_token(bearer).await.unwrap() else {
        panic!("not recognised");
    };
    assert_eq!((staff.id, staff.scopes), (id, Some(scopes)));
    assert_eq!(staff.via, Via::Token(drawn.new.token.id));
    // The bare secret, or the token as a cookie, opens nothing.
    let bare = bearer.strip_prefix("chancery_").unwrap();
    assert!(house.sign_in.actor_of_token(bare).await.unwrap().is_none());
    assert!(house.sign_in.actor_of_session(bare).await.unwrap().is_none());
    house.pass(2 * 24 * 60 * 60);
    assert!(house.sign_in.actor_of_token(bearer).await.unwrap().is_none());
}

#[tokio::test]
async fn tokens_have_limits() {
    let house = House::open().await;
    let id = StaffId::draw(house.now(), &*house.chance);
    let check = |scopes: Option<BTreeSet<Act>>, n_days: i64, expect: Option<TokenError>| {
        assert_eq!(house.sign_in.draw_token(id, scopes, n_days).err(), expect);
    };
    check(None, TOKEN_DAYS_MAX, None);
    check(None, TOKEN_DAYS_MAX + 1, Some(TokenError::Days));
    check(None, 0, Some(TokenError::Days));
    check(Some(BTreeSet::new()), 1, Some(TokenError::NoScope));
}

#[tokio::test]
async fn nothing_that_is_handed_out_is_printed() {
    let house = House::open().await;
    let id = house.staff("eva@example.org").await;
    let drawn = house.sign_in.draw_token(id, None, 1).unwrap();
    let secret = house.secret_of("eva@example.org").await;
    let signed_in = house.use_link(secret.expose()).await.unwrap();
    let printed = format!("{drawn:?} {secret:?} {signed_in:?} {:?}", house.sign_in);
    for secret in [&drawn.bearer, &secret, &signed_in.cookie] {
        assert!(!printed.contains(secret.expose().as_str()));
    }
}

#[tokio::test]
async fn old_links_and_counts_are_forgotten() {
    let house = House::open().await;
    let id = house.request("eva@example.org", PEER).await;
    house.pass(LINK_SECS + 2 * KEPT_SECS);
    house.sign_in.forget_old().await.unwrap();
    assert!(house.sign_in.db.read().await.unwrap().link(id).await.unwrap().is_none());
}
