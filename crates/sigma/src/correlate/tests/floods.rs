//! Floods of keys, of values, of sources and of octets: none of them pushes out a slow attack.

use super::*;

#[test]
fn a_flood_of_keys_does_not_push_out_a_slow_attack() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 3}");
    let flood = |house: &mut House, second| {
        for n in 0..1_000 {
            house.hit_of("a", second, &[("u", &format!("{second} {n}"))], 0);
        }
    };
    // From its own source: the matches it has already protect it.
    house.hit("a", 1, &[("u", "slow")]);
    house.hit("a", 1, &[("u", "slow")]);
    flood(&mut house, 2);
    assert_eq!(house.hit("a", 3, &[("u", "slow")]), ["c slow 3 at 3"]);
    // From another source: even one match is safe.
    house.hit_of("a", 3, &[("u", "other")], 7);
    flood(&mut house, 3);
    house.hit_of("a", 3, &[("u", "other")], 7);
    assert_eq!(house.hit_of("a", 3, &[("u", "other")], 7), ["c other 3 at 3"]);
    assert!(house.correlator.counts().evicted > 1_000);
    assert!(house.correlator.groups[0].iter().count() <= 100);
}

#[test]
fn a_flood_of_keys_with_more_matches_does_not_either() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 5}");
    let flood = |house: &mut House, name: &str, n_keys| {
        for n in 0..n_keys {
            for _ in 0..3 {
                house.hit("a", 1, &[("u", &format!("{name} {n}"))]);
            }
        }
    };
    house.hit("a", 1, &[("u", "first")]);
    house.hit("a", 1, &[("u", "first")]);
    flood(&mut house, "one", 500);
    // One that begins amid the flood has the time that a quarter of the room takes to be filled.
    house.hit("a", 1, &[("u", "amid")]);
    flood(&mut house, "two", 20);
    for _ in 0..3 {
        house.hit("a", 1, &[("u", "amid")]);
    }
    flood(&mut house, "three", 500);
    assert_eq!(house.hit("a", 2, &[("u", "amid")]), ["c amid 5 at 2"]);
    house.hit("a", 2, &[("u", "first")]);
    house.hit("a", 2, &[("u", "first")]);
    assert_eq!(house.hit("a", 2, &[("u", "first")]), ["c first 5 at 2"]);
}

#[test]
fn a_flood_of_one_value_over_and_over_does_not_either() {
    let mut house =
        counting("type: value_count\nrules: [a]\ngroup-by: [ip]\ncondition: {field: u, gte: 3}");
    let flood = |house: &mut House, name: &str, n_keys| {
        for n in 0..n_keys {
            for _ in 0..10 {
                house.hit("a", 1, &[("ip", &format!("{name} {n}")), ("u", "same")]);
            }
        }
    };
    flood(&mut house, "one", 300);
    house.hit("a", 1, &[("ip", "slow"), ("u", "a")]);
    flood(&mut house, "two", 10);
    house.hit("a", 1, &[("ip", "slow"), ("u", "b")]);
    flood(&mut house, "three", 300);
    assert_eq!(house.hit("a", 2, &[("ip", "slow"), ("u", "c")]), ["c slow 3 at 2"]);
}

#[test]
fn a_flood_of_many_sources_does_not_either() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 3}");
    let flood = |house: &mut House, from: u64| {
        for source in from..from + 500 {
            house.hit_of("a", 1, &[("u", &source.to_string())], source);
        }
    };
    flood(&mut house, 0);
    for _ in 0..2 {
        house.hit_of("a", 1, &[("u", "slow")], u64::MAX);
        house.hit_of("a", 1, &[("u", "beside it")], u64::MAX);
    }
    flood(&mut house, 1_000);
    assert_eq!(house.hit_of("a", 2, &[("u", "slow")], u64::MAX), ["c slow 3 at 2"]);
    assert!(house.correlator.counts().evicted > 800);
}

#[test]
fn heavy_groups_give_way_to_light_ones() {
    let heavy = correlation(
        "many",
        "type: value_count\nrules: [b]\ngroup-by: [ip]\ncondition: {field: u, gte: 600}",
    );
    let light =
        correlation("c", "type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 3}");
    let mut house = house(&(heavy + &light));
    house.correlator.config.bytes_max = 1 << 20;
    house.hit("a", 1, &[("u", "slow")]);
    house.hit("a", 1, &[("u", "slow")]);
    for key in 0..20 {
        for n in 0..500 {
            let value = format!("{n:0>256}");
            house.hit("b", 1, &[("ip", &key.to_string()), ("u", &value)]);
            let n_bytes: usize = house.correlator.groups.iter().map(Groups::n_bytes).sum();
            assert!(n_bytes <= 1 << 20, "{n_bytes}");
        }
    }
    assert!(house.correlator.counts().evicted >= 17);
    assert_eq!(house.hit("a", 2, &[("u", "slow")]), ["c slow 3 at 2"]);
}

#[test]
fn matches_that_wait_are_bounded_in_octets() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 3}");
    house.correlator.config.lateness_ms = i64::MAX;
    let names: Vec<String> = (0..100).map(|n| format!("{n:0>256}")).collect();
    let fields: Vec<(&str, &str)> =
        names.iter().map(|name| (name.as_str(), name.as_str())).collect();
    let n_fit = PENDING_BYTES_MAX / (100 * (256 + 256 + 96) + 256);
    for second in 0..=n_fit {
        house.hit("a", i64::try_from(second).unwrap(), &fields);
    }
    assert_eq!(house.correlator.pending.len(), n_fit);
    assert!(house.correlator.pending_bytes <= PENDING_BYTES_MAX);
    house.correlator.finish();
    assert_eq!(house.correlator.pending_bytes, 0);
}
