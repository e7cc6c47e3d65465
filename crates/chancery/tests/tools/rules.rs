//! Rules are checked, imported, listed and tested.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{run, source};

const RULE: &str = "title: One\nid: 11111111-1111-4111-8111-111111111111\nlevel: low\nlogsource: {product: linux, service: sshd}\ndetection:\n  a: {b: c}\n  condition: a\n";

fn other(name: &str, last: char) -> String {
    RULE.replace("One", name).replace("8111-111111111111", &format!("8111-11111111111{last}"))
}

fn archive(path: &Path, entries: &[(&str, &str)]) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    fs::write(path, zip.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn a_check_says_file_line_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yml"), RULE).unwrap();
    fs::write(folder.path().join("b.yml"), other("Two", '2').replace("b: c", "b|sounds: c"))
        .unwrap();
    let path = folder.path().to_str().unwrap();
    let said = run(&["rules", "check", path], b"");
    assert_eq!(said.code, Some(1), "{said:?}");
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(
        lines,
        [
            format!("{path}/b.yml:6: unknown modifier `sounds`").as_str(),
            "1 rule and 0 correlations in 2 files, 1 refused"
        ]
    );
    let said = run(&["rules", "check", &format!("{path}/a.yml")], b"");
    assert_eq!(
        (said.code, said.out.as_str()),
        (Some(0), "1 rule and 0 correlations in 1 file, 0 refused\n")
    );
    assert_eq!(run(&["rules", "check", "/nowhere"], b"").code, Some(2));
    assert_eq!(run(&["rules", "check", &source("content/sigma")], b"").code, Some(0));
}

#[test]
fn an_import_makes_the_folder_what_was_imported() {
    let folder = tempfile::tempdir().unwrap();
    let (zip, data) = (folder.path().join("rules.zip"), folder.path().join("data"));
    let import = |words: &[&str]| {
        let base = [
            "rules",
            "import",
            zip.to_str().unwrap(),
            "--data",
            data.to_str().unwrap(),
            "--verbose",
        ];
        run(&[&base, words].concat(), b"")
    };
    let bad = other("Bad", '3').replace("b: c", "b|sounds: c");
    archive(
        &zip,
        &[
            ("x/one.yml", RULE),
            ("two.yml", &other("Two", '2')),
            ("bad.yml", &bad),
            ("LICENSE", "free"),
            ("info.yml", "id: 1\n"),
        ],
    );
    let said = import(&[]);
    assert_eq!(said.code, Some(0), "{said:?}");
    for part in [
        "added x/one.yml\n",
        "refused bad.yml:6: unknown modifier `sounds`\n",
        "3 files: 3 added, 0 changed, 0 removed\n",
        "2 rules and 0 correlations run, 1 refused\n",
        "1 file without a rule left out\n",
    ] {
        assert!(said.out.contains(part), "no {part}: {said:?}");
    }
    let rules = data.join("rules");
    let manifest = fs::read_to_string(rules.join("MANIFEST")).unwrap();
    assert_eq!(manifest.lines().count(), 3);
    assert!(
        manifest.lines().all(|line| line.split_once("  ").unwrap().0.len() == 64),
        "{manifest}"
    );
    assert!(!rules.join("LICENSE").exists());

    archive(&zip, &[("two.yml", &other("Second", '2')), ("three.yml", &other("Three", '4'))]);
    let said = import(&[]);
    for part in
        ["added three.yml\n", "changed two.yml\n", "removed bad.yml\n", "removed x/one.yml\n"]
    {
        assert!(said.out.contains(part), "no {part}: {said:?}");
    }
    assert!(!rules.join("x").exists());
    assert!(!data.join("rules.new").exists());

    // What was written by hand is not lost.
    fs::write(rules.join("mine.yml"), RULE).unwrap();
    let said = import(&[]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("mine.yml was written by hand"), "{said:?}");
    assert!(rules.join("mine.yml").exists());
    assert_eq!(import(&["--overwrite"]).code, Some(0));
    assert!(!rules.join("mine.yml").exists());

    let data = data.to_str().unwrap();
    let said = run(&["rules", "list", "--data", data], b"");
    assert_eq!(said.out.lines().count(), 2, "{said:?}");
    for part in ["low", "11111111-1111-4111-8111-111111111114", "linux//sshd", "Three"] {
        assert!(said.out.contains(part), "no {part}: {said:?}");
    }
    // They are what a hunt takes when no rules are named.
    let event = br#"{"host":"h","program":"sshd","b":"c"}"#;
    let said = run(&["hunt", "--data", data, "--format", "ndjson", "-"], event);
    assert_eq!(said.objects().len(), 2, "{said:?}");
    assert!(!said.err.contains("not as imported"), "{said:?}");

    // What was changed since is used, and told.
    fs::write(rules.join("two.yml"), other("Changed", '2')).unwrap();
    fs::write(rules.join("mine.yml"), other("Mine", '5')).unwrap();
    fs::remove_file(rules.join("three.yml")).unwrap();
    let said = run(&["hunt", "--data", data, "--format", "ndjson", "-"], event);
    assert_eq!(said.objects().len(), 2, "{said:?}");
    for part in ["two.yml was changed", "mine.yml was put there", "three.yml is gone"] {
        assert!(said.err.contains(part), "no {part}: {said:?}");
    }

    // So is that the manifest cannot be read.
    fs::write(rules.join("MANIFEST"), b"\xff").unwrap();
    let said = run(&["hunt", "--data", data, "--format", "ndjson", "-"], event);
    assert_eq!((said.code, said.objects().len()), (Some(0), 2), "{said:?}");
    assert!(said.err.contains("MANIFEST cannot be read"), "{said:?}");
}

#[test]
fn a_folder_is_imported_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let said = run(&["rules", "import", &source("content/sigma"), "--data", data], b"");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(folder.path().join("rules/cloud.yml").exists());
}

#[test]
fn an_archive_that_leads_elsewhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (zip, data) = (folder.path().join("rules.zip"), folder.path().join("in/data"));
    for name in ["../evil.yml", "a/../../evil.yml", "/evil.yml", "a\\..\\evil.yml", "../evil.txt"] {
        archive(&zip, &[("one.yml", RULE), (name, RULE)]);
        let said =
            run(&["rules", "import", zip.to_str().unwrap(), "--data", data.to_str().unwrap()], b"");
        assert_eq!(said.code, Some(2), "{name}: {said:?}");
        assert!(said.err.contains("nothing was imported"), "{name}: {said:?}");
        assert!(!data.exists(), "{name}");
    }
    archive(&zip, &[("one.yml", &"#".repeat(2 << 20))]);
    let said =
        run(&["rules", "import", zip.to_str().unwrap(), "--data", data.to_str().unwrap()], b"");
    assert!(said.code == Some(2) && said.err.contains("at most 1048576 bytes"), "{said:?}");
    fs::write(&zip, "no archive").unwrap();
    let said =
        run(&["rules", "import", zip.to_str().unwrap(), "--data", data.to_str().unwrap()], b"");
    assert!(
        said.code == Some(2) && said.err.contains("neither a folder nor a zip archive"),
        "{said:?}"
    );
}

#[test]
fn the_tests_of_rules_run() {
    let said = run(&["rules", "test", &source("fixtures/sigma")], b"");
    assert_eq!(
        (said.code, said.out.as_str()),
        (Some(0), "2 tests of 2 rules, 0 failed\n"),
        "{said:?}"
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.yml"), RULE).unwrap();
    fs::write(folder.path().join("events.json"), r#"{"program":"sshd","b":"d"}"#).unwrap();
    let info = "rule_metadata: [{id: 11111111-1111-4111-8111-111111111111, title: One}]\nregression_tests_info: [{path: events.json}]\n";
    fs::write(folder.path().join("info.yml"), info).unwrap();
    let said = run(&["rules", "test", folder.path().to_str().unwrap()], b"");
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.out.contains("One: 0 matches in 1 events, at least 1 expected"), "{said:?}");
    assert_eq!(run(&["rules", "test", &source("content/sigma")], b"").code, Some(2));
    // Rules beside are at hand; their tests are not asked for.
    let beside = folder.path().to_str().unwrap();
    let said = run(&["rules", "test", &source("fixtures/sigma"), "--rules", beside], b"");
    assert_eq!(
        (said.code, said.out.as_str()),
        (Some(0), "2 tests of 3 rules, 0 failed\n"),
        "{said:?}"
    );
    let said = run(&["rules", "test", &source("content/sigma"), "--rules", beside], b"");
    assert_eq!(said.code, Some(2), "{said:?}");
}
