//! Saved views and keys: one's own, in order, and dropped for a while before they are gone.

use db::SavedViewRow;
use model::SavedViewId;
use testkit::db_test;

use crate::house::{House, secs};

db_test! {
    async fn a_view_is_kept_renamed_dropped_and_brought_back(house: House) {
        let (staff_id, other) = (house.staff(&[]).await, house.staff(&[]).await);
        let view = |name: &[u8]| SavedViewRow {
            id: SavedViewId::from_uuid(house.id()),
            name_sealed: name.to_vec(),
            filter_sealed: b"filter".to_vec(),
            is_dropped: false,
        };
        let (first, second) = (view(b"first"), view(b"second"));
        let mut book = house.db.bookkeeping().await.unwrap();
        book.insert_saved_view(staff_id, &first, house.now()).await.unwrap();
        book.insert_saved_view(staff_id, &second, house.now() + secs(1)).await.unwrap();
        assert!(book.rename_saved_view(staff_id, first.id, b"renamed").await.unwrap());
        // Nobody else's hand reaches it.
        assert!(!book.rename_saved_view(other, first.id, b"stolen").await.unwrap());
        assert!(!book.drop_saved_view(other, first.id, Some(house.now())).await.unwrap());
        assert!(book.drop_saved_view(staff_id, second.id, Some(house.now())).await.unwrap());
        assert_eq!(book.forget_saved_views(staff_id, house.now()).await.unwrap(), 0);
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let dropped = SavedViewRow { is_dropped: true, ..second.clone() };
        let renamed = SavedViewRow { name_sealed: b"renamed".to_vec(), ..first };
        assert_eq!(reader.saved_views(staff_id).await.unwrap(), [renamed.clone(), dropped]);
        assert!(reader.saved_views(other).await.unwrap().is_empty());
        drop(reader);
        let mut book = house.db.bookkeeping().await.unwrap();
        assert!(book.drop_saved_view(staff_id, second.id, None).await.unwrap());
        assert!(book.drop_saved_view(staff_id, renamed.id, Some(house.now())).await.unwrap());
        assert_eq!(book.forget_saved_views(staff_id, house.now() + secs(1)).await.unwrap(), 1);
        book.commit().await.unwrap();
        let found = house.db.read().await.unwrap().saved_views(staff_id).await.unwrap();
        assert_eq!(found, [second]);
    }

    async fn keys_replace_those_before(house: House) {
        let staff_id = house.staff(&[]).await;
        let mut book = house.db.bookkeeping().await.unwrap();
        book.put_staff_keys(staff_id, "search=s").await.unwrap();
        book.put_staff_keys(staff_id, "search=f").await.unwrap();
        book.commit().await.unwrap();
        let found = house.db.read().await.unwrap().staff_keys().await.unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(staff_id, "search=f".to_owned())]);
    }
}
