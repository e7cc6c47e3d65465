//! Lines of access logs, in the combined format that Apache and nginx write, under the names that W3C gives to the same things.

use jiff::{Timestamp, fmt::strtime};
use serde::Serialize;

/// What a line says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Access<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<String>,
    c_ip: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cs_username: Option<&'a str>,
    cs_method: &'a str,
    cs_uri_stem: &'a str,
    /// The whole of what was asked for: rules look for paths in it, too.
    cs_uri_query: &'a str,
    sc_status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cs_referer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cs_user_agent: Option<&'a str>,
    message: &'a str,
}

/// Makes an event of `address - user [day/Mon/year:h:m:s zone] "GET /x HTTP/1.1" 200 123 "referer" "agent"`; none if it is no such line.
pub(super) fn access_event(text: &str) -> Option<Vec<u8>> {
    let (c_ip, rest) = text.split_once(' ')?;
    let (who, rest) = rest.split_once(" [")?;
    let (_, user) = who.split_once(' ')?;
    let (time, rest) = rest.split_once("] \"")?;
    let is_time = time.len() >= 20 && time.get(2..3) == Some("/") && time.get(11..12) == Some(":");
    if c_ip.is_empty() || !is_time {
        return None;
    }
    let (request, rest) = quoted(rest)?;
    let (cs_method, uri) = request.split_once(' ').unwrap_or(("", request));
    let uri = match uri.rsplit_once(' ') {
        Some((uri, protocol)) if protocol.starts_with("HTTP/") => uri,
        _ => uri,
    };
    let mut words = rest.trim_start().splitn(3, ' ');
    let sc_status =
        words.next().filter(|w| w.len() == 3 && w.bytes().all(|b| b.is_ascii_digit()))?;
    words.next();
    let more = words.next().and_then(|rest| quoted(rest.strip_prefix('"')?));
    let agent = more.and_then(|(_, rest)| quoted(rest.trim_start().strip_prefix('"')?));
    let said = |word: &&str| *word != "-";
    let access = Access {
        timestamp: strtime::parse("%d/%b/%Y:%H:%M:%S %z", time)
            .and_then(|time| time.to_timestamp())
            .ok()
            .map(|time: Timestamp| time.to_string()),
        c_ip,
        cs_username: Some(user).filter(said),
        cs_method,
        cs_uri_stem: uri.split_once('?').map_or(uri, |(stem, _)| stem),
        cs_uri_query: uri,
        sc_status,
        cs_referer: more.map(|(referer, _)| referer).filter(said),
        cs_user_agent: agent.map(|(agent, _)| agent).filter(said),
        message: text,
    };
    serde_json::to_vec(&access).ok()
}

/// Cuts at the quote that has no backslash before it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Option<&str>) {
        let found = access_event(line).map(|event| String::from_utf8(event).unwrap());
        let found = found.map(|event| event.split(",\"message\"").next().unwrap().to_owned());
        assert_eq!(found.as_deref(), expect, "{line}");
    }

    #[test]
    fn lines_are_taken_apart() {
        check(
            r#"192.0.2.1 - ann [10/Oct/2000:13:55:36 -0700] "GET /a/b?c=d HTTP/1.0" 200 2326 "http://x/" "Mozilla \"4\"""#,
            Some(
                r#"{"timestamp":"2000-10-10T20:55:36Z","c-ip":"192.0.2.1","cs-username":"ann","cs-method":"GET","cs-uri-stem":"/a/b","cs-uri-query":"/a/b?c=d","sc-status":"200","cs-referer":"http://x/","cs-user-agent":"Mozilla \\\"4\\\"""#,
            ),
        );
        check(
            r#"::1 - - [10/Oct/2000:13:55:36 +0000] "POST / HTTP/1.1" 404 -"#,
            Some(
                r#"{"timestamp":"2000-10-10T13:55:36Z","c-ip":"::1","cs-method":"POST","cs-uri-stem":"/","cs-uri-query":"/","sc-status":"404""#,
            ),
        );
        check("plain words [in brackets] \"quoted\"", None);
        check("a - - [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1", None);
        check("a - - [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" x", None);
        check("a - - [10/Oct/2000:13:55:36 +0000] \"\\", None);
    }
}
