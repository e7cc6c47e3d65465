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
pub struct EvtxChunk {
    data: Result<Box<EvtxChunkData>, ReadFault>,
    settings: Arc<ParserSettings>,
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
            parser.with_configuration(settings).into_chunks().map(move |chunk| EvtxChunk {
                data: chunk.map(Box::new).map_err(|e| ReadFault::Evtx(e.to_string())),
                settings: Arc::clone(&shared),
            });
        Self { chunks: Box::new(chunks), waiting: Vec::new().into_iter() }
    }

    /// Returns the pieces, in their order, instead of their records.
    pub fn into_chunks(self) -> impl Iterator<Item = EvtxChunk> {
        let settings = Arc::new(ParserSettings::new());
        let faults = self
            .waiting
            .filter_map(Result::err)
            .map(move |fault| EvtxChunk { data: Err(fault), settings: Arc::clone(&settings) });
        faults.chain(self.chunks)
    }

    fn only(fault: ReadFault) -> Self {
        Self { chunks: Box::new(std::iter::empty()), waiting: vec![Err(fault)].into_iter() }
    }
}

impl EvtxChunk {
    /// Takes the records out.
    pub fn records(self) -> Vec<Result<Vec<u8>, ReadFault>> {
        let mut data = match self.data {
            Ok(data) => data,
            Err(fault) => return vec![Err(fault)],
        };
        match data.parse(self.settings) {
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
