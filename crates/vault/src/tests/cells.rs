//! Sealed cells and digests.

use proptest::prelude::*;

use super::*;

#[tokio::test]
async fn opens_what_it_sealed() {
    let house = House::new();
    let vault = house.open().await;
    vault.create_person(person(1)).await.unwrap();
    vault.create_case(case(1), person(1)).await.unwrap();
    for owner in [Owner::Person(person(1)), Owner::Case(case(1)), Owner::House] {
        for text in ["", "Děkuji", &"x".repeat(100_000)] {
            let sealed = vault.seal(owner, cell(1), text.as_bytes()).unwrap();
            assert_eq!(sealed.len(), 16 + 12 + text.len() + 16);
            assert_eq!(shown(&vault, cell(1), &sealed).as_deref(), Some(text));
        }
    }
    let once = vault.seal(Owner::House, cell(1), b"same").unwrap();
    let twice = vault.seal(Owner::House, cell(1), b"same").unwrap();
    assert_ne!(once, twice, "equal texts do not look equal");
}

#[tokio::test]
async fn swapped_and_changed_cells_are_refused() {
    let house = House::new();
    let vault = house.open().await;
    let sealed = vault.seal(Owner::House, cell(1), b"text").unwrap();
    let elsewhere = [
        Cell { table: "drafts", ..cell(1) },
        Cell { column: "subject", ..cell(1) },
        cell(2),
        Cell { table: "messagesb", column: "ody", ..cell(1) },
    ];
    for place in elsewhere {
        let refused = vault.open_cell(place, &sealed).unwrap_err();
        assert!(matches!(refused, VaultError::TamperedCell { .. }), "{place:?}");
    }
    for i in 16..sealed.len() {
        let mut changed = sealed.clone();
        changed[i] ^= 0x80;
        assert!(vault.open_cell(cell(1), &changed).is_err(), "octet {i}");
    }
    for n in 0..44 {
        assert!(vault.open_cell(cell(1), &sealed[..n]).is_err(), "cut to {n}");
    }
}

#[tokio::test]
async fn a_value_does_not_move_to_another_owner() {
    let house = House::new();
    let vault = house.open().await;
    for n in 1..=2 {
        vault.create_person(person(n)).await.unwrap();
    }
    let mut of_one = vault.seal(Owner::Person(person(1)), cell(1), b"text").unwrap();
    let of_two = vault.seal(Owner::Person(person(2)), cell(1), b"text").unwrap();
    of_one[..16].copy_from_slice(&of_two[..16]);
    assert!(vault.open_cell(cell(1), &of_one).is_err());
}

#[tokio::test]
async fn what_is_not_text_is_named_without_showing_it() {
    let house = House::new();
    let vault = house.open().await;
    let sealed = vault.seal(Owner::House, cell(1), &[0xff, b'q', b'z']).unwrap();
    let refused = vault.open_text(cell(1), &sealed).unwrap_err();
    assert!(matches!(refused, VaultError::NotText { .. }));
    assert!(!format!("{refused} {refused:?}").contains("qz"));
}

#[tokio::test]
async fn unknown_owners_are_named() {
    let house = House::new();
    let vault = house.open().await;
    let refused = vault.seal(Owner::Person(person(7)), cell(1), b"").unwrap_err();
    assert!(matches!(refused, VaultError::UnknownPerson(id) if id == person(7)));
    let refused = vault.seal(Owner::Case(case(7)), cell(1), b"").unwrap_err();
    assert!(matches!(refused, VaultError::UnknownCase(id) if id == case(7)));
}

#[tokio::test]
async fn digests_differ_by_purpose_key_and_cut() {
    let house = House::new();
    let vault = house.open().await;
    vault.create_person(person(1)).await.unwrap();
    vault.create_person(person(2)).await.unwrap();
    vault.create_case(case(1), person(1)).await.unwrap();
    let digests = [
        vault.mac("tokens", &[b"ab"]),
        vault.mac("words", &[b"ab"]),
        vault.mac("tokens", &[b"a", b"b"]),
        vault.person_mac(person(1), "tokens", &[b"ab"]).unwrap().unwrap(),
        vault.person_mac(person(2), "tokens", &[b"ab"]).unwrap().unwrap(),
        vault.case_mac(case(1), "tokens", &[b"ab"]).unwrap().unwrap(),
    ];
    for (i, one) in digests.iter().enumerate() {
        for other in &digests[i + 1..] {
            assert_ne!(one, other);
        }
    }
    let secret = vault.secret("log").unwrap();
    assert_ne!(*secret, *vault.secret("search").unwrap());
    assert_eq!(vault.person_mac(person(3), "tokens", &[]).unwrap(), None);
    drop(vault);
    let vault = house.open().await;
    assert_eq!(vault.mac("tokens", &[b"ab"]), digests[0]);
    assert_eq!(vault.person_mac(person(1), "tokens", &[b"ab"]).unwrap(), Some(digests[3]));
    assert_eq!(*vault.secret("log").unwrap(), *secret);
}

#[test]
fn random_octets_never_panic() {
    let house = House::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let vault = runtime.block_on(house.open());
    let key_id = vault.seal(Owner::House, cell(1), b"").unwrap()[..16].to_vec();
    let octets = proptest::collection::vec(any::<u8>(), 0..300);
    let heads = prop_oneof![Just(key_id), Just(Vec::new())];
    proptest!(|(head in heads, tail in octets)| {
        let sealed = [head, tail].concat();
        let opened = vault.open_cell(cell(1), &sealed);
        prop_assert!(!matches!(opened, Ok(Some(_))), "nobody forges a tag by chance");
    });
}
