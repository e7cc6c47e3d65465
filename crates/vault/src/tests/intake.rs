//! Intake: kept before it is understood, adopted as a blob, its keys retired by the day.

use proptest::prelude::*;

use super::*;

async fn waiting(vault: &Vault, id: IntakeId) -> Option<Vec<u8>> {
    vault.open_intake(id).await.unwrap().map(model::Personal::into_exposed)
}

#[tokio::test]
async fn keeps_lists_opens_and_drops() {
    let house = House::new();
    let vault = house.open().await;
    for n in [3, 1, 2] {
        vault.keep_intake(intake_id(n), format!("mail {n}").as_bytes(), at_day(0)).await.unwrap();
    }
    drop(vault);
    fs::write(house.path().join("blobs/intake/cut-off.new"), "half a mail").unwrap();
    let vault = house.open().await;
    let all = [1, 2, 3].map(intake_id);
    assert_eq!(vault.intakes().await.unwrap(), all, "oldest first, whole ones only");
    assert_eq!(waiting(&vault, intake_id(2)).await.unwrap(), b"mail 2");
    vault.drop_intake(intake_id(2)).await.unwrap();
    vault.drop_intake(intake_id(2)).await.unwrap();
    assert_eq!(waiting(&vault, intake_id(2)).await, None);
    let missing = vault.adopt_intake(intake_id(2), blob(2), &[]).await.unwrap_err();
    assert!(matches!(missing, VaultError::UnknownIntake(_)));
    assert!(!house.path().join("blobs/intake/cut-off.new").exists());
}

#[tokio::test]
async fn an_adopted_intake_opens_without_its_day_key() {
    let house = House::new();
    let vault = house.open().await;
    vault.create_person(person(1)).await.unwrap();
    vault.keep_intake(intake_id(1), b"raw mail", at_day(0)).await.unwrap();
    let path = house.path().join(format!("blobs/intake/{}", intake_id(1)));
    let before = fs::read(&path).unwrap();
    let lost = vault.adopt_intake(intake_id(1), blob(9), &[person(1)]).await.unwrap();
    // The crash before the wrap was kept: the intake is still there, and is adopted again.
    assert_eq!(waiting(&vault, intake_id(1)).await.unwrap(), b"raw mail");
    let wrap = vault.adopt_intake(intake_id(1), blob(9), &[person(1)]).await.unwrap();
    assert_ne!(lost, wrap);
    vault.drop_intake(intake_id(1)).await.unwrap();
    let after = fs::read(house.path().join(format!("blobs/09/{}", blob(9)))).unwrap();
    assert!(before == after, "the content is not sealed again");
    assert_eq!(vault.retire_intake_keys(at_day(0)).await.unwrap(), 0, "today's stays");
    assert_eq!(vault.retire_intake_keys(at_day(1)).await.unwrap(), 1);
    let opened = vault.open_blob(blob(9), &wrap).await.unwrap().unwrap();
    assert_eq!(opened.expose(), b"raw mail");
    // The wrap in the file is dead: put back into intake, the file does not open.
    fs::write(&path, after).unwrap();
    assert_eq!(waiting(&vault, intake_id(1)).await, None);
}

#[tokio::test]
async fn a_day_key_stays_while_something_hangs_on_it() {
    let house = House::new();
    let vault = house.open().await;
    vault.keep_intake(intake_id(1), b"slow", at_day(0)).await.unwrap();
    vault.keep_intake(intake_id(2), b"quick", at_day(1)).await.unwrap();
    vault.drop_intake(intake_id(2)).await.unwrap();
    assert_eq!(vault.retire_intake_keys(at_day(3)).await.unwrap(), 1);
    assert_eq!(waiting(&vault, intake_id(1)).await.unwrap(), b"slow");
    vault.drop_intake(intake_id(1)).await.unwrap();
    assert_eq!(vault.retire_intake_keys(at_day(3)).await.unwrap(), 1);
    assert_eq!(vault.retire_intake_keys(at_day(3)).await.unwrap(), 0);
    // A clock that jumps back finds no key of that day, and makes one.
    vault.keep_intake(intake_id(3), b"again", at_day(0)).await.unwrap();
    assert_eq!(waiting(&vault, intake_id(3)).await.unwrap(), b"again");
}

#[tokio::test]
async fn erasure_on_the_same_day_kills_what_was_adopted_and_keeps_what_waits() {
    let house = House::new();
    let vault = house.open().await;
    vault.create_person(person(1)).await.unwrap();
    vault.keep_intake(intake_id(1), b"hers", at_day(0)).await.unwrap();
    vault.keep_intake(intake_id(2), b"waits", at_day(0)).await.unwrap();
    vault.keep_intake(intake_id(3), b"waits since yesterday", at_day(-1)).await.unwrap();
    vault.adopt_intake(intake_id(1), blob(1), &[person(1)]).await.unwrap();
    vault.drop_intake(intake_id(1)).await.unwrap();
    let damaged = house.path().join(format!("blobs/intake/{}", intake_id(4)));
    fs::copy(house.path().join(format!("blobs/intake/{}", intake_id(2))), &damaged).unwrap();
    vault.destroy_person(person(1)).await.unwrap();
    assert_eq!(waiting(&vault, intake_id(2)).await.unwrap(), b"waits");
    assert_eq!(waiting(&vault, intake_id(3)).await.unwrap(), b"waits since yesterday");
    // Its file still has the wrap by the intake key of the morning; that key is gone.
    let file = house.path().join(format!("blobs/01/{}", blob(1)));
    fs::copy(file, house.path().join(format!("blobs/intake/{}", intake_id(1)))).unwrap();
    assert_eq!(waiting(&vault, intake_id(1)).await, None);
    vault.keep_intake(intake_id(5), b"after", at_day(0)).await.unwrap();
    assert_eq!(waiting(&vault, intake_id(5)).await.unwrap(), b"after");
}

#[tokio::test]
async fn another_blob_is_not_overwritten_by_adoption() {
    let house = House::new();
    let vault = house.open().await;
    vault.keep_intake(intake_id(1), b"mail", at_day(0)).await.unwrap();
    vault.keep_blob(blob(1), b"other", &[]).await.unwrap();
    // Same octets in both ids, so the content would pass; a third id does not.
    vault.keep_blob(blob(2), b"other", &[]).await.unwrap();
    let refused = vault.adopt_intake(intake_id(1), blob(2), &[]).await.unwrap_err();
    assert!(matches!(refused, VaultError::BlobExists(id) if id == blob(2)));
}

#[test]
fn a_damaged_intake_never_panics() {
    let house = House::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let vault = runtime.block_on(house.open());
    runtime.block_on(vault.keep_intake(intake_id(1), b"text", at_day(0))).unwrap();
    let path = house.path().join(format!("blobs/intake/{}", intake_id(1)));
    let file = fs::read(&path).unwrap();
    proptest!(|(at in 0..file.len(), flip in 1_u8.., cut in 0..file.len())| {
        let mut changed = file.clone();
        changed[at] ^= flip;
        fs::write(&path, changed).unwrap();
        let opened = runtime.block_on(vault.open_intake(intake_id(1)));
        prop_assert!(!matches!(opened, Ok(Some(_))));
        fs::write(&path, &file[..cut]).unwrap();
        let opened = runtime.block_on(vault.open_intake(intake_id(1)));
        prop_assert!(!matches!(opened, Ok(Some(_))));
        let adopted = runtime.block_on(vault.adopt_intake(intake_id(1), blob(1), &[]));
        prop_assert!(cut >= 96 || adopted.is_err());
        let _ = fs::remove_file(house.path().join(format!("blobs/01/{}", blob(1))));
    });
}
