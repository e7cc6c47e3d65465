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
