//! The Merkle tree of RFC 6962: its hashes, and the compact form that appending needs.

use aws_lc_rs::digest::{Context, SHA256};

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// Levels between two stored ones: level 0 is the leaves, 8 the roots of 256 leaves, then 16, 24 …
/// Every other node is recomputed from at most 128 stored ones.
pub const STORED_LEVEL_STEP: u8 = 8;

/// Leaves of the largest tree; a database counts in signed 64 bits.
pub const TREE_LEAVES_MAX: u64 = i64::MAX as u64;

/// Octets before the hashes in the bytes of a frontier.
const SIZE_BYTES: usize = 8;

/// Octets of a hash.
const HASH_BYTES: usize = 32;

/// A node that is kept: the root of the complete subtree over the leaves
/// `position << level .. (position + 1) << level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Height over the leaves, a multiple of [`STORED_LEVEL_STEP`].
    pub level: u8,
    /// Place within its level, from the left.
    pub position: u64,
    /// Its hash.
    pub hash: Hash,
}

/// A tree at one moment, by size and root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// How many leaves it has.
    pub size: u64,
    /// The hash over all of them.
    pub root: Hash,
}

/// The tree so far, as the roots of its complete subtrees: at most 63 hashes, whatever its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    // One for each bit set in `size`, the largest subtree first.
    peaks: Vec<Hash>,
}

/// Bytes are not those of a frontier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("frontier bytes do not fit the size that they state")]
pub struct FrontierError;

impl Frontier {
    /// Returns the tree without leaves.
    pub const fn empty() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// Returns how many leaves the tree has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf and returns the nodes to be stored: the leaf itself, and those that it completes.
    pub fn append(&mut self, leaf: Hash) -> Vec<Node> {
        let stored = self.join(Node { level: 0, position: self.size, hash: leaf });
        self.size += 1;
        stored
    }

    /// Adds a complete subtree at the end and joins it with those that it completes.
    fn join(&mut self, mut node: Node) -> Vec<Node> {
        let mut stored = vec![node];
        // A right child completes its parent, whose left child is then the last peak.
        while node.position & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            node = Node {
                level: node.level + 1,
                position: node.position >> 1,
                hash: node_hash(&left, &node.hash),
            };
            if node.level.is_multiple_of(STORED_LEVEL_STEP) {
                stored.push(node);
            }
        }
        self.peaks.push(node.hash);
        stored
    }

    /// Replaces the incomplete last 256 leaves by the stored node over them, of which some leaf is
    /// lost; returns the nodes that it completes. Only the root that comes of it shows whether the node
    /// was the right one.
    pub(crate) fn bridge(&mut self, hash: Hash) -> Vec<Node> {
        let position = self.size >> STORED_LEVEL_STEP;
        self.peaks.truncate(position.count_ones() as usize);
        let stored = self.join(Node { level: STORED_LEVEL_STEP, position, hash });
        self.size = (position + 1) << STORED_LEVEL_STEP;
        stored
    }

    /// Returns the root; that of the empty tree is the digest of nothing.
    pub fn root(&self) -> Hash {
        fold_right(&self.peaks).unwrap_or_else(|| sha256(&[]))
    }

    /// Returns size and root together.
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }

    /// Returns the form that is kept beside a checkpoint: size in eight octets, then the peaks.
    ///
    /// The row bears no seal: whoever reads it back compares [`Frontier::root`] with the root of the
    /// signed checkpoint before appending.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.peaks.iter().flatten());
        bytes
    }

    /// Reads that form.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, FrontierError> {
        let (size, rest) = bytes.split_first_chunk::<SIZE_BYTES>().ok_or(FrontierError)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, tail) = rest.as_chunks::<HASH_BYTES>();
        let is_fitting = peaks.len() == size.count_ones() as usize && tail.is_empty();
        if size > TREE_LEAVES_MAX || !is_fitting {
            return Err(FrontierError);
        }
        Ok(Self { size, peaks: peaks.to_vec() })
    }
}

/// Returns the hash of a leaf.
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    sha256(&[&[0x00], bytes])
}

/// Returns the hash of a node with two children.
pub(crate) fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[0x01], left, right])
}

/// Joins subtree roots, the largest first, into the root of the tree that they make up.
pub(crate) fn fold_right(roots: &[Hash]) -> Option<Hash> {
    roots.iter().rev().copied().reduce(|right, left| node_hash(&left, &right))
}

pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    let mut hash = Hash::default();
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The eight leaves of the Certificate Transparency reference tests.
    pub(crate) const CT_LEAVES: [&str; 8] = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];

    /// The roots over the first 0, 1, … 8 of them.
    pub(crate) const CT_ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    pub(crate) fn hex(text: &str) -> Vec<u8> {
        (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
            .collect()
    }

    pub(crate) fn hash_of_hex(text: &str) -> Hash {
        hex(text).try_into().unwrap()
    }

    pub(crate) fn numbered_leaf(index: u64) -> Hash {
        leaf_hash(&index.to_be_bytes())
    }

    /// The definition of RFC 6962 §2.1, by the letter: what the quick way is compared with.
    pub(crate) fn slow_root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => sha256(&[]),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                node_hash(&slow_root(left), &slow_root(right))
            }
        }
    }

    #[test]
    fn reference_roots() {
        let mut frontier = Frontier::empty();
        assert_eq!(frontier.root(), hash_of_hex(CT_ROOTS[0]));
        for (leaf, root) in CT_LEAVES.iter().zip(&CT_ROOTS[1..]) {
            frontier.append(leaf_hash(&hex(leaf)));
            assert_eq!(frontier.root(), hash_of_hex(root), "size {}", frontier.size());
        }
    }

    #[test]
    fn every_root_is_the_defined_one() {
        let leaves: Vec<Hash> = (0..300).map(numbered_leaf).collect();
        let mut frontier = Frontier::empty();
        for (index, leaf) in leaves.iter().enumerate() {
            assert_eq!(frontier.root(), slow_root(&leaves[..index]), "size {index}");
            frontier.append(*leaf);
        }
    }

    #[test]
    fn only_every_eighth_level_is_stored() {
        let leaves: Vec<Hash> = (0..65_536).map(numbered_leaf).collect();
        let mut frontier = Frontier::empty();
        let mut stored = Vec::new();
        for leaf in &leaves {
            stored.extend(frontier.append(*leaf));
        }
        let positions = |level| {
            let of_level = stored.iter().filter(move |node: &&Node| node.level == level);
            of_level.map(|node| node.position).collect::<Vec<_>>()
        };
        assert_eq!(positions(0), (0..65_536).collect::<Vec<_>>());
        assert_eq!(positions(8), (0..256).collect::<Vec<_>>());
        assert_eq!(positions(16), [0]);
        assert_eq!(stored.len(), 65_536 + 256 + 1);
        let third = stored.iter().find(|node| node.level == 8 && node.position == 3).unwrap();
        assert_eq!(third.hash, slow_root(&leaves[3 * 256..4 * 256]));
        assert_eq!(stored.last().unwrap().hash, frontier.root());
    }

    #[test]
    fn a_stored_node_bridges_lost_leaves() {
        let mut whole = Frontier::empty();
        let mut bridged = Frontier::empty();
        let mut stored = Vec::new();
        for index in 0..3 * 256 {
            stored.extend(
                whole.append(numbered_leaf(index)).into_iter().filter(|node| node.level > 0),
            );
            if index < 300 {
                bridged.append(numbered_leaf(index));
            }
        }
        assert_eq!(bridged.bridge(stored[1].hash), [stored[1]]);
        assert_eq!(bridged.size(), 512);
        assert_eq!(bridged.bridge(stored[2].hash), [stored[2]]);
        assert_eq!(bridged, whole);
    }

    #[test]
    fn bytes_read_back_and_go_on() {
        let mut frontier = Frontier::empty();
        for index in 0..1000 {
            assert_eq!(Frontier::of_bytes(&frontier.to_bytes()), Ok(frontier.clone()));
            frontier = Frontier::of_bytes(&frontier.to_bytes()).unwrap();
            frontier.append(numbered_leaf(index));
        }
        let leaves: Vec<Hash> = (0..1000).map(numbered_leaf).collect();
        assert_eq!(frontier.head(), TreeHead { size: 1000, root: slow_root(&leaves) });
    }

    #[test]
    fn bytes_of_another_size_are_refused() {
        let mut bytes = vec![0, 0, 0, 0, 0, 0, 0, 3];
        assert_eq!(Frontier::of_bytes(&bytes), Err(FrontierError));
        bytes.extend([7; 64]);
        assert!(Frontier::of_bytes(&bytes).is_ok());
        bytes.push(0);
        assert_eq!(Frontier::of_bytes(&bytes), Err(FrontierError));
        let too_large: Vec<u8> = [&(1_u64 << 63).to_be_bytes()[..], &[7; 32]].concat();
        assert_eq!(Frontier::of_bytes(&too_large), Err(FrontierError));
    }

    proptest! {
        #[test]
        fn foreign_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(frontier) = Frontier::of_bytes(&bytes) {
                prop_assert_eq!(frontier.to_bytes(), bytes);
                frontier.root();
            }
        }
    }
}
