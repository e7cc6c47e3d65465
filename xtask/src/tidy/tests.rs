//! Every rule finds its fault in a small tree, and leaves a clean one alone.

use super::*;

const MODEL: (&str, &str) = ("crates/model/Cargo.toml", "[package]\nname = \"model\"\n");
const DB: (&str, &str) = ("crates/db/Cargo.toml", "[package]\nname = \"db\"\n");
const DESK: (&str, &str) = ("crates/desk/Cargo.toml", "[package]\nname = \"desk\"\n");
const TESTKIT: (&str, &str) = ("crates/testkit/Cargo.toml", "[package]\nname = \"testkit\"\n");

fn house(files: &[(&str, &str)]) -> House {
    let tree = Tree::of(files);
    let manifests = manifests(&tree).unwrap();
    House { tree, manifests, foreign: Vec::new() }
}

/// Compares what one rule says about a tree: `path:line` of each fault.
fn check(rule: Rule, files: &[(&str, &str)], expect: &[&str]) {
    let faults = rule(&house(files));
    let places: Vec<_> =
        faults.iter().map(|fault| format!("{}:{}", fault.path, fault.line)).collect();
    assert_eq!(places, expect, "{faults:#?}");
    assert!(faults.iter().all(|fault| !fault.text.is_empty()));
}

#[test]
fn floors_hold() {
    let check = |manifest: (&str, &str), expect: &[&str]| {
        check(floors::check, &[MODEL, DB, DESK, TESTKIT, manifest], expect);
    };
    let web = |section: &str, name: &str| {
        format!("[package]\nname = \"web\"\n\n[{section}]\n{name}.workspace = true\n")
    };
    let path = "crates/web/Cargo.toml";
    check((path, &web("dependencies", "desk")), &[]);
    check((path, &web("dependencies", "model")), &[]);
    check((path, &web("dependencies", "db")), &["crates/web/Cargo.toml:5"]);
    check((path, &web("target.'cfg(unix)'.dependencies", "db")), &["crates/web/Cargo.toml:5"]);
    check((path, &web("dev-dependencies", "db")), &[]);
    check((path, &web("dev-dependencies", "testkit")), &[]);
    check((path, &web("dependencies", "testkit")), &["crates/web/Cargo.toml:5"]);
    check((path, &web("build-dependencies", "testkit")), &["crates/web/Cargo.toml:5"]);
    check((path, &web("dependencies", "serde")), &[]);
}

#[test]
fn no_crate_looks_up_or_sideways() {
    let upward = "[package]\nname = \"audit\"\n[dependencies]\ndesk = { workspace = true }\n";
    check(
        floors::check,
        &[MODEL, DESK, ("crates/audit/Cargo.toml", upward)],
        &["crates/audit/Cargo.toml:4"],
    );
    let sideways = "[package]\nname = \"vault\"\n[dependencies]\ndb.workspace = true\n";
    check(
        floors::check,
        &[DB, ("crates/vault/Cargo.toml", sideways)],
        &["crates/vault/Cargo.toml:4"],
    );
    let renamed = "[package]\nname = \"redact\"\n[dependencies]\nx = { package = \"desk\" }\n";
    check(
        floors::check,
        &[DESK, ("crates/redact/Cargo.toml", renamed)],
        &["crates/redact/Cargo.toml:4"],
    );
    let tool = "[package]\nname = \"xtask\"\n[dependencies]\nmodel.workspace = true\n";
    check(floors::check, &[MODEL, ("xtask/Cargo.toml", tool)], &["xtask/Cargo.toml:4"]);
    let unlisted = "[package]\nname = \"attic\"\n";
    check(floors::check, &[("crates/attic/Cargo.toml", unlisted)], &["crates/attic/Cargo.toml:1"]);
}

#[test]
fn confined_libraries_stay_home() {
    let manifest = |name: &str, section: &str, library: &str| {
        format!("[package]\nname = \"{name}\"\n[{section}]\n{library}.workspace = true\n")
    };
    let check = |name: &str, section: &str, library: &str, is_fault: bool| {
        let path = format!("crates/{name}/Cargo.toml");
        let fault = format!("{path}:4");
        let expect = if is_fault { vec![fault.as_str()] } else { Vec::new() };
        check(confined::check, &[(&path, &manifest(name, section, library))], &expect);
    };
    check("db", "dependencies", "sqlx", false);
    check("desk", "dependencies", "sqlx", true);
    check("desk", "dev-dependencies", "sqlx", true);
    check("chancery", "dependencies", "axum", true);
    check("chancery", "dev-dependencies", "mail-parser", false);
    check("lake", "dependencies", "object_store", false);
    check("mail", "dependencies", "object_store", true);
    check("web", "dependencies", "serde", false);
    check("web", "dependencies", "hyper", false);
    check("mail", "dependencies", "hyper-util", true);
    check("web", "dependencies", "minijinja", true);
}

#[test]
fn a_confined_library_stays_in_its_folder() {
    let text = "//! Something.\nuse minijinja::Environment;\n";
    let check = |path: &str, expect: &[&str]| check(confined::check, &[(path, text)], expect);
    check("crates/desk/src/templates/writing.rs", &[]);
    check("crates/desk/src/templates.rs", &[]);
    check("crates/desk/src/reply.rs", &["crates/desk/src/reply.rs:2"]);
    check("crates/desk/src/templates_of_mail.rs", &["crates/desk/src/templates_of_mail.rs:2"]);
}

#[test]
fn versions_stand_in_the_root_and_are_used() {
    let root = ("Cargo.toml", "[workspace.dependencies]\nserde = \"1\"\nred-b = \"4\"\n");
    let member = |line: &str| format!("[package]\nname = \"desk\"\n[dependencies]\n{line}\n");
    let source = ("crates/desk/src/lib.rs", "//! Desk.\nuse serde::Serialize;\nuse red_b as b;\n");
    let path = "crates/desk/Cargo.toml";
    let rule = dependencies::check;
    let both = member("serde.workspace = true\nred-b = { workspace = true }");
    check(rule, &[root, source, (path, &both)], &[]);
    let versioned = member("serde = \"1\"\nred-b.workspace = true");
    check(rule, &[root, source, (path, &versioned)], &["crates/desk/Cargo.toml:4"]);
    check(rule, &[root, source, (path, &member("serde.workspace = true"))], &["Cargo.toml:3"]);
    let idle = ("crates/desk/src/lib.rs", "//! Desk.\nuse serde::Serialize;\nlet red_b_x = 1;\n");
    check(rule, &[root, idle, (path, &both)], &["crates/desk/Cargo.toml:5"]);
}

#[test]
fn licences_are_judged_by_expression() {
    let check = |licence: Option<&str>, is_allowed: bool| {
        let mut house = house(&[]);
        house.foreign.push(Foreign {
            name: "other".to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.map(str::to_owned),
            library: None,
        });
        assert_eq!(licences::check(&house).is_empty(), is_allowed, "{licence:?}");
    };
    check(Some("MIT"), true);
    check(Some("GPL-3.0-only"), false);
    check(Some("GPL-3.0-only OR MIT"), true);
    check(Some("GPL-3.0-only AND MIT"), false);
    check(Some("MIT AND GPL-3.0-only OR Apache-2.0"), true);
    check(Some("(MIT OR GPL-3.0-only) AND (ISC AND GPL-3.0-only)"), false);
    check(Some("(MIT OR Apache-2.0) AND Unicode-3.0"), true);
    check(Some("Apache-2.0 WITH LLVM-exception"), true);
    check(Some("Apache-2.0 WITH Other-exception"), false);
    check(Some("MIT/Apache-2.0"), true);
    check(Some("GPL-2.0 / AGPL-3.0"), false);
    check(Some("(MIT"), false);
    check(Some("MIT MIT"), false);
    check(Some(""), false);
    check(Some(&"(".repeat(1000)), false);
    check(None, false);
}

#[test]
fn file_names_say_something() {
    let check = |path: &str, is_fault: bool| {
        let fault = format!("{path}:1");
        let expect = if is_fault { vec![fault.as_str()] } else { Vec::new() };
        check(names::check, &[(path, "")], &expect);
    };
    check("crates/desk/src/reply.rs", false);
    check("crates/desk/src/utils.rs", true);
    check("crates/desk/src/core/mod.rs", true);
    check("crates/desk/src/mail_helpers.rs", true);
    check("crates/desk/src/Manager.rs", true);
    check("crates/desk/src/score.rs", false);
    check("docs/common.md", false);
}

#[test]
fn first_lines_and_lengths() {
    let rule = first_lines::check;
    check(rule, &[("crates/a/src/lib.rs", "//! What lives here.\n")], &[]);
    check(rule, &[("crates/a/src/lib.rs", "#![doc = include_str!(\"../README.md\")]\n")], &[]);
    check(rule, &[("crates/a/src/lib.rs", "use std;\n//! Late.\n")], &["crates/a/src/lib.rs:1"]);
    check(rule, &[("xtask/src/main.rs", "//! \n")], &["xtask/src/main.rs:1"]);
    check(rule, &[("xtask/src/main.rs", "")], &["xtask/src/main.rs:1"]);

    let rule = lengths::check;
    let long = "//! A.\n".to_owned() + &"x\n".repeat(500);
    let reasoned = "//! A.\n//! Long because the table is one table.\n".to_owned() + &long;
    check(rule, &[("crates/a/src/a.rs", &long)], &["crates/a/src/a.rs:1"]);
    check(rule, &[("crates/a/src/a.rs", &reasoned)], &[]);
    check(rule, &[("crates/a/src/a/tests.rs", &long), ("crates/a/tests/b.rs", &long)], &[]);
    check(rule, &[("crates/a/src/a.rs", &"x\n".repeat(500))], &[]);
}

#[test]
fn migrations_come_in_pairs() {
    let sqlite = ("crates/db/migrations/sqlite/0001_cases.sql", "");
    let postgres = ("crates/db/migrations/postgres/0001_cases.sql", "");
    check(migrations::check, &[sqlite, postgres], &[]);
    check(migrations::check, &[sqlite], &["crates/db/migrations/sqlite/0001_cases.sql:1"]);
    check(migrations::check, &[postgres], &["crates/db/migrations/postgres/0001_cases.sql:1"]);
}

#[test]
fn templates_are_rendered_by_something() {
    let page = (
        "crates/web/src/pages/cases.rs",
        "//! Cases.\n#[derive(Template)]\n#[template(\n    path = \"cases/show.html\",\n    \
         block = \"body\"\n)]\nstruct Show;\n",
    );
    let show = (
        "crates/web/templates/cases/show.html",
        "{% extends \"layout.html\" %}\n{%- include \"b\" -%}",
    );
    let layout = ("crates/web/templates/layout.html", "<html>");
    let part = ("crates/web/templates/b", "");
    let rule = templates::check;
    check(rule, &[page, show, layout, part], &[]);
    check(rule, &[page, show, layout], &["crates/web/templates/cases/show.html:2"]);
    check(
        rule,
        &[page, layout],
        &["crates/web/src/pages/cases.rs:3", "crates/web/templates/layout.html:1"],
    );
    // Two dead templates do not keep each other alive.
    let one = ("crates/web/templates/one.html", "{% include \"two.html\" %}");
    let two = ("crates/web/templates/two.html", "{% include \"one.html\" %}");
    check(
        rule,
        &[one, two],
        &["crates/web/templates/one.html:1", "crates/web/templates/two.html:1"],
    );
}

#[test]
fn snapshots_have_their_test() {
    let path = "crates/web/src/snapshots/web__pages__board.snap";
    let snapshot = "---\nsource: crates/web/src/pages.rs\nexpression: page\n---\nsource: text\n";
    let source = ("crates/web/src/pages.rs", "//! Pages.\n");
    let rule = snapshots::check;
    check(rule, &[(path, snapshot), source], &[]);
    check(rule, &[(path, snapshot)], &["crates/web/src/snapshots/web__pages__board.snap:2"]);
    check(
        rule,
        &[(path, "---\nexpression: x\n---\nsource: y\n")],
        &["crates/web/src/snapshots/web__pages__board.snap:1"],
    );
    let waiting = "crates/web/src/snapshots/x.snap.new";
    check(rule, &[(waiting, snapshot), source], &["crates/web/src/snapshots/x.snap.new:1"]);
}

#[test]
fn no_file_names_a_machine() {
    let text = concat!("fine\nsee /ho", "me/somebody/x\n");
    check(machine_paths::check, &[("README.md", text)], &["README.md:2"]);
    check(machine_paths::check, &[("README.md", "see docs/home/x and /var/lib/x\n")], &[]);
}
