//! Messages with their values, labels, blobs and looks.

use db::{BlobKind, BlobRow, KnownMail, Label, MovedMessage, NewLook, NewMailId, NewMessage};
use model::{BlobId, Direction, Identity, MessageId, MessageKind};
use testkit::db_test;

use crate::house::{House, secs};

db_test! {
    async fn a_message_reads_back_with_its_values(house: House) {
        let case = house.one_case().await;
        let (author, other) = (house.staff(&[]).await, house.person().await);
        let incoming = model::Message {
            is_confirmed: false,
            automatic: Some("list".to_owned()),
            fault: Some("no text".to_owned()),
            language: Some("ces".to_owned()),
            n_attachments: 2,
            ..house.message(&case, 1)
        };
        let note = model::Message {
            kind: MessageKind::Internal,
            direction: Direction::Out,
            author_person_id: None,
            author_staff_id: Some(author),
            identity: Identity::SignedIn,
            ..house.message(&case, 2)
        };
        let values = [(case.requester_id, b"theirs".to_vec()), (other, b"other's".to_vec())];
        let mut tx = house.write().await;
        for (message, values) in [(&note, &[][..]), (&incoming, &values[..])] {
            let new = NewMessage { message, subject_twin: b"s", text_twin: b"t", values };
            tx.insert_message(&new).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.messages(case.id).await.unwrap();
        let messages: Vec<_> = found.iter().map(|record| record.message.clone()).collect();
        assert_eq!(messages, [incoming.clone(), note]);
        let one = reader.message(incoming.id).await.unwrap().unwrap();
        assert_eq!((one.subject_twin, one.text_twin), (b"s".to_vec(), b"t".to_vec()));
        let mut expect = values.to_vec();
        expect.sort();
        assert_eq!(reader.message_values(incoming.id).await.unwrap(), expect);
        assert_eq!(reader.n_messages_after(case.id, 0, author).await.unwrap(), 1);
        assert_eq!(reader.n_messages_after(case.id, 1, author).await.unwrap(), 0);
    }

    async fn two_messages_cannot_hold_one_place(house: House) {
        let case = house.one_case().await;
        house.put_message(&case, 1).await;
        let message = house.message(&case, 1);
        let mut tx = house.write().await;
        let new =
            NewMessage { message: &message, subject_twin: b"", text_twin: b"", values: &[] };
        assert!(tx.insert_message(&new).await.is_err());
        drop(tx);
        assert!(house.db.read().await.unwrap().message(message.id).await.unwrap().is_none());
    }

    async fn a_message_is_confirmed_once_and_redacted_anew(house: House) {
        let case = house.one_case().await;
        let message = model::Message { is_confirmed: false, ..house.message(&case, 1) };
        let mut tx = house.write().await;
        let values = [(case.requester_id, b"old".to_vec())];
        let new =
            NewMessage { message: &message, subject_twin: b"s", text_twin: b"t", values: &values };
        tx.insert_message(&new).await.unwrap();
        assert!(tx.confirm_message(message.id).await.unwrap());
        assert!(!tx.confirm_message(message.id).await.unwrap());
        let values = [(case.requester_id, b"new".to_vec())];
        tx.update_message_twins(message.id, b"s2", b"t2", &values).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.message(message.id).await.unwrap().unwrap();
        assert!(found.message.is_confirmed);
        assert_eq!((found.subject_twin, found.text_twin), (b"s2".to_vec(), b"t2".to_vec()));
        assert_eq!(reader.message_values(message.id).await.unwrap(), values);
    }

    async fn a_message_moves_with_what_hangs_on_it(house: House) {
        let from = house.one_case().await;
        let to = house.case(from.queue_id, house.person().await, 2);
        house.put_case(&to).await;
        let message = model::Message { is_confirmed: false, ..house.message(&from, 1) };
        let values = [(from.requester_id, b"old".to_vec())];
        let known = KnownMail { message_id: message.id, case_id: from.id, delivery_id: None };
        let blob = BlobRow {
            id: BlobId::from_uuid(house.id()),
            message_id: message.id,
            kind: BlobKind::Raw,
            position_index: 0,
            name_twin: b"old".to_vec(),
            media_type: "message/rfc822".to_owned(),
            n_bytes: 1,
            wrap: b"wrap".to_vec(),
        };
        let look = NewLook {
            message_id: message.id,
            case_id: from.id,
            person_id: from.requester_id,
            staff_id: house.staff(&[]).await,
            role: "triage".to_owned(),
            clause: "000 SP 8.1".to_owned(),
            is_self: false,
            reason_sealed: None,
            authority_id: None,
            at: house.now(),
        };
        let mut tx = house.write().await;
        let new =
            NewMessage { message: &message, subject_twin: b"s", text_twin: b"t", values: &values };
        tx.insert_message(&new).await.unwrap();
        tx.insert_blob(&blob).await.unwrap();
        tx.insert_look(&look).await.unwrap();
        let mail = NewMailId { mac: [1; 32], known, body_mac: None };
        tx.insert_mail_id(&mail, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        let values = [(to.requester_id, b"new".to_vec())];
        let moved = MovedMessage {
            id: message.id,
            case_id: to.id,
            position_index: 2,
            subject_twin: b"s2",
            text_twin: b"t2",
            values: &values,
        };
        let mut tx = house.write().await;
        tx.move_message(&moved).await.unwrap();
        tx.update_blob_name(blob.id, b"new").await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert!(reader.messages(from.id).await.unwrap().is_empty());
        let found = reader.messages(to.id).await.unwrap();
        let expect = model::Message {
            case_id: to.id,
            position_index: 2,
            is_confirmed: true,
            ..message.clone()
        };
        assert_eq!(found[0].message, expect);
        assert_eq!((&found[0].subject_twin[..], &found[0].text_twin[..]), (&b"s2"[..], &b"t2"[..]));
        assert_eq!(reader.message_values(message.id).await.unwrap(), values);
        assert_eq!(reader.blobs(message.id).await.unwrap()[0].name_twin, b"new");
        assert_eq!(reader.looks(from.requester_id, 10).await.unwrap()[0].case_id, to.id);
        assert_eq!(reader.known_mail(&[1; 32]).await.unwrap()[0].case_id, to.id);
    }

    async fn labels_keep_their_first_number(house: House) {
        let case = house.one_case().await;
        let label = |byte, kind: &str, number| Label {
            match_key: [byte; 16],
            kind: kind.to_owned(),
            number,
        };
        let mut tx = house.write().await;
        let labels = [label(1, "person", 1), label(2, "person", 2), label(1, "email", 1)];
        tx.insert_labels(case.id, &labels).await.unwrap();
        tx.insert_labels(case.id, &[label(2, "person", 3)]).await.unwrap();
        tx.commit().await.unwrap();
        let found = house.db.read().await.unwrap().case_labels(case.id).await.unwrap();
        assert_eq!(found, [label(1, "email", 1), label(1, "person", 1), label(2, "person", 2)]);
    }

    async fn blobs_stand_in_order(house: House) {
        let case = house.one_case().await;
        let message_id = house.put_message(&case, 1).await;
        let blob = |position_index, kind| BlobRow {
            id: BlobId::from_uuid(house.id()),
            message_id,
            kind,
            position_index,
            name_twin: b"name".to_vec(),
            media_type: "text/plain".to_owned(),
            n_bytes: 1 << 40,
            wrap: b"wrap".to_vec(),
        };
        let blobs =
            [blob(2, BlobKind::Attachment), blob(0, BlobKind::Raw), blob(1, BlobKind::Html)];
        let mut tx = house.write().await;
        for blob in &blobs {
            tx.insert_blob(blob).await.unwrap();
        }
        tx.commit().await.unwrap();
        let found = house.db.read().await.unwrap().blobs(message_id).await.unwrap();
        let of = |blob: &BlobRow| (blob.id, blob.kind, blob.n_bytes, blob.wrap.clone());
        let expect: Vec<_> = [1, 2, 0].iter().map(|index| of(&blobs[*index])).collect();
        assert_eq!(found.iter().map(of).collect::<Vec<_>>(), expect);
        let mut tx = house.write().await;
        let orphan = BlobRow { message_id: MessageId::from_uuid(house.id()), ..blobs[0].clone() };
        assert!(tx.insert_blob(&orphan).await.is_err());
    }

    async fn looks_are_shown_and_counted(house: House) {
        let case = house.one_case().await;
        let message_id = house.put_message(&case, 1).await;
        let staff_id = house.staff(&[]).await;
        let began_at = house.now();
        for (is_self, reason) in [(false, None), (true, Some(b"why".to_vec())), (true, None)] {
            house.clock.advance(secs(10));
            let look = NewLook {
                message_id,
                case_id: case.id,
                person_id: case.requester_id,
                staff_id,
                role: "support engineer".to_owned(),
                clause: "000 SP 8.1".to_owned(),
                is_self,
                reason_sealed: reason,
                authority_id: None,
                at: house.now(),
            };
            let mut tx = house.write().await;
            tx.insert_look(&look).await.unwrap();
            let id = tx.entry_id();
            assert_eq!(tx.commit().await.unwrap(), id);
            // It bears the id of its entry, and stands where its message is.
            let row = house.db.read().await.unwrap().look_of_entry(id).await.unwrap().unwrap();
            assert_eq!((row.id, row.is_self, row.message_case_id), (id, is_self, Some(case.id)));
        }
        assert!(house.db.read().await.unwrap().stray_looks().await.unwrap().is_empty());
        let mut reader = house.db.read().await.unwrap();
        let looks = reader.looks(case.requester_id, 10).await.unwrap();
        let reasons: Vec<_> = looks.iter().map(|look| look.reason_sealed.clone()).collect();
        assert_eq!(reasons, [None, Some(b"why".to_vec()), None]);
        assert!(looks.iter().all(|look| look.clause == "000 SP 8.1"));
        assert!(looks.is_sorted_by_key(|look| std::cmp::Reverse(look.at)));
        assert_eq!(reader.n_self_looks(staff_id, began_at).await.unwrap(), 2);
        assert_eq!(reader.n_self_looks(staff_id, house.now()).await.unwrap(), 1);
        assert!(reader.looks(house.person().await, 10).await.unwrap().is_empty());
    }
}
