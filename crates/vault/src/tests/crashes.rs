//! Every point at which a new epoch can be cut off: reopening finds the old one whole or the new one whole.

use super::*;
use crate::store::{epoch::Reason, open as open_store};

/// How far the new epoch came.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Point {
    IntakeRenewed,
    KekHalf,
    KekWritten,
    StoreHalf,
    Built,
    CurrentHalf,
    Switched,
    KekDestroyed,
    StoreHalfDestroyed,
}

const POINTS: [Point; 9] = [
    Point::IntakeRenewed,
    Point::KekHalf,
    Point::KekWritten,
    Point::StoreHalf,
    Point::Built,
    Point::CurrentHalf,
    Point::Switched,
    Point::KekDestroyed,
    Point::StoreHalfDestroyed,
];

/// Leaves the folder as a crash at this point would.
fn crash(house: &House, at: Point) {
    let keys = house.keys();
    let (store, _) = open_store(&keys, &KekSource::File, Arc::new(SystemChance)).unwrap();
    let intakes = crate::intake::Intakes::open(&house.path().join("blobs/intake")).unwrap();
    store.renew_intake_key(&intakes).unwrap();
    if at >= Point::Built {
        let next = store.build(Reason::Destruction(person(1))).unwrap();
        if at >= Point::Switched {
            store.switch(next).unwrap();
        }
    }
    drop(store);
    match at {
        Point::KekHalf => fs::write(keys.join("kek-2.new"), [1; 7]).unwrap(),
        Point::KekWritten => fs::write(keys.join("kek-2"), [1; 32]).unwrap(),
        Point::StoreHalf => {
            fs::write(keys.join("kek-2"), [1; 32]).unwrap();
            fs::write(keys.join("keystore-2.redb.new"), [0; 5000]).unwrap();
        }
        Point::CurrentHalf => fs::write(keys.join("current.new"), "epo").unwrap(),
        Point::KekDestroyed => fs::remove_file(keys.join("kek-1")).unwrap(),
        Point::StoreHalfDestroyed => {
            fs::remove_file(keys.join("kek-1")).unwrap();
            fs::write(keys.join("keystore-1.redb"), [0; 4096]).unwrap();
        }
        Point::IntakeRenewed | Point::Built | Point::Switched => {}
    }
}

#[tokio::test]
async fn a_crash_leaves_one_whole_epoch_and_reopening_sweeps_the_other() {
    for at in POINTS {
        let house = House::new();
        let vault = house.open().await;
        vault.create_person(person(1)).await.unwrap();
        vault.create_person(person(2)).await.unwrap();
        let of_one = vault.seal(Owner::Person(person(1)), cell(1), b"one").unwrap();
        let of_two = vault.seal(Owner::Person(person(2)), cell(2), b"two").unwrap();
        vault.keep_intake(intake_id(1), b"waits", at_day(0)).await.unwrap();
        drop(vault);
        crash(&house, at);

        let vault = house.open().await;
        let is_switched = at >= Point::Switched;
        let epoch = if is_switched { 2 } else { 1 };
        assert_eq!(vault.health().epoch, epoch, "{at:?}");
        assert_eq!(shown(&vault, cell(1), &of_one).is_none(), is_switched, "{at:?}");
        assert_eq!(shown(&vault, cell(2), &of_two).unwrap(), "two", "{at:?}");
        let waits = vault.open_intake(intake_id(1)).await.unwrap().unwrap();
        assert_eq!(waits.expose(), b"waits", "{at:?}");
        let mut names: Vec<_> = fs::read_dir(house.keys())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let expect =
            ["current", &format!("kek-{epoch}"), &format!("keystore-{epoch}.redb"), "lock"];
        assert_eq!(names, expect, "{at:?}");

        // The second try of whoever asked for it.
        vault.destroy_person(person(1)).await.unwrap();
        assert_eq!(shown(&vault, cell(1), &of_one), None, "{at:?}");
        assert_eq!(shown(&vault, cell(2), &of_two).unwrap(), "two", "{at:?}");
        assert_eq!(vault.health().epoch, 2, "{at:?}");
    }
}

#[tokio::test]
async fn the_first_epoch_can_be_cut_off_too() {
    // With the key file alone, half a store, or everything but `current`.
    for (n_kept, half_store) in [(0, false), (1, false), (1, true), (2, false)] {
        let house = House::new();
        drop(house.open().await);
        fs::remove_file(house.keys().join("current")).unwrap();
        if n_kept < 2 {
            fs::remove_file(house.keys().join("keystore-1.redb")).unwrap();
        }
        if n_kept < 1 {
            fs::remove_file(house.keys().join("kek-1")).unwrap();
        }
        if half_store {
            fs::write(house.keys().join("keystore-1.redb.new"), [0; 3000]).unwrap();
        }
        let kek = fs::read(house.keys().join("kek-1")).ok();
        let vault = house.open().await;
        vault.create_person(person(1)).await.unwrap();
        if kek.is_some() {
            assert_eq!(fs::read(house.keys().join("kek-1")).ok(), kek, "a key is never replaced");
        }
    }
}

#[tokio::test]
async fn a_folder_robbed_of_a_file_is_refused_and_left_alone() {
    let house = House::new();
    let vault = house.open().await;
    vault.rotate().await.unwrap();
    drop(vault);
    for name in ["current", "keystore-2.redb", "kek-2"] {
        let path = house.keys().join(name);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let refused = house.open_with(KekSource::File).await.unwrap_err();
        assert!(matches!(refused, VaultError::Layout { .. }), "{name}: {refused}");
        fs::write(&path, bytes).unwrap();
        set_mode(&path, 0o600);
    }
    fs::write(house.keys().join("current"), "epoch two\n").unwrap();
    assert!(house.open_with(KekSource::File).await.is_err());
    fs::write(house.keys().join("current"), "epoch 2\n").unwrap();
    house.open().await;
}

#[test]
fn a_damaged_row_of_the_key_store_is_named() {
    let house = House::new();
    let open = || open_store(&house.path().join("keys"), &KekSource::File, Arc::new(SystemChance));
    let (store, _) = open().unwrap();
    assert!(store.key_of(KeyOwner::HOUSE).unwrap().is_some());
    let id = KeyId::from_uuid(Uuid::from_u128(5));
    store.put_raw(id, b"nonsense");
    assert!(matches!(store.key(id), Err(VaultError::TamperedKey(named)) if named == id));
    // A case key that claims to be wrapped by itself must not lead in circles.
    let mut row = vec![2];
    row.extend_from_slice(&[9; 16]);
    row.push(1);
    row.extend_from_slice(id.uuid().as_bytes());
    row.extend_from_slice(&[0; 60]);
    store.put_raw(id, &row);
    assert!(store.key(id).unwrap().is_none());
    drop::<KeyStore>(store);
}
