//! The independent verifier `contrib/verify_proof.py` against proofs made here.
#![cfg(test)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use audit::{
    CheckpointKey, Entry, Frontier, Ground, Growth, NodeSet, ProofFile, Who, consistency_proof,
    inclusion_proof, leaf_hash, nodes_for_consistency, nodes_for_inclusion,
};
use model::{Act, EntryId, Via, timestamp_of_micros};
use uuid::Uuid;

const ORIGIN: &str = "support.example.org/log";
const SIZE: u64 = 300;
const OLDER_SIZES: [u64; 5] = [0, 1, 128, 257, SIZE];

struct Log {
    key: CheckpointKey,
    entries: Vec<Vec<u8>>,
    nodes: NodeSet,
    /// The signed checkpoint of every size.
    notes: Vec<String>,
}

fn entry(index: u64) -> Vec<u8> {
    let ground = Ground {
        who: Who { kind: "visitor".to_owned(), id: String::new(), roles: Vec::new() },
        staff: None,
        via: Via::Mail,
        act: Act::CaseOpen,
        resource_kind: "case",
        resource_id: index.to_string(),
        case: None,
        person_id: None,
        authorities: Vec::new(),
        uses: None,
        policies: Vec::new(),
        second: None,
        edition: "e1".to_owned(),
        at: timestamp_of_micros(1_795_262_400_000_000 + index as i64),
    };
    let id = EntryId::from_uuid(Uuid::from_u128(u128::from(index)));
    Entry::done(id, ground, &[index as u8; 32]).canonical().unwrap()
}

impl Log {
    fn of_size(size: u64) -> Self {
        let key = CheckpointKey::of_seed(ORIGIN, &[6; 32]).unwrap();
        let mut frontier = Frontier::empty();
        let sign = |frontier: &Frontier| key.sign(&key.checkpoint(&frontier.head())).unwrap();
        let mut notes = vec![sign(&frontier)];
        let mut nodes = NodeSet::default();
        let entries: Vec<Vec<u8>> = (0..size).map(entry).collect();
        for entry in &entries {
            nodes.extend(frontier.append(leaf_hash(entry)));
            notes.push(sign(&frontier));
        }
        Self { key, entries, nodes, notes }
    }

    fn proof_file(&self, index: u64, older_size: Option<u64>) -> ProofFile {
        assert!(!nodes_for_inclusion(index, SIZE).is_empty());
        let growth = |older_size| {
            let is_trivial = older_size == 0 || older_size == SIZE;
            assert_eq!(nodes_for_consistency(older_size, SIZE).is_empty(), is_trivial);
            let proof = consistency_proof(older_size, SIZE, &self.nodes).unwrap();
            Growth { older_size, proof }
        };
        ProofFile {
            index,
            entry: self.entries[index as usize].clone(),
            proof: inclusion_proof(index, SIZE, &self.nodes).unwrap(),
            checkpoint: self.notes[SIZE as usize].clone(),
            consistency: older_size.map(growth),
        }
    }
}

/// A folder of one test, under the folder that Cargo keeps for tests.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("verify_proof_{name}"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

struct Answer {
    code: Option<i32>,
    out: String,
    err: String,
}

fn python(arguments: &[&str]) -> Answer {
    let output = Command::new("python3").args(arguments).output();
    let output = output.expect("python3 is not installed: apt-get install python3-cryptography");
    Answer {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

static HAS_CRYPTOGRAPHY: LazyLock<bool> =
    LazyLock::new(|| python(&["-c", "import cryptography"]).code == Some(0));

/// Runs the verifier on a proof, with the log's key or another.
fn verify(folder: &Path, proof: &str, key: &str, older: Option<&str>) -> Answer {
    let missing = "python3 lacks `cryptography`: apt-get install python3-cryptography";
    assert!(*HAS_CRYPTOGRAPHY, "{missing}");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contrib/verify_proof.py");
    let (proof_path, older_path) = (folder.join("proof.json"), folder.join("older.txt"));
    fs::write(&proof_path, proof).unwrap();
    let (proof_path, older_path) = (proof_path.to_str().unwrap(), older_path.to_str().unwrap());
    let mut arguments = vec![script, proof_path, "--key", key];
    if let Some(older) = older {
        fs::write(older_path, older).unwrap();
        arguments.extend(["--older", older_path]);
    }
    python(&arguments)
}

#[test]
fn honest_proofs_are_accepted() {
    let log = Log::of_size(SIZE);
    let folder = folder("honest");
    let key = log.key.verifier().to_string();
    for index in [0, 1, 127, 255, 256, 298, 299] {
        let answer = verify(&folder, &log.proof_file(index, None).to_json().unwrap(), &key, None);
        assert_eq!(answer.code, Some(0), "entry {index}: {}", answer.err);
        let words = format!("proven: entry {index} is in the log {ORIGIN} of 300 entries, root ");
        assert!(answer.out.starts_with(&words), "{}", answer.out);
        let entry = String::from_utf8(log.entries[index as usize].clone()).unwrap();
        assert!(answer.out.ends_with(&format!("\nthe entry: {entry}\n")), "{}", answer.out);
    }
}

#[test]
fn honest_growth_is_accepted() {
    let log = Log::of_size(SIZE);
    let folder = folder("growth");
    let key = log.key.verifier().to_string();
    for older in OLDER_SIZES {
        let proof = log.proof_file(42, Some(older)).to_json().unwrap();
        let answer = verify(&folder, &proof, &key, Some(&log.notes[older as usize]));
        assert_eq!(answer.code, Some(0), "from {older}: {}", answer.err);
        let words = format!("proven: the log has only grown since it had {older} entries\n");
        assert!(answer.out.contains(&words), "{}", answer.out);
    }
}

#[test]
fn false_proofs_are_refused() {
    let log = Log::of_size(SIZE);
    let folder = folder("false");
    let good = log.proof_file(42, Some(128));
    let key = log.key.verifier().to_string();
    let older = log.notes[128].as_str();
    let check_with = |proof: &str, key: &str, older: Option<&str>, words: &str| {
        let answer = verify(&folder, proof, key, older);
        assert_eq!(answer.code, Some(1), "{words}: {}", answer.out);
        assert!(answer.err.contains(words), "{words}: {}", answer.err);
        assert!(!answer.err.contains("Traceback"), "{}", answer.err);
    };
    let check = |proof: ProofFile, words: &str| {
        check_with(&proof.to_json().unwrap(), &key, Some(older), words);
    };
    let not_in = "is not in the log of the checkpoint";
    check(ProofFile { entry: entry(43), ..good.clone() }, not_in);
    check(ProofFile { index: 43, ..good.clone() }, not_in);
    check(ProofFile { index: 300, ..good.clone() }, not_in);
    let mut proof = good.proof.clone();
    proof[3][0] ^= 1;
    check(ProofFile { proof, ..good.clone() }, not_in);
    check(ProofFile { proof: Vec::new(), ..good.clone() }, not_in);

    let forged = good.checkpoint.replace("\n300\n", "\n301\n");
    let unfitting = "the signature of the checkpoint does not fit it";
    check(ProofFile { checkpoint: forged, ..good.clone() }, unfitting);
    let foreign = CheckpointKey::of_seed(ORIGIN, &[7; 32]).unwrap().verifier().to_string();
    let json = good.to_json().unwrap();
    check_with(&json, &foreign, None, "the checkpoint is not signed by this key");
    check_with(
        &json,
        &key.replacen("support", "s", 1),
        None,
        "the hash in the key does not fit it",
    );

    check(ProofFile { consistency: None, ..good.clone() }, "no consistency proof from 128 entries");
    check_with(&json, &key, Some(&log.notes[127]), "no consistency proof from 127 entries");
    let growth =
        Growth { older_size: 128, proof: log.proof_file(0, Some(257)).consistency.unwrap().proof };
    let not_grown = "has not grown from the older checkpoint of 128 entries";
    check(ProofFile { consistency: Some(growth), ..good }, not_grown);
    let mut frontier = Frontier::empty();
    for index in 1..129 {
        frontier.append(leaf_hash(&entry(index)));
    }
    let rewritten = log.key.sign(&log.key.checkpoint(&frontier.head())).unwrap();
    check_with(&json, &key, Some(&rewritten), not_grown);

    let unreadable = "the input cannot be read";
    for text in ["", "{}", "[]", "null", "{\"format\":\"chancery-proof-1\"}", &"[".repeat(100_000)]
    {
        check_with(text, &key, None, unreadable);
    }
    check_with(&json.replace("\"index\": 42", "\"index\": \"42\""), &key, None, "not a number");
    check_with(&json.replace("proof-1", "proof-2"), &key, None, "of another form");
    check_with(&json, "log.key", None, "not a file");
    check_with(&"[".repeat(2_000_000), &key, None, "is too long");
}
