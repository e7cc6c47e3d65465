//! What a house of an earlier version finds after an update: rows that stood before a migration serve after it.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::sync::Arc;

use audit::LogKey;
use db::{Db, DbConfig};
use model::{NoticeEvent, NoticeMail, StaffId};
use sqlx::{Connection, PgConnection, SqliteConnection};
use testkit::{FixedClock, SeededChance, TestPlace};
use uuid::Uuid;

/// The last migration before there were handovers.
const BEFORE_HANDOVERS: i64 = 24;

const PERSON: Uuid = Uuid::from_u128(1);

const STAFF: Uuid = Uuid::from_u128(2);

/// Somebody who chose what they are told of, in the version before.
macro_rules! chosen_before {
    ($place:ident, $connection:ty, $folder:literal, $create:literal) => {{
        let mut conn = <$connection>::connect(&format!("{}{}", $place.url(), $create)).await.unwrap();
        sqlx::migrate!($folder).run_to(BEFORE_HANDOVERS, &mut conn).await.unwrap();
        for (statement, ids) in [
            ("insert into persons (id, created_at) values ($1, 0)", &[PERSON][..]),
            (
                "insert into staff (id, person_id, position_index, role_edition, is_active, created_at)
                 values ($1, $2, 1, 1, true, 0)",
                &[STAFF, PERSON][..],
            ),
            ("insert into notice_hours (staff_id, daily_hour) values ($1, 7)", &[STAFF][..]),
            (
                "insert into notice_ways (staff_id, event, mail, in_browser)
                 values ($1, 'named', 'daily', false)",
                &[STAFF][..],
            ),
        ] {
            let mut query = sqlx::query(statement);
            for id in ids {
                query = query.bind(*id);
            }
            query.execute(&mut conn).await.unwrap();
        }
        conn.close().await.unwrap();
    }};
}

async fn they_hear_of_handovers(place: &TestPlace) {
    let config = DbConfig { url: place.url().to_owned() };
    let (clock, chance) = (Arc::new(FixedClock::noon()), Arc::new(SeededChance::new(1)));
    let db = Db::open(&config, LogKey::new(&[1; 32]), clock, chance).await.unwrap();
    let chosen = db.read().await.unwrap().notice_choices().await.unwrap();
    let chosen = chosen.get(&StaffId::from_uuid(STAFF)).unwrap();
    assert_eq!(chosen.ways(NoticeEvent::Named).mail, NoticeMail::Daily);
    assert_eq!(chosen.ways(NoticeEvent::Offered).mail, NoticeMail::Hourly);
    assert_eq!(chosen.ways(NoticeEvent::Lapsed).mail, NoticeMail::AtOnce);
    assert_eq!(chosen.ways(NoticeEvent::Settled).mail, NoticeMail::Hourly);
    assert_eq!(chosen.ways(NoticeEvent::Arrived).mail, NoticeMail::Never);
    db.close().await;
}

#[tokio::test]
async fn whoever_chose_before_hears_of_handovers_on_sqlite() {
    let place = TestPlace::sqlite().unwrap();
    chosen_before!(place, SqliteConnection, "migrations/sqlite", "?mode=rwc");
    they_hear_of_handovers(&place).await;
}

#[tokio::test]
async fn whoever_chose_before_hears_of_handovers_on_postgres() {
    let place = TestPlace::postgres().await;
    chosen_before!(place, PgConnection, "migrations/postgres", "");
    they_hear_of_handovers(&place).await;
}
