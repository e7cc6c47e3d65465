//! Compares the two evaluators over random rules and events: `differential [CASES] [SEED]`; a case is a rule over an event.
#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

#[path = "../tests/random/mod.rs"]
#[expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "written for tests")]
mod random;

#[path = "../tests/random/compare.rs"]
#[expect(clippy::indexing_slicing, reason = "written for tests")]
mod compare;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let n_cases: u64 = arguments.next().map_or(Ok(1_000_000), |n| n.parse())?;
    let mut seed: u64 = arguments.next().map_or(Ok(1), |n| n.parse())?;
    let house = compare::House::new();
    let mut seen = compare::Seen::default();
    while seen.cases < n_cases {
        house.compare(seed, &mut seen)?;
        seed = seed.wrapping_add(0x0001_0000_0001);
    }
    println!("no difference: {seen:?}");
    Ok(())
}
