//! The kinds of a file.

use crate::{Census, Config, Headers};

#[test]
fn a_census_cuts_headers_and_sorts_by_count() {
    let mut census = Census::new(&Config::default(), Headers::Cut).unwrap();
    for line in [
        "Jun 14 15:16:01 combo sshd[1]: session opened for user alice",
        "",
        "Jun 14 15:16:02 combo sshd[2]: check pass; user unknown",
        "Jun 14 15:16:03 combo sshd[3]: check pass; user unknown\r",
    ] {
        census.add(line.as_bytes());
    }
    let kinds: Vec<_> = census.kinds().into_iter().map(|kind| (kind.text, kind.n_lines)).collect();
    assert_eq!(
        kinds,
        [("check pass; user unknown".into(), 2), ("session opened for user <*>".into(), 1)]
    );
    assert_eq!((census.n_lines(), census.n_overflow()), (3, 0));
}

#[test]
fn headers_can_stay() {
    let mut census = Census::new(&Config::default(), Headers::Keep).unwrap();
    census.add(b"ERROR: disk is full");
    assert_eq!(
        census.kinds().first().map(|kind| kind.text.clone()),
        Some("ERROR: disk is full".into())
    );
}
