//! What the house tells about itself on the pages of whoever runs it: settings, ways in and out, health.

use std::{path::Path, sync::Arc};

use desk::Verification;
use jiff::Timestamp;
use vault::{FREE_BYTES_MIN, FolderHealth};
use web::{FactTold, HealthTold, Rooms, SettingTold, SettingsTold, SourceTold, WayTold, WaysTold};

use crate::{
    config::settings::{self, Found, Source, words_of},
    health::{self, Notes, Passed},
    house::House,
    shown::{bytes, number},
};

/// Days after which it is time to verify the log again.
const VERIFY_DAYS: i64 = 30;

/// Free octets below which room is made before it is short: some thousands of ordinary mails.
const FREE_BYTES_LOW: u64 = 64 * FREE_BYTES_MIN;

/// Hands the house's own words to its pages.
pub fn rooms(house: &House, data: &Path, notes: &Notes) -> Rooms {
    let told = settings_told(&house.config.found);
    let (file, mark) = (data.join("chancery.toml"), settings::mark(data));
    let settings_data = data.to_owned();
    let settings = move || SettingsTold {
        file: file.display().to_string(),
        is_changed_since: settings::mark(&settings_data) != mark,
        settings: told.clone(),
    };
    let (ways_house, ways_notes, ways_data) = (house.clone(), notes.clone(), data.to_owned());
    let (health_house, health_notes) = (house.clone(), notes.clone());
    Rooms {
        settings: Arc::new(settings),
        ways: Arc::new(move || {
            let (house, notes, data) = (ways_house.clone(), ways_notes.clone(), ways_data.clone());
            Box::pin(async move { ways(&house, &notes, &data).await })
        }),
        health: Arc::new(move || {
            let (house, notes) = (health_house.clone(), health_notes.clone());
            Box::pin(async move {
                let parts = health::look_closely(&house, &notes).await;
                HealthTold { parts, facts: facts(&house).await }
            })
        }),
    }
}

fn settings_told(found: &[Found]) -> Vec<SettingTold> {
    let told = |found: &Found| SettingTold {
        key: found.key,
        words: found.words,
        value: found.value.as_ref().and_then(words_of),
        is_secret: found.value.is_none(),
        standing: words_of(&found.standing),
        source: match &found.source {
            Source::Standing => SourceTold::Standing,
            Source::File(_) => SourceTold::File(found.source.words()),
            Source::Variable(name) => SourceTold::Variable(name.clone()),
        },
    };
    found.iter().map(told).collect()
}

async fn ways(house: &House, notes: &Notes, data: &Path) -> WaysTold {
    let mail = &house.config.mail;
    let listener =
        |name, setting, place: Option<std::net::SocketAddr>, passed: Passed, words: &str| WayTold {
            name,
            setting,
            place: place.map(|place| place.to_string()),
            words: if place.is_some() {
                words.to_owned()
            } else {
                "Not listening: nothing comes in here.".to_owned()
            },
            is_good: true,
            last_at: passed.last_at,
            n: place.map(|_| passed.n),
        };
    let pages = WayTold {
        name: "Portal and API",
        setting: "web.listen",
        place: Some(house.config.web.listen.to_string()),
        words: format!(
            "The outside reaches them at {}. {}",
            house.config.public_url(),
            proxies(house)
        ),
        is_good: true,
        last_at: None,
        n: None,
    };
    let taken = notes.taken();
    let smtp_words = "Takes mail for the queues' addresses from anywhere.";
    let lmtp_words = "Takes mail for the queues' addresses from the mail server before us.";
    let ways_in = vec![
        listener("SMTP", "mail.smtp_listen", mail.smtp_listen, taken.smtp, smtp_words),
        listener("LMTP", "mail.lmtp_listen", mail.lmtp_listen, taken.lmtp, lmtp_words),
        pages,
    ];
    let tls = tokio::fs::read(data.join("tls").join("certificate.pem")).await.ok();
    WaysTold {
        ways_in,
        ways_out: vec![relay(house, notes), channel(house)],
        tls_until: tls.and_then(|pem| mail::certificate_until(&pem).ok()),
        n_stuck: notes.n_stuck(),
    }
}

fn proxies(house: &House) -> String {
    let found = house.config.found.iter().find(|found| found.key == "web.trusted_proxies");
    match found.and_then(|found| words_of(found.value.as_ref()?)) {
        Some(proxies) => format!("Proxies that are believed: {proxies}."),
        None => "No proxy is believed about whom it speaks for.".to_owned(),
    }
}

fn relay(house: &House, notes: &Notes) -> WayTold {
    let part = health::relay_part(house, notes);
    let passed = notes.left();
    let url = house.config.mail.relay.as_deref();
    WayTold {
        name: "Relay",
        setting: "mail.relay",
        // A password may stand in the setting; the relay says itself without.
        place: url.and_then(|url| mail::Relay::parse(url).ok()).map(|relay| relay.to_string()),
        words: format!("{}.", sentence(&part.words)),
        is_good: part.is_good,
        last_at: passed.last_at,
        n: url.map(|_| passed.n),
    }
}

fn channel(house: &House) -> WayTold {
    let channel = house.config.mail.channel.as_deref().filter(|text| !text.is_empty());
    let words = match (channel, house.desk.settings().profile) {
        (None, _) => "Nobody gets copies.",
        (Some(_), desk::Profile::Open) => {
            "The team gets a copy of what leaves, and word of what comes."
        }
        (Some(_), desk::Profile::Confidential) => {
            "The team gets a number and a link for what leaves and what comes."
        }
    };
    WayTold {
        name: "Team channel",
        setting: "mail.channel",
        place: channel.map(str::to_owned),
        words: words.to_owned(),
        is_good: true,
        last_at: None,
        n: None,
    }
}

// A key of a setting stands as it is written, also where a sentence begins.
fn sentence(words: &str) -> String {
    if words.split(' ').next().is_some_and(|word| word.contains('.')) {
        return words.to_owned();
    }
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

async fn facts(house: &House) -> Vec<FactTold> {
    let mut facts = log_facts(house).await;
    facts.extend(database_facts(house).await);
    facts.extend(room_facts(house));
    if let Ok(waiting) = house.desk.waiting().await {
        facts.push(fact("Work", "mails not yet understood", number(waiting.len() as u64)));
    }
    if let Ok(is_hashed) = house.desk.are_words_hashed() {
        let words = if is_hashed { "under one key" } else { "being hashed anew" };
        facts.push(fact("Work", "search words", words.to_owned()));
    }
    facts.push(fact("Version", "Chancery", env!("CARGO_PKG_VERSION").to_owned()));
    if let Ok((edition, _)) = house.desk.newer_policies().await {
        facts.push(fact("Version", "policies", format!("edition {edition}")));
    }
    facts
}

async fn log_facts(house: &House) -> Vec<FactTold> {
    let mut facts = Vec::new();
    let Ok(mut reader) = house.db.read().await else { return facts };
    if let Ok(Some(last)) = reader.last_checkpoint().await {
        let n = number(u64::try_from(last.size).unwrap_or_default());
        let at = Some(last.at);
        facts.push(FactTold {
            at,
            ..fact("Log", "last tree head", format!("over {n} entries, signed"))
        });
    }
    drop(reader);
    if let Ok(last) = house.desk.last_verification().await {
        facts.push(verified(last, house.clock.now()));
    }
    let witness = if house.config.audit.witness.is_some() {
        "leave this machine"
    } else {
        "stay on this machine"
    };
    facts.push(fact("Log", "checkpoints", witness.to_owned()));
    facts
}

fn verified(last: Option<Verification>, now: Timestamp) -> FactTold {
    let Some(last) = last else {
        let words = "never; do it on the page of the log, or by chancery audit verify".to_owned();
        return FactTold { is_warning: true, ..fact("Log", "verified", words) };
    };
    let is_old = now.duration_since(last.at).as_hours() > 24 * VERIFY_DAYS;
    let words = match last.n_faults {
        0 => format!("sound, {} entries", number(last.size)),
        n => format!(
            "{} faults in {} entries; see the page of the log",
            number(n),
            number(last.size)
        ),
    };
    let is_warning = is_old || last.n_faults > 0;
    FactTold { at: Some(last.at), is_warning, ..fact("Log", "verified", words) }
}

async fn database_facts(house: &House) -> Vec<FactTold> {
    let kind = if house.db.is_sqlite() { "SQLite" } else { "PostgreSQL" };
    let mut facts = vec![fact("Database", "kind", kind.to_owned())];
    if let Ok(mut reader) = house.db.read().await
        && let Ok(n) = reader.database_bytes().await
    {
        facts.push(fact("Database", "size", bytes(u64::try_from(n).unwrap_or_default())));
    }
    facts
}

fn room_facts(house: &House) -> Vec<FactTold> {
    let health = house.vault.health();
    let config = &house.config.vault;
    let guard = match (&config.passphrase_file, &config.credential) {
        (Some(_), _) => "a passphrase",
        (_, Some(_)) => "a credential",
        (None, None) => "the rights of its file",
    };
    let folder = |name, folder: FolderHealth| {
        let free = folder.free_bytes;
        let words = match (folder.is_writable, free) {
            (false, _) => "takes no writes".to_owned(),
            (true, Some(free)) => format!("{} free", bytes(free)),
            (true, None) => "takes writes".to_owned(),
        };
        let is_low = free.is_some_and(|free| free < FREE_BYTES_LOW);
        FactTold { is_warning: is_low || !folder.is_writable, ..fact("Room", name, words) }
    };
    let mut facts = vec![
        fact("Keys", "epoch", health.epoch.to_string()),
        fact("Keys", "guarded by", guard.to_owned()),
        folder("key store", health.keys),
        folder("mail that comes in", health.intake),
    ];
    facts.push(match health.blobs {
        Some(blobs) => folder("mails and attachments", blobs),
        None => fact("Room", "mails and attachments", "in a bucket, which is not asked".to_owned()),
    });
    facts
}

const fn fact(group: &'static str, name: &'static str, value: String) -> FactTold {
    FactTold { group, name, value, at: None, is_warning: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn secrets_are_not_told() {
        let dir = tempfile::tempdir().unwrap();
        let toml = "[mail]\nrelay = \"smtp://user:hunter2@127.0.0.1:25\"\n[audit]\nwitness = \"|post hunter2\"\n";
        std::fs::write(dir.path().join("chancery.toml"), toml).unwrap();
        let told = settings_told(&Config::read(dir.path()).unwrap().found);
        assert!(!format!("{told:?}").contains("hunter2"), "{told:?}");
        let told = |key: &str| told.iter().find(|told| told.key == key).unwrap();
        assert!(told("mail.relay").is_secret);
        assert_eq!(told("mail.relay").source, SourceTold::File("chancery.toml, line 2".to_owned()));
        assert!(!told("database.url").is_secret, "what is not set may be said");
        assert_eq!(told("database.url").value, None);
        assert_eq!(told("desk.undo_secs").value.as_deref(), Some("15"));
    }

    #[test]
    fn a_verification_that_is_old_or_found_faults_wants_a_look() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let check = |at: &str, n_faults, is_warning| {
            let last = Verification { at: at.parse().unwrap(), size: 1_200, n_faults };
            let told = verified(Some(last), now);
            assert_eq!(told.is_warning, is_warning, "{told:?}");
            assert!(told.value.contains("1,200 entries"), "{told:?}");
        };
        check("2026-11-20T12:00:00Z", 0, false);
        check("2026-11-20T12:00:00Z", 2, true);
        check("2026-09-20T12:00:00Z", 0, true);
        assert!(verified(None, now).is_warning);
    }
}
