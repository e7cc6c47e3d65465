//! Sheets in their editions, guides at work, and what two writers at once may not do.

use std::collections::BTreeSet;

use db::{DbError, GuideRunRow, TickRow};
use model::{
    GuideRunId, Role, Sheet, SheetEdition, SheetHead, SheetId, SheetKind, SheetName, StaffId,
    TickId,
};
use testkit::db_test;

use crate::house::House;

fn sheet(house: &House, name: &str, language: &str) -> (Sheet, SheetEdition) {
    let id = SheetId::from_uuid(house.id());
    let sheet = Sheet {
        id,
        kind: SheetKind::Template,
        name: SheetName::parse(name).unwrap(),
        language: language.to_owned(),
        version: 1,
    };
    let first = SheetEdition {
        sheet_id: id,
        number: 1,
        title: "A title".to_owned(),
        role: Some(Role::TeamLeader),
        queue_ids: BTreeSet::new(),
        is_offered: true,
        text: "Hello".to_owned(),
        note: "To try it.".to_owned(),
        reverts: None,
        made_by: None,
        made_at: house.now(),
    };
    (sheet, first)
}

async fn put(house: &House, sheet: &Sheet, first: &SheetEdition) -> bool {
    let mut tx = house.write().await;
    let is_new = tx.insert_sheet(sheet, first).await.unwrap();
    tx.commit().await.unwrap();
    is_new
}

async fn begun(house: &House, by: StaffId) -> GuideRunRow {
    let (sheet, first) = sheet(house, "guide", "eng");
    put(house, &sheet, &first).await;
    let run = GuideRunRow {
        id: GuideRunId::from_uuid(house.id()),
        case_id: house.one_case().await.id,
        sheet_id: sheet.id,
        number: 1,
        started_by: by,
        started_at: house.now(),
        stopped_by: None,
        stopped_at: None,
        version: 1,
    };
    let mut tx = house.write().await;
    assert!(tx.insert_guide_run(&run).await.unwrap());
    tx.commit().await.unwrap();
    run
}

fn tick(house: &House, run: &GuideRunRow, step: i64) -> TickRow {
    TickRow {
        id: TickId::from_uuid(house.id()),
        run_id: run.id,
        step,
        staff_id: run.started_by,
        at: house.now(),
        message_id: None,
        undone_by: None,
        undone_at: None,
    }
}

db_test! {
    async fn an_edition_follows_the_one_that_was_read(house: House) {
        let queue = house.put_queue("support").await;
        let (sheet, first) = sheet(&house, "hello", "eng");
        assert!(put(&house, &sheet, &first).await);
        let second = SheetEdition {
            number: 2,
            role: None,
            queue_ids: [queue].into(),
            is_offered: false,
            reverts: Some(1),
            ..first.clone()
        };
        let mut tx = house.write().await;
        tx.insert_sheet_edition(&second).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = house.write().await;
        let late = tx.insert_sheet_edition(&second).await;
        assert!(matches!(late, Err(DbError::Conflict { .. })), "{late:?}");
        drop(tx);
        let mut reader = house.db.read().await.unwrap();
        let found = reader.sheets(SheetKind::Template).await.unwrap();
        assert_eq!(found, [(Sheet { version: 2, ..sheet.clone() }, second.clone())]);
        let head = SheetHead {
            sheet: Sheet { version: 2, ..sheet.clone() },
            title: second.title.clone(),
            role: None,
            queue_ids: [queue].into(),
            is_offered: false,
        };
        assert_eq!(reader.sheet_heads(SheetKind::Template).await.unwrap(), [head]);
        assert!(reader.sheet_heads(SheetKind::Guide).await.unwrap().is_empty());
        assert_eq!(reader.sheet_editions(sheet.id).await.unwrap(), [second, first]);
        assert!(reader.sheets(SheetKind::Guide).await.unwrap().is_empty());
    }

    async fn a_name_is_once_in_each_language(house: House) {
        let (english, first) = sheet(&house, "hello", "eng");
        assert!(put(&house, &english, &first).await);
        let (again, first) = sheet(&house, "hello", "eng");
        assert!(!put(&house, &again, &first).await);
        let (czech, first) = sheet(&house, "hello", "ces");
        assert!(put(&house, &czech, &first).await);
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.sheets(SheetKind::Template).await.unwrap().len(), 2);
        assert!(reader.sheet(again.id).await.unwrap().is_none());
    }

    async fn a_guide_stands_beside_its_case_once_until_it_is_set_aside(house: House) {
        let by = house.staff(&[]).await;
        let run = begun(&house, by).await;
        let again = GuideRunRow { id: GuideRunId::from_uuid(house.id()), ..run.clone() };
        let mut tx = house.write().await;
        assert!(!tx.insert_guide_run(&again).await.unwrap());
        drop(tx);
        let mut tx = house.write().await;
        tx.stop_guide_run(&run, by, house.now()).await.unwrap();
        assert!(tx.insert_guide_run(&again).await.unwrap());
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.guide_runs(run.case_id).await.unwrap().len(), 2);
    }

    async fn a_tick_counts_its_guide_up_and_stays_when_it_is_taken_back(house: House) {
        let by = house.staff(&[]).await;
        let run = begun(&house, by).await;
        let first = tick(&house, &run, 1);
        let mut tx = house.write().await;
        tx.insert_guide_tick(&run, &first).await.unwrap();
        tx.commit().await.unwrap();
        // Whoever read the guide before does not tick it now.
        let mut tx = house.write().await;
        let late = tx.insert_guide_tick(&run, &tick(&house, &run, 2)).await;
        assert!(matches!(late, Err(DbError::Conflict { .. })), "{late:?}");
        drop(tx);
        let run = house.db.read().await.unwrap().guide_run(run.id).await.unwrap().unwrap();
        assert_eq!(run.version, 2);
        let mut tx = house.write().await;
        tx.undo_guide_tick(&run, first.id, by, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let run = reader.guide_run(run.id).await.unwrap().unwrap();
        drop(reader);
        let mut tx = house.write().await;
        tx.insert_guide_tick(&run, &tick(&house, &run, 1)).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let ticks = reader.guide_ticks(run.id).await.unwrap();
        assert_eq!(ticks.iter().filter(|tick| tick.undone_by == Some(by)).count(), 1);
        assert_eq!(ticks.iter().filter(|tick| tick.undone_at.is_none()).count(), 1);
        assert_eq!(reader.guide_runs(run.case_id).await.unwrap().len(), 1);
    }
}
