//! Words that say in which state something is. They never become parameters: "vm started" and "vm paused" are
//! different kinds, however alike the lines are.
//!
//! The rule is one of language, not of systems: words in capitals are names of states in programs; stems of a
//! short list with the usual endings are states in English, and a few of their kind in other languages.

use crate::class::{DIGIT, LOWER, UPPER, is};

/// Longest state word, in bytes.
const STATE_BYTES_MAX: usize = 40;

/// Stems; any of the endings may follow. A final `e` is left out: `clos` takes `ed`, `es`, `ing`.
const STEMS: &[&str] = &[
    "abort",
    "accept",
    "acknowledg",
    "acquir",
    "activ",
    "add",
    "allocat",
    "allow",
    "approv",
    "assign",
    "attach",
    "authenticat",
    "authoriz",
    "authoris",
    "await",
    "ban",
    "banned",
    "begin",
    "bind",
    "block",
    "boot",
    "cancel",
    "chang",
    "clear",
    "clos",
    "commit",
    "complet",
    "confirm",
    "connect",
    "crash",
    "creat",
    "deactivat",
    "deassert",
    "assert",
    "declin",
    "defer",
    "degrad",
    "delay",
    "delet",
    "deliver",
    "deni",
    "deny",
    "detach",
    "detect",
    "disabl",
    "disconnect",
    "dismount",
    "dropp",
    "drop",
    "enabl",
    "end",
    "enter",
    "establish",
    "exceed",
    "execut",
    "exist",
    "exit",
    "expir",
    "fail",
    "fault",
    "finish",
    "found",
    "grant",
    "halt",
    "held",
    "idl",
    "ignor",
    "initializ",
    "initialis",
    "insert",
    "install",
    "interrupt",
    "invalid",
    "join",
    "kill",
    "launch",
    "leav",
    "listen",
    "load",
    "lock",
    "los",
    "lost",
    "miss",
    "modifi",
    "modify",
    "mount",
    "open",
    "pass",
    "paus",
    "pend",
    "permit",
    "permitt",
    "power",
    "probe",
    "process",
    "promot",
    "queu",
    "quit",
    "reach",
    "read",
    "reboot",
    "receiv",
    "recover",
    "refus",
    "regist",
    "register",
    "reject",
    "releas",
    "remov",
    "renew",
    "replac",
    "request",
    "reset",
    "resolv",
    "restart",
    "restor",
    "resum",
    "retri",
    "retry",
    "return",
    "revok",
    "revert",
    "roll",
    "run",
    "runn",
    "schedul",
    "send",
    "sent",
    "shutdown",
    "skip",
    "skipp",
    "sleep",
    "start",
    "stop",
    "stopp",
    "stor",
    "submit",
    "submitt",
    "succeed",
    "success",
    "suspend",
    "tak",
    "terminat",
    "throttl",
    "time",
    "timeout",
    "transferr",
    "trigger",
    "trust",
    "unassign",
    "unbind",
    "unblock",
    "unlock",
    "unload",
    "unmount",
    "unregister",
    "untrust",
    "updat",
    "upload",
    "download",
    "verifi",
    "verify",
    "wait",
    "wak",
    "warn",
    "writ",
    "written",
];

/// Endings of the stems, and none.
const ENDINGS: &[&str] =
    &["", "e", "s", "es", "ed", "d", "ing", "ful", "fully", "ure", "ion", "ation", "up"];

/// Words that take no ending.
const WORDS: &[&str] = &[
    "absent",
    "active",
    "alive",
    "away",
    "bad",
    "broken",
    "busy",
    "cold",
    "critical",
    "dead",
    "debug",
    "down",
    "dry",
    "early",
    "empty",
    "error",
    "errors",
    "fatal",
    "first",
    "full",
    "good",
    "high",
    "hot",
    "in",
    "inactive",
    "info",
    "insecure",
    "last",
    "late",
    "left",
    "local",
    "login",
    "logoff",
    "logon",
    "logout",
    "low",
    "new",
    "no",
    "normal",
    "not",
    "notice",
    "off",
    "offline",
    "ok",
    "old",
    "on",
    "online",
    "out",
    "present",
    "primary",
    "ready",
    "remote",
    "right",
    "secondary",
    "secure",
    "slave",
    "master",
    "standby",
    "startup",
    "success",
    "tainted",
    "unavailable",
    "available",
    "unhealthy",
    "healthy",
    "unknown",
    "unreachable",
    "reachable",
    "up",
    "valid",
    "verbose",
    "warning",
    "wrong",
    "yes",
    // German and French, for the logs of our neighbours.
    "abgebrochen",
    "abgelehnt",
    "aus",
    "beendet",
    "ein",
    "erfolgreich",
    "fehlgeschlagen",
    "gestartet",
    "gestoppt",
    "verweigert",
    "arrêté",
    "démarré",
    "échec",
    "refusé",
    "réussi",
];

/// Tells whether a word names a state.
pub fn is_state(word: &[u8]) -> bool {
    if word.len() < 2 || word.len() > STATE_BYTES_MAX {
        return false;
    }
    if is_unit(word) {
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
    WORDS.contains(&text)
        || STEMS
            .iter()
            .any(|stem| text.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending)))
}

/// Tells whether a word is written as programs write the names of states: `RUNNING`, `FAIL_TASK_CLEANUP`.
fn is_capitals(word: &[u8]) -> bool {
    let is_allowed = word.iter().all(|&byte| is(byte, UPPER) || matches!(byte, b'_' | b'-'));
    is_allowed
        && word.iter().any(|&byte| is(byte, UPPER))
        && !word.iter().any(|&byte| is(byte, LOWER | DIGIT))
}

/// Tells whether a word is a unit of size or time. Units change with the number before them.
pub fn is_unit(word: &[u8]) -> bool {
    const UNITS: &[&str] = &[
        "b", "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib", "byte", "bytes", "ns", "us",
        "ms", "s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h",
        "hour", "hours", "hz", "khz", "mhz", "ghz",
    ];
    word.len() <= 7 && UNITS.iter().any(|unit| word.eq_ignore_ascii_case(unit.as_bytes()))
}

/// Returns how grave a word is: 1 for a failure, 0.5 for a warning, else 0.
pub fn gravity(word: &[u8]) -> f64 {
    const FAILURES: &[&str] = &[
        "fail",
        "error",
        "fatal",
        "crit",
        "alert",
        "emerg",
        "panic",
        "crash",
        "exception",
        "denied",
        "corrupt",
        "attack",
        "breach",
        "abort",
        "segfault",
        "unauthori",
        "malware",
        "virus",
        "exploit",
        "intrusion",
        "broken",
        "dead",
    ];
    const WARNINGS: &[&str] = &[
        "warn", "refus", "reject", "invalid", "timeout", "timed", "lost", "unreach", "illegal",
        "suspicio", "retry",
    ];
    let starts = |list: &[&str]| {
        list.iter().any(|stem| {
            word.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem.as_bytes()))
        })
    };
    if starts(FAILURES) {
        return 1.0;
    }
    if starts(WARNINGS) { 0.5 } else { 0.0 }
}
