//! Persons, cases, addresses, the guard of the key file, and the sharing of commits.

use model::Personal;

use super::*;
use crate::store::Write;

#[tokio::test]
async fn an_address_has_one_person() {
    let house = House::new();
    let vault = house.open().await;
    let jana = address("Jana@example.org");
    assert_eq!(vault.find_person(&jana).unwrap(), None);
    let found = vault.create_person_with_address(person(1), &jana).await.unwrap();
    assert_eq!(found, person(1));
    let found = vault.create_person_with_address(person(2), &jana).await.unwrap();
    assert_eq!(found, person(1), "the first who had it");
    assert_eq!(vault.person_mac(person(2), "x", &[]).unwrap(), None, "no key for nobody");
    let second = address("jana@work.example");
    assert_eq!(vault.bind_address(&second, person(1)).await.unwrap(), person(1));
    vault.create_person(person(3)).await.unwrap();
    assert_eq!(vault.bind_address(&second, person(3)).await.unwrap(), person(1));
    let refused = vault.bind_address(&address("no@one.example"), person(9)).await.unwrap_err();
    assert!(matches!(refused, VaultError::UnknownPerson(_)));
    drop(vault);
    let vault = house.open().await;
    assert_eq!(vault.find_person(&address("jana@EXAMPLE.org")).unwrap(), Some(person(1)));
    assert_eq!(vault.find_person(&second).unwrap(), Some(person(1)));
}

#[tokio::test]
async fn making_twice_is_the_same_as_once() {
    let house = House::new();
    let vault = house.open().await;
    vault.create_person(person(1)).await.unwrap();
    vault.create_case(case(1), person(1)).await.unwrap();
    let of_person = vault.seal(Owner::Person(person(1)), cell(1), b"one").unwrap();
    let of_case = vault.seal(Owner::Case(case(1)), cell(1), b"two").unwrap();
    vault.create_person(person(1)).await.unwrap();
    vault.create_case(case(1), person(1)).await.unwrap();
    assert_eq!(shown(&vault, cell(1), &of_person).unwrap(), "one");
    assert_eq!(shown(&vault, cell(1), &of_case).unwrap(), "two");
    vault.create_person(person(2)).await.unwrap();
    let refused = vault.create_case(case(1), person(2)).await.unwrap_err();
    assert!(matches!(refused, VaultError::OtherRequester(_)));
    let refused = vault.create_case(case(2), person(9)).await.unwrap_err();
    assert!(matches!(refused, VaultError::UnknownPerson(_)));
}

#[tokio::test]
async fn person_and_case_come_together() {
    let house = House::new();
    let vault = house.open().await;
    let jana = address("jana@example.org");
    let first = vault.create_person_and_case(person(1), &jana, case(1)).await.unwrap();
    let second = vault.create_person_and_case(person(2), &jana, case(2)).await.unwrap();
    assert_eq!((first, second), (person(1), person(1)));
    vault.destroy_person(person(1)).await.unwrap();
    assert_eq!(vault.case_mac(case(2), "x", &[]).unwrap(), None, "the case was hers");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_at_once_share_commits() {
    let house = House::new();
    let vault = Arc::new(house.open().await);
    let shared = address("shared@example.org");
    let tasks: Vec<_> = (1..=200)
        .map(|n| {
            let (vault, shared) = (Arc::clone(&vault), shared.clone());
            tokio::spawn(async move {
                vault.create_person(person(n)).await.unwrap();
                vault.create_case(case(n), person(n)).await.unwrap();
                vault.create_person_with_address(person(n), &shared).await.unwrap()
            })
        })
        .collect();
    let mut owners = Vec::new();
    for task in tasks {
        owners.push(task.await.unwrap());
    }
    owners.dedup();
    assert_eq!(owners.len(), 1, "one address, one person, whoever came first");
    let n_commits = vault.store.n_commits();
    assert!(n_commits < 300, "600 changes took {n_commits} commits");
    for n in 1..=200 {
        let sealed = vault.seal(Owner::Case(case(n)), cell(n), b"text").unwrap();
        assert_eq!(shown(&vault, cell(n), &sealed).unwrap(), "text");
    }
}

#[tokio::test]
async fn a_refused_change_leaves_its_neighbours_alone() {
    let house = House::new();
    let vault = house.open().await;
    let written = vault.store.apply(vec![
        Write::Person(person(1)),
        Write::Case { id: case(1), requester: person(9) },
        Write::Case { id: case(2), requester: person(1) },
    ]);
    let stands: Vec<bool> = written.iter().map(Result::is_ok).collect();
    assert_eq!(stands, [true, false, true]);
    assert!(vault.case_mac(case(2), "x", &[]).unwrap().is_some());
}

#[tokio::test]
async fn key_files_are_for_their_owner_only() {
    let house = House::new();
    drop(house.open().await);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&house.keys()), 0o700);
    for file in files_of(&house.keys()) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    let exposed = [("", 0o750), ("kek-1", 0o640), ("keystore-1.redb", 0o604)];
    for (name, bad) in exposed {
        let path = if name.is_empty() { house.keys() } else { house.keys().join(name) };
        let good = mode(&path);
        set_mode(&path, bad);
        let refused = house.open_with(KekSource::File).await.unwrap_err();
        assert!(matches!(&refused, VaultError::Exposed { mode, .. } if *mode == bad));
        let text = refused.to_string();
        assert!(text.contains(&format!("{bad:04o}")) && text.contains(&format!("{good:04o}")));
        set_mode(&path, good);
    }
    house.open().await;
}

#[tokio::test]
async fn only_one_process_has_the_keys() {
    let house = House::new();
    let vault = house.open().await;
    let refused = house.open_with(KekSource::File).await.unwrap_err();
    assert!(matches!(refused, VaultError::InUse(_)), "{refused}");
    drop(vault);
    house.open().await;
}

#[tokio::test]
async fn a_passphrase_guards_the_key_file() {
    let house = House::new();
    let right = || KekSource::Passphrase(Personal::new("correct horse".to_owned()));
    let vault = house.open_with(right()).await.unwrap();
    vault.create_person(person(1)).await.unwrap();
    let sealed = vault.seal(Owner::Person(person(1)), cell(1), b"text").unwrap();
    drop(vault);
    let refused = house.open_with(KekSource::File).await.unwrap_err();
    assert!(matches!(refused, VaultError::PassphraseMissing(_)), "{refused}");
    let empty = KekSource::Passphrase(Personal::new(String::new()));
    let refused = house.open_with(empty).await.unwrap_err();
    assert!(matches!(refused, VaultError::PassphraseMissing(_)), "{refused}");
    let wrong = KekSource::Passphrase(Personal::new("battery staple".to_owned()));
    let refused = house.open_with(wrong).await.unwrap_err();
    assert!(matches!(refused, VaultError::PassphraseWrong(_)), "{refused}");
    assert!(!format!("{refused:?}").contains("staple"));
    let vault = house.open_with(right()).await.unwrap();
    vault.rotate().await.unwrap();
    drop(vault);
    let vault = house.open_with(right()).await.unwrap();
    assert_eq!(shown(&vault, cell(1), &sealed).unwrap(), "text");
    assert_ne!(fs::read(house.keys().join("kek-2")).unwrap().len(), 32);
}

#[tokio::test]
async fn a_credential_guards_the_key_file() {
    let house = House::new();
    let credential = house.path().join("chancery-kek");
    let source = || KekSource::Credential(credential.clone());
    let refused = house.open_with(source()).await.unwrap_err();
    assert!(matches!(refused, VaultError::CredentialMissing(_)), "{refused}");
    fs::write(&credential, "short").unwrap();
    let refused = house.open_with(source()).await.unwrap_err();
    assert!(matches!(refused, VaultError::CredentialShort { .. }), "{refused}");
    fs::write(&credential, [7; 32]).unwrap();
    drop(house.open_with(source()).await.unwrap());
    let refused = house.open_with(KekSource::File).await.unwrap_err();
    assert!(matches!(refused, VaultError::CredentialMissing(_)), "{refused}");
    drop(house.open_with(source()).await.unwrap());
    fs::write(&credential, [8; 32]).unwrap();
    let refused = house.open_with(source()).await.unwrap_err();
    assert!(matches!(refused, VaultError::CredentialWrong(_)), "{refused}");
}

#[tokio::test]
async fn a_passphrase_that_comes_later_replaces_the_bare_key_file() {
    let house = House::new();
    let vault = house.open().await;
    let sealed = vault.seal(Owner::House, cell(1), b"text").unwrap();
    drop(vault);
    let bare = fs::read(house.keys().join("kek-1")).unwrap();
    let source = KekSource::Passphrase(Personal::new("since then".to_owned()));
    let vault = house.open_with(source).await.unwrap();
    assert_eq!(vault.health().epoch, 2);
    assert_eq!(shown(&vault, cell(1), &sealed).unwrap(), "text");
    for file in files_of(&house.keys()) {
        let bytes = fs::read(file).unwrap();
        assert!(!bytes.windows(bare.len()).any(|window| window == bare));
    }
}

#[tokio::test]
async fn a_key_file_that_does_not_fit_is_named() {
    let (house, other) = (House::new(), House::new());
    drop(house.open().await);
    drop(other.open().await);
    fs::copy(other.keys().join("kek-1"), house.keys().join("kek-1")).unwrap();
    let refused = house.open_with(KekSource::File).await.unwrap_err();
    assert!(matches!(refused, VaultError::WrongKek { epoch: 1, .. }), "{refused}");
    fs::write(house.keys().join("kek-1"), "not a key").unwrap();
    let refused = house.open_with(KekSource::File).await.unwrap_err();
    assert!(matches!(refused, VaultError::Layout { .. }), "{refused}");
    fs::remove_file(house.keys().join("kek-1")).unwrap();
    let refused = house.open_with(KekSource::File).await.unwrap_err();
    assert!(matches!(refused, VaultError::Layout { .. }), "{refused}");
}

#[tokio::test]
async fn a_seeded_source_that_starts_over_harms_nothing() {
    let house = House::new();
    let open =
        || Vault::open(house.config(KekSource::File), Arc::new(Counting::default()), at_day(0));
    let vault = open().await.unwrap();
    vault.create_person(person(1)).await.unwrap();
    let sealed = vault.seal(Owner::Person(person(1)), cell(1), b"text").unwrap();
    drop(vault);
    let vault = open().await.unwrap();
    for n in 2..50 {
        vault.create_person(person(n)).await.unwrap();
    }
    assert_eq!(shown(&vault, cell(1), &sealed).unwrap(), "text");
}

/// A source that says the same after each start.
#[derive(Default)]
struct Counting(std::sync::atomic::AtomicU64);

impl Chance for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for piece in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            piece.copy_from_slice(&next.to_be_bytes()[..piece.len()]);
        }
    }
}
