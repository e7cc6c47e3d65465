//! Windows event logs. Damaged records are told and passed over; what the rest of a chunk holds is still read.

use std::io::{Read, Seek};

use evtx::{EvtxParser, ParserSettings};

use super::ReadFault;

/// Bytes of one event log file.
pub const EVTX_BYTES_MAX: usize = 1 << 31;

/// The records of an event log, each as JSON.
pub struct Evtx {
    chunks: Box<dyn Iterator<Item = Vec<Result<Vec<u8>, ReadFault>>>>,
    waiting: std::vec::IntoIter<Result<Vec<u8>, ReadFault>>,
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
        let settings_of_records = std::sync::Arc::new(settings.clone());
        let chunks = parser.with_configuration(settings).into_chunks().map(move |chunk| {
            let mut chunk = match chunk {
                Ok(chunk) => chunk,
                Err(e) => return vec![Err(ReadFault::Evtx(e.to_string()))],
            };
            match chunk.parse(std::sync::Arc::clone(&settings_of_records)) {
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
        });
        Self { chunks: Box::new(chunks), waiting: Vec::new().into_iter() }
    }

    fn only(fault: ReadFault) -> Self {
        Self { chunks: Box::new(std::iter::empty()), waiting: vec![Err(fault)].into_iter() }
    }
}

impl Iterator for Evtx {
    type Item = Result<Vec<u8>, ReadFault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.waiting.next() {
                return Some(record);
            }
            self.waiting = self.chunks.next()?.into_iter();
        }
    }
}
