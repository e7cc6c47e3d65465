//! Windows event logs. Damaged records are told and passed over; what the rest of a chunk holds is still read. Of a log that is
//! cut off, the whole records before the cut are read, and the cut is told.

use std::{
    io::{self, Read, Seek, SeekFrom},
    sync::Arc,
};

use evtx::{EvtxChunkData, EvtxParser, ParserSettings};

use super::ReadFault;

/// Bytes of one event log file.
pub const EVTX_BYTES_MAX: usize = 1 << 31;
/// Bytes before the first piece.
const HEAD_BYTES: u64 = 4096;
/// Bytes of a piece.
const CHUNK_BYTES: usize = 64 << 10;
/// Where the records of a piece begin.
const RECORDS_AT: usize = 512;
/// What a record begins with; its size follows.
const RECORD: &[u8] = b"**\0\0";
/// The head of a record, and its size once more behind it.
const RECORD_BYTES_MIN: usize = 28;

/// The records of an event log, each as JSON.
pub struct Evtx {
    chunks: EvtxChunks,
    waiting: std::vec::IntoIter<Result<Vec<u8>, ReadFault>>,
}

/// The pieces of an event log, in their order.
pub struct EvtxChunks {
    begun: Option<EvtxChunk>,
    whole: Box<dyn Iterator<Item = EvtxChunk>>,
    /// What stands behind the last whole piece.
    part: Option<Vec<u8>>,
    /// Pieces that the head of the file says there are: a lower bound, since the head of a log that is in use is older than the log.
    n_promised: u64,
    n_found: u64,
    settings: Arc<ParserSettings>,
    lack: Option<ReadFault>,
}

/// A piece of an event log, of 64 KiB, with its records still packed; another thread may take them out.
pub struct EvtxChunk(Piece);

enum Piece {
    Packed(Box<EvtxChunkData>, Arc<ParserSettings>),
    /// Records that were taken out before.
    Records(Vec<Result<Vec<u8>, ReadFault>>),
}

impl Evtx {
    /// Begins to read.
    pub fn new(bytes: Vec<u8>) -> Self {
        if bytes.len() > EVTX_BYTES_MAX {
            return Self::only(ReadFault::Evtx(format!("more than {EVTX_BYTES_MAX} bytes")));
        }
        Self::from_reader(io::Cursor::new(bytes))
    }

    /// Begins to read what the caller has opened; one chunk of 64 KiB is held at a time.
    pub fn from_reader(mut reader: impl Read + Seek + 'static) -> Self {
        let opened = part(&mut reader).map_err(|e| e.to_string()).and_then(|part| {
            let parser = EvtxParser::from_read_seek(reader).map_err(|e| e.to_string())?;
            Ok((part, parser))
        });
        let (part, parser) = match opened {
            Ok(opened) => opened,
            Err(e) => return Self::only(ReadFault::Evtx(e)),
        };
        let settings = ParserSettings::new().num_threads(1).indent(false);
        let shared = Arc::new(settings.clone());
        let n_promised = u64::from(parser.header().chunk_count);
        let each = Arc::clone(&shared);
        let whole =
            parser.with_configuration(settings).into_chunks().map(move |chunk| match chunk {
                Ok(data) => EvtxChunk(Piece::Packed(Box::new(data), Arc::clone(&each))),
                Err(e) => EvtxChunk(Piece::Records(vec![Err(ReadFault::Evtx(e.to_string()))])),
            });
        let chunks = EvtxChunks {
            part: Some(part).filter(|part| !part.is_empty()),
            n_promised,
            settings: shared,
            ..EvtxChunks::new(whole)
        };
        Self { chunks, waiting: Vec::new().into_iter() }
    }

    /// Returns the pieces, in their order, instead of their records. Records of a piece that was begun are one of their own.
    pub fn into_chunks(self) -> EvtxChunks {
        let waiting: Vec<_> = self.waiting.collect();
        let begun = (!waiting.is_empty()).then_some(EvtxChunk(Piece::Records(waiting)));
        EvtxChunks { begun, ..self.chunks }
    }

    fn only(fault: ReadFault) -> Self {
        Self { chunks: EvtxChunks::new(std::iter::empty()), waiting: vec![Err(fault)].into_iter() }
    }
}

/// Returns what stands behind the last whole piece, and goes back to the start.
fn part(reader: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let n_bytes = reader.seek(SeekFrom::End(0))?;
    let n_over = n_bytes.saturating_sub(HEAD_BYTES) % CHUNK_BYTES as u64;
    let mut part = Vec::new();
    if n_over > 0 {
        reader.seek(SeekFrom::Start(n_bytes - n_over))?;
        reader.take(n_over).read_to_end(&mut part)?;
    }
    reader.seek(SeekFrom::Start(0))?;
    Ok(part)
}

/// Makes a piece of a part of one: with the records that are whole, and nothing behind them.
fn mended(mut part: Vec<u8>) -> Option<EvtxChunkData> {
    let mut end = RECORDS_AT;
    while let Some(n_bytes) = record_bytes(part.get(end..)?) {
        end += n_bytes;
    }
    part.truncate(end);
    part.resize(CHUNK_BYTES, 0);
    EvtxChunkData::new(part, false).ok()
}

/// Returns how long the record is that stands first, if it is one and is whole.
fn record_bytes(bytes: &[u8]) -> Option<usize> {
    let size = bytes.strip_prefix(RECORD)?.first_chunk::<4>()?;
    let n_bytes = usize::try_from(u32::from_le_bytes(*size)).ok()?;
    (RECORD_BYTES_MIN..=bytes.len()).contains(&n_bytes).then_some(n_bytes)
}

impl EvtxChunks {
    fn new(whole: impl Iterator<Item = EvtxChunk> + 'static) -> Self {
        Self {
            begun: None,
            whole: Box::new(whole),
            part: None,
            n_promised: 0,
            n_found: 0,
            settings: Arc::default(),
            lack: None,
        }
    }

    /// Returns what was lacking, once the last piece was taken.
    pub fn lack(&mut self) -> Option<ReadFault> {
        self.lack.take()
    }
}

impl Iterator for EvtxChunks {
    type Item = EvtxChunk;

    fn next(&mut self) -> Option<EvtxChunk> {
        if let Some(begun) = self.begun.take() {
            return Some(begun);
        }
        if let Some(chunk) = self.whole.next() {
            self.n_found += 1;
            return Some(chunk);
        }
        if let Some(part) = self.part.take() {
            self.lack = Some(ReadFault::CutOff { n_whole: self.n_found });
            // It is told once.
            self.n_promised = 0;
            let settings = Arc::clone(&self.settings);
            return Some(EvtxChunk(Piece::Packed(Box::new(mended(part)?), settings)));
        }
        let n_promised = std::mem::take(&mut self.n_promised);
        if self.n_found < n_promised {
            self.lack = Some(ReadFault::ChunksLack { n_found: self.n_found, n_promised });
        }
        None
    }
}

impl EvtxChunk {
    /// Takes the records out.
    pub fn records(self) -> Vec<Result<Vec<u8>, ReadFault>> {
        let (mut data, settings) = match self.0 {
            Piece::Packed(data, settings) => (data, settings),
            Piece::Records(records) => return records,
        };
        match data.parse(settings) {
            Ok(mut chunk) => chunk
                .iter()
                .map(|record| record.and_then(evtx::EvtxRecord::into_json_bytes))
                .map(|record| match record {
                    Ok(record) => Ok(record.data),
                    Err(e) => Err(ReadFault::Evtx(e.to_string())),
                })
                .collect(),
            Err(e) => vec![Err(ReadFault::Evtx(e.to_string()))],
        }
    }
}

impl Iterator for Evtx {
    type Item = Result<Vec<u8>, ReadFault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.waiting.next() {
                return Some(record);
            }
            self.waiting = match self.chunks.next() {
                Some(chunk) => chunk.records().into_iter(),
                None => return self.chunks.lack().map(Err),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_that_wait_are_a_piece() {
        let records = vec![Ok(b"{}".to_vec()), Err(ReadFault::Evtx("bad".into()))];
        let chunks = EvtxChunks::new(std::iter::empty());
        let log = Evtx { chunks, waiting: records.clone().into_iter() };
        let found: Vec<_> = log.into_chunks().flat_map(EvtxChunk::records).collect();
        assert_eq!(found, records);
        assert_eq!(Evtx::new(b"nothing".to_vec()).into_chunks().count(), 1);
    }
}
