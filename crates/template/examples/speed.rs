//! Speed.
fn main() {
    let mut lines: Vec<Vec<u8>> = vec![];
    for f in std::env::args().skip(2) {
        for l in std::fs::read(f).unwrap().split(|b| *b == b'\n') {
            lines.push(l.to_vec());
        }
    }
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut miner = template::Miner::new(template::Config::default());
    let src = miner.source("x", 0).unwrap();
    let t = std::time::Instant::now();
    let mut x = 0u64;
    let bytes: usize = lines.iter().map(|l| l.len()).sum();
    for _ in 0..n {
        for l in &lines {
            x ^= miner.observe(src, l, 0).unwrap().kind.0;
        }
    }
    let s = t.elapsed().as_secs_f64();
    println!(
        "{} lines {:.0}/s {:.1} MB/s  {} {}",
        n * lines.len(),
        (n * lines.len()) as f64 / s,
        (n * bytes) as f64 / s / 1e6,
        x,
        lines.len()
    );
}
