//! The named world: a desk on a fresh database, with people in it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's ground that gives way fails the test"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use audit::LogKey;
use authority::{Authority, Proof, ProofAnswer, SignIn, TokenKey};
use db::{Db, DbConfig};
use desk::{Desk, DeskConfig, DeskError, DeskParts, NewIntake, NewMember, Received, RulingDraft};
use jiff::SignedDuration;
use model::{
    Actor, Address, CaseId, CaseNumber, Chance, Clock, Identity, IncomingMail, Mailbox,
    PersonActor, PersonId, Personal, QueueName, Role, RulingNumber, RulingState, StaffActor, Via,
};
use redact::{RedactConfig, Redactor};
use tempfile::TempDir;
use vault::{BlobsConfig, KekSource, Vault, VaultConfig};

use crate::{FixedClock, SeededChance, postgres::TestDatabase, totp_code};

/// A desk with everything below it, on folders that go away with it.
pub struct TestHouse {
    /// The desk.
    pub desk: Desk,
    /// The database.
    pub db: Db,
    /// Keys and blobs.
    pub vault: Arc<Vault>,
    /// Links, sessions, tokens.
    pub sign_in: SignIn,
    /// A clock that moves when told to.
    pub clock: Arc<FixedClock>,
    /// Seeded chance.
    pub chance: Arc<SeededChance>,
    /// The data folder.
    pub dir: TempDir,
    /// The database's address.
    pub url: String,
    /// The PostgreSQL database below it, if it stands on one.
    pub database: Option<TestDatabase>,
    /// The secrets of the apps that members have set up, by person.
    apps: Mutex<BTreeMap<PersonId, String>>,
}

/// A member of the staff of the named world.
#[derive(Clone, Debug)]
pub struct Member {
    /// As whom they act.
    pub actor: Actor,
    /// The same, opened.
    pub staff: StaffActor,
    /// Their address.
    pub address: Address,
}

/// The domain of the named world.
pub const DOMAIN: &str = "desk.example";

/// What keys and ids are drawn from where a test does not say.
const SEED: u64 = 7;

impl TestHouse {
    /// Opens a house on SQLite.
    pub async fn sqlite() -> Self {
        Self::with(None, |_| {}).await
    }

    /// Opens a house on PostgreSQL.
    pub async fn postgres() -> Self {
        Self::with(Some(crate::postgres::database().await), |_| {}).await
    }

    /// Opens a house with other settings.
    pub async fn with(database: Option<TestDatabase>, set: impl FnOnce(&mut DeskConfig)) -> Self {
        Self::with_seed(database, SEED, set).await
    }

    /// Opens a house whose keys and ids are others than those of the rest: two of them differ in every sealed byte.
    pub async fn with_seed(
        database: Option<TestDatabase>,
        seed: u64,
        set: impl FnOnce(&mut DeskConfig),
    ) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = match &database {
            Some(database) => database.url.clone(),
            None => format!("sqlite:{}", dir.path().join("chancery.sqlite").display()),
        };
        let mut config = DeskConfig::for_domain(DOMAIN);
        config.channel = Some(Address::parse("team@channel.example").unwrap());
        set(&mut config);
        Self::open(dir, url, database, config, seed).await
    }

    /// Opens a house over a folder and a database that are there already; by another seed than the one they
    /// were made with, or ids would come twice.
    pub async fn open(
        dir: TempDir,
        url: String,
        database: Option<TestDatabase>,
        config: DeskConfig,
        seed: u64,
    ) -> Self {
        Self::open_for(dir, url, database, config, seed, Identity::SignedIn).await
    }

    /// Opens a house on SQLite that wants its staff known by more than a link.
    pub async fn with_strong_staff() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("chancery.sqlite").display());
        let config = DeskConfig::for_domain(DOMAIN);
        Self::open_for(dir, url, None, config, SEED, Identity::Strong).await
    }

    async fn open_for(
        dir: TempDir,
        url: String,
        database: Option<TestDatabase>,
        config: DeskConfig,
        seed: u64,
        staff_level: Identity,
    ) -> Self {
        let clock = Arc::new(FixedClock::noon());
        let chance = Arc::new(SeededChance::new(seed));
        let shared: Arc<dyn Clock> = clock.clone();
        let random: Arc<dyn Chance> = chance.clone();
        let vault = VaultConfig {
            keys_dir: dir.path().join("keys"),
            blobs: BlobsConfig::Dir(dir.path().join("blobs")),
            kek: KekSource::File,
        };
        let vault = Arc::new(Vault::open(vault, random.clone(), shared.now()).await.unwrap());
        let log_key = LogKey::new(&vault.secret("log").unwrap());
        let db = DbConfig { url: url.clone() };
        let db = Db::open(&db, log_key, shared.clone(), random.clone()).await.unwrap();
        let token_key = TokenKey::of_seed(&vault.secret("authority").unwrap()).unwrap();
        let opening = Authority::open(&db, staff_level, shared.clone(), token_key);
        let authority = opening.await.unwrap();
        let admission = config.admission.clone();
        let desk = Desk::new(DeskParts {
            db: db.clone(),
            vault: vault.clone(),
            authority,
            redactor: Redactor::new(&RedactConfig::default()),
            clock: shared.clone(),
            chance: random.clone(),
            config,
        })
        .unwrap();
        desk.found().await.unwrap();
        let sign_in = SignIn::new(db.clone(), vault.clone(), shared, random).admitting(admission);
        let apps = Mutex::default();
        Self { desk, db, vault, sign_in, clock, chance, dir, url, database, apps }
    }

    /// Gives somebody a place on the staff, with a signing key, and a session.
    pub async fn member(&self, local: &str, roles: &[Role]) -> Member {
        let address = Address::parse(&format!("{local}@{DOMAIN}")).unwrap();
        let new = NewMember {
            address: address.clone(),
            name: Personal::new(format!("{local} Staffname")),
            roles: roles.iter().copied().collect::<BTreeSet<_>>(),
        };
        let view = self.desk.invite(&Actor::Founder, new, None).await.unwrap();
        let secret = self.sign_in.issue_link(view.person_id).await.unwrap();
        let peer = std::net::IpAddr::from([127, 0, 0, 1]);
        let signed_in = self.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap();
        let Actor::Staff(staff) = signed_in.actor.clone() else { panic!("just invited") };
        // The desk does not look into the key; who signs for real is tested with the mail room.
        let until = self.clock.now() + SignedDuration::from_hours(24 * 300);
        let key = Personal::new(vec![1, 2, 3]);
        self.desk.put_signing_key(&signed_in.actor, staff.id, key, until).await.unwrap();
        Member { actor: signed_in.actor, staff, address }
    }

    /// Has somebody who is signed in prove that it is them, of this, by an app that they set up at the first time. A
    /// code is good once, so half a minute passes.
    pub async fn prove(&self, actor: &Actor, digest: [u8; 32]) -> Proof {
        let (person, session) = (actor.person_id().unwrap(), actor.session_id().unwrap());
        let known = self.apps.lock().unwrap().get(&person).cloned();
        let secret = match known {
            Some(secret) => secret,
            None => self.set_up_app(actor).await,
        };
        self.wait_secs(30);
        let code = ProofAnswer::Code(Personal::new(totp_code(&secret, self.clock.now())));
        self.sign_in.begin_proof(person, session, digest).await.unwrap();
        self.sign_in.finish_proof(person, session, digest, &code).await.unwrap()
    }

    /// Signs a member in once more, elsewhere.
    pub async fn another_session(&self, of: &Member) -> Actor {
        let secret = self.sign_in.issue_link(of.staff.person_id).await.unwrap();
        let peer = std::net::IpAddr::from([127, 0, 0, 2]);
        self.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().actor
    }

    async fn set_up_app(&self, actor: &Actor) -> String {
        let (person, session) = (actor.person_id().unwrap(), actor.session_id().unwrap());
        let label = Personal::new("somebody".to_owned());
        let shown = self.sign_in.begin_totp(person, session, &label).await.unwrap();
        let secret = shown.text.into_exposed();
        let code = Personal::new(totp_code(&secret, self.clock.now()));
        let ready = self.sign_in.finish_totp(person, session, &code).await.unwrap();
        self.desk.add_factor(actor, &ready, None).await.unwrap();
        self.apps.lock().unwrap().insert(person, secret.clone());
        secret
    }

    /// Rules as a page does: what would be signed is shown, proved, and signed.
    pub async fn rule(
        &self,
        by: &Member,
        number: CaseNumber,
        draft: RulingDraft,
    ) -> Result<RulingNumber, DeskError> {
        let preview = self.desk.ruling_shown(&by.actor, number, &draft).await?;
        let proof = self.prove(&by.actor, preview.shown.digest).await;
        self.desk.rule(&by.actor, number, draft, Some(&proof)).await
    }

    /// Signs a ruling that waits, as a page does.
    pub async fn sign(
        &self,
        by: &Member,
        number: RulingNumber,
        digest: &str,
    ) -> Result<RulingState, DeskError> {
        let shown = self.desk.signing_shown(&by.actor, number, digest).await?;
        let proof = self.prove(&by.actor, shown.digest).await;
        self.desk.sign_ruling(&by.actor, number, digest, Some(&proof)).await
    }

    /// A requester who is signed in.
    pub fn requester(&self, id: PersonId) -> Actor {
        Actor::Person(PersonActor { id, identity: Identity::SignedIn, via: Via::Job, scopes: None })
    }

    /// Takes a mail in as the mail room would, and returns the case it landed in.
    pub async fn mail(&self, mail: IncomingMail) -> CaseId {
        match self.take_in(mail).await {
            Received::Opened(id) | Received::Added(id) | Received::Reported(id) => id,
            Received::Again => panic!("the mail was known"),
        }
    }

    /// Takes a mail in and returns what became of it.
    pub async fn take_in(&self, mail: IncomingMail) -> Received {
        let intake = NewIntake {
            envelope_from: mail.envelope_from.clone(),
            recipients: mail.recipients.clone(),
            peer: None,
            helo: String::new(),
            bytes: mail.text.expose().as_bytes().to_vec(),
        };
        let id = self.desk.accept(intake).await.unwrap();
        self.desk.receive(id, mail).await.unwrap()
    }

    /// Returns a case's number.
    pub async fn number(&self, id: CaseId) -> CaseNumber {
        self.db.read().await.unwrap().case(id).await.unwrap().unwrap().case.number
    }

    /// Gives a case to a member and moves it to `support`.
    pub async fn give(&self, number: CaseNumber, by: &Member, to: &Member) {
        let support = QueueName::parse("support").unwrap();
        self.desk.assign(&by.actor, number, to.staff.id, None).await.unwrap();
        self.desk.move_case(&by.actor, number, &support, None).await.unwrap();
    }

    /// Hands over everything that is due and says that it was sent; returns the mails.
    pub async fn leave(&self) -> Vec<model::OutgoingMail> {
        let mut mails = Vec::new();
        for departure in self.desk.departures().await.unwrap() {
            self.desk.departed(departure.id, Ok("2.0.0".to_owned())).await.unwrap();
            mails.push(departure.mail);
        }
        mails
    }

    /// Changes the database past the house, as whoever has stolen it would.
    pub async fn by_hand(&self, statement: &str) {
        if let Some(database) = &self.database {
            database.sql(statement).unwrap();
            return;
        }
        let script = "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\ndb.execute(sys.argv[2])\ndb.commit()";
        let path = self.url.strip_prefix("sqlite:").unwrap();
        let mut python = tokio::process::Command::new("/usr/bin/python3");
        let done = python.args(["-c", script, path, statement]).output().await.unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// Moves the clock.
    pub fn wait_secs(&self, secs: i64) {
        self.clock.advance(SignedDuration::from_secs(secs));
    }
}

/// A mail from somebody to `support@`.
pub fn mail_from(name: &str, address: &str, subject: &str, text: &str) -> IncomingMail {
    let mailbox = Mailbox {
        name: Some(Personal::new(name.to_owned())),
        address: Address::parse(address).unwrap(),
    };
    IncomingMail {
        envelope_from: Some(mailbox.address.clone()),
        recipients: vec![Address::parse(&format!("support@{DOMAIN}")).unwrap()],
        from: Some(mailbox),
        subject: Personal::new(subject.to_owned()),
        text: Personal::new(text.to_owned()),
        message_id: Some(format!("{}.{}@sender.example", subject.len(), text.len())),
        ..IncomingMail::default()
    }
}

/// Runs each named function, `async fn(TestHouse)`, on SQLite and on PostgreSQL; with `GROUP with SET;` before them, in a module of
/// that name and in houses of other settings.
#[macro_export]
macro_rules! house_tests {
    ($group:ident with $set:expr; $($name:ident),* $(,)?) => {
        mod $group {
            mod sqlite {
                $(#[tokio::test]
                async fn $name() {
                    let test = concat!(module_path!(), "::", stringify!($name));
                    let run = async {
                        let house = $crate::house::TestHouse::with(None, $set).await;
                        super::super::$name(house).await;
                    };
                    $crate::carried_out::watch(test, run).await;
                })*
            }
            mod postgres {
                $(#[tokio::test]
                async fn $name() {
                    let test = concat!(module_path!(), "::", stringify!($name));
                    let run = async {
                        let database = Some($crate::postgres::database().await);
                        let house = $crate::house::TestHouse::with(database, $set).await;
                        super::super::$name(house).await;
                    };
                    $crate::carried_out::watch(test, run).await;
                })*
            }
        }
    };
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let test = concat!(module_path!(), "::", stringify!($name));
                let run = async { super::$name($crate::house::TestHouse::sqlite().await).await };
                $crate::carried_out::watch(test, run).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                let test = concat!(module_path!(), "::", stringify!($name));
                let run = async { super::$name($crate::house::TestHouse::postgres().await).await };
                $crate::carried_out::watch(test, run).await;
            })*
        }
    };
}
