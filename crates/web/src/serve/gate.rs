//! How many may be connected at once, and how many of them one client.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, PoisonError},
};

/// Bits of an IPv6 address that name a client: whoever has one address has all of its /64.
const CLIENT_BITS_V6: u32 = 64;

/// One client gets at most this part of the room that is left, so that the last places go to newcomers.
const SHARE_OF_ROOM: usize = 4;

/// Counts connections.
pub(super) struct Gate {
    connections_max: usize,
    per_client_max: usize,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// The place of one connection; leaving is dropping it.
pub(super) struct Place {
    client: IpAddr,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Gate {
    pub(super) fn new(connections_max: usize, per_client_max: usize) -> Self {
        Self { connections_max, per_client_max, inside: Arc::default() }
    }

    /// Lets a connection in, if there is room. Behind a proxy are many clients, so it has no share of its own.
    pub(super) fn enter(&self, peer: IpAddr, is_proxy: bool) -> Option<Place> {
        let client = client(peer);
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let n_free = self.connections_max.saturating_sub(inside.values().sum());
        let share = (n_free / SHARE_OF_ROOM).clamp(1, self.per_client_max.max(1));
        let n_client = inside.get(&client).copied().unwrap_or(0);
        if n_free == 0 || (!is_proxy && n_client >= share) {
            return None;
        }
        inside.insert(client, n_client + 1);
        Some(Place { client, inside: self.inside.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n) = inside.get_mut(&self.client) {
            *n -= 1;
            if *n == 0 {
                inside.remove(&self.client);
            }
        }
    }
}

fn client(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => {
            let network = u128::from(address) & (u128::MAX << (128 - CLIENT_BITS_V6));
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
        let gate = Gate::new(2, 2);
        let first = gate.enter(ip("192.0.2.1"), false);
        assert!(first.is_some());
        assert!(gate.enter(ip("192.0.2.1"), false).is_none(), "the last place is a newcomer's");
        let second = gate.enter(ip("192.0.2.2"), false);
        assert!(second.is_some());
        assert!(gate.enter(ip("192.0.2.3"), false).is_none(), "two in all");
        drop(first);
        assert!(gate.enter(ip("192.0.2.3"), false).is_some());
    }

    #[test]
    fn one_client_leaves_room_for_others() {
        let gate = Gate::new(100, 10);
        let enter = |text: &str| gate.enter(ip(text), false);
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
        let of_proxy: Vec<_> = std::iter::from_fn(|| gate.enter(ip("10.0.0.1"), true)).collect();
        assert_eq!(all.len() + of_proxy.len(), 100, "a proxy gets all that is left");
    }
}
