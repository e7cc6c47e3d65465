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
    check("[desk]\npage_cases = 1000", Err("desk.page_cases"));
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
    let text = show(dir.path(), &Ok(BTreeMap::new())).unwrap();
    let line = text.lines().find(|line| line.starts_with("web.trusted_proxies")).unwrap();
    assert!(line.contains("[\"10.0.0.7\",\"10.0.1.0/24\"]"), "{line}");
    assert!(line.contains("chancery.toml"), "{line}");
}

#[test]
fn secrets_are_not_shown() {
    let dir = tempfile::tempdir().unwrap();
    let toml = "[mail]\nrelay = \"smtp://user:hunter2@127.0.0.1:25\"";
    std::fs::write(dir.path().join("chancery.toml"), toml).unwrap();
    let text = show(dir.path(), &Ok(BTreeMap::new())).unwrap();
    assert!(!text.contains("hunter2"), "{text}");
    assert!(text.contains("mail.relay") && text.contains("chancery.toml"), "{text}");
}

#[test]
fn what_the_house_says_is_shown_in_its_rank() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("chancery.toml"), "[desk]\npage_cases = 20\n").unwrap();
    let own = [
        ("desk.page_cases", "30"),
        ("desk.undo_secs", "60"),
        ("sign_in.staff_level", "strong"),
        // Nothing that the house may keep.
        ("web.listen", "0.0.0.0:1"),
    ];
    let own = own.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let text = show(dir.path(), &Ok(own.into())).unwrap();
    let line = |key: &str| text.lines().find(|line| line.starts_with(key)).unwrap();
    assert!(
        line("desk.page_cases").ends_with("line 2; it outranks 30, which the house itself says")
    );
    assert_eq!(line("desk.undo_secs"), "desk.undo_secs = 60  # the house itself, on /settings");
    assert!(line("sign_in.staff_level").starts_with("sign_in.staff_level = \"strong\""));
    assert!(line("web.listen").ends_with("# default"), "{text}");
    let text = show(dir.path(), &Err("it is locked".to_owned())).unwrap();
    assert!(text.ends_with("could not be read: it is locked\n"), "{text}");
}

#[test]
fn a_file_pins_what_it_has() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("chancery.toml"), "[desk]\n\nundo_secs = 15\n").unwrap();
    let config = Config::read(dir.path()).unwrap();
    let pinned = settings::pins(&config.found);
    let place = pinned.get(&LiveSetting::UndoSecs).map(String::as_str);
    // That it is as it comes does not matter: somebody wrote it down.
    assert_eq!((place, pinned.len()), (Some("chancery.toml, line 3"), 1));
}

#[test]
fn keys_lie_where_the_file_says() {
    let dir = tempfile::tempdir().unwrap();
    assert!(missing(dir.path()).is_some());
    assert_eq!(Config::read(dir.path()).unwrap().keys_dir(dir.path()), dir.path().join("keys"));
    std::fs::write(dir.path().join("chancery.toml"), "[vault]\nkeys_dir = \"/elsewhere\"\n")
        .unwrap();
    assert_eq!(missing(dir.path()), None);
    assert_eq!(Config::read(dir.path()).unwrap().keys_dir(dir.path()), Path::new("/elsewhere"));
}
