//! Blobs: who can open them, and until when.

use proptest::prelude::*;

use super::*;
use crate::{BlobWrap, PERSONS_PER_BLOB_MAX, blobs::BlobStore, bucket::Bucket};

async fn with_persons(house: &House, n_persons: u128) -> Vault {
    let vault = house.open().await;
    for n in 1..=n_persons {
        vault.create_person(person(n)).await.unwrap();
    }
    vault
}

async fn content(vault: &Vault, id: BlobId, wrap: &BlobWrap) -> Option<Vec<u8>> {
    vault.open_blob(id, wrap).await.unwrap().map(model::Personal::into_exposed)
}

#[tokio::test]
async fn opens_what_it_kept() {
    let house = House::new();
    let vault = with_persons(&house, 3).await;
    let all = [person(3), person(1), person(2), person(1)];
    for (n, bytes) in [Vec::new(), b"raw mail".to_vec(), vec![7; 3_000_000]].into_iter().enumerate()
    {
        for persons in [&all[..], &all[..1], &[]] {
            let id = blob(n as u128);
            let wrap = vault.keep_blob(id, &bytes, persons).await.unwrap();
            assert_eq!(content(&vault, id, &wrap).await.unwrap(), bytes);
        }
    }
    let path = house.path().join(format!("blobs/02/{}", blob(2)));
    assert!(path.is_file(), "the folder is the last octet of the id");
    vault.destroy_blob(blob(2)).await.unwrap();
    vault.destroy_blob(blob(2)).await.unwrap();
    assert!(!path.exists());
}

#[tokio::test]
async fn dies_with_the_first_of_its_persons() {
    let house = House::new();
    let vault = with_persons(&house, 3).await;
    let both = vault.keep_blob(blob(1), b"both", &[person(1), person(2)]).await.unwrap();
    let third = vault.keep_blob(blob(2), b"third", &[person(3)]).await.unwrap();
    let nobody = vault.keep_blob(blob(3), b"nobody", &[]).await.unwrap();
    assert!(vault.opens(blob(1), &both).unwrap());
    vault.destroy_person(person(2)).await.unwrap();
    assert_eq!(content(&vault, blob(1), &both).await, None);
    assert!(!vault.opens(blob(1), &both).unwrap());
    assert!(vault.opens(blob(2), &third).unwrap() && vault.opens(blob(3), &nobody).unwrap());
    assert_eq!(content(&vault, blob(2), &third).await.unwrap(), b"third");
    assert_eq!(content(&vault, blob(3), &nobody).await.unwrap(), b"nobody");
    let refused = vault.keep_blob(blob(4), b"", &[person(2)]).await.unwrap_err();
    assert!(matches!(refused, VaultError::UnknownPerson(_)));
}

#[tokio::test]
async fn swapped_blobs_and_wraps_are_refused() {
    let house = House::new();
    let vault = with_persons(&house, 1).await;
    let one = vault.keep_blob(blob(1), b"one", &[person(1)]).await.unwrap();
    let two = vault.keep_blob(blob(2), b"two", &[person(1)]).await.unwrap();
    let refused = vault.open_blob(blob(1), &two).await.unwrap_err();
    assert!(matches!(refused, VaultError::TamperedBlob(id) if id == blob(1)));
    assert!(vault.opens(blob(1), &two).is_err());
    let path = |n: u128| house.path().join(format!("blobs/{n:02x}/{}", blob(n)));
    fs::copy(path(2), path(1)).unwrap();
    assert!(vault.open_blob(blob(1), &one).await.is_err());
    fs::write(path(1), b"short").unwrap();
    assert!(vault.open_blob(blob(1), &one).await.is_err());
    // A wrap whose persons were cut away, so that it seems to hang on fewer.
    let mut fewer = two.as_bytes().to_vec();
    fewer.drain(19..35);
    fewer[18] = 0;
    assert!(vault.open_blob(blob(2), &BlobWrap::from_bytes(fewer)).await.is_err());
}

#[tokio::test]
async fn limits_are_refusals() {
    let house = House::new();
    let vault = with_persons(&house, 1).await;
    let huge = vec![0; crate::CONTENT_BYTES_MAX + 1];
    let refused = vault.keep_blob(blob(1), &huge, &[]).await.unwrap_err();
    assert!(matches!(refused, VaultError::TooLarge { .. }));
    let refused = vault.keep_intake(intake_id(1), &huge, at_day(0)).await.unwrap_err();
    assert!(matches!(refused, VaultError::TooLarge { .. }));
    assert!(vault.intakes().await.unwrap().is_empty());
    let n_persons = PERSONS_PER_BLOB_MAX as u128 + 1;
    let writes = (1..=n_persons).map(|n| crate::store::Write::Person(person(n))).collect();
    assert!(vault.store.apply(writes).iter().all(Result::is_ok));
    let persons: Vec<_> = (1..=n_persons).map(person).collect();
    let refused = vault.keep_blob(blob(1), b"x", &persons).await.unwrap_err();
    assert!(matches!(refused, VaultError::TooManyPersons { .. }));
    let wrap = vault.keep_blob(blob(1), b"x", &persons[1..]).await.unwrap();
    assert_eq!(content(&vault, blob(1), &wrap).await.unwrap(), b"x");
}

#[tokio::test]
async fn a_bucket_keeps_blobs_and_intake_stays_local() {
    let house = House::new();
    let mut vault = with_persons(&house, 2).await;
    vault.blobs = Arc::new(BlobStore::Bucket(Bucket::in_memory()));
    let wrap = vault.keep_blob(blob(1), b"attachment", &[person(1)]).await.unwrap();
    assert_eq!(content(&vault, blob(1), &wrap).await.unwrap(), b"attachment");
    vault.keep_intake(intake_id(2), b"raw", at_day(0)).await.unwrap();
    assert!(house.path().join(format!("blobs/intake/{}", intake_id(2))).is_file());
    let wrap = vault.adopt_intake(intake_id(2), blob(2), &[person(2)]).await.unwrap();
    vault.drop_intake(intake_id(2)).await.unwrap();
    assert_eq!(content(&vault, blob(2), &wrap).await.unwrap(), b"raw");
    vault.destroy_person(person(2)).await.unwrap();
    assert_eq!(content(&vault, blob(2), &wrap).await, None);
    let gone = vault.keep_blob(blob(1), b"", &[]).await.unwrap();
    vault.destroy_blob(blob(1)).await.unwrap();
    vault.destroy_blob(blob(1)).await.unwrap();
    assert_eq!(content(&vault, blob(1), &gone).await, None);
    assert!(files_of(&house.path().join("blobs")).is_empty(), "nothing of a bucket is local");
}

#[test]
fn a_damaged_wrap_or_file_never_panics() {
    let house = House::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let vault = runtime.block_on(with_persons(&house, 1));
    let wrap = runtime.block_on(vault.keep_blob(blob(1), b"text", &[person(1)])).unwrap();
    let path = house.path().join(format!("blobs/01/{}", blob(1)));
    let file = fs::read(&path).unwrap();
    let octets = || proptest::collection::vec(any::<u8>(), 0..200);
    proptest!(|(bytes in octets())| {
        let opened = runtime.block_on(vault.open_blob(blob(1), &BlobWrap::from_bytes(bytes)));
        prop_assert!(!matches!(opened, Ok(Some(_))));
    });
    proptest!(|(at in 0..file.len(), cut in 0..file.len(), flip in 1_u8..)| {
        let mut changed = file.clone();
        changed[at] ^= flip;
        // The two in the middle of the head say nothing to a blob.
        let is_idle = (20..96).contains(&at);
        fs::write(&path, &changed).unwrap();
        let opened = runtime.block_on(vault.open_blob(blob(1), &wrap));
        prop_assert_eq!(opened.is_ok(), is_idle);
        fs::write(&path, &file[..cut]).unwrap();
        prop_assert!(runtime.block_on(vault.open_blob(blob(1), &wrap)).is_err());
    });
}
