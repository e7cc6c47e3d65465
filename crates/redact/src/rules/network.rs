//! Addresses on a network: IPv4, IPv6, hardware addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

use regex::Regex;

use super::pattern;
use crate::{
    Finding,
    PlaceholderKind::{Address, Number},
    Scan,
};

/// Letters of the longest IPv6 address, with an IPv4 tail.
const IPV6_BYTES_MAX: usize = 45;

/// Finds network addresses.
pub(super) struct Network {
    ipv4: Regex,
    ipv6: Regex,
    hardware: Regex,
}

impl Network {
    pub(super) fn new() -> Self {
        Self {
            ipv4: pattern(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"),
            ipv6: pattern(r"[0-9a-f]{0,4}:[0-9a-f:.]{2,60}"),
            hardware: pattern(r"[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}"),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, found: &mut Vec<Finding>) {
        let folded = scan.folded();
        for hit in self.ipv4.find_iter(folded) {
            let is_public =
                |ip: Ipv4Addr| !ip.is_loopback() && !ip.is_unspecified() && !is_mask(ip);
            let is_address = hit.as_str().parse().is_ok_and(is_public);
            if is_address
                && stands_alone(scan, hit.start(), hit.end())
                && !is_version(scan, hit.start())
            {
                found.push(scan.finding(Address, hit.range()));
            }
        }
        for hit in self.ipv6.find_iter(folded) {
            let text = hit.as_str().trim_end_matches('.');
            let text = if text.ends_with("::") { text } else { text.trim_end_matches(':') };
            if text.len() > IPV6_BYTES_MAX || !text.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let is_public = |ip: Ipv6Addr| !ip.is_loopback() && !ip.is_unspecified();
            let is_address = text.parse().is_ok_and(is_public);
            if is_address && stands_alone(scan, hit.start(), hit.start() + text.len()) {
                found.push(scan.finding(Address, hit.start()..hit.start() + text.len()));
            }
        }
        for hit in self.hardware.find_iter(folded) {
            if stands_alone(scan, hit.start(), hit.end()) {
                found.push(scan.finding(Number, hit.range()));
            }
        }
    }
}

fn is_mask(ip: Ipv4Addr) -> bool {
    u32::from(ip).leading_ones() + u32::from(ip).trailing_zeros() == u32::BITS
}

fn stands_alone(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let continues = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let mut after = scan.slice(end..scan.folded().len()).chars();
    let (next, one_more) = (after.next(), after.next());
    let goes_on =
        next.is_some_and(|c| ".:-".contains(c)) && one_more.is_some_and(|c| c.is_ascii_digit());
    // A port behind the address is no reason to show it.
    let is_port = next == Some(':') && scan.slice(start..end).contains('.');
    let before = scan.char_before(start);
    !continues(before) && before != Some('.') && !continues(next) && (!goes_on || is_port)
}

fn is_version(scan: &Scan<'_>, start: usize) -> bool {
    let before = scan.slice(scan.line_start(start)..start).trim_end_matches([' ', ':', '.']);
    let word = before.rsplit([' ', '(', ',']).next().unwrap_or_default();
    [
        "version",
        "verze",
        "versione",
        "versao",
        "wersja",
        "версия",
        "ver",
        "v",
        "release",
        "build",
        "バージョン",
        "版本",
    ]
    .contains(&word)
}
