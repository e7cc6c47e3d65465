//! Kinds that come as they always do, kinds that do not, and which of those belong together.

use super::{Burst, Bursts, Clusters, KINDS_MAX, Place, WINDOW_SECS};
use crate::kind::KindId;

const DAY_WINDOWS: u64 = 24 * 60;

/// Sends so many lines of a kind in a window and returns the bursts.
fn send(bursts: &mut Bursts, kind: u64, window: u64, n_lines: u32, host: &str) -> Vec<Burst> {
    let places = [Place::Host(host.into())];
    (0..n_lines)
        .filter_map(|_| bursts.observe(KindId(kind), &places, window * WINDOW_SECS))
        .collect()
}

#[test]
fn a_steady_kind_never_bursts() {
    let mut bursts = Bursts::default();
    for window in 0..2_000 {
        assert_eq!(send(&mut bursts, 1, window, 20 + (window % 3) as u32, "a"), []);
    }
}

#[test]
fn ten_times_as_much_bursts_once_a_window() {
    let mut bursts = Bursts::default();
    for window in 0..100 {
        send(&mut bursts, 1, window, 5, "a");
    }
    let found = send(&mut bursts, 1, 100, 50, "a");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].window_secs, 100 * WINDOW_SECS);
    assert!(found[0].n_lines < 50 && found[0].expected > 4.0);
    // It goes on, and is not forgiven soon.
    for window in 101..110 {
        assert_eq!(send(&mut bursts, 1, window, 50, "a").len(), 1, "{window}");
    }
}

#[test]
fn what_comes_every_day_at_this_hour_is_expected() {
    let mut bursts = Bursts::default();
    let mut last = Vec::new();
    for day in 0..4 {
        for window in 0..DAY_WINDOWS {
            // The backup runs from three to four.
            let n_lines = if window / 60 == 3 { 60 } else { 1 };
            last = send(&mut bursts, 1, day * DAY_WINDOWS + window, n_lines, "a");
            assert!(day < 3 || last.is_empty(), "day {day}, window {window}");
        }
    }
    assert_eq!(last, []);
    // The same at another hour is none of its habits.
    assert_eq!(send(&mut bursts, 1, 4 * DAY_WINDOWS + 12 * 60, 60, "a").len(), 1);
}

#[test]
fn a_kind_without_a_past_needs_more() {
    assert_eq!(send(&mut Bursts::default(), 1, 5, 31, "a"), []);
    assert_eq!(send(&mut Bursts::default(), 1, 5, 32, "a").len(), 1);
}

#[test]
fn bursts_on_one_host_are_one_cluster() {
    let mut bursts = Bursts::default();
    let mut clusters = Clusters::default();
    let mut add = |kind, window, host| {
        let burst = send(&mut bursts, kind, window, 40, host).remove(0);
        clusters.add(&burst).unwrap().clone()
    };
    let first = add(1, 5, "a");
    let second = add(2, 5, "a");
    let elsewhere = add(3, 5, "b");
    let later = add(4, 9, "a");
    assert_eq!((second.id, second.kinds.len()), (first.id, 2));
    assert_ne!(elsewhere.id, first.id);
    assert_ne!(later.id, first.id);
}

#[test]
fn a_trace_joins_clusters() {
    let burst = |kind, places: &[Place]| Burst {
        kind: KindId(kind),
        window_secs: 0,
        n_lines: 40,
        expected: 0.0,
        bar: 32.0,
        places: places.iter().cloned().collect(),
    };
    let (a, b, trace) =
        (Place::Host("a".into()), Place::Host("b".into()), Place::Trace("t".into()));
    let mut clusters = Clusters::default();
    let first = clusters.add(&burst(1, &[a])).unwrap().id;
    clusters.add(&burst(2, &[b.clone(), trace.clone()])).unwrap();
    assert_eq!(clusters.open().count(), 2);
    let joined = clusters.add(&burst(1, &[trace])).unwrap();
    assert_eq!((joined.id, joined.kinds.len(), joined.places.contains(&b)), (first, 2, true));
    assert_eq!(clusters.open().count(), 1);
}

#[test]
fn names_are_cut_and_a_flood_of_kinds_takes_no_past_away() {
    let mut bursts = Bursts::default();
    for window in 0..100 {
        send(&mut bursts, 1, window, 5, &"ä".repeat(100_000));
    }
    for kind in 0..KINDS_MAX as u64 + 5_000 {
        send(&mut bursts, 10 + kind, 100, 1, "b");
    }
    let n_kinds = bursts.kinds.len();
    assert!(n_kinds <= KINDS_MAX && n_kinds > KINDS_MAX / 2, "{n_kinds}");
    assert!(serde_json::to_string(&bursts.kinds[&KindId(1)]).unwrap().len() < 4_000);
    // Without its past, 30 lines would be no burst.
    assert_eq!(send(&mut bursts, 1, 101, 30, "a").len(), 1);
}
