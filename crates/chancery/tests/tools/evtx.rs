//! Makes a Windows event log by hand: one chunk, records without templates, names where they are used.

const CHUNK_BYTES: usize = 64 << 10;
/// Where the records of a chunk begin.
const RECORDS_AT: usize = 512;

/// Tokens of binary XML.
const OPEN: u8 = 0x01;
const OPEN_WITH_ATTRIBUTES: u8 = 0x41;
const OPENED: u8 = 0x02;
const CLOSE: u8 = 0x04;
const VALUE: u8 = 0x05;
const ATTRIBUTE: u8 = 0x06;
const TEXT: u8 = 0x01;

/// Makes a log of Sysmon events, each of an id and of fields.
pub fn log(events: &[(&str, &[(&str, &str)])]) -> Vec<u8> {
    let mut chunk = Chunk(vec![0; RECORDS_AT]);
    for (number, (id, fields)) in (1_u64..).zip(events) {
        chunk.record(number, id, fields);
    }
    let n_events = events.len() as u64;
    let Chunk(mut bytes) = chunk;
    put(&mut bytes, 0, b"ElfChnk\0");
    for (at, number) in [(8, 1), (16, n_events), (24, 1), (32, n_events)] {
        put(&mut bytes, at, &number.to_le_bytes());
    }
    let end = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    put(&mut bytes, 40, &128_u32.to_le_bytes());
    put(&mut bytes, 48, &end);
    bytes.resize(CHUNK_BYTES, 0);
    let mut file = vec![0; 4096];
    put(&mut file, 0, b"ElfFile\0");
    put(&mut file, 24, &(n_events + 1).to_le_bytes());
    put(&mut file, 32, &128_u32.to_le_bytes());
    put(&mut file, 36, &[1, 0, 3, 0, 0, 16, 1, 0]);
    // No checksums.
    put(&mut file, 120, &4_u32.to_le_bytes());
    file.extend(bytes);
    file
}

fn put(bytes: &mut [u8], at: usize, what: &[u8]) {
    bytes.get_mut(at..at + what.len()).unwrap().copy_from_slice(what);
}

struct Chunk(Vec<u8>);

impl Chunk {
    fn record(&mut self, number: u64, id: &str, fields: &[(&str, &str)]) {
        let start = self.0.len();
        self.0.extend(*b"**\0\0\0\0\0\0");
        self.0.extend(number.to_le_bytes());
        // 2025-01-01, in tenths of microseconds since 1601.
        self.0.extend(133_801_632_000_000_000_u64.to_le_bytes());
        self.0.extend([0x0f, 1, 1, 0]);
        self.open("Event", &[]);
        self.open("System", &[]);
        self.element("EventID", &[], id);
        self.element("EventRecordID", &[], &number.to_string());
        self.element("Channel", &[], "Microsoft-Windows-Sysmon/Operational");
        self.0.push(CLOSE);
        self.open("EventData", &[]);
        for (name, value) in fields {
            self.element("Data", &[("Name", name)], value);
        }
        self.0.extend([CLOSE, CLOSE, 0]);
        let size = u32::try_from(self.0.len() - start + 4).unwrap().to_le_bytes();
        self.0.extend(size);
        put(&mut self.0, start + 4, &size);
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.value(text);
        self.0.push(CLOSE);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push(if attributes.is_empty() { OPEN } else { OPEN_WITH_ATTRIBUTES });
        self.0.extend([0; 4]);
        self.name(name);
        if !attributes.is_empty() {
            self.0.extend([0; 4]);
        }
        for (name, value) in attributes {
            self.0.push(ATTRIBUTE);
            self.name(name);
            self.value(value);
        }
        self.0.push(OPENED);
    }

    /// A name stands right behind the reference to it.
    fn name(&mut self, name: &str) {
        let at = u32::try_from(self.0.len() + 4).unwrap();
        self.0.extend(at.to_le_bytes());
        self.0.extend([0; 6]);
        self.text(name);
        self.0.extend([0; 2]);
    }

    fn value(&mut self, text: &str) {
        self.0.extend([VALUE, TEXT]);
        self.text(text);
    }

    fn text(&mut self, text: &str) {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.0.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        self.0.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    }
}
