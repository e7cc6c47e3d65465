//! The house put together: rooms from the lowest floor up.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use audit::LogKey;
use authority::{Authority, SignIn, TokenKey};
use db::{Db, DbConfig};
use desk::{Desk, DeskParts};
use model::{Address, Chance, Clock, Personal, StaffId};
use redact::{RedactConfig, Redactor};
use vault::{SystemChance, Vault};

use crate::{clock::SystemClock, config::Config};

/// Where the installation's own signing authority is kept, sealed.
const CA_CERTIFICATE: &str = "ca_certificate";
const CA_KEY: &str = "ca_key";

/// All rooms, open.
#[derive(Clone)]
pub struct House {
    pub config: Arc<Config>,
    pub db: Db,
    pub vault: Arc<Vault>,
    pub desk: Desk,
    pub sign_in: SignIn,
    pub clock: Arc<dyn Clock>,
    pub chance: Arc<dyn Chance>,
}

impl House {
    /// Opens the rooms; makes what a new installation needs.
    pub async fn open(config: Config, data: &Path) -> anyhow::Result<Self> {
        Self::open_at(config, data, Arc::new(SystemClock)).await
    }

    /// Opens the rooms by another clock than that of the machine.
    pub async fn open_at(
        config: Config,
        data: &Path,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        make_folder(data)?;
        let chance: Arc<dyn Chance> = Arc::new(SystemChance);
        let vault = Vault::open(config.vault(data)?, chance.clone(), clock.now())
            .await
            .context("cannot open the vault")?;
        let vault = Arc::new(vault);
        let log_key = LogKey::new(&*vault.secret("log").context("cannot read the log key")?);
        let db = DbConfig { url: config.database_url(data) };
        let db = Db::open(&db, log_key, clock.clone(), chance.clone())
            .await
            .context("cannot open the database of database.url")?;
        let token_key = vault.secret("authority").context("cannot read the key of the tokens")?;
        let token_key =
            TokenKey::of_seed(&token_key).context("cannot use the key of the tokens")?;
        let staff_level = config.sign_in.staff_level.identity();
        let authority = Authority::open(&db, staff_level, clock.clone(), token_key)
            .await
            .context("the gate cannot be opened")?;
        let parts = DeskParts {
            db: db.clone(),
            vault: vault.clone(),
            authority,
            redactor: Redactor::new(&RedactConfig::default()),
            clock: clock.clone(),
            chance: chance.clone(),
            config: config.desk()?,
        };
        let desk = Desk::new(parts).context("cannot open the desk")?;
        desk.found().await.context("cannot lay the queues")?;
        let sign_in = SignIn::new(db.clone(), vault.clone(), clock.clone(), chance.clone())
            .at_site(&config.public_url())
            .admitting(config.admission()?);
        if !sign_in.takes_passkeys() {
            tracing::warn!("web.public_url has no name or no TLS: browsers have no passkeys there");
        }
        Ok(Self { config: Arc::new(config), db, vault, desk, sign_in, clock, chance })
    }

    /// Returns the installation's own signing authority, made when it is first asked for.
    pub async fn ca(&self) -> anyhow::Result<mail::Ca> {
        let kept = (self.desk.kept(CA_CERTIFICATE).await?, self.desk.kept(CA_KEY).await?);
        if let (Some(cert), Some(key)) = kept {
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).context("the kept authority");
            let cert_pem = text(cert.into_exposed())?;
            return Ok(mail::Ca { cert_pem, key_pem: Personal::new(text(key.into_exposed())?) });
        }
        let name = format!("Chancery at {}", self.config.mail.domain);
        let ca = mail::make_ca(&name, self.clock.now(), &*self.chance)?;
        self.desk.keep(CA_KEY, ca.key_pem.expose().as_bytes()).await?;
        self.desk.keep(CA_CERTIFICATE, ca.cert_pem.as_bytes()).await?;
        Ok(ca)
    }

    /// Issues a signing key for a member of the staff who has none, from the installation's own authority.
    pub async fn issue_signing_key(
        &self,
        actor: &model::Actor,
        id: StaffId,
        name: &str,
        address: &Address,
    ) -> anyhow::Result<()> {
        let now = self.clock.now();
        let p12 = mail::issue(&self.ca().await?, name, address, now, &*self.chance)?;
        let report = mail::inspect(p12.expose(), "", now)?;
        self.desk.put_signing_key(actor, id, p12, report.not_after).await?;
        Ok(())
    }

    /// Closes what must be closed in order.
    pub async fn close(&self) {
        if let Err(error) = self.desk.sequence().await {
            tracing::warn!("the last entries get their numbers at the next start: {error}");
        }
        self.db.close().await;
    }
}

fn make_folder(data: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| format!("cannot make the data folder {}", data.display()))
}
