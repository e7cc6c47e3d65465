//! Compares the two evaluators: `differential [--rules DIR] [CASES] [SEED]`; a case is a rule over an event.
//!
//! Rules and events are random. With `--rules` the rules are those of a folder, each changed in up to three places
//! (modifiers, values, conditions), and the events are made of what they look for.
#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

#[path = "../tests/random/mod.rs"]
#[expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "written for tests")]
mod random;

#[path = "../tests/random/compare.rs"]
#[expect(clippy::indexing_slicing, reason = "written for tests")]
mod compare;

#[path = "../tests/random/mutate.rs"]
#[expect(clippy::indexing_slicing, reason = "written for tests")]
mod mutate;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut corpus = None;
    if let Some(at) = arguments.iter().position(|argument| argument == "--rules") {
        let folder = arguments.get(at + 1).ok_or("--rules wants a folder")?.clone();
        arguments.drain(at..at + 2);
        let read = mutate::Corpus::read(folder.as_ref())?;
        if read.len() == 0 {
            return Err(format!("no rules in {folder}").into());
        }
        println!("{} files of rules", read.len());
        corpus = Some(read);
    }
    let n_cases: u64 = arguments.first().map_or(Ok(1_000_000), |n| n.parse())?;
    let mut seed: u64 = arguments.get(1).map_or(Ok(1), |n| n.parse())?;
    let house = compare::House::new();
    let mut seen = compare::Seen::default();
    while seen.cases < n_cases {
        match &corpus {
            None => house.compare(seed, &mut seen)?,
            Some(corpus) => house.compare_changed(corpus, seed, &mut seen)?,
        }
        seed = seed.wrapping_add(0x0001_0000_0001);
    }
    println!("no difference: {seen:?}");
    Ok(())
}
