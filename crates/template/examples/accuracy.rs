//! Accuracy.
use std::collections::{HashMap, HashSet};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let verbose = std::env::args().nth(2);
    let mut avg = [0.0; 4];
    let mut names: Vec<_> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    names.sort();
    for p in &names {
        let name = p.file_name().unwrap().to_str().unwrap();
        let csv =
            std::fs::read_to_string(p.join(format!("{name}_2k.log_structured_corrected.csv")))
                .unwrap();
        let rows = parse(&csv);
        let head = &rows[0];
        let c = head.iter().position(|x| x == "Content").unwrap();
        let t = head.iter().position(|x| x == "EventTemplate").unwrap();
        let mut miner = template::Miner::new(template::Config::default());
        let src = miner.source(name, 0).unwrap();
        let mut out = vec![];
        for r in &rows[1..] {
            out.push(miner.observe(src, r[c].as_bytes(), 0).unwrap().kind);
        }
        let pred: Vec<String> = out.iter().map(|k| miner.kind(src, *k).unwrap().text).collect();
        let truth: Vec<&str> = rows[1..].iter().map(|r| r[t].as_str()).collect();
        let m = score(&pred, &truth);
        println!(
            "{name:10} GA {:.3} FGA {:.3} PA {:.3} FTA {:.3}  kinds {} truth {}",
            m.0[0], m.0[1], m.0[2], m.0[3], m.1, m.2
        );
        for i in 0..4 {
            avg[i] += m.0[i] / names.len() as f64;
        }
        if verbose.as_deref() == Some(name) {
            let mut g: HashMap<&str, HashMap<&str, (usize, usize)>> = HashMap::new();
            for (i, (p, t)) in pred.iter().zip(&truth).enumerate() {
                g.entry(t).or_default().entry(p).or_insert((0, i)).0 += 1;
            }
            let mut by_pred: HashMap<&str, HashSet<&str>> = HashMap::new();
            for (p, t) in pred.iter().zip(&truth) {
                by_pred.entry(p).or_default().insert(t);
            }
            for (t, ps) in g {
                let split = ps.len() > 1;
                for (p, (n, i)) in ps {
                    let mixed = by_pred[p].len() > 1;
                    if split || mixed || p != t {
                        println!(
                            "{}{}{} {n}\n  T {t}\n  P {p}\n  L {}",
                            if split { "SPLIT " } else { "" },
                            if mixed { "MIX " } else { "" },
                            if p != t { "TEXT" } else { "" },
                            rows[1 + i][c]
                        );
                    }
                }
            }
        }
    }
    println!("AVERAGE    GA {:.3} FGA {:.3} PA {:.3} FTA {:.3}", avg[0], avg[1], avg[2], avg[3]);
}
fn score(pred: &[String], truth: &[&str]) -> ([f64; 4], usize, usize) {
    let mut tc: HashMap<&str, usize> = HashMap::new();
    for t in truth {
        *tc.entry(t).or_default() += 1;
    }
    let mut pg: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, p) in pred.iter().enumerate() {
        pg.entry(p).or_default().push(i);
    }
    let (mut lines, mut groups, mut texts) = (0, 0, 0);
    for (p, ix) in &pg {
        let ts: HashSet<&str> = ix.iter().map(|i| truth[*i]).collect();
        if ts.len() == 1 {
            let t = ts.iter().next().unwrap();
            if tc[t] == ix.len() {
                lines += ix.len();
                groups += 1;
            }
            if t == p {
                texts += 1;
            }
        }
    }
    let pa = pred.iter().zip(truth).filter(|(p, t)| p == *t).count() as f64 / truth.len() as f64;
    let f = |n: usize| {
        let (p, r) = (n as f64 / pg.len() as f64, n as f64 / tc.len() as f64);
        if n == 0 { 0.0 } else { 2.0 * p * r / (p + r) }
    };
    ([lines as f64 / truth.len() as f64, f(groups), pa, f(texts)], pg.len(), tc.len())
}
fn parse(s: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut f, mut q) = (vec![], vec![], String::new(), false);
    let mut it = s.chars().peekable();
    while let Some(ch) = it.next() {
        match ch {
            '"' if q && it.peek() == Some(&'"') => {
                f.push('"');
                it.next();
            }
            '"' => q = !q,
            ',' if !q => row.push(std::mem::take(&mut f)),
            '\n' if !q => {
                row.push(std::mem::take(&mut f));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !q => {}
            _ => f.push(ch),
        }
    }
    rows
}
