//! Lines of access logs, in the combined format that Apache and nginx write, under the names that W3C gives to the same things.

use std::net::IpAddr;

use jiff::{Timestamp, fmt::strtime};
use serde::Serialize;

/// What a line says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Access<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cs_host: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c_ip: Option<&'a str>,
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

/// Makes an event of `address - user [day/Mon/year:h:m:s zone] "GET /x HTTP/1.1" 200 123 "referer" "agent"`, also with `host:port`
/// before it; none if it is no such line.
///
/// The user is what the client says: blanks and brackets are in it as they came, quotes are not. So the line is cut from the first
/// quote on, and backwards from there.
pub(super) fn access_event(text: &str) -> Option<Vec<u8>> {
    let (before, rest) = text.split_once("] \"")?;
    let (who, time) = before.rsplit_once(" [")?;
    let is_time = time.len() >= 20 && time.get(2..3) == Some("/") && time.get(11..12) == Some(":");
    if !is_time {
        return None;
    }
    let Who { host, address, user } = Who::of(who)?;
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
        cs_host: host,
        c_ip: address,
        cs_username: user.filter(said),
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

/// What stands before the time.
struct Who<'a> {
    host: Option<&'a str>,
    address: Option<&'a str>,
    user: Option<&'a str>,
}

impl<'a> Who<'a> {
    /// Reads `address ident user` or `host:port address ident user`. A line of another form has neither address nor user: nobody
    /// knows where they begin.
    fn of(text: &'a str) -> Option<Self> {
        let (first, rest) = text.split_once(' ')?;
        let (host, address, rest) = match host_with_port(first) {
            Some(host) => {
                let (address, rest) = rest.split_once(' ')?;
                (Some(host), address, rest)
            }
            None => (None, first, rest),
        };
        let (_, user) = rest.split_once(' ')?;
        let is_known = is_address(address);
        let known = |text| is_known.then_some(text);
        Some(Self { host, address: known(address), user: known(user) })
    }
}

/// Returns the name in `www.example.com:443` and `[2001:db8::1]:443`; `2001:db8::1` is an address.
fn host_with_port(word: &str) -> Option<&str> {
    let (host, port) = word.rsplit_once(':')?;
    let is_port = !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
    (is_port && !host.is_empty() && word.parse::<IpAddr>().is_err()).then_some(host)
}

/// Says whether a word may be an address or the name of a host.
fn is_address(word: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:%".contains(&byte);
    !word.is_empty() && word != "-" && word.bytes().all(is_sign)
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
    }

    #[test]
    fn no_user_hides_the_line() {
        let event = |user: &str| {
            let line = format!(
                r#"192.0.2.1 - {user} [10/Oct/2000:13:55:36 +0000] "GET /?x=union+select HTTP/1.1" 200 1 "-" "-""#
            );
            let event: serde_json::Value =
                serde_json::from_slice(&access_event(&line).unwrap()).unwrap();
            event
        };
        for user in [
            "a [b:",
            "a [10/Oct/2000:13:55:36 x",
            "a [10/Oct/2000:13:55:36 +0000]",
            "a [10/Oct/2000:13:55:36 +0000] \\x22GET / HTTP/1.1\\x22 200",
            "a [10/Oct/2000:13:55:36 +0000] \\\"GET / HTTP/1.1\\\" 200",
            "] ",
            "[",
            "\"\"",
        ] {
            let event = event(user);
            assert_eq!(event["timestamp"], "2000-10-10T13:55:36Z", "{event}");
            assert_eq!(event["c-ip"], "192.0.2.1", "{event}");
            assert_eq!(event["cs-username"], user, "{event}");
            assert_eq!(event["cs-uri-query"], "/?x=union+select", "{event}");
        }
    }

    #[test]
    fn hosts_may_stand_before() {
        let rest = r#"[10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 1"#;
        let more = r#","cs-method":"GET","cs-uri-stem":"/","cs-uri-query":"/","sc-status":"200""#;
        let start = r#"{"timestamp":"2000-10-10T13:55:36Z","#;
        for (who, expect) in [
            (
                "www.example.com:443 192.0.2.1 - -",
                r#""cs-host":"www.example.com","c-ip":"192.0.2.1""#,
            ),
            (
                "[2001:db8::1]:80 2001:db8::2 - ann",
                r#""cs-host":"[2001:db8::1]","c-ip":"2001:db8::2","cs-username":"ann""#,
            ),
            ("2001:db8::1 - ann", r#""c-ip":"2001:db8::1","cs-username":"ann""#),
            ("client.example.com - -", r#""c-ip":"client.example.com""#),
        ] {
            check(&format!("{who} {rest}"), Some(&format!("{start}{expect}{more}")));
        }
        // Of addresses that a proxy has told, nobody knows which is the client's; the request is looked at all the same.
        let start = start.trim_end_matches(',');
        check(&format!("192.0.2.1, 192.0.2.2 - - {rest}"), Some(&format!("{start}{more}")));
        check(&format!("é - - {rest}"), Some(&format!("{start}{more}")));
    }

    #[test]
    fn what_is_no_request_is_left() {
        check("plain words [in brackets] \"quoted\"", None);
        check("a - - [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1", None);
        check("a - - [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" x", None);
        check("a - - [10/Oct/2000:13:55:36 +0000] \"\\", None);
    }
}
