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

use testkit::{house::TestHouse, postgres};

use crate::{
    logs, mails,
    needles::{self, Form, Needles},
    places, work,
};

/// Mails that say nothing, in every form that the product remembers by itself: media types of attachments, a
/// machine's mail. Their words are none that a support mail would use.
const BLAND: [&str; 2] = [
    "From: Qqqqq Wwwww <qqqqq@wwwww.example>\r\nTo: support@desk.example\r\nSubject: Zzzzz\r\n\
     Message-ID: <qqqqq1@wwwww.example>\r\nMIME-Version: 1.0\r\n\
     Content-Type: multipart/mixed; boundary=b\r\n\r\n\
     --b\r\nContent-Type: text/plain\r\n\r\nZzzzz zzzzz.\r\n\
     --b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=zz.html\r\n\r\n<p>Zz</p>\r\n\
     --b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=zz.csv\r\n\r\nzz,zz\r\n\
     --b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=zz.txt\r\n\r\nzz\r\n\
     --b\r\nContent-Type: text/calendar\r\nContent-Disposition: attachment; filename=zz.ics\r\n\r\nzz\r\n\
     --b\r\nContent-Type: message/rfc822\r\n\r\nSubject: zz\r\n\r\nzz\r\n--b--\r\n",
    "From: Qqqqq Wwwww <qqqqq@wwwww.example>\r\nTo: disputes@desk.example\r\nSubject: Zzzzz\r\n\
     Auto-Submitted: auto-replied\r\nMessage-ID: <qqqqq2@wwwww.example>\r\nContent-Type: text/html\r\n\r\n\
     <p>Zzzzz</p>\r\n",
];

/// A word, how it is written, and in what sort of place.
type Found<'a> = BTreeMap<(&'a str, Form), BTreeSet<String>>;

#[tokio::test]
async fn nothing_is_in_the_clear_on_sqlite() {
    nothing_is_in_the_clear(async |seed| TestHouse::with_seed(None, seed, |_| {}).await).await;
}

#[tokio::test]
async fn nothing_is_in_the_clear_on_postgres() {
    nothing_is_in_the_clear(async |seed| {
        TestHouse::with_seed(Some(postgres::database().await), seed, |_| {}).await
    })
    .await;
}

async fn nothing_is_in_the_clear(open: impl AsyncFn(u64) -> TestHouse) {
    logs::listen();
    let all = mails::all();
    let raws: Vec<&[u8]> = all.iter().map(|mail| mail.raw.as_slice()).collect();
    let needles = Needles::new(words_of(&all));
    let bland = BLAND.map(str::as_bytes);
    let by_itself = found(&needles, &open(1).await, &bland).await;
    let one = found(&needles, &open(2).await, &raws).await;
    let other = found(&needles, &open(3).await, &raws).await;
    // What is searched is what was written: these stand in the clear in every house.
    for word in ["message", "request"] {
        assert!(
            by_itself.contains_key(&(word, Form::Utf8)),
            "{word} is one of the product's own words"
        );
    }
    let written: Vec<_> = one
        .iter()
        .filter(|(word, _)| other.contains_key(word) && !by_itself.contains_key(word))
        .collect();
    let n_chance = one.keys().filter(|word| !other.contains_key(word)).count()
        + other.keys().filter(|word| !one.contains_key(word)).count();
    println!(
        "{} words looked for; {} are the product's own; {n_chance} came by chance in one of two houses",
        needles.n_words(),
        by_itself.len(),
    );
    for ((word, form), names) in &written {
        println!("{word} as {form:?} in {names:?}");
    }
    assert!(written.is_empty(), "{} words stand in the clear", written.len());
}

async fn found<'a>(needles: &'a Needles, house: &TestHouse, raws: &[&[u8]]) -> Found<'a> {
    logs::take();
    work::fill(house, raws).await;
    let mut found = Found::new();
    let mut n_bytes = 0;
    for place in places::of(house) {
        n_bytes += place.bytes.len();
        for word in needles.found_in(&place.bytes) {
            found.entry(word).or_default().insert(place.name.clone());
        }
    }
    println!("{} mails, {} kB searched", raws.len(), n_bytes / 1024);
    found
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
