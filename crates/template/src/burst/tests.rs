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
        is_new: true,
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
fn a_place_that_comes_after_the_bar_joins_and_a_stray_line_does_not() {
    let mut bursts = Bursts::default();
    let mut clusters = Clusters::default();
    let place = |name: &str| Place::Host(name.into());
    let mut told = send(&mut bursts, 1, 5, 40, "a");
    told.extend(send(&mut bursts, 1, 5, 1, "stray"));
    let wider = send(&mut bursts, 1, 5, 8, "late");
    assert_eq!((told.len(), wider.len()), (1, 1));
    assert!(told[0].is_new && !wider[0].is_new);
    assert_eq!(wider[0].places, [place("a"), place("late")].into());
    let id = told.iter().chain(&wider).map(|burst| clusters.add(burst).unwrap().id).max().unwrap();
    let beside = send(&mut bursts, 2, 5, 40, "late").remove(0);
    assert_eq!(clusters.add(&beside).unwrap().id, id);
    let alone = send(&mut bursts, 3, 5, 40, "stray").remove(0);
    assert_ne!(clusters.add(&alone).unwrap().id, id);
    // It joins them with its part of the lines.
    let joining = send(&mut bursts, 1, 5, 1, "stray").remove(0);
    assert_eq!(clusters.add(&joining).unwrap().kinds.len(), 3);
    assert_eq!(clusters.open().count(), 1);
}

#[test]
fn the_places_with_most_lines_are_named_among_ever_so_many() {
    let mut bursts = Bursts::default();
    let mut last = None;
    for n in 0..2_000_u32 {
        let host = if n % 4 == 0 { "busy".to_owned() } else { format!("h{n}") };
        last = bursts.observe(KindId(1), &[Place::Host(host)], 300).or(last);
        assert!(bursts.kinds[&KindId(1)].places.len() <= super::PLACES_COUNTED_MAX);
    }
    assert_eq!(last.unwrap().places, [Place::Host("busy".into())].into());
    // A burst names so many places and no more.
    let mut bursts = Bursts::default();
    for n in 0..50 * 60 {
        let host = Place::Host(format!("h{}", n % 50));
        if let Some(burst) = bursts.observe(KindId(1), &[host], 300) {
            assert!(burst.places.len() <= super::PLACES_MAX);
        }
    }
}

#[test]
fn what_bursts_each_minute_does_not_gather_all_that_happens_beside_it() {
    let mut clusters = Clusters::default();
    let mut burst = |kind, window: u64, host: &str| {
        let places = [Place::Host(host.into())].into();
        let window_secs = window * WINDOW_SECS;
        let (n_lines, expected, bar) = (40, 0.0, 32.0);
        let burst =
            Burst { kind: KindId(kind), window_secs, n_lines, expected, bar, places, is_new: true };
        clusters.add(&burst).unwrap().clone()
    };
    let first = burst(1, 0, "a");
    assert_eq!(burst(1, 1, "b").id, super::ClusterId(1), "another host is another cluster");
    for window in 1..120 {
        let cluster = burst(1, window, "a");
        let n_windows = (cluster.last_secs - cluster.first_secs) / WINDOW_SECS + 1;
        assert!(n_windows <= super::cluster::CLUSTER_WINDOWS_MAX);
        // Another kind, each time: of one cluster are no more than burst in its windows.
        let cluster = burst(1_000 + window, window, "a");
        assert!(cluster.kinds.len() <= 12, "{}", cluster.kinds.len());
    }
    assert_ne!(burst(1, 120, "a").id, first.id);
    // A place where something burst two windows ago draws nothing in.
    let before = burst(7, 200, "x");
    assert_eq!(burst(8, 201, "x").id, before.id);
    let places_of_then = burst(9, 203, "x");
    assert_ne!(places_of_then.id, before.id);
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
