//! Sheets in their editions, guides at work, and what two writers at once may not do.

use std::collections::BTreeSet;

use db::{DbError, GuideRunRow, MergeRow, OutcomeRow, SheetUse, TickRow};
use jiff::SignedDuration;
use model::{
    Before, DeliveryState, GuideRunId, MergeId, OutcomeId, Role, Sheet, SheetEdition, SheetHead,
    SheetId, SheetKind, SheetName, StaffId, TickId,
};
use testkit::db_test;

use crate::{house::House, windows::put_copy};

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

    async fn whether_a_sheet_helped_is_told_of_several_together(house: House) {
        let by = house.staff(&[]).await;
        let (template, first) = sheet(&house, "hello", "eng");
        put(&house, &template, &first).await;
        let (guide, first) = sheet(&house, "guide", "eng");
        put(&house, &guide, &first).await;
        let used = async |helped, not_helped| {
            let mut reader = house.db.read().await.unwrap();
            let found = reader.sheet_use(template.id, 2).await.unwrap();
            assert_eq!((found.n_helped, found.n_not_helped), (helped, not_helped));
            found.n_used
        };
        assert_eq!(used(0, 0).await, 0);
        let queue = house.put_queue("support").await;
        let (mut cases, mut whole) = (Vec::new(), Vec::new());
        for n in 1..=4 {
            let case = house.case(queue, house.person().await, n);
            house.put_case(&case).await;
            // Twice in one case is one use.
            for position in 1..=2 {
                let message = house.put_message(&case, position).await;
                let mut tx = house.write().await;
                tx.insert_message_sheet(message, template.id, 1).await.unwrap();
                tx.commit().await.unwrap();
                put_copy(&house, &case, message, DeliveryState::Sent).await;
            }
            cases.push(case.id);
            whole.push(case);
        }
        // What was taken back, or has not left, is no use.
        for (n, state) in [(5, DeliveryState::Undone), (6, DeliveryState::Held)] {
            let case = house.case(queue, house.person().await, n);
            house.put_case(&case).await;
            let message = house.put_message(&case, 1).await;
            let mut tx = house.write().await;
            tx.insert_message_sheet(message, template.id, 1).await.unwrap();
            tx.commit().await.unwrap();
            put_copy(&house, &case, message, state).await;
        }
        let says = async |case_id, is_helped, after_secs| {
            let id = OutcomeId::from_uuid(house.id());
            let at = house.now() + SignedDuration::from_secs(after_secs);
            let mut tx = house.write().await;
            tx.insert_outcome(&OutcomeRow { id, case_id, is_helped, at }).await.unwrap();
            tx.commit().await.unwrap();
        };
        // What was said before it was used is not said of it; one word alone is not told.
        says(cases[0], false, -60).await;
        says(cases[0], true, 1).await;
        assert_eq!(used(0, 0).await, 4);
        says(cases[1], false, 2).await;
        assert_eq!(used(1, 1).await, 4);
        // The next word waits for another, and what they say later changes none of it.
        says(cases[2], true, 3).await;
        says(cases[0], false, 4).await;
        says(cases[1], true, 5).await;
        assert_eq!(used(1, 1).await, 4);
        says(cases[3], true, 6).await;
        assert_eq!(used(3, 1).await, 4);
        // A case that becomes part of another takes nobody's word out, which would tell it.
        let mut tx = house.write().await;
        let (part, into) = (&whole[0], &whole[1]);
        tx.update_case(&part.clone().become_part(house.now())).await.unwrap();
        let row = MergeRow {
            id: MergeId::from_uuid(house.id()),
            from_id: part.id,
            into_id: into.id,
            merged_by: by,
            merged_at: house.now(),
            from_before: Before::of(part),
            into_before: Before::of(into),
            into_version: 1,
        };
        assert!(tx.insert_merge(&row, into).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(used(3, 1).await, 4);

        // A guide is used by the case that it stands beside.
        let run = GuideRunRow {
            id: GuideRunId::from_uuid(house.id()),
            case_id: cases[0],
            sheet_id: guide.id,
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
        let mut reader = house.db.read().await.unwrap();
        let found = reader.sheet_use(guide.id, 1).await.unwrap();
        assert_eq!(found, SheetUse { n_used: 1, n_helped: 1, n_not_helped: 0 });
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
