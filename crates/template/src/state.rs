//! Words that say in which state something is. They never become parameters: "vm started" and "vm paused" are
//! different kinds, however alike the lines are.
//!
//! The rule is one of language, not of systems: words in capitals are names of states in programs; participles are
//! states in English; so are the stems of a list with the usual endings, and some words without.

use crate::class::{DIGIT, LOWER, UPPER, is};

/// Longest state word, in bytes.
const STATE_BYTES_MAX: usize = 40;

/// Stems by their first letter; any of the endings may follow. A final `e` is left out: `clos` takes `ed`, `ing`.
#[rustfmt::skip]
const STEMS: [&str; 26] = [
    "abort accept acknowledg acquir activ add allocat allow approv assert assign attach authenticat authoris authoriz await",
    "ban banned begin bind block boot",
    "cancel chang clear clos commit complet configur confirm connect crash crawl creat",
    "deactivat deassert declin defer degrad delay delet deliver demot deni deny detach detect disabl disconnect dismount download drain drop dropp",
    "elect enabl end enter establish evict exceed execut exist exit expel expir",
    "fail fault fenc finish found freez froz",
    "grant",
    "halt hang heal held hibernat hung",
    "idl ignor initialis initializ insert install interrupt invalid",
    "join",
    "kill",
    "launch leav listen load lock los lost",
    "migrat miss modifi modify mount",
    "",
    "open",
    "pass paus pend permit permitt power probe process promot provision prun purg",
    "queu quiesc quit",
    "reach read reboot rebuil receiv recover recycl refus regist register reject releas remov renew replac request reset resolv restart restor resum retri retry return revert revok roll rotat run runn",
    "schedul send sent shutdown skip skipp sleep start stop stopp stor submit submitt succeed success suspend swap sync synchronis synchroniz",
    "tak terminat thaw throttl time timeout transferr trigger trust",
    "unassign unbind unblock unload unlock unmount unpack unregister untrust updat upload",
    "verifi verify",
    "wait wak warn writ written",
    "",
    "",
    "",
];

/// Endings of the stems, and none.
const ENDINGS: &str = "e s es ed d ing ful fully ure ion ation up";

/// Words by their first letter that take no ending.
#[rustfmt::skip]
const WORDS: [&str; 26] = [
    "absent active alive available away",
    "bad broken busy",
    "cold critical",
    "dead debug down dry",
    "early empty error errors",
    "fatal first full",
    "good",
    "healthy high hot",
    "in inactive info insecure",
    "",
    "",
    "last late left local login logoff logon logout low",
    "master",
    "new no normal not notice",
    "off offline ok old on online out",
    "present primary",
    "",
    "reachable ready remote right",
    "secondary secure slave standby startup success",
    "tainted",
    "unavailable unhealthy unknown unreachable up",
    "valid verbose",
    "warning wrong",
    "",
    "yes",
    "",
];

/// German and French, for the logs of our neighbours.
const FOREIGN: [&str; 2] = [
    "abgebrochen abgelehnt aus beendet ein erfolgreich fehlgeschlagen gestartet gestoppt verweigert",
    "arrêté démarré échec refusé réussi",
];

/// Words that only look like participles.
const NO_PARTICIPLES: &str = "string substring during nothing something anything everything morning evening hundred \
                              embed exceed proceed succeed indeed";

/// Units of size and time. They change with the number before them.
const UNITS: &str = "b kb mb gb tb pb kib mib gib tib byte bytes ns us ms s sec secs second seconds min mins minute \
                     minutes h hour hours hz khz mhz ghz";

/// Starts of words that tell of a failure.
const FAILURES: &str = "fail error fatal crit alert emerg panic crash exception denied corrupt attack breach abort \
                        segfault unauthori malware virus exploit intrusion broken dead";

/// Starts of words that warn.
const WARNINGS: &str =
    "warn refus reject invalid timeout timed lost unreach illegal suspicio retry";

/// Tells whether a word names a state.
pub fn is_state(word: &[u8]) -> bool {
    if word.len() < 2 || word.len() > STATE_BYTES_MAX || is_unit(word) {
        return false;
    }
    if is_capitals(word) {
        return true;
    }
    let mut folded = [0_u8; STATE_BYTES_MAX];
    let Some(folded) = folded.get_mut(..word.len()) else { return false };
    folded.copy_from_slice(word);
    folded.make_ascii_lowercase();
    let Ok(text) = std::str::from_utf8(folded) else { return false };
    is_participle(text) || is_listed(text)
}

/// Tells whether a word is written as programs write the names of states: `RUNNING`, `FAIL_TASK_CLEANUP`.
fn is_capitals(word: &[u8]) -> bool {
    let is_allowed = word.iter().all(|&byte| is(byte, UPPER) || matches!(byte, b'_' | b'-'));
    is_allowed && word.iter().any(|&byte| is(byte, UPPER))
}

/// Tells whether a word, or the last part of one with hyphens, is a participle: `unpacked`, `half-configured`.
fn is_participle(text: &str) -> bool {
    let last = text.rsplit('-').next().unwrap_or(text);
    let is_shaped = last.len() > 5 && (last.ends_with("ed") || last.ends_with("ing"));
    is_shaped
        && last.bytes().all(|byte| is(byte, LOWER))
        && !NO_PARTICIPLES.split_ascii_whitespace().any(|word| word == last)
}

fn is_listed(text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return false };
    let index = usize::from(first.wrapping_sub(b'a'));
    let (Some(words), Some(stems)) = (WORDS.get(index), STEMS.get(index)) else {
        return FOREIGN.iter().any(|words| has(words, text));
    };
    let is_inflected = |stem: &str| {
        text.strip_prefix(stem).is_some_and(|ending| ending.is_empty() || has(ENDINGS, ending))
    };
    has(words, text)
        || stems.split_ascii_whitespace().any(is_inflected)
        || FOREIGN.iter().any(|words| has(words, text))
}

fn has(words: &str, text: &str) -> bool {
    words.split_ascii_whitespace().any(|word| word == text)
}

/// Tells whether a word is a unit of size or time.
pub fn is_unit(word: &[u8]) -> bool {
    word.len() <= 7
        && !word.iter().any(|&byte| is(byte, DIGIT))
        && UNITS.split_ascii_whitespace().any(|unit| word.eq_ignore_ascii_case(unit.as_bytes()))
}

/// Returns how grave a word is: 1 for a failure, 0.5 for a warning, else 0.
pub fn gravity(word: &[u8]) -> f64 {
    let starts = |list: &str| {
        let is_start = |stem: &str| {
            word.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem.as_bytes()))
        };
        list.split_ascii_whitespace().any(is_start)
    };
    if starts(FAILURES) {
        return 1.0;
    }
    if starts(WARNINGS) { 0.5 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::is_state;

    #[test]
    fn states() {
        for word in [
            "started",
            "Stopped",
            "paused",
            "up",
            "DOWN",
            "FAIL_TASK_CLEANUP",
            "unpacked",
            "half-configured",
            "triggers-pending",
            "succeeded",
            "failure",
            "shutdown",
            "startup",
            "closes",
            "r\u{e9}ussi",
            "gestoppt",
        ] {
            assert!(is_state(word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn names_are_none() {
        for word in [
            "alice",
            "string",
            "need",
            "eth0",
            "sda",
            "org.example.Main",
            "KB",
            "x",
            "",
            "nginx",
            "bed",
            "Thing",
        ] {
            assert!(!is_state(word.as_bytes()), "{word}");
        }
    }
}
