//! The portable proof: an entry, its place in a signed tree, in one JSON file for anybody to check.
//! `contrib/verify_proof.py` checks it without any code of ours.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use crate::{
    checkpoint::{Checkpoint, CheckpointError, CheckpointVerifier},
    entry::ENTRY_BYTES_MAX,
    note::NOTE_BYTES_MAX,
    proof::{PROOF_HASHES_MAX, verify_consistency, verify_inclusion},
    tree::{Hash, leaf_hash},
};

/// Octets of the largest proof file.
pub const PROOF_FILE_BYTES_MAX: usize = 2 * (ENTRY_BYTES_MAX + NOTE_BYTES_MAX);

/// The name of the form.
const FORMAT: &str = "chancery-proof-1";

/// An entry and the proof that it is in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    /// The number of the entry.
    pub index: u64,
    /// Its canonical bytes.
    pub entry: Vec<u8>,
    /// Its inclusion proof.
    pub proof: Vec<Hash>,
    /// The signed checkpoint of the tree that the proof leads to.
    pub checkpoint: String,
    /// The proof that this tree has grown from an older one.
    pub consistency: Option<Growth>,
}

/// The proof that the tree of the file has grown from an older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The size of the older tree.
    pub older_size: u64,
    /// The consistency proof.
    pub proof: Vec<Hash>,
}

/// Why a proof file is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ProofFileError {
    /// It is too long.
    #[error("proof file is longer than {PROOF_FILE_BYTES_MAX} octets")]
    TooLong,
    /// It is not the JSON of a proof.
    #[error("proof file cannot be read")]
    Unreadable(#[source] serde_json::Error),
    /// It has another form.
    #[error("proof file is not of the form {FORMAT}")]
    OtherFormat,
    /// A field is not base64, or not of the length of a hash.
    #[error("field {0} of the proof file cannot be read")]
    Field(&'static str),
    /// A checkpoint is not accepted.
    #[error("checkpoint is not accepted")]
    Checkpoint(#[from] CheckpointError),
    /// The proof does not lead to the checkpoint.
    #[error("entry {0} is not in the log of the checkpoint")]
    NotIncluded(u64),
    /// The file has no consistency proof from the older checkpoint.
    #[error("proof file has no consistency proof from size {0}")]
    NoGrowth(u64),
    /// The older checkpoint is not of a tree from which this one grew.
    #[error("the log of the checkpoint has not grown from the older one of size {0}")]
    NotGrown(u64),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProofJson {
    format: String,
    index: u64,
    entry: String,
    proof: Vec<String>,
    checkpoint: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    consistency: Option<GrowthJson>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GrowthJson {
    older_size: u64,
    proof: Vec<String>,
}

impl ProofFile {
    /// Writes the file.
    pub fn to_json(&self) -> Result<String, ProofFileError> {
        let json = ProofJson {
            format: FORMAT.to_owned(),
            index: self.index,
            entry: STANDARD.encode(&self.entry),
            proof: encode(&self.proof),
            checkpoint: self.checkpoint.clone(),
            consistency: self.consistency.as_ref().map(|growth| GrowthJson {
                older_size: growth.older_size,
                proof: encode(&growth.proof),
            }),
        };
        serde_json::to_string_pretty(&json).map_err(ProofFileError::Unreadable)
    }

    /// Reads a file; nothing is checked yet.
    pub fn of_json(text: &str) -> Result<Self, ProofFileError> {
        if text.len() > PROOF_FILE_BYTES_MAX {
            return Err(ProofFileError::TooLong);
        }
        let json: ProofJson = serde_json::from_str(text).map_err(ProofFileError::Unreadable)?;
        if json.format != FORMAT {
            return Err(ProofFileError::OtherFormat);
        }
        let entry = STANDARD.decode(json.entry).map_err(|_| ProofFileError::Field("entry"))?;
        let growth = |growth: GrowthJson| -> Result<Growth, ProofFileError> {
            let proof = decode(&growth.proof).ok_or(ProofFileError::Field("consistency"))?;
            Ok(Growth { older_size: growth.older_size, proof })
        };
        Ok(Self {
            index: json.index,
            entry,
            proof: decode(&json.proof).ok_or(ProofFileError::Field("proof"))?,
            checkpoint: json.checkpoint,
            consistency: json.consistency.map(growth).transpose()?,
        })
    }

    /// Checks that the entry is in the log; returns the checkpoint that says so.
    pub fn verify(&self, verifier: &CheckpointVerifier) -> Result<Checkpoint, ProofFileError> {
        let checkpoint = verifier.verify(&self.checkpoint)?;
        let leaf = leaf_hash(&self.entry);
        let (size, root) = (checkpoint.size, &checkpoint.root);
        if !verify_inclusion(&leaf, self.index, size, &self.proof, root) {
            return Err(ProofFileError::NotIncluded(self.index));
        }
        Ok(checkpoint)
    }

    /// Checks besides that the log has only grown since an older checkpoint.
    pub fn verify_since(
        &self,
        verifier: &CheckpointVerifier,
        older_note: &str,
    ) -> Result<Checkpoint, ProofFileError> {
        let checkpoint = self.verify(verifier)?;
        let older = verifier.verify(older_note)?;
        let growth = self.consistency.as_ref().filter(|growth| growth.older_size == older.size);
        let growth = growth.ok_or(ProofFileError::NoGrowth(older.size))?;
        if !verify_consistency(&older.head(), &checkpoint.head(), &growth.proof) {
            return Err(ProofFileError::NotGrown(older.size));
        }
        Ok(checkpoint)
    }
}

fn encode(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(|hash| STANDARD.encode(hash)).collect()
}

fn decode(texts: &[String]) -> Option<Vec<Hash>> {
    if texts.len() > PROOF_HASHES_MAX {
        return None;
    }
    texts.iter().map(|text| STANDARD.decode(text).ok()?.try_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        CheckpointKey,
        tree::{Frontier, node_hash, tests::numbered_leaf},
    };

    fn key() -> CheckpointKey {
        CheckpointKey::of_seed("log.example.org", &[1; 32]).unwrap()
    }

    fn note(frontier: &Frontier) -> String {
        key().sign(&key().checkpoint(&frontier.head())).unwrap()
    }

    /// The second of three entries, and the growth from two to three.
    fn file() -> (ProofFile, String) {
        let mut frontier = Frontier::empty();
        frontier.append(numbered_leaf(0));
        frontier.append(leaf_hash(b"entry"));
        let older = note(&frontier);
        frontier.append(numbered_leaf(2));
        let file = ProofFile {
            index: 1,
            entry: b"entry".to_vec(),
            proof: vec![numbered_leaf(0), numbered_leaf(2)],
            checkpoint: note(&frontier),
            consistency: Some(Growth { older_size: 2, proof: vec![numbered_leaf(2)] }),
        };
        (file, older)
    }

    #[test]
    fn a_file_reads_back_and_holds() {
        let (file, older) = file();
        let read = ProofFile::of_json(&file.to_json().unwrap()).unwrap();
        assert_eq!(read, file);
        assert_eq!(read.verify(&key().verifier()).unwrap().size, 3);
        assert_eq!(read.verify_since(&key().verifier(), &older).unwrap().size, 3);
        let plain = ProofFile { consistency: None, ..file };
        assert!(!plain.to_json().unwrap().contains("consistency"));
        assert_eq!(ProofFile::of_json(&plain.to_json().unwrap()).unwrap(), plain);
    }

    #[test]
    fn what_does_not_hold_is_named() {
        let (file, older) = file();
        let verifier = key().verifier();
        let check = |file: ProofFile, expect: &str| {
            assert_eq!(file.verify_since(&verifier, &older).unwrap_err().to_string(), expect);
        };
        let other = CheckpointKey::of_seed("log.example.org", &[2; 32]).unwrap();
        assert!(matches!(file.verify(&other.verifier()), Err(ProofFileError::Checkpoint(_))));
        let not_included = "entry 1 is not in the log of the checkpoint";
        check(ProofFile { entry: b"other".to_vec(), ..file.clone() }, not_included);
        check(ProofFile { proof: vec![numbered_leaf(0)], ..file.clone() }, not_included);
        let no_growth = "proof file has no consistency proof from size 2";
        check(ProofFile { consistency: None, ..file.clone() }, no_growth);
        let not_grown = "the log of the checkpoint has not grown from the older one of size 2";
        let growth = Growth { older_size: 2, proof: vec![node_hash(&[0; 32], &[0; 32])] };
        check(ProofFile { consistency: Some(growth), ..file }, not_grown);
    }

    #[test]
    fn other_forms_are_refused() {
        let good = file().0.to_json().unwrap();
        let check = |from: &str, to: &str, expect: &str| {
            let error = ProofFile::of_json(&good.replacen(from, to, 1)).unwrap_err();
            assert_eq!(error.to_string(), expect);
        };
        check("proof-1", "proof-2", "proof file is not of the form chancery-proof-1");
        check("ZW50cnk=", "ZW50cnk", "field entry of the proof file cannot be read");
        check("\"index\"", "\"number\"", "proof file cannot be read");
        check(
            "\"proof\": [",
            "\"proof\": [\"AAAA\",",
            "field proof of the proof file cannot be read",
        );
        let long = "a".repeat(PROOF_FILE_BYTES_MAX + 1);
        assert!(matches!(ProofFile::of_json(&long), Err(ProofFileError::TooLong)));
    }

    proptest! {
        #[test]
        fn foreign_files_never_panic(text in "(?s).{0,200}") {
            prop_assert!(ProofFile::of_json(&text).is_err());
        }

        #[test]
        fn a_changed_file_never_proves_another_entry(at in any::<prop::sample::Index>(), char in any::<char>()) {
            let (good, older) = file();
            let mut chars: Vec<char> = good.to_json().unwrap().chars().collect();
            let at = at.index(chars.len());
            chars[at] = char;
            if let Ok(changed) = ProofFile::of_json(&chars.iter().collect::<String>()) {
                let is_proven = changed.verify_since(&key().verifier(), &older).is_ok();
                prop_assert_eq!(is_proven, changed == good);
            }
        }
    }
}
