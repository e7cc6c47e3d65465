//! Event logs that broke off: what is whole is read, and what lacks is told.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

use sigma::read::{Evtx, EvtxChunk, ReadFault};

#[path = "../../chancery/tests/tools/evtx.rs"]
mod evtx;

const HEAD_BYTES: usize = 4096;
const CHUNK_BYTES: usize = 64 << 10;

/// Two pieces, of two records each.
fn log() -> Vec<u8> {
    let log = evtx::log(&[("1", &[("Image", "a.exe")]), ("3", &[("Image", "b.exe")])]);
    let mut twice = [&log[..], &log[HEAD_BYTES..]].concat();
    twice[42] = 2;
    twice
}

fn read(log: &[u8]) -> (usize, Vec<ReadFault>) {
    let (read, lacks): (Vec<_>, Vec<_>) = Evtx::new(log.to_vec()).partition(Result::is_ok);
    let lacks: Vec<_> = lacks.into_iter().map(Result::unwrap_err).collect();
    // It is the same by pieces.
    let mut chunks = Evtx::new(log.to_vec()).into_chunks();
    let records: Vec<_> = chunks.by_ref().flat_map(EvtxChunk::records).collect();
    assert_eq!(records.iter().filter(|record| record.is_ok()).count(), read.len());
    let mut told: Vec<_> = records.into_iter().filter_map(Result::err).collect();
    told.extend(chunks.lack());
    assert_eq!(told, lacks);
    assert!(chunks.next().is_none() && chunks.lack().is_none());
    (read.len(), lacks)
}

/// Where the second record of the last piece begins.
fn second_record(log: &[u8]) -> usize {
    let last = &log[HEAD_BYTES + CHUNK_BYTES..];
    let size = u32::from_le_bytes(last[516..520].try_into().unwrap());
    HEAD_BYTES + CHUNK_BYTES + 512 + usize::try_from(size).unwrap()
}

#[test]
fn whole_logs_lack_nothing() {
    assert_eq!(read(&log()), (4, Vec::new()));
    // Logs that are in use have more pieces than their head says, and empty ones.
    let mut ahead = log();
    ahead[42] = 1;
    assert_eq!(read(&ahead), (4, Vec::new()));
    assert_eq!(read(&[log(), vec![0; CHUNK_BYTES]].concat()), (4, Vec::new()));
}

#[test]
fn a_log_that_is_cut_off_is_read_to_its_last_whole_record() {
    let log = log();
    let cut = |n_whole| vec![ReadFault::CutOff { n_whole }];
    assert_eq!(read(&log[..log.len() - 1]), (4, cut(1)));
    let second = second_record(&log);
    for (n_bytes, n_read) in [(second + 1, 3), (second, 3), (second - 1, 2)] {
        assert_eq!(read(&log[..n_bytes]), (n_read, cut(1)), "{n_bytes}");
    }
    for n_over in [1, 100, 511, 512, 600] {
        assert_eq!(read(&log[..HEAD_BYTES + CHUNK_BYTES + n_over]), (2, cut(1)), "{n_over}");
        assert_eq!(read(&log[..HEAD_BYTES + n_over]), (0, cut(0)), "{n_over}");
    }
}

#[test]
fn pieces_that_lack_are_told() {
    let log = log();
    let lack = |n_found| vec![ReadFault::ChunksLack { n_found, n_promised: 2 }];
    assert_eq!(read(&log[..HEAD_BYTES + CHUNK_BYTES]), (2, lack(1)));
    assert_eq!(read(&log[..HEAD_BYTES]), (0, lack(0)));
    let mut empty = log.clone();
    empty[HEAD_BYTES + CHUNK_BYTES..].fill(0);
    assert_eq!(read(&empty), (2, lack(1)));
    let (n_read, faults) = read(&log[..3000]);
    assert!(n_read == 0 && matches!(faults[..], [ReadFault::Evtx(_)]), "{faults:?}");
}
