//! Every setting of `chancery.toml`: what it means, and where what is in force comes from. The one place for these words:
//! the table of the README and the page of the settings show them, and tests hold them to it.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

use anyhow::Context;
use figment::Figment;
use model::LiveSetting;
use serde_json::Value;
use toml::de::DeTable;

use super::Config;

/// A setting.
pub struct Setting {
    /// Section, dot, name; a list of sections has no dot.
    pub key: &'static str,
    /// What it means, as the README has it.
    pub words: &'static str,
    /// True where its value may hold a password.
    pub is_secret: bool,
}

const fn plain(key: &'static str, words: &'static str) -> Setting {
    Setting { key, words, is_secret: false }
}

const fn secret(key: &'static str, words: &'static str) -> Setting {
    Setting { key, words, is_secret: true }
}

/// All of them, in the order in which they are shown.
pub const SETTINGS: [Setting; 27] = [
    plain("web.listen", "address and port of pages and API"),
    plain(
        "web.public_url",
        "how the outside reaches the pages; links begin with it, and passkeys are bound to its name",
    ),
    plain(
        "web.trusted_proxies",
        "addresses or networks of proxies, with commas between; they alone are believed about whom they speak for",
    ),
    plain("mail.domain", "the domain of the queues' addresses"),
    plain("mail.smtp_listen", "address and port of SMTP"),
    plain("mail.lmtp_listen", "address and port of LMTP"),
    secret(
        "mail.relay",
        "where mail leaves: `smtp://[user:pass@]host:port` or `smtps://…`; `folder:/path` keeps it as files, for trying out",
    ),
    plain("mail.channel", "the team channel's address, which gets copies"),
    plain(
        "mail.trusted_authserv_id",
        "the name by which a mail server before us signs what it found out about a sender; it is believed",
    ),
    plain(
        "mail.trusted_relays",
        "addresses of mail servers before us; the sender's is then looked for behind them",
    ),
    plain(
        "mail.certificates",
        "a PEM file: authorities whose S/MIME certificates count for consent by signed mail, and what they revoked",
    ),
    plain("desk.profile", "how open the house is about its own people: `open` or `confidential`"),
    plain("desk.undo_secs", "seconds a reply is held before it leaves"),
    plain("desk.page_cases", "cases of a page of the board"),
    plain(
        "desk.self_looks_per_day_max",
        "sealed originals that one of the staff may open within 24 hours in cases that they took themselves",
    ),
    plain(
        "desk.notices_per_sender_max",
        "messages of one sender within ten minutes of which the team channel and the staff are told",
    ),
    plain(
        "sign_in.staff_level",
        "how the staff must be known before they work: `signed_in` (a link) or `strong` (a passkey, or a code beside it)",
    ),
    plain(
        "staff.background_check",
        "whether a check of their background must be on record before somebody's roles count",
    ),
    plain(
        "staff.agreement_file",
        "the agreement that each of the staff accepts before their roles count",
    ),
    secret(
        "database.url",
        "`sqlite:…` or `postgres://…`; else `chancery.sqlite` in the data folder",
    ),
    plain("vault.keys_dir", "the folder of the key store; `keys` in the data folder"),
    secret(
        "vault.blobs_url",
        "a bucket for raw mails and attachments, `s3://…`, `az://…` or `gs://…`; else `blobs` in the data folder",
    ),
    plain(
        "vault.passphrase_file",
        "a file whose text guards the key-encryption key; without it and a credential, the rights of the key's own file do",
    ),
    plain(
        "vault.credential",
        "a credential file, such as systemd's, that guards the key-encryption key",
    ),
    secret(
        "audit.witness",
        "where checkpoints are left: a path, or a command behind a vertical bar, which reads them",
    ),
    plain("fields", "what is known of a person, each with a rule of its own"),
    plain("consoles", "systems outside that ask for authority before they act"),
];

/// Where what is in force comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nobody said anything: it is as Chancery comes.
    Standing,
    /// `chancery.toml`, and the line in it.
    File(Option<usize>),
    /// A variable of the environment.
    Variable(String),
}

/// A setting as it was found at the start.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its key.
    pub key: &'static str,
    /// What it means.
    pub words: &'static str,
    /// The value in force, as JSON; `None` where it is not shown.
    pub value: Option<Value>,
    /// How it comes.
    pub standing: Value,
    /// Where it comes from.
    pub source: Source,
}

impl Source {
    /// Returns the place in words: `chancery.toml, line 4`, `CHANCERY_DESK_UNDO_SECS`.
    pub fn words(&self) -> String {
        match self {
            Self::Standing => "default".to_owned(),
            Self::File(Some(line)) => format!("chancery.toml, line {line}"),
            Self::File(None) => "chancery.toml".to_owned(),
            Self::Variable(name) => name.clone(),
        }
    }
}

/// Finds every setting with its source.
pub fn find(figment: &Figment, config: &Config, data: &Path) -> anyhow::Result<Vec<Found>> {
    let (values, standing) =
        (serde_json::to_value(config)?, serde_json::to_value(Config::default())?);
    let text = std::fs::read_to_string(data.join("chancery.toml")).unwrap_or_default();
    let mut found = Vec::new();
    for setting in &SETTINGS {
        let value = at(&values, setting.key).context("a setting that is none")?;
        let is_set = !value.is_null() && *value != Value::Array(Vec::new());
        let source = match figment.find_metadata(setting.key) {
            Some(metadata) => match &metadata.source {
                Some(figment::Source::File(_)) => Source::File(line_of(&text, setting.key)),
                _ if metadata.name.contains("environment") => {
                    Source::Variable(variable_of(setting.key))
                }
                _ => Source::Standing,
            },
            None => Source::Standing,
        };
        found.push(Found {
            key: setting.key,
            words: setting.words,
            value: (!setting.is_secret || !is_set).then(|| value.clone()),
            standing: at(&standing, setting.key).cloned().unwrap_or_default(),
            source,
        });
    }
    Ok(found)
}

/// Returns the settings that a file or a variable has, of those that the house could else change itself.
pub fn pins(found: &[Found]) -> BTreeMap<LiveSetting, String> {
    let pinned = found.iter().filter(|found| found.source != Source::Standing);
    pinned
        .filter_map(|found| Some((LiveSetting::of_key(found.key)?, found.source.words())))
        .collect()
}

/// Returns a mark of what stands in `chancery.toml`, by which it is seen that it was changed since.
pub fn mark(data: &Path) -> Option<u64> {
    let bytes = std::fs::read(data.join("chancery.toml")).ok()?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    Some(hasher.finish())
}

/// Returns the variable that stands for a setting.
pub fn variable_of(key: &str) -> String {
    format!("CHANCERY_{}", key.replace('.', "_").to_uppercase())
}

/// Returns a value as people read it; `None` where nothing is set.
pub fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let words = list.iter().filter_map(words_of).collect::<Vec<_>>().join(", ");
            (!words.is_empty()).then_some(words)
        }
        // Sections of a list are told apart by these.
        Value::Object(section) => {
            section.get("name").or_else(|| section.get("key")).and_then(words_of)
        }
        other => Some(other.to_string()),
    }
}

fn at<'v>(tree: &'v Value, key: &str) -> Option<&'v Value> {
    key.split('.').try_fold(tree, |tree, part| tree.get(part))
}

/// Returns the line of a key, counted from 1.
fn line_of(text: &str, key: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let mut table = root.get_ref();
    let mut parts = key.split('.').peekable();
    loop {
        let part = parts.next()?;
        let (name, value) = table.iter().find(|(name, _)| name.get_ref().as_ref() == part)?;
        if parts.peek().is_none() {
            // A list of sections has no key of its own; its first section is where it begins.
            let first = value.get_ref().as_array().and_then(|list| list.iter().next());
            let at = first
                .filter(|first| first.get_ref().is_table())
                .map_or(name.span(), |one| one.span());
            return Some(text.get(..at.start)?.matches('\n').count() + 1);
        }
        table = value.get_ref().as_table()?;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const README: &str = include_str!("../../../../README.md");

    #[test]
    fn every_setting_has_its_words() {
        let tree = serde_json::to_value(Config::default()).unwrap();
        let mut keys = Vec::new();
        for (section, settings) in tree.as_object().unwrap() {
            match settings.as_object() {
                Some(settings) => {
                    keys.extend(settings.keys().map(|name| format!("{section}.{name}")));
                }
                None => keys.push(section.clone()),
            }
        }
        let mut told = SETTINGS.map(|setting| setting.key.to_owned()).to_vec();
        keys.sort();
        told.sort();
        assert_eq!(told, keys);
    }

    #[test]
    fn the_readme_says_the_same() {
        let standing = serde_json::to_value(Config::default()).unwrap();
        for setting in &SETTINGS {
            let variable = match setting.key {
                // Lists of sections, which no variable stands for.
                "fields" | "consoles" => "–".to_owned(),
                key => format!("`{}`", variable_of(key)),
            };
            let default = match words_of(at(&standing, setting.key).unwrap()) {
                Some(words) => format!("`{words}`"),
                None => "–".to_owned(),
            };
            let row = format!("| `{}` | {variable} | {} | {default} |", setting.key, setting.words);
            assert!(README.contains(&row), "the README's table lacks\n{row}");
        }
    }

    #[test]
    fn values_have_words() {
        let check =
            |value: Value, words: Option<&str>| assert_eq!(words_of(&value).as_deref(), words);
        check(Value::Null, None);
        check(json!([]), None);
        check(json!("a"), Some("a"));
        check(json!(15), Some("15"));
        check(json!(false), Some("false"));
        check(json!(["10.0.0.1", "::1"]), Some("10.0.0.1, ::1"));
        check(
            json!([{"name": "accounts", "url": null}, {"key": "status"}]),
            Some("accounts, status"),
        );
    }

    #[test]
    fn lines_are_found() {
        let text = "# ours\n[desk]\nundo_secs = 30\n\n[mail]\ndomain = \"a.example\"\n\n[[fields]]\nkey = \"a\"\n\n[[fields]]\n";
        assert_eq!(line_of(text, "desk.undo_secs"), Some(3));
        assert_eq!(line_of(text, "mail.domain"), Some(6));
        assert_eq!(line_of(text, "mail.relay"), None);
        assert_eq!(line_of(text, "fields"), Some(8));
        assert_eq!(line_of("desk.undo_secs = 1", "desk.undo_secs"), Some(1));
        assert_eq!(line_of("desk = ", "desk.undo_secs"), None);
    }
}
