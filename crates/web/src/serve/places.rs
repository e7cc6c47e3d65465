//! How many may be connected at once, and how many of them one client.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, PoisonError},
};

/// Bits of an IPv6 address that name a client: whoever has one address has all of its /64.
const CLIENT_BITS_V6: u32 = 64;

/// Bits of an IPv6 address that name a site: one subscriber may have all clients of a /56 or a /48. Whoever has more,
/// as providers do, gets more.
const SITE_BITS_V6: u32 = 48;

/// One client gets at most this part of the room that is left, so that the last places go to newcomers.
const CLIENT_SHARE_OF_ROOM: usize = 4;

/// One site gets at most this part of the room that is left.
const SITE_SHARE_OF_ROOM: usize = 2;

/// One site gets at most as much as so many clients.
const CLIENTS_PER_SITE: usize = 4;

/// Counts connections.
pub(super) struct Places {
    connections_max: usize,
    per_client_max: usize,
    taken: Arc<Mutex<Taken>>,
}

/// How many places are taken, and by whom.
#[derive(Default)]
struct Taken {
    n: usize,
    by_client: HashMap<IpAddr, usize>,
    by_site: HashMap<IpAddr, usize>,
}

/// The place of one connection; leaving is dropping it.
pub(super) struct Place {
    client: IpAddr,
    site: IpAddr,
    taken: Arc<Mutex<Taken>>,
}

impl Places {
    pub(super) fn new(connections_max: usize, per_client_max: usize) -> Self {
        Self { connections_max, per_client_max: per_client_max.max(1), taken: Arc::default() }
    }

    /// Lets a connection in, if there is room. Behind a proxy are many clients, so it has no share of its own.
    pub(super) fn enter(&self, peer: IpAddr, is_proxy: bool) -> Option<Place> {
        let (client, site) = (network(peer, CLIENT_BITS_V6), network(peer, SITE_BITS_V6));
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let n_free = self.connections_max.saturating_sub(taken.n);
        let has_share = is_proxy || {
            let per_site_max = self.per_client_max.saturating_mul(CLIENTS_PER_SITE);
            let client_share = (n_free / CLIENT_SHARE_OF_ROOM).clamp(1, self.per_client_max);
            let site_share = (n_free / SITE_SHARE_OF_ROOM).clamp(1, per_site_max);
            number(&taken.by_client, client) < client_share
                && number(&taken.by_site, site) < site_share
        };
        if n_free == 0 || !has_share {
            return None;
        }
        taken.n += 1;
        *taken.by_client.entry(client).or_default() += 1;
        *taken.by_site.entry(site).or_default() += 1;
        Some(Place { client, site, taken: self.taken.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.n -= 1;
        give_back(&mut taken.by_client, self.client);
        give_back(&mut taken.by_site, self.site);
    }
}

fn number(counts: &HashMap<IpAddr, usize>, of: IpAddr) -> usize {
    counts.get(&of).copied().unwrap_or(0)
}

fn give_back(counts: &mut HashMap<IpAddr, usize>, of: IpAddr) {
    if let Some(n) = counts.get_mut(&of) {
        *n -= 1;
        if *n == 0 {
            counts.remove(&of);
        }
    }
}

/// Returns the network of an address; an IPv4 address is one of its own.
fn network(peer: IpAddr, n_bits_v6: u32) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => {
            let network = u128::from(address) & (u128::MAX << (128 - n_bits_v6));
            Ipv6Addr::from(network).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn places_are_given_back() {
        let places = Places::new(2, 2);
        let first = places.enter(ip("192.0.2.1"), false);
        assert!(first.is_some());
        assert!(places.enter(ip("192.0.2.1"), false).is_none(), "the last place is a newcomer's");
        let second = places.enter(ip("192.0.2.2"), false);
        assert!(second.is_some());
        assert!(places.enter(ip("192.0.2.3"), false).is_none(), "two in all");
        drop(first);
        assert!(places.enter(ip("192.0.2.3"), false).is_some());
    }

    #[test]
    fn one_client_leaves_room_for_others() {
        let places = Places::new(100, 10);
        let enter = |text: &str| places.enter(ip(text), false);
        let of_one: Vec<_> = std::iter::from_fn(|| enter("2001:db8::1")).collect();
        assert_eq!(of_one.len(), 10);
        assert!(enter("2001:db8::ffff").is_none(), "the same client");
        let mut all = of_one;
        // However many clients come with all they may, one more is let in.
        for n in 0..12 {
            let client = format!("192.0.2.{n}");
            let before = all.len();
            all.extend(std::iter::from_fn(|| enter(&client)));
            assert!(all.len() > before, "client {n} found no room beside {before}");
        }
        let of_proxy: Vec<_> = std::iter::from_fn(|| places.enter(ip("10.0.0.1"), true)).collect();
        assert_eq!(all.len() + of_proxy.len(), 100, "a proxy gets all that is left");
    }

    #[test]
    fn one_site_leaves_room_for_others() {
        let places = Places::new(100, 10);
        let of_site: Vec<_> = (0..1000)
            .filter_map(|n| places.enter(ip(&format!("2001:db8:7:{n:x}::1")), false))
            .collect();
        assert_eq!(of_site.len(), 33, "a new place while it has less than half of what is left");
        assert!(places.enter(ip("2001:db8:8::1"), false).is_some());
        assert!(places.enter(ip("192.0.2.1"), false).is_some());
        drop(of_site);
        assert!(places.enter(ip("2001:db8:7::1"), false).is_some(), "they are given back");
        let wide = Places::new(1000, 10);
        let of_site: Vec<_> = (0..1000)
            .filter_map(|n| wide.enter(ip(&format!("2001:db8:7:{n:x}::1")), false))
            .collect();
        assert_eq!(of_site.len(), 40);
    }
}
