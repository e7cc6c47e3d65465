//! Builds anew when a rule is added to those that come with Chancery: only files that are in the binary already are watched otherwise.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../content/sigma");
}
