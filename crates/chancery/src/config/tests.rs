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
    check("[desk]\nundo_secs = -1", Err("desk.undo_secs"));
    check("[desk]\nprofile = \"secret\"", Err("desk.profile"));
    check("[mail]\nchannel = \"nobody\"", Err("mail.channel"));
    check("[mail]\nrelay = \"ftp://x\"", Err("mail.relay"));
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
