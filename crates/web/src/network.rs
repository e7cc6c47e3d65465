//! Addresses and networks of proxies that the house trusts to say whom they speak for.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Networks that a setting may name.
const NETWORKS_MAX: usize = 100;

/// Bits before an IPv4 address that is written within IPv6.
const MAPPED_BITS: u32 = 96;

/// Some networks; in a setting a list, or one text with commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

/// A network, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    n_bits: u32,
}

/// Why a text names no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// It is neither an address nor a network.
    #[error("{0:?} is no address and no network; write 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32")]
    Unreadable(String),
    /// It has bits behind its prefix, so that it is not clear what was meant.
    #[error("{0} has bits behind its prefix; write {1}, or the address alone")]
    Ragged(String, Network),
    /// It holds everybody.
    #[error(
        "{0} holds every address there is; whoever comes would be believed, so name the proxies"
    )]
    Everybody(String),
    /// There are too many.
    #[error("more than {NETWORKS_MAX} networks; name wider ones")]
    TooMany,
}

impl Networks {
    /// Says whether an address is in one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(address))
    }
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(Ipv4Addr::BITS - self.n_bits).unwrap_or(0);
                own.to_bits() == other.to_bits() & mask
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX.checked_shl(Ipv6Addr::BITS - self.n_bits).unwrap_or(0);
                own.to_bits() == other.to_bits() & mask
            }
            _ => false,
        }
    }

    const fn bits_max(address: IpAddr) -> u32 {
        match address {
            IpAddr::V4(_) => Ipv4Addr::BITS,
            IpAddr::V6(_) => Ipv6Addr::BITS,
        }
    }

    /// Returns the network of an address, without the bits behind the prefix.
    fn around(address: IpAddr, n_bits: u32) -> Self {
        let address = match address {
            IpAddr::V4(own) => {
                let mask = u32::MAX.checked_shl(Ipv4Addr::BITS - n_bits).unwrap_or(0);
                Ipv4Addr::from_bits(own.to_bits() & mask).into()
            }
            IpAddr::V6(own) => {
                let mask = u128::MAX.checked_shl(Ipv6Addr::BITS - n_bits).unwrap_or(0);
                Ipv6Addr::from_bits(own.to_bits() & mask).into()
            }
        };
        Self { address, n_bits }
    }
}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let unreadable = || NetworkError::Unreadable(text.to_owned());
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| unreadable())?;
        let bits_max = Self::bits_max(address);
        let n_bits = match prefix {
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().map_err(|_| unreadable())?
            }
            Some(_) => return Err(unreadable()),
            None => bits_max,
        };
        if n_bits > bits_max {
            return Err(unreadable());
        }
        // Who comes is compared as IPv4 if they are, so an address written within IPv6 is meant as that, too.
        let (address, n_bits) = match (address.to_canonical(), n_bits.checked_sub(MAPPED_BITS)) {
            (inner @ IpAddr::V4(_), Some(rest)) if address.is_ipv6() => (inner, rest),
            _ => (address, n_bits),
        };
        if n_bits == 0 {
            return Err(NetworkError::Everybody(text.to_owned()));
        }
        let network = Self::around(address, n_bits);
        if network.address != address {
            return Err(NetworkError::Ragged(text.to_owned(), network));
        }
        Ok(network)
    }
}

impl FromStr for Networks {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        Self::read(parts)
    }
}

impl Networks {
    fn read<'a>(parts: impl Iterator<Item = &'a str>) -> Result<Self, NetworkError> {
        let networks: Vec<Network> = parts.map(str::parse).collect::<Result<_, _>>()?;
        if networks.len() > NETWORKS_MAX {
            return Err(NetworkError::TooMany);
        }
        Ok(Self(networks))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.n_bits == Self::bits_max(self.address) {
            return write!(f, "{}", self.address);
        }
        write!(f, "{}/{}", self.address, self.n_bits)
    }
}

impl Serialize for Networks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(ToString::to_string))
    }
}

impl<'de> Deserialize<'de> for Networks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

/// Reads a setting; the environment has no lists, so one text with commas is as good.
struct Reading;

impl<'de> de::Visitor<'de> for Reading {
    type Value = Networks;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("addresses or networks such as [\"10.0.0.7\", \"10.0.0.0/8\"]")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Networks, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Networks, A::Error> {
        let mut parts: Vec<String> = Vec::new();
        while let Some(part) = list.next_element()? {
            parts.push(part);
        }
        Networks::read(parts.iter().map(|part| part.trim())).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, inside: &[&str], outside: &[&str]) {
        let networks: Networks = text.parse().unwrap();
        for (addresses, expect) in [(inside, true), (outside, false)] {
            for address in addresses {
                assert_eq!(networks.contains(address.parse().unwrap()), expect, "{address} {text}");
            }
        }
    }

    #[test]
    fn addresses_and_networks_are_read() {
        check("", &[], &["127.0.0.1", "::1"]);
        check("10.0.0.7", &["10.0.0.7", "::ffff:10.0.0.7"], &["10.0.0.8", "::1"]);
        check("10.0.0.0/8", &["10.0.0.0", "10.255.255.255"], &["11.0.0.0", "9.255.255.255"]);
        check("::ffff:10.0.0.7", &["10.0.0.7", "::ffff:10.0.0.7"], &["10.0.0.8", "::1"]);
        check("::ffff:10.0.0.0/104", &["10.255.255.255"], &["11.0.0.0", "::1"]);
        check("192.0.2.128/25, ::1", &["192.0.2.129", "::1"], &["192.0.2.127", "::2"]);
        check("2001:db8::/32", &["2001:db8:ffff::1"], &["2001:db9::1", "32.1.13.184"]);
    }

    #[test]
    fn what_is_wrong_is_told_with_what_is_right() {
        let check = |text: &str, expect: &str| {
            let error = text.parse::<Networks>().unwrap_err().to_string();
            assert!(error.contains(expect), "{error} does not say {expect}");
        };
        check("proxy.example", "\"proxy.example\" is no address");
        check("10.0.0.300", "write 10.0.0.7, 10.0.0.0/8");
        check("10.0.0.0/33", "is no address");
        check("10.0.0.0/+8", "is no address");
        check("10.0.0.0/", "is no address");
        check("10.0.0.7/8", "write 10.0.0.0/8");
        check("2001:db8::7/32", "write 2001:db8::/32");
        check("0.0.0.0/0", "holds every address");
        check("10.0.0.1,::/0", "holds every address");
        check("::ffff:0:0/96", "holds every address");
        check("::ffff:10.0.0.7/104", "write 10.0.0.0/8");
        check("::ffff:10.0.0.7/95", "has bits behind its prefix");
        check(&vec!["10.0.0.1"; NETWORKS_MAX + 1].join(","), "more than 100");
    }
}
