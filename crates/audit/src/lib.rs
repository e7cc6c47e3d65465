#![doc = include_str!("../README.md")]

mod change;
mod checkpoint;
mod entry;
mod fault;
mod key;
mod look;
mod note;
mod permit;
mod proof;
mod proof_file;
mod rows;
mod seal;
mod tree;
mod uses;
mod verify;
mod visit;

pub use change::Changes;
pub use checkpoint::{Checkpoint, CheckpointError, CheckpointKey, CheckpointVerifier};
pub use entry::{ENTRY_BYTES_MAX, Entry, EntryError, Outcome};
pub use fault::{FAULTS_KEPT_MAX, Fault, FaultKind, Place, Report};
pub use key::{LogKey, Purpose};
pub use look::{LOOK_CHANGE, LookRow, USE_CHANGE};
pub use note::{KEY_NAME_BYTES_MAX, NOTE_BYTES_MAX, NOTE_SIGNATURES_MAX, NoteError};
pub use permit::{Ground, Permit, PolicyRef, Refusal, Second, TokenUse, Who};
pub use proof::{
    LEVEL_NODES_MAX, NodeRange, NodeSet, PROOF_HASHES_MAX, ProofError, consistency_proof,
    inclusion_proof, nodes_for_consistency, nodes_for_inclusion, verify_consistency,
    verify_inclusion,
};
pub use proof_file::{Growth, PROOF_FILE_BYTES_MAX, ProofFile, ProofFileError};
pub use rows::{Columns, EntryRow, LeafRow, VerifyRow};
pub use seal::{entry_seal, leaf_seal};
pub use tree::{
    Frontier, FrontierError, Hash, Node, STORED_LEVEL_STEP, TREE_LEAVES_MAX, TreeHead, leaf_hash,
};
pub use uses::{CountedUses, FieldLookRow};
pub use verify::{LogVerifier, promises::CHECKPOINTS_AHEAD_MAX};
pub use visit::{VISIT_CHANGE, VisitRow};
