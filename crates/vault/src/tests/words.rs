//! Word keys: a destruction draws a new one, the one before goes when its user says so.

use super::*;

async fn destroy(vault: &Vault, n: u128) {
    vault.create_person(person(n)).await.unwrap();
    vault.destroy_person(person(n)).await.unwrap();
}

/// Returns the ids of the newest word key and of the one before.
fn ids(vault: &Vault) -> ([u8; 8], Option<[u8; 8]>) {
    let keys = vault.word_keys().unwrap();
    (keys.newest.id(), keys.before.as_ref().map(|key| key.id()))
}

#[tokio::test]
async fn a_destruction_draws_a_word_key() {
    let house = House::new();
    let vault = house.open().await;
    let (first, before) = ids(&vault);
    assert_eq!(before, None);
    let hash = vault.word_keys().unwrap().newest.hash("novak");
    vault.rotate().await.unwrap();
    assert_eq!(ids(&vault), (first, None), "a rotation changes no word");
    destroy(&vault, 1).await;
    let (second, before) = ids(&vault);
    assert_ne!(second, first);
    assert_eq!(before, Some(first), "what is indexed is still found");
    let keys = vault.word_keys().unwrap();
    assert_eq!(keys.before.as_ref().unwrap().hash("novak"), hash);
    assert_ne!(keys.newest.hash("novak"), hash);
    drop(vault);
    let vault = house.open().await;
    assert_eq!(ids(&vault), (second, Some(first)), "a restart changes nothing");
    assert!(vault.words_are_hashed(first).await.unwrap());
    assert_eq!(
        ids(&vault),
        (second, Some(first)),
        "what was shown of the first says nothing of the second"
    );
    assert!(vault.words_are_hashed(second).await.unwrap());
    assert_eq!(ids(&vault), (second, None));
    assert!(!vault.words_are_hashed(second).await.unwrap(), "there is nothing left to destroy");
    assert_eq!(ids(&vault), (second, None));
}

#[tokio::test]
async fn who_leaves_while_words_are_hashed_gets_a_key_of_their_own() {
    let house = House::new();
    let vault = house.open().await;
    let (first, _) = ids(&vault);
    destroy(&vault, 1).await;
    let (second, _) = ids(&vault);
    destroy(&vault, 2).await;
    destroy(&vault, 3).await;
    assert_eq!(ids(&vault), (second, Some(first)), "two keys at most");
    vault.rotate().await.unwrap();
    assert!(vault.words_are_hashed(second).await.unwrap());
    let (third, before) = ids(&vault);
    assert_eq!(before, Some(second), "the second is older than the last to leave");
    assert!(![first, second].contains(&third));
    assert!(vault.words_are_hashed(third).await.unwrap());
    assert_eq!(ids(&vault), (third, None));
}

#[tokio::test]
async fn a_house_without_words_needs_no_key() {
    let house = House::new();
    let vault = house.open().await;
    destroy(&vault, 1).await;
    assert_eq!(ids(&vault).1, None);
}
