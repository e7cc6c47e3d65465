//! A disk that is full: nothing half-kept, nothing acknowledged, and all well again once there is room.
//!
//! The test runs itself again inside a user namespace with a 16 MB file system of its own.

use std::{env, process::Command};

use super::*;
use crate::store::Write;

const FOLDER: &str = "CHANCERY_TEST_SMALL_DISK";
const TEST: &str = "tests::disk::a_full_disk_is_named_and_nothing_is_acknowledged";

#[test]
fn a_full_disk_is_named_and_nothing_is_acknowledged() {
    if let Ok(folder) = env::var(FOLDER) {
        tokio::runtime::Runtime::new().unwrap().block_on(on_small_disk(Path::new(&folder)));
        return;
    }
    let dir = TempDir::new().unwrap();
    let script = r#"mount -t tmpfs -o size=16m,mode=0700 none "$0" && exec "$@""#;
    let outcome = Command::new("unshare")
        .args(["-rm", "sh", "-c", script])
        .arg(dir.path())
        .arg(env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(FOLDER, dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&outcome.stdout).into_owned()
        + &String::from_utf8_lossy(&outcome.stderr);
    assert!(outcome.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}

async fn on_small_disk(folder: &Path) {
    let vault = open(config(folder, &folder.join("keys"), KekSource::File)).await.unwrap();
    vault.create_person(person(1)).await.unwrap();
    vault.create_case(case(99), person(1)).await.unwrap();
    let sealed = vault.seal(Owner::Person(person(1)), cell(1), b"text").unwrap();
    vault.keep_intake(intake_id(1), b"first", at_day(0)).await.unwrap();
    assert!(vault.health().is_ready());

    let ballast = folder.join("ballast");
    let mut size = 64 * 1024 * 1024;
    while size >= 4096 {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&ballast).unwrap();
        if std::io::Write::write_all(&mut file, &vec![1; size]).is_err() {
            size /= 2;
        }
    }
    assert!(!vault.health().is_ready());
    let files = files_of(&folder.join("blobs"));
    let refused = vault.keep_intake(intake_id(2), &[7; 50_000], at_day(0)).await.unwrap_err();
    assert!(matches!(refused, VaultError::Full(_)), "{refused:?}");
    let refused = vault.keep_blob(blob(2), &[7; 50_000], &[]).await.unwrap_err();
    assert!(matches!(refused, VaultError::Full(_)), "{refused:?}");
    assert_eq!(files_of(&folder.join("blobs")), files, "no half file is left");
    let refused = vault.rotate().await.unwrap_err();
    assert!(matches!(refused, VaultError::Full(_)), "{refused:?}");
    assert_eq!(vault.health().epoch, 1);
    // The store's file has free pages for a while; then it must grow, and cannot.
    let mut last = 100;
    let refused = loop {
        assert!(last < 100_000, "the disk is full, yet keys go on being made");
        let ids = last..last + 100;
        let writes = ids.clone().map(|n| Write::Case { id: case(n), requester: person(1) });
        let written = vault.store.apply(writes.collect());
        if let Some(refused) = written.into_iter().find_map(Result::err) {
            break refused;
        }
        last = ids.end;
    };
    assert!(matches!(refused, VaultError::Full(_)), "{refused:?}");
    assert!(vault.case_mac(case(last - 1), "x", &[]).unwrap().is_some(), "what was answered stays");
    assert!(
        vault.case_mac(case(last), "x", &[]).unwrap().is_none(),
        "what was refused is not there"
    );
    assert_eq!(shown(&vault, cell(1), &sealed).unwrap(), "text");

    fs::remove_file(&ballast).unwrap();
    vault.create_case(case(1), person(1)).await.unwrap();
    vault.keep_intake(intake_id(3), b"third", at_day(0)).await.unwrap();
    assert_eq!(vault.rotate().await.unwrap(), 2);
    assert_eq!(vault.intakes().await.unwrap(), [intake_id(1), intake_id(3)]);
    assert_eq!(shown(&vault, cell(1), &sealed).unwrap(), "text");
    assert!(vault.case_mac(case(1), "x", &[]).unwrap().is_some());
}
