//! How many may come at once, and how much they may bring.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::listen::Limits;

/// Counts connections and the octets in flight.
pub(super) struct Gate {
    connections_max: usize,
    per_peer_max: usize,
    flight_max: usize,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
    flight: Arc<AtomicUsize>,
}

/// The place of one connection; leaving is dropping it.
pub(super) struct Place {
    peer: IpAddr,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// The octets that one mail takes while it comes in; given back when dropped.
pub(super) struct Load {
    octets: usize,
    flight: Arc<AtomicUsize>,
}

impl Gate {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            connections_max: limits.connections,
            per_peer_max: limits.connections_per_peer,
            flight_max: limits.flight_octets,
            inside: Arc::default(),
            flight: Arc::default(),
        }
    }

    /// Lets a connection in, if there is room.
    pub(super) fn enter(&self, peer: IpAddr) -> Option<Place> {
        let peer = peer.to_canonical();
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let n_all: usize = inside.values().sum();
        let n_peer = inside.get(&peer).copied().unwrap_or(0);
        if n_all >= self.connections_max || n_peer >= self.per_peer_max {
            return None;
        }
        inside.insert(peer, n_peer + 1);
        Some(Place { peer, inside: self.inside.clone() })
    }

    /// Begins a mail that has no octets yet.
    pub(super) fn load(&self) -> Load {
        Load { octets: 0, flight: self.flight.clone() }
    }

    /// Adds octets to a mail, if all mails together may weigh so much.
    pub(super) fn add(&self, load: &mut Load, octets: usize) -> bool {
        let before = self.flight.fetch_add(octets, Ordering::SeqCst);
        if before + octets > self.flight_max {
            self.flight.fetch_sub(octets, Ordering::SeqCst);
            return false;
        }
        load.octets += octets;
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n) = inside.get_mut(&self.peer) {
            *n -= 1;
            if *n == 0 {
                inside.remove(&self.peer);
            }
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.flight.fetch_sub(self.octets, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_octets_are_given_back() {
        let limits = Limits {
            connections: 2,
            connections_per_peer: 1,
            flight_octets: 10,
            ..Limits::default()
        };
        let gate = Gate::new(&limits);
        let peer = |n: u8| IpAddr::from([127, 0, 0, n]);
        let first = gate.enter(peer(1));
        assert!(first.is_some());
        assert!(gate.enter(peer(1)).is_none(), "one per peer");
        let second = gate.enter(peer(2));
        assert!(second.is_some());
        assert!(gate.enter(peer(3)).is_none(), "two in all");
        drop(first);
        assert!(gate.enter(peer(3)).is_some());

        let mut load = gate.load();
        assert!(gate.add(&mut load, 10));
        let mut other = gate.load();
        assert!(!gate.add(&mut other, 1));
        drop(load);
        assert!(gate.add(&mut other, 10));
    }
}
