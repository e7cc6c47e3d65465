//! A command that is pointed at a folder without a house says so, and makes none.

use crate::run;

#[test]
fn a_wrong_folder_gets_no_house() {
    for words in [
        &["audit", "verify", "--data", "typo"][..],
        &["staff", "list"],
        &["token", "create", "--staff", "a@desk.example"],
        &["person", "destroy", "--yes", "--address", "a@customer.example"],
    ] {
        // `run` looks that nothing is left behind.
        let said = run(words, b"");
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.err.contains("there is no house in "), "{said:?}");
    }
}

#[test]
fn settings_of_a_wrong_folder_are_named_defaults() {
    let said = run(&["config", "show", "--data", "typo"], b"");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("web.listen = "), "{said:?}");
    assert!(said.err.contains("no chancery.toml in typo"), "{said:?}");
}

#[test]
fn who_cannot_be_invited_leaves_no_house_behind() {
    let invite = |address, role: &str| {
        let said =
            run(&["staff", "invite", "--address", address, "--name", "Ada", "--role", role], b"");
        assert_eq!(said.code, Some(1), "{said:?}");
        said.err
    };
    assert!(invite("ada@desk.example", "king").contains("there is no role king"));
    invite("no address", "triage");
}
