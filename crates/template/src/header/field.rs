//! The fields that headers are made of, taken one after another.

use super::time;
use crate::class::{DIGIT, INNER, SPACE, UPPER, WORD, at, is, part, run};

/// Names of levels.
const LEVELS: [&str; 20] = [
    "trace",
    "verbose",
    "debug",
    "fine",
    "config",
    "info",
    "information",
    "notice",
    "warn",
    "warning",
    "err",
    "error",
    "severe",
    "crit",
    "critical",
    "alert",
    "emerg",
    "emergency",
    "fatal",
    "panic",
];

/// Levels of one letter, as Android and glog write them.
const LETTERS: &[u8] = b"VDIWEFTC";

/// Longest name of a program, in bytes.
const PROGRAM_BYTES_MAX: usize = 128;

/// How many things stand between the time and the level.
const UNITS_MAX: usize = 3;

/// Longest name of a module before a level, in bytes.
const MODULE_BYTES_MAX: usize = 32;

/// A level that was found.
pub struct Level<'a> {
    /// As it is written, without marks.
    pub text: &'a [u8],
    /// It stood there without brackets.
    pub is_bare: bool,
    /// A colon follows, so the message does.
    pub is_closed: bool,
}

/// What is left of a line.
pub struct Fields<'a> {
    line: &'a [u8],
    at: usize,
}

impl<'a> Fields<'a> {
    /// Starts at the start of a line.
    pub fn new(line: &'a [u8]) -> Self {
        Self { line, at: run(line, 0, SPACE) }
    }

    /// What was not taken.
    pub fn rest(&self) -> &'a [u8] {
        part(self.line, self.at, self.line.len())
    }

    /// Takes so many bytes and the space behind them.
    pub fn take(&mut self, n_bytes: usize) -> &'a [u8] {
        let end = self.at + n_bytes;
        let taken = part(self.line, self.at, end);
        self.at = run(self.line, end, SPACE);
        taken
    }

    /// Takes `<34>`.
    pub fn priority(&mut self) {
        let end = run(self.rest(), 1, DIGIT);
        let is_priority =
            at(self.rest(), 0) == b'<' && matches!(end, 2..=4) && at(self.rest(), end) == b'>';
        if is_priority {
            self.take(end + 1);
        }
    }

    /// Takes a time.
    pub fn time(&mut self) -> Option<&'a [u8]> {
        let end = time::end(self.rest());
        (end > 0).then(|| self.take(end))
    }

    /// Takes a mark between fields.
    pub fn mark(&mut self) -> bool {
        let rest = self.rest();
        let end = rest.iter().take_while(|byte| matches!(byte, b'-' | b'|' | b':' | b',')).count();
        let is_mark = matches!(end, 1 | 2) && (is(at(rest, end), SPACE) || at(rest, 0) != b'-');
        if is_mark {
            self.take(end);
        }
        is_mark
    }

    /// Takes what stands between the time and the level: processes, a thread in brackets, a logger. Without a
    /// level behind them they could be the message, and stay.
    pub fn before_level(&mut self) -> bool {
        let mut ahead = Self { line: self.line, at: self.at };
        for _ in 0..UNITS_MAX {
            if !(ahead.number() || ahead.bracketed() || ahead.name()) {
                return false;
            }
            ahead.mark();
            let has_level = Self { line: ahead.line, at: ahead.at }.level(true).is_some();
            if has_level {
                self.at = ahead.at;
                return true;
            }
        }
        false
    }

    fn number(&mut self) -> bool {
        let end = run(self.rest(), 0, DIGIT);
        let is_number = end > 0 && is(at(self.rest(), end), SPACE);
        if is_number {
            self.take(end);
        }
        is_number
    }

    /// Takes a word that no sentence has: with marks or digits inside, or set off by a dash.
    fn name(&mut self) -> bool {
        let rest = self.rest();
        let end = rest.iter().position(|&byte| is(byte, SPACE)).unwrap_or(rest.len());
        let word = part(rest, 0, end);
        let is_name = word.iter().any(|&byte| is(byte, DIGIT | INNER) || byte == b'[')
            || part(rest, end, end + 3) == b" - ";
        if is_name && end > 0 {
            self.take(end);
        }
        is_name && end > 0
    }

    /// Takes a level: a known name in capitals, or in any letters in brackets or behind a time.
    pub fn level(&mut self, is_after_time: bool) -> Option<Level<'a>> {
        let rest = self.rest();
        let open = usize::from(at(rest, 0) == b'[');
        // `[php7:error]` names the module, too.
        let colon = rest
            .iter()
            .take(MODULE_BYTES_MAX)
            .take_while(|byte| !is(**byte, SPACE))
            .position(|&byte| byte == b':');
        let start = match colon {
            Some(colon) if open > 0 => colon + 1,
            _ => open,
        };
        let end = run(rest, start, WORD);
        let word = part(rest, start, end);
        let is_capitals = word.iter().all(|&byte| is(byte, UPPER));
        let is_name = LEVELS.iter().any(|level| word.eq_ignore_ascii_case(level.as_bytes()));
        let is_letter = is_after_time && matches!(word, [letter] if LETTERS.contains(letter));
        let next = at(rest, end);
        let is_bare = open == 0;
        let is_sure = match (is_bare, next) {
            (false, b']') => is_name,
            (true, b':' | b',' | b'|') => is_name,
            (true, _) if is(next, SPACE) => is_letter || is_name && (is_capitals || is_after_time),
            _ => false,
        };
        if !is_sure {
            return None;
        }
        self.take(end + usize::from(!is(next, SPACE)));
        Some(Level { text: word, is_bare, is_closed: next == b':' })
    }

    /// Takes a text in brackets, with the brackets inside it.
    pub fn bracketed(&mut self) -> bool {
        let rest = self.rest();
        let mut depth = 0_usize;
        for (index, byte) in rest.iter().take(PROGRAM_BYTES_MAX * 2).enumerate() {
            match byte {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                if index > 0 {
                    self.take(index + 1);
                }
                return index > 0;
            }
        }
        false
    }

    /// Takes the name of a program or logger: a word and a colon, or a word
    /// with dots that a bracket or a dash follows.
    pub fn program(&mut self, is_after_time: bool) -> Option<&'a [u8]> {
        let rest = self.rest();
        let mut end = 0;
        while is(at(rest, end), WORD | INNER) && at(rest, end) != b':'
            || b"$#()[]<>".contains(&at(rest, end))
        {
            end += 1;
        }
        // A colon inside is part of the name: `a::b`, `Thread-1:`.
        while at(rest, end) == b':' && at(rest, end + 1) == b':' {
            end += 2;
            while is(at(rest, end), WORD) || b"$<>".contains(&at(rest, end)) {
                end += 1;
            }
        }
        let name = part(rest, 0, end);
        let is_set_off = at(rest, end) == b':' && is(at(rest, end + 1), SPACE);
        let is_logger = name.contains(&b'.') && matches!(part(rest, end, end + 2), b" [" | b" -");
        let is_program = matches!(end, 1..=PROGRAM_BYTES_MAX) && (is_set_off || is_logger);
        if !is_program || !is_after_time {
            return None;
        }
        self.take(end + usize::from(is_set_off));
        Some(name)
    }
}
