//! Events that stand within another object: in `_source` as Elasticsearch exports them, or as a line of text in `log` as Docker keeps it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::de::IgnoredAny;

use super::syslog::{self, LINE_BYTES_MAX};

/// Keys of the object around an event; with more it is taken as the event.
const KEYS_MAX: usize = 32;
/// What Elasticsearch and OpenSearch write around a document.
const OF_SEARCH: [&str; 26] = [
    "_index",
    "_type",
    "_id",
    "_score",
    "_source",
    "_version",
    "_seq_no",
    "_primary_term",
    "_routing",
    "_ignored",
    "_explanation",
    "_rank",
    "_shard",
    "_node",
    "_nested",
    "_parent",
    "_timestamp",
    "_ttl",
    "_percolator_document_slot",
    "inner_hits",
    "found",
    "sort",
    "fields",
    "highlight",
    "ignored_field_values",
    "matched_queries",
];
/// What Docker writes around a line.
const OF_DOCKER: [&str; 4] = ["log", "stream", "attrs", "time"];

/// Keys at the top of an event under which its time may stand. Where one is there, none is put in.
pub const TIME_KEYS: [&str; 15] = [
    "@timestamp",
    "timestamp",
    "eventTime",
    "published",
    "createdDateTime",
    "TimeGenerated",
    "TimeCreated",
    "SystemTime",
    "UtcTime",
    "EventTime",
    "utc_time",
    "time",
    "ts",
    "_time",
    "__REALTIME_TIMESTAMP",
];

/// Returns the key for which a document of Elasticsearch is not taken out of the object around it: nothing that is known here writes it there.
pub fn kept_by(event: &[u8]) -> Option<String> {
    let object: BTreeMap<String, IgnoredAny> = serde_json::from_slice(event).ok()?;
    object.get("_source")?;
    object.into_keys().find(|key| !OF_SEARCH.contains(&key.as_str()))
}

/// Returns the event that stands within an object, or the object itself if it is the event.
///
/// The object around is told by all its keys and not by one: whoever can put a key into an event must not hide by it what else the event says.
pub fn unwrapped(event: &[u8]) -> Cow<'_, [u8]> {
    within(event).unwrap_or(Cow::Borrowed(event))
}

fn within(event: &[u8]) -> Option<Cow<'_, [u8]>> {
    let keys = event.trim_ascii_start().strip_prefix(b"{")?.trim_ascii_start();
    if keys.starts_with(b"\"_") {
        return source(event).map(Cow::Borrowed);
    }
    keys.starts_with(b"\"log\"").then(|| line(event))?.map(Cow::Owned)
}

fn source(event: &[u8]) -> Option<&[u8]> {
    let members = members(event, &OF_SEARCH)?;
    let value = |key| members.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
    value("_source").filter(|source| source.starts_with(b"{"))
}

fn line(event: &[u8]) -> Option<Vec<u8>> {
    let members = members(event, &OF_DOCKER)?;
    let text = |key| {
        let (_, value) = members.iter().find(|(name, _)| *name == key)?;
        serde_json::from_slice::<String>(value).ok()
    };
    text("stream")?;
    let (line, time) = (text("log")?, text("time")?);
    let line = line.trim_end_matches(['\n', '\r']);
    // Programs write JSON, too.
    if let Some(members) = line.trim_ascii().strip_prefix('{')
        && let Ok(object) = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(line)
    {
        return Some(with_time(line, members, &object, &time));
    }
    let mut end = line.len().min(LINE_BYTES_MAX);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    Some(syslog::event_at(line.get(..end)?.as_bytes(), Some(&time)))
}

/// Puts the time of a line into an object that has none.
fn with_time(
    line: &str,
    members: &str,
    object: &BTreeMap<String, IgnoredAny>,
    time: &str,
) -> Vec<u8> {
    let time = serde_json::to_string(time).ok();
    let is_timed = TIME_KEYS.iter().any(|key| object.contains_key(*key));
    match time.filter(|_| !is_timed) {
        None => line.as_bytes().to_vec(),
        Some(time) if object.is_empty() => format!(r#"{{"timestamp":{time}{members}"#).into_bytes(),
        Some(time) => format!(r#"{{"timestamp":{time},{members}"#).into_bytes(),
    }
}

/// Returns the keys of an object with their values as they are written, if it has no others than are known, and none twice.
fn members<'a>(object: &'a [u8], known: &[&'static str]) -> Option<Vec<(&'static str, &'a [u8])>> {
    let mut members: Vec<(&'static str, &[u8])> = Vec::new();
    let mut rest = object.trim_ascii().strip_prefix(b"{")?;
    while members.len() < KEYS_MAX {
        let text = rest.trim_ascii_start().strip_prefix(b"\"")?;
        let end = memchr::memchr(b'"', text)?;
        let (key, after) = text.split_at_checked(end)?;
        let key = *known.iter().find(|known| known.as_bytes() == key)?;
        if members.iter().any(|(name, _)| *name == key) {
            return None;
        }
        let value =
            after.strip_prefix(b"\"")?.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
        let (value, after) = value.split_at_checked(value_end(value)?)?;
        members.push((key, value));
        let after = after.trim_ascii_start();
        if after == b"}" {
            return Some(members);
        }
        rest = after.strip_prefix(b",")?;
    }
    None
}

/// Returns how long a value is. Whether it is JSON is asked by whoever reads it.
fn value_end(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        match bytes.get(at)? {
            b'"' => {
                at += 1;
                loop {
                    at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
                    if bytes.get(at) == Some(&b'"') {
                        break;
                    }
                    at += 2;
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return Some(at),
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(event: &str, expect: &str) {
        let found = unwrapped(event.as_bytes());
        assert_eq!(String::from_utf8(found.into_owned()).unwrap(), expect, "{event}");
    }

    #[test]
    fn documents_of_a_search_are_taken_out() {
        let document = r#"{"a":"x, }\"","b":[{"c":{}}]}"#;
        for event in [
            format!(r#"{{"_index":"w-1","_id":"7","_score":1.5,"_source":{document}}}"#),
            format!(
                "{{ \"_id\" : \"7\",\n \"_source\" : {document},\n \"sort\":[1,[2]], \"_index\":\"}}\" }}"
            ),
            format!(r#"{{"_source":{document}}}"#),
            format!(
                r#"{{"_shard":"[w-1][0]","_node":"n","_index":"w-1","_id":"7","_source":{document},"inner_hits":{{"x":[]}}}}"#
            ),
        ] {
            check(&event, document);
        }
        for event in [
            // Who could put keys into events could hide others by them.
            r#"{"_index":"x","_source":{},"Image":"evil"}"#,
            r#"{"_index":"x","_source":{},"_source":{"Image":"evil"}}"#,
            r#"{"_index":"x","_source":"text"}"#,
            r#"{"_path":"http","a":1}"#,
            r#"{"_index":"x","_source":{}"#,
            r#"{"_index":"x","_source":{}} {"#,
            "{\"_",
            "{",
        ] {
            check(event, event);
        }
    }

    #[test]
    fn the_key_that_keeps_a_document_is_named() {
        let check = |event: &str, expect: Option<&str>| {
            assert_eq!(kept_by(event.as_bytes()).as_deref(), expect, "{event}");
        };
        check(r#"{"_index":"x","_source":{},"Image":"evil"}"#, Some("Image"));
        check(r#"{"_index":"x","_source":{}}"#, None);
        check(r#"{"Image":"x"}"#, None);
        check("{", None);
    }

    #[test]
    fn lines_that_docker_keeps_are_lines() {
        let docker = |log: &str| {
            let log = serde_json::to_string(log).unwrap();
            format!(r#"{{"log":{log},"stream":"stderr","time":"2026-01-03T10:00:00.5Z"}}"#)
        };
        check(
            &docker("it \"broke\"\n"),
            r#"{"timestamp":"2026-01-03T10:00:00.5Z","message":"it \"broke\""}"#,
        );
        check(
            &docker("Jan  3 10:00:00 web1 sshd[1]: Failed\r\n"),
            r#"{"timestamp":"Jan  3 10:00:00","host":"web1","program":"sshd","pid":"1","message":"Failed"}"#,
        );
        for (line, expect) in [
            (r#"{"msg":"x"}"#, r#"{"timestamp":"2026-01-03T10:00:00.5Z","msg":"x"}"#),
            (
                r#" { "msg":{"time":1}} "#,
                r#"{"timestamp":"2026-01-03T10:00:00.5Z", "msg":{"time":1}}"#,
            ),
            ("{ }", r#"{"timestamp":"2026-01-03T10:00:00.5Z" }"#),
            (r#"{"msg":"x","ts":1}"#, r#"{"msg":"x","ts":1}"#),
            (r#"{"msg":"x","\u0074s":1}"#, r#"{"msg":"x","\u0074s":1}"#),
        ] {
            check(&docker(&format!("{line}\n")), expect);
        }
        let long = docker(&"ü".repeat(LINE_BYTES_MAX));
        let long = unwrapped(long.as_bytes());
        assert!((LINE_BYTES_MAX..LINE_BYTES_MAX + 100).contains(&long.len()), "{}", long.len());
        check(
            &docker("{broken}\n"),
            r#"{"timestamp":"2026-01-03T10:00:00.5Z","message":"{broken}"}"#,
        );
        for event in [
            r#"{"log":"x","time":"t"}"#,
            r#"{"log":"x","stream":"stdout","time":"t","Image":"evil"}"#,
            r#"{"log":{"level":"x"},"stream":"stdout","time":"t"}"#,
        ] {
            check(event, event);
        }
    }
}
