//! Proofs against the reference vectors, against the definitions, and against tampering.

use proptest::prelude::*;

use super::*;
use crate::tree::{
    Frontier, leaf_hash,
    tests::{CT_LEAVES, hash_of_hex, hex, numbered_leaf, slow_root},
};

struct Forest {
    leaves: Vec<Hash>,
    stored: NodeSet,
}

impl Forest {
    fn of_leaves(leaves: Vec<Hash>) -> Self {
        let mut frontier = Frontier::empty();
        let mut stored = NodeSet::default();
        for leaf in &leaves {
            stored.extend(frontier.append(*leaf));
        }
        Self { leaves, stored }
    }

    fn numbered(size: u64) -> Self {
        Self::of_leaves((0..size).map(numbered_leaf).collect())
    }

    fn reference() -> Self {
        Self::of_leaves(CT_LEAVES.iter().map(|leaf| leaf_hash(&hex(leaf))).collect())
    }

    fn head(&self, size: u64) -> TreeHead {
        TreeHead { size, root: slow_root(&self.leaves[..size as usize]) }
    }

    /// What a database would hand over: the asked ranges and nothing else.
    fn read(&self, ranges: &[NodeRange]) -> NodeSet {
        let mut nodes = NodeSet::default();
        for range in ranges {
            for position in range.first..range.first + range.count {
                let hash = self.stored.get(range.level, position).unwrap();
                nodes.insert(Node { level: range.level, position, hash });
            }
        }
        nodes
    }

    fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        inclusion_proof(index, size, &self.read(&nodes_for_inclusion(index, size))).unwrap()
    }

    fn consistency(&self, older: u64, newer: u64) -> Vec<Hash> {
        consistency_proof(older, newer, &self.read(&nodes_for_consistency(older, newer))).unwrap()
    }
}

fn check_inclusion_vector(index: u64, size: u64, expect: &[&str]) {
    let expect: Vec<Hash> = expect.iter().map(|hash| hash_of_hex(hash)).collect();
    assert_eq!(Forest::reference().inclusion(index, size), expect, "entry {index} of {size}");
}

fn check_consistency_vector(older: u64, newer: u64, expect: &[&str]) {
    let expect: Vec<Hash> = expect.iter().map(|hash| hash_of_hex(hash)).collect();
    assert_eq!(Forest::reference().consistency(older, newer), expect, "{older} to {newer}");
}

const L0: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
const L1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const L4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const N01: &str = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
const N23: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const N45: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const N67: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const N03: &str = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
const N47: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

#[test]
fn reference_inclusion_proofs() {
    check_inclusion_vector(0, 1, &[]);
    check_inclusion_vector(0, 8, &[L1, N23, N47]);
    check_inclusion_vector(5, 8, &[L4, N67, N03]);
    check_inclusion_vector(2, 3, &[N01]);
    check_inclusion_vector(1, 5, &[L0, N23, L4]);
}

#[test]
fn reference_consistency_proofs() {
    check_consistency_vector(1, 1, &[]);
    check_consistency_vector(1, 8, &[L1, N23, N47]);
    check_consistency_vector(6, 8, &[N45, N67, N03]);
    check_consistency_vector(2, 5, &[N23, L4]);
    check_consistency_vector(2, 8, &[N23, N47]);
}

#[test]
fn every_small_inclusion_holds_and_no_other() {
    let forest = Forest::numbered(40);
    for size in 1..=40 {
        let root = forest.head(size).root;
        for index in 0..size {
            let proof = forest.inclusion(index, size);
            let leaf = forest.leaves[index as usize];
            assert!(verify_inclusion(&leaf, index, size, &proof, &root), "{index} of {size}");
            for wrong in (0..=size).filter(|wrong| *wrong != index) {
                assert!(!verify_inclusion(&leaf, wrong, size, &proof, &root), "{wrong} of {size}");
            }
            check_mangled(&proof, |mangled| verify_inclusion(&leaf, index, size, mangled, &root));
        }
    }
}

#[test]
fn every_small_growth_holds_and_no_other() {
    let forest = Forest::numbered(40);
    for newer in 0..=40 {
        for older in 0..=newer {
            let proof = forest.consistency(older, newer);
            let (older, newer) = (forest.head(older), forest.head(newer));
            assert!(verify_consistency(&older, &newer, &proof), "{older:?} to {newer:?}");
            let other = TreeHead { root: [9; 32], ..older };
            assert!(!verify_consistency(&other, &newer, &proof), "{older:?} to {newer:?}");
            if older.size < newer.size {
                assert!(!verify_consistency(&newer, &older, &proof));
            }
            check_mangled(&proof, |mangled| verify_consistency(&older, &newer, mangled));
        }
    }
}

/// Flips a bit of each hash, drops the last, adds one.
fn check_mangled(proof: &[Hash], is_accepted: impl Fn(&[Hash]) -> bool) {
    for at in 0..proof.len() {
        let mut flipped = proof.to_vec();
        flipped[at][17] ^= 4;
        assert!(!is_accepted(&flipped), "flipped hash {at}");
    }
    if let Some((_, cut)) = proof.split_last() {
        assert!(!is_accepted(cut), "cut");
    }
    assert!(!is_accepted(&[proof, &[[3; 32]]].concat()), "lengthened");
}

#[test]
fn stored_levels_serve_large_trees() {
    let forest = Forest::numbered(66_000);
    let size = 65_536 + 300;
    let root = forest.head(size).root;
    for index in [0, 1, 255, 256, 40_000, 65_535, 65_536, size - 1] {
        let leaf = forest.leaves[index as usize];
        assert!(verify_inclusion(&leaf, index, size, &forest.inclusion(index, size), &root));
    }
    for older in [1, 255, 256, 257, 65_535, 65_536, 65_537, size - 1] {
        let proof = forest.consistency(older, size);
        assert!(verify_consistency(&forest.head(older), &forest.head(size), &proof), "{older}");
    }
}

#[test]
fn a_missing_node_is_named() {
    let nodes = NodeSet::default();
    let expect = Err(ProofError::MissingNode { level: 0, position: 1 });
    assert_eq!(inclusion_proof(0, 2, &nodes), expect);
    assert_eq!(inclusion_proof(2, 2, &nodes), Err(ProofError::NoSuchEntry { index: 2, size: 2 }));
    let expect = Err(ProofError::NoSuchGrowth { older: 3, newer: 2 });
    assert_eq!(consistency_proof(3, 2, &nodes), expect);
}

fn check_bounded(ranges: &[NodeRange]) {
    for pair in ranges.windows(2) {
        assert!(pair[0].level < pair[1].level || pair[0].first + pair[0].count < pair[1].first);
    }
    for level in 0..=u8::MAX {
        let of_level = ranges.iter().filter(|range| range.level == level);
        let n_nodes: u64 = of_level.map(|range| range.count).sum();
        assert!(n_nodes <= LEVEL_NODES_MAX, "{n_nodes} nodes of level {level}");
        assert!(n_nodes == 0 || level.is_multiple_of(STORED_LEVEL_STEP));
    }
}

proptest! {
    #[test]
    fn the_work_of_an_inclusion_is_bounded(size in 1..=u64::MAX, index in any::<u64>()) {
        check_bounded(&nodes_for_inclusion(index, size));
        prop_assert!(inclusion_spans(index % size, size).len() <= PROOF_HASHES_MAX);
    }

    #[test]
    fn the_work_of_a_growth_is_bounded(one in any::<u64>(), other in any::<u64>()) {
        check_bounded(&nodes_for_consistency(one, other));
        let spans = consistency_spans(one.min(other) >> 1, one.max(other) >> 1);
        prop_assert!(spans.len() <= PROOF_HASHES_MAX);
    }

    #[test]
    fn foreign_proofs_never_panic(
        index in any::<u64>(), size in any::<u64>(),
        proof in prop::collection::vec(any::<Hash>(), 0..80), root in any::<Hash>(),
    ) {
        prop_assert!(!verify_inclusion(&[1; 32], index, size, &proof, &root));
        let (older, newer) = (TreeHead { size: index, root }, TreeHead { size, root: [1; 32] });
        prop_assert!(!verify_consistency(&older, &newer, &proof));
    }
}
