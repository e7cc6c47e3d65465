//! Settings: `chancery.toml` in the data folder, then the environment; a wrong one is named with its source.

pub mod settings;

use std::{
    collections::BTreeMap,
    fmt::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use desk::{Admission, DeskConfig, Profile};
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use model::{Address, Identity, LiveSetting, LiveSettings, Personal};
use serde::{Deserialize, Serialize};
use vault::{BlobsConfig, KekSource, VaultConfig};

use self::settings::{Found, Source};

/// Environment variables of ours that are no settings.
const NOT_SETTINGS: [&str; 2] = ["data", "log"];

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub web: Web,
    pub mail: Mail,
    pub database: Database,
    pub desk: DeskSection,
    pub vault: VaultSection,
    pub audit: Audit,
    pub sign_in: SignInSection,
    pub staff: StaffSection,
    /// What is known of a person, each with a rule of its own.
    pub fields: Vec<model::Field>,
    /// Systems outside that ask us for authority before they act.
    pub consoles: Vec<ConsoleSection>,
    /// Where each setting was found.
    #[serde(skip)]
    pub found: Vec<Found>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsoleSection {
    pub name: String,
    /// A file whose first line is the secret that the system shows.
    pub secret_file: PathBuf,
    pub url: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInSection {
    pub staff_level: StaffLevelWord,
}

/// What the house asks of its staff before they begin.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffSection {
    /// Whether a check of their background must be on record.
    pub background_check: bool,
    /// A file with the agreement that they accept; where there is none, there is nothing to accept.
    pub agreement_file: Option<PathBuf>,
}

/// How well the house wants its staff known before they do anything.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffLevelWord {
    SignedIn,
    Strong,
}

impl StaffLevelWord {
    pub const fn identity(self) -> Identity {
        match self {
            Self::SignedIn => Identity::SignedIn,
            Self::Strong => Identity::Strong,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Web {
    pub listen: SocketAddr,
    pub public_url: Option<String>,
    pub trusted_proxies: web::Networks,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub domain: String,
    pub smtp_listen: Option<SocketAddr>,
    pub lmtp_listen: Option<SocketAddr>,
    pub relay: Option<String>,
    pub channel: Option<String>,
    pub trusted_authserv_id: Option<String>,
    pub trusted_relays: Vec<std::net::IpAddr>,
    /// A PEM file with the authorities whose S/MIME certificates count; where there is none, none count.
    pub certificates: Option<PathBuf>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskSection {
    pub profile: ProfileWord,
    pub undo_secs: i64,
    pub page_cases: i64,
    pub self_looks_per_day_max: i64,
    pub notices_per_sender_max: i64,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileWord {
    Open,
    Confidential,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VaultSection {
    pub keys_dir: Option<PathBuf>,
    pub blobs_url: Option<String>,
    pub passphrase_file: Option<PathBuf>,
    pub credential: Option<PathBuf>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    pub witness: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            web: Web {
                listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
                public_url: None,
                trusted_proxies: web::Networks::default(),
            },
            mail: Mail {
                domain: "localhost.localdomain".to_owned(),
                smtp_listen: None,
                lmtp_listen: None,
                relay: None,
                channel: None,
                trusted_authserv_id: None,
                trusted_relays: Vec::new(),
                certificates: None,
            },
            database: Database { url: None },
            desk: DeskSection {
                profile: ProfileWord::Open,
                undo_secs: LiveSettings::STANDING.undo_secs,
                page_cases: LiveSettings::STANDING.page_cases,
                self_looks_per_day_max: LiveSettings::STANDING.self_looks_per_day_max,
                notices_per_sender_max: LiveSettings::STANDING.notices_per_sender_max,
            },
            vault: VaultSection {
                keys_dir: None,
                blobs_url: None,
                passphrase_file: None,
                credential: None,
            },
            audit: Audit { witness: None },
            sign_in: SignInSection { staff_level: StaffLevelWord::SignedIn },
            staff: StaffSection::default(),
            fields: Vec::new(),
            consoles: Vec::new(),
            found: Vec::new(),
        }
    }
}

impl Config {
    /// Reads the settings of a data folder.
    pub fn read(data: &Path) -> anyhow::Result<Self> {
        Self::read_from(&figment(data), data)
    }

    /// Reads the settings of a data folder and nothing of the environment.
    pub fn of_file(data: &Path) -> anyhow::Result<Self> {
        Self::read_from(&of_files(data), data)
    }

    fn read_from(figment: &Figment, data: &Path) -> anyhow::Result<Self> {
        let mut config: Self = figment.extract().map_err(|error| named(&error))?;
        config.check()?;
        config.found = settings::find(figment, &config, data)?;
        Ok(config)
    }

    /// Returns what can be changed while the house runs, as it stands where the house itself says nothing.
    const fn standing(&self) -> LiveSettings {
        LiveSettings {
            undo_secs: self.desk.undo_secs,
            page_cases: self.desk.page_cases,
            self_looks_per_day_max: self.desk.self_looks_per_day_max,
            notices_per_sender_max: self.desk.notices_per_sender_max,
            staff_level: self.sign_in.staff_level.identity(),
        }
    }

    fn check(&self) -> anyhow::Result<()> {
        self.door()?;
        Address::parse(&format!("support@{}", self.mail.domain))
            .map_err(|_| anyhow::anyhow!("mail.domain is not a domain; write desk.example.org"))?;
        self.channel()?;
        if let Some(relay) = &self.mail.relay {
            mail::Relay::parse(relay).context("mail.relay")?;
        }
        self.standing().check()?;
        if self.vault.passphrase_file.is_some() && self.vault.credential.is_some() {
            bail!("vault.passphrase_file and vault.credential exclude each other; set one");
        }
        Ok(())
    }

    pub fn public_url(&self) -> String {
        let url = self.web.public_url.clone();
        let url = url.unwrap_or_else(|| format!("http://{}", self.web.listen));
        url.trim_end_matches('/').to_owned()
    }

    /// Returns the settings of the pages' door.
    pub fn door(&self) -> anyhow::Result<web::Config> {
        let door = web::Config::new(&self.public_url())?;
        Ok(door.trusting(self.web.trusted_proxies.clone()))
    }

    pub fn channel(&self) -> anyhow::Result<Option<Address>> {
        self.mail
            .channel
            .as_deref()
            .filter(|text| !text.is_empty())
            .map(|text| Address::parse(text).context("mail.channel"))
            .transpose()
    }

    pub fn database_url(&self, data: &Path) -> String {
        let file = data.join("chancery.sqlite");
        self.database.url.clone().unwrap_or_else(|| format!("sqlite:{}", file.display()))
    }

    pub fn desk(&self) -> anyhow::Result<DeskConfig> {
        Ok(DeskConfig {
            domain: self.mail.domain.to_lowercase(),
            profile: match self.desk.profile {
                ProfileWord::Open => Profile::Open,
                ProfileWord::Confidential => Profile::Confidential,
            },
            channel: self.channel()?,
            undo_secs: self.desk.undo_secs,
            page_cases: self.desk.page_cases,
            pinned: settings::pins(&self.found),
            public_url: self.public_url(),
            self_looks_per_day_max: self.desk.self_looks_per_day_max,
            notices_per_sender_max: self.desk.notices_per_sender_max,
            fields: self.checked_fields()?,
            consoles: self.consoles.iter().map(console).collect::<anyhow::Result<_>>()?,
            admission: self.admission()?,
            takes_certificates: self.mail.certificates.is_some(),
        })
    }

    /// Reads the authorities whose certificates count for signed mail.
    pub fn certificates(&self) -> anyhow::Result<Option<mail::Certificates>> {
        let Some(path) = &self.mail.certificates else { return Ok(None) };
        let named = || format!("mail.certificates {}", path.display());
        let pem = std::fs::read(path).with_context(named)?;
        mail::Certificates::from_pem(&pem).with_context(named).map(Some)
    }

    /// Returns what the staff need before they begin.
    pub fn admission(&self) -> anyhow::Result<Admission> {
        let agreement = match &self.staff.agreement_file {
            None => None,
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("staff.agreement_file {}", path.display()))?;
                if text.trim().is_empty() || text.len() > AGREEMENT_BYTES_MAX {
                    bail!(
                        "staff.agreement_file {}: it is empty, or longer than {AGREEMENT_BYTES_MAX} octets",
                        path.display()
                    );
                }
                Some(text.trim().into())
            }
        };
        Ok(Admission { needs_check: self.staff.background_check, agreement })
    }

    fn checked_fields(&self) -> anyhow::Result<Vec<model::Field>> {
        for (index, field) in self.fields.iter().enumerate() {
            if self.fields.iter().skip(index + 1).any(|other| other.key == field.key) {
                bail!("fields: the key {} is used twice; each field has its own", field.key);
            }
            let is_redirect = field.to_member == model::ToMember::Redirect;
            if is_redirect != field.elsewhere.is_some() {
                bail!(
                    "fields: {}: `elsewhere` says where a question belongs, and goes with to_member = \"redirect\"",
                    field.key
                );
            }
        }
        Ok(self.fields.clone())
    }

    pub fn vault(&self, data: &Path) -> anyhow::Result<VaultConfig> {
        let kek = if let Some(path) = &self.vault.passphrase_file {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("vault.passphrase_file {}", path.display()))?;
            KekSource::Passphrase(Personal::new(text.trim_end_matches(['\r', '\n']).to_owned()))
        } else if let Some(path) = &self.vault.credential {
            KekSource::Credential(path.clone())
        } else {
            KekSource::File
        };
        let blobs = match &self.vault.blobs_url {
            Some(url) => BlobsConfig::Bucket { url: url.clone(), intake_dir: data.join("blobs") },
            None => BlobsConfig::Dir(data.join("blobs")),
        };
        Ok(VaultConfig { keys_dir: self.keys_dir(data), blobs, kek })
    }

    /// Returns the folder of the key store; a house is where there is one.
    pub fn keys_dir(&self, data: &Path) -> PathBuf {
        self.vault.keys_dir.clone().unwrap_or_else(|| data.join("keys"))
    }
}

/// Octets of the shortest secret of a console.
const CONSOLE_SECRET_BYTES_MIN: usize = 24;

/// Octets of the longest agreement; whoever accepts it is to read it.
const AGREEMENT_BYTES_MAX: usize = 64 * 1024;

fn console(section: &ConsoleSection) -> anyhow::Result<desk::Console> {
    let path = section.secret_file.display();
    let text = std::fs::read_to_string(&section.secret_file)
        .with_context(|| format!("consoles: {}: secret_file {path}", section.name))?;
    let secret = text.lines().next().unwrap_or_default().trim();
    if secret.len() < CONSOLE_SECRET_BYTES_MIN {
        bail!(
            "consoles: {}: the first line of {path} has fewer than {CONSOLE_SECRET_BYTES_MIN} octets",
            section.name
        );
    }
    Ok(desk::Console {
        name: section.name.clone(),
        secret: Personal::new(secret.to_owned()),
        url: section.url.clone(),
    })
}

/// What the house itself says of the settings that it may keep, by their keys; or why that cannot be read.
pub type Own = Result<BTreeMap<String, String>, String>;

/// Says that a folder has no settings: whoever mistyped its name would read defaults as theirs.
pub fn missing(data: &Path) -> Option<String> {
    let words = || {
        format!("no chancery.toml in {}: only the environment and defaults count", data.display())
    };
    (!data.join("chancery.toml").exists()).then(words)
}

/// Prints every setting, its value and its source; secrets are left out. A variable outranks the file, the file what the
/// house itself says, and that what Chancery comes with.
pub fn show(data: &Path, own: &Own) -> anyhow::Result<String> {
    let config = Config::read(data)?;
    let mut out = String::new();
    let file = data.join("chancery.toml");
    for found in &config.found {
        let said = own.as_ref().ok().and_then(|own| own.get(found.key));
        let said = said.filter(|_| LiveSetting::of_key(found.key).is_some());
        let value = match &found.value {
            Some(value) => value.to_string(),
            None => "(not shown: it may hold a password)".to_owned(),
        };
        let (value, source) = match (&found.source, said) {
            (Source::Standing, Some(said)) => {
                let word =
                    said.parse::<i64>().map_or_else(|_| format!("\"{said}\""), |n| n.to_string());
                (word, "the house itself, on /settings".to_owned())
            }
            (Source::Standing, None) => (value, "default".to_owned()),
            (Source::File(None), _) => (value, file.display().to_string()),
            (Source::File(Some(line)), _) => (value, format!("{}, line {line}", file.display())),
            (Source::Variable(name), _) => (value, format!("environment, {name}")),
        };
        let outranked = match (&found.source, said) {
            (Source::Standing, _) | (_, None) => String::new(),
            (_, Some(said)) => format!("; it outranks {said}, which the house itself says"),
        };
        writeln!(out, "{} = {value}  # {source}{outranked}", found.key)?;
    }
    if let Err(words) = own {
        writeln!(out, "# What the house itself says could not be read: {words}")?;
    }
    Ok(out)
}

fn source_of(metadata: &figment::Metadata) -> String {
    match &metadata.source {
        Some(figment::Source::File(path)) => path.display().to_string(),
        _ if metadata.name.contains("environment") => "environment".to_owned(),
        _ => "default".to_owned(),
    }
}

fn figment(data: &Path) -> Figment {
    let environment = Env::prefixed("CHANCERY_")
        .ignore(&NOT_SETTINGS)
        .map(|key| setting_of(key.as_str()).into())
        .lowercase(true);
    of_files(data).merge(environment)
}

fn of_files(data: &Path) -> Figment {
    Figment::from(Serialized::defaults(Config::default()))
        .merge(Toml::file(data.join("chancery.toml")))
}

/// Returns the setting that a variable stands for. Sections but one have no underscore, settings may:
/// CHANCERY_MAIL_SMTP_LISTEN is mail.smtp_listen, CHANCERY_SIGN_IN_STAFF_LEVEL is sign_in.staff_level.
fn setting_of(variable: &str) -> String {
    let name = variable.to_ascii_lowercase();
    match name.strip_prefix("sign_in_") {
        Some(setting) => format!("sign_in.{setting}"),
        None => name.replacen('_', ".", 1),
    }
}

fn named(error: &figment::Error) -> anyhow::Error {
    let mut words = Vec::new();
    for one in error.clone() {
        let key = one.path.join(".");
        let source = one
            .metadata
            .as_ref()
            .map_or_else(String::new, |metadata| format!(" (from {})", source_of(metadata)));
        words.push(format!("{key}: {}{source}", one.kind));
    }
    anyhow::anyhow!("a setting is wrong: {}", words.join("; "))
}

#[cfg(test)]
mod tests;
