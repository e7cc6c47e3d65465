//! Destruction: what opens afterwards, and what does not, also from older copies.

use super::*;

struct Kept {
    of_one: Vec<u8>,
    of_two: Vec<u8>,
    case_of_one: Vec<u8>,
    case_of_two: Vec<u8>,
    house: Vec<u8>,
    blob_of_both: crate::BlobWrap,
    blob_of_two: crate::BlobWrap,
}

async fn fill(vault: &Vault) -> Kept {
    for n in 1..=2 {
        let address = address(&format!("person{n}@example.org"));
        vault.create_person_with_address(person(n), &address).await.unwrap();
        vault.create_case(case(n), person(n)).await.unwrap();
    }
    let seal = |owner, row, text: &str| vault.seal(owner, cell(row), text.as_bytes()).unwrap();
    Kept {
        of_one: seal(Owner::Person(person(1)), 1, "of one"),
        of_two: seal(Owner::Person(person(2)), 2, "of two"),
        case_of_one: seal(Owner::Case(case(1)), 3, "case of one"),
        case_of_two: seal(Owner::Case(case(2)), 4, "case of two"),
        house: seal(Owner::House, 5, "the house's"),
        blob_of_both: vault.keep_blob(blob(1), b"both", &[person(1), person(2)]).await.unwrap(),
        blob_of_two: vault.keep_blob(blob(2), b"two", &[person(2)]).await.unwrap(),
    }
}

/// Checks that nothing of person 1 opens, and everything of the others does.
async fn check_without_one(vault: &Vault, kept: &Kept) {
    assert_eq!(shown(vault, cell(1), &kept.of_one), None);
    assert_eq!(shown(vault, cell(3), &kept.case_of_one), None);
    assert!(vault.open_blob(blob(1), &kept.blob_of_both).await.unwrap().is_none());
    assert_eq!(vault.find_person(&address("person1@example.org")).unwrap(), None);
    assert_eq!(vault.person_mac(person(1), "x", &[]).unwrap(), None);
    assert_eq!(vault.case_mac(case(1), "x", &[]).unwrap(), None);
    assert!(vault.seal(Owner::Case(case(1)), cell(1), b"").is_err());
    assert_eq!(shown(vault, cell(2), &kept.of_two).unwrap(), "of two");
    assert_eq!(shown(vault, cell(4), &kept.case_of_two).unwrap(), "case of two");
    assert_eq!(shown(vault, cell(5), &kept.house).unwrap(), "the house's");
    assert!(vault.open_blob(blob(2), &kept.blob_of_two).await.unwrap().is_some());
    assert_eq!(vault.find_person(&address("person2@example.org")).unwrap(), Some(person(2)));
}

#[tokio::test]
async fn a_destroyed_person_opens_nothing_also_from_an_older_copy() {
    let house = House::new();
    let vault = house.open().await;
    let kept = fill(&vault).await;
    let digest = vault.mac("tokens", &[b"x"]);
    let secret = vault.secret("log").unwrap();
    let copy = TempDir::new().unwrap();
    copy_folder(house.path(), copy.path());
    let destroyed = vault.destroy_person(person(1)).await.unwrap();
    assert_eq!((destroyed.n_keys, destroyed.epoch), (2, 2));
    check_without_one(&vault, &kept).await;
    let again = vault.destroy_person(person(1)).await.unwrap();
    assert_eq!((again.n_keys, again.epoch), (0, 2), "twice is the same as once");
    drop(vault);
    let vault = house.open().await;
    check_without_one(&vault, &kept).await;
    assert_eq!(vault.mac("tokens", &[b"x"]), digest);
    assert_eq!(*vault.secret("log").unwrap(), *secret);
    drop(vault);

    // The restore: all the old data, today's key store beside it.
    fs::remove_dir_all(copy.path().join("keys")).unwrap();
    copy_folder(&house.keys(), &copy.path().join("keys"));
    let restored = open(config(copy.path(), &copy.path().join("keys"), KekSource::File)).await;
    check_without_one(&restored.unwrap(), &kept).await;

    let keys: Vec<_> =
        fs::read_dir(house.keys()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!keys.iter().any(|name| name == "kek-1" || name == "keystore-1.redb"), "{keys:?}");
}

#[tokio::test]
async fn an_older_key_store_does_not_open_with_todays_key() {
    let house = House::new();
    let vault = house.open().await;
    fill(&vault).await;
    let old_store = fs::read(house.keys().join("keystore-1.redb")).unwrap();
    vault.destroy_person(person(1)).await.unwrap();
    drop(vault);
    fs::write(house.keys().join("keystore-2.redb"), old_store).unwrap();
    let refused = house.open_with(KekSource::File).await.unwrap_err();
    assert!(matches!(refused, VaultError::WrongKek { epoch: 2, .. }), "{refused}");
}

#[tokio::test]
async fn a_case_under_hold_outlives_its_requester_until_it_is_released() {
    let house = House::new();
    let vault = house.open().await;
    let kept = fill(&vault).await;
    vault.hold_case(case(1)).await.unwrap();
    vault.hold_case(case(1)).await.unwrap();
    let destroyed = vault.destroy_person(person(1)).await.unwrap();
    assert_eq!(destroyed.n_keys, 1, "the person's; the case's is held");
    assert_eq!(shown(&vault, cell(3), &kept.case_of_one).unwrap(), "case of one");
    assert_eq!(shown(&vault, cell(1), &kept.of_one), None);
    drop(vault);
    let vault = house.open().await;
    assert_eq!(shown(&vault, cell(3), &kept.case_of_one).unwrap(), "case of one");
    vault.rotate().await.unwrap();
    assert_eq!(shown(&vault, cell(3), &kept.case_of_one).unwrap(), "case of one");
    let epoch = vault.health().epoch;
    vault.release_case(case(1)).await.unwrap();
    assert_eq!(shown(&vault, cell(3), &kept.case_of_one), None);
    assert_eq!(vault.health().epoch, epoch + 1, "a key that dies takes its epoch with it");
    vault.release_case(case(1)).await.unwrap();
    assert_eq!(vault.health().epoch, epoch + 1);
}

#[tokio::test]
async fn a_released_case_dies_with_its_requester() {
    let house = House::new();
    let vault = house.open().await;
    let kept = fill(&vault).await;
    vault.hold_case(case(1)).await.unwrap();
    vault.release_case(case(1)).await.unwrap();
    assert_eq!(shown(&vault, cell(3), &kept.case_of_one).unwrap(), "case of one");
    vault.destroy_person(person(1)).await.unwrap();
    check_without_one(&vault, &kept).await;
    let refused = vault.hold_case(case(1)).await.unwrap_err();
    assert!(matches!(refused, VaultError::UnknownCase(_)));
}

#[tokio::test]
async fn a_person_who_comes_back_begins_anew() {
    let house = House::new();
    let vault = house.open().await;
    let kept = fill(&vault).await;
    vault.destroy_person(person(1)).await.unwrap();
    let address = address("person1@example.org");
    vault.create_person_with_address(person(9), &address).await.unwrap();
    vault.create_person(person(1)).await.unwrap();
    assert_eq!(shown(&vault, cell(1), &kept.of_one), None, "a new key is not the old one");
    assert_eq!(vault.find_person(&address).unwrap(), Some(person(9)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn rotation_under_use_loses_nothing() {
    let house = House::new();
    let vault = Arc::new(house.open().await);
    let kept = Arc::new(fill(&vault).await);
    let tasks: Vec<_> = (0..8)
        .map(|worker: u128| {
            let (vault, kept) = (Arc::clone(&vault), Arc::clone(&kept));
            tokio::spawn(async move {
                let mut sealed = Vec::new();
                for round in 0..40 {
                    let n = 1000 + worker * 100 + round;
                    vault.create_person(person(n)).await.unwrap();
                    vault.create_case(case(n), person(n)).await.unwrap();
                    sealed.push((n, vault.seal(Owner::Case(case(n)), cell(n), b"text").unwrap()));
                    vault.keep_intake(intake_id(n), b"mail", at_day(0)).await.unwrap();
                    assert_eq!(shown(&vault, cell(2), &kept.of_two).unwrap(), "of two");
                    if round % 2 == 0 {
                        let of_blob = [person(n)];
                        vault.adopt_intake(intake_id(n), blob(n), &of_blob).await.unwrap();
                        vault.drop_intake(intake_id(n)).await.unwrap();
                    }
                }
                sealed
            })
        })
        .collect();
    for expect in 2..=6 {
        assert_eq!(vault.rotate().await.unwrap(), expect);
    }
    vault.destroy_person(person(1)).await.unwrap();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.unwrap());
    }
    drop(kept);
    drop(vault);
    let vault = house.open().await;
    assert_eq!(all.len(), 320);
    for (n, sealed) in all {
        assert_eq!(shown(&vault, cell(n), &sealed).unwrap(), "text");
    }
    let waiting = vault.intakes().await.unwrap();
    assert_eq!(waiting.len(), 160);
    for id in waiting {
        assert_eq!(vault.open_intake(id).await.unwrap().unwrap().expose(), b"mail");
    }
}

#[tokio::test]
async fn no_file_shows_a_word_of_what_it_keeps() {
    const WORDS: [&str; 4] = ["Nepomuk", "geheimnis", "nepomuk@verschwiegen.example", "2026-11-21"];
    let house = House::new();
    let vault = house.open().await;
    let jana = address(WORDS[2]);
    vault.create_person_and_case(person(1), &jana, case(1)).await.unwrap();
    let text = WORDS.join(" ").repeat(20);
    vault.seal(Owner::Case(case(1)), cell(1), text.as_bytes()).unwrap();
    vault.keep_intake(intake_id(1), text.as_bytes(), at_day(0)).await.unwrap();
    vault.keep_intake(intake_id(2), text.as_bytes(), at_day(0)).await.unwrap();
    vault.adopt_intake(intake_id(2), blob(2), &[person(1)]).await.unwrap();
    vault.keep_blob(blob(3), text.as_bytes(), &[person(1)]).await.unwrap();
    vault.rotate().await.unwrap();
    drop(vault);
    let files = files_of(house.path());
    assert!(files.len() >= 7);
    for file in files {
        let bytes = fs::read(&file).unwrap();
        for word in WORDS {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{word} stands in {}", file.display());
        }
    }
}
