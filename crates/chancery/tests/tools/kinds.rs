//! The kinds of a log that a stranger brings.

use std::io::Write;

use crate::run;

const LOG: &str = "\
Oct 11 22:14:15 web sshd[42]: Accepted password for alice from 192.0.2.1 port 22 ssh2
Oct 11 22:14:16 web sshd[43]: Accepted password for bob from 192.0.2.2 port 9022 ssh2

Oct 11 22:14:17 db sshd[44]: Failed password for eve from 192.0.2.3 port 22 ssh2\r
";

#[test]
fn kinds_are_counted() {
    let said = run(&["kinds", "--format", "ndjson", "-"], LOG.as_bytes());
    assert_eq!(said.code, Some(0), "{said:?}");
    let kinds = said.objects();
    let found: Vec<(&str, u64)> = kinds
        .iter()
        .map(|kind| (kind["template"].as_str().unwrap(), kind["n_lines"].as_u64().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            ("Accepted password for <*> from <*> port <*> ssh2", 2),
            ("Failed password for <*> from <*> port <*> ssh2", 1)
        ]
    );
    assert_eq!(kinds[0]["samples"].as_array().unwrap().len(), 1);
    let wide: Vec<u8> =
        format!("\u{feff}{LOG}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(LOG.as_bytes()).unwrap();
    for bytes in [wide, packer.finish().unwrap()] {
        let other = run(&["kinds", "--format", "ndjson", "-"], &bytes);
        assert_eq!(other.out, said.out, "{other:?}");
    }
    let again = run(&["kinds", "--format", "ndjson", "--samples", "0", "-"], LOG.as_bytes());
    assert_eq!(again.objects()[0]["kind"], kinds[0]["kind"]);
    assert_eq!(again.objects()[0]["samples"], serde_json::json!([]));
}

#[test]
fn people_get_a_table() {
    let said = run(&["kinds", "--samples", "2", "-"], LOG.as_bytes());
    for part in ["2  Accepted password", "for bob from", "2 kinds of 3 lines in 1 file"] {
        assert!(said.out.contains(part), "no {part}: {said:?}");
    }
    let kept = run(&["kinds", "--keep-headers", "-"], LOG.as_bytes());
    assert!(kept.out.contains("sshd"), "{kept:?}");
    assert!(
        !said.out.lines().any(|line| line.contains("2  ") && line.contains("sshd")),
        "{said:?}"
    );
}

#[test]
fn what_has_no_lines_is_told() {
    let said = run(&["kinds", "-"], b"ElfFile\0");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("chancery hunt"), "{said:?}");
    assert_eq!(run(&["kinds", "/nowhere"], b"").code, Some(2));
    assert_eq!(run(&["kinds", "--samples", "-1", "-"], b"").code, Some(2));
}
