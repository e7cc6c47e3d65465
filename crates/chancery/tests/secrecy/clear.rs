//! No word of the 200 mails stands in the clear anywhere, personal or not.
//!
//! Three houses do the same work: one with bland mails, two with the 200 under different keys. A word is in the
//! clear when it stands in both of the two and not in the bland one. The bland house tells the words that the
//! product writes by itself (schema, acts, policies); nobody lists them by hand. Two houses under different keys
//! tell words from chance: the index holds about a hundred thousand signs of keyed hashes in base 32, where five
//! given letters in a row are expected about once in 33 million, times thousands of words. What comes by chance
//! comes in one house; what is written comes in both.
//!
//! FTS5 writes a term without the beginning that it shares with the term before it, so not each readable word
//! would be seen there as a whole; the first term of each page is, and PostgreSQL has the same terms whole.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};
use testkit::{house::TestHouse, postgres};

use crate::{
    logs, mails,
    needles::{self, Form, Needles},
    places::{self, Place},
    work,
};

/// Letters of the shortest word of the product that is told from chance.
const OWN_LETTERS_MIN: usize = 5;

/// Mails that say nothing, in every form that the product remembers by itself: media types of attachments, a
/// value of each kind. Their words are none that a support mail would use.
const BLAND: [&str; 2] = [
    "From: Qqqqq Wwwww <qqqqq@wwwww.example>\r\nTo: support@desk.example\r\nSubject: Zzzzz\r\n\
     Message-ID: <qqqqq1@wwwww.example>\r\nMIME-Version: 1.0\r\n\
     Content-Type: multipart/mixed; boundary=b\r\n\r\n\
     --b\r\nContent-Type: text/plain\r\n\r\nZzzzz zzzzz, +420 601 123 456, Qqqqq GmbH,\r\n\
     password: Zz9zz!zzz, customer number 123456789, Qqqqqstr. 5, 12345 Qqqqq, born on 1.2.1970, 192.0.2.7\r\n\
     --b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=zz.html\r\n\r\n<p>Zz</p>\r\n\
     --b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=zz.csv\r\n\r\nzz,zz\r\n\
     --b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=zz.txt\r\n\r\nzz\r\n\
     --b\r\nContent-Type: text/calendar\r\nContent-Disposition: attachment; filename=zz.ics\r\n\r\nzz\r\n\
     --b\r\nContent-Type: message/rfc822\r\n\r\nSubject: zz\r\n\r\nzz\r\n--b--\r\n",
    "From: Qqqqq Wwwww <qqqqq@wwwww.example>\r\nTo: disputes@desk.example\r\nSubject: Zzzzz\r\n\
     Auto-Submitted: auto-replied\r\nMessage-ID: <qqqqq2@wwwww.example>\r\nContent-Type: text/html\r\n\r\n\
     <p>Zzzzz</p>\r\n",
];

/// A machine's mail. It comes several times: what the row says of it stands beside octets that are random, and
/// is an own word only where these are no letters.
const MACHINES: &str = "From: Qqqqq <mailer-daemon@wwwww.example>\r\nTo: support@desk.example\r\n\
     Subject: Zzzzz\r\nContent-Type: text/plain\r\n";

/// How often it comes.
const N_MACHINES: usize = 5;

/// A word and how it is written; in which places, and what stands around it there.
type Found<'a> = BTreeMap<(&'a str, Form), BTreeMap<String, String>>;

#[tokio::test]
async fn nothing_is_in_the_clear_on_sqlite() {
    let houses = async |seed| TestHouse::with_seed(None, seed, |_| {}).await;
    Box::pin(nothing_is_in_the_clear(houses)).await;
}

#[tokio::test]
async fn nothing_is_in_the_clear_on_postgres() {
    let houses =
        async |seed| TestHouse::with_seed(Some(postgres::database().await), seed, |_| {}).await;
    Box::pin(nothing_is_in_the_clear(houses)).await;
}

async fn nothing_is_in_the_clear(open: impl AsyncFn(u64) -> TestHouse) {
    logs::listen();
    let all = mails::all();
    let raws: Vec<&[u8]> = all.iter().map(|mail| mail.raw.as_slice()).collect();
    let needles = Needles::new(words_of(&all));
    let machines: Vec<String> = (0..N_MACHINES)
        .map(|n| format!("{MACHINES}Message-ID: <m{n}@wwwww.example>\r\n\r\nZzzzz {n}\r\n"))
        .collect();
    let bland: Vec<&[u8]> =
        BLAND.into_iter().chain(machines.iter().map(String::as_str)).map(str::as_bytes).collect();
    let places = filled(&open(1).await, &bland).await;
    let by_itself = found(&needles, &places);
    let own = own_words(&places);
    let mut one_places = filled(&open(2).await, &raws).await;
    let one = found(&needles, &one_places);
    let other = found(&needles, &filled(&open(3).await, &raws).await);
    // What is searched is what was written: these stand in the clear in every house.
    for word in ["message", "request"] {
        assert!(
            by_itself.contains_key(&(word, Form::Utf8)),
            "{word} is one of the product's own words"
        );
    }
    let is_written =
        |word: &(&str, Form)| other.contains_key(word) && !by_itself.contains_key(word);
    for place in &mut one_places {
        blank(&own, &mut place.bytes);
    }
    let apart = found(&needles, &one_places);
    let written: Vec<_> =
        one.iter().filter(|(word, _)| is_written(word) && apart.contains_key(word)).collect();
    let n_joined = one.keys().filter(|word| is_written(word)).count() - written.len();
    let n_chance = one.keys().filter(|word| !other.contains_key(word)).count()
        + other.keys().filter(|word| !one.contains_key(word)).count();
    println!(
        "{} words looked for; {} are the product's own, {n_joined} an own one and the octet beside it; \
         {n_chance} came by chance in one of two houses",
        needles.n_words(),
        by_itself.len(),
    );
    for ((word, form), names) in &written {
        println!("{word} as {form:?} in {names:#?}");
    }
    assert!(written.is_empty(), "{} words stand in the clear", written.len());
}

async fn filled(house: &TestHouse, raws: &[&[u8]]) -> Vec<Place> {
    logs::take();
    work::fill(house, raws).await;
    let places = places::of(house);
    let n_bytes: usize = places.iter().map(|place| place.bytes.len()).sum();
    println!("{} mails, {} kB to search", raws.len(), n_bytes / 1024);
    places
}

fn found<'a>(needles: &'a Needles, places: &[Place]) -> Found<'a> {
    let mut found = Found::new();
    for place in places {
        for (word, around) in needles.found_in(&place.bytes) {
            found.entry(word).or_default().insert(place.name.clone(), around);
        }
    }
    found
}

/// Everything that the bland house writes in small letters.
fn own_words(places: &[Place]) -> AhoCorasick {
    let mut own: BTreeSet<&[u8]> = BTreeSet::new();
    for place in places {
        let runs = place.bytes.split(|byte| !byte.is_ascii_lowercase());
        own.extend(runs.filter(|run| run.len() >= OWN_LETTERS_MIN));
    }
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(own).unwrap()
}

/// Blanks the product's own words. SQLite puts the columns of a row side by side: `email` before an octet that
/// happens to be an `s` is no word of a mail.
fn blank(own: &AhoCorasick, bytes: &mut [u8]) {
    let hits: Vec<_> = own.find_iter(&*bytes).map(|hit| hit.range()).collect();
    for hit in hits {
        bytes[hit].fill(0);
    }
}

/// The words of the mails: as parsed, as listed, and as the raw bytes have them, header and encodings included.
fn words_of(all: &[mails::TestMail]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for test_mail in all {
        needles::words_of(&String::from_utf8_lossy(&test_mail.raw), &mut words);
        let mail = test_mail.read();
        for text in [&mail.subject, &mail.text].into_iter().chain(&mail.html) {
            needles::words_of(text.expose(), &mut words);
        }
        for mailbox in mail.from.iter().chain(&mail.others) {
            needles::words_of(mailbox.address.expose(), &mut words);
            if let Some(name) = &mailbox.name {
                needles::words_of(name.expose(), &mut words);
            }
        }
        for file in &mail.attachments {
            needles::words_of(file.name.expose(), &mut words);
            needles::words_of(&String::from_utf8_lossy(file.bytes.expose()), &mut words);
        }
        for entry in &test_mail.personal {
            needles::listed(entry, &mut words);
        }
    }
    words
}
