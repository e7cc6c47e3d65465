//! Faults: what lower floors most often find wrong with what somebody gives, told apart by their English words.
//!
//! They give words and no names, so each is named here. A test holds that a floor below still says it so.

use std::{collections::HashMap, fmt::Display, sync::LazyLock};

use crate::{
    locale::{Locale, Spoken},
    say_of,
};

/// What the faults are called here, and what is said of them in English; a number is a `#`.
pub(super) const FAULTS: [(&str, &str); 94] = [
    ("empty", "write something first"),
    ("too-long", "# characters are too many; at most #"),
    ("too-many-fields", "# fields are too many; at most #"),
    ("at-most", "at most # characters"),
    ("write-at-most", "write something, in at most # characters"),
    (
        "own-case",
        "you took this case yourself, so say in one line why you open this; the person will see it",
    ),
    ("subject", "say in up to # characters what it is about"),
    ("words", "say it in up to # characters"),
    ("title", "say in at most # characters what it is"),
    ("history", "say why, for the history, in at most # characters"),
    ("why-proposal", "say why, in a line; whoever proposed it reads it"),
    ("files", "at most # files, together at most # MiB"),
    ("drafts", "you have # drafts; discard some of them first"),
    ("jottings", "you have begun # forms; send or empty some of them first"),
    ("views", "# views are kept; drop one first"),
    ("view-name", "a name of # to # characters"),
    ("between", "between # and #"),
    ("cases-at-once", "at most # cases in one go"),
    ("password-short", "choose # characters or more"),
    ("password-long", "choose up to # characters"),
    ("password-same", "choose more than one letter"),
    ("passkey-name", "give the passkey a name of up to # characters"),
    ("app-code", "this is not the code that the app should show now; is its clock right?"),
    ("needs-proof", "show first that it is you, with a passkey or a code"),
    (
        "no-key",
        "you have no signing key; replies are always signed, so import one on your profile first",
    ),
    ("keys-kept", "# keys are kept; remove one first"),
    ("key-twice", "you have set this key down already"),
    ("key-large", "the key is too large"),
    ("key-staff", "the house holds the signing keys of its staff, who answer on the page"),
    ("address", "not a mail address; it looks like name@example.org"),
    ("closed", "the case is closed; reopen it first"),
    ("queue-inactive", "the queue takes no cases any more"),
    ("already-there", "the case is already there"),
    ("new-messages", "# messages came since you began"),
    ("held-reply", "a reply is still held; let it leave or take it back first"),
    ("nobody-to-answer", "nobody in this case has an address to answer to"),
    ("itself", "that is this very case; name another"),
    ("linked", "they are linked so already"),
    ("how-linked", "choose how the two belong together"),
    (
        "requesters",
        "two people asked, and neither may read what the other wrote or was answered; link them instead",
    ),
    ("disputed", "a tribunal hears one of them, or a dispute came from it; link them instead"),
    ("legal", "one of them is a legal inquiry, which stays as it is; link them instead"),
    ("step-not-ticked", "this step is not ticked"),
    ("guide-aside", "this guide was set aside; begin it anew"),
    ("nothing-asked", "say what you want to do"),
    ("no-fields", "say to which fields"),
    ("nothing-given", "agree to at least one of what was asked, or decline"),
    ("shown-long-ago", "this was shown too long ago; look at it again"),
    ("decided-already", "it was decided already, or has lapsed"),
    ("not-yourself", "nobody approves this for themself"),
    ("not-approved-yet", "nobody has approved it yet"),
    ("said-already", "you said so already"),
    ("against-whom", "say against whom it is: in words, by address or by role"),
    ("dispute-over", "this dispute is over; what came of it can be appealed, or filed anew"),
    ("handover-closed", "a closed case is handed over to nobody; reopen it first"),
    ("handover-dispute", "a dispute is handed over to nobody; its tribunal hears it"),
    (
        "handover-legal",
        "a legal inquiry is handed over to nobody; the arbitrator of its dispute answers it",
    ),
    ("handover-retired", "this destination takes no cases any more"),
    ("handover-class", "cases of this class do not go to this destination"),
    ("handover-own", "nobody hands a case over to themself"),
    (
        "handover-not-staff",
        "they do not staff the queue that holds the case; hand it over to a queue of theirs",
    ),
    ("handover-gone", "there is no such member of the staff any more"),
    ("handover-conflict", "nobody works on their own request"),
    ("handover-twice", "this case is handed over already; take that back first"),
    ("handover-ended", "this handover has ended already"),
    ("handover-lapsed", "this handover has lapsed; the case is still with whoever handed it over"),
    ("handover-quoted", "this quotes the case or your note; say it in words of your own"),
    ("handover-words", "write what they are told; the note does not leave the house"),
    ("handover-known", "say how you know"),
    ("destination-name", "a name of one line, up to # characters"),
    ("destination-purpose", "say what it is for, in one line of up to # characters"),
    ("destination-time", "between five minutes and thirty days"),
    ("destination-audience", "name at least one class of cases that may go there"),
    ("destination-legal", "legal inquiries are handed over to nobody"),
    ("destination-role", "this role works on no cases"),
    ("destination-taken", "there is a destination of this name"),
    ("destination-many", "there are # destinations; change one that is out of use"),
    ("destination-ours", "this address is ours; hand over to a queue or a member instead"),
    ("destination-nobody", "there is no such member of the staff"),
    ("destination-none", "there is no such destination"),
    ("motion-no-acts", "a motion names what may be done: at least one act"),
    (
        "motion-fields",
        "name the fields where fields are seen or changed, at most #, and none where they are not",
    ),
    (
        "motion-times",
        "a motion ends after it begins, at most # days later, and at most so long after it is moved",
    ),
    ("motion-uses", "a motion is for at least one use and at most #"),
    (
        "motion-shows-class",
        "a motion lets texts be read in one case, not in a class of cases; name the case",
    ),
    ("motion-dispute", "a motion opens no dispute: what is heard there is its tribunal's"),
    ("motion-case", "there is no case of this number that a motion can be for"),
    ("motion-place", "a motion is for one case or for a class of cases; name one"),
    (
        "motion-holder",
        "nobody moves or seconds an authority for themself or for a role that they hold",
    ),
    ("meeting-documents", "say which kinds of document they showed; at least one"),
    ("meeting-words", "say in up to # characters how you saw that it is them; they read it"),
    ("meeting-number", "leave numbers of documents out; kinds are enough, and only they are kept"),
    ("meeting-day", "a meeting is told of within # days"),
    (
        "meeting-held",
        "before that day they had no passkey and no app; have them set one up, and meet them on a later day",
    ),
];

static NAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| FAULTS.into_iter().map(|(name, english)| (english, name)).collect());

/// Returns what is wrong with what somebody gave. What has no name here, and what a page words itself, stays as it is.
pub fn fault(words: &(impl Display + ?Sized)) -> String {
    let words = words.to_string();
    if Locale::English.is_current() {
        return words;
    }
    let (pattern, numbers) = without_numbers(&words);
    let Some(name) = NAMES.get(pattern.as_str()) else { return words };
    let numbers = ["a", "b"].into_iter().zip(numbers);
    let said = numbers.fold(say_of("fault", name), |said, (letter, n)| said.with(letter, n));
    said.or_english(&words)
}

/// Takes the numbers out of a sentence, in their order.
pub(super) fn without_numbers(words: &str) -> (String, Vec<String>) {
    let mut pattern = String::with_capacity(words.len());
    let mut numbers: Vec<String> = Vec::new();
    let mut was_digit = false;
    for letter in words.chars() {
        let is_digit = letter.is_ascii_digit();
        if !is_digit {
            pattern.push(letter);
        } else if was_digit && let Some(number) = numbers.last_mut() {
            number.push(letter);
        } else {
            pattern.push('#');
            numbers.push(letter.to_string());
        }
        was_digit = is_digit;
    }
    (pattern, numbers)
}
