//! The rooms of a house opened in this process, to lay what the server will find.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use anyhow::Context;
use audit::{Ground, LogKey, Permit, PolicyRef, Who};
use authority::{Authority, Gate, PolicyText, SignIn, TokenKey};
use db::{Db, DbConfig};
use desk::{Desk, DeskConfig, DeskParts, NewMember};
use jiff::{SignedDuration, Timestamp};
use model::{Act, Actor, Address, Chance, Clock, PersonId, Personal, Role, StaffId, Via};
use redact::{RedactConfig, Redactor};
use vault::{BlobsConfig, KekSource, SystemChance, Vault, VaultConfig};

/// The domain of the measured house.
pub const DOMAIN: &str = "desk.example";

/// Days that a token of the bench lives.
const TOKEN_DAYS: i64 = 30;

/// The wall clock; a measured world has real times in it.
struct WallClock;

impl Clock for WallClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is a program of its own, with its own clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The rooms.
pub struct World {
    /// The database.
    pub db: Db,
    /// Keys.
    pub vault: Arc<Vault>,
    /// The desk.
    pub desk: Desk,
    /// Links, sessions, tokens.
    pub sign_in: SignIn,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Draws ids.
    pub chance: Arc<dyn Chance>,
    edition: String,
}

/// A member of the staff of the world.
#[derive(Clone, Debug)]
pub struct Member {
    /// As whom they act.
    pub actor: Actor,
    /// Their id.
    pub id: StaffId,
    /// Their session's cookie.
    pub cookie: String,
}

impl World {
    /// Opens the rooms over a data folder, made where it is missing, with the layout that `chancery serve` uses.
    pub async fn open(data: &Path, url: Option<&str>) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data).with_context(|| format!("cannot make {}", data.display()))?;
        let clock: Arc<dyn Clock> = Arc::new(WallClock);
        let chance: Arc<dyn Chance> = Arc::new(SystemChance);
        let config = VaultConfig {
            keys_dir: data.join("keys"),
            blobs: BlobsConfig::Dir(data.join("blobs")),
            kek: KekSource::File,
        };
        let vault = Arc::new(Vault::open(config, chance.clone(), clock.now()).await?);
        let log_key = LogKey::new(&*vault.secret("log")?);
        let file = format!("sqlite:{}", data.join("chancery.sqlite").display());
        let config = DbConfig { url: url.unwrap_or(&file).to_owned() };
        let db = Db::open(&config, log_key, clock.clone(), chance.clone()).await?;
        let gate = Gate::new(&PolicyText::standing())?;
        let token_key = TokenKey::of_seed(&*vault.secret("authority")?)?;
        let edition = gate.edition().to_owned();
        let desk = Desk::new(DeskParts {
            db: db.clone(),
            vault: vault.clone(),
            authority: Authority::new(Arc::new(gate), clock.clone(), token_key),
            redactor: Redactor::new(&RedactConfig::default()),
            clock: clock.clone(),
            chance: chance.clone(),
            // Replies leave at once: whoever lays a world does not change their mind.
            config: DeskConfig { undo_secs: 0, ..DeskConfig::for_domain(DOMAIN) },
        })?;
        desk.found().await?;
        let sign_in = SignIn::new(db.clone(), vault.clone(), clock.clone(), chance.clone());
        Ok(Self { db, vault, desk, sign_in, clock, chance, edition })
    }

    /// Mints a permit that rests on nothing but the bench.
    #[expect(clippy::disallowed_methods, reason = "a world of 100,000 cases is laid, not lived")]
    pub fn permit(&self, act: Act) -> Permit {
        Permit::mint(Ground {
            who: Who { kind: "founder".to_owned(), id: String::new(), roles: Vec::new() },
            staff: None,
            via: Via::CommandLine,
            act,
            resource_kind: "house",
            resource_id: "house".to_owned(),
            case: None,
            person_id: None,
            authorities: Vec::new(),
            uses: None,
            policies: vec![PolicyRef { id: "bench".to_owned(), clause: "bench".to_owned() }],
            second: None,
            edition: self.edition.clone(),
            at: self.clock.now(),
        })
    }

    /// Returns the edition of the policies that the world began with.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Gives somebody a place on the staff, a key that nobody looks into, and a session.
    pub async fn member(&self, local: &str, roles: &[Role]) -> anyhow::Result<Member> {
        let new = NewMember {
            address: Address::parse(&format!("{local}@{DOMAIN}"))?,
            name: Personal::new(format!("{local} Member")),
            roles: roles.iter().copied().collect::<BTreeSet<_>>(),
        };
        let view = self.desk.invite(&Actor::Founder, new, None).await?;
        let (actor, cookie) = self.session(view.person_id).await?;
        let until = self.clock.now() + SignedDuration::from_hours(24 * 300);
        let key = Personal::new(vec![1, 2, 3]);
        self.desk.put_signing_key(&actor, view.id, key, until).await?;
        Ok(Member { actor, id: view.id, cookie })
    }

    /// Signs a person in and returns who they are then, and their cookie.
    pub async fn session(&self, id: PersonId) -> anyhow::Result<(Actor, String)> {
        let link = self.sign_in.issue_link(id).await?;
        // A place of its own, so that the brakes of the measured places start from nothing.
        let peer = std::net::IpAddr::from(self.chance.bytes::<16>());
        let signed_in = self.sign_in.use_link(link.expose(), peer).await?;
        let signed_in = signed_in.context("a fresh link works")?;
        Ok((signed_in.actor, signed_in.cookie.into_exposed()))
    }

    /// Makes an API token for a member of the staff.
    pub async fn token(&self, id: StaffId) -> anyhow::Result<String> {
        let drawn = self.sign_in.draw_token(id, None, TOKEN_DAYS)?;
        self.desk.create_token(&Actor::Founder, drawn.new).await?;
        Ok(drawn.bearer.into_exposed())
    }

    /// Numbers what is in the log and closes the database.
    pub async fn close(self) -> anyhow::Result<()> {
        while self.desk.sequence().await? > 0 {}
        self.db.close().await;
        Ok(())
    }
}
