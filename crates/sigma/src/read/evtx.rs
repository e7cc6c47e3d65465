//! Windows event logs. Damaged records are told and passed over; what the rest of a chunk holds is still read.

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use evtx::{EvtxChunkData, EvtxParser, ParserSettings};

use super::ReadFault;

/// Bytes of one event log file.
pub const EVTX_BYTES_MAX: usize = 1 << 31;

/// The records of an event log, each as JSON.
pub struct Evtx {
    chunks: Box<dyn Iterator<Item = EvtxChunk>>,
    waiting: std::vec::IntoIter<Result<Vec<u8>, ReadFault>>,
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
        Self::from_reader(std::io::Cursor::new(bytes))
    }

    /// Begins to read what the caller has opened; one chunk of 64 KiB is held at a time.
    pub fn from_reader(reader: impl Read + Seek + 'static) -> Self {
        let parser = match EvtxParser::from_read_seek(reader) {
            Ok(parser) => parser,
            Err(e) => return Self::only(ReadFault::Evtx(e.to_string())),
        };
        let settings = ParserSettings::new().num_threads(1).indent(false);
        let shared = Arc::new(settings.clone());
        let chunks =
            parser.with_configuration(settings).into_chunks().map(move |chunk| match chunk {
                Ok(data) => EvtxChunk(Piece::Packed(Box::new(data), Arc::clone(&shared))),
                Err(e) => EvtxChunk(Piece::Records(vec![Err(ReadFault::Evtx(e.to_string()))])),
            });
        Self { chunks: Box::new(chunks), waiting: Vec::new().into_iter() }
    }

    /// Returns the pieces, in their order, instead of their records. Records of a piece that was begun are one of their own.
    pub fn into_chunks(self) -> impl Iterator<Item = EvtxChunk> {
        let waiting: Vec<_> = self.waiting.collect();
        let begun = (!waiting.is_empty()).then_some(EvtxChunk(Piece::Records(waiting)));
        begun.into_iter().chain(self.chunks)
    }

    fn only(fault: ReadFault) -> Self {
        Self { chunks: Box::new(std::iter::empty()), waiting: vec![Err(fault)].into_iter() }
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
            self.waiting = self.chunks.next()?.records().into_iter();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_that_wait_are_a_piece() {
        let records = vec![Ok(b"{}".to_vec()), Err(ReadFault::Evtx("bad".into()))];
        let log =
            Evtx { chunks: Box::new(std::iter::empty()), waiting: records.clone().into_iter() };
        let found: Vec<_> = log.into_chunks().flat_map(EvtxChunk::records).collect();
        assert_eq!(found, records);
        assert_eq!(Evtx::new(b"nothing".to_vec()).into_chunks().count(), 1);
    }
}
