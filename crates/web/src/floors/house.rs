//! What the house says of itself: how it does, what comes and leaves by which way, and what its settings mean.
//!
//! It gives words, with numbers and no names, as faults are (`faults`). A test holds that the house still says each so.

use std::{collections::HashMap, sync::LazyLock};

use super::{capitalised, faults::without_numbers};
use crate::{
    locale::{Locale, Spoken},
    say_of,
};

/// What each is called here, and how it is said in English; a number is a `#`.
pub(super) const SAYINGS: [(&str, &str); 80] = [
    ("part-database", "database"),
    ("part-storage", "storage"),
    ("part-search", "search"),
    ("part-relay", "relay"),
    ("part-intake", "intake"),
    ("part-clock", "clock"),
    ("part-channel", "channel"),
    ("part-access", "access"),
    ("part-admission", "admission"),
    ("part-policies", "policies"),
    ("part-witness", "witness"),
    ("queues", "# queues"),
    ("folders", "folders take writes, epoch #"),
    ("folder-full", "a folder takes no writes or is nearly full; make room"),
    ("words-hashed", "search words are hashed under one key"),
    (
        "words-anew",
        "after a destruction, words are being hashed anew; until that is done, an older copy of the database beside today's keys tells words",
    ),
    ("relay-unset", "mail.relay is not set: nothing leaves, and replies wait"),
    ("relay-folder", "mail.relay is a folder: mail is kept there and none leaves"),
    ("relay-quiet", "no trouble noticed"),
    ("relay-unset-doctor", "mail.relay is not set, so nothing leaves; write smtp://host:#"),
    ("relay-takes", "it takes connections"),
    ("relay-unreachable", "no connection to mail.relay; is it running, is the port right?"),
    ("intake-well", "no mail waits longer than it should"),
    ("intake-stuck", "# mails are kept and could not be taken in yet; the log says why"),
    ("clock-even", "it runs evenly"),
    ("clock-jumped", "it jumped by # s; check the time service"),
    ("clock-jumped-back", "it jumped back by # s; check the time service"),
    ("channel-set", "the team's channel gets copies"),
    ("channel-unset", "mail.channel is not set, so nobody gets copies"),
    ("access-fits", "roles, places and doors of the staff fit"),
    (
        "admission-no-board",
        "there is no board yet, so nothing has to be on record before somebody begins",
    ),
    ("admission-asked", "a check and the agreement are on record before somebody begins"),
    (
        "admission-no-check",
        "staff.background_check is off: roles count without a check of somebody's background",
    ),
    ("admission-no-agreement", "staff.agreement_file is not set: roles count without an agreement"),
    (
        "admission-nothing",
        "staff.background_check is off and staff.agreement_file is not set: roles count without a check or an agreement",
    ),
    ("policies-in-force", "edition # is in force"),
    ("witness-set", "checkpoints leave this machine"),
    (
        "witness-unset",
        "audit.witness is not set; a cut of the log is seen only by who kept a checkpoint",
    ),
    ("facts-log", "Log"),
    ("facts-database", "Database"),
    ("facts-keys", "Keys"),
    ("facts-room", "Room"),
    ("facts-work", "Work"),
    ("facts-version", "Version"),
    ("fact-head", "last tree head"),
    ("fact-head-over", "over # entries, signed"),
    ("fact-checkpoints", "checkpoints"),
    ("fact-leave", "leave this machine"),
    ("fact-stay", "stay on this machine"),
    ("fact-verified", "verified"),
    ("fact-never-verified", "never; do it on the page of the log, or by chancery audit verify"),
    ("fact-sound", "sound, # entries"),
    ("fact-faults", "# faults in # entries; see the page of the log"),
    ("fact-kind", "kind"),
    ("fact-size", "size"),
    ("fact-epoch", "epoch"),
    ("fact-guarded", "guarded by"),
    ("fact-passphrase", "a passphrase"),
    ("fact-credential", "a credential"),
    ("fact-file-rights", "the rights of its file"),
    ("fact-key-store", "key store"),
    ("fact-intake", "mail that comes in"),
    ("fact-blobs", "mails and attachments"),
    ("fact-bucket", "in a bucket, which is not asked"),
    ("fact-no-writes", "takes no writes"),
    ("fact-writes", "takes writes"),
    ("fact-not-understood", "mails not yet understood"),
    ("fact-search-words", "search words"),
    ("fact-one-key", "under one key"),
    ("fact-anew", "being hashed anew"),
    ("fact-policies-edition", "edition #"),
    ("way-pages", "Portal and API"),
    ("way-relay", "Relay"),
    ("way-channel", "Team channel"),
    ("way-silent", "Not listening: nothing comes in here."),
    ("way-smtp", "Takes mail for the queues' addresses from anywhere."),
    ("way-lmtp", "Takes mail for the queues' addresses from the mail server before us."),
    ("way-nobody", "Nobody gets copies."),
    ("way-copy", "The team gets a copy of what leaves, and word of what comes."),
    ("way-number", "The team gets a number and a link for what leaves and what comes."),
];

static NAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| SAYINGS.iter().map(|(name, english)| (*english, *name)).collect());

/// Returns what the house says of itself in the reader's language; what is not known here, as it says it.
pub fn house(words: &str) -> String {
    if Locale::English.is_current() {
        return words.to_owned();
    }
    let said = said(words).or_else(|| {
        // As a sentence of its own.
        let said = said(&uncapitalised(words.strip_suffix('.')?))?;
        Some(format!("{}.", capitalised(&said)))
    });
    said.unwrap_or_else(|| words.to_owned())
}

fn said(words: &str) -> Option<String> {
    let (pattern, numbers) = without_numbers(&without_thousands(words));
    let name = NAMES.get(pattern.as_str())?;
    let numbers = ["a", "b"].into_iter().zip(numbers);
    let said = numbers.fold(say_of("house-says", name), |said, (letter, n)| said.with(letter, n));
    Some(said.or_english(words))
}

/// Takes the commas out that stand between digits.
fn without_thousands(words: &str) -> String {
    let letters: Vec<char> = words.chars().collect();
    let is_digit = |index: usize| letters.get(index).is_some_and(char::is_ascii_digit);
    let kept = letters.iter().enumerate().filter(|(index, letter)| {
        **letter != ',' || *index == 0 || !is_digit(index - 1) || !is_digit(index + 1)
    });
    kept.map(|(_, letter)| letter).collect()
}

fn uncapitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// Returns what a setting means.
pub fn setting(key: &str, english: &str) -> String {
    say_of("setting-means", &key.replace('.', "-")).or_english(english)
}
