//! Proofs of RFC 6962: that an entry is in a tree, and that a tree is the growth of an older one.
//!
//! A proof is made in two steps, so that the database may read in between: `nodes_for_…` says which
//! stored nodes are needed, the caller fills a [`NodeSet`], the proof is computed from it.

use std::collections::BTreeMap;

use crate::tree::{Hash, Node, STORED_LEVEL_STEP, TreeHead, fold_right, node_hash, sha256};

/// Hashes of the longest proof: a tree counted in 63 bits is at most 63 high, and a consistency proof
/// may begin with one more.
pub const PROOF_HASHES_MAX: usize = 64;

/// Stored nodes that one proof reads at one level: 256 under the parts around the entry or the older
/// tree, 255 under the incomplete end of the tree.
pub const LEVEL_NODES_MAX: u64 = 256 + 255;

/// Stored nodes side by side that a proof needs. The ranges of one proof do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeRange {
    /// Their level: 0 is the leaves.
    pub level: u8,
    /// The position of the first.
    pub first: u64,
    /// How many.
    pub count: u64,
}

/// The stored nodes that were read for a proof.
#[derive(Clone, Debug, Default)]
pub struct NodeSet(BTreeMap<(u8, u64), Hash>);

/// Why a proof cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The tree has no such entry.
    #[error("entry {index} is not in a tree of size {size}")]
    NoSuchEntry {
        /// The entry asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is larger than the newer.
    #[error("a tree of size {newer} cannot have grown from one of size {older}")]
    NoSuchGrowth {
        /// The size of the older tree.
        older: u64,
        /// The size of the newer tree.
        newer: u64,
    },
    /// A stored node was not handed in.
    #[error("stored node {position} of level {level} is missing")]
    MissingNode {
        /// Its level.
        level: u8,
        /// Its position.
        position: u64,
    },
}

impl NodeSet {
    /// Adds a stored node.
    pub fn insert(&mut self, node: Node) {
        self.0.insert((node.level, node.position), node.hash);
    }

    fn get(&self, level: u8, position: u64) -> Result<Hash, ProofError> {
        let hash = self.0.get(&(level, position)).copied();
        hash.ok_or(ProofError::MissingNode { level, position })
    }
}

impl Extend<Node> for NodeSet {
    fn extend<I: IntoIterator<Item = Node>>(&mut self, nodes: I) {
        for node in nodes {
            self.insert(node);
        }
    }
}

/// Says which stored nodes the inclusion proof of an entry needs; none if the tree has no such entry.
pub fn nodes_for_inclusion(index: u64, size: u64) -> Vec<NodeRange> {
    ranges(&inclusion_spans(index, size))
}

/// Makes the inclusion proof of an entry in the tree of that size (RFC 6962 §2.1.1).
pub fn inclusion_proof(index: u64, size: u64, nodes: &NodeSet) -> Result<Vec<Hash>, ProofError> {
    if index >= size {
        return Err(ProofError::NoSuchEntry { index, size });
    }
    inclusion_spans(index, size).iter().map(|span| span.hash(nodes)).collect()
}

/// Says which stored nodes the consistency proof between two sizes needs.
pub fn nodes_for_consistency(older: u64, newer: u64) -> Vec<NodeRange> {
    ranges(&consistency_spans(older, newer))
}

/// Makes the consistency proof between the trees of two sizes (RFC 6962 §2.1.2). It is empty if they
/// are the same, or if the older has no entry.
pub fn consistency_proof(older: u64, newer: u64, nodes: &NodeSet) -> Result<Vec<Hash>, ProofError> {
    if older > newer {
        return Err(ProofError::NoSuchGrowth { older, newer });
    }
    consistency_spans(older, newer).iter().map(|span| span.hash(nodes)).collect()
}

/// Says whether the leaf stands at `index` in the tree of that size and root (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            (node, last) = climb_to_right_child(node, last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Says whether the newer tree is the older one with entries appended (RFC 9162 §2.1.4.2).
pub fn verify_consistency(older: &TreeHead, newer: &TreeHead, proof: &[Hash]) -> bool {
    if older.size == newer.size {
        return proof.is_empty() && older.root == newer.root;
    }
    if older.size == 0 {
        return proof.is_empty() && older.root == sha256(&[]);
    }
    if older.size > newer.size {
        return false;
    }
    // A complete older tree is itself the first node, which the proof then leaves out.
    let (start, rest) = if older.size.is_power_of_two() {
        (older.root, proof)
    } else {
        let Some((start, rest)) = proof.split_first() else {
            return false;
        };
        (*start, rest)
    };
    let n_ascents = (older.size - 1).trailing_ones();
    let (mut node, mut last) = ((older.size - 1) >> n_ascents, (newer.size - 1) >> n_ascents);
    let (mut older_hash, mut newer_hash) = (start, start);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            older_hash = node_hash(sibling, &older_hash);
            newer_hash = node_hash(sibling, &newer_hash);
            (node, last) = climb_to_right_child(node, last);
        } else {
            newer_hash = node_hash(&newer_hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && older_hash == older.root && newer_hash == newer.root
}

/// Skips the levels at which the last node of an incomplete tree has no sibling.
const fn climb_to_right_child(mut node: u64, mut last: u64) -> (u64, u64) {
    while node != 0 && node & 1 == 0 {
        node >>= 1;
        last >>= 1;
    }
    (node, last)
}

/// The leaves `first..end` under one node; `first` is a multiple of the power of two that holds them.
#[derive(Clone, Copy, Debug)]
struct Span {
    first: u64,
    end: u64,
}

impl Span {
    /// Returns the stored nodes under each complete subtree of the span, the largest subtree first.
    fn stored(self) -> Vec<NodeRange> {
        let mut stored = Vec::new();
        let mut first = self.first;
        while let Some(level) = (self.end - first).checked_ilog2() {
            let above = level % u32::from(STORED_LEVEL_STEP);
            let below = level - above;
            stored.push(NodeRange { level: below as u8, first: first >> below, count: 1 << above });
            first += 1 << level;
        }
        stored
    }

    fn hash(self, nodes: &NodeSet) -> Result<Hash, ProofError> {
        let roots: Vec<Hash> = self
            .stored()
            .into_iter()
            .map(|range| subtree_root(range, nodes))
            .collect::<Result<_, _>>()?;
        Ok(fold_right(&roots).unwrap_or_else(|| sha256(&[])))
    }
}

/// Computes the root over a power of two of stored nodes.
fn subtree_root(range: NodeRange, nodes: &NodeSet) -> Result<Hash, ProofError> {
    let positions = range.first..range.first + range.count;
    let mut row: Vec<Hash> =
        positions.map(|position| nodes.get(range.level, position)).collect::<Result<_, _>>()?;
    while row.len() > 1 {
        let (pairs, _) = row.as_chunks::<2>();
        row = pairs.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    let missing = ProofError::MissingNode { level: range.level, position: range.first };
    row.first().copied().ok_or(missing)
}

/// Returns the siblings on the way from the leaf up to the root.
fn inclusion_spans(index: u64, size: u64) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut first, mut end) = (0, size);
    while index < size && end - first > 1 {
        let middle = first + split(end - first);
        if index < middle {
            spans.push(Span { first: middle, end });
            end = middle;
        } else {
            spans.push(Span { first, end: middle });
            first = middle;
        }
    }
    spans.reverse();
    spans
}

/// Returns the nodes of the newer tree from which both roots can be computed, from the bottom up.
fn consistency_spans(older: u64, newer: u64) -> Vec<Span> {
    if older == 0 || older >= newer {
        return Vec::new();
    }
    let mut spans = Vec::new();
    let (mut first, mut end) = (0, newer);
    while end != older {
        let middle = first + split(end - first);
        if older <= middle {
            spans.push(Span { first: middle, end });
            end = middle;
        } else {
            spans.push(Span { first, end: middle });
            first = middle;
        }
    }
    // What begins at 0 is the whole older tree; its root is known to whoever checks.
    if first > 0 {
        spans.push(Span { first, end });
    }
    spans.reverse();
    spans
}

/// Returns the largest power of two below `n_leaves`, which is at least 2.
const fn split(n_leaves: u64) -> u64 {
    1 << (n_leaves - 1).ilog2()
}

/// Lists the stored nodes under the spans, neighbours joined.
fn ranges(spans: &[Span]) -> Vec<NodeRange> {
    let mut stored: Vec<NodeRange> = spans.iter().flat_map(|span| span.stored()).collect();
    stored.sort_unstable();
    let mut joined: Vec<NodeRange> = Vec::new();
    for range in stored {
        match joined.last_mut() {
            Some(last) if last.level == range.level && last.first + last.count == range.first => {
                last.count += range.count;
            }
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
