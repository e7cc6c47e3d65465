//! Whose request it is, where proxies stand between: their word counts, nobody else's.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::Networks;

/// Proxies in a row that are followed; whoever stands behind more of them is the last of these.
const HOPS_MAX: usize = 20;

/// Returns the address of the client: of whoever is connected, or, where that is a proxy that the house trusts, the
/// nearest one that it names and that is no such proxy itself.
///
/// Proxies say it in `X-Forwarded-For` or in `Forwarded` (RFC 7239), seldom in both, and pass on the other as it came.
/// So where the two disagree, one of them may be the client's invention, and neither counts.
pub fn client(headers: &HeaderMap, peer: IpAddr, trusted: &Networks) -> IpAddr {
    let peer = peer.to_canonical();
    if !trusted.contains(peer) {
        return peer;
    }
    let nearest = |name: &str, read: fn(&str) -> Option<IpAddr>| {
        let lines = headers.get_all(name).iter().rev();
        let parts = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        let mut hops = parts.map(|part| std::str::from_utf8(part).ok().and_then(read)).peekable();
        hops.peek()?;
        let mut found = peer;
        // The right end is what the proxy nearest to us wrote. Beyond a word that cannot be read, or a client, all
        // may be invented.
        for hop in hops.take(HOPS_MAX) {
            let Some(address) = hop else { break };
            found = address;
            if !trusted.contains(address) {
                break;
            }
        }
        Some(found)
    };
    match (nearest("x-forwarded-for", address), nearest("forwarded", address_of_element)) {
        (Some(one), Some(other)) if one != other => peer,
        (Some(found), _) | (None, Some(found)) => found,
        (None, None) => peer,
    }
}

/// Reads an address, with or without port, with or without brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let read = bare.parse().ok();
    let read = read.or_else(|| text.parse::<SocketAddr>().ok().map(|found| found.ip()));
    read.map(|ip| ip.to_canonical())
}

/// Reads `for` of an element of `Forwarded`: `for="[2001:db8::1]:4711";proto=https`.
fn address_of_element(text: &str) -> Option<IpAddr> {
    let named = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| value.trim().trim_matches('"').to_owned())
    };
    address(&text.split(';').find_map(named)?)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn found(peer: &str, lines: &[(&str, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name = HeaderName::try_from(*name).unwrap();
            headers.append(name, HeaderValue::from_str(value).unwrap());
        }
        let trusted = "10.0.0.0/8, 2001:db8::/32".parse().unwrap();
        client(&headers, peer.parse().unwrap(), &trusted).to_string()
    }

    fn check(lines: &[(&str, &str)], expect: &str) {
        assert_eq!(found(PROXY, lines), expect, "{lines:?}");
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let lines = [("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=192.0.2.1")];
        assert_eq!(found("198.51.100.1", &lines), "198.51.100.1");
        assert_eq!(found("::ffff:198.51.100.1", &lines), "198.51.100.1");
        assert_eq!(found("::ffff:10.0.0.1", &lines), "192.0.2.1");
        assert_eq!(found(PROXY, &lines), "192.0.2.1");
    }

    #[test]
    fn the_nearest_that_is_no_proxy_is_the_client() {
        let name = "x-forwarded-for";
        check(&[], PROXY);
        check(&[(name, "192.0.2.1")], "192.0.2.1");
        check(&[(name, "203.0.113.9, 192.0.2.1")], "192.0.2.1");
        check(&[(name, "203.0.113.9,192.0.2.1 , 10.0.0.2,10.0.0.3")], "192.0.2.1");
        check(&[(name, "192.0.2.1"), (name, "10.0.0.2")], "192.0.2.1");
        check(&[(name, "10.0.0.3, 10.0.0.2")], "10.0.0.3");
        check(&[(name, "192.0.2.1:4711")], "192.0.2.1");
        check(&[(name, "2001:db9::1")], "2001:db9::1");
        check(&[(name, "[2001:db9::1]:4711")], "2001:db9::1");
        check(&[(name, "::ffff:192.0.2.1")], "192.0.2.1");
        // What stands beyond a word that nobody can read may be invented.
        check(&[(name, "203.0.113.9, unknown")], PROXY);
        check(&[(name, "203.0.113.9, unknown, 10.0.0.2")], "10.0.0.2");
        check(&[(name, "")], PROXY);
        check(&[(name, "203.0.113.9,")], PROXY);
    }

    #[test]
    fn the_standard_header_is_read() {
        let name = "forwarded";
        check(&[(name, "for=192.0.2.1")], "192.0.2.1");
        check(&[(name, "For=\"[2001:db9::1]:4711\";proto=https")], "2001:db9::1");
        check(&[(name, "for=203.0.113.9, for=192.0.2.1;by=10.0.0.1")], "192.0.2.1");
        check(&[(name, "proto=https; for=192.0.2.1, for=10.0.0.2")], "192.0.2.1");
        check(&[(name, "for=203.0.113.9, for=_hidden")], PROXY);
        check(&[(name, "for=203.0.113.9, proto=https")], PROXY);
        // An open quote of the client's swallows nothing of the proxy's.
        check(&[(name, "for=\"203.0.113.9, for=192.0.2.1")], "192.0.2.1");
    }

    #[test]
    fn a_second_header_forges_nothing() {
        let lines = [("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=203.0.113.9")];
        check(&lines, PROXY);
        check(&[lines[0], ("forwarded", "by=x")], PROXY);
        check(&[lines[0], ("forwarded", "for=192.0.2.1")], "192.0.2.1");
    }

    #[test]
    fn long_rows_are_followed_so_far() {
        let row = ["192.0.2.1"].into_iter().chain(["10.0.0.9"; HOPS_MAX]);
        check(&[("x-forwarded-for", &row.collect::<Vec<_>>().join(","))], "10.0.0.9");
    }

    proptest! {
        #[test]
        fn the_last_word_is_the_proxys(forged in "[ -~]{0,60}") {
            let line = format!("{forged},192.0.2.1");
            check(&[("x-forwarded-for", &line)], "192.0.2.1");
            check(&[("forwarded", &format!("{forged},for=192.0.2.1"))], "192.0.2.1");
        }
    }
}
