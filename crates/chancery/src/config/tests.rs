//! Settings: sources, their order, and what is said about wrong ones.

use super::*;

// The environment belongs to the whole process, so the tests write files only.
fn check(toml: &str, expect: Result<&str, &str>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("chancery.toml"), toml).unwrap();
    match (Config::read(dir.path()), expect) {
        (Ok(config), Ok(domain)) => assert_eq!(config.mail.domain, domain),
        (Err(error), Err(part)) => {
            let words = format!("{error:#}");
            assert!(words.contains(part), "{words} does not say {part}");
        }
        (read, expect) => panic!("{toml}: {read:?}, expected {expect:?}"),
    }
}

#[test]
fn wrong_settings_are_named() {
    check("", Ok("localhost.localdomain"));
    check("[mail]\ndomain = \"desk.example\"", Ok("desk.example"));
    check("[mail]\ndomains = \"x\"", Err("domains"));
    check("[web]\nlisten = \"nowhere\"", Err("web.listen"));
    check("[web]\npublic_url = \"desk\"", Err("web.public_url"));
    check("[web]\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]", Ok("localhost.localdomain"));
    check("[web]\ntrusted_proxies = \"10.0.0.7, 10.0.1.0/24\"", Ok("localhost.localdomain"));
    check("[web]\ntrusted_proxies = [\"10.0.0.7/8\"]", Err("write 10.0.0.0/8"));
    check("[web]\ntrusted_proxies = [\"proxy\"]", Err("web.trusted_proxies"));
    check("[web]\ntrusted_proxies = [\"proxy\"]", Err("chancery.toml"));
    check("[web]\ntrusted_proxies = 7", Err("addresses or networks such as"));
    check("[desk]\nundo_secs = -1", Err("desk.undo_secs"));
    check("[desk]\nprofile = \"secret\"", Err("desk.profile"));
    check("[sign_in]\nstaff_level = \"strong\"", Ok("localhost.localdomain"));
    check("[sign_in]\nstaff_level = \"weak\"", Err("sign_in.staff_level"));
    check("[mail]\nchannel = \"nobody\"", Err("mail.channel"));
    check("[mail]\nrelay = \"ftp://x\"", Err("mail.relay"));
}

#[test]
fn variables_name_their_settings() {
    let check = |variable, setting| assert_eq!(setting_of(variable), setting);
    check("MAIL_SMTP_LISTEN", "mail.smtp_listen");
    check("DATABASE_URL", "database.url");
    check("SIGN_IN_STAFF_LEVEL", "sign_in.staff_level");
}

#[test]
fn proxies_are_shown_with_their_source() {
    let dir = tempfile::tempdir().unwrap();
    let toml = "[web]\ntrusted_proxies = \"10.0.0.7, 10.0.1.0/24\"";
    std::fs::write(dir.path().join("chancery.toml"), toml).unwrap();
    let text = show(dir.path()).unwrap();
    let line = text.lines().find(|line| line.starts_with("web.trusted_proxies")).unwrap();
    assert!(line.contains("[\"10.0.0.7\",\"10.0.1.0/24\"]"), "{line}");
    assert!(line.contains("chancery.toml"), "{line}");
}

#[test]
fn secrets_are_not_shown() {
    let dir = tempfile::tempdir().unwrap();
    let toml = "[mail]\nrelay = \"smtp://user:hunter2@127.0.0.1:25\"";
    std::fs::write(dir.path().join("chancery.toml"), toml).unwrap();
    let text = show(dir.path()).unwrap();
    assert!(!text.contains("hunter2"), "{text}");
    assert!(text.contains("mail.relay") && text.contains("chancery.toml"), "{text}");
}
