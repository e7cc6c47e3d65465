//! Shows the kinds of log files: `cargo run --release -p template --example kinds -- FILE…`.
#![expect(clippy::print_stdout, reason = "a tool for people speaks on the terminal")]

use std::{env, error::Error, fs};

use template::{Census, Config, Headers};

fn main() -> Result<(), Box<dyn Error>> {
    let mut census = Census::new(&Config { samples_max: 1, ..Config::default() }, Headers::Cut)?;
    for path in env::args_os().skip(1) {
        for line in fs::read(path)?.split(|&byte| byte == b'\n') {
            census.add(line);
        }
    }
    for kind in census.kinds() {
        println!("{:>9}  {}", kind.n_lines, kind.typed);
        for sample in kind.samples {
            println!("{:>9}  {}", "", sample.trim_end());
        }
    }
    println!("{} lines, {} of them without room for a kind", census.n_lines(), census.n_overflow());
    Ok(())
}
