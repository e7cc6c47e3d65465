//! Search: words and phrases over keyed hashes, the same answers on both databases.

use db::{Phrases, Words};
use model::{Case, CaseId, MessageId, QueueId};
use testkit::db_test;

use crate::house::House;

const KEY_ID: [u8; 8] = [1; 8];

fn words(text: &str) -> Words {
    Words { key_id: KEY_ID, hashes: hashes(text) }
}

fn hashes(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn phrases(text: &str) -> Phrases {
    text.split('|').map(hashes).collect()
}

async fn index(house: &House, case: &Case, position_index: i64, text: &str) -> MessageId {
    let id = house.put_message(case, position_index).await;
    let mut tx = house.write().await;
    tx.index_message(id, case.id, &words(text)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn find(house: &House, query: &Phrases, queues: &[QueueId]) -> Vec<MessageId> {
    find_either(house, std::slice::from_ref(query), queues).await
}

async fn find_either(house: &House, queries: &[Phrases], queues: &[QueueId]) -> Vec<MessageId> {
    let mut reader = house.db.read().await.unwrap();
    let hits = reader.search(queries, queues).await.unwrap();
    // The same search, counted by case: more hits first, then the newest.
    let mut cases: Vec<CaseId> = Vec::new();
    for hit in &hits {
        if !cases.contains(&hit.case_id) {
            cases.push(hit.case_id);
        }
    }
    let n_hits = |id: &CaseId| hits.iter().filter(|hit| hit.case_id == *id).count();
    cases.sort_by_key(|id| std::cmp::Reverse(n_hits(id)));
    assert_eq!(reader.search_cases(queries, queues, 1_000).await.unwrap(), cases);
    hits.iter().map(|hit| hit.message_id).collect()
}

db_test! {
    async fn words_and_phrases_are_found_the_newest_first(house: House) {
        let case = house.one_case().await;
        // Hashes that a parser would take for numbers, versions or stop words.
        let first = index(&house, &case, 1, "2e7 aaaa the bbbb 77 3e4xyz").await;
        let second = index(&house, &case, 2, "bbbb aaaa 2e7 77").await;
        let check = async |query: &str, expect: &[MessageId]| {
            let found = find(&house, &phrases(query), &[case.queue_id]).await;
            assert_eq!(found, expect, "{query}");
        };
        check("aaaa", &[second, first]).await;
        check("2e7 aaaa", &[first]).await;
        check("aaaa 2e7", &[second]).await;
        check("aaaa the bbbb", &[first]).await;
        check("aaaa bbbb", &[]).await;
        check("aaaa|bbbb", &[second, first]).await;
        check("aaaa|3e4xyz", &[first]).await;
        check("the", &[first]).await;
        check("77", &[second, first]).await;
        check("7", &[]).await;
        check("aaa", &[]).await;
        check("bbbb|nothing", &[]).await;
    }

    async fn what_is_no_hash_finds_nothing_and_fails_nothing(house: House) {
        let case = house.one_case().await;
        index(&house, &case, 1, "aaaa bbbb").await;
        for query in [
            "aaaa\"", "aaaa OR bbbb", "aaaa*", "words:aaaa", "aaaa|-", "(aaaa)", "aaaa & bbbb", "'",
            "AAAA", "|", "", "aaaa|", "é", "NEAR(aaaa bbbb)", "!aaaa", "aaaa:*", "\\",
        ] {
            let found = find(&house, &phrases(query), &[case.queue_id]).await;
            assert!(found.is_empty(), "{query}");
        }
        assert!(find(&house, &Vec::new(), &[case.queue_id]).await.is_empty());
        assert!(find(&house, &phrases("aaaa"), &[]).await.is_empty());
        // Words that are no hashes are not indexed either, and disturb none that are.
        let id = index(&house, &case, 2, "cccc O'Brien ' \\ dddd:5").await;
        assert_eq!(find(&house, &phrases("cccc"), &[case.queue_id]).await, [id]);
        assert!(find(&house, &phrases("dddd"), &[case.queue_id]).await.is_empty());
    }

    async fn other_queues_change_nothing(house: House) {
        let seen = house.one_case().await;
        let unseen = house.case(house.put_queue("abuse").await, seen.requester_id, 2);
        house.put_case(&unseen).await;
        let expect = index(&house, &seen, 1, "aaaa").await;
        // More than the candidates of one search, and all of them newer.
        let mut tx = house.write().await;
        for position_index in 1..=450 {
            let message = house.message(&unseen, position_index);
            let new = db::NewMessage {
                message: &message,
                subject_twin: b"",
                text_twin: b"",
                values: &[],
            };
            tx.insert_message(&new).await.unwrap();
            tx.index_message(message.id, unseen.id, &words("aaaa")).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(find(&house, &phrases("aaaa"), &[seen.queue_id]).await, [expect]);
        assert_eq!(find(&house, &phrases("aaaa"), &[unseen.queue_id]).await.len(), 400);
        // A case that moves takes its messages with it.
        let mut tx = house.write().await;
        tx.update_case(&Case { queue_id: unseen.queue_id, ..seen.clone() }).await.unwrap();
        tx.move_words(seen.id, unseen.queue_id).await.unwrap();
        tx.commit().await.unwrap();
        assert!(find(&house, &phrases("aaaa"), &[seen.queue_id]).await.is_empty());
    }

    async fn indexing_anew_replaces_and_keeps_the_place(house: House) {
        let case = house.one_case().await;
        let first = index(&house, &case, 1, "aaaa cccc").await;
        let second = index(&house, &case, 2, "aaaa").await;
        let mut tx = house.write().await;
        tx.index_message(first, case.id, &words("aaaa dddd")).await.unwrap();
        tx.commit().await.unwrap();
        let queues = [case.queue_id];
        assert_eq!(find(&house, &phrases("aaaa"), &queues).await, [second, first]);
        assert!(find(&house, &phrases("cccc"), &queues).await.is_empty());
        assert_eq!(find(&house, &phrases("dddd"), &queues).await, [first]);
    }

    async fn unindexed_cases_are_not_found(house: House) {
        let first = house.one_case().await;
        let second = house.case(first.queue_id, house.person().await, 2);
        house.put_case(&second).await;
        index(&house, &first, 1, "aaaa").await;
        let kept = index(&house, &second, 1, "aaaa").await;
        let queues = [first.queue_id];
        let mut tx = house.write().await;
        tx.unindex_case(first.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(find(&house, &phrases("aaaa"), &queues).await, [kept]);
    }

    // The databases against a search that reads every word, over texts that seldom differ much.
    async fn both_find_what_reading_would_find(house: House) {
        let case = house.one_case().await;
        let vocabulary = ["2e7", "aa", "ab", "7", "b2c"];
        let text = |seed: u64, n_words: u64| -> Vec<String> {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                usize::try_from(state >> 60).unwrap() % vocabulary.len()
            };
            (0..n_words).map(|_| vocabulary[next()].to_owned()).collect()
        };
        let mut texts = Vec::new();
        for seed in 1..=40 {
            let words = text(seed, 2 + seed % 7);
            let id = index(&house, &case, i64::try_from(seed).unwrap(), &words.join(" ")).await;
            texts.insert(0, (id, words));
        }
        let mut n_found = 0;
        for seed in 100..160 {
            let query = vec![text(seed, 1 + seed % 3), text(seed * 7, 1 + seed % 2)];
            let holds = |words: &[String]| {
                query.iter().all(|phrase| words.windows(phrase.len()).any(|part| part == phrase))
            };
            let expect: Vec<_> =
                texts.iter().filter(|(_, words)| holds(words)).map(|(id, _)| *id).collect();
            n_found += expect.len();
            assert_eq!(find(&house, &query, &[case.queue_id]).await, expect, "{query:?}");
        }
        assert!(n_found > 60, "the queries find something: {n_found}");
    }

    async fn words_under_two_keys_are_found_until_all_are_under_one(house: House) {
        let case = house.one_case().await;
        let queues = [case.queue_id];
        let first = index(&house, &case, 1, "aaaa bbbb").await;
        let second = index(&house, &case, 2, "aaaa cccc").await;
        let newer = |text: &str| Words { key_id: [2; 8], hashes: hashes(text) };
        let mut tx = house.write().await;
        tx.index_message(second, case.id, &newer("xaaa xccc")).await.unwrap();
        tx.commit().await.unwrap();
        let either = [phrases("aaaa"), phrases("xaaa")];
        assert_eq!(find_either(&house, &either, &queues).await, [second, first]);
        let mixed = [phrases("aaaa|cccc"), phrases("xaaa|xccc")];
        assert_eq!(find_either(&house, &mixed, &queues).await, [second]);
        let mut reader = house.db.read().await.unwrap();
        let stale = reader.stale_words([2; 8], 0, 10).await.unwrap();
        drop(reader);
        assert_eq!(stale.iter().map(|row| row.message_id).collect::<Vec<_>>(), [first]);
        let gone = house.put_message(&case, 3).await;
        let mut book = house.db.bookkeeping().await.unwrap();
        book.reindex_message(first, case.id, &newer("xaaa xbbb")).await.unwrap();
        book.reindex_message(gone, case.id, &newer("xaaa")).await.unwrap();
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert!(reader.stale_words([2; 8], 0, 10).await.unwrap().is_empty());
        assert_eq!(reader.stale_words([3; 8], stale[0].place, 10).await.unwrap().len(), 1);
        drop(reader);
        assert_eq!(find(&house, &phrases("xaaa"), &queues).await, [second, first]);
        assert!(find(&house, &phrases("aaaa"), &queues).await.is_empty());
    }

    async fn a_long_text_is_indexed_to_its_limit(house: House) {
        let case = house.one_case().await;
        let text: Vec<_> = (0..20_000).map(|number| format!("w{number}")).collect();
        let id = index(&house, &case, 1, &text.join(" ")).await;
        let queues = [case.queue_id];
        assert_eq!(find(&house, &phrases("w15998 w15999"), &queues).await, [id]);
        assert!(find(&house, &phrases("w16000"), &queues).await.is_empty());
    }
}
